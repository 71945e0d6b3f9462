//! Rules as they are written. A copy of a workstream or a queue takes over rules that stand in the source once.

use super::covered::{CoveredGroup, CoveredRule};
use std::collections::{BTreeMap, BTreeSet};

/// Where something stands: its file, line and column.
pub(super) type At = (String, u32, u32);

/// Says of each list of rules that is a copy which one it is a copy of. A rule that stands where a queue does follows from
/// the queue's hours: nobody wrote it, and a copy has one of its own.
pub(super) fn find_copies(groups: &mut [CoveredGroup], queues: &BTreeSet<At>) {
    let mut known: BTreeMap<Vec<Option<At>>, String> = BTreeMap::new();
    let place = |rule: &CoveredRule| {
        Some((rule.rule.file().to_owned(), rule.rule.line, rule.rule.column))
            .filter(|at| !queues.contains(at))
    };
    for group in groups {
        let places: Vec<_> = group.rules.iter().map(place).collect();
        if places.iter().all(Option::is_none) {
            continue;
        }
        group.copy_of = known.get(&places).cloned();
        known.entry(places).or_insert_with(|| group.address.clone());
    }
}

/// The lists without their copies, whose counts are added to what they are copies of.
pub(super) fn merged(groups: &[CoveredGroup]) -> Vec<CoveredGroup> {
    let mut merged: Vec<CoveredGroup> = Vec::with_capacity(groups.len());
    for group in groups {
        let origin = group.copy_of.as_ref();
        match merged.iter_mut().find(|other| origin == Some(&other.address)) {
            Some(origin) => add(origin, group),
            None => merged.push(group.clone()),
        }
    }
    merged
}

fn add(group: &mut CoveredGroup, copy: &CoveredGroup) {
    for (rule, more) in group.rules.iter_mut().zip(&copy.rules) {
        rule.reached += more.reached;
        rule.held += more.held;
        rule.applied += more.applied;
        for (share, more) in rule.shares.iter_mut().zip(&more.shares) {
            share.drawn += more.drawn;
        }
        for more in &more.led {
            match rule.led.iter_mut().find(|led| led.name == more.name) {
                Some(led) => led.items += more.items,
                None => rule.led.push(more.clone()),
            }
        }
    }
}
