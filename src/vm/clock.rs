use super::run::Run;
use crate::bytecode::{Atom, MISSING, Slot};
use crate::value::Instant;

/// Watches the tests of guards for the first instant at which one of them would come out otherwise, if nothing changed
/// but the time.
///
/// It knows of the tests by which rules ask for the time: ages, ranges, comparisons and open time. Whoever computes with
/// the time in another way is not understood.
#[derive(Debug)]
pub struct Clock<'c> {
    /// The slots that hold how long ago an instant was.
    ago: &'c [Option<(Slot, Instant)>],
    until: Option<Instant>,
}

impl<'c> Clock<'c> {
    /// A clock that has seen nothing. `ago` are the slots that hold how long ago an instant was.
    #[must_use]
    pub fn new(ago: &'c [Option<(Slot, Instant)>]) -> Self {
        Self { ago, until: None }
    }

    /// The first instant at which a test that was seen comes out otherwise; none for never.
    #[must_use]
    pub fn until(&self) -> Option<Instant> {
        self.until
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
                if start != MISSING && slot != run.program.known.now {
                    self.turns(run, start, lo, hi);
                }
            }
            Atom::Cmp { left, right, .. } => match (self.start(run, left), self.start(run, right)) {
                (Some(start), None) => self.passes(run, start, right),
                (None, Some(start)) => self.passes(run, start, left),
                // Both grow with the time, so that it makes no difference.
                (Some(_), Some(_)) | (None, None) => {}
            },
            Atom::During { slot, calendar } if slot == run.program.known.now => {
                self.turn(
                    run,
                    run.verified.calendar(calendar).and_then(|calendar| {
                        if calendar.is_open(run.now) {
                            calendar.next_close(run.now)
                        } else {
                            calendar.next_open(run.now)
                        }
                    }),
                );
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
            | Atom::During { .. }
            | Atom::TextCmp { .. } => {}
        }
    }

    /// The instant at which what a slot holds was 0, if it grows with the time.
    fn start(&self, run: &Run<'_>, slot: Slot) -> Option<i64> {
        if slot == run.program.known.now {
            return Some(0);
        }
        self.ago.iter().flatten().find(|(known, _)| *known == slot).map(|(_, start)| start.0)
    }

    /// A value that was 0 at `start` comes into a range, and leaves it.
    fn turns(&mut self, run: &Run<'_>, start: i64, lo: i64, hi: i64) {
        self.turn(run, start.checked_add(lo).map(Instant));
        self.turn(run, start.checked_add(hi).and_then(|last| last.checked_add(1)).map(Instant));
    }

    /// A value that was 0 at `start` comes to what another slot holds, and passes it.
    fn passes(&mut self, run: &Run<'_>, start: i64, other: Slot) {
        let other = run.frame.get(other);
        if other != MISSING {
            self.turns(run, start, other, other);
        }
    }

    fn turn(&mut self, run: &Run<'_>, at: Option<Instant>) {
        let later = at.filter(|at| *at > run.now);
        self.until = self.until.into_iter().chain(later).min();
    }
}
