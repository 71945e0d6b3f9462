use super::clauses::{self, kind_phrase, kind_phrases, kind_word};
use super::context::Context;
use super::error::{OverflowError, nearest};
use super::expr;
use super::scope::Scope;
use super::walk;
use crate::builtins::overflow::{self as table, Fact, Phase, Takes};
use crate::hir::{self, OverflowAction, QueueFact, QueueId, Root, WorkKind};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind, Guard};
use crate::types::Type;

/// Whose overflow rules they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// That queue's own.
    Queue(QueueId),
    /// Those of a route rule, which replace the queue's on arrival.
    RouteRule,
}

/// Checks overflow rules for work of those kinds (domain section 9). Rules that are wrong are reported
/// and left out.
pub(super) fn overflow_rules(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rules: &[ast::Rule],
    kinds: &[WorkKind],
    owner: Owner,
) -> Vec<hir::OverflowRule> {
    let numbered: Vec<_> = rules.iter().enumerate().collect();
    numbered_overflow_rules(ctx, scope, &numbered, kinds, owner)
}

/// The same for some rules of a list, each with its position in it.
pub(super) fn numbered_overflow_rules(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rules: &[(usize, &ast::Rule)],
    kinds: &[WorkKind],
    owner: Owner,
) -> Vec<hir::OverflowRule> {
    let scope = Scope { queue: true, ..scope.clone() };
    let place = Where { scope: &scope, kinds, owner };
    rules.iter().filter_map(|(index, rule)| overflow_rule(ctx, &place, rule, *index)).collect()
}

/// What holds for every rule of one list.
struct Where<'a> {
    scope: &'a Scope,
    kinds: &'a [WorkKind],
    owner: Owner,
}

fn overflow_rule(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    rule: &ast::Rule,
    index: usize,
) -> Option<hir::OverflowRule> {
    clauses::note_label(ctx, rule);
    let kept = clauses::allowed(ctx, rule, clauses::OVERFLOW);
    let after = kept.iter().find_map(|clause| {
        let ClauseKind::After { length, of } = &clause.kind else { return None };
        Some((length, of.as_ref(), clause.span))
    });
    let when = match &rule.guard {
        Some(Guard::When(condition)) => Some(expr::condition(ctx, place.scope, condition)?),
        Some(Guard::Otherwise(_)) | None => None,
    };
    let action = the_action(ctx, place, &kept, rule.span);
    let waits = match after {
        Some((length, of, span)) => Some(waiting(ctx, place, length, of, span)?),
        None => None,
    };
    let (action, written) = action?;
    let asked = Asked { after: after.map(|(_, _, span)| span), facts: facts(ctx, when.as_ref()) };
    let known = facts_are_known(ctx, place, &asked);
    let fits = known && is_possible(ctx, place, &asked, written);
    fits.then(|| hir::OverflowRule {
        name: clauses::rule_name(rule, "overflow", index),
        when,
        after: waits,
        action,
        span: rule.span,
    })
}

/// The length and the hours of `after`.
fn waiting(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    length: &ast::Expr,
    of: Option<&ast::Name>,
    span: Span,
) -> Option<(crate::value::Duration, Option<hir::HoursId>)> {
    if place.owner == Owner::RouteRule {
        ctx.report(OverflowError::AfterInRoute { span });
        return None;
    }
    let hours = match of {
        Some(name) => Some(ctx.names.hours(name, &mut ctx.bag)?),
        None => None,
    };
    let known = expr::constant(ctx, length, &Type::Duration)?;
    if let hir::Const::Duration(known) = known
        && known.0 > 0
    {
        return Some((known, hours));
    }
    ctx.report(OverflowError::AfterLength { span: length.span });
    None
}

/// The one `then` of a rule, read.
fn the_action<'a>(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    kept: &[&'a ast::Clause],
    rule: Span,
) -> Option<(OverflowAction, &'a ast::Setting)> {
    let mut actions = kept.iter().filter_map(|clause| {
        let ClauseKind::Then(action) = &clause.kind else { return None };
        Some((action, clause.span))
    });
    let Some((written, first)) = actions.next() else {
        let waits = kept.iter().any(|clause| matches!(clause.kind, ClauseKind::After { .. }));
        let phase = if waits { Phase::Waiting } else { Phase::Arrival };
        let actions = possible(place, phase, Fact::Item).into_iter();
        let choices =
            actions.flat_map(|word| written_out(ctx, place, word)).map(|action| format!("then {action}"));
        let choices = choices.take(MOST_CHOICES).collect();
        ctx.report(OverflowError::WithoutAction { span: rule, choices });
        return None;
    };
    if let Some((_, span)) = actions.next() {
        ctx.report(OverflowError::TwoActions { span, first });
        return None;
    }
    action(ctx, place, written).map(|action| (action, written))
}

