use super::watch::Probe;
use crate::bundle::{About, Bundle};
use crate::bytecode::{
    Action, AtomId, Flow, MISSING, Op, Pc, Program, RuleId, RuleList, RuleListId, Slot, Source, TableId,
    Verified, ZoneId,
};
use crate::index::{Index, Sight};
use crate::item::Frame;
use crate::value::{Decimal, Instant};

/// How often all of a decision may be told over.
const TOLD: u64 = 4;
/// What may be spent on telling it whatever it costs.
const LEAST_TOLD: u64 = 1 << 20;

/// The interpreter: one program, one item's frame.
#[derive(Debug)]
pub(super) struct Run<'a> {
    pub(super) verified: &'a Verified,
    pub(super) program: &'a Program,
    pub(super) index: &'a Index,
    pub(super) frame: &'a mut Frame,
    pub(super) sight: &'a mut Sight,
    pub(super) now: Instant,
    /// How many instructions have been run.
    pub(super) steps: u64,
    /// The rows of tables that were found, where somebody wants to know.
    pub(super) rows: Option<Vec<RuleId>>,
    /// How much was spent on telling what came of conditions: their parts, and the steps run for them.
    pub(super) told: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(bundle: &'a Bundle, frame: &'a mut Frame, sight: &'a mut Sight, now: Instant) -> Self {
        let verified = bundle.program();
        Self {
            verified,
            program: verified.program(),
            index: bundle.index(),
            frame,
            sight,
            now,
            steps: 0,
            rows: None,
            told: 0,
        }
    }

    /// Notes what is spent on telling what came of conditions; nothing once that is far more than a whole decision costs,
    /// or all its conditions have in them, which only a forged bundle comes to.
    pub(super) fn tell(&mut self, effort: u64, about: &About) -> Option<()> {
        self.told = self.told.saturating_add(effort);
        let whole = self.program.cost.saturating_add(about.book.unpacked());
        (self.told <= whole.saturating_mul(TOLD).saturating_add(LEAST_TOLD)).then_some(())
    }

    /// Whether a guard holds.
    pub(super) fn holds(&mut self, guard: Option<Pc>) -> bool {
        guard.is_none_or(|pc| self.run(pc))
    }

    /// What the test at `test` says, run from `start`: `false` where no way leads there. What lies behind it is not run.
    pub(super) fn part(&mut self, start: Pc, test: Pc) -> bool {
        let mut pc = start;
        while pc < test {
            let Some(next) = self.program.code.get(pc.index()).and_then(|op| self.one_step(pc, *op)) else {
                return false;
            };
            pc = next;
        }
        match self.program.code.get(pc.index()) {
            Some(Op::Test { atom, .. }) if pc == test => self.test(*atom),
            Some(_) | None => false,
        }
    }

    /// Runs one instruction; gives the next, or nothing at an end.
    fn one_step(&mut self, pc: Pc, op: Op) -> Option<Pc> {
        self.steps += 1;
        match op.flow() {
            Flow::End => None,
            Flow::To(to) => Some(to),
            Flow::Either(yes, no) => {
                let Op::Test { atom, .. } = op else { return None };
                Some(if self.test(atom) { yes } else { no })
            }
            Flow::Next => {
                self.perform(op);
                Some(Pc(pc.0 + 1))
            }
        }
    }

    /// Runs from `pc` to the end. Jumps go forward, so it ends.
    fn run(&mut self, mut pc: Pc) -> bool {
        while let Some(op) = self.program.code.get(pc.index()) {
            self.steps += 1;
            if let Op::Test { atom, yes, no } = *op {
                pc = if self.test(atom) { yes } else { no };
            } else if let Op::Yes {} | Op::No {} = op {
                return matches!(op, Op::Yes {});
            } else if let Op::Jump { to } = *op {
                pc = to;
            } else {
                self.perform(*op);
                pc = Pc(pc.0 + 1);
            }
        }
        false
    }

    pub(super) fn test(&self, atom: AtomId) -> bool {
        self.program.atoms.get(atom.index()).is_some_and(|found| self.asks(atom, found))
    }

    pub(super) fn perform(&mut self, op: Op) {
        match op {
            Op::Test { .. } | Op::Yes {} | Op::No {} | Op::Jump { .. } => {}
            Op::Load { to, number } => self.set(to, Source::Number(number)),
            Op::LoadText { to, text } => self.set(to, Source::Text(text)),
            Op::LoadList { to, list } => self.set(to, Source::List(list)),
            Op::Copy { to, from } => self.frame.set(to, self.frame.get(from)),
            Op::Add { to, left, right } => self.both(to, left, right, i64::checked_add),
            Op::Sub { to, left, right } => self.both(to, left, right, i64::checked_sub),
            Op::Mul { to, left, right } => self.both(to, left, right, i64::checked_mul),
            Op::Div { to, left, right } => self.both(to, left, right, i64::checked_div),
            Op::MulDecimal { to, left, right } => self.both(to, left, right, mul_decimal),
            Op::DivDecimal { to, left, right } => self.both(to, left, right, div_decimal),
            Op::Negate { to, from } => self.one(to, from, i64::checked_neg),
            Op::Widen { to, from } => self.one(to, from, |whole| Some(Decimal::from_int(whole)?.0)),
            Op::Default { to, left, right } => {
                let (left, right) = (self.frame.get(left), self.frame.get(right));
                self.frame.set(to, if left == MISSING { right } else { left });
            }
            Op::LocalDate { to, from, zone } => self.local(to, from, zone, |(date, ..)| i64::from(date.0)),
            Op::LocalTime { to, from, zone } => self.local(to, from, zone, |(_, time, _)| time.0),
            Op::LocalWeekday { to, from, zone } => {
                self.local(to, from, zone, |(_, _, weekday)| weekday.index());
            }
            Op::Lookup { table } => self.lookup(table),
        }
    }

    fn both(&mut self, to: Slot, left: Slot, right: Slot, compute: impl Fn(i64, i64) -> Option<i64>) {
        let (left, right) = (self.frame.get(left), self.frame.get(right));
        let known = left != MISSING && right != MISSING;
        let value = if known { compute(left, right).unwrap_or(MISSING) } else { MISSING };
        self.frame.set(to, value);
    }

    fn one(&mut self, to: Slot, from: Slot, compute: impl Fn(i64) -> Option<i64>) {
        let from = self.frame.get(from);
        let value = if from == MISSING { MISSING } else { compute(from).unwrap_or(MISSING) };
        self.frame.set(to, value);
    }

    fn local(
        &mut self,
        to: Slot,
        from: Slot,
        zone: ZoneId,
        part: impl Fn((crate::value::Date, crate::value::Time, crate::value::Weekday)) -> i64,
    ) {
        let zone = self.verified.zone(zone);
        self.one(to, from, |instant| zone.map(|zone| part(zone.local(Instant(instant)))));
    }

    fn lookup(&mut self, table: TableId) {
        let Some(table) = self.program.tables.get(table.index()) else { return };
        for output in &table.outputs {
            self.frame.set(*output, MISSING);
        }
        let Some(rows) = self.list(table.rows) else { return };
        self.sight.turn();
        let row = self.first(table.rows, rows, &mut None);
        self.sight.turn();
        if let Some((found, row)) = self.rows.as_mut().zip(row) {
            found.push(row);
        }
        let row = row.and_then(|row| self.program.rules.get(row.index()));
        for action in row.map_or(&[][..], |row| self.program.actions_of(row)) {
            if let Action::Set { to, from } = action {
                self.set(*to, *from);
            }
        }
    }

    /// A list of rules of the program.
    pub(super) fn list(&self, list: RuleListId) -> Option<&'a RuleList> {
        self.program.rule_lists.get(list.index())
    }

    /// Sets a slot.
    pub(super) fn set(&mut self, to: Slot, from: Source) {
        let value = match from {
            Source::Missing => MISSING,
            Source::Number(number) => self.program.numbers.get(number.index()).copied().unwrap_or(MISSING),
            Source::Text(text) => self.frame.texts().constant(text.0),
            Source::List(list) => self.make_list(list),
            Source::Slot(slot) => self.frame.get(slot),
        };
        self.frame.set(to, value);
    }

    fn make_list(&mut self, list: crate::bytecode::ListId) -> i64 {
        match self.program.lists.get(list.index()) {
            None => MISSING,
            Some(crate::bytecode::ConstList::Numbers(numbers)) => {
                for number in numbers {
                    self.frame.lists_mut().push(*number);
                }
                self.frame.lists_mut().finish()
            }
            Some(crate::bytecode::ConstList::Texts(texts)) => {
                for text in texts {
                    let value = self.frame.texts().constant(text.0);
                    self.frame.lists_mut().push(value);
                }
                self.frame.lists_mut().finish()
            }
        }
    }
}

impl Probe for Run<'_> {
    fn says(&mut self, start: Pc, test: Pc) -> bool {
        self.part(start, test)
    }
}

fn mul_decimal(left: i64, right: i64) -> Option<i64> {
    Decimal(left).checked_mul(Decimal(right)).map(|product| product.0)
}

fn div_decimal(left: i64, right: i64) -> Option<i64> {
    Decimal(left).checked_div(Decimal(right)).map(|quotient| quotient.0)
}
