//! The numbers of symbols and patterns.

use super::patterns::{Pattern, Patterns};
use crate::bytecode::{Atom, AtomId, Program, SearchMode, Slot, TextId};
use crate::value::fold;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A longer pattern is searched on its own, in bytes as written: without case it may be half as long again.
const LONGEST: usize = 1 << 15;

/// The numbers of all symbols and patterns of a program.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    symbols: Vec<u32>,
    /// The place of each slot's patterns.
    places: BTreeMap<Slot, u16>,
    /// The numbers of what each atom searches for, one atom after the other.
    patterns: Vec<u32>,
    /// Where those of each atom begin and end; nowhere for one that searches for nothing.
    of_atoms: Vec<(usize, usize)>,
}

/// The patterns of one slot.
#[derive(Debug, Clone)]
pub struct Set {
    /// The slot whose text is searched.
    pub slot: Slot,
    /// What for.
    pub patterns: Patterns,
}

/// What one atom looks for, without case.
#[derive(Debug, Clone, Copy)]
struct Wanted<'p> {
    slot: Slot,
    atom: AtomId,
    mode: SearchMode,
    texts: &'p [TextId],
}

impl Numbers {
    /// Numbers all symbols and patterns; gives the patterns of each slot too.
    pub(super) fn of(program: &Program) -> (Self, Vec<Set>) {
        let of_atoms = vec![(0, 0); program.atoms.len()];
        let mut numbers = Self { symbols: program.schema.symbols(), of_atoms, ..Self::default() };
        let atoms = program.atoms.iter().zip(0..);
        let mut wanted: Vec<_> =
            atoms.filter_map(|(atom, at)| Wanted::by(program, AtomId(at), atom)).collect();
        wanted.sort_unstable_by_key(|wanted| (wanted.slot, wanted.atom));
        let mut sets = Vec::new();
        for of_slot in wanted.chunk_by(|left, right| left.slot == right.slot) {
            let (Some(Wanted { slot, .. }), Ok(place)) = (of_slot.first(), u16::try_from(sets.len())) else {
                break;
            };
            numbers.places.insert(*slot, place);
            sets.push(Set { slot: *slot, patterns: numbers.number(program, of_slot) });
        }
        (numbers, sets)
    }

    /// Numbers what is looked for in one slot: each text once, whatever many atoms look for it.
    fn number(&mut self, program: &Program, of_slot: &[Wanted<'_>]) -> Patterns {
        let first = self.patterns.len();
        let mut known: BTreeMap<(TextId, SearchMode), u32> = BTreeMap::new();
        let mut asked: Vec<(Cow<'_, str>, SearchMode)> = Vec::new();
        for wanted in of_slot {
            let start = self.patterns.len();
            for text in wanted.texts {
                let place = *known.entry((*text, wanted.mode)).or_insert_with(|| {
                    asked.push((fold(text_of(program, *text)), wanted.mode));
                    u32::try_from(asked.len() - 1).unwrap_or(u32::MAX)
                });
                self.patterns.push(place);
            }
            let run = (start, self.patterns.len());
            self.of_atoms.get_mut(wanted.atom.index()).into_iter().for_each(|place| *place = run);
        }
        let all: Vec<_> = asked.iter().map(|(text, mode)| Pattern { text, mode: *mode }).collect();
        let (made, numbered) = Patterns::new(all.clone());
        // Texts that differ in case only are one pattern.
        let place =
            |pattern| numbered.binary_search(pattern).ok().and_then(|place| u32::try_from(place).ok());
        let numbers: Vec<_> = all.iter().map(|pattern| place(pattern).unwrap_or(u32::MAX)).collect();
        for place in self.patterns.iter_mut().skip(first) {
            let number = usize::try_from(*place).ok().and_then(|place| numbers.get(place));
            *place = number.copied().unwrap_or(u32::MAX);
        }
        made
    }

    /// The symbol of a constant text: 0 is none.
    pub(super) fn symbol_of(&self, text: u32) -> Option<u32> {
        usize::try_from(text).ok().and_then(|text| self.symbols.get(text)).copied()
    }

    /// The place of the slot's patterns, and the patterns of an atom, one of which (or all) must be found where the atom holds.
    pub(super) fn keyed(&self, slot: Slot, atom: AtomId) -> Option<(u16, &[u32])> {
        let (start, end) = self.of_atoms.get(atom.index()).filter(|(start, end)| start < end)?;
        Some((self.places.get(&slot).copied()?, self.patterns.get(*start..*end)?))
    }
}

impl<'p> Wanted<'p> {
    /// What an atom looks for, if it searches literally. Where case counts, the same without case must stand in the
    /// text all the more; the atom itself is asked after.
    fn by(program: &'p Program, id: AtomId, atom: &'p Atom) -> Option<Self> {
        let Atom::TextSearch { slot, mode, texts, exact, .. } = atom else { return None };
        let mode = if *exact { SearchMode::Anywhere } else { *mode };
        let is_short = |text: &TextId| (1..=LONGEST).contains(&text_of(program, *text).len());
        let all = !texts.is_empty() && texts.iter().all(is_short);
        all.then_some(Self { slot: *slot, atom: id, mode, texts })
    }
}

fn text_of(program: &Program, text: TextId) -> &str {
    program.schema.texts.get(text.index()).map_or("", String::as_str)
}
