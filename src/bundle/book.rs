use super::clause::Clause;
use super::conditions::Conditions;
use super::varint::Numbers;
use std::sync::Arc;

/// How often a letter of a name may be part of names, on average.
const SHARED: usize = 64;

/// What people are told of the rules: kept as bytes, and read where somebody asks.
///
/// One text holds the addresses, which the records name parts of. A record is found by its number: first those of the
/// rules, as the program numbers them, then those of the conditions that tests expect.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleBook {
    pub(super) names: Arc<str>,
    /// How many records there are, where each begins after these numbers, all of 32 bits; then the records.
    pub(super) records: Arc<[u8]>,
    pub(super) conditions: Conditions,
}

/// A rule, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleAbout<'b> {
    /// Its address: `contoso_chat.urgency."Angry words"`.
    pub address: &'b str,
    /// Its own name: `Angry words`, `urgency#2`.
    pub name: &'b str,
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
        self.read(self.record(number)?).map(|(rule, _)| rule)
    }

    /// The condition of the rule of that number; none where it always holds.
    #[must_use]
    pub fn condition(&self, number: usize) -> Option<Clause<'_>> {
        let (rule, tree) = self.read(self.record(number)?)?;
        let trees = (0..self.len()).filter_map(|number| self.read(self.record(number)?)?.1.checked_sub(1));
        self.conditions.get(tree.checked_sub(1)?, rule.place, trees)
    }

    /// How many bytes the conditions come to once they are unpacked.
    #[must_use]
    pub fn unpacked(&self) -> u64 {
        self.conditions.unpacked()
    }

    /// Whether all records can be read, name files that there are, do not share their names so often that writing them
    /// down would take far more than the bundle, and have conditions of their own: those of rules in order, then those of
    /// tests.
    pub(super) fn is_sound(&self, files: usize) -> bool {
        let (mut last, mut turns) = (0, 0);
        let mut room = self.names.len().saturating_add(self.records.len()).saturating_mul(SHARED);
        (0..self.len()).all(|number| {
            self.record(number).and_then(|record| self.read(record)).is_some_and(|(rule, tree)| {
                if tree > 0 {
                    turns += u32::from(tree <= last);
                    last = tree;
                }
                let left = room.checked_sub(rule.address.len() + rule.name.len());
                room = left.unwrap_or(0);
                left.is_some()
                    && turns <= 1
                    && usize::try_from(rule.place.file).is_ok_and(|file| file < files)
            })
        })
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

    /// A rule, and the place of its condition, counted from 1; 0 for none.
    fn read<'b>(&'b self, mut numbers: Numbers<'b>) -> Option<(RuleAbout<'b>, u32)> {
        let address_at = numbers.next()?;
        let address = slice(&self.names, address_at, numbers.next()?)?;
        let name_at = numbers.next_from(address_at)?;
        let name = slice(&self.names, name_at, numbers.next()?)?;
        let place = Place { file: numbers.next()?, line: numbers.next()?, column: numbers.next()? };
        Some((RuleAbout { address, name, place }, numbers.next()?))
    }
}

/// A part of a text, by its first byte and its length.
pub(super) fn slice(texts: &str, start: u32, length: u32) -> Option<&str> {
    let start = usize::try_from(start).ok()?;
    texts.get(start..start.checked_add(usize::try_from(length).ok()?)?)
}
