use super::context::Context;
use crate::hir::{Argument, Condition, ConditionId, Expr, ExprKind, Place, Program};

/// Whoever knows named conditions.
pub(super) trait Conditions {
    /// The condition of that number.
    fn named(&self, id: ConditionId) -> Option<&Condition>;
}

impl Conditions for Program {
    fn named(&self, id: ConditionId) -> Option<&Condition> {
        self.conditions.get(id.index()).map(AsRef::as_ref)
    }
}

impl Conditions for Context<'_> {
    fn named(&self, id: ConditionId) -> Option<&Condition> {
        self.condition(id)
    }
}

/// Shows `see` an expression and every expression in it, the bodies of named conditions included.
pub(super) fn walk(known: &impl Conditions, expr: &Expr, see: &mut dyn FnMut(&Expr)) {
    see(expr);
    if let ExprKind::Condition(id, _) = &expr.kind
        && let Some(condition) = known.named(*id)
    {
        walk(known, &condition.body, see);
    }
    for part in parts(&expr.kind) {
        walk(known, part, see);
    }
}

/// Every place that is read in an expression, with where it stands.
pub(super) fn places(known: &impl Conditions, expr: &Expr) -> Vec<(Place, crate::source::Span)> {
    let mut found = Vec::new();
    walk(known, expr, &mut |expr| {
        if let ExprKind::Read(place) = &expr.kind {
            found.push((place.clone(), expr.span));
        } else if let ExprKind::Condition(_, arguments) = &expr.kind {
            for argument in arguments {
                if let Argument::Entity(place) = argument {
                    found.push((place.clone(), expr.span));
                }
            }
        }
    });
    found
}

/// Whether what an expression says depends on the instant at which it is asked.
pub(super) fn needs_now(known: &impl Conditions, expr: &Expr) -> bool {
    let mut found = false;
    walk(known, expr, &mut |expr| {
        found |= matches!(
            expr.kind,
            ExprKind::Now
                | ExprKind::WithinLast(..)
                | ExprKind::WithinNext(..)
                | ExprKind::OlderThan(..)
                | ExprKind::During(None, _)
                | ExprKind::DateIn(None, _)
                | ExprKind::TimeIn(None, _)
                | ExprKind::WeekdayIn(None, _)
        );
    });
    found
}

/// The expressions directly inside another.
fn parts(kind: &ExprKind) -> Vec<&Expr> {
    match kind {
        ExprKind::Const(_)
        | ExprKind::List(_)
        | ExprKind::Read(_)
        | ExprKind::Param(_)
        | ExprKind::Needs { .. }
        | ExprKind::Has { .. }
        | ExprKind::Holds(_)
        | ExprKind::Now => Vec::new(),
        ExprKind::Chain(_, parts) | ExprKind::Lookup { arguments: parts, .. } => parts.iter().collect(),
        ExprKind::Compare { left, right, .. }
        | ExprKind::Arith { left, right, .. }
        | ExprKind::Default(left, right)
        | ExprKind::InList { left, list: right, .. } => vec![left, right],
        ExprKind::Between { left, from, to, .. } => vec![left, from, to],
        ExprKind::OneOf { left, .. } | ExprKind::Search { left, .. } | ExprKind::ListHas { left, .. } => {
            vec![left]
        }
        ExprKind::Not(inner)
        | ExprKind::Present(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Widen(inner)
        | ExprKind::WithinLast(inner, _)
        | ExprKind::WithinNext(inner, _)
        | ExprKind::OlderThan(inner, _) => vec![inner],
        ExprKind::During(inner, _)
        | ExprKind::DateIn(inner, _)
        | ExprKind::TimeIn(inner, _)
        | ExprKind::WeekdayIn(inner, _) => inner.iter().map(AsRef::as_ref).collect(),
        ExprKind::Condition(_, arguments) => arguments
            .iter()
            .filter_map(|argument| match argument {
                Argument::Value(value) => Some(value),
                Argument::Entity(_) | Argument::Skill(_) => None,
            })
            .collect(),
    }
}
