use super::decision::{ClauseKind, ClauseTrace, Seen, Shown};
use super::off;
use super::rule_name::RuleName;
use super::run::Run;
use super::written::Written;
use crate::bundle::{self, About, Clause};
use crate::bytecode::{ANY_LEVEL, Atom, MISSING, Op, Slot};
use crate::value::Instant;
use std::sync::Arc;

/// What a condition and each of its parts come to, for the item as it is; none where that takes too much. The bundle's
/// clauses are known to be trees of bounded depth.
pub(super) fn explain(about: &About, run: &mut Run<'_>, clause: &Clause<'_>) -> Option<ClauseTrace> {
    let begun = run.steps;
    run.tell(1, about)?;
    let asks_table = matches!(clause.kind, bundle::ClauseKind::Table(_));
    let before = asks_table.then(|| run.rows.replace(Vec::new()));
    let parts: Option<Vec<_>> = clause.parts.iter().map(|part| explain(about, run, part)).collect();
    let found = before.and_then(|before| std::mem::replace(&mut run.rows, before));
    let (row, parts) = (found.and_then(|rows| rows.last().copied()), parts?);
    let (kind, holds) = match clause.kind {
        bundle::ClauseKind::And => (ClauseKind::And, parts.iter().all(|part| part.holds)),
        bundle::ClauseKind::Or => (ClauseKind::Or, parts.iter().any(|part| part.holds)),
        bundle::ClauseKind::Not => (ClauseKind::Not, !parts.iter().any(|part| part.holds)),
        bundle::ClauseKind::Condition(name) => {
            (ClauseKind::Condition(Arc::from(name)), parts.iter().all(|part| part.holds))
        }
        bundle::ClauseKind::Table(name) => {
            (ClauseKind::Table(Arc::from(name)), parts.iter().all(|part| part.holds))
        }
        bundle::ClauseKind::Test { pc, test, negated } => {
            let holds = run.part(pc, test) != negated;
            run.tell(run.steps - begun, about)?;
            (ClauseKind::Test, holds)
        }
    };
    Some(ClauseTrace {
        kind,
        text: Arc::from(clause.text),
        file: Arc::from(about.file(clause.place)),
        line: clause.place.line,
        column: clause.place.column,
        holds,
        off: off::of(run, clause),
        seen: seen(about, run, clause),
        row: row.map(|row| RuleName::within(about, row)),
        parts,
    })
}

fn seen(about: &About, run: &Run<'_>, clause: &Clause<'_>) -> Vec<Seen> {
    let see = |slot: &Slot| {
        let path = about.paths.get(slot.index()).filter(|path| !path.is_empty())?;
        let value = match run.frame.get(*slot) {
            ANY_LEVEL if path.starts_with("item needs ") => Shown::Bool(true),
            value => Written::new(run.program, run.frame, *slot, value).into(),
        };
        Some(Seen { path: Arc::clone(path), value })
    };
    clause.reads.iter().filter_map(see).chain(local(run, clause).into_iter().flatten()).collect()
}

/// Where a test asks for hours: what a clock and a calendar on the wall show there.
fn local(run: &Run<'_>, clause: &Clause<'_>) -> Option<[Seen; 2]> {
    let bundle::ClauseKind::Test { test, .. } = clause.kind else { return None };
    let Some(Op::Test { atom, .. }) = run.program.code.get(test.index()) else { return None };
    let Some(Atom::During { slot, calendar }) = run.program.atoms.get(atom.index()) else { return None };
    let at = Some(run.frame.get(*slot)).filter(|at| *at != MISSING)?;
    let calendar = run.verified.calendar(*calendar)?;
    let (date, time, weekday) = calendar.local(Instant(at));
    let here = format!("the time in {}", calendar.zone().name());
    let saw = |path: &str, value| Seen { path: Arc::from(path), value: Shown::Text(value) };
    Some([saw("the weekday", weekday.to_string()), saw(&here, format!("{date}T{time}"))])
}
