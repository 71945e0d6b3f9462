use super::filter::{Filter, STRIDE, hash, lower};
use super::found::Found;
use crate::bytecode::{SearchMode, is_word_letter};
use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, Span};
use rustc_hash::FxHashMap;

/// How many letters of a pattern are looked for first.
const WINDOW: usize = 4;
/// How many letters of a pattern are compared at once after that.
const HEAD: usize = 8;
/// How far from a pattern's start its window may stand.
const FURTHEST: u8 = 32;
/// Up to how many windows the processor's vectors are faster than the filter.
const FEW: usize = 16;
/// How many buckets there are for each window, at least.
const BUCKETS_PER_WINDOW: usize = 2;

/// All patterns that rules look for in one text, found in one pass.
///
/// Of each pattern those four letters are looked for that the fewest others have: few such windows with the processor's
/// vectors, many by looking every four letters of the text up in a filter that fits into the fastest memory. Where one
/// is found, the patterns of its bucket are compared, eight letters at once. Patterns of fewer letters than a window
/// are searched by an automaton of their own.
#[derive(Debug, Clone)]
pub struct Patterns {
    letters: String,
    entries: Box<[Entry]>,
    packed: Option<Searcher>,
    filter: Filter,
    /// The first entry of each bucket, and the end of the last.
    buckets: Box<[u32]>,
    bucket_shift: u32,
    short: Option<AhoCorasick>,
    first_short: usize,
}

/// One pattern; its number is its place.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Its first letters.
    head: u64,
    /// The four letters that are looked for, and how far from its start they stand.
    window: u32,
    offset: u8,
    mode: SearchMode,
    length: u16,
    start: u32,
}

/// A pattern before it has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pattern<'t> {
    pub(super) text: &'t str,
    pub(super) mode: SearchMode,
}

/// Four letters of a pattern.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    letters: u32,
    offset: u8,
}

/// How windows are spread over a number of buckets.
#[derive(Debug, Clone, Copy)]
struct Spread {
    shift: u32,
}

impl Patterns {
    /// Numbers patterns, which have no case, are not empty and no longer than 65,535 bytes: gives them in the order of
    /// their numbers too.
    pub(super) fn new(mut patterns: Vec<Pattern<'_>>) -> (Self, Vec<Pattern<'_>>) {
        patterns.sort_unstable();
        patterns.dedup();
        let mut windows = windows_of(&patterns);
        let spread = Spread::over(windows.iter().flatten().count() * BUCKETS_PER_WINDOW);
        let mut order: Vec<_> = windows.drain(..).zip(patterns).collect();
        order.sort_by_key(|(window, _)| spread.place(*window));
        let mut letters = String::new();
        let entries =
            order.iter().map(|(window, pattern)| Entry::new(*window, *pattern, &mut letters)).collect();
        let mut distinct: Vec<u32> =
            order.iter().filter_map(|(window, _)| Some(window.as_ref()?.letters)).collect();
        let first_short = distinct.len();
        let (buckets, short) = (spread.buckets(&order), short(&order));
        distinct.sort_unstable();
        distinct.dedup();
        let packed = if distinct.len() <= FEW { packed(&distinct) } else { None };
        let bucket_shift = spread.shift;
        let made = Self {
            letters,
            entries,
            packed,
            filter: Filter::of(&distinct),
            buckets,
            bucket_shift,
            short,
            first_short,
        };
        (made, order.into_iter().map(|(_, pattern)| pattern).collect())
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
        let entry = usize::try_from(number).ok().and_then(|number| self.entries.get(number));
        entry.map_or("", |entry| self.letters_of(entry))
    }

    fn letters_of(&self, entry: &Entry) -> &str {
        let start = usize::try_from(entry.start).unwrap_or(usize::MAX);
        self.letters.get(start..start.saturating_add(usize::from(entry.length))).unwrap_or_default()
    }

    /// Finds all patterns that stand in `text`, which has no case.
    pub fn search(&self, text: &str, found: &mut Found) {
        found.clear(self.entries.len());
        if self.first_short > 0 {
            self.search_long(text, found);
        }
        let Some(short) = &self.short else { return };
        for hit in short.find_overlapping_iter(text) {
            self.compare(self.first_short + hit.pattern().as_usize(), text, hit.start(), found);
        }
    }

    /// Whether the pattern of that number stands in `text`, which has no case: for a text of which little is asked.
    #[must_use]
    pub fn stands_in(&self, number: u32, text: &str) -> bool {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(entry) = self.entries.get(number) else { return false };
        let pattern = self.letters_of(entry).as_bytes();
        let Some(first) = pattern.first() else { return false };
        let letters = text.as_bytes();
        memchr::memchr_iter(*first, letters).any(|at| self.stands_at(entry, text, at))
    }

