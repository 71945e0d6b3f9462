use super::facts::Asked;
use super::rules::{Owner, Where};
use crate::builtins::overflow::{self as table, Fact, Phase, Takes};
use crate::check::clauses::{kind_phrase, kind_phrases, kind_word};
use crate::check::context::Context;
use crate::check::error::OverflowError;
use crate::check::names::Kind;
use crate::hir::{self, OverflowAction, QueueId, WorkKind};
use crate::syntax::ast;

pub(super) fn is_possible(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    asked: &Asked,
    written: &ast::Setting,
) -> bool {
    let word = &written.word;
    for kind in place.kinds {
        let possible = table::legal(kind_word(*kind), asked.phase(), asked.turns_on()).unwrap_or_default();
        if !possible.contains(&word.text.as_str()) {
            let actions = possible_for_all(place, asked).into_iter();
            let choices = actions.flat_map(|word| written_out(ctx, place, word)).take(MOST_CHOICES).collect();
            ctx.report(OverflowError::ActionNotPossible {
                whole: written.span,
                choices,
                action: word.text.clone(),
                kind: kind_phrase(*kind),
                situation: situation(asked).to_owned(),
                possible: possible.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
                split: if place.kinds.len() > 1 {
                    "; or give each kind of work a queue of its own"
                } else {
                    ""
                },
                span: word.span,
            });
            return false;
        }
    }
    true
}

fn possible_for_all(place: &Where<'_>, asked: &Asked) -> Vec<&'static str> {
    possible(place, asked.phase(), asked.turns_on())
}

fn situation(asked: &Asked) -> &'static str {
    match (asked.phase(), asked.turns_on()) {
        (Phase::Waiting, _) => "while an item waits",
        (Phase::Arrival, Fact::OutOfHours) => "when the queue is out of hours",
        (Phase::Arrival, Fact::WaitingItems) => "when too many items wait",
        (Phase::Arrival, Fact::PredictedWait) => "when the predicted wait is too long",
        (Phase::Arrival, Fact::Item) => "when an item arrives",
    }
}

/// More are not offered to choose from.
pub(super) const MOST_CHOICES: usize = 4;

/// The words of the actions that all kinds of work of a list allow then.
pub(super) fn possible(place: &Where<'_>, phase: Phase, fact: Fact) -> Vec<&'static str> {
    let legal = |kind: &WorkKind| table::legal(kind_word(*kind), phase, fact).unwrap_or_default();
    let all = table::ACTIONS.iter().map(|action| action.word);
    all.filter(|word| place.kinds.iter().all(|kind| legal(kind).contains(word))).collect()
}

/// An action as it may be written, with each queue that it may name.
pub(super) fn written_out(ctx: &Context<'_>, place: &Where<'_>, word: &str) -> Vec<String> {
    match table::action(word).map(|action| action.takes) {
        Some(Takes::Nothing) => vec![word.to_owned()],
        Some(Takes::Queue) => {
            let own = if let Owner::Queue(id) = place.owner { Some(id) } else { None };
            fitting(ctx, place.kinds, own).into_iter().map(|queue| format!("{word} {queue}")).collect()
        }
        Some(Takes::Number) | None => Vec::new(),
    }
}

/// The first queues of the program that take all those kinds of work, save one.
pub(super) fn fitting(ctx: &Context<'_>, kinds: &[WorkKind], save: Option<QueueId>) -> Vec<String> {
    let names: Vec<_> = ctx.names.all(Kind::Queue).collect();
    let known = |name: &&str| {
        let id = ctx.names.number(Kind::Queue, name).map(QueueId);
        let queue = id.and_then(|id| ctx.queue(id));
        let takes = queue.is_some_and(|queue| kinds.iter().all(|kind| queue.kinds.contains(kind)));
        takes && id != save && queue.is_some_and(|queue| !queue.built_in)
    };
    names.into_iter().filter(known).take(MOST_CHOICES).map(str::to_owned).collect()
}

/// Reports transfers to queues that do not take the work, once all queues are known.
pub(in crate::check) fn check_transfers(
    ctx: &mut Context<'_>,
    rules: &[hir::OverflowRule],
    kinds: &[WorkKind],
    from: Option<QueueId>,
) {
    for rule in rules {
        let OverflowAction::Transfer(to) = rule.action else { continue };
        let Some(target) = ctx.queue(to) else { continue };
        let missing = kinds.iter().find(|kind| !target.kinds.is_empty() && !target.kinds.contains(kind));
        if from == Some(to) {
            ctx.report(OverflowError::TransferToItself { span: rule.span });
        } else if let Some(kind) = missing {
            let (target, takes) = (target.named.name.clone(), kind_phrases(&target.kinds));
            ctx.report(OverflowError::TransferKind {
                target,
                takes,
                kind: kind_phrase(*kind),
                choices: fitting(ctx, kinds, from),
                span: rule.span,
            });
        }
    }
}
