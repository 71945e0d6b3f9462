use super::constants::Constants;
use super::words::{Short, Survey};
use crate::bytecode::{Brevity, MISSING};
use crate::value::fold_into;
use std::fmt::{self, Write};
use std::sync::Arc;

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
    constants: Arc<Constants>,
    letters: String,
    entries: Vec<Entry>,
    id: Part,
    showing: String,
}

/// Where the letters of a text stand, from and to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) raw: Part,
    pub(super) folded: Part,
}

/// How many letters and texts there were.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextMark {
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

/// Where letters stand among others, from and to.
pub(super) type Part = (u32, u32);

/// A part, where its numbers are small enough.
pub(super) fn part_of(start: usize, end: usize) -> Option<Part> {
    Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
}

/// The letters of a part.
#[inline]
pub(super) fn letters_of(letters: &str, (start, end): Part) -> Option<&str> {
    letters.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

impl Texts {
    /// The constants of a program, and nothing else yet.
    #[must_use]
    pub fn new(constants: &[String]) -> Self {
        Self::sharing(Arc::new(Constants::of_texts(constants)))
    }

    /// The same for constants that stand ready.
    pub(super) fn sharing(constants: Arc<Constants>) -> Self {
        let (letters, entries) = (String::new(), Vec::new());
        Self { constants, letters, entries, id: (0, 0), showing: String::new() }
    }

    /// How each slot's values are brought to 32 bits: part of what all frames of a program share.
    pub(super) fn brevities(&self) -> &[Brevity] {
        self.constants.brevities()
    }

    /// Forgets all but the constants.
    pub(super) fn clear(&mut self) {
        self.letters.clear();
        self.entries.clear();
        self.id = (0, 0);
    }

    /// How much there is.
    pub(super) fn mark(&self) -> TextMark {
        TextMark { letters: self.letters.len(), entries: self.entries.len() }
    }

    /// Forgets what was added since.
    pub(super) fn rewind(&mut self, mark: TextMark) {
        // Letters are only ever added, so that the mark stands between two of them; elsewhere it is as good as none.
        if self.letters.is_char_boundary(mark.letters) {
            self.letters.truncate(mark.letters);
            self.entries.truncate(mark.entries);
        }
    }

    /// A copy of the item's texts to keep, without memory for more.
    pub(super) fn kept(&self) -> Self {
        let (letters, entries) = (self.letters.clone(), self.entries.clone());
        Self { letters, entries, id: self.id, ..Self::sharing(Arc::clone(&self.constants)) }
    }

    /// The item's id; empty for none.
    pub(super) fn id(&self) -> &str {
        letters_of(&self.letters, self.id).unwrap_or_default()
    }

    /// Names the item; not at all after 4 billion letters.
    pub(super) fn set_id(&mut self, id: &str) {
        self.id = self.append(id).unwrap_or_default();
    }

    /// Names the item by what a value is shown as.
    pub(super) fn set_id_shown(&mut self, shown: impl fmt::Display) {
        let start = self.letters.len();
        // Writing to memory cannot fail.
        let _ = write!(self.letters, "{shown}");
        self.id = part_of(start, self.letters.len()).unwrap_or_default();
    }

    /// Adds the id as a text and gives its value; missing for none.
    pub(super) fn add_id(&mut self) -> i64 {
        if self.id().is_empty() {
            return MISSING;
        }
        let (symbol, survey) = self.constants.survey(self.id());
        self.enter(self.id, symbol, survey)
    }

    /// Adds a text and gives its value; missing after 4 billion texts.
    pub fn add(&mut self, text: &str) -> i64 {
        let (symbol, survey) = self.constants.survey(text);
        self.append(text).map_or(MISSING, |raw| self.enter(raw, symbol, survey))
    }

    /// Adds a text that was made a number already.
    #[inline]
    pub(super) fn add_short(&mut self, text: &str, short: Short) -> i64 {
        let (symbol, survey) = self.constants.survey_short(short);
        self.append(text).map_or(MISSING, |raw| self.enter(raw, symbol, survey))
    }

    /// Adds a text whose letters stand here.
    #[inline]
    fn enter(&mut self, raw: Part, symbol: u32, survey: Survey) -> i64 {
        let Ok(entry) = u32::try_from(self.constants.len() + self.entries.len()) else {
            return MISSING;
        };
        let folded = if survey.is_folded { Some((raw, symbol)) } else { self.fold(raw, symbol, survey) };
        let Some((folded, symbol)) = folded else { return MISSING };
        self.entries.push(Entry { raw, folded });
        text_value(symbol, entry)
    }

    /// Appends a text without case, and says where it stands and which symbol it has.
    #[inline(never)]
    fn fold(&mut self, raw: Part, symbol: u32, survey: Survey) -> Option<(Part, u32)> {
        let mut text = std::mem::take(&mut self.showing);
        text.clear();
        fold_into(letters_of(&self.letters, raw).unwrap_or_default(), &mut text);
        let folded = self.append(&text);
        let symbol = if survey.is_ascii { symbol } else { self.constants.symbol_of_folded(&text) };
        self.showing = text;
        Some((folded?, symbol))
    }

    /// Adds what a value is shown as.
    pub(super) fn add_shown(&mut self, shown: impl fmt::Display) -> i64 {
        let mut text = std::mem::take(&mut self.showing);
        text.clear();
        // Writing to memory cannot fail.
        let _ = write!(text, "{shown}");
        let (symbol, survey) = self.constants.survey(&text);
        let raw = self.append(&text);
        self.showing = text;
        raw.map_or(MISSING, |raw| self.enter(raw, symbol, survey))
    }

    #[inline]
    fn append(&mut self, text: &str) -> Option<Part> {
        let start = self.letters.len();
        self.letters.push_str(text);
        part_of(start, self.letters.len())
    }

    /// The value of the constant with this place in the schema; missing if there is none.
    #[must_use]
    pub fn constant(&self, place: u32) -> i64 {
        self.constants.value(place)
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
        self.part(value, |entry| entry.raw)
    }

    /// The text without case, as `value::fold` gives it; empty for a missing value.
    #[must_use]
    pub fn folded(&self, value: i64) -> &str {
        self.part(value, |entry| entry.folded)
    }

    fn part(&self, value: i64, part: impl Fn(&Entry) -> Part) -> &str {
        let Some(place) = entry_of(value) else { return "" };
        let found = match place.checked_sub(self.constants.len()) {
            None => self.constants.part(place, part),
            Some(place) => self.entries.get(place).and_then(|entry| letters_of(&self.letters, part(entry))),
        };
        found.unwrap_or_default()
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
