use super::align::{self, align};
use super::build;
use super::part::{CHANGES, FILE, Left, Parts, parts};
use super::print::print;
use super::same::Same;
use crate::source::{SourceFile, Span};
use crate::syntax::lex::{Token, TokenKind};
use std::ops::Range;

/// A text as it should look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The whole text.
    pub text: String,
    /// The declarations that stay as their author wrote them, in order.
    pub left: Vec<Left>,
}

/// How often a result is refused before the whole file is left as it is.
const TRIES: usize = 4;

/// How a file should look. What has an error in it is left as it is, and the rest means what it meant: the result is
/// read again, and a declaration that would come out as another is left too.
#[must_use]
pub fn format(file: &SourceFile) -> Formatted {
    let mut refused = Vec::new();
    for _ in 0..TRIES {
        let parts = parts(file, &refused);
        let text = arranged(&file.text, &parts);
        match changed(&file.text, &parts, &text) {
            None => return Formatted { text, left: parts.left },
            // What changes stands in no declaration: nothing can be left out that would help.
            Some(changed) if changed.is_empty() => break,
            Some(changed) => refused.extend(changed),
        }
        refused.sort_unstable();
    }
    let span = Span::new(FILE, 0, u32::try_from(file.text.len()).unwrap_or(u32::MAX));
    let why = CHANGES.to_owned();
    Formatted { text: file.text.clone(), left: vec![Left { span, name: file.name.clone(), why }] }
}

/// The stretches of a file within which what stands in one line says where words of the others stand.
pub(super) fn groups(file: &SourceFile) -> Vec<Range<u32>> {
    let parts = parts(file, &[]);
    let page = build::page(&file.text, &parts);
    let stretch = |(first, last): (usize, usize)| {
        let (start, end) = (page.words_of(first).first()?, page.words_of(last).last()?);
        Some(start.token.start..end.token.end)
    };
    align::groups(&page).filter_map(stretch).collect()
}

/// The text with its words where they should stand.
fn arranged(text: &str, parts: &Parts) -> String {
    let mut page = build::page(text, parts);
    align(&mut page);
    let mut arranged = String::new();
    arranged.extend(first_mark(text, &parts.tokens));
    arranged.push_str(&print(&page, text, newline(text, &parts.tokens)));
    if parts.tokens.last().is_some_and(|last| is_endless(text, *last)) {
        // Its text has no end, so that a line break after it would be part of it.
        arranged.truncate(arranged.trim_end_matches(['\r', '\n']).len());
        let kept = text.trim_end_matches(['\r', '\n']).len();
        arranged.push_str(text.get(kept..).unwrap_or_default());
    }
    arranged
}

fn first_mark<'t>(text: &'t str, tokens: &[Token]) -> Option<&'t str> {
    tokens.first().filter(|token| token.kind == TokenKind::Mark).map(|mark| mark.text(text))
}

/// A text between three quotes that goes on to the end of the file.
fn is_endless(text: &str, token: Token) -> bool {
    token.kind == TokenKind::OpenText && token.text(text).starts_with("\"\"\"")
}

/// What ends a line: `\r\n` where every line of the text ends so.
fn newline(text: &str, tokens: &[Token]) -> &'static str {
    let bytes = text.as_bytes();
    let mut breaks = tokens.iter().filter(|token| token.kind == TokenKind::LineBreak).peekable();
    let before = |token: &Token| usize::try_from(token.start).ok()?.checked_sub(1);
    let some = breaks.peek().is_some();
    let all = breaks.all(|token| before(token).and_then(|at| bytes.get(at)) == Some(&b'\r'));
    if some && all { "\r\n" } else { "\n" }
}

/// The declarations that `text` would change: those that have other words or comments there, or mean something else. `None`
/// where nothing changes.
fn changed(before: &str, parts: &Parts, text: &str) -> Option<Vec<Span>> {
    let after = super::part::parts(&SourceFile::new("", text), &[]);
    let place = differing(before, &parts.tokens, text, &after.tokens);
    let mut changed: Vec<_> = place.and_then(|place| holder(parts, place)).into_iter().collect();
    let (mine, theirs) = (&parts.tree.items, &after.tree.items);
    let pairs = mine.iter().zip(theirs).filter(|(one, other)| !one.same(other));
    changed.extend(pairs.map(|(one, _)| one.span));
    let alike = mine.len() == theirs.len()
        && parts.tree.languages.same(&after.tree.languages)
        && after.faults <= parts.faults;
    if changed.is_empty() && alike && place.is_none() {
        return None;
    }
    if changed.is_empty() {
        changed.extend(&parts.sound);
    }
    Some(changed)
}

/// Where the first word or comment stands that is not the same in both texts.
fn differing(before: &str, mine: &[Token], after: &str, theirs: &[Token]) -> Option<u32> {
    let matters = |token: &&Token| !matches!(token.kind, TokenKind::Blank | TokenKind::LineBreak);
    let (mut mine, mut theirs) = (mine.iter().filter(matters), theirs.iter().filter(matters));
    loop {
        match (mine.next(), theirs.next()) {
            (Some(one), Some(other)) => {
                if one.kind != other.kind || said(*one, before) != said(*other, after) {
                    return Some(one.start);
                }
            }
            (Some(one), None) => return Some(one.start),
            (None, Some(_)) => return Some(u32::MAX),
            (None, None) => return None,
        }
    }
}

/// What a token says; a comment without the blanks after it, a text without its end without that of its line.
fn said(token: Token, text: &str) -> &str {
    let said = token.text(text);
    if token.kind == TokenKind::OpenText && !is_endless(text, token) {
        return said.trim_end_matches('\r');
    }
    if token.is_trivia() { said.trim_end_matches([' ', '\t', '\r']) } else { said }
}

/// The declaration that stands at a place.
fn holder(parts: &Parts, place: u32) -> Option<Span> {
    parts.sound.iter().copied().find(|span| span.start <= place && place < span.end)
}
