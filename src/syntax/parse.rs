use super::ast::{File, Item};
use super::build::{self, Read, Source};
use super::crowd::crowded;
use super::decode::too_large;
use super::error::ShapeError;
use super::head::head;
use super::lex::{self, Token};
use super::split::{self, Docs, Piece};
use crate::diagnostic::Bag;
use crate::source::{FileId, Limits, SourceFile, Span};

/// The tree of a file's text, and what is wrong with the text. Whatever the text, there is a tree: what could not be
/// read is marked in it, and reported once.
#[must_use]
pub fn parse(id: FileId, file: &SourceFile) -> (File, Bag) {
    parse_within(id, file, &Limits::DEFAULT)
}

/// As [`parse`], for a text that may be as large as `limits` say.
#[must_use]
pub fn parse_within(id: FileId, file: &SourceFile, limits: &Limits) -> (File, Bag) {
    let (tree, mut bag) = read(id, file, limits, true);
    head([&tree], &file.text, &mut bag);
    (tree, bag)
}

/// As [`parse`], with every rule read by the grammar: the tree and the problems that [`parse`] must agree with.
#[must_use]
pub fn parse_by_grammar(id: FileId, file: &SourceFile) -> (File, Bag) {
    let (tree, mut bag) = read(id, file, &Limits::DEFAULT, false);
    head([&tree], &file.text, &mut bag);
    (tree, bag)
}

/// As [`parse`], of one of the [`super::sections`] of a file: what is to be said of the file as a whole is left to
/// [`super::head`].
#[must_use]
pub fn parse_section(id: FileId, section: &SourceFile, limits: &Limits) -> (File, Bag) {
    read(id, section, limits, true)
}

fn read(id: FileId, file: &SourceFile, limits: &Limits, quickly: bool) -> (File, Bag) {
    let mut bag = Bag::new();
    let mut tree = File { id, languages: Vec::new(), items: Vec::new() };
    if let Some(error) = too_large(file.text.len(), limits, Span::new(id, 0, 0)) {
        bag.push(&error);
        return (tree, bag);
    }
    let text = &file.text;
    let tokens = lex::tokens(text);
    let mut faults = Vec::new();
    let pieces = split::pieces(id, text, &tokens, &mut faults, &mut bag);
    let starts = starts(&pieces);
    lex::report(id, text, &tokens, &starts, &mut faults, &mut bag);
    let prepared = lex::prepare(text, &tokens, &starts);
    let docs = Docs::of(text, &tokens);
    let (prepared, tokens) = (prepared.as_str(), tokens.as_slice());
    let source = Source { file: id, text, prepared, tokens, docs: &docs, faults: &faults, quickly };
    for piece in pieces {
        take(source, piece, limits.declaration_words, &mut tree, &mut bag);
    }
    (tree, bag)
}

/// The tree of a file's text by the grammar alone, read as one: the meaning that [`parse`] must agree with. `None` if
/// the grammar does not accept the text.
#[must_use]
pub fn parse_whole(id: FileId, file: &SourceFile) -> Option<File> {
    let mut bag = Bag::new();
    let text = &file.text;
    let tokens = lex::tokens(text);
    let mut faults = Vec::new();
    let pieces = split::pieces(id, text, &tokens, &mut faults, &mut bag);
    let starts = starts(&pieces);
    lex::report(id, text, &tokens, &starts, &mut faults, &mut bag);
    let prepared = lex::prepare(text, &tokens, &starts);
    let docs = Docs::of(text, &tokens);
    let (prepared, tokens) = (prepared.as_str(), tokens.as_slice());
    let source = Source { file: id, text, prepared, tokens, docs: &docs, faults: &faults, quickly: false };
    build::whole(source)
}

fn starts(pieces: &[Piece]) -> Vec<u32> {
    pieces.iter().map(|piece| piece.start).collect()
}

fn take(source: Source<'_>, mut piece: Piece, most: usize, tree: &mut File, bag: &mut Bag) {
    let mut found = Bag::new();
    let words = words(source, piece, most);
    if piece.declared && words > most {
        let span = first_line(source, piece);
        found.push(&ShapeError::TooLarge { words, limit: most, span });
        piece.unreadable = true;
    }
    if !piece.declared {
        stray(source, piece, tree, &mut found);
        return bag.extend(found);
    }
    match build::read(source, piece, &mut found) {
        Read::Item(item) => tree.items.push(uncrowded(source, piece, *item, &mut found)),
        Read::Language(language) => tree.languages.push(language),
    }
    bag.extend(found);
}

