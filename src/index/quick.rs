use super::guard::Guard;
use super::numbering::Numbers;
use crate::bytecode::{Atom, AtomId, Brevity, ConstList, Program, Quantifier, Slot};

/// A test that needs nothing but slots and the patterns found: 12 bytes, so that it stands inside postings and steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quick {
    /// The lower end, a place, or half of a mask: see [`QuickKind`].
    pub lo: i32,
    /// The width of a range, a count, or the other half of the mask.
    pub hi: i32,
    /// The slot asked, or the place of a text's patterns.
    pub slot: u16,
    /// What is asked.
    pub kind: QuickKind,
}

/// What a [`Quick`] asks. All but `Always` are false of a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuickKind {
    /// Nothing.
    Always,
    /// Nothing, in vain.
    Never,
    /// The brief form of the slot is `lo` or one of the `hi` (without sign) that follow it.
    Range,
    /// One of 64 bits, `lo` the lower half.
    Mask,
    /// One of the `hi` brief forms from place `lo` of [`super::Index::bunch`].
    OneOf,
    /// `lo` is a place among [`super::Index::wide`]: a range that the brief form does not tell.
    Wide,
    /// The pattern `lo` was found.
    Found,
    /// Of the `hi` patterns from place `lo` of [`super::Index::bunch`] one was found.
    FoundAny,
    /// All of them were.
    FoundAll,
    /// None of them was, and there is a text.
    FoundNone,
    /// The atom of place `lo` is asked in full. Only in steps.
    Atom,
    /// The instruction of place `lo` is run. Only in steps.
    Do,
}

impl QuickKind {
    /// How dear it is to ask: slots are nearest, patterns may need a search, an atom in full may be anything.
    pub(super) fn cost(self) -> u8 {
        match self {
            Self::Always | Self::Never | Self::Range | Self::Mask => 0,
            Self::OneOf | Self::Wide => 1,
            Self::Found => 2,
            Self::FoundAny | Self::FoundAll | Self::FoundNone => 3,
            Self::Atom | Self::Do => 4,
        }
    }
}

impl Quick {
    /// Always so.
    pub const ALWAYS: Self = Self { lo: 0, hi: 0, slot: 0, kind: QuickKind::Always };
    /// Never so.
    pub const NEVER: Self = Self { lo: 0, hi: 0, slot: 0, kind: QuickKind::Never };

    /// A test about a place.
    #[must_use]
    pub fn at(kind: QuickKind, slot: u16, lo: i32) -> Self {
        Self { lo, hi: 0, slot, kind }
    }

    /// Whether a range has that brief form in it.
    #[must_use]
    #[inline]
    pub fn has(self, brief: i32) -> bool {
        brief.wrapping_sub(self.lo).cast_unsigned() <= self.hi.cast_unsigned()
    }

    /// The bits of a mask.
    pub(super) fn bits(self) -> u64 {
        u64::from(self.lo.cast_unsigned()) | u64::from(self.hi.cast_unsigned()) << 32
    }

    /// Whether a mask has the bit of that brief form.
    #[must_use]
    #[inline]
    pub fn has_bit(self, brief: i32) -> bool {
        u32::try_from(brief).is_ok_and(|bit| bit < 64 && self.bits() >> bit & 1 == 1)
    }
}

/// Makes tests quick, and keeps what does not fit into them.
#[derive(Debug)]
pub(super) struct Quickener<'p> {
    program: &'p Program,
    numbers: &'p Numbers,
    /// The test of each atom that was asked for.
    known: Vec<Option<Quick>>,
    pub(super) wide: Vec<(i64, i64)>,
    pub(super) bunches: Vec<u32>,
}

impl<'p> Quickener<'p> {
    pub(super) fn new(program: &'p Program, numbers: &'p Numbers) -> Self {
        let known = vec![None; program.atoms.len()];
        Self { program, numbers, known, wide: Vec::new(), bunches: Vec::new() }
    }

    /// The same test as the atom; the atom in full where there is no quick one.
    pub(super) fn quick(&mut self, id: AtomId) -> Option<Quick> {
        if let Some(Some(quick)) = self.known.get(id.index()) {
            return Some(*quick);
        }
        let quick = match self.made(id) {
            Some(quick) => quick,
            None => Quick::at(QuickKind::Atom, 0, i32::try_from(id.0).ok()?),
        };
        self.known.get_mut(id.index()).into_iter().for_each(|known| *known = Some(quick));
        Some(quick)
    }

