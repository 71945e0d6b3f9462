use crate::vm::{ClauseKind, ClauseTrace, Decision, RuleName, RuleState, RuleTrace};
use serde::Serialize;

/// The rule that would have matched but for the fewest of its tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The rule.
    pub rule: RuleName,
    /// How many of its tests would have to come out differently.
    pub tests: usize,
    /// What kept it from matching, as a sentence.
    pub sentence: String,
}

/// The nearest miss of a decision: among the rules that send items on and did not match (those of the route, or those
/// of the intake where no workstream was found) the one with the fewest failed tests, and then the first. Under
/// `route first` a rule behind the one that was applied is never asked, so that it is none of them.
pub(super) fn nearest(decision: &Decision) -> Option<Miss> {
    let list = if decision.workstream.is_some() { ".route" } else { ".intake" };
    let bears = |rule: &&RuleTrace| {
        let of = rule.rule.list();
        rule.state == RuleState::NotMatched && of.ends_with(list) && !of.contains('"')
    };
    let missed = decision.trace.iter().flatten().filter(bears);
    let rated = missed.filter_map(|rule| {
        let clauses = rule.clauses.as_ref()?;
        let tests = distance(clauses, true);
        (tests > 0).then_some((rule, clauses, tests))
    });
    let (rule, clauses, tests) = rated.min_by_key(|(.., tests)| *tests)?;
    let mut blame = Vec::new();
    blamed(clauses, true, &mut blame);
    let words: Vec<_> =
        blame.into_iter().map(|(clause, wanted)| super::words::failed(clause, wanted)).collect();
    Some(Miss { rule: rule.rule.clone(), tests, sentence: format!("it needs {}", words.join("; and ")) })
}

/// How many tests would have to come out differently for the clause to come out as wanted.
fn distance(clause: &ClauseTrace, wanted: bool) -> usize {
    let parts = || clause.parts.iter().map(|part| distance(part, wanted));
    match (&clause.kind, wanted) {
        (ClauseKind::And, true) | (ClauseKind::Or, false) => parts().sum(),
        (ClauseKind::And, false) | (ClauseKind::Or, true) => parts().min().unwrap_or(0),
        (ClauseKind::Not, _) => clause.parts.iter().map(|part| distance(part, !wanted)).sum(),
        (ClauseKind::Condition(_), _) if !clause.parts.is_empty() => parts().sum(),
        (ClauseKind::Condition(_) | ClauseKind::Table(_) | ClauseKind::Test, _) => {
            usize::from(clause.holds != wanted)
        }
    }
}

/// The tests on the shortest way, each with what it should have come to.
fn blamed<'c>(clause: &'c ClauseTrace, wanted: bool, found: &mut Vec<(&'c ClauseTrace, bool)>) {
    match (&clause.kind, wanted) {
        (ClauseKind::And, true) | (ClauseKind::Or, false) => {
            clause.parts.iter().for_each(|part| blamed(part, wanted, found));
        }
        (ClauseKind::And, false) | (ClauseKind::Or, true) => {
            if let Some(best) = clause.parts.iter().min_by_key(|part| distance(part, wanted)) {
                blamed(best, wanted, found);
            }
        }
        (ClauseKind::Not, true) if super::words::is_plain(clause) => {
            if !clause.holds {
                found.push((clause, wanted));
            }
        }
        (ClauseKind::Not, _) => clause.parts.iter().for_each(|part| blamed(part, !wanted, found)),
        (ClauseKind::Condition(_), _) if !clause.parts.is_empty() => {
            clause.parts.iter().for_each(|part| blamed(part, wanted, found));
        }
        (ClauseKind::Condition(_) | ClauseKind::Table(_) | ClauseKind::Test, _) => {
            if clause.holds != wanted {
                found.push((clause, wanted));
            }
        }
    }
}
