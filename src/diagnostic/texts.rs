use super::scan::{closing, goes_on, last_code, marks, names};
use crate::source::{FileId, Sources, Span};

/// The texts that fixes may look at, so that what they change keeps its look.
#[derive(Debug, Clone, Copy)]
pub enum Texts<'t> {
    /// All of a program, and where its declarations stand, in order.
    All(&'t Sources, &'t [Span]),
    /// That of one file.
    One(FileId, &'t str),
    /// None: only what needs no look around is offered.
    None,
}

/// A declaration or a line of more bytes is not looked through: a file of thousands of mistakes would take too long.
const MOST: usize = 64_000;

/// Two places in a text, by bytes.
pub(super) type Stretch = (usize, usize);

impl<'t> Texts<'t> {
    /// The whole text of a file; empty where it is not known.
    #[must_use]
    pub fn whole(self, file: FileId) -> &'t str {
        match self {
            Self::All(sources, _) => sources.get(file).map_or("", |file| file.text.as_str()),
            Self::One(known, text) if known == file => text,
            Self::One(..) | Self::None => "",
        }
    }

    /// The text at a place.
    #[must_use]
    pub fn at(self, span: Span) -> &'t str {
        stretch(span).and_then(|(from, to)| self.whole(span.file).get(from..to)).unwrap_or_default()
    }

    /// The text of its line before a place, and after it; without documentation (`///`) that stands there, which is about
    /// what follows. `None` where the line is too long to be looked at.
    #[must_use]
    pub fn beside(self, span: Span) -> Option<(&'t str, &'t str)> {
        let (from, to) = stretch(span)?;
        let text = self.whole(span.file);
        let (before, after) = (text.get(..from)?, text.get(to..)?);
        let (before, after) = (line_end(before)?, line_begin(after)?);
        let is_doc = |at: &usize| {
            after.get(*at..).is_some_and(|note| note.starts_with("///") && !note.starts_with("////"))
        };
        let end = after.find("//").filter(is_doc).unwrap_or(after.len());
        Some((before, after.get(..end)?))
    }

    /// The declaration that holds a place, from its first word to its last character.
    #[must_use]
    pub fn declaration(self, span: Span) -> Option<Span> {
        let Self::All(_, declarations) = self else { return None };
        let begins = |place: &Span| (place.file, place.start) <= (span.file, span.start);
        let at = declarations.partition_point(begins).checked_sub(1)?;
        declarations.get(at).filter(|place| place.file == span.file && span.end <= place.end).copied()
    }

    /// The inmost brackets of those kinds around a place, within its declaration: where they open, and close.
    #[must_use]
    pub fn around(self, span: Span, kinds: &str) -> Option<(Span, Span)> {
        let (text, start, at) = self.within(span)?;
        let mut open: Vec<(usize, char)> = Vec::new();
        for (place, mark) in marks(text).into_iter().take_while(|(place, _)| start + place < at) {
            if "([{".contains(mark) {
                open.push((place, mark));
            } else if ")]}".contains(mark) {
                open.pop();
            }
        }
        let (from, _) = open.into_iter().rev().find(|(_, mark)| kinds.contains(*mark))?;
        let to = closing(text, from)?;
        let one = |at: usize| place(span.file, (start + at, start + at + 1));
        Some((one(from), one(to)))
    }

    /// The block that begins after a place, on its line: where it opens, and closes.
    #[must_use]
    pub fn block(self, span: Span) -> Option<(Span, Span)> {
        let (text, start, _) = self.within(span)?;
        let from = stretch(span)?.1.checked_sub(start)?;
        let mark = marks(text.get(from..)?).into_iter().find(|(_, mark)| "\n{}".contains(*mark));
        let (at, _) = mark.filter(|(_, mark)| *mark == '{')?;
        let to = closing(text, from + at)?;
        let one = |at: usize| place(span.file, (start + at, start + at + 1));
        Some((one(from + at), one(to)))
    }

    /// The entry that holds a place: of a block, or of a list in brackets.
    #[must_use]
    pub fn entry(self, span: Span) -> Option<Span> {
        let (from, to) = stretch(span)?;
        let (open, close) = self.around(span, "([{")?;
        let (first, last) = (stretch(open)?.1, stretch(close)?.0);
        let inner = self.whole(span.file).get(first..last)?;
        let lines = self.at(open) == "{";
        let (mut depth, mut start, mut end) = (0_usize, first, last);
        for (at, mark) in marks(inner) {
            let place = first + at;
            let broken = lines && mark == '\n' && !goes_on(inner.get(at + 1..)?);
            if depth == 0 && (mark == ',' || broken) {
                if place < from {
                    start = place + 1;
                } else if place >= to {
                    end = place;
                    break;
                }
            }
            match mark {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let whole = self.whole(span.file).get(start..end)?;
        let begin = start + (whole.len() - whole.trim_start().len());
        let code = start + last_code(whole);
        Some(place(span.file, (begin.min(from), code.max(to))))
    }

    /// The first entry in the declaration around a place that begins with `word`: where the word stands.
    #[must_use]
    pub fn word(self, span: Span, word: &str) -> Option<Span> {
        let (text, start, _) = self.within(span)?;
        let found = text.match_indices(word).find(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default().trim_end_matches([' ', '\t']);
            let after = text.get(at + word.len()..).unwrap_or_default();
            let ends = !after.starts_with(|next: char| next.is_alphanumeric() || next == '_');
            before.ends_with(['{', ',', '\n']) && ends
        });
        found.map(|(at, _)| place(span.file, (start + at, start + at + word.len())))
    }

    /// Everywhere in the declaration around a place where `name` stands as a name of its own, and not below another.
    #[must_use]
    pub fn names(self, span: Span, name: &str) -> Vec<Span> {
        let Some((text, start, _)) = self.within(span) else { return Vec::new() };
        let found = names(text, name).into_iter();
        found.map(|at| place(span.file, (start + at, start + at + name.len()))).collect()
    }

    /// The first place after `span` in its declaration where `wanted` stands.
    #[must_use]
    pub fn after(self, span: Span, wanted: &str) -> Option<Span> {
        let (text, start, _) = self.within(span)?;
        let from = stretch(span)?.1.checked_sub(start)?;
        let at = from + text.get(from..)?.find(wanted)?;
        Some(place(span.file, (start + at, start + at + wanted.len())))
    }

    /// A name like `name` that stands nowhere in the declaration around a place.
    #[must_use]
    pub fn free(self, span: Span, name: &str, between: &str) -> String {
        let text = self.within(span).map_or("", |(text, ..)| text);
        let all = (2..100).map(|number| format!("{name}{between}{number}"));
        all.into_iter().find(|free| !text.contains(free)).unwrap_or_else(|| format!("{name}{between}2"))
    }

    /// The text of the declaration around a place, where it begins, and the place.
    fn within(self, span: Span) -> Option<(&'t str, usize, usize)> {
        let whole = self.declaration(span)?;
        let (from, to) = stretch(whole)?;
        if to - from > MOST {
            return None;
        }
        Some((self.at(whole), from, stretch(span)?.0))
    }
}

/// What of the last line there is, unless it is too long.
fn line_end(text: &str) -> Option<&str> {
    let seen = text.len().saturating_sub(MOST);
    match memchr::memrchr(b'\n', text.as_bytes().get(seen..)?) {
        Some(at) => text.get(seen + at + 1..),
        None => (seen == 0).then_some(text),
    }
}

/// What of the first line there is, unless it is too long.
fn line_begin(text: &str) -> Option<&str> {
    let seen = text.len().min(MOST);
    match memchr::memchr(b'\n', text.as_bytes().get(..seen)?) {
        Some(at) => text.get(..at),
        None => (seen == text.len()).then_some(text),
    }
}

/// A place as bytes of a text.
pub(super) fn stretch(span: Span) -> Option<Stretch> {
    Some((usize::try_from(span.start).ok()?, usize::try_from(span.end).ok()?))
}

/// Bytes of a text as a place.
pub(super) fn place(file: FileId, (from, to): Stretch) -> Span {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, offset(from), offset(to))
}