    fn made(&mut self, id: AtomId) -> Option<Quick> {
        let atom = self.program.atoms.get(id.index())?;
        match atom {
            Atom::Const(true) => Some(Quick::ALWAYS),
            Atom::Const(false) => Some(Quick::NEVER),
            Atom::Range { slot, lo, hi } => self.range(atom, *slot, (*lo, *hi)),
            Atom::Mask { slot, bits } => {
                let half =
                    |shift: u32| u32::try_from(bits >> shift & u64::from(u32::MAX)).map(u32::cast_signed);
                let (lo, hi) = (half(0).ok()?, half(32).ok()?);
                Some(Quick { lo, hi, slot: narrow(*slot)?, kind: QuickKind::Mask })
            }
            Atom::TextIs { exact: false, .. } => self.as_guard(atom),
            Atom::TextSearch { slot, quantifier, exact: false, .. } => {
                let (set, patterns) = self.numbers.keyed(*slot, id)?;
                self.found(set, patterns, *quantifier)
            }
            Atom::OneOf { slot, list } => {
                let Some(ConstList::Numbers(numbers)) = self.program.lists.get(list.index()) else {
                    return None;
                };
                let brevity = self.brevity(*slot)?;
                let exact = numbers.iter().all(|number| brevity.is_exact(*number, *number));
                let briefs = numbers.iter().map(|number| brevity.brief(*number).cast_unsigned()).collect();
                self.one_of(*slot, briefs).filter(|_| exact)
            }
            Atom::TextIn { slot, texts, exact: false } => {
                let symbols: Option<_> = texts.iter().map(|text| self.numbers.symbol_of(text.0)).collect();
                self.one_of(*slot, symbols?)
            }
            Atom::TextIs { .. }
            | Atom::TextSearch { .. }
            | Atom::TextIn { .. }
            | Atom::Regex { .. }
            | Atom::ListHas { .. }
            | Atom::ListHasText { .. }
            | Atom::InList { .. }
            | Atom::During { .. }
            | Atom::Age { .. }
            | Atom::Cmp { .. }
            | Atom::TextCmp { .. } => None,
        }
    }

    fn as_guard(&self, atom: &Atom) -> Option<Quick> {
        Guard::of(self.program, self.numbers, atom).map(Guard::as_quick)
    }

    fn range(&mut self, atom: &Atom, slot: Slot, (lo, hi): (i64, i64)) -> Option<Quick> {
        let brevity = self.brevity(slot)?;
        if lo > hi {
            return Some(Quick::NEVER);
        }
        if brevity.is_exact(lo, hi) {
            return self.as_guard(atom);
        }
        let at = i32::try_from(self.wide.len()).ok()?;
        self.wide.push((lo, hi));
        Some(Quick::at(QuickKind::Wide, narrow(slot)?, at))
    }

    fn brevity(&self, slot: Slot) -> Option<Brevity> {
        Some(Brevity::of(self.program.schema.slots.get(slot.index())?.kind))
    }

    fn one_of(&mut self, slot: Slot, briefs: Vec<u32>) -> Option<Quick> {
        let (lo, hi) = (i32::try_from(self.bunches.len()).ok()?, i32::try_from(briefs.len()).ok()?);
        let slot = narrow(slot)?;
        self.bunches.extend(briefs);
        Some(Quick { lo, hi, slot, kind: QuickKind::OneOf })
    }

    fn found(&mut self, set: u16, patterns: &[u32], quantifier: Quantifier) -> Option<Quick> {
        if let ([one], Quantifier::Any | Quantifier::All) = (patterns, quantifier) {
            return Some(Quick::at(QuickKind::Found, set, i32::try_from(*one).ok()?));
        }
        let kind = match quantifier {
            Quantifier::Any => QuickKind::FoundAny,
            Quantifier::All => QuickKind::FoundAll,
            Quantifier::None => QuickKind::FoundNone,
        };
        let (lo, hi) = (i32::try_from(self.bunches.len()).ok()?, i32::try_from(patterns.len()).ok()?);
        self.bunches.extend_from_slice(patterns);
        Some(Quick { lo, hi, slot: set, kind })
    }
}

/// A slot's number, where it is small enough to stand in a test.
pub(super) fn narrow(slot: Slot) -> Option<u16> {
    u16::try_from(slot.0).ok()
}
