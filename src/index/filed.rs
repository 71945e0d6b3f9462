//! Where the keys of one rule lead: to single values, to a range, or to the rules that are asked always.

use super::lookup::Subject;
use super::numbering::Numbers;
use crate::bytecode::{Atom, AtomId, ConstList, Program, Quantifier, Slot, SlotKind};

/// A rule is filed under no more values than this; it is asked always instead.
const MOST_VALUES: u64 = 256;

/// Where a rule is filed by one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filed {
    /// Under each of these values.
    Values(Subject, Vec<i64>),
    /// Under all values from the one to the other.
    Range(Subject, i64, i64),
    /// Nowhere: it is asked always.
    Always,
}

/// Where a rule is filed whose guard holds only where `atom` does.
pub(super) fn filed(program: &Program, numbers: &Numbers, id: AtomId) -> Filed {
    let Some(atom) = program.atoms.get(id.index()) else { return Filed::Always };
    match atom {
        Atom::Range { slot, lo, hi } => range(program, *slot, *lo, *hi),
        Atom::Mask { slot, bits } => {
            let values = (0..64).filter(|bit| bits >> bit & 1 == 1);
            Filed::Values(Subject::Value(*slot), values.collect())
        }
        Atom::OneOf { slot, list } => match program.lists.get(list.index()) {
            Some(ConstList::Numbers(numbers)) => values(Subject::Value(*slot), numbers.clone()),
            Some(ConstList::Texts(_)) | None => Filed::Always,
        },
        Atom::TextIs { slot, text, .. } => {
            symbols(Subject::Symbol(*slot), numbers, std::slice::from_ref(&text.0))
        }
        Atom::TextIn { slot, texts, .. } => {
            let texts: Vec<_> = texts.iter().map(|text| text.0).collect();
            symbols(Subject::Symbol(*slot), numbers, &texts)
        }
        Atom::TextSearch { slot, quantifier, .. } => searched(numbers, *slot, id, *quantifier),
        Atom::ListHas { slot, list, quantifier } => match program.lists.get(list.index()) {
            Some(ConstList::Numbers(numbers)) => {
                some_of(Subject::Members(*slot), numbers.clone(), *quantifier)
            }
            Some(ConstList::Texts(_)) | None => Filed::Always,
        },
        Atom::ListHasText { slot, texts, quantifier, .. } => {
            let symbols: Option<Vec<_>> =
                texts.iter().map(|text| numbers.symbol_of(text.0).map(i64::from)).collect();
            let subject = Subject::MemberSymbols(*slot);
            symbols.map_or(Filed::Always, |symbols| some_of(subject, symbols, *quantifier))
        }
        Atom::Age { slot, lo, hi } => Filed::Range(Subject::Age(*slot), *lo, *hi),
        Atom::Const(_)
        | Atom::Regex { .. }
        | Atom::InList { .. }
        | Atom::During { .. }
        | Atom::Cmp { .. }
        | Atom::TextCmp { .. } => Filed::Always,
    }
}

/// Values that are few by nature are filed one by one, so that ranges of them are no wider than they are.
fn range(program: &Program, slot: Slot, lo: i64, hi: i64) -> Filed {
    let kind = program.schema.slots.get(slot.index()).map(|shape| shape.kind);
    match kind {
        _ if lo == hi => Filed::Values(Subject::Value(slot), vec![lo]),
        Some(SlotKind::Text | SlotKind::List(_)) | None => Filed::Always,
        Some(SlotKind::Enum(_) | SlotKind::Bool) if hi.abs_diff(lo) < MOST_VALUES => {
            Filed::Values(Subject::Value(slot), (lo..=hi).collect())
        }
        Some(_) => Filed::Range(Subject::Range(slot), lo, hi),
    }
}

fn values(subject: Subject, values: Vec<i64>) -> Filed {
    let few = u64::try_from(values.len()).is_ok_and(|many| many <= MOST_VALUES);
    if few { Filed::Values(subject, values) } else { Filed::Always }
}

fn symbols(subject: Subject, numbers: &Numbers, texts: &[u32]) -> Filed {
    let symbols: Option<Vec<_>> = texts.iter().map(|text| numbers.symbol_of(*text).map(i64::from)).collect();
    symbols.map_or(Filed::Always, |symbols| values(subject, symbols))
}

fn searched(numbers: &Numbers, slot: Slot, id: AtomId, quantifier: Quantifier) -> Filed {
    let Some((set, patterns)) = numbers.keyed(slot, id) else { return Filed::Always };
    some_of(Subject::Patterns(set), patterns.iter().map(|number| i64::from(*number)).collect(), quantifier)
}

/// Where all must be there, the last will do: any of them must.
fn some_of(subject: Subject, mut wanted: Vec<i64>, quantifier: Quantifier) -> Filed {
    match quantifier {
        Quantifier::Any => values(subject, wanted),
        Quantifier::All => wanted.pop().map_or(Filed::Always, |one| Filed::Values(subject, vec![one])),
        Quantifier::None => Filed::Always,
    }
}
