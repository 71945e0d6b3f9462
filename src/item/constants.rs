use super::dictionary::Dictionary;
use super::texts::{Entry, Part, letters_of, part_of, text_value};
use super::words::{LONGEST_SHORT, Short, Survey, survey};
use crate::bytecode::{Brevity, MISSING, Schema};
use crate::value::fold;

/// The constant texts of a program: made once, shared by all its frames.
#[derive(Debug, Clone, Default)]
pub(super) struct Constants {
    symbols: Dictionary,
    letters: String,
    entries: Vec<(Entry, u32)>,
    brevities: Box<[Brevity]>,
}

impl Constants {
    /// The texts of a schema, in its order, and how its slots' values are brought to 32 bits.
    pub(super) fn new(schema: &Schema) -> Self {
        let brevities = schema.slots.iter().map(|shape| Brevity::of(shape.kind)).collect();
        Self { brevities, ..Self::of_texts(&schema.texts) }
    }

    /// Texts alone.
    pub(super) fn of_texts(texts: &[String]) -> Self {
        let symbols = Dictionary::new(texts.iter().map(String::as_str).zip(1..));
        let mut made = Self { symbols, ..Self::default() };
        for text in texts {
            let folded = fold(text);
            let symbol = made.symbol_of_folded(&folded);
            let raw = made.append(text);
            let folded = if folded == *text { raw } else { made.append(&folded) };
            // A program's texts are far from 4 GB: its bundle has 32 bits for them.
            let (raw, folded) = (raw.unwrap_or_default(), folded.unwrap_or_default());
            made.entries.push((Entry { raw, folded }, symbol));
        }
        made
    }

    fn append(&mut self, text: &str) -> Option<Part> {
        let start = self.letters.len();
        self.letters.push_str(text);
        part_of(start, self.letters.len())
    }

    /// How each slot's values are brought to 32 bits.
    pub(super) fn brevities(&self) -> &[Brevity] {
        &self.brevities
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The symbol of a text without case; 0 for one that is no constant.
    pub(super) fn symbol_of_folded(&self, folded: &str) -> u32 {
        self.symbols.find_exact(folded).unwrap_or(0)
    }

    /// The symbol of a text in any case, as far as that can be said without folding it, and what else can be said.
    #[inline]
    pub(super) fn survey(&self, text: &str) -> (u32, Survey) {
        if text.len() > LONGEST_SHORT && !self.symbols.has_length(text.len()) {
            return (0, Survey::of(text.as_bytes()));
        }
        let (mark, survey) = survey(text.as_bytes());
        let found = if survey.is_ascii { self.symbols.find_surveyed(text, mark) } else { None };
        (found.unwrap_or(0), survey)
    }

    /// The same for a short text.
    #[inline]
    pub(super) fn survey_short(&self, text: Short) -> (u32, Survey) {
        let (mark, survey) = text.survey();
        (self.symbols.find_whole(mark).unwrap_or(0), survey)
    }

    /// The value of the constant with this place; missing if there is none.
    pub(super) fn value(&self, place: u32) -> i64 {
        let found = usize::try_from(place).ok().and_then(|place| self.entries.get(place));
        found.map_or(MISSING, |(_, symbol)| text_value(*symbol, place))
    }

    /// The letters of a constant, as `part` finds them; `None` for a place after the last one.
    pub(super) fn part(&self, place: usize, part: impl Fn(&Entry) -> Part) -> Option<&str> {
        letters_of(&self.letters, part(&self.entries.get(place)?.0))
    }
}
