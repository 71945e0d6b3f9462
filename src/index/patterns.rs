use crate::bytecode::{SearchMode, is_word_letter};
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

/// How many letters of a pattern are looked at at once.
const WINDOW: usize = 4;
/// How many bits of the filter there are for each window, at least.
const BITS_PER_WINDOW: usize = 16;
/// The least and the most bits of the filter, as powers of two: it should stay in the fastest memory.
const FILTER_BITS: (u32, u32) = (10, 18);

/// All patterns that rules look for in one text, found in one pass.
///
/// Every four letters of the text are looked up in a filter that fits into the fastest memory; where the filter says
/// that a pattern may begin so, the patterns that do are compared. Patterns of fewer letters are searched by an
/// automaton of their own.
#[derive(Debug, Clone)]
pub struct Patterns {
    letters: String,
    entries: Vec<Entry>,
    filter: Box<[u64]>,
    shift: u32,
    groups: FxHashMap<u32, (u32, u32)>,
    short: Option<AhoCorasick>,
    first_short: usize,
}

/// One pattern; its number is its place.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    length: u32,
    mode: SearchMode,
}

/// The patterns that one text has.
#[derive(Debug, Clone, Default)]
pub struct Found {
    bits: Vec<u64>,
    list: Vec<u32>,
}

impl Patterns {
    /// Patterns without case, each with the place it must stand at, in the order of their numbers: those of a window's
    /// length and more first, equal windows together ([`Patterns::order`]).
    pub(super) fn new(patterns: &[(&str, SearchMode)]) -> Self {
        let mut letters = String::new();
        let mut entries = Vec::with_capacity(patterns.len());
        for (text, mode) in patterns {
            entries.push(Entry { start: size(letters.len()), length: size(text.len()), mode: *mode });
            letters.push_str(text);
        }
        let long = patterns.iter().take_while(|(text, _)| text.len() >= WINDOW);
        let windows: Vec<_> = long.filter_map(|(text, _)| window_of(text)).collect();
        let mut groups: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        for (number, window) in (0..).zip(&windows) {
            groups.entry(*window).or_insert((number, number)).1 = number + 1;
        }
        let short: Vec<_> = patterns.iter().skip(windows.len()).map(|(text, _)| *text).collect();
        let (filter, shift) = filter_of(&groups);
        Self {
            letters,
            entries,
            filter,
            shift,
            groups,
            short: if short.is_empty() { None } else { AhoCorasick::new(short).ok() },
            first_short: windows.len(),
        }
    }

    /// By what patterns are put in order before they are numbered.
    pub(super) fn order(text: &str) -> (bool, u32) {
        (text.len() < WINDOW, window_of(text).unwrap_or(0))
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
        entry.and_then(|entry| self.letters.get(entry.range())).unwrap_or_default()
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

    fn search_long(&self, text: &str, found: &mut Found) {
        for (at, window) in text.as_bytes().windows(WINDOW).enumerate() {
            let Some(window) = window.first_chunk::<WINDOW>() else { return };
            let window = u32::from_le_bytes(*window);
            if self.may_begin(window) {
                self.compare_group(window, text, at, found);
            }
        }
    }

    fn may_begin(&self, window: u32) -> bool {
        let bit = hash(window) >> self.shift;
        let word = usize::try_from(bit >> 6).ok().and_then(|word| self.filter.get(word));
        word.is_some_and(|word| word >> (bit & 63) & 1 == 1)
    }

    #[cold]
    fn compare_group(&self, window: u32, text: &str, at: usize, found: &mut Found) {
        let Some((first, end)) = self.groups.get(&window) else { return };
        for number in *first..*end {
            self.compare(usize::try_from(number).unwrap_or(usize::MAX), text, at, found);
        }
    }

    fn compare(&self, number: usize, text: &str, at: usize, found: &mut Found) {
        let Some(entry) = self.entries.get(number) else { return };
        let pattern = self.letters.get(entry.range()).unwrap_or_default();
        let stands = text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(pattern.as_bytes()));
        if stands && entry.mode.fits(text, at, at + pattern.len()) {
            found.add(number);
        }
    }
}

impl Entry {
    fn range(self) -> std::ops::Range<usize> {
        let start = usize::try_from(self.start).unwrap_or(usize::MAX);
        start..start.saturating_add(usize::try_from(self.length).unwrap_or(usize::MAX))
    }
}

impl Found {
    fn clear(&mut self, patterns: usize) {
        for number in self.list.drain(..) {
            if let Some(word) = usize::try_from(number >> 6).ok().and_then(|word| self.bits.get_mut(word)) {
                *word = 0;
            }
        }
        if self.bits.len() < patterns.div_ceil(64) {
            self.bits.resize(patterns.div_ceil(64), 0);
        }
    }

    fn add(&mut self, number: usize) {
        let Some(word) = self.bits.get_mut(number >> 6) else { return };
        let bit = 1_u64 << (number & 63);
        if *word & bit == 0 {
            *word |= bit;
            self.list.push(size(number));
        }
    }

    /// Whether the pattern of that number was found.
    #[must_use]
    pub fn has(&self, number: u32) -> bool {
        let word = usize::try_from(number >> 6).ok().and_then(|word| self.bits.get(word));
        word.is_some_and(|word| word >> (number & 63) & 1 == 1)
    }

    /// The numbers of all that were found, each once.
    #[must_use]
    pub fn list(&self) -> &[u32] {
        &self.list
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

fn filter_of(groups: &FxHashMap<u32, (u32, u32)>) -> (Box<[u64]>, u32) {
    let wanted = (groups.len() * BITS_PER_WINDOW).max(1).next_power_of_two().trailing_zeros();
    let bits = wanted.clamp(FILTER_BITS.0, FILTER_BITS.1);
    let shift = u32::BITS - bits;
    let mut filter = vec![0_u64; 1_usize << (bits - 6)].into_boxed_slice();
    let mut windows: Vec<_> = groups.keys().copied().collect();
    windows.sort_unstable();
    for window in windows {
        let bit = hash(window) >> shift;
        if let Some(word) = usize::try_from(bit >> 6).ok().and_then(|word| filter.get_mut(word)) {
            *word |= 1 << (bit & 63);
        }
    }
    (filter, shift)
}

/// Spreads a window over 32 bits, the upper ones best (Knuth's multiplicative hash).
fn hash(window: u32) -> u32 {
    window.wrapping_mul(0x9E37_79B1)
}

fn window_of(text: &str) -> Option<u32> {
    text.as_bytes().first_chunk::<WINDOW>().map(|window| u32::from_le_bytes(*window))
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
