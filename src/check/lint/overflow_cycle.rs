use crate::check::context::Context;
use crate::check::error::OverflowError;
use crate::diagnostic::circle;
use crate::hir::{OverflowAction, Program, QueueId};
use crate::source::Span;
use std::collections::BTreeSet;

/// Finds items that could be transferred round in a circle (domain section 9.2).
///
/// Only transfers of waiting items count: an item that has been transferred is not asked again on arrival.
pub(super) fn circles(ctx: &mut Context<'_>, program: &Program) {
    let mut told = BTreeSet::new();
    for index in 0..program.queues.len() {
        let Ok(start) = u32::try_from(index).map(QueueId) else { continue };
        let Some(round) = shortest_round(program, start) else { continue };
        let mut members = round.clone();
        members.sort();
        if told.insert(members) {
            report(ctx, program, &round);
        }
    }
}

/// The queues of the shortest way from a queue back to itself.
fn shortest_round(program: &Program, start: QueueId) -> Option<Vec<QueueId>> {
    // Each queue that is reached, with the place in this list of the one it was reached from.
    let mut reached = vec![(start, 0)];
    let mut seen = BTreeSet::from([start]);
    let mut next = 0;
    while let Some((from, _)) = reached.get(next).copied() {
        for (to, _) in transfers(program, from) {
            if to == start {
                return Some(way(&reached, next));
            }
            if seen.insert(to) {
                reached.push((to, next));
            }
        }
        next += 1;
    }
    None
}

/// The queues from the first that was reached to the one at `place`.
fn way(reached: &[(QueueId, usize)], place: usize) -> Vec<QueueId> {
    let mut way = Vec::new();
    let mut at = place;
    while let Some((queue, from)) = reached.get(at).copied() {
        way.push(queue);
        if at == 0 {
            break;
        }
        at = from;
    }
    way.reverse();
    way
}

/// Where waiting items of a queue are transferred to, and by which rule.
fn transfers(program: &Program, from: QueueId) -> Vec<(QueueId, Span)> {
    let rules = program.queues.get(from.index()).map(|queue| queue.overflow.as_slice()).unwrap_or_default();
    let waiting = rules.iter().filter(|rule| rule.after.is_some());
    waiting
        .filter_map(|rule| match rule.action {
            OverflowAction::Transfer(to) => Some((to, rule.span)),
            OverflowAction::AssignAnyway
            | OverflowAction::EndConversation
            | OverflowAction::Callback
            | OverflowAction::EndCall
            | OverflowAction::External(_)
            | OverflowAction::Voicemail => None,
        })
        .collect()
}

fn report(ctx: &mut Context<'_>, program: &Program, round: &[QueueId]) {
    let name = |id: &QueueId| program.queues.get(id.index()).map_or("", |queue| &queue.named.name);
    let names = round.iter().map(|id| format!("`{}`", name(id)));
    let first = round.first().copied();
    let second = round.get(1).copied().or(first);
    let span = first.and_then(|first| {
        transfers(program, first).into_iter().find(|(to, _)| Some(*to) == second).map(|(_, span)| span)
    });
    if let Some(span) = span {
        ctx.report(OverflowError::Circle { round: circle(names, " -> "), span });
    }
}
