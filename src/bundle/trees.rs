//! Whether what people are told fits the program: conditions are trees of bounded depth, every list is as long as the
//! program's.

use super::about::{About, Clause, ClauseKind};
use crate::bytecode::{Pc, Program, VerifyError};

/// How deep a condition may be.
const DEEPEST: u32 = 1000;

/// Checks it.
pub(super) fn check(program: &Program, about: &About) -> Result<(), VerifyError> {
    let lists = [
        (about.rules.len(), program.rules.len()),
        (about.workstreams.len(), program.workstreams.len()),
        (about.queues.len(), program.queues.len()),
        (about.paths.len(), program.schema.slots.len()),
        (about.skills.len(), usize::try_from(program.known.skill_count).unwrap_or(usize::MAX)),
        (about.profiles.len(), usize::try_from(program.known.profile_count).unwrap_or(usize::MAX)),
    ];
    if lists.iter().any(|(told, there)| told != there) {
        return Err(fault("do not belong to this program"));
    }
    clauses(program, about)
}

/// Each clause is part of one other at most, which stands before it: so they are trees, walked in their number.
fn clauses(program: &Program, about: &About) -> Result<(), VerifyError> {
    let mut depths = vec![0_u32; about.clauses.len()];
    for (at, clause) in about.clauses.iter().enumerate() {
        let depth = depths.get(at).copied().unwrap_or(0) + 1;
        for part in &clause.parts {
            let part = usize::try_from(*part).unwrap_or(usize::MAX);
            let place = depths.get_mut(part).filter(|place| part > at && **place == 0);
            *place.ok_or_else(|| fault("have parts in a circle"))? = depth;
        }
        if depth > DEEPEST {
            return Err(fault("are too deep"));
        }
        test(program, clause)?;
    }
    Ok(())
}

fn test(program: &Program, clause: &Clause) -> Result<(), VerifyError> {
    let there = |pc: &Pc| pc.index() < program.code.len();
    let fits = match &clause.kind {
        ClauseKind::Test { pc, test, .. } => there(pc) && there(test),
        ClauseKind::And
        | ClauseKind::Or
        | ClauseKind::Not
        | ClauseKind::Condition(_)
        | ClauseKind::Table(_) => true,
    };
    let reads = clause.reads.iter().all(|slot| slot.index() < program.schema.slots.len());
    if fits && reads { Ok(()) } else { Err(fault("speak of code that is not there")) }
}

fn fault(fault: &'static str) -> VerifyError {
    VerifyError::Misshapen { place: "the names and places".to_owned(), fault }
}
