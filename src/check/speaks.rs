use super::context::Context;
use super::names::Kind;
use crate::source::Span;
use crate::syntax::ast::{ClauseKind, Expr, ExprKind, Guard, Rule};

/// Words of a rule that are not about its item.
const NOT_OF_ITEM: [&str; 6] =
    ["waiting_items", "predicted_wait", "out_of_hours", "waited", "now", "arrival"];

/// Where a rule first speaks of its item, judged by its words alone: for rules whose item nobody has declared.
pub(super) fn of_item(ctx: &Context<'_>, rule: &Rule) -> Option<Span> {
    let guard = match &rule.guard {
        Some(Guard::When(condition)) => in_expr(ctx, condition),
        Some(Guard::Otherwise(_)) | None => None,
    };
    guard.or_else(|| rule.clauses.iter().find_map(|clause| in_clause(ctx, &clause.kind)))
}

/// Where a rule about agents first speaks of the item: in its guard, or behind `item.`.
pub(super) fn of_item_beside_agents(ctx: &Context<'_>, rule: &Rule) -> Option<Span> {
    let guard = match &rule.guard {
        Some(Guard::When(condition)) => in_expr(ctx, condition),
        Some(Guard::Otherwise(_)) | None => None,
    };
    guard.or_else(|| {
        rule.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Pick(Some(condition)) => with_item_word(condition),
            _ => None,
        })
    })
}

fn in_clause(ctx: &Context<'_>, clause: &ClauseKind) -> Option<Span> {
    match clause {
        ClauseKind::Order(keys) => keys.iter().flat_map(|key| &key.key).find_map(|key| in_expr(ctx, key)),
        ClauseKind::Use(call) => call.arguments.iter().find_map(long_path),
        _ => None,
    }
}

fn in_expr(ctx: &Context<'_>, expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Path(path) => {
            let first = &path.words.first()?.text;
            let known = NOT_OF_ITEM.contains(&first.as_str())
                || ctx.names.number(Kind::Constant, first).is_some()
                || ctx.names.number(Kind::List, first).is_some();
            (!known).then_some(expr.span)
        }
        ExprKind::Compare { left, right, .. } => in_expr(ctx, left).or_else(|| long_path(right)),
        ExprKind::In { left, .. } | ExprKind::Search { left, .. } => in_expr(ctx, left),
        ExprKind::Call(call) if is_named(ctx, &call.name.text) => {
            call.arguments.iter().find_map(|argument| in_expr(ctx, argument))
        }
        _ => parts(expr).into_iter().find_map(|part| in_expr(ctx, part)),
    }
}

fn is_named(ctx: &Context<'_>, name: &str) -> bool {
    [Kind::Condition, Kind::Table].into_iter().any(|kind| ctx.names.number(kind, name).is_some())
}

/// A path of several words: never the value of an enum.
fn long_path(expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Path(path) if path.words.len() > 1 => Some(expr.span),
        _ => parts(expr).into_iter().find_map(long_path),
    }
}

fn with_item_word(expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Path(path) => {
            let begins = path.words.first().is_some_and(|word| word.text == "item");
            let presences = path.words.get(1).is_some_and(|word| word.text == "workstream");
            (begins && !presences).then_some(expr.span)
        }
        ExprKind::Call(call) => call.arguments.iter().find_map(with_item_word),
        _ => parts(expr).into_iter().find_map(with_item_word),
    }
}

/// The expressions directly inside another, calls left aside.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Presence { left: inner, .. }
        | ExprKind::Within { left: inner, .. }
        | ExprKind::OlderThan { left: inner, .. } => vec![inner],
        ExprKind::List(parts) | ExprKind::Chain(_, parts) => parts.iter().collect(),
        ExprKind::Range(range) => vec![&range.from, &range.to],
        ExprKind::Compare { left, right, .. }
        | ExprKind::Search { left, right, .. }
        | ExprKind::In { left, set: right, .. }
        | ExprKind::Arith { left, right, .. }
        | ExprKind::Default { left, right } => vec![left, right],
        ExprKind::During { left, .. } => left.iter().map(AsRef::as_ref).collect(),
        ExprKind::Literal(_)
        | ExprKind::Path(_)
        | ExprKind::Call(_)
        | ExprKind::Skill { .. }
        | ExprKind::Holds { .. }
        | ExprKind::Broken => Vec::new(),
    }
}
