use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::walk::places;
use crate::hir::{
    Const, OverflowAction, OverflowRule, QueueFact, QueueId, Root, RouteRule, Target, Workstream,
};
use crate::source::Span;

/// Customers of a persistent chat may write at any time and are answered when the desk opens (domain section 21):
/// a queue that ends their chats out of hours breaks that.
pub(super) fn report(ctx: &mut Context<'_>, workstream: &Workstream, persistent: Option<Span>) {
    let (Some(persistent), Some(route)) = (persistent, &workstream.route) else { return };
    for rule in &route.rules {
        let mut ending: Vec<Span> =
            rule.overflow.iter().flatten().filter_map(|rule| ends(ctx, rule)).collect();
        if rule.overflow.is_none() {
            let queues = queues(ctx, rule);
            let queues = queues.iter().filter_map(|id| ctx.queue(*id));
            ending.extend(queues.flat_map(|queue| &queue.overflow).filter_map(|rule| ends(ctx, rule)));
        }
        for span in ending {
            ctx.report(WorkstreamError::OutOfHoursEndsPersistent { span, persistent });
        }
    }
}

/// Where a rule stands that ends conversations out of hours.
fn ends(ctx: &Context<'_>, rule: &OverflowRule) -> Option<Span> {
    let when = rule.when.as_ref().filter(|_| rule.action == OverflowAction::EndConversation)?;
    let asked = places(ctx, when);
    asked.iter().any(|(place, _)| place.root == Root::Queue(QueueFact::OutOfHours)).then_some(rule.span)
}

/// The queues a route rule may send items to.
fn queues(ctx: &Context<'_>, rule: &RouteRule) -> Vec<QueueId> {
    match &rule.target {
        Target::Queue(queue) | Target::Agent { queue, .. } => vec![*queue],
        Target::Split(shares) => shares.iter().map(|share| share.queue).collect(),
        Target::Table(table, _) => {
            let rows = ctx.table(*table).map(|table| table.rows.as_slice());
            let outputs = rows.unwrap_or_default().iter().flat_map(|row| &row.outputs);
            outputs.filter_map(queue).collect()
        }
        Target::Bot => Vec::new(),
    }
}

fn queue(output: &Const) -> Option<QueueId> {
    let Const::Queue(queue) = output else { return None };
    Some(*queue)
}
