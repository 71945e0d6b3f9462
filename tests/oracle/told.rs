//! What a trace must tell of each rule asked, held against what it does tell, as the evaluator goes along.

use super::clause;
use super::evaluate::{Env, World};
use super::names::{Name, Names};
use enroute::hir::{Expr, TableId};
use enroute::source::Span;
use enroute::vm::{ClauseKind, ClauseTrace, RuleState, RuleTrace, TraceLevel};

/// A rule that is asked.
pub(crate) struct Asked<'r> {
    pub(crate) guard: Option<&'r Expr>,
    pub(crate) tables: Vec<Table<'r>>,
    pub(crate) span: Span,
    pub(crate) name: &'r Name,
}

/// A table that must have a row.
pub(crate) struct Table<'r> {
    pub(crate) id: TableId,
    pub(crate) arguments: &'r [Expr],
    pub(crate) span: Span,
    /// Whether it is told as the target of a route rule: `to desk_for(topic)`.
    pub(crate) says: bool,
}

/// What the machine told, and how far it was checked.
pub(crate) struct Told<'t> {
    level: TraceLevel,
    got: &'t [RuleTrace],
    next: usize,
    states: Vec<RuleState>,
    /// What was told otherwise.
    pub(crate) wrong: Option<String>,
}

impl<'t> Told<'t> {
    pub(crate) fn new(level: TraceLevel, got: Option<&'t [RuleTrace]>) -> Self {
        Self { level, got: got.unwrap_or_default(), next: 0, states: Vec::new(), wrong: None }
    }

    /// Asks a rule, unless an earlier one has settled the matter: whether it holds.
    pub(crate) fn ask(
        &mut self,
        world: &World<'_>,
        names: &Names<'_>,
        asked: &Asked<'_>,
        settled: bool,
    ) -> bool {
        if settled && self.level == TraceLevel::Off {
            return false;
        }
        let holds = !settled
            && asked.guard.is_none_or(|guard| world.holds(guard, &Env::TOP))
            && asked.tables.iter().all(|table| world.row(table.id, table.arguments, &Env::TOP).is_some());
        let told =
            if settled { self.level >= TraceLevel::Everything } else { self.level >= TraceLevel::Clauses };
        let state = match (settled, holds) {
            (true, _) => RuleState::NotReached,
            (false, true) => RuleState::Matched,
            (false, false) => RuleState::NotMatched,
        };
        self.rule(asked.name, state, |got| clauses(world, names, asked, got, told));
        holds
    }

    /// Asks the rule that every queue with hours has.
    pub(crate) fn ask_hours(&mut self, name: &Name, hours: &str, closed: bool) -> bool {
        let told = self.level >= TraceLevel::Clauses;
        let state = if closed { RuleState::Matched } else { RuleState::NotMatched };
        self.rule(name, state, |got| {
            let Some(got) = got else { return if told { Err("no clauses".to_owned()) } else { Ok(()) } };
            let text = format!("out of hours, as `hours {hours}` implies");
            let right = told
                && got.kind == ClauseKind::Test
                && *got.text == *text
                && got.holds == closed
                && got.row.is_none();
            let value = enroute::vm::Shown::Bool(closed);
            let seen =
                got.seen.len() == 1 && &*got.seen[0].path == "out_of_hours" && got.seen[0].value == value;
            let placed = (&*got.file, got.line, got.column) == (&*name.file, name.line, name.column);
            if right && seen && placed { Ok(()) } else { Err(format!("out of hours told as {got:?}")) }
        });
        closed
    }

    fn rule(
        &mut self,
        name: &Name,
        state: RuleState,
        clauses: impl FnOnce(Option<&ClauseTrace>) -> Result<(), String>,
    ) {
        if self.level == TraceLevel::Off {
            return;
        }
        self.states.push(state);
        let got = self.got.get(self.next);
        self.next += 1;
        if self.wrong.is_some() {
            return;
        }
        self.wrong = match got {
            None => Some(format!("{name:?} was asked and is not told")),
            Some(got) if !name.is(&got.rule) => {
                Some(format!("{name:?} was asked, and {:?} is told", got.rule))
            }
            Some(got) => {
                clauses(got.clauses.as_ref()).err().map(|wrong| format!("{}: {wrong}", name.address))
            }
        };
    }

    pub(crate) fn applied(&mut self, name: &Name) {
        let at = self.got.iter().take(self.states.len()).rposition(|got| name.is(&got.rule));
        if let Some(state) = at.and_then(|at| self.states.get_mut(at)) {
            *state = RuleState::Applied;
        }
    }

    /// What is told otherwise than it must be.
    pub(crate) fn end(self) -> Option<String> {
        if self.level == TraceLevel::Off || self.wrong.is_some() {
            return self.wrong;
        }
        let got: Vec<RuleState> = self.got.iter().map(|got| got.state).collect();
        (got != self.states).then(|| format!("states {:?}, told as {got:?}", self.states))
    }
}

/// Whether the condition of a rule is told as it must be.
fn clauses(
    world: &World<'_>,
    names: &Names<'_>,
    asked: &Asked<'_>,
    got: Option<&ClauseTrace>,
    told: bool,
) -> Result<(), String> {
    let parts = usize::from(asked.guard.is_some()) + asked.tables.len();
    let Some(got) = got else {
        return if told && parts > 0 { Err("its clauses are not told".to_owned()) } else { Ok(()) };
    };
    if !told || parts == 0 {
        return Err("clauses are told".to_owned());
    }
    let told = clause::Teller { world, names };
    if parts == 1 {
        return match asked.guard {
            Some(guard) => told.condition(guard, &Env::TOP, got),
            None => told.table(&asked.tables[0], got),
        };
    }
    told.heads(got, &ClauseKind::And, asked.span, got.parts.iter().all(|part| part.holds))?;
    clause::Teller::bare(got)?;
    if got.parts.len() != parts {
        return Err(format!("{} parts for {parts}", got.parts.len()));
    }
    let mut rest = got.parts.iter();
    if let Some(guard) = asked.guard {
        told.condition(guard, &Env::TOP, rest.next().unwrap())?;
    }
    asked.tables.iter().zip(rest).try_for_each(|(table, got)| told.table(table, got))
}