fn action(ctx: &mut Context<'_>, place: &Where<'_>, written: &ast::Setting) -> Option<OverflowAction> {
    let word = written.word.text.as_str();
    let Some(known) = table::action(word) else {
        let words = || table::ACTIONS.iter().map(|action| action.word);
        ctx.report(OverflowError::UnknownAction {
            word: word.to_owned(),
            near: nearest(word, words()),
            actions: words().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            span: written.word.span,
        });
        return None;
    };
    match (known.takes, written.terms.as_slice()) {
        (Takes::Nothing, []) => plain_action(word),
        (Takes::Queue, [queue]) if queue.as_word().is_some() => {
            let name = queue.as_word()?;
            ctx.names.queue(name, &mut ctx.bag).map(OverflowAction::Transfer)
        }
        (Takes::Number, [number]) if number.as_text().is_some_and(|text| is_number(&text.value)) => {
            number.as_text().map(|text| OverflowAction::External(text.value))
        }
        (takes, _) => {
            let (wrong, example) = what_is_taken(takes, word);
            ctx.report(OverflowError::ActionValue {
                word: word.to_owned(),
                wrong,
                example,
                choices: written_out(ctx, place, known.word),
                span: written.span,
            });
            None
        }
    }
}

fn plain_action(word: &str) -> Option<OverflowAction> {
    Some(match word {
        "assign_anyway" => OverflowAction::AssignAnyway,
        "end_conversation" => OverflowAction::EndConversation,
        "callback" => OverflowAction::Callback,
        "end_call" => OverflowAction::EndCall,
        "voicemail" => OverflowAction::Voicemail,
        _ => return None,
    })
}

fn what_is_taken(takes: Takes, word: &str) -> (&'static str, String) {
    match takes {
        Takes::Nothing => ("stands alone", word.to_owned()),
        Takes::Queue => ("needs the name of one queue", "transfer general".to_owned()),
        Takes::Number => (
            "needs one telephone number in quotes, with its country code",
            "external \"+442079460018\"".to_owned(),
        ),
    }
}

/// Whether this is a telephone number as dialled from anywhere: `+` and 5 to 15 digits, with spaces allowed.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('+') else { return false };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits) && rest.chars().all(|letter| letter.is_ascii_digit() || letter == ' ')
}

/// When a rule is asked, and on what.
struct Asked {
    after: Option<Span>,
    facts: Vec<(Fact, Span)>,
}

impl Asked {
    fn phase(&self) -> Phase {
        if self.after.is_some() { Phase::Waiting } else { Phase::Arrival }
    }

    /// What decides which actions are possible: hours before counts, counts before the item.
    fn turns_on(&self) -> Fact {
        let known = |wanted: Fact| self.facts.iter().any(|(fact, _)| *fact == wanted);
        [Fact::OutOfHours, Fact::WaitingItems, Fact::PredictedWait]
            .into_iter()
            .find(|fact| known(*fact))
            .unwrap_or(Fact::Item)
    }
}

/// The facts of the queue that a condition asks, each where it stands.
fn facts(ctx: &Context<'_>, when: Option<&hir::Expr>) -> Vec<(Fact, Span)> {
    let places = when.map(|when| walk::places(&ctx.program, when)).unwrap_or_default();
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

fn facts_are_known(ctx: &mut Context<'_>, place: &Where<'_>, asked: &Asked) -> bool {
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
    let Some(queue) = ctx.program.queues.get(id.index()) else { return true };
    if queue.hours.is_some() || ctx.is_damaged(super::names::Kind::Queue, &queue.named.name) {
        return true;
    }
    let (queue, declared) = (queue.named.name.clone(), queue.named.span);
    let calendars = ctx.names.all(super::names::Kind::Hours).take(MOST_CHOICES).map(str::to_owned).collect();
    ctx.report(OverflowError::WithoutHours { queue, span, declared, calendars });
    false
}

fn is_possible(ctx: &mut Context<'_>, place: &Where<'_>, asked: &Asked, written: &ast::Setting) -> bool {
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

/// More are not offered to choose from.
const MOST_CHOICES: usize = 4;

fn possible_for_all(place: &Where<'_>, asked: &Asked) -> Vec<&'static str> {
    possible(place, asked.phase(), asked.turns_on())
}

/// The words of the actions that all kinds of work of a list allow then.
fn possible(place: &Where<'_>, phase: Phase, fact: Fact) -> Vec<&'static str> {
    let legal = |kind: &WorkKind| table::legal(kind_word(*kind), phase, fact).unwrap_or_default();
    let all = table::ACTIONS.iter().map(|action| action.word);
    all.filter(|word| place.kinds.iter().all(|kind| legal(kind).contains(word))).collect()
}

/// An action as it may be written, with each queue that it may name.
fn written_out(ctx: &Context<'_>, place: &Where<'_>, word: &str) -> Vec<String> {
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
fn fitting(ctx: &Context<'_>, kinds: &[WorkKind], save: Option<QueueId>) -> Vec<String> {
    let names: Vec<_> = ctx.names.all(super::names::Kind::Queue).collect();
    let known = |name: &&str| {
        let id = ctx.names.number(super::names::Kind::Queue, name).map(QueueId);
        let queue = id.and_then(|id| ctx.program.queues.get(id.index()));
        let takes = queue.is_some_and(|queue| kinds.iter().all(|kind| queue.kinds.contains(kind)));
        takes && id != save && queue.is_some_and(|queue| !queue.built_in)
    };
    names.into_iter().filter(known).take(MOST_CHOICES).map(str::to_owned).collect()
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

/// Reports transfers to queues that do not take the work, once all queues are known.
pub(super) fn check_transfers(
    ctx: &mut Context<'_>,
    rules: &[hir::OverflowRule],
    kinds: &[WorkKind],
    from: Option<QueueId>,
) {
    for rule in rules {
        let OverflowAction::Transfer(to) = rule.action else { continue };
        let Some(target) = ctx.program.queues.get(to.index()) else { continue };
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
