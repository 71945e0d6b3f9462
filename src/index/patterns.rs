use super::filter::{WINDOW, eight_at, place};
use super::found::Found;
use super::lane::{Lane, Mark, PADDING};
use crate::bytecode::{SearchMode, is_word_letter};

/// The shortest patterns that have a lane of their own together with longer ones.
const LANES: [usize; 3] = [1, 3, 5];

/// All patterns that rules look for in one text, found in one pass for each of three ranges of lengths: of one and two
/// letters, of three and four, and of more. Most programs have patterns of the last only.
#[derive(Debug, Clone)]
pub struct Patterns {
    letters: String,
    entries: Box<[Entry]>,
    lanes: Box<[Lane]>,
}

/// One pattern; its number is its place.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Its first letters, moved to the upper end.
    head: u64,
    /// Its last letters.
    tail: u64,
    start: u32,
    length: u16,
    /// How far its first letters are moved.
    shift: u8,
    mode: SearchMode,
}

/// A pattern before it has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pattern<'t> {
    pub(super) text: &'t str,
    pub(super) mode: SearchMode,
}

impl Patterns {
    /// Numbers patterns, which have no case, are not empty and no longer than 65,535 bytes: gives them in the order of
    /// their numbers too.
    pub(super) fn new(mut patterns: Vec<Pattern<'_>>) -> (Self, Vec<Pattern<'_>>) {
        patterns.sort_unstable();
        patterns.dedup();
        let mut letters = String::new();
        let entries = patterns.iter().map(|pattern| Entry::new(*pattern, &mut letters)).collect();
        let mut by_length: [Vec<(u32, &[u8])>; LANES.len()] = Default::default();
        for (pattern, number) in patterns.iter().zip(0..) {
            let text = pattern.text.as_bytes();
            let lanes = by_length.iter_mut().zip(LANES).rev();
            if let Some((lane, _)) = lanes.into_iter().find(|(_, shortest)| text.len() >= *shortest) {
                lane.push((number, text));
            }
        }
        let lanes = by_length.iter().rev().filter_map(|patterns| Lane::new(patterns)).collect();
        (Self { letters, entries, lanes }, patterns)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The pattern of that number.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        self.entries.get(place(number)).map_or("", |entry| self.letters_of(entry))
    }

    fn letters_of(&self, entry: &Entry) -> &str {
        let start = place(entry.start);
        self.letters.get(start..start.saturating_add(usize::from(entry.length))).unwrap_or_default()
    }

    /// Finds all patterns that stand in `text`, which has no case.
    pub fn search(&self, text: &str, found: &mut Found) {
        found.clear(self.entries.len());
        let padded = found.padded::<PADDING>(text);
        for lane in &self.lanes {
            lane.search(&padded, text.len(), &mut |mark, at| {
                if !found.has(mark.pattern) && self.is_met(mark, text, at) {
                    found.add(mark.pattern);
                }
            });
        }
        found.give_back(padded);
    }

    /// Whether the pattern of that number stands in `text`, which has no case: for a text of which little is asked.
    #[must_use]
    pub fn stands_in(&self, number: u32, text: &str) -> bool {
        let Some(entry) = self.entries.get(place(number)) else { return false };
        let pattern = self.letters_of(entry).as_bytes();
        let Some(first) = pattern.first() else { return false };
        let letters = text.as_bytes();
        memchr::memchr_iter(*first, letters).any(|at| self.stands_at(entry, text, at))
    }

    /// Whether the pattern of a mark stands in a text where its mark does.
    #[inline]
    fn is_met(&self, mark: &Mark, text: &str, at: usize) -> bool {
        let Some(entry) = self.entries.get(place(mark.pattern)) else { return false };
        at.checked_sub(usize::from(mark.offset)).is_some_and(|start| self.stands_at(entry, text, start))
    }

    /// Whether a pattern stands at a place: its first and its last letters are compared, then those between.
    #[inline]
    fn stands_at(&self, entry: &Entry, text: &str, start: usize) -> bool {
        let length = usize::from(entry.length);
        let (letters, end) = (text.as_bytes(), start + length);
        if end > letters.len() || eight_at(letters, start) << entry.shift != entry.head {
            return false;
        }
        if length > WINDOW && eight_at(letters, end - WINDOW) != entry.tail {
            return false;
        }
        let same = length <= 2 * WINDOW || letters.get(start..end) == Some(self.letters_of(entry).as_bytes());
        same && entry.mode.fits(text, start, end)
    }
}

impl Entry {
    fn new(pattern: Pattern<'_>, letters: &mut String) -> Self {
        let start = u32::try_from(letters.len()).unwrap_or(u32::MAX);
        letters.push_str(pattern.text);
        let text = pattern.text.as_bytes();
        let shift = u8::try_from(8 * WINDOW.saturating_sub(text.len().max(1))).unwrap_or(0);
        Self {
            head: eight_at(text, 0) << shift,
            tail: eight_at(text, text.len().saturating_sub(WINDOW)),
            start,
            length: u16::try_from(text.len()).unwrap_or(u16::MAX),
            shift,
            mode: pattern.mode,
        }
    }
}

impl SearchMode {
    /// Whether a pattern that stands from `start` to `end` stands where it must.
    fn fits(self, text: &str, start: usize, end: usize) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Start => start == 0,
            Self::End => end == text.len(),
            Self::Word => !ends_in_word(text, start) && !begins_in_word(text, end),
        }
    }
}

/// Whether the letter before a place belongs to a word.
fn ends_in_word(text: &str, end: usize) -> bool {
    match end.checked_sub(1).and_then(|last| text.as_bytes().get(last)) {
        Some(letter) if letter.is_ascii() => letter.is_ascii_alphanumeric() || *letter == b'_',
        Some(_) => text.get(..end).and_then(|left| left.chars().next_back()).is_some_and(is_word_letter),
        None => false,
    }
}

/// Whether the letter at a place belongs to a word.
fn begins_in_word(text: &str, start: usize) -> bool {
    match text.as_bytes().get(start) {
        Some(letter) if letter.is_ascii() => letter.is_ascii_alphanumeric() || *letter == b'_',
        Some(_) => text.get(start..).and_then(|right| right.chars().next()).is_some_and(is_word_letter),
        None => false,
    }
}
