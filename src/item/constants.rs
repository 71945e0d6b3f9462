use super::dictionary::Dictionary;
use super::texts::{Entry, text_value};
use crate::bytecode::MISSING;
use crate::value::fold;

/// The constant texts of a program: made once, shared by all its frames.
#[derive(Debug, Clone, Default)]
pub(super) struct Constants {
    symbols: Dictionary,
    letters: String,
    entries: Vec<Entry>,
}

impl Constants {
    /// The texts of a schema, in its order.
    pub(super) fn new(texts: &[String]) -> Self {
        let symbols = Dictionary::new(texts.iter().map(String::as_str).zip(1..));
        let mut made = Self { symbols, ..Self::default() };
        for text in texts {
            let folded = fold(text);
            let symbol = made.symbol_of_folded(&folded);
            let raw = made.append(text);
            let folded = if folded == *text { raw } else { made.append(&folded) };
            made.entries.push(Entry { raw, folded, symbol });
        }
        made
    }

    fn append(&mut self, text: &str) -> (usize, usize) {
        let start = self.letters.len();
        self.letters.push_str(text);
        (start, self.letters.len())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The symbol of a text without case; 0 for one that is no constant.
    pub(super) fn symbol_of_folded(&self, folded: &str) -> u32 {
        self.symbols.find_folded(folded).unwrap_or(0)
    }

    /// The value of the constant with this place; missing if there is none.
    pub(super) fn value(&self, place: u32) -> i64 {
        let found = usize::try_from(place).ok().and_then(|place| self.entries.get(place));
        found.map_or(MISSING, |entry| text_value(entry.symbol, place))
    }

    /// The letters of a constant, as `part` finds them; `None` for a place after the last one.
    pub(super) fn part(&self, place: usize, part: impl Fn(&Entry) -> (usize, usize)) -> Option<&str> {
        let (start, end) = part(self.entries.get(place)?);
        self.letters.get(start..end)
    }
}
