//! What must hold of any text, whatever is written in it.

use super::target::chance_of;
use enroute::diagnostic::{Diagnostic, Severity};
use enroute::engine::{check_sources, compile_sources};
use enroute::format::{edits, format as arrange};
use enroute::source::{FileId, SourceFile, Sources, Span};
use enroute::syntax::lex::{Token, TokenKind, tokens};
use enroute::syntax::{parse as read, parse_by_grammar, sections};
use std::ops::Range;

const FILE: FileId = FileId(0);

/// Tokens follow one another without a gap, and together they are the text.
pub(crate) fn lex(text: &str) {
    let mut end = 0;
    for token in tokens(text) {
        assert!(token.start == end && token.end > end, "{token:?} follows {end}");
        assert!(text.is_char_boundary(token.end as usize), "{token:?} ends in a letter");
        end = token.end;
    }
    assert_eq!(end as usize, text.len(), "tokens end before the text");
}

/// Sections follow one another without a gap, each begins on a line of its own, and a section cut again is itself.
pub(crate) fn split(text: &str) {
    let mut end = 0;
    let cut = sections(text);
    for section in &cut {
        assert_eq!(section.start, end, "{cut:?}");
        assert!(text.is_char_boundary(section.end as usize), "{section:?} ends in a letter");
        end = section.end;
    }
    assert_eq!(end as usize, text.len(), "sections end before the text: {cut:?}");
}

/// A tree is made of any text; the quick way to it and the way by the grammar say the same; places lie in the text.
pub(crate) fn parse(text: &str) {
    let file = SourceFile::new("main.route", text);
    let (tree, bag) = read(FILE, &file);
    for item in &tree.items {
        assert_within(text, item.span);
    }
    bag.iter().for_each(|said| assert_said_well(text, said));
    if chance_of(text.as_bytes()).below(4) == 0 {
        let (other, told) = parse_by_grammar(FILE, &file);
        assert!(tree == other, "the grammar reads another tree");
        assert_eq!(bag.into_sorted(), told.into_sorted());
    }
}

/// There is something to say of any text, at places in it; where there is no error, there is a bundle, and it is read
/// again as it was written.
pub(crate) fn check(text: &str) {
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let checked = check_sources(&sources).unwrap();
    checked.diagnostics.iter().for_each(|said| assert_said_well(text, said));
    if !checked.has_errors() {
        let compiled = compile_sources(&sources).unwrap();
        match compiled.bundle {
            Some(bundle) => {
                let bytes = bundle.write();
                assert_eq!(enroute::Bundle::load(&bytes).unwrap().write(), bytes);
            }
            None => assert!(compiled.checked.has_errors(), "no bundle, and no word why"),
        }
    }
}

fn assert_said_well(text: &str, said: &Diagnostic) {
    assert!(!said.code.is_empty() && !said.message.is_empty());
    said.labels.iter().for_each(|label| assert_within(text, label.span));
    for fix in &said.fixes {
        let mut places: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
        places.sort();
        for place in &places {
            assert_within(text, *place);
        }
        assert!(
            places.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "`{}` overlaps itself",
            fix.title
        );
    }
}

fn assert_within(text: &str, span: Span) {
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is no place in the text");
}

/// Formatting keeps words, comments and meaning, leaves alone what it says it leaves alone, and is done after one turn.
/// Gives the formatted text.
pub(crate) fn format(text: &str) -> String {
    let file = SourceFile::new("main.route", text);
    let once = arrange(&file);
    assert_eq!(said(text), said(&once.text), "words or comments were lost");
    let twice = arrange(&SourceFile::new("main.route", once.text.as_str()));
    assert_eq!(twice.text, once.text, "a second turn changes something");
    for left in &once.left {
        let span = left.span.start as usize..left.span.end as usize;
        assert!(once.text.contains(text[span].trim_end()), "`{}` was left, and changed", left.name);
    }
    assert_eq!(applied(text, &edits(text, &once.text)), once.text, "edits do not make the formatted text");
    if *text != once.text && chance_of(text.as_bytes()).below(8) == 0 {
        let before = errors(text);
        let same = before.is_none() || before == errors(&once.text);
        assert!(same, "formatting changes what is wrong: {before:?}");
    }
    once.text
}

/// The words and comments of a text.
pub(crate) fn said(text: &str) -> Vec<&str> {
    let all = tokens(text).into_iter();
    let matter = all.filter(|token| !matches!(token.kind, TokenKind::Blank | TokenKind::LineBreak));
    matter.map(|token| trimmed(token, text)).collect()
}

/// What a token says; the blanks after a comment, and the line's end in a text that lacks its own, are not part of it.
fn trimmed(token: Token, text: &str) -> &str {
    let said = token.text(text);
    let open = token.kind == TokenKind::OpenText && !said.contains('\n');
    if token.is_trivia() || open { said.trim_end_matches([' ', '\t', '\r']) } else { said }
}

fn applied(text: &str, edits: &[(Range<u32>, String)]) -> String {
    let mut applied = text.to_owned();
    for (range, new) in edits.iter().rev() {
        applied.replace_range(range.start as usize..range.end as usize, new);
    }
    applied
}

/// The codes of the errors of a program that can be read; nothing of one that cannot, for what is wrong with how words
/// stand may be gone when they stand better.
fn errors(text: &str) -> Option<Vec<String>> {
    let (_, bag) = read(FILE, &SourceFile::new("main.route", text));
    if !bag.is_empty() {
        return None;
    }
    let checked = check_sources(&Sources::from_iter([SourceFile::new("main.route", text)])).unwrap();
    let errors = checked.diagnostics.into_iter().filter(|said| said.severity == Severity::Error);
    let mut codes: Vec<_> = errors.map(|said| said.code).collect();
    codes.sort();
    Some(codes)
}
