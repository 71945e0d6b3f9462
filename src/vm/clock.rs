use super::run::Run;
use crate::bytecode::{Atom, Cmp, MISSING, Op, Slot};
use crate::calendar::ResolvedCalendar;
use crate::value::Instant;
use rustc_hash::FxHashMap;

/// Watches the tests of guards for the first instant at which one of them would come out otherwise, if nothing changed
/// but the time.
///
/// It knows of the tests by which rules ask for the time: ages, ranges, comparisons and open time; and of how long ago
/// something was, computed by adding and subtracting. Whoever computes with the time in another way is not understood.
#[derive(Debug, Default)]
pub struct Clock {
    /// The slots whose value grows as time passes, with the instant at which it was 0.
    growing: FxHashMap<Slot, i64>,
    until: Option<Instant>,
}

/// A side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Clock {
    /// Forgets what was seen. `ago` are the slots that hold how long ago an instant was.
    pub fn begin(&mut self, ago: impl IntoIterator<Item = (Slot, Instant)>) {
        self.growing.clear();
        self.growing.extend(ago.into_iter().map(|(slot, start)| (slot, start.0)));
        self.until = None;
    }

    /// The first instant at which a test that was seen comes out otherwise; none for never.
    #[must_use]
    pub fn until(&self) -> Option<Instant> {
        self.until
    }

    /// Sees an instruction that is about to compute something.
    pub(super) fn compute(&mut self, run: &Run<'_>, op: Op) {
        let (to, start) = if let Op::Sub { to, left, right } = op {
            (to, self.shifted(run, left, right, i64::checked_add))
        } else if let Op::Add { to, left, right } = op {
            let shifted = self.shifted(run, left, right, i64::checked_sub);
            (to, shifted.or_else(|| self.shifted(run, right, left, i64::checked_sub)))
        } else {
            return;
        };
        self.growing.remove(&to);
        self.growing.extend(start.map(|start| (to, start)));
    }

    /// The instant at which a growing slot is 0 that is moved by what another holds, which does not grow.
    fn shifted(
        &self,
        run: &Run<'_>,
        growing: Slot,
        by: Slot,
        shift: impl Fn(i64, i64) -> Option<i64>,
    ) -> Option<i64> {
        let (start, value) = (self.start(run, growing)?, run.frame.get(by));
        if value == MISSING || self.start(run, by).is_some() { None } else { shift(start, value) }
    }

    /// Sees a test that is being made.
    pub(super) fn see(&mut self, run: &Run<'_>, atom: &Atom) {
        match *atom {
            Atom::Range { slot, lo, hi } => {
                if let Some(start) = self.start(run, slot) {
                    self.turns(run, start, lo, hi);
                }
            }
            Atom::Age { slot, lo, hi } => {
                let start = run.frame.get(slot);
                if start != MISSING && self.start(run, slot).is_none() {
                    self.turns(run, start, lo, hi);
                }
            }
            Atom::Cmp { left, op, right } => match (self.start(run, left), self.start(run, right)) {
                (Some(start), None) => self.passes(run, start, Side::Left, op, right),
                (None, Some(start)) => self.passes(run, start, Side::Right, op, left),
                // Both grow with the time, so that it makes no difference.
                (Some(_), Some(_)) | (None, None) => {}
            },
            Atom::During { slot, calendar } => {
                if let Some((start, calendar)) = self.start(run, slot).zip(run.verified.calendar(calendar)) {
                    self.opens_or_closes(run, start, calendar);
                }
            }
            Atom::Const(_)
            | Atom::Mask { .. }
            | Atom::OneOf { .. }
            | Atom::TextIs { .. }
            | Atom::TextIn { .. }
            | Atom::TextSearch { .. }
            | Atom::Regex { .. }
            | Atom::ListHas { .. }
            | Atom::ListHasText { .. }
            | Atom::InList { .. }
            | Atom::TextCmp { .. } => {}
        }
    }

    /// The instant at which what a slot holds was 0, if it grows with the time.
    fn start(&self, run: &Run<'_>, slot: Slot) -> Option<i64> {
        if slot == run.program.known.now {
            return Some(0);
        }
        self.growing.get(&slot).copied()
    }

    /// A value that was 0 at `start` comes into a range, and leaves it.
    fn turns(&mut self, run: &Run<'_>, start: i64, lo: i64, hi: i64) {
        self.turn(run, start.checked_add(lo).map(Instant));
        self.turn(run, start.checked_add(hi).and_then(|last| last.checked_add(1)).map(Instant));
    }

    /// A value that was 0 at `start`, on one side of a comparison, passes what the slot on the other side holds.
    fn passes(&mut self, run: &Run<'_>, start: i64, side: Side, op: Cmp, other: Slot) {
        let other = run.frame.get(other);
        if other == MISSING {
            return;
        }
        let (lo, hi) = match (side, op) {
            (_, Cmp::Eq) => (other, other),
            (Side::Left, Cmp::Lt) => (i64::MIN, other.saturating_sub(1)),
            (Side::Left, Cmp::Le) => (i64::MIN, other),
            (Side::Right, Cmp::Lt) => (other.saturating_add(1), i64::MAX),
            (Side::Right, Cmp::Le) => (other, i64::MAX),
        };
        self.turns(run, start, lo, hi);
    }

    /// An instant that was the beginning of 1970 at `start` comes to where a calendar opens or closes.
    fn opens_or_closes(&mut self, run: &Run<'_>, start: i64, calendar: &ResolvedCalendar) {
        let Some(at) = run.now.0.checked_sub(start).map(Instant) else { return };
        let next = if calendar.is_open(at) { calendar.next_close(at) } else { calendar.next_open(at) };
        self.turn(run, next.and_then(|next| next.0.checked_add(start)).map(Instant));
    }

    fn turn(&mut self, run: &Run<'_>, at: Option<Instant>) {
        let later = at.filter(|at| *at > run.now);
        self.until = self.until.into_iter().chain(later).min();
    }
}
