use super::rules::Desk;
use crate::check::assignment::assignment_use;
use crate::check::context::Context;
use crate::check::setting::Settings;
use crate::hir::{AssignMethod, Effective, WorkKind};
use crate::syntax::ast::{self, ExprKind};

/// How the next agent of a queue is chosen.
pub(super) fn assign(
    ctx: &mut Context<'_>,
    desk: &Desk<'_, '_>,
    settings: &Settings<'_>,
) -> Effective<AssignMethod> {
    let written = settings.get("assign").and_then(|found| Some((found.first()?, found.setting.span)));
    let Some((term, span)) = written else { return default_assign(&desk.kinds) };
    let value = match (&term.kind, term.as_word()) {
        (ExprKind::Call(call), _) => assignment_use(ctx, &desk.scope, call).map(AssignMethod::Custom),
        (_, Some(word)) => named(ctx, desk, word),
        _ => None,
    };
    match value {
        Some(value) => Effective { value, origin: desk.written().source(ctx).origin(span) },
        None => default_assign(&desk.kinds),
    }
}

fn named(ctx: &mut Context<'_>, desk: &Desk<'_, '_>, word: &ast::Name) -> Option<AssignMethod> {
    match word.text.as_str() {
        "highest_capacity" => Some(AssignMethod::HighestCapacity),
        "round_robin" => Some(AssignMethod::RoundRobin),
        "least_active" => Some(AssignMethod::LeastActive),
        _ => {
            let call = ast::Call { name: word.clone(), arguments: Vec::new() };
            assignment_use(ctx, &desk.scope, &call).map(AssignMethod::Custom)
        }
    }
}

/// The platform's method where none is written (domain sections 12 and 27).
pub(super) fn default_assign(kinds: &[WorkKind]) -> Effective<AssignMethod> {
    if kinds == [WorkKind::Voice] {
        return Effective::default(AssignMethod::LeastActive, "queues of calls use it (domain section 27)");
    }
    Effective::default(AssignMethod::HighestCapacity, "new queues use it (domain section 12)")
}

/// How the language writes a method.
pub(super) fn method(method: &AssignMethod) -> &'static str {
    match method {
        AssignMethod::HighestCapacity => "highest_capacity",
        AssignMethod::RoundRobin => "round_robin",
        AssignMethod::LeastActive => "least_active",
        AssignMethod::Custom(_) => "an assignment of the program",
    }
}
