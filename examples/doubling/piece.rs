use enroute::syntax::lex::{Bracket, Token, TokenKind, tokens};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

/// A program, and what of it is repeated: one piece, or two that do not overlap, in order.
pub(crate) struct Shape {
    text: &'static str,
    pieces: Vec<Piece>,
}

/// A part of a program that can be repeated where it stands.
#[derive(Clone)]
struct Piece {
    place: Range<usize>,
    between: &'static str,
    /// Words, texts and numbers of it that are others each time.
    other: Vec<Token>,
}

/// The words of the language.
const GRAMMAR: &str = include_str!("../../grammar/route.pest");

/// Every shape of a program's pieces that has not been seen.
pub(crate) fn shapes(text: &'static str, seen: &mut BTreeSet<String>) -> Vec<Shape> {
    let all = tokens(text);
    let words: Vec<Token> = all
        .iter()
        .copied()
        .filter(|token| !token.is_trivia() || token.kind == TokenKind::LineBreak)
        .collect();
    let mut found = Vec::new();
    for (run, between, room) in runs(text, &words) {
        let key = key(text, run, &room);
        if seen.insert(key) {
            found.extend(ways(text, run, between));
        }
    }
    found
}

/// Stretches of a text that can be repeated, with what stands between them and the word that their block begins with.
fn runs<'w>(text: &str, words: &'w [Token]) -> Vec<(&'w [Token], &'static str, String)> {
    let mut runs = Vec::new();
    let mut rooms = vec![(String::new(), Bracket::Curly)];
    for (at, token) in words.iter().enumerate() {
        match token.kind {
            TokenKind::Open(bracket) => {
                let line =
                    words.get(..at).unwrap_or_default().rsplit(|token| token.kind == TokenKind::LineBreak);
                let first = line.into_iter().next().and_then(|line| line.first());
                let name = first.map_or("", |first| first.text(text));
                let mut room = rooms.last().map(|room| room.0.clone()).unwrap_or_default();
                let _ = write!(room, "/{}", if is_word(name) { name } else { "" });
                rooms.push((room, bracket));
            }
            TokenKind::Close(_) if rooms.len() > 1 => {
                rooms.pop();
            }
            _ => {}
        }
        if token.kind == TokenKind::LineBreak || matches!(token.kind, TokenKind::Close(_)) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let begins = before.is_none_or(|before| {
            matches!(before.kind, TokenKind::LineBreak | TokenKind::Comma | TokenKind::Open(_))
        });
        let Some((room, bracket)) = rooms.last() else { continue };
        if begins && !matches!(token.kind, TokenKind::Open(_)) {
            let between = if *bracket == Bracket::Curly { "\n" } else { ", " };
            runs.push((entry(words, at, *bracket), between, room.clone()));
        }
        for length in 1..=3 {
            if let Some(window) = window(words, at, length) {
                runs.push((window, " ", format!("{room}:")));
            }
        }
    }
    runs
}

/// From `at` up to what ends an entry.
fn entry(words: &[Token], at: usize, bracket: Bracket) -> &[Token] {
    let (mut depth, mut end) = (0_usize, at);
    for token in words.get(at..).unwrap_or_default() {
        let ends = match token.kind {
            TokenKind::Close(_) | TokenKind::Comma => true,
            TokenKind::LineBreak => bracket == Bracket::Curly,
            _ => false,
        };
        if ends && depth == 0 {
            break;
        }
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth -= 1,
            _ => {}
        }
        end += 1;
    }
    words.get(at..end).unwrap_or_default()
}

/// So many words, signs and brackets with all that is in them, on one line.
fn window(words: &[Token], at: usize, units: usize) -> Option<&[Token]> {
    let (mut depth, mut end, mut left) = (0_usize, at, units);
    while left > 0 {
        match words.get(end)?.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth = depth.checked_sub(1)?,
            TokenKind::LineBreak if depth == 0 => return None,
            _ => {}
        }
        end += 1;
        left -= usize::from(depth == 0);
    }
    words.get(at..end)
}

/// What is the same in stretches that are alike.
fn key(text: &str, run: &[Token], room: &str) -> String {
    let mut key = room.to_owned();
    for token in run {
        let word = token.text(text);
        match token.kind {
            TokenKind::Word if is_word(word) => key.extend([" ", word]),
            kind => {
                let _ = write!(key, " {kind:?}");
            }
        }
    }
    key
}

/// Whether it is a word of the language.
fn is_word(word: &str) -> bool {
    word.len() > 1 && GRAMMAR.contains(&format!("\"{word}\""))
}

/// The ways to repeat a stretch: as it is, with one of its names, texts or numbers another each time, with all.
fn ways(text: &'static str, run: &[Token], between: &'static str) -> Vec<Shape> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Vec::new() };
    let place = byte(first.start)..byte(last.end);
    let others: Vec<Token> = run
        .iter()
        .copied()
        .filter(|token| match token.kind {
            TokenKind::Word => !is_word(token.text(text)),
            TokenKind::Text => true,
            TokenKind::Figure => token.text(text).bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        })
        .collect();
    let mut ways = vec![Vec::new()];
    ways.extend(others.iter().take(4).map(|other| vec![*other]));
    if others.len() > 1 {
        ways.push(others.iter().take(2).copied().collect());
        ways.push(others);
    }
    let shape = |other| Shape { text, pieces: vec![Piece { place: place.clone(), between, other }] };
    ways.into_iter().map(shape).collect()
}

fn byte(at: u32) -> usize {
    usize::try_from(at).unwrap_or_default()
}

impl Shape {
    /// The program with the pieces of both; `None` where they are of different programs, or overlap.
    pub(crate) fn with(&self, other: &Self) -> Option<Self> {
        let mut pieces = [self.pieces.as_slice(), other.pieces.as_slice()].concat();
        pieces.sort_by_key(|piece| piece.place.start);
        let apart = pieces.is_sorted_by(|one, next| one.place.end <= next.place.start);
        (apart && std::ptr::eq(self.text, other.text)).then_some(Self { text: self.text, pieces })
    }

    /// The program with each of its pieces so many times.
    pub(crate) fn text(&self, times: usize) -> String {
        let (mut text, mut at) = (String::new(), 0);
        for piece in &self.pieces {
            text.push_str(self.text.get(at..piece.place.start).unwrap_or_default());
            for time in 0..times {
                if time > 0 {
                    text.push_str(piece.between);
                }
                piece.write(self.text, time, &mut text);
            }
            at = piece.place.end;
        }
        text.push_str(self.text.get(at..).unwrap_or_default());
        text
    }

    /// The second of each of its pieces, on one line.
    pub(crate) fn shown(&self) -> String {
        let one = |piece: &Piece| {
            let mut shown = String::new();
            piece.write(self.text, 1, &mut shown);
            shown.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect::<String>()
        };
        self.pieces.iter().map(one).collect::<Vec<_>>().join("` and `")
    }
}

impl Piece {
    fn write(&self, text: &str, time: usize, to: &mut String) {
        let mut at = self.place.start;
        for token in &self.other {
            let word = token.text(text);
            to.push_str(text.get(at..byte(token.start)).unwrap_or_default());
            let _ = match (token.kind, time) {
                (_, 0) => write!(to, "{word}"),
                (TokenKind::Word, _) => write!(to, "{word}_{time}"),
                (TokenKind::Text, _) => write!(to, "{} {time}\"", word.strip_suffix('"').unwrap_or(word)),
                _ => write!(to, "{time}"),
            };
            at = byte(token.end);
        }
        to.push_str(text.get(at..self.place.end).unwrap_or_default());
    }
}
