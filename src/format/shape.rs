use super::block::Block;
use super::line::{Kind, Word};
use crate::syntax::lex::{Bracket, Token, TokenKind};

/// The words of a line, counted from 0, that may stand in one column with words of lines above and below; none if the
/// line has several entries. The line begins an entry of `block`.
pub(super) fn stops<'t>(text: &'t str, words: &[Word], block: Block) -> Vec<(usize, Kind<'t>)> {
    let Some(shape) = Shape::of(text, words) else { return Vec::new() };
    match block {
        Block::File => shape.declaration(),
        Block::Values => shape.value(),
        Block::Rows => shape.row(),
        Block::TestRows => shape.test_row(),
        Block::Test => Vec::new(),
        Block::Scenario if shape.word(0) == "expect" => Vec::new(),
        Block::Scenario | Block::Plain => shape.entry(),
    }
}

/// The words of a line that stand in no bracket of it, each with its number.
struct Shape<'t> {
    text: &'t str,
    outer: Vec<(usize, Word)>,
}

impl<'t> Shape<'t> {
    fn of(text: &'t str, words: &[Word]) -> Option<Self> {
        let (mut outer, mut depth) = (Vec::new(), 0_usize);
        for (at, word) in words.iter().enumerate() {
            if let TokenKind::Close(_) = word.token.kind {
                depth = depth.checked_sub(1)?;
                continue;
            }
            if depth == 0 {
                outer.push((at, *word));
            }
            depth += usize::from(matches!(word.token.kind, TokenKind::Open(_)));
        }
        let shape = Self { text, outer };
        (!shape.has_several()).then_some(shape)
    }

    fn token(&self, at: usize) -> Option<Token> {
        self.outer.get(at).map(|(_, word)| word.token)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.token(at).map(|token| token.kind)
    }

    fn word(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| token.text(self.text))
    }

    /// Whether a comma separates entries. In a rule, one may also stand between the keys of an order.
    fn has_several(&self) -> bool {
        let separates = |at: usize| {
            let rule = self.is_rule();
            let begins = matches!(self.word(at + 1), "when" | "otherwise" | "after" | "inherit");
            let labelled = self.kind(at + 2) == Some(TokenKind::Colon);
            at + 1 < self.outer.len() && (!rule || begins || labelled)
        };
        (0..self.outer.len()).any(|at| self.kind(at) == Some(TokenKind::Comma) && separates(at))
    }

    fn is_labelled(&self) -> bool {
        self.kind(0) == Some(TokenKind::Text) && self.kind(1) == Some(TokenKind::Colon)
    }

    fn is_rule(&self) -> bool {
        self.is_labelled() || matches!(self.word(0), "when" | "otherwise" | "after")
    }

    /// `"Label": when … then …`, `name: type from "…"`, or a setting
    fn entry(&self) -> Vec<(usize, Kind<'t>)> {
        if self.is_rule() {
            self.rule()
        } else if self.kind(1) == Some(TokenKind::Colon) {
            self.field()
        } else if self.kind(0) == Some(TokenKind::Word) {
            self.setting()
        } else {
            Vec::new()
        }
    }

    fn rule(&self) -> Vec<(usize, Kind<'t>)> {
        let guard = self.outer.get(2).filter(|_| self.is_labelled()).map(|(at, _)| (*at, Kind::Guard));
        let clause = self.outer.iter().skip(1).find(|(_, word)| word.gap > 1);
        guard.into_iter().chain(clause.map(|(at, _)| (*at, Kind::Clause))).collect()
    }

    fn field(&self) -> Vec<(usize, Kind<'t>)> {
        let kind = self.outer.get(2).map(|(at, _)| (*at, Kind::Value));
        let from = self.outer.iter().skip(3).find(|(_, word)| word.token.text(self.text) == "from");
        kind.into_iter().chain(from.map(|(at, _)| (*at, Kind::After("from")))).collect()
    }

    /// A setting with one value stands under others with one value; with several, under others of its word.
    fn setting(&self) -> Vec<(usize, Kind<'t>)> {
        let mut terms = self.outer.iter().skip(1).filter(|(_, word)| word.gap > 0);
        let Some((first, value)) = terms.next() else { return Vec::new() };
        let block = TokenKind::Open(Bracket::Curly);
        let more = terms.next();
        if value.token.kind == block {
            return Vec::new();
        }
        if more.is_none() || value.token.text(self.text) == "when" {
            return vec![(*first, Kind::Value)];
        }
        let more = more.into_iter().chain(terms);
        let more = more.take_while(|(_, word)| word.token.text(self.text) != "when");
        let more = more.map(|(at, word)| (*at, Kind::Term(word.token.kind)));
        std::iter::once((*first, Kind::After(self.word(0)))).chain(more).collect()
    }

    /// `phone "Telephone" named ["tel"] = 3`, any of which may be absent.
    fn value(&self) -> Vec<(usize, Kind<'t>)> {
        let wanted = [Kind::Term(TokenKind::Text), Kind::After("named"), Kind::Term(TokenKind::Equals)];
        let kind = |token: Token| {
            let word = token.kind == TokenKind::Word;
            if word { Kind::After(token.text(self.text)) } else { Kind::Term(token.kind) }
        };
        let more = self.outer.get(1..).unwrap_or_default();
        let place = |wanted: Kind<'t>| more.iter().find(|(_, word)| kind(word.token) == wanted);
        wanted
            .iter()
            .map(|wanted| place(*wanted).map_or((0, Kind::Absent), |(at, _)| (*at, *wanted)))
            .collect()
    }

    /// `platinum | > 5000 -> high | 1`
    fn row(&self) -> Vec<(usize, Kind<'t>)> {
        let signs = self
            .outer
            .iter()
            .filter(|(_, word)| matches!(word.token.kind, TokenKind::Bar | TokenKind::Arrow));
        signs.map(|(at, word)| (*at, Kind::Term(word.token.kind))).collect()
    }

    /// `"a large order": platinum | 6000 -> high`, where the label may be absent.
    fn test_row(&self) -> Vec<(usize, Kind<'t>)> {
        let first = self.outer.get(2).filter(|_| self.is_labelled());
        let first = first.map_or((0, Kind::Absent), |(at, _)| (*at, Kind::Guard));
        std::iter::once(first).chain(self.row()).collect()
    }

    /// `queue vip "VIP chat" { … }`, `let big_cart = 500`
    fn declaration(&self) -> Vec<(usize, Kind<'t>)> {
        let word = self.word(0);
        let wanted: &[TokenKind] = match word {
            "let" | "list" | "condition" => &[TokenKind::Equals],
            "language" | "import" | "table" | "model" | "test" | "scenario" | "intake" => &[],
            _ => &[TokenKind::Text, TokenKind::Open(Bracket::Curly)],
        };
        let Some((name, _)) = self.outer.get(1).filter(|_| !wanted.is_empty()) else { return Vec::new() };
        let more = self.outer.iter().skip(2).filter_map(|(at, word)| {
            let kind = word.token.kind;
            let copies = word.token.text(self.text) == "copies";
            let stop = if copies { Kind::After("copies") } else { Kind::Term(kind) };
            (copies || wanted.contains(&kind)).then_some((*at, stop))
        });
        std::iter::once((*name, Kind::After(word))).chain(more).collect()
    }
}
