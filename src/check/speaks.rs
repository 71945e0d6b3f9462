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
        rule.clauses.iter().find_map(|clause| {
            let ClauseKind::Pick(Some(condition)) = &clause.kind else { return None };
            with_item_word(condition)
        })
    })
}

fn in_clause(ctx: &Context<'_>, clause: &ClauseKind) -> Option<Span> {
    if let ClauseKind::Order(keys) = clause {
        return keys.iter().flat_map(|key| &key.key).find_map(|key| in_expr(ctx, key));
    }
    let ClauseKind::Use(call) = clause else { return None };
    call.arguments.iter().find_map(long_path)
}

fn in_expr(ctx: &Context<'_>, expr: &Expr) -> Option<Span> {
    if let ExprKind::Path(path) = &expr.kind {
        let known = path.words.first().is_none_or(|word| is_fixed(ctx, &word.text));
        return (!known).then_some(expr.span);
    }
    if let ExprKind::Compare { left, right, .. } = &expr.kind {
        return in_expr(ctx, left).or_else(|| long_path(right));
    }
    if let ExprKind::In { left, .. } | ExprKind::Search { left, .. } = &expr.kind {
        return in_expr(ctx, left);
    }
    if let ExprKind::Call(call) = &expr.kind
        && is_named(ctx, &call.name.text)
    {
        return call.arguments.iter().find_map(|argument| in_expr(ctx, argument));
    }
    parts(expr).into_iter().find_map(|part| in_expr(ctx, part))
}

fn is_fixed(ctx: &Context<'_>, word: &str) -> bool {
    let named = [Kind::Constant, Kind::List].into_iter().any(|kind| ctx.names.number(kind, word).is_some());
    named || NOT_OF_ITEM.contains(&word)
}

fn is_named(ctx: &Context<'_>, name: &str) -> bool {
    [Kind::Condition, Kind::Table].into_iter().any(|kind| ctx.names.number(kind, name).is_some())
}

/// A path of several words: never the value of an enum.
fn long_path(expr: &Expr) -> Option<Span> {
    let long = matches!(&expr.kind, ExprKind::Path(path) if path.words.len() > 1);
    if long { Some(expr.span) } else { parts(expr).into_iter().find_map(long_path) }
}

fn with_item_word(expr: &Expr) -> Option<Span> {
    if let ExprKind::Path(path) = &expr.kind {
        let begins = path.words.first().is_some_and(|word| word.text == "item");
        let presences = path.words.get(1).is_some_and(|word| word.text == "workstream");
        return (begins && !presences).then_some(expr.span);
    }
    if let ExprKind::Call(call) = &expr.kind {
        return call.arguments.iter().find_map(with_item_word);
    }
    parts(expr).into_iter().find_map(with_item_word)
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
