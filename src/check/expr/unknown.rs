use super::meaning;
use crate::builtins::{FACTS, FactOf};
use crate::check::context::Context;
use crate::check::error::{PathError, TypeError, did_you_mean};
use crate::check::names::Kind;
use crate::check::scope::{Scope, Subject};
use crate::syntax::ast;
use crate::types::EntityId;

/// What is known at some places only: what it is of, why it is not known here, and what to do.
const ELSEWHERE: [(FactOf, &str, &str); 4] = [
    (
        FactOf::Waiting,
        "how long an item has waited is known in its queue",
        "ask it in the rules of an assignment, or say `after 5m` in an overflow rule",
    ),
    (
        FactOf::Queue,
        "it is a fact about a queue",
        "ask it in the `overflow` block of a queue or a route rule",
    ),
    (
        FactOf::Agent,
        "no agent has been chosen yet",
        "ask about agents after `pick agents where` and `members when`",
    ),
    (
        FactOf::Decision,
        "what the decision came to is known when it is made",
        "ask it after `expect` in a test",
    ),
];

/// Words of facts that are more often meant as something else: the item's, or the kind of a declaration.
const COMMON: [&str; 4] = ["id", "queue", "workstream", "bot"];

/// Why a word is not known here that is known elsewhere, and what to do.
fn elsewhere(word: &str) -> Option<(&'static str, &'static str)> {
    let of = match word {
        "agent" => Some(FactOf::Agent),
        "decision" => Some(FactOf::Decision),
        word if COMMON.contains(&word) => None,
        word => FACTS.iter().find(|fact| fact.word == word).map(|fact| fact.of),
    }?;
    ELSEWHERE.iter().find(|(known, ..)| *known == of).map(|(_, why, help)| (*why, *help))
}

/// Whether the word is known somewhere, so that it was hardly meant as a value.
pub(super) fn is_known_elsewhere(ctx: &Context<'_>, scope: &Scope, word: &str) -> bool {
    scope.later_models.iter().any(|ruleset| ruleset == word)
        || elsewhere(word).is_some()
        || other_side(ctx, scope, word).is_some()
}

/// Reports a path whose first word is not known here.
pub(super) fn report(ctx: &mut Context<'_>, scope: &Scope, path: &ast::Path) {
    let [word, rest @ ..] = path.words.as_slice() else { return };
    if scope.later_models.contains(&word.text) {
        ctx.report(PathError::TooEarly { ruleset: word.text.clone(), span: word.span });
        return;
    }
    if report_qualifier(ctx, scope, word, rest) {
        return;
    }
    if let Some((why, help)) = elsewhere(&word.text) {
        ctx.report(PathError::NotKnownHere { what: word.text.clone(), why, span: word.span, help });
        return;
    }
    if ["today", "weekday", "time_of_day"].contains(&word.text.as_str()) {
        let help = format!("name the `hours` or the zone: `{}(\"Europe/London\")`", word.text);
        let calendars = ctx.names.all(Kind::Hours).take(4).map(|hours| format!("{}({hours})", word.text));
        let zone = format!("{}(\"Europe/London\")", word.text);
        let choices = calendars.chain([zone]).collect();
        ctx.report(TypeError::NeedsZone { what: word.text.clone(), span: word.span, help, choices });
        return;
    }
    report_unknown(ctx, scope, word);
}

/// `item.x` where there is no item, or where the item has no `x`; and the like. `true` after a report.
fn report_qualifier(ctx: &mut Context<'_>, scope: &Scope, word: &ast::Name, rest: &[ast::Name]) -> bool {
    let Some(second) = rest.first() else { return false };
    let (fields, of) = match word.text.as_str() {
        "item" => {
            let Some(entity) = scope.item else {
                report_no_item(ctx, word);
                return true;
            };
            report_field(ctx, entity, second);
            return true;
        }
        "agent" if scope.agent => match ctx.agent() {
            Some(agent) => {
                report_field(ctx, agent, second);
                return true;
            }
            None => (Vec::new(), "the agent"),
        },
        "context" => (names(&scope.context), "the context"),
        "channel" => (names(&scope.channel), "the channel"),
        _ => return false,
    };
    let nearest = ctx.nearest(&second.text, fields.iter().map(String::as_str));
    let help = did_you_mean(nearest.as_deref()).or_else(|| known(&fields));
    let (of, word, span) = (of.to_owned(), second.text.clone(), second.span);
    ctx.report(PathError::UnknownField { of, word, span, help, nearest });
    true
}