    fn search_long(&self, text: &str, found: &mut Found) {
        let letters = text.as_bytes();
        if let Some(packed) = &self.packed {
            let mut span = Span::from(0..letters.len());
            while let Some(hit) = packed.find_in(letters, span) {
                self.compare_bucket(text, hit.start(), found);
                span.start = hit.start() + 1;
            }
            return;
        }
        let mut at = 0;
        while let Some(eight) = letters.get(at..).and_then(<[u8]>::first_chunk) {
            let mut hits = self.filter.hits(u64::from_le_bytes(*eight));
            while hits != 0 {
                let offset = usize::try_from(hits.trailing_zeros()).unwrap_or(0);
                self.compare_bucket(text, at + offset, found);
                hits &= hits - 1;
            }
            at += STRIDE;
        }
        for at in at..letters.len() {
            self.compare_bucket(text, at, found);
        }
    }

    /// Compares the patterns whose window may stand at a place.
    fn compare_bucket(&self, text: &str, at: usize, found: &mut Found) {
        let window = lower(head_at(text.as_bytes(), at));
        let bucket = usize::try_from(hash(window) >> self.bucket_shift).unwrap_or(usize::MAX);
        let Some([first, end, ..]) = self.buckets.get(bucket..) else { return };
        let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let Some(entries) = self.entries.get(place(*first)..place(*end)) else { return };
        for (entry, number) in entries.iter().zip(place(*first)..) {
            let start = at.checked_sub(usize::from(entry.offset)).filter(|_| entry.window == window);
            if let Some(start) = start {
                self.compare(number, text, start, found);
            }
        }
    }

    fn compare(&self, number: usize, text: &str, at: usize, found: &mut Found) {
        if self.entries.get(number).is_some_and(|entry| self.stands_at(entry, text, at)) {
            found.add(number);
        }
    }

    /// Whether a pattern stands at a place.
    fn stands_at(&self, entry: &Entry, text: &str, at: usize) -> bool {
        if head_at(text.as_bytes(), at) & mask_of(entry.length) != entry.head {
            return false;
        }
        let end = at + usize::from(entry.length);
        let rest = text.as_bytes().get(at..end);
        let same = usize::from(entry.length) <= HEAD || rest == Some(self.letters_of(entry).as_bytes());
        same && rest.is_some() && entry.mode.fits(text, at, end)
    }
}

impl Entry {
    fn new(window: Option<Window>, pattern: Pattern<'_>, letters: &mut String) -> Self {
        let start = size(letters.len());
        letters.push_str(pattern.text);
        let length = u16::try_from(pattern.text.len()).unwrap_or(u16::MAX);
        let head = head_at(pattern.text.as_bytes(), 0);
        let Window { letters: window, offset } = window.unwrap_or_default();
        Self { head, window, offset, mode: pattern.mode, length, start }
    }
}

impl Spread {
    fn over(buckets: usize) -> Self {
        let bits = buckets.max(2).next_power_of_two().trailing_zeros().min(24);
        Self { shift: u32::BITS - bits }
    }

    /// The bucket of a window; short patterns, which have none, come after all buckets.
    fn place(self, window: Option<Window>) -> u32 {
        window.map_or(u32::MAX, |window| hash(window.letters) >> self.shift)
    }

    fn buckets(self, order: &[(Option<Window>, Pattern<'_>)]) -> Box<[u32]> {
        let count = 1_u32 << (u32::BITS - self.shift);
        let first = |bucket: u32| order.partition_point(|(window, _)| self.place(*window) < bucket);
        (0..=count).map(|bucket| size(first(bucket))).collect()
    }
}

/// For each pattern, of its first windows the one that stands in the fewest patterns; none for those that are shorter.
fn windows_of(patterns: &[Pattern<'_>]) -> Vec<Option<Window>> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for window in patterns.iter().flat_map(|pattern| windows_in(pattern.text)) {
        *counts.entry(window.letters).or_default() += 1;
    }
    let rarest = |pattern: &Pattern<'_>| {
        windows_in(pattern.text).min_by_key(|window| counts.get(&window.letters).copied().unwrap_or(0))
    };
    patterns.iter().map(rarest).collect()
}

fn windows_in(text: &str) -> impl Iterator<Item = Window> {
    let windows = text.as_bytes().windows(WINDOW).zip(0..FURTHEST);
    windows.filter_map(|(letters, offset)| {
        Some(Window { letters: u32::from_le_bytes(*letters.first_chunk()?), offset })
    })
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

fn packed(windows: &[u32]) -> Option<Searcher> {
    Searcher::new(windows.iter().map(|window| window.to_le_bytes()))
}

fn short(order: &[(Option<Window>, Pattern<'_>)]) -> Option<AhoCorasick> {
    let mut short = order.iter().filter(|(window, _)| window.is_none()).peekable();
    short.peek()?;
    AhoCorasick::new(short.map(|(_, pattern)| pattern.text)).ok()
}

/// The letters from a place on, as many as are compared at once; zeros after the last.
fn head_at(letters: &[u8], at: usize) -> u64 {
    let rest = letters.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk::<HEAD>() {
        return u64::from_le_bytes(*eight);
    }
    rest.iter().rev().fold(0, |head, letter| head << 8 | u64::from(*letter))
}

/// The bits that a pattern of that length has of its head.
fn mask_of(length: u16) -> u64 {
    u64::MAX.checked_shr(64_u32.saturating_sub(8 * u32::from(length))).unwrap_or(0)
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
