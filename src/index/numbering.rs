//! The numbers of symbols and patterns.

use super::patterns::{Pattern, Patterns};
use crate::bytecode::{Atom, AtomId, Program, SearchMode, Slot};
use crate::value::fold;
use rustc_hash::FxHashMap;

/// A longer pattern is searched on its own, in bytes.
const LONGEST: usize = 1 << 15;

/// The numbers of all symbols and patterns of a program.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    symbols: Vec<u32>,
    /// The place of each slot's patterns.
    places: FxHashMap<Slot, u16>,
    /// For atoms that search: the number of each pattern.
    patterns: FxHashMap<AtomId, Vec<u32>>,
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
type Wanted = (SearchMode, Vec<String>);

impl Numbers {
    /// Numbers all symbols and patterns; gives the patterns of each slot too.
    pub(super) fn of(program: &Program) -> (Self, Vec<Set>) {
        let mut numbers = Self { symbols: program.schema.symbols(), ..Self::default() };
        let mut wanted: Vec<(Slot, AtomId, Wanted)> = Vec::new();
        for (atom, at) in program.atoms.iter().zip(0..) {
            if let Some((slot, search)) = wanted_by(program, atom) {
                wanted.push((slot, AtomId(at), search));
            }
        }
        wanted.sort_by_key(|(slot, atom, _)| (*slot, *atom));
        let mut sets = Vec::new();
        for of_slot in wanted.chunk_by(|left, right| left.0 == right.0) {
            let (Some((slot, ..)), Ok(place)) = (of_slot.first(), u16::try_from(sets.len())) else { break };
            numbers.places.insert(*slot, place);
            sets.push(Set { slot: *slot, patterns: numbers.number(of_slot) });
        }
        (numbers, sets)
    }

    fn number(&mut self, of_slot: &[(Slot, AtomId, Wanted)]) -> Patterns {
        let all = of_slot
            .iter()
            .flat_map(|(_, _, (mode, texts))| texts.iter().map(|text| Pattern { text, mode: *mode }));
        let (made, numbered) = Patterns::new(all.collect());
        let places: FxHashMap<_, u32> = numbered.into_iter().zip(0..).collect();
        for (_, atom, (mode, texts)) in of_slot {
            let place = |text: &String| places.get(&Pattern { text, mode: *mode }).copied();
            self.patterns.insert(*atom, texts.iter().filter_map(place).collect());
        }
        made
    }

    /// The symbol of a constant text: 0 is none.
    pub(super) fn symbol_of(&self, text: u32) -> Option<u32> {
        usize::try_from(text).ok().and_then(|text| self.symbols.get(text)).copied()
    }

    /// The place of the slot's patterns, and the patterns of an atom, one of which (or all) must be found where the atom holds.
    pub(super) fn keyed(&self, slot: Slot, atom: AtomId) -> Option<(u16, &[u32])> {
        Some((self.places.get(&slot).copied()?, self.patterns.get(&atom)?))
    }
}

/// What an atom looks for, if it searches literally. Where case counts, the same without case must stand in the
/// text all the more; the atom itself is asked after.
fn wanted_by(program: &Program, atom: &Atom) -> Option<(Slot, Wanted)> {
    let Atom::TextSearch { slot, mode, texts, exact, .. } = atom else { return None };
    let text = |text: &crate::bytecode::TextId| {
        program.schema.texts.get(text.index()).map(|text| fold(text).into_owned())
    };
    let texts: Vec<String> = texts.iter().map(text).collect::<Option<_>>()?;
    let mode = if *exact { SearchMode::Anywhere } else { *mode };
    (!texts.is_empty() && texts.iter().all(|text| (1..=LONGEST).contains(&text.len())))
        .then_some((*slot, (mode, texts)))
}
