use super::context::Context;
use super::error::QueueError;
use super::expr;
use super::names::Kind;
use super::scope::Scope;
use super::uses::Sort;
use crate::hir::{AgentFact, OrderBy, OrderKey, Parameter, Place, Root, SkillId, SkillRef};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::types::Type;

const ITEM_KEYS: &str = "`arrival`, or by a field of the item such as `opened`";
const AGENT_KEYS: &str = "`idle_time`, `last_assigned`, `units_free`, `free(profile)`, `proficiency nearest`, \
     `proficiency most`, `skill_count most`, a skill, or a field of the agent";
const AGENT_WORDS: [&str; 6] =
    ["idle_time", "last_assigned", "units_free", "free", "proficiency", "skill_count"];

/// Checks an order of items, as in `prioritize`.
pub(super) fn item_order(ctx: &mut Context<'_>, scope: &Scope, keys: &[ast::OrderKey]) -> Vec<OrderKey> {
    keys.iter().filter_map(|key| item_key(ctx, scope, key)).collect()
}

/// Checks an order of agents, as in an assignment.
pub(super) fn agent_order(ctx: &mut Context<'_>, scope: &Scope, keys: &[ast::OrderKey]) -> Vec<OrderKey> {
    keys.iter().filter_map(|key| agent_key(ctx, scope, key)).collect()
}

fn item_key(ctx: &mut Context<'_>, scope: &Scope, key: &ast::OrderKey) -> Option<OrderKey> {
    let descending = key.descending.unwrap_or(false);
    let [ast::Expr { kind: ExprKind::Path(path), .. }] = key.key.as_slice() else {
        return unknown(ctx, "items", key, ITEM_KEYS, None);
    };
    if path.words.len() == 1 && path.words.iter().all(|word| word.text == "arrival") {
        return Some(OrderKey { by: OrderBy::Arrival, descending });
    }
    let (place, ty, _) = expr::place(ctx, scope, path)?;
    is_ordered(ctx, key, &ty).then_some(OrderKey { by: OrderBy::Place(place), descending })
}

fn agent_key(ctx: &mut Context<'_>, scope: &Scope, key: &ast::OrderKey) -> Option<OrderKey> {
    match key.key.as_slice() {
        [first, second] => {
            let Some(by) = two_words(first, second) else {
                return unknown(ctx, "agents", key, AGENT_KEYS, None);
            };
            undirected(ctx, key, by)
        }
        [ast::Expr { kind: ExprKind::Call(call), .. }] => free(ctx, call, key),
        [ast::Expr { kind: ExprKind::Path(path), span }] => agent_path(ctx, scope, path, *span, key),
        _ => unknown(ctx, "agents", key, AGENT_KEYS, None),
    }
}

fn two_words(first: &ast::Expr, second: &ast::Expr) -> Option<OrderBy> {
    match (first.as_word()?.text.as_str(), second.as_word()?.text.as_str()) {
        ("proficiency", "nearest") => Some(OrderBy::ProficiencyNearest),
        ("proficiency", "most") => Some(OrderBy::ProficiencyMost),
        ("skill_count", "most") => Some(OrderBy::SkillCountMost),
        _ => None,
    }
}

/// A key that says its direction itself.
fn undirected(ctx: &mut Context<'_>, key: &ast::OrderKey, by: OrderBy) -> Option<OrderKey> {
    if let Some(descending) = key.descending {
        let direction = if descending { "descending" } else { "ascending" };
        ctx.report(QueueError::OrderDirection { key: written(key), direction, span: key.span });
        return None;
    }
    Some(OrderKey { descending: by != OrderBy::ProficiencyNearest, by })
}

fn free(ctx: &mut Context<'_>, call: &ast::Call, key: &ast::OrderKey) -> Option<OrderKey> {
    let descending = key.descending.unwrap_or(false);
    let argument = match call.arguments.as_slice() {
        [argument] if call.name.text == "free" => argument.as_word(),
        _ => None,
    };
    let Some(profile) = argument else { return unknown(ctx, "agents", key, AGENT_KEYS, None) };
    let profile = ctx.names.profile(profile, &mut ctx.bag)?;
    Some(OrderKey { by: OrderBy::Free(profile), descending })
}

