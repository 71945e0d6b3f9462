//! Where the keys of one rule lead: to single values, to a range, or to the rules that are asked always.

use super::lookup::Subject;
use super::numbering::Numbers;
use crate::bytecode::{Atom, AtomId, Brevity, ConstList, Program, Quantifier, Slot, SlotKind, TextId};

/// A rule is filed under no more values than this; it is asked always instead.
pub(super) const MOST_VALUES: u64 = 256;

/// Where a rule is filed by one key: under the brief forms of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filed {
    /// Under this value.
    Value(Subject, i32),
    /// Under each of these values.
    Values(Subject, Vec<i32>),
    /// Under all values from the one to the other.
    Range(Subject, i32, i32),
    /// Nowhere: it is asked always.
    Always,
}

/// Where a rule is filed whose guard holds only where `atom` does.
pub(super) fn filed(program: &Program, numbers: &Numbers, id: AtomId) -> Filed {
    let Some(atom) = program.atoms.get(id.index()) else { return Filed::Always };
    match atom {
        Atom::Range { slot, lo, hi } => range(program, *slot, *lo, *hi),
        Atom::Mask { slot, bits } => {
            let values: Vec<_> = (0..64).filter(|bit| bits >> bit & 1 == 1).collect();
            values_of(Subject::Value(*slot), brevity_of(program, *slot), &values)
        }
        Atom::OneOf { slot, list } => match program.lists.get(list.index()) {
            Some(ConstList::Numbers(numbers)) => {
                values_of(Subject::Value(*slot), brevity_of(program, *slot), numbers)
            }
            Some(ConstList::Texts(_)) | None => Filed::Always,
        },
        Atom::TextIs { slot, text, .. } => {
            symbol(numbers, *text).map_or(Filed::Always, |symbol| Filed::Value(Subject::Value(*slot), symbol))
        }
        Atom::TextIn { slot, texts, .. } if is_few(texts.len()) => {
            symbols(numbers, texts).map_or(Filed::Always, |symbols| values(Subject::Value(*slot), symbols))
        }
        Atom::TextSearch { slot, quantifier, .. } => searched(numbers, *slot, id, *quantifier),
        Atom::ListHas { slot, list, quantifier } => match program.lists.get(list.index()) {
            Some(ConstList::Numbers(members)) => {
                let brevity = brevity_of(program, *slot);
                let Some(asked) = asked_for(members, *quantifier) else { return Filed::Always };
                let briefs = asked.iter().map(|member| brevity.brief(*member));
                some_of(Subject::Members(*slot), briefs.collect(), *quantifier)
            }
            Some(ConstList::Texts(_)) | None => Filed::Always,
        },
        Atom::ListHasText { slot, texts, quantifier, .. } => {
            let subject = Subject::Members(*slot);
            let Some(asked) = asked_for(texts, *quantifier) else { return Filed::Always };
            symbols(numbers, asked).map_or(Filed::Always, |symbols| some_of(subject, symbols, *quantifier))
        }
        Atom::Age { slot, lo, hi } => {
            let age = Brevity::of(SlotKind::Duration);
            Filed::Range(Subject::Age(*slot), age.brief(*lo), age.brief(*hi))
        }
        Atom::Const(_)
        | Atom::TextIn { .. }
        | Atom::Regex { .. }
        | Atom::InList { .. }
        | Atom::During { .. }
        | Atom::Cmp { .. }
        | Atom::TextCmp { .. } => Filed::Always,
    }
}

/// How the values that a subject is looked up by are brought to 32 bits: those of a slot, of its members, of an age.
pub(super) fn brevity(program: &Program, subject: Subject) -> Brevity {
    match subject {
        Subject::Value(slot) | Subject::Range(slot) | Subject::Members(slot) => brevity_of(program, slot),
        Subject::Age(_) => Brevity::of(SlotKind::Duration),
        Subject::Patterns(_) => Brevity::of(SlotKind::Int),
    }
}

