//! Rules as they are written. A copy of a workstream or a queue takes over rules that stand in the source once.

use super::covered::{CoveredGroup, CoveredRule};
use std::collections::BTreeMap;

/// Says of each list of rules that is a copy which one it is a copy of.
pub(super) fn find_copies(groups: &mut [CoveredGroup]) {
    let mut known: BTreeMap<Vec<(String, u32, u32)>, String> = BTreeMap::new();
    for group in groups.iter_mut().filter(|group| !group.rules.is_empty()) {
        let place = |rule: &CoveredRule| (rule.rule.file().to_owned(), rule.rule.line, rule.rule.column);
        let places = group.rules.iter().map(place).collect();
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
