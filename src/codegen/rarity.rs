//! How rarely an atom is true, guessed from the program itself: a value that many rules ask for is met often, one of
//! many values rarely, a word in a text more rarely still.

use crate::bytecode::{Atom, AtomId, ConstList, ListId, Op, Program, Quantifier, Slot, SlotKind, TextId};
use std::collections::BTreeMap;

/// All of a million.
const WHOLE: u64 = 1_000_000;
/// How often a text has a certain word, by its length in bytes, from none on.
const WORDS: [u32; 7] = [900_000, 400_000, 150_000, 50_000, 15_000, 8_000, 5_000];

/// What is known of all atoms of a program.
#[derive(Debug)]
pub(super) struct Rarity<'p> {
    program: &'p Program,
    /// How many tests ask each atom.
    uses: Vec<u64>,
    slots: BTreeMap<Slot, Asked>,
}

/// What is asked of one slot.
#[derive(Debug, Default)]
struct Asked {
    /// How many tests compare it with single values.
    uses: u64,
    /// How many single values there are.
    values: u64,
    /// The ends of ranges, rising.
    ends: Vec<i64>,
}

impl<'p> Rarity<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        let mut uses = vec![0; program.atoms.len()];
        for op in &program.code {
            if let Op::Test { atom, .. } = op
                && let Some(count) = uses.get_mut(atom.index())
            {
                *count += 1;
            }
        }
        let mut slots: BTreeMap<Slot, Asked> = BTreeMap::new();
        for (atom, uses) in program.atoms.iter().zip(&uses) {
            if let Atom::Range { slot, lo, hi } = atom
                && lo != hi
            {
                slots.entry(*slot).or_default().ends.extend([*lo, *hi]);
            } else if let Atom::Range { slot, .. } | Atom::TextIs { slot, .. } = atom {
                let asked = slots.entry(*slot).or_default();
                asked.uses += uses;
                asked.values += 1;
            }
        }
        for asked in slots.values_mut() {
            asked.ends.sort_unstable();
        }
        Self { program, uses, slots }
    }

    /// How often the atom is true, in millionths; `None` for one that no rule can be filed under.
    pub(super) fn of(&self, id: AtomId) -> Option<u32> {
        let atom = self.program.atoms.get(id.index())?;
        let millionths = match atom {
            Atom::Range { lo, hi, .. } if (*lo, *hi) == (i64::MIN + 1, i64::MAX) => return None,
            Atom::Range { slot, lo, hi } if lo != hi => self.range(*slot, *lo, *hi),
            Atom::Range { slot, .. } | Atom::TextIs { slot, .. } => self.one_value(*slot, id),
            Atom::Mask { slot, bits } => self.values(*slot, u64::from(bits.count_ones())),
            Atom::OneOf { slot, list } => self.values(*slot, self.length(*list)),
            Atom::TextIn { slot, texts, .. } => self.values(*slot, count(texts.len())),
            Atom::TextSearch { texts, quantifier, .. } => return self.words(texts, *quantifier),
            Atom::ListHas { list, quantifier, .. } => members(self.length(*list), *quantifier)?,
            Atom::ListHasText { texts, quantifier, .. } => members(count(texts.len()), *quantifier)?,
            Atom::Age { .. } => WHOLE / 3,
            Atom::Const(_)
            | Atom::Regex { .. }
            | Atom::InList { .. }
            | Atom::During { .. }
            | Atom::Cmp { .. }
            | Atom::TextCmp { .. } => return None,
        };
        u32::try_from(millionths.clamp(1, WHOLE)).ok()
    }

    fn kind(&self, slot: Slot) -> Option<SlotKind> {
        self.program.schema.slots.get(slot.index()).map(|shape| shape.kind)
    }

    /// How many values the slot may well have.
    fn variety(&self, slot: Slot) -> u64 {
        let declared = match self.kind(slot) {
            Some(SlotKind::Bool | SlotKind::Link) => Some(2),
            Some(SlotKind::Enum(place)) => {
                let shape =
                    usize::try_from(place).ok().and_then(|place| self.program.schema.enums.get(place));
                shape.map(|shape| count(shape.values.len()))
            }
            _ => None,
        };
        declared.unwrap_or_else(|| self.slots.get(&slot).map_or(0, |asked| asked.values) + 3)
    }

    fn one_value(&self, slot: Slot, id: AtomId) -> u64 {
        let own = self.uses.get(id.index()).copied().unwrap_or(0);
        let all = self.slots.get(&slot).map_or(0, |asked| asked.uses);
        share(own + 1, all + self.variety(slot))
    }

    fn values(&self, slot: Slot, many: u64) -> u64 {
        share(many, self.variety(slot))
    }

    /// The share of all ends of ranges that lie within.
    fn range(&self, slot: Slot, lo: i64, hi: i64) -> u64 {
        let Some(asked) = self.slots.get(&slot) else { return WHOLE / 2 };
        let below = |value: i64| asked.ends.partition_point(|end| *end <= value);
        let within = below(hi).saturating_sub(asked.ends.partition_point(|end| *end < lo));
        share(count(within), count(asked.ends.len()) + 1)
    }

    fn length(&self, list: ListId) -> u64 {
        match self.program.lists.get(list.index()) {
            Some(ConstList::Numbers(numbers)) => count(numbers.len()),
            Some(ConstList::Texts(_)) | None => 0,
        }
    }

    fn words(&self, texts: &[TextId], quantifier: Quantifier) -> Option<u32> {
        let length = |text: &TextId| self.program.schema.texts.get(text.index()).map_or(0, String::len);
        let rarity = |text: &TextId| WORDS.get(length(text)).or(WORDS.last()).copied().unwrap_or(1);
        match quantifier {
            Quantifier::Any => Some(texts.iter().map(rarity).fold(0, u32::saturating_add)),
            Quantifier::All => texts.iter().map(rarity).min(),
            Quantifier::None => None,
        }
    }
}

fn members(many: u64, quantifier: Quantifier) -> Option<u64> {
    match quantifier {
        Quantifier::Any => Some(many * (WHOLE / 10)),
        Quantifier::All => Some(WHOLE / 10),
        Quantifier::None => None,
    }
}

fn share(part: u64, whole: u64) -> u64 {
    part.saturating_mul(WHOLE) / whole.max(1)
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