fn agent_path(
    ctx: &mut Context<'_>,
    scope: &Scope,
    path: &ast::Path,
    span: Span,
    key: &ast::OrderKey,
) -> Option<OrderKey> {
    let descending = key.descending.unwrap_or(false);
    let fact = |fact| OrderBy::Place(Place { root: Root::AgentFact(fact), steps: Vec::new() });
    let by = match path.words.as_slice() {
        [word] => match word.text.as_str() {
            "idle_time" => Some(fact(AgentFact::IdleTime)),
            "last_assigned" => Some(fact(AgentFact::LastAssigned)),
            "units_free" => Some(fact(AgentFact::UnitsFree)),
            _ => skill(ctx, scope, word),
        },
        _ => None,
    };
    if let Some(by) = by {
        return Some(OrderKey { by, descending });
    }
    if let [word] = path.words.as_slice()
        && !is_agent_field(ctx, &word.text)
    {
        let near = ctx.nearest(&word.text, AGENT_WORDS.into_iter().chain(ctx.names.all(Kind::Skill)));
        return unknown(ctx, "agents", key, AGENT_KEYS, near);
    }
    let (place, ty, _) = expr::place(ctx, scope, path)?;
    match place.root {
        Root::Agent | Root::AgentFact(_) => {
            is_ordered(ctx, key, &ty).then_some(OrderKey { by: OrderBy::Place(place), descending })
        }
        Root::Item(_)
        | Root::Context(_)
        | Root::Channel(_)
        | Root::Model(_)
        | Root::Confidence(_)
        | Root::Param(_)
        | Root::Queue(_)
        | Root::Id
        | Root::Waited
        | Root::WorkstreamPresences
        | Root::Decision(_) => {
            unknown(ctx, "agents", &ast::OrderKey { span, ..key.clone() }, AGENT_KEYS, None)
        }
    }
}

/// The skill, or the parameter that stands for one. A field of the agent of the same name does not count: it can be
/// written `agent.name`, a skill cannot.
fn skill(ctx: &Context<'_>, scope: &Scope, word: &ast::Name) -> Option<OrderBy> {
    let is_it = |known: &Parameter| known.name == word.text && known.ty == Type::Skill;
    if let Some((position, parameter)) = (0..).zip(&scope.parameters).find(|(_, known)| is_it(known)) {
        ctx.note(word.span, Sort::Parameter, parameter.span, String::new);
        return Some(OrderBy::Skill(SkillRef::Param(position)));
    }
    let number = ctx.names.number(Kind::Skill, &word.text)?;
    ctx.names.note(Kind::Skill, &word.text, word.span);
    Some(OrderBy::Skill(SkillRef::Skill(SkillId(number))))
}

fn is_agent_field(ctx: &Context<'_>, name: &str) -> bool {
    let agent = ctx.agent().and_then(|agent| ctx.entity(agent));
    agent.is_some_and(|agent| agent.fields.iter().any(|field| field.name == name))
}

fn is_ordered(ctx: &mut Context<'_>, key: &ast::OrderKey, ty: &Type) -> bool {
    if ty.is_ordered() {
        return true;
    }
    let ty = match ty {
        Type::Bool => "`yes` or `no`",
        Type::Text => "a text",
        Type::List(_) => "a list",
        Type::Entity(_) => "a link to other data",
        Type::Queue => "a queue",
        Type::Skill => "a skill",
        Type::Agent => "an agent",
        Type::Int
        | Type::Decimal
        | Type::Date
        | Type::Time
        | Type::Instant
        | Type::Duration
        | Type::Enum(_)
        | Type::Unknown => return true,
    };
    ctx.report(QueueError::OrderKeyType { key: written(key), ty: ty.to_owned(), span: key.span });
    false
}

fn unknown(
    ctx: &mut Context<'_>,
    what: &'static str,
    key: &ast::OrderKey,
    known: &'static str,
    near: Option<String>,
) -> Option<OrderKey> {
    let span = key.key.first().map_or(key.span, |first| first.span);
    let span = key.key.last().map_or(span, |last| span.to(last.span));
    ctx.report(QueueError::OrderKey { what, key: written(key), near, known, span });
    None
}

/// The key as the author would write it, without its direction.
fn written(key: &ast::OrderKey) -> String {
    let words = key.key.iter().map(|part| {
        if let ExprKind::Path(path) = &part.kind {
            path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".")
        } else if let ExprKind::Call(call) = &part.kind {
            format!("{}(…)", call.name.text)
        } else {
            "…".to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