/// The declaration; where there is too much of something in it, no more than its name.
fn uncrowded(source: Source<'_>, mut piece: Piece, item: Item, bag: &mut Bag) -> Item {
    let Some(error) = crowded(&item.kind) else { return item };
    *bag = Bag::new();
    bag.push(&error);
    piece.unreadable = true;
    match build::read(source, piece, bag) {
        Read::Item(item) => *item,
        Read::Language(_) => item,
    }
}

/// Text that belongs to no declaration. If it begins like one that is indented, its name counts as declared.
fn stray(source: Source<'_>, piece: Piece, tree: &mut File, bag: &mut Bag) {
    let read = build::stray(source, piece);
    let told = piece.trouble.is_some() || !faults_of(source, piece).is_empty();
    let word = first(source, piece).map_or("", |token| token.text(source.text));
    if !told {
        let help = if is_nameless(source, piece) {
            let called = if matches!(word, "test" | "scenario") { "\"…\"" } else { "first_line" };
            format!("write a name after `{word}`, such as `{word} {called} {{ … }}`")
        } else {
            help_for(word)
        };
        let meant = split::nearest(word).filter(|_| !split::declares(word));
        let place = first(source, piece).map(|token| Span::new(source.file, token.start, token.end));
        let instead = place.zip(meant.map(str::to_owned));
        bag.push(&ShapeError::Stray { help, span: first_line(source, piece), instead });
    }
    if split::declares(word) || split::nearest(word).is_some() {
        tree.items.extend(read);
    }
}

fn help_for(word: &str) -> String {
    if split::declares(word) {
        return format!("a declaration such as `{word} …` begins at the left margin, on a line of its own");
    }
    let near = split::nearest(word);
    near.map_or_else(
        || "a declaration begins with a word such as `queue` or `workstream`; settings stand between its `{ }`".to_owned(),
        |other| format!("did you mean `{other}`?"),
    )
}

/// `queue { … }` at the left margin.
fn is_nameless(source: Source<'_>, piece: Piece) -> bool {
    let at = source.tokens.partition_point(|token| token.start < piece.start);
    let mut tokens = source.tokens.get(at..).unwrap_or_default().iter().filter(|token| !token.is_trivia());
    let margin = at.checked_sub(1).and_then(|before| source.tokens.get(before));
    let word = tokens.next().is_some_and(|token| split::declares(token.text(source.text)));
    let opens = tokens.next().is_some_and(|token| token.kind == lex::TokenKind::Open(lex::Bracket::Curly));
    word && opens && margin.is_none_or(|token| token.kind == lex::TokenKind::LineBreak)
}

fn first(source: Source<'_>, piece: Piece) -> Option<Token> {
    let at = source.tokens.partition_point(|token| token.start < piece.start);
    source.tokens.get(at).copied()
}

/// How many tokens of a piece mean something; where there are at most `most` tokens, how many those are.
fn words(source: Source<'_>, piece: Piece, most: usize) -> usize {
    let from = source.tokens.partition_point(|token| token.start < piece.start);
    let to = source.tokens.partition_point(|token| token.start < piece.end);
    let tokens = source.tokens.get(from..to).unwrap_or_default();
    if tokens.len() <= most { tokens.len() } else { tokens.iter().filter(|token| !token.is_trivia()).count() }
}

fn faults_of(source: Source<'_>, piece: Piece) -> &[Span] {
    let from = source.faults.partition_point(|fault| fault.start < piece.start);
    let to = source.faults.partition_point(|fault| fault.start < piece.end);
    source.faults.get(from..to).unwrap_or_default()
}

fn first_line(source: Source<'_>, piece: Piece) -> Span {
    let text = lex::slice(source.text, piece.start, piece.end);
    let line = text.lines().next().unwrap_or_default().trim_end();
    Span::new(source.file, piece.start, piece.start.saturating_add(lex::offset(line.len())))
}
