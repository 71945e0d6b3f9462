//! How far a value was from where a test of it comes out otherwise.

use super::run::Run;
use crate::bundle::{Clause, ClauseKind};
use crate::bytecode::{ANY_LEVEL, Atom, Cmp, MISSING, Op, Slot, SlotKind};

/// As far as anything is told to be.
const FAR: u16 = 1000;

/// What one place in the order of an enum counts as.
const PLACE: i64 = 100;

/// A day of the time line, in microseconds.
const DAY: u64 = 86_400_000_000;

/// A week, in days of the calendar.
const WEEK_OF_DAYS: u64 = 7;

/// How far the value that a test saw is from where it would come out otherwise, in thousandths of what it was compared with.
pub(super) fn of(run: &Run<'_>, clause: &Clause<'_>) -> Option<u16> {
    let ClauseKind::Test { test, .. } = clause.kind else { return None };
    let Some(Op::Test { atom, .. }) = run.program.code.get(test.index()) else { return None };
    match *run.program.atoms.get(atom.index())? {
        // Nothing is near to having a value.
        Atom::Range { lo, hi, .. } if (lo, hi) == (i64::MIN + 1, i64::MAX) => None,
        Atom::Range { slot, lo, hi } => outside(value(run, slot)?, lo, hi, scale(run, slot)),
        Atom::Age { slot, lo, hi } => outside(run.now.0.checked_sub(value(run, slot)?)?, lo, hi, None),
        Atom::Mask { slot, bits } => places(value(run, slot)?, bits),
        Atom::Cmp { left, op, right } => apart(value(run, left)?, op, value(run, right)?, scale(run, left)),
        Atom::Const(_)
        | Atom::OneOf { .. }
        | Atom::TextIs { .. }
        | Atom::TextIn { .. }
        | Atom::TextSearch { .. }
        | Atom::Regex { .. }
        | Atom::ListHas { .. }
        | Atom::ListHasText { .. }
        | Atom::InList { .. }
        | Atom::During { .. }
        | Atom::TextCmp { .. } => None,
    }
}

fn value(run: &Run<'_>, slot: Slot) -> Option<i64> {
    let known = run.program.known;
    let of_skill = slot >= known.skills && slot.0 - known.skills.0 < known.skill_count;
    Some(run.frame.get(slot)).filter(|value| *value != MISSING && !(of_skill && *value == ANY_LEVEL))
}

/// What a gap is measured by, where it is not the value that was compared with: a point in time is no size.
fn scale(run: &Run<'_>, slot: Slot) -> Option<u64> {
    match run.program.schema.slots.get(slot.index())?.kind {
        SlotKind::Instant => Some(DAY),
        SlotKind::Date => Some(WEEK_OF_DAYS),
        SlotKind::Bool
        | SlotKind::Int
        | SlotKind::Decimal
        | SlotKind::Text
        | SlotKind::Time
        | SlotKind::Duration
        | SlotKind::Enum(_)
        | SlotKind::List(_)
        | SlotKind::Link => None,
    }
}

/// From a value outside of a range to its nearer end; from one inside to where it leaves it.
fn outside(value: i64, lo: i64, hi: i64, scale: Option<u64>) -> Option<u16> {
    let (gap, end) = if value < lo {
        (lo.abs_diff(value), lo)
    } else if value > hi {
        (value.abs_diff(hi), hi)
    } else {
        let (below, above) = (value.abs_diff(lo), hi.abs_diff(value));
        let nearer = if below <= above { (below, lo) } else { (above, hi) };
        (nearer.0.saturating_add(1), nearer.1)
    };
    thousandths(gap, scale.unwrap_or_else(|| end.unsigned_abs()))
}

/// From a value of an enum to the nearest that is in a set, or not in it.
fn places(value: i64, bits: u64) -> Option<u16> {
    let is_in = |place: i64| u32::try_from(place).is_ok_and(|place| place < 64 && bits >> place & 1 == 1);
    let other = |distance: &i64| {
        [value - distance, value + distance]
            .into_iter()
            .any(|place| place >= 0 && is_in(place) != is_in(value))
    };
    let distance = (1..64).find(other)?;
    u16::try_from(distance.saturating_mul(PLACE)).ok().map(|off| off.min(FAR))
}

fn apart(left: i64, op: Cmp, right: i64, scale: Option<u64>) -> Option<u16> {
    let gap = left.abs_diff(right);
    let gap = match op {
        Cmp::Eq | Cmp::Lt | Cmp::Le if gap == 0 => 1,
        Cmp::Eq | Cmp::Lt | Cmp::Le => gap,
    };
    thousandths(gap, scale.unwrap_or_else(|| left.unsigned_abs().max(right.unsigned_abs())))
}

fn thousandths(gap: u64, of: u64) -> Option<u16> {
    let share = u128::from(gap).saturating_mul(1000).checked_div(u128::from(of.max(1)))?;
    Some(u16::try_from(share).unwrap_or(FAR).min(FAR))
}
