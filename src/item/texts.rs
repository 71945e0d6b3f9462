use crate::bytecode::MISSING;
use crate::value::{fold, fold_into};
use rustc_hash::FxHashMap;
use std::fmt::{self, Write};
use std::ops::Range;

/// The texts of one item, after the constants of the program.
///
/// A text's value packs two numbers, `symbol << 32 | entry`:
/// - the *entry* finds the text, as written and folded. Entries `0..n` are the program's constants, in the schema's
///   order; the item's texts come after.
/// - the *symbol* says which constant the text is equal to without case: 0 for none, else 1 + the entry of the first
///   constant with the same folded text. So `text == "constant"` without case is a comparison of symbols, or
///   `lo <= value <= hi` with [`Texts::range_of`].
///
/// Two texts that are not constants both have symbol 0: compare their folded texts.
#[derive(Debug, Clone)]
pub struct Texts {
    symbols: FxHashMap<Box<str>, u32>,
    longest: usize,
    constants: Mark,
    letters: String,
    entries: Vec<Entry>,
    folding: String,
    showing: String,
}

#[derive(Debug, Clone)]
struct Entry {
    raw: Range<usize>,
    folded: Range<usize>,
    symbol: u32,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    letters: usize,
    entries: usize,
}

/// The symbol in a text's value; 0 for a missing one.
#[must_use]
pub fn symbol_of(value: i64) -> u32 {
    u32::try_from(value >> 32).unwrap_or(0)
}

/// The entry in a text's value; none for a missing one.
#[must_use]
pub fn entry_of(value: i64) -> Option<usize> {
    if value < 0 { None } else { usize::try_from(value & 0xFFFF_FFFF).ok() }
}

/// A text's value.
#[must_use]
pub fn text_value(symbol: u32, entry: u32) -> i64 {
    i64::from(symbol) << 32 | i64::from(entry)
}

impl Texts {
    /// The constants of a program, and nothing else yet.
    #[must_use]
    pub fn new(constants: &[String]) -> Self {
        let mut texts = Self {
            symbols: FxHashMap::default(),
            longest: 0,
            constants: Mark { letters: 0, entries: 0 },
            letters: String::new(),
            entries: Vec::new(),
            folding: String::new(),
            showing: String::new(),
        };
        for (text, symbol) in constants.iter().zip(1_u32..) {
            let folded = fold(text);
            texts.longest = texts.longest.max(folded.len());
            texts.symbols.entry(folded.into()).or_insert(symbol);
            texts.add(text);
        }
        texts.constants = Mark { letters: texts.letters.len(), entries: texts.entries.len() };
        texts
    }

    /// Forgets all but the constants.
    pub(super) fn clear(&mut self) {
        self.letters.truncate(self.constants.letters);
        self.entries.truncate(self.constants.entries);
    }

    /// Adds a text and gives its value; missing after 4 billion texts.
    pub fn add(&mut self, text: &str) -> i64 {
        let Ok(entry) = u32::try_from(self.entries.len()) else {
            return MISSING;
        };
        let raw = self.append(text);
        self.folding.clear();
        fold_into(text, &mut self.folding);
        let folding = std::mem::take(&mut self.folding);
        let symbol = self.symbol(&folding);
        let folded = if folding == text { raw.clone() } else { self.append(&folding) };
        self.folding = folding;
        self.entries.push(Entry { raw, folded, symbol });
        text_value(symbol, entry)
    }

    /// Adds what a value is shown as.
    pub(super) fn add_shown(&mut self, shown: impl fmt::Display) -> i64 {
        let mut text = std::mem::take(&mut self.showing);
        text.clear();
        // Writing to memory cannot fail.
        let _ = write!(text, "{shown}");
        let value = self.add(&text);
        self.showing = text;
        value
    }

    fn append(&mut self, text: &str) -> Range<usize> {
        let start = self.letters.len();
        self.letters.push_str(text);
        start..self.letters.len()
    }

    fn symbol(&self, folded: &str) -> u32 {
        if folded.len() > self.longest {
            return 0;
        }
        self.symbols.get(folded).copied().unwrap_or(0)
    }

    /// The value of the constant with this place in the schema; missing if there is none.
    #[must_use]
    pub fn constant(&self, place: u32) -> i64 {
        let entry = usize::try_from(place).ok().filter(|entry| *entry < self.constants.entries);
        let found = entry.and_then(|entry| self.entries.get(entry));
        found.map_or(MISSING, |entry| text_value(entry.symbol, place))
    }

    /// The values that are equal, without case, to the constant with this place in the schema: first and last.
    /// Nothing is between them for a constant that is not there.
    #[must_use]
    pub fn range_of(&self, place: u32) -> (i64, i64) {
        match symbol_of(self.constant(place)) {
            0 => (0, -1),
            symbol => (text_value(symbol, 0), text_value(symbol, u32::MAX)),
        }
    }

    /// The text as written; empty for a missing value.
    #[must_use]
    pub fn raw(&self, value: i64) -> &str {
        self.part(value, |entry| entry.raw.clone())
    }

    /// The text without case, as `value::fold` gives it; empty for a missing value.
    #[must_use]
    pub fn folded(&self, value: i64) -> &str {
        self.part(value, |entry| entry.folded.clone())
    }

    fn part(&self, value: i64, part: impl Fn(&Entry) -> Range<usize>) -> &str {
        let entry = entry_of(value).and_then(|entry| self.entries.get(entry));
        entry.and_then(|entry| self.letters.get(part(entry))).unwrap_or_default()
    }

    /// Whether two texts are equal without case.
    #[must_use]
    pub fn same(&self, left: i64, right: i64) -> bool {
        match (symbol_of(left), symbol_of(right)) {
            (0, 0) => self.folded(left) == self.folded(right),
            (left, right) => left == right,
        }
    }
}
