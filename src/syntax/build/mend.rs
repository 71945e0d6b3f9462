//! A piece as an item; where the grammar does not accept it, as much of the item as can be read.

use super::advice::{Stop, explain, misspelled_block};
use super::context::{Context, Source};
use super::file::{item, language};
use super::grammar::{Grammar, Node, Rule};
use crate::diagnostic::{Bag, Problem};
use crate::source::Span;
use crate::syntax::ast::{Broken, Item, ItemKind, Language, Name};
use crate::syntax::error::BracketError;
use crate::syntax::lex::{Bracket, Token, TokenKind, offset, slice};
use crate::syntax::split::{MAX_DEPTH, Piece};
use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

/// What a piece was.
#[derive(Debug)]
pub(in crate::syntax) enum Read {
    /// `language 1`
    Language(Language),
    /// A declaration.
    Item(Box<Item>),
}

/// Reads a piece. Each mistake costs the entry it stands in, and is reported once.
pub(in crate::syntax) fn read(source: Source<'_>, piece: Piece, bag: &mut Bag) -> Read {
    if piece.too_deep {
        return broken(source, piece);
    }
    let text = slice(source.prepared, piece.start, piece.end);
    match Grammar::parse(Rule::lone_item, text) {
        Ok(nodes) => {
            let cx = Context::new(source, piece.start);
            build(cx, nodes.flat_map(Node::into_inner).next(), bag).unwrap_or_else(|| broken(source, piece))
        }
        Err(error) => Mend { source, piece, bag, lost: Vec::new() }.read(&error),
    }
}

fn build(mut cx: Context<'_>, node: Option<Node<'_>>, bag: &mut Bag) -> Option<Read> {
    let node = node?;
    let read = match node.as_rule() {
        Rule::language => Read::Language(language(&mut cx, &node)),
        _ => Read::Item(Box::new(item(&mut cx, &node))),
    };
    bag.extend(cx.bag);
    Some(read)
}

/// What is known of text that belongs to no declaration.
pub(in crate::syntax) fn stray(source: Source<'_>, piece: Piece) -> Option<Item> {
    match broken(source, piece) {
        Read::Item(item) => Some(*item),
        Read::Language(_) => None,
    }
}

/// An item of which only the first words are known.
fn broken(source: Source<'_>, piece: Piece) -> Read {
    let mut words = significant(source, piece.start, piece.end);
    let name = |token: Option<&Token>| {
        let token = token.filter(|token| token.kind == TokenKind::Word)?;
        let span = Span::new(source.file, token.start, token.end);
        Some(Name { text: token.text(source.text).to_owned(), span })
    };
    let kind = ItemKind::Broken(Broken { keyword: name(words.next()), name: name(words.next()) });
    let span = Span::new(source.file, piece.start, piece.end);
    Read::Item(Box::new(Item { doc: source.docs.above(piece.start), kind, span, damaged: true }))
}

fn significant(source: Source<'_>, start: u32, end: u32) -> impl Iterator<Item = &Token> {
    let first = source.tokens.partition_point(|token| token.start < start);
    let rest = source.tokens.get(first..).unwrap_or_default().iter();
    rest.take_while(move |token| token.start < end).filter(|token| !token.is_trivia())
}

/// The kinds of entry a block may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Setting,
    EnumValue,
    Field,
    Row,
    Day,
    Rule,
    Workstream,
    Queue,
    Assignment,
    Test,
    Scenario,
}

impl Block {
    /// The entries of a declaration's block.
    fn of_item(keyword: &str) -> Self {
        match keyword {
            "enum" => Self::EnumValue,
            "entity" | "channel" => Self::Field,
            "table" => Self::Row,
            "closures" => Self::Day,
            "intake" => Self::Rule,
            "workstream" => Self::Workstream,
            "queue" => Self::Queue,
            "assignment" => Self::Assignment,
            "test" => Self::Test,
            "scenario" => Self::Scenario,
            _ => Self::Setting,
        }
    }

    /// The entries of a block that stands in an entry which begins with `word`.
    fn inside(self, word: &str) -> Option<Self> {
        match (self, word) {
            (Self::Workstream, "context") => Some(Self::Field),
            (Self::Workstream, "classify" | "route")
            | (Self::Queue, "overflow" | "prioritize" | "choose") => Some(Self::Rule),
            (Self::Workstream | Self::Queue | Self::Setting | Self::Test | Self::Scenario, _) => {
                Some(Self::Setting)
            }
            (Self::EnumValue | Self::Field | Self::Row | Self::Day | Self::Rule | Self::Assignment, _) => {
                None
            }
        }
    }

