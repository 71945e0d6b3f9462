//! A piece as an item; where the grammar does not accept it, as much of the item as can be read.

use super::advice::{explain, misspelled_block};
use super::around::Stop;
use super::block::Block;
use super::context::{Context, Source};
use super::entries::{Stretch, entries, significant};
use super::file::{item, language};
use super::grammar::{Grammar, Node, Rule};
use super::quick;
use crate::diagnostic::{Bag, Problem, Texts};
use crate::source::Span;
use crate::syntax::ast::{Broken, Item, ItemKind, Language, Name};
use crate::syntax::error::BracketError;
use crate::syntax::lex::{Bracket, Token, TokenKind, blank, offset, slice};
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
    if piece.unreadable {
        return broken(source, piece);
    }
    let rules = quick::rules(source, piece);
    let left = (!rules.is_empty()).then(|| quick::without(source, piece, &rules));
    if let Some((text, cuts)) = left
        && let Ok(nodes) = Grammar::parse(Rule::lone_item, &text)
    {
        let quick = rules.into_iter().peekable();
        let cx = Context { cuts, quick, ..Context::new(source, piece.start) };
        return build(cx, nodes.flat_map(Node::into_inner).next(), bag)
            .unwrap_or_else(|| broken(source, piece));
    }
    match Grammar::parse(Rule::lone_item, slice(source.prepared, piece.start, piece.end)) {
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

struct Mend<'t, 'b> {
    source: Source<'t>,
    piece: Piece,
    bag: &'b mut Bag,
    /// The entries that could not be read.
    lost: Vec<Stretch>,
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
        cx.limit =
            if slice(source.text, end, end.saturating_add(1)) == "}" { end.saturating_add(1) } else { end };
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
            self.bag.push_in(problem, Texts::One(self.source.file, self.source.text));
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
            blank(&mut text, lost.end - lost.start);
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
