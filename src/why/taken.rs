use super::miss::missed_by;
use crate::vm::{Decision, RuleName, RuleState, RuleTrace};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many items are named for each two rules.
const NAMED: usize = 3;

/// How many items one rule took that another would have taken, had the first not been there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The rule that was applied.
    pub by: RuleName,
    /// The rule below it in the same list whose condition held as well.
    pub from: RuleName,
    /// How many items.
    pub items: u64,
    /// The first of them in the file, a few.
    pub examples: Vec<TakenItem>,
}

/// An item that was taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TakenItem {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its id.
    pub id: String,
}

/// Counts, over many items, which rules take items from which.
#[derive(Debug, Default)]
pub struct Takings {
    items: u64,
    pairs: BTreeMap<(String, String), Taken>,
}

impl Takings {
    /// Counts an item, which begins on that line of its file. The decision must have been traced with
    /// [`crate::vm::TraceLevel::Everything`].
    pub fn count(&mut self, line: u64, decision: &Decision) {
        self.items += 1;
        let trace = decision.trace.as_deref().unwrap_or_default();
        for (at, by) in trace.iter().enumerate().filter(|(_, rule)| rule.state == RuleState::Applied) {
            for from in trace.iter().skip(at + 1).filter(|rule| is_taken_by(rule, by)) {
                let item = TakenItem { line, id: decision.id.clone() };
                let taken =
                    Taken { by: by.rule.clone(), from: from.rule.clone(), items: 1, examples: vec![item] };
                self.put(taken);
            }
        }
    }

    /// Adds what another counted by the same bundle.
    pub fn add(&mut self, other: Self) {
        self.items += other.items;
        other.pairs.into_values().for_each(|taken| self.put(taken));
    }

    fn put(&mut self, taken: Taken) {
        let key = (taken.by.address().to_owned(), taken.from.address().to_owned());
        match self.pairs.get_mut(&key) {
            None => drop(self.pairs.insert(key, taken)),
            Some(known) => {
                known.items += taken.items;
                known.examples.extend(taken.examples);
                known.examples.sort();
                known.examples.truncate(NAMED);
            }
        }
    }

    /// How many items were counted.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.items
    }

    /// Which rules took items from which, the two of most items first; only those that concern the rule called so, by its
    /// label or address, where there is one.
    #[must_use]
    pub fn into_taken(self, rule: Option<&str>) -> Vec<Taken> {
        let concerns =
            |taken: &Taken| rule.is_none_or(|name| taken.by.is_called(name) || taken.from.is_called(name));
        let mut found: Vec<_> = self.pairs.into_values().filter(concerns).collect();
        found.sort_by_key(|taken| Reverse(taken.items));
        found
    }
}

/// Whether a rule's condition held, and only the one that was applied kept it from being applied. A rule that takes whatever
/// is left (`otherwise`) loses nothing to those above it.
fn is_taken_by(rule: &RuleTrace, by: &RuleTrace) -> bool {
    let waited = matches!(rule.state, RuleState::NotReached | RuleState::Matched);
    waited && rule.rule.list() == by.rule.list() && rule.clauses.is_some() && missed_by(rule).is_none()
}