/// That of a slot's values, or of its members, if it is a list.
fn brevity_of(program: &Program, slot: Slot) -> Brevity {
    let kind = program.schema.slots.get(slot.index()).map_or(SlotKind::Int, |shape| shape.kind);
    Brevity::of(if let SlotKind::List(list) = kind { list.member() } else { kind })
}

/// Values that are few by nature are filed one by one, so that ranges of them are no wider than they are.
fn range(program: &Program, slot: Slot, lo: i64, hi: i64) -> Filed {
    let brevity = brevity_of(program, slot);
    let kind = program.schema.slots.get(slot.index()).map(|shape| shape.kind);
    match kind {
        Some(SlotKind::Text | SlotKind::List(_)) | None => Filed::Always,
        _ if lo == hi => Filed::Value(Subject::Value(slot), brevity.brief(lo)),
        Some(SlotKind::Enum(_) | SlotKind::Bool) if hi.abs_diff(lo) < MOST_VALUES => {
            Filed::Values(Subject::Value(slot), (lo..=hi).map(|value| brevity.brief(value)).collect())
        }
        Some(_) => Filed::Range(Subject::Range(slot), brevity.brief(lo), brevity.brief(hi)),
    }
}

fn values_of(subject: Subject, brevity: Brevity, full: &[i64]) -> Filed {
    if !is_few(full.len()) {
        return Filed::Always;
    }
    values(subject, full.iter().map(|value| brevity.brief(*value)).collect())
}

fn values(subject: Subject, values: Vec<i32>) -> Filed {
    if is_few(values.len()) { Filed::Values(subject, values) } else { Filed::Always }
}

/// Whether a rule is filed under so many values. It is asked before they are gone through: many rules may name them.
fn is_few(values: usize) -> bool {
    u64::try_from(values).is_ok_and(|many| many <= MOST_VALUES)
}

/// Those of the members asked for under which a rule is filed: where all must be there, the last will do. Nothing where it
/// is asked always.
fn asked_for<T>(members: &[T], quantifier: Quantifier) -> Option<&[T]> {
    match quantifier {
        Quantifier::Any => Some(members).filter(|members| is_few(members.len())),
        Quantifier::All => members.last().map(std::slice::from_ref),
        Quantifier::None => None,
    }
}

/// The symbols of constant texts: the brief forms of all texts that are equal to one of them without case.
fn symbols(numbers: &Numbers, texts: &[TextId]) -> Option<Vec<i32>> {
    texts.iter().map(|text| symbol(numbers, *text)).collect()
}

fn symbol(numbers: &Numbers, text: TextId) -> Option<i32> {
    i32::try_from(numbers.symbol_of(text.0)?).ok()
}

fn searched(numbers: &Numbers, slot: Slot, id: AtomId, quantifier: Quantifier) -> Filed {
    let Some((set, patterns)) = numbers.keyed(slot, id) else { return Filed::Always };
    if let ([one], Quantifier::Any | Quantifier::All) = (patterns, quantifier) {
        let one = i32::try_from(*one).ok();
        return one.map_or(Filed::Always, |one| Filed::Value(Subject::Patterns(set), one));
    }
    let Some(asked) = asked_for(patterns, quantifier) else { return Filed::Always };
    let asked: Option<Vec<_>> = asked.iter().map(|number| i32::try_from(*number).ok()).collect();
    asked.map_or(Filed::Always, |asked| some_of(Subject::Patterns(set), asked, quantifier))
}

/// Where all must be there, the last will do: any of them must.
fn some_of(subject: Subject, mut wanted: Vec<i32>, quantifier: Quantifier) -> Filed {
    match quantifier {
        Quantifier::Any => values(subject, wanted),
        Quantifier::All => wanted.pop().map_or(Filed::Always, |one| Filed::Value(subject, one)),
        Quantifier::None => Filed::Always,
    }
}