    /// The grammar's rule for one entry alone.
    fn rule(self) -> Rule {
        match self {
            Self::Setting => Rule::lone_setting,
            Self::EnumValue => Rule::lone_enum_value,
            Self::Field => Rule::lone_field,
            Self::Row => Rule::lone_row,
            Self::Day => Rule::lone_day,
            Self::Rule => Rule::lone_rule,
            Self::Workstream => Rule::lone_workstream_entry,
            Self::Queue => Rule::lone_queue_entry,
            Self::Assignment => Rule::lone_assignment_entry,
            Self::Test => Rule::lone_test_entry,
            Self::Scenario => Rule::lone_scenario_entry,
        }
    }

    /// The words that begin a block of their own kind among its entries.
    pub(super) fn blocks(self) -> &'static [&'static str] {
        match self {
            Self::Workstream => &["context", "classify", "route", "without"],
            Self::Queue => &["overflow", "prioritize", "choose"],
            Self::Setting | Self::EnumValue | Self::Field | Self::Row | Self::Day | Self::Rule => &[],
            Self::Assignment | Self::Test | Self::Scenario => &[],
        }
    }

    pub(super) fn holds_rules(self) -> bool {
        matches!(self, Self::Rule | Self::Assignment)
    }

    pub(super) fn holds_settings(self) -> bool {
        matches!(self, Self::Setting | Self::Workstream | Self::Queue | Self::Assignment | Self::Scenario)
    }
}

struct Mend<'t, 'b> {
    source: Source<'t>,
    piece: Piece,
    bag: &'b mut Bag,
    /// The entries that could not be read.
    lost: Vec<Stretch>,
}

/// From the first byte of an entry to just past its last.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    start: u32,
    end: u32,
}

impl Mend<'_, '_> {
    fn read(mut self, error: &Error<Rule>) -> Read {
        let (source, piece) = (self.source, self.piece);
        let whole = Stretch { start: piece.start, end: piece.end };
        let keyword =
            significant(source, piece.start, piece.end).next().map_or("", |word| word.text(source.text));
        let Some(open) = self.brace(whole).filter(|open| self.heads(Rule::lone_item, whole, *open)) else {
            self.report(error, whole, None);
            return broken(source, piece);
        };
        let end = self.entries(Block::of_item(keyword), open, piece.end);
        if self.lost.is_empty() && piece.trouble.is_none() {
            self.report(error, whole, None);
        }
        let text = self.without_lost(end);
        let Ok(nodes) = Grammar::parse(Rule::lone_item, &text) else { return broken(source, piece) };
        let mut cx = Context::new(source, piece.start);
        cx.damaged = true;
        build(cx, nodes.flat_map(Node::into_inner).next(), self.bag).unwrap_or_else(|| broken(source, piece))
    }

    /// Tries the entries after the brace at `open` one by one, and gives the end of the last.
    fn entries(&mut self, block: Block, open: u32, limit: u32) -> u32 {
        let (entries, end) = entries(self.source, block, open + 1, limit);
        for entry in entries {
            self.entry(block, entry);
        }
        end
    }

    fn entry(&mut self, block: Block, entry: Stretch) {
        let Err(error) = Grammar::parse(block.rule(), slice(self.source.prepared, entry.start, entry.end))
        else {
            return;
        };
        let word = significant(self.source, entry.start, entry.end).next();
        if let Some(error) = word.and_then(|word| misspelled_block(self.source, *word, block)) {
            self.tell(&error, entry);
            return self.lost.push(entry);
        }
        let inner = word.and_then(|word| block.inside(word.text(self.source.text)));
        let known = self.lost.len();
        if let (Some(inner), Some(open)) = (inner, self.brace(entry))
            && place(&error, entry.start) > open
            && self.heads(block.rule(), entry, open)
        {
            self.entries(inner, open, entry.end);
        }
        if self.lost.len() == known {
            self.report(&error, entry, Some(block));
            self.lost.push(entry);
        }
    }

    /// Where the first brace of a stretch stands.
    fn brace(&self, stretch: Stretch) -> Option<u32> {
        let mut tokens = significant(self.source, stretch.start, stretch.end);
        tokens.find(|token| token.kind == TokenKind::Open(Bracket::Curly)).map(|token| token.start)
    }

    /// Whether a stretch would be accepted if the block at `open` were empty.
    fn heads(&self, kind: Rule, stretch: Stretch, open: u32) -> bool {
        let head = slice(self.source.prepared, stretch.start, open);
        Grammar::parse(kind, &format!("{head}{{}}")).is_ok()
    }

