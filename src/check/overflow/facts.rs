use super::possible::MOST_CHOICES;
use super::rules::{Owner, Where};
use crate::builtins::overflow::{self as table, Fact, Phase};
use crate::check::clauses::{kind_phrase, kind_word};
use crate::check::context::Context;
use crate::check::error::OverflowError;
use crate::check::names::Kind;
use crate::check::walk;
use crate::hir::{self, QueueFact, Root, WorkKind};
use crate::source::Span;

/// When a rule is asked, and on what.
pub(super) struct Asked {
    pub(super) after: Option<Span>,
    pub(super) facts: Vec<(Fact, Span)>,
}

impl Asked {
    pub(super) fn phase(&self) -> Phase {
        if self.after.is_some() { Phase::Waiting } else { Phase::Arrival }
    }

    /// What decides which actions are possible: hours before counts, counts before the item.
    pub(super) fn turns_on(&self) -> Fact {
        let known = |wanted: Fact| self.facts.iter().any(|(fact, _)| *fact == wanted);
        [Fact::OutOfHours, Fact::WaitingItems, Fact::PredictedWait]
            .into_iter()
            .find(|fact| known(*fact))
            .unwrap_or(Fact::Item)
    }
}

/// The facts of the queue that a condition asks, each where it stands.
pub(super) fn facts(ctx: &Context<'_>, when: Option<&hir::Expr>) -> Vec<(Fact, Span)> {
    let places = when.map(|when| walk::places(ctx, when)).unwrap_or_default();
    places
        .into_iter()
        .filter_map(|(place, span)| {
            let Root::Queue(fact) = place.root else { return None };
            let fact = match fact {
                QueueFact::OutOfHours => Fact::OutOfHours,
                QueueFact::WaitingItems => Fact::WaitingItems,
                QueueFact::PredictedWait => Fact::PredictedWait,
            };
            Some((fact, span))
        })
        .collect()
}

pub(super) fn facts_are_known(ctx: &mut Context<'_>, place: &Where<'_>, asked: &Asked) -> bool {
    for (fact, span) in &asked.facts {
        if let Some(after) = asked.after {
            ctx.report(OverflowError::FactWhileWaiting { fact: fact.word(), span: *span, after });
            return false;
        }
        let unknown =
            place.kinds.iter().find(|kind| table::legal(kind_word(**kind), Phase::Arrival, *fact).is_none());
        if let Some(kind) = unknown {
            let (fact, kind, span) = (*fact, *kind, *span);
            ctx.report(OverflowError::FactNotKnown {
                fact: fact.word(),
                kind: kind_phrase(kind),
                instead: instead_of(fact, kind),
                span,
            });
            return false;
        }
        if *fact == Fact::OutOfHours && !has_hours(ctx, place.owner, *span) {
            return false;
        }
    }
    true
}

fn instead_of(fact: Fact, kind: WorkKind) -> &'static str {
    match (fact, kind) {
        (Fact::PredictedWait, WorkKind::Messaging) => {
            "use `waiting_items`, or a rule with `after` for the time an item has really waited"
        }
        _ => "use a rule with `after` for the time an item has really waited",
    }
}

fn has_hours(ctx: &mut Context<'_>, owner: Owner, span: Span) -> bool {
    let Owner::Queue(id) = owner else { return true };
    let Some(queue) = ctx.queue(id) else { return true };
    if queue.hours.is_some() || ctx.is_damaged(Kind::Queue, &queue.named.name) {
        return true;
    }
    let (queue, declared) = (queue.named.name.clone(), queue.named.span);
    let calendars = ctx.names.all(Kind::Hours).take(MOST_CHOICES).map(str::to_owned).collect();
    ctx.report(OverflowError::WithoutHours { queue, span, declared, calendars });
    false
}
