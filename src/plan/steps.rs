use super::change::{Change, Deed, Step};
use super::names::Names;
use super::part::Thing;
use std::collections::BTreeSet;

/// One of the two programs, with who names what in it.
#[derive(Debug)]
pub(super) struct Side<'p> {
    pub(super) things: &'p [Thing],
    pub(super) names: &'p Names,
}

/// An order in which the changes can be made: new things first, what they name before them; then what is otherwise; then
/// what is gone, each after all that names it. What the platform refuses is no step.
pub(super) fn steps(old: &Side<'_>, new: &Side<'_>, changes: &[Change]) -> Vec<Step> {
    let deed = |thing: &Thing| {
        let mut own = changes.iter().filter(|change| change.kind == thing.kind && change.name == thing.name);
        own.clone().find(|change| change.part.is_none()).map_or_else(
            || own.any(|change| change.refused.is_none()).then_some(Deed::Changed),
            |whole| whole.refused.is_none().then_some(whole.deed),
        )
    };
    let step = |deed: Deed, thing: &Thing| Step { deed, kind: thing.kind, name: thing.name.clone() };
    let named = new.names.named_by(new.things);
    let made = after_named(&named).into_iter().filter_map(|at| new.things.get(at));
    let mut steps: Vec<_> =
        made.filter(|thing| deed(thing) == Some(Deed::Added)).map(|thing| step(Deed::Added, thing)).collect();
    let kept = new.things.iter().filter_map(|thing| Some((deed(thing)?, thing)));
    steps.extend(kept.filter(|(deed, _)| *deed != Deed::Added).map(|(deed, thing)| step(deed, thing)));
    let named = old.names.named_by(old.things);
    let gone = after_named(&named).into_iter().rev().filter_map(|at| old.things.get(at));
    let gone = gone.filter(|thing| deed(thing) == Some(Deed::Removed));
    steps.extend(gone.map(|thing| step(Deed::Removed, thing)));
    steps
}

/// What is declared, each after those that it names, as far as there is no circle; `named` says who names whom.
fn after_named(named: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(named.len());
    let mut seen = BTreeSet::new();
    let all = |at: usize| named.get(at).into_iter().flatten().rev().copied().collect::<Vec<_>>();
    for first in 0..named.len() {
        // Who is under way, and for whom each still has to wait.
        let mut way: Vec<(usize, Vec<usize>)> = Vec::new();
        if seen.insert(first) {
            way.push((first, all(first)));
        }
        while let Some((at, mut rest)) = way.pop() {
            match rest.pop() {
                Some(next) => {
                    way.push((at, rest));
                    if seen.insert(next) {
                        way.push((next, all(next)));
                    }
                }
                None => order.push(at),
            }
        }
    }
    order
}
