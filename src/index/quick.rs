use crate::bytecode::{Atom, AtomId, Quantifier, Slot};

/// A test that needs nothing but slots and the patterns found: 12 bytes, so that it stands inside postings and steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quick {
    /// The lower end, a place, or half of a mask: see [`QuickKind`].
    pub lo: i32,
    /// The upper end, a count, or the other half of the mask.
    pub hi: i32,
    /// The slot asked, or the place of a text's patterns.
    pub slot: u16,
    /// What is asked.
    pub kind: QuickKind,
}

/// What a [`Quick`] asks. All but `Always` and `FoundNone` of a text that is there are false of a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuickKind {
    /// Nothing.
    Always,
    /// Nothing, in vain.
    Never,
    /// `lo <= slot <= hi`.
    Between,
    /// `lo <= slot`.
    AtLeast,
    /// `slot <= hi`, and not missing.
    AtMost,
    /// The symbol of a text is `lo`.
    Symbol,
    /// One of 64 bits, `lo` the lower half.
    Mask,
    /// `lo` is a place among [`super::Index::wide`]: a range beyond 32 bits.
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
            Self::Always
            | Self::Never
            | Self::Between
            | Self::AtLeast
            | Self::AtMost
            | Self::Symbol
            | Self::Mask => 0,
            Self::Wide => 1,
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

    /// The bits of a mask.
    #[must_use]
    pub fn bits(self) -> u64 {
        u64::from(self.lo.cast_unsigned()) | u64::from(self.hi.cast_unsigned()) << 32
    }
}

/// Makes tests quick, and keeps what does not fit into them.
#[derive(Debug, Default)]
pub(super) struct Quickener {
    pub(super) wide: Vec<(i64, i64)>,
    pub(super) bunches: Vec<u32>,
}

/// Where the patterns that atoms look for have their numbers.
pub(super) trait Numbering {
    /// The place of the slot's patterns, and the number of each pattern of the atom; `None` where they are not searched in
    /// one pass.
    fn patterns(&self, slot: Slot, atom: AtomId) -> Option<(u16, &[u32])>;
    /// The symbol of a constant text.
    fn symbol(&self, text: u32) -> Option<i32>;
}

impl Quickener {
    /// The same test as the atom, if there is a quick one.
    pub(super) fn quick(&mut self, id: AtomId, atom: &Atom, numbering: &impl Numbering) -> Option<Quick> {
        match atom {
            Atom::Const(true) => Some(Quick::ALWAYS),
            Atom::Const(false) => Some(Quick::NEVER),
            Atom::Range { slot, lo, hi } => self.range(*slot, *lo, *hi),
            Atom::Mask { slot, bits } => {
                let half =
                    |shift: u32| u32::try_from(bits >> shift & u64::from(u32::MAX)).map(u32::cast_signed);
                let (lo, hi) = (half(0).ok()?, half(32).ok()?);
                Some(Quick { lo, hi, slot: narrow(*slot)?, kind: QuickKind::Mask })
            }
            Atom::TextIs { slot, text, exact: false } => {
                Some(Quick::at(QuickKind::Symbol, narrow(*slot)?, numbering.symbol(text.0)?))
            }
            Atom::TextSearch { slot, quantifier, exact: false, .. } => {
                let (set, patterns) = numbering.patterns(*slot, id)?;
                self.found(set, patterns, *quantifier)
            }
            Atom::TextIs { .. }
            | Atom::TextSearch { .. }
            | Atom::OneOf { .. }
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

    fn range(&mut self, slot: Slot, lo: i64, hi: i64) -> Option<Quick> {
        let slot = narrow(slot)?;
        let quick = |kind, lo, hi| Some(Quick { lo, hi, slot, kind });
        match (i32::try_from(lo), i32::try_from(hi)) {
            (Ok(lo), Ok(hi)) => quick(QuickKind::Between, lo, hi),
            (Ok(lo), Err(_)) if hi == i64::MAX => quick(QuickKind::AtLeast, lo, 0),
            (Err(_), Ok(hi)) if lo == i64::MIN + 1 => quick(QuickKind::AtMost, 0, hi),
            (_, _) => {
                let at = i32::try_from(self.wide.len()).ok()?;
                self.wide.push((lo, hi));
                quick(QuickKind::Wide, at, 0)
            }
        }
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
