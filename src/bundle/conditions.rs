//! The conditions of rules, for people. Few ever ask, so that they are kept packed until somebody does.

use super::book::{Place, slice};
use super::clause::{Clause, ClauseKind};
use super::pack::{pack, unpack};
use super::varint::Numbers;
use crate::bytecode::{Pc, Slot};
use std::sync::{Arc, OnceLock};

/// How deep a condition may be.
const DEEPEST: u32 = 1000;

/// How many parts a condition may have, together with the instructions that lead to its tests. They are run where somebody
/// asks what came of it.
const EFFORT: u32 = 1 << 20;
/// How many of those there may be for each byte that the condition is kept in.
const EACH_BYTE: u32 = 256;
/// How many there may be however short it is.
const LEAST: u32 = 1 << 12;
/// How many letters of what parts say count as much as a part.
const LETTERS: u32 = 32;
/// What a part says is no longer, in bytes: a long one is shortened when it is written.
const LONGEST: usize = 1024;

/// The conditions of all rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions {
    /// How many bytes the texts have, then the trees, both of 32 bits; then both, packed.
    packed: Arc<[u8]>,
    open: Arc<OnceLock<Open>>,
}

/// What is packed.
#[derive(Debug, Default)]
struct Open {
    /// What parts of conditions say.
    texts: String,
    /// The parts of each condition, one after the other.
    trees: Vec<u8>,
    /// Where each begins, rising.
    starts: Vec<u32>,
}

/// The marks on the first number of a clause, beside its kind.
pub(super) mod marks {
    /// Its kind.
    pub(in crate::bundle) const KIND: u32 = 7;
    /// It is a test, and the opposite is meant.
    pub(in crate::bundle) const NEGATED: u32 = 8;
    /// It stands in another file than the rule.
    pub(in crate::bundle) const ELSEWHERE: u32 = 16;
    /// It stands as far behind the rule's begin as its words in the rule's text.
    pub(in crate::bundle) const IN_LINE: u32 = 32;
    /// It is a test of one instruction, right behind the test before.
    pub(in crate::bundle) const NEXT: u32 = 64;
}

impl PartialEq for Conditions {
    fn eq(&self, other: &Self) -> bool {
        self.packed == other.packed
    }
}

impl Eq for Conditions {}

impl Conditions {
    /// Packs them.
    pub(super) fn new(texts: &str, trees: &[u8]) -> Self {
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
        let lengths = [length(texts.as_bytes()), length(trees)].concat();
        Self::packed([lengths, pack(&[texts.as_bytes(), trees].concat())].concat().into())
    }

    /// As they stand in a bundle.
    pub(super) fn packed(packed: Arc<[u8]>) -> Self {
        Self { packed, open: Arc::default() }
    }

    /// As they stand in a bundle.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.packed
    }

    /// How many bytes they come to once they are unpacked: what they say of themselves, of which no more is unpacked.
    pub(super) fn unpacked(&self) -> u64 {
        let length = |at: usize| self.packed.get(at..).and_then(|rest| rest.first_chunk::<4>());
        let lengths = [length(0), length(4)].into_iter().flatten();
        lengths.map(|bytes| u64::from(u32::from_le_bytes(*bytes))).sum()
    }

    /// The condition of the rule there, whose parts begin at that place; none where they cannot be read. `trees` are the
    /// places at which all conditions begin: each is read up to the next, so that all of them are no more than the bundle.
    pub(super) fn get(&self, tree: u32, rule: Place, trees: impl Iterator<Item = u32>) -> Option<Clause<'_>> {
        let open = self.open.get_or_init(|| opened(&self.packed, trees).unwrap_or_default());
        let next = open.starts.get(open.starts.partition_point(|start| *start <= tree)).copied();
        let place = |place: u32| usize::try_from(place).ok();
        let end = next.map_or(Some(open.trees.len()), place)?.min(open.trees.len());
        let bytes = open.trees.get(place(tree)?..end)?;
        let effort = u32::try_from(bytes.len()).unwrap_or(u32::MAX).saturating_mul(EACH_BYTE);
        let effort = effort.saturating_add(LEAST).min(EFFORT);
        let mut numbers = Numbers::new(bytes);
        let base = numbers.next()?;
        Reader { texts: &open.texts, numbers, base, rule, text: base, last: rule, test: 0, effort }.clause(0)
    }
}

fn opened(packed: &[u8], starts: impl Iterator<Item = u32>) -> Option<Open> {
    let (texts, rest) = packed.split_first_chunk::<4>()?;
    let (trees, rest) = rest.split_first_chunk::<4>()?;
    let length = |bytes: &[u8; 4]| usize::try_from(u32::from_le_bytes(*bytes)).ok();
    let (texts, trees) = (length(texts)?, length(trees)?);
    let mut all = unpack(rest, texts.checked_add(trees)?)?;
    let trees = all.split_off(texts);
    let mut starts: Vec<_> = starts.collect();
    starts.sort_unstable();
    starts.dedup();
    Some(Open { texts: String::from_utf8(all).ok()?, trees, starts })
}

/// Reads the parts of a condition, each from where the one before it stands.
struct Reader<'b> {
    texts: &'b str,
    numbers: Numbers<'b>,
    /// Where the text of the rule begins.
    base: u32,
    rule: Place,
    /// Where the words of the last part begin.
    text: u32,
    last: Place,
    test: u32,
    /// How much more may be spent on it.
    effort: u32,
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
        self.spend(1)?;
        let parts = (0..count).map(|_| self.clause(depth + 1)).collect::<Option<_>>()?;
        Some(Clause { kind, text, place, parts, reads })
    }

    fn text(&mut self) -> Option<&'b str> {
        self.name().filter(|text| text.len() <= LONGEST)
    }

    fn name(&mut self) -> Option<&'b str> {
        self.text = self.numbers.next_from(self.text)?;
        let length = self.numbers.next()?;
        self.spend(length / LETTERS)?;
        slice(self.texts, self.text, length)
    }

    /// What showing a part takes: nothing is shown of a condition that takes too much.
    fn spend(&mut self, effort: u32) -> Option<()> {
        self.effort = self.effort.checked_sub(effort)?;
        Some(())
    }

    fn place(&mut self, head: u32) -> Option<Place> {
        if head & marks::IN_LINE != 0 {
            self.last = self.rule.further(self.text.wrapping_sub(self.base));
            return Some(self.last);
        }
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
            3 => ClauseKind::Condition(self.name()?),
            4 => ClauseKind::Table(self.name()?),
            5 => {
                let pc = self.test_after(head)?;
                let negated = head & marks::NEGATED != 0;
                ClauseKind::Test { pc, test: Pc(self.test), negated }
            }
            _ => return None,
        })
    }

    fn test_after(&mut self, head: u32) -> Option<Pc> {
        if head & marks::NEXT != 0 {
            self.test = self.test.wrapping_add(1);
            return Some(Pc(self.test));
        }
        let pc = self.numbers.next_from(self.test)?;
        self.test = self.numbers.next_from(pc)?;
        self.spend(self.test.saturating_sub(pc))?;
        Some(Pc(pc))
    }

    fn reads(&mut self) -> Option<Vec<Slot>> {
        let count = self.numbers.next()?;
        self.spend(count)?;
        (0..count).map(|_| self.numbers.next().map(Slot)).collect()
    }
}

impl Place {
    /// So many columns further on the same line.
    pub(super) fn further(self, columns: u32) -> Self {
        Self { column: self.column.wrapping_add(columns), ..self }
    }
}
