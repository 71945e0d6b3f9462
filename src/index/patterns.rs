use super::filter::place;
use super::found::Found;
use super::lane::{Lane, Mark};
use crate::bytecode::{SearchMode, is_word_letter};

/// How many letters of a pattern are compared at once.
const HEAD: usize = 8;
/// The shortest patterns that have a lane of their own together with longer ones.
const LANES: [usize; 3] = [1, 3, 5];

/// All patterns that rules look for in one text, found in one pass for each of three ranges of lengths.
#[derive(Debug, Clone)]
pub struct Patterns {
    letters: String,
    entries: Box<[Entry]>,
    lanes: Box<[Lane]>,
}

/// One pattern; its number is its place.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Its first letters.
    head: u64,
    start: u32,
    length: u16,
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
        for lane in &self.lanes {
            lane.search(text.as_bytes(), |mark, at| {
                if self.is_met(*mark, text, at) {
                    found.add(mark.pattern);
                }
            });
        }
    }

    /// Whether the pattern of a mark stands in a text where its mark does.
    #[inline]
    fn is_met(&self, mark: Mark, text: &str, at: usize) -> bool {
        let Some(entry) = self.entries.get(place(mark.pattern)) else { return false };
        let Some(start) = at.checked_sub(usize::from(mark.offset)) else { return false };
        let end = start + usize::from(entry.length);
        let same = mark.is_all_of(usize::from(entry.length)) && end <= text.len()
            || text.as_bytes().get(start..end) == Some(self.letters_of(entry).as_bytes());
        same && entry.mode.fits(text, start, end)
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

    /// Whether a pattern stands at a place.
    #[inline]
    fn stands_at(&self, entry: &Entry, text: &str, at: usize) -> bool {
        let length = usize::from(entry.length);
        let letters = text.as_bytes();
        if head_at(letters, at) & mask_of(entry.length) != entry.head {
            return false;
        }
        let end = at + length;
        let Some(rest) = letters.get(at..end) else { return false };
        (length <= HEAD || rest == self.letters_of(entry).as_bytes()) && entry.mode.fits(text, at, end)
    }
}

impl Entry {
    fn new(pattern: Pattern<'_>, letters: &mut String) -> Self {
        let start = u32::try_from(letters.len()).unwrap_or(u32::MAX);
        letters.push_str(pattern.text);
        let length = u16::try_from(pattern.text.len()).unwrap_or(u16::MAX);
        Self { head: head_at(pattern.text.as_bytes(), 0), start, length, mode: pattern.mode }
    }
}

impl SearchMode {
    /// Whether a pattern that stands from `start` to `end` stands where it must.
    fn fits(self, text: &str, start: usize, end: usize) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Start => start == 0,
            Self::End => end == text.len(),
            Self::Word => {
                let before = text.get(..start).and_then(|left| left.chars().next_back());
                let after = text.get(end..).and_then(|right| right.chars().next());
                !before.is_some_and(is_word_letter) && !after.is_some_and(is_word_letter)
            }
        }
    }
}

/// The letters from a place on, as many as are compared at once; zeros after the last.
#[inline]
fn head_at(letters: &[u8], at: usize) -> u64 {
    let rest = letters.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk::<HEAD>() {
        return u64::from_le_bytes(*eight);
    }
    if let Some(eight) = letters.last_chunk::<HEAD>() {
        let missing = u32::try_from(HEAD - rest.len()).unwrap_or(0);
        return u64::from_le_bytes(*eight).checked_shr(8 * missing).unwrap_or(0);
    }
    rest.iter().rev().fold(0, |head, letter| head << 8 | u64::from(*letter))
}

/// The bits that a pattern of that length has of its head.
#[inline]
fn mask_of(length: u16) -> u64 {
    u64::MAX.checked_shr(64_u32.saturating_sub(8 * u32::from(length))).unwrap_or(0)
}
