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

/// So many ways that are as short are named.
const WAYS: usize = 3;

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

/// What a condition that did not hold needs, and what it saw instead; where several ways are as short, each of them.
pub(super) fn needs(clauses: &ClauseTrace) -> String {
    blamed(clauses, true).join("; and ")
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

/// The tests on the shortest way that came out otherwise than wanted, each in words.
fn blamed(clause: &ClauseTrace, wanted: bool) -> Vec<String> {
    let all = |wanted| clause.parts.iter().flat_map(|part| blamed(part, wanted)).collect();
    let own = || {
        let failed = (clause.holds != wanted).then(|| super::words::failed(clause, wanted));
        failed.into_iter().collect()
    };
    match (&clause.kind, wanted) {
        (ClauseKind::And, true) | (ClauseKind::Or, false) => all(wanted),
        (ClauseKind::And, false) | (ClauseKind::Or, true) => ways(clause, wanted),
        (ClauseKind::Not, true) if super::words::is_plain(clause) => own(),
        (ClauseKind::Not, _) => all(!wanted),
        (ClauseKind::Condition(_), _) if !clause.parts.is_empty() => all(wanted),
        (ClauseKind::Condition(_) | ClauseKind::Table(_) | ClauseKind::Test, _) => own(),
    }
}

/// What is needed where one part is enough: the part of the fewest tests, or each of those that are as near, the one whose
/// values were least off first.
fn ways(clause: &ClauseTrace, wanted: bool) -> Vec<String> {
    let mut rated: Vec<_> = clause.parts.iter().map(|part| (distance(part, wanted), part)).collect();
    rated.sort_by_key(|(distance, _)| *distance);
    let Some(fewest) = rated.first().map(|(distance, _)| distance.tests) else { return Vec::new() };
    let near: Vec<_> = rated.iter().take_while(|(distance, _)| distance.tests == fewest).collect();
    if let [(_, only)] = near.as_slice() {
        return blamed(only, wanted);
    }
    let named = near.iter().take(WAYS).map(|(_, part)| blamed(part, wanted).join(", and "));
    let named: Vec<_> = named.filter(|way| !way.is_empty()).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let more = near.len().saturating_sub(WAYS);
    let more = if more > 0 { format!(", or one of {more} more") } else { String::new() };
    vec![format!("either {}{more}", named.join(", or "))]
}