    /// Says what is wrong with an entry, unless that has been said.
    fn tell(&mut self, problem: &dyn Problem, entry: Stretch) {
        let faults = self.source.faults;
        let first = faults.partition_point(|fault| fault.start < entry.start);
        let told = faults.get(first).is_some_and(|fault| fault.start <= entry.end);
        if !told && self.piece.trouble.is_none_or(|from| from >= entry.end) {
            self.bag.push(problem);
        }
    }

    /// Says what is wrong with an entry that the grammar did not accept.
    fn report(&mut self, error: &Error<Rule>, entry: Stretch, block: Option<Block>) {
        let at = place(error, entry.start);
        match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => {
                let accepted = positives.clone();
                let stop =
                    Stop { source: self.source, start: entry.start, end: entry.end, at, accepted, block };
                self.tell(&explain(&stop), entry);
            }
            ErrorVariant::CustomError { .. } => {
                let span = Span::new(self.source.file, at, at);
                self.tell(&BracketError::TooDeep { limit: MAX_DEPTH, span }, entry);
            }
        }
    }

    /// The text of the piece up to `end`, with blanks for what was lost, and closed.
    fn without_lost(&self, end: u32) -> String {
        let mut text = String::new();
        let mut at = self.piece.start;
        for lost in &self.lost {
            text.push_str(slice(self.source.prepared, at, lost.start));
            text.extend((lost.start..lost.end).map(|_| ' '));
            at = lost.end;
        }
        text.push_str(slice(self.source.prepared, at, end));
        text.push('}');
        text
    }
}

/// The offset in the file at which reading a text stopped that begins at `base`.
fn place(error: &Error<Rule>, base: u32) -> u32 {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    base.saturating_add(offset(at))
}

/// The entries from `start` on, and where their block ends.
fn entries(source: Source<'_>, block: Block, start: u32, limit: u32) -> (Vec<Stretch>, u32) {
    let first = source.tokens.partition_point(|token| token.start < start);
    let tokens =
        source.tokens.get(first..).unwrap_or_default().iter().take_while(|token| token.start < limit);
    let mut walk = Walk { source, block, open: Vec::new(), found: Vec::new(), current: None, comma: false };
    let mut end = start;
    for token in tokens {
        if walk.ends_block(*token) {
            end = token.start;
            break;
        }
        walk.see(*token);
        if !token.is_trivia() {
            end = token.end;
        }
    }
    walk.found.extend(walk.current);
    (walk.found, end)
}

struct Walk<'t> {
    source: Source<'t>,
    block: Block,
    open: Vec<Bracket>,
    found: Vec<Stretch>,
    current: Option<Stretch>,
    /// Whether a comma has just ended an entry.
    comma: bool,
}

impl Walk<'_> {
    fn ends_block(&self, token: Token) -> bool {
        token.kind == TokenKind::Close(Bracket::Curly) && !self.open.contains(&Bracket::Curly)
    }

    fn see(&mut self, token: Token) {
        if let TokenKind::Open(bracket) = token.kind {
            self.grow(token);
            return self.open.push(bracket);
        }
        if let TokenKind::Close(bracket) = token.kind
            && let Some(at) = self.open.iter().rposition(|open| *open == bracket)
        {
            self.open.truncate(at);
        }
        let separates = self.open.is_empty() && self.separates(token);
        if separates {
            self.found.extend(self.current.take());
            self.comma = token.kind == TokenKind::Comma;
        } else if !token.is_trivia() {
            self.grow(token);
        }
    }

    fn separates(&self, token: Token) -> bool {
        let breaks = token.kind == TokenKind::LineBreak;
        token.kind == TokenKind::Comma
            || breaks && slice(self.source.prepared, token.start, token.end) == "\n"
    }

    fn grow(&mut self, token: Token) {
        let carries_on =
            std::mem::take(&mut self.comma) && self.block.holds_rules() && !self.begins_rule(token);
        if carries_on {
            self.current = self.found.pop();
        }
        let start = self.current.map_or(token.start, |current| current.start);
        self.current = Some(Stretch { start, end: token.end });
    }

    /// A comma in a rule, as in `order by a, b`, ends it only if another rule follows.
    fn begins_rule(&self, token: Token) -> bool {
        token.kind == TokenKind::Text
            || matches!(token.text(self.source.text), "when" | "otherwise" | "after" | "inherit")
    }
}
