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

/// How far a condition was from holding: how many tests would have to come out differently, then how far the values they saw
/// were off, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Distance {
    pub(super) tests: usize,
    off: u32,
}

/// What a test counts as whose values cannot be measured.
const UNMEASURED: u32 = 1000;

impl std::ops::Add for Distance {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { tests: self.tests + other.tests, off: self.off.saturating_add(other.off) }
    }
}

/// The nearest miss of a decision: among the rules that send items on and did not match (those of the route, or those
/// of the intake where no workstream was found) the one with the fewest failed tests, then the one whose values were least
/// off, and then the first. Under `route first` a rule behind the one that was applied is never asked, so that it is none of
/// them.
pub(super) fn nearest(decision: &Decision) -> Option<Miss> {
    let list = if decision.workstream.is_some() { ".route" } else { ".intake" };
    let bears = |rule: &&RuleTrace| {
        let of = rule.rule.list();
        rule.state == RuleState::NotMatched && of.ends_with(list) && !of.contains('"')
    };
    let missed = decision.trace.iter().flatten().filter(bears);
    let rated = missed.filter_map(|rule| Some((rule, missed_by(rule)?)));
    let (rule, distance) = rated.min_by_key(|(_, distance)| *distance)?;
    let sentence = format!("it needs {}", needs(rule.clauses.as_ref()?));
    Some(Miss { rule: rule.rule.clone(), tests: distance.tests, sentence })
}

/// How far the condition of a rule was from holding; none where it held, or is not known.
pub(super) fn missed_by(rule: &RuleTrace) -> Option<Distance> {
    let distance = distance(rule.clauses.as_ref()?, true);
    (distance.tests > 0).then_some(distance)
}

/// What a condition that did not hold needs, and what it saw instead.
pub(super) fn needs(clauses: &ClauseTrace) -> String {
    let mut blame = Vec::new();
    blamed(clauses, true, &mut blame);
    let words: Vec<_> =
        blame.into_iter().map(|(clause, wanted)| super::words::failed(clause, wanted)).collect();
    words.join("; and ")
}

/// How far a clause is from coming out as wanted.
fn distance(clause: &ClauseTrace, wanted: bool) -> Distance {
    let parts = || clause.parts.iter().map(|part| distance(part, wanted));
    let sum = |parts: &mut dyn Iterator<Item = Distance>| parts.fold(Distance::default(), std::ops::Add::add);
    match (&clause.kind, wanted) {
        (ClauseKind::And, true) | (ClauseKind::Or, false) => sum(&mut parts()),
        (ClauseKind::And, false) | (ClauseKind::Or, true) => parts().min().unwrap_or_default(),
        (ClauseKind::Not, _) => sum(&mut clause.parts.iter().map(|part| distance(part, !wanted))),
        (ClauseKind::Condition(_), _) if !clause.parts.is_empty() => sum(&mut parts()),
        (ClauseKind::Condition(_) | ClauseKind::Table(_) | ClauseKind::Test, _) if clause.holds == wanted => {
            Distance::default()
        }
        (ClauseKind::Condition(_) | ClauseKind::Table(_) | ClauseKind::Test, _) => {
            Distance { tests: 1, off: clause.off.map_or(UNMEASURED, u32::from) }
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