fn names(fields: &[crate::hir::Field]) -> Vec<String> {
    fields.iter().map(|field| field.name.clone()).collect()
}

fn report_no_item(ctx: &mut Context<'_>, word: &ast::Name) {
    ctx.report(PathError::NotKnownHere {
        what: word.text.clone(),
        why: "nothing says what the items are",
        span: word.span,
        help: "say it in the queue: `carries Case`; a condition names what it needs as parameters",
    });
}

/// The same word with the other side's qualifier: agent rules need `item.`, item rules need `agent.`.
fn other_side(ctx: &Context<'_>, scope: &Scope, word: &str) -> Option<String> {
    let field = match scope.subject {
        Subject::Agent => meaning::qualified(ctx, scope, "item", word)
            .or_else(|| meaning::qualified(ctx, scope, "context", word)),
        Subject::Item => meaning::qualified(ctx, scope, "agent", word),
    };
    let field = field.or_else(|| meaning::qualified(ctx, scope, "channel", word));
    field.map(|found| found.spelling)
}

fn report_unknown(ctx: &mut Context<'_>, scope: &Scope, word: &ast::Name) {
    let entity = scope.item.and_then(|id| ctx.entity(id)).map(|entity| entity.named.name.clone());
    if entity.is_some_and(|name| ctx.is_damaged(Kind::Entity, &name)) {
        return;
    }
    if ctx.names.may_be_broken(Kind::Condition, &word.text)
        || ctx.names.may_be_broken(Kind::Constant, &word.text)
    {
        return;
    }
    let nearest = other_side(ctx, scope, &word.text).or_else(|| near(ctx, scope, word));
    let help = did_you_mean(nearest.as_deref()).or_else(|| explain(ctx, scope, word));
    ctx.report(PathError::UnknownWord { word: word.text.clone(), span: word.span, help, nearest });
}

/// What is known here that is written nearly so.
pub(super) fn near(ctx: &Context<'_>, scope: &Scope, word: &ast::Name) -> Option<String> {
    if ctx.bag.says_enough() {
        return None;
    }
    ctx.nearest(&word.text, others(ctx, meaning::words(ctx, scope), word))
}

/// The words without the name of the constant or condition that `word` is written in.
fn others<'w>(ctx: &Context<'_>, words: Vec<&'w str>, word: &ast::Name) -> impl Iterator<Item = &'w str> {
    let is_own = |other: &str| {
        let mut places =
            [Kind::Constant, Kind::Condition].into_iter().filter_map(|kind| ctx.names.place(kind, other));
        places.any(|place| ctx.names.are_together(place, word.span))
    };
    words.into_iter().filter(move |other| !is_own(other))
}

/// What the word is elsewhere, or what there is here.
fn explain(ctx: &Context<'_>, scope: &Scope, word: &ast::Name) -> Option<String> {
    let anywhere = ctx.names.other_kind(Kind::Condition, &word.text);
    if let Some(kind) = anywhere {
        return Some(format!("`{}` is {}", word.text, kind.phrase()));
    }
    let sought = if ctx.bag.says_enough() { 0 } else { usize::MAX };
    let of_enum = ctx.enums().take(sought).find(|id| ctx.enum_value(*id, &word.text).is_some());
    if let Some(found) = of_enum.and_then(|id| ctx.enumeration(id)) {
        let of = &found.named.name;
        return Some(format!("`{}` is a value of `{of}`: compare a field of that type with it", word.text));
    }
    let fields = scope.item.and_then(|id| ctx.entity(id)).map(|entity| names(&entity.fields))?;
    known(&fields)
}

fn known(fields: &[String]) -> Option<String> {
    let known: Vec<_> = fields.iter().take(10).map(|name| format!("`{name}`")).collect();
    Some(format!("known are {}", known.join(", "))).filter(|_| !known.is_empty())
}

/// Reports a field that an entity does not have, unless part of the entity could not be read.
pub(super) fn report_field(ctx: &mut Context<'_>, entity: EntityId, word: &ast::Name) {
    let Some(entity) = ctx.entity(entity) else { return };
    let of = entity.named.name.clone();
    let fields = names(&entity.fields);
    if ctx.is_damaged(Kind::Entity, &of) || ctx.is_damaged(Kind::Channel, &of) {
        return;
    }
    let nearest = ctx.nearest(&word.text, fields.iter().map(String::as_str));
    let help = did_you_mean(nearest.as_deref()).or_else(|| known(&fields));
    let (of, text, span) = (format!("`{of}`"), word.text.clone(), word.span);
    ctx.report(PathError::UnknownField { of, word: text, span, help, nearest });
}
