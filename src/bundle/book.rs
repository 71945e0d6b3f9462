use super::clause::{Clause, ClauseKind};
use super::varint::Numbers;
use crate::bytecode::{Pc, Slot};
use std::sync::Arc;

/// How deep a condition may be.
const DEEPEST: u32 = 1000;

/// What people are told of the rules: kept as bytes, and read where somebody asks.
///
/// One text holds all words, each once a rule; the records say where in it they stand. A record is found by its number:
/// first those of the rules, as the program numbers them, then those of the conditions that tests expect.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleBook {
    pub(super) texts: Arc<str>,
    /// How many records there are, where each begins after these numbers, all of 32 bits; then the records.
    pub(super) records: Arc<[u8]>,
}

/// A rule, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleAbout<'b> {
    /// Its address: `contoso_chat.urgency."Angry words"`.
    pub address: &'b str,
    /// Its own name: `Angry words`, `urgency#2`.
    pub name: &'b str,
    /// As the author wrote it, shortened if very long.
    pub text: &'b str,
    /// Where it stands.
    pub place: Place,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Which file of the program.
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// The marks on the first number of a clause, beside its kind.
pub(super) mod marks {
    /// Its kind.
    pub(in crate::bundle) const KIND: u32 = 7;
    /// It is a test, and the opposite is meant.
    pub(in crate::bundle) const NEGATED: u32 = 8;
    /// It stands in another file than the rule.
    pub(in crate::bundle) const ELSEWHERE: u32 = 16;
}

impl RuleBook {
    /// How many records there are: rules, and conditions of tests.
    #[must_use]
    pub fn len(&self) -> usize {
        self.number(0).map_or(0, |count| usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What people are told of the rule of that number; none for a number that the program does not have.
    #[must_use]
    pub fn rule(&self, number: usize) -> Option<RuleAbout<'_>> {
        self.read(self.record(number)?).map(|(rule, ..)| rule)
    }

    /// The condition of the rule of that number; none where it always holds.
    #[must_use]
    pub fn condition(&self, number: usize) -> Option<Clause<'_>> {
        let (rule, base, mut numbers) = self.read(self.record(number)?)?;
        if numbers.next()? == 0 {
            return None;
        }
        let mut reader = Reader { texts: &self.texts, numbers, base, last: rule.place, test: 0 };
        reader.clause(0)
    }

    /// Whether all records can be read, and name files that there are.
    pub(super) fn is_sound(&self, files: usize) -> bool {
        let file = |rule: &RuleAbout<'_>| usize::try_from(rule.place.file).is_ok_and(|file| file < files);
        (0..self.len()).all(|number| self.rule(number).is_some_and(|rule| file(&rule)))
    }

    fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.records.get(at.checked_mul(4)?..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*bytes))
    }

    fn record(&self, number: usize) -> Option<Numbers<'_>> {
        let count = self.len();
        if number >= count {
            return None;
        }
        let head = count.checked_add(1)?.checked_mul(4)?;
        let start = usize::try_from(self.number(number.checked_add(1)?)?).ok()?;
        self.records.get(head.checked_add(start)?..).map(Numbers::new)
    }

    /// A rule, the place of its text, and what stands behind.
    fn read<'b>(&'b self, mut numbers: Numbers<'b>) -> Option<(RuleAbout<'b>, u32, Numbers<'b>)> {
        let address_at = numbers.next()?;
        let address = slice(&self.texts, address_at, numbers.next()?)?;
        let name_at = numbers.next_from(address_at)?;
        let name = slice(&self.texts, name_at, numbers.next()?)?;
        let base = numbers.next_from(address_at)?;
        let text = slice(&self.texts, base, numbers.next()?)?;
        let place = Place { file: numbers.next()?, line: numbers.next()?, column: numbers.next()? };
        Some((RuleAbout { address, name, text, place }, base, numbers))
    }
}

fn slice(texts: &str, start: u32, length: u32) -> Option<&str> {
    let start = usize::try_from(start).ok()?;
    texts.get(start..start.checked_add(usize::try_from(length).ok()?)?)
}

/// Reads the parts of a condition, each from where the one before it stands.
struct Reader<'b> {
    texts: &'b str,
    numbers: Numbers<'b>,
    /// Where the text of the rule begins.
    base: u32,
    last: Place,
    test: u32,
}

impl<'b> Reader<'b> {
    fn clause(&mut self, depth: u32) -> Option<Clause<'b>> {
        let head = self.numbers.next().filter(|_| depth < DEEPEST)?;
        let text = self.text()?;
        let place = self.place(head)?;
        let kind = self.kind(head)?;
        let count = if matches!(kind, ClauseKind::Test { .. }) { 0 } else { self.numbers.next()? };
        let reads = if count == 0 { self.reads()? } else { Vec::new() };
        // Every part takes bytes, so that a forged count comes to its end.
        let parts = (0..count).map(|_| self.clause(depth + 1)).collect::<Option<_>>()?;
        Some(Clause { kind, text, place, parts, reads })
    }

    fn text(&mut self) -> Option<&'b str> {
        let start = self.numbers.next_from(self.base)?;
        slice(self.texts, start, self.numbers.next()?)
    }

    fn place(&mut self, head: u32) -> Option<Place> {
        if head & marks::ELSEWHERE != 0 {
            self.last.file = self.numbers.next()?;
        }
        self.last.line = self.numbers.next_from(self.last.line)?;
        self.last.column = self.numbers.next()?;
        Some(self.last)
    }

    fn kind(&mut self, head: u32) -> Option<ClauseKind<'b>> {
        Some(match head & marks::KIND {
            0 => ClauseKind::And,
            1 => ClauseKind::Or,
            2 => ClauseKind::Not,
            3 => ClauseKind::Condition(self.text()?),
            4 => ClauseKind::Table(self.text()?),
            5 => {
                let pc = self.numbers.next_from(self.test)?;
                self.test = self.numbers.next_from(pc)?;
                let negated = head & marks::NEGATED != 0;
                ClauseKind::Test { pc: Pc(pc), test: Pc(self.test), negated }
            }
            _ => return None,
        })
    }

    fn reads(&mut self) -> Option<Vec<Slot>> {
        let count = self.numbers.next()?;
        (0..count).map(|_| self.numbers.next().map(Slot)).collect()
    }
}
