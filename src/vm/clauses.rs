use super::decision::{ClauseKind, ClauseTrace, Seen};
use super::run::Run;
use super::written;
use crate::bundle::{self, About, Clause};
use crate::bytecode::Slot;
use std::sync::Arc;

/// What a condition and each of its parts come to, for the item as it is. The bundle's clauses are known to be trees
/// of bounded depth.
pub(super) fn explain(about: &About, run: &mut Run<'_>, clause: u32) -> Option<ClauseTrace> {
    let clause = about.clauses.get(usize::try_from(clause).ok()?)?;
    let parts: Vec<_> = clause.parts.iter().filter_map(|part| explain(about, run, *part)).collect();
    let (kind, holds) = match &clause.kind {
        bundle::ClauseKind::And => (ClauseKind::And, parts.iter().all(|part| part.holds)),
        bundle::ClauseKind::Or => (ClauseKind::Or, parts.iter().any(|part| part.holds)),
        bundle::ClauseKind::Not => (ClauseKind::Not, !parts.iter().any(|part| part.holds)),
        bundle::ClauseKind::Condition(name) => {
            (ClauseKind::Condition(Arc::clone(name)), parts.iter().all(|part| part.holds))
        }
        bundle::ClauseKind::Table(name) => {
            (ClauseKind::Table(Arc::clone(name)), parts.iter().all(|part| part.holds))
        }
        bundle::ClauseKind::Test { pc, test, negated } => {
            (ClauseKind::Test, run.part(*pc, *test) != *negated)
        }
    };
    let file = usize::try_from(clause.place.file).ok().and_then(|file| about.files.get(file));
    Some(ClauseTrace {
        kind,
        text: Arc::clone(&clause.text),
        file: file.map_or_else(|| Arc::from(""), Arc::clone),
        line: clause.place.line,
        column: clause.place.column,
        holds,
        seen: seen(about, run, clause),
        parts,
    })
}

fn seen(about: &About, run: &Run<'_>, clause: &Clause) -> Vec<Seen> {
    let see = |slot: &Slot| {
        let path = about.paths.get(slot.index()).filter(|path| !path.is_empty())?;
        let value = written::value(run.program, run.frame, *slot, run.frame.get(*slot));
        Some(Seen { path: Arc::clone(path), value })
    };
    clause.reads.iter().filter_map(see).collect()
}
