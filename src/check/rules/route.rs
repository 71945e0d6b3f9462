use super::guard::{check_labels, guard};
use super::target::target;
use crate::check::assignment::assignment_use;
use crate::check::clauses::{self, Place, allowed, find, rule_name};
use crate::check::context::Context;
use crate::check::error::RuleError;
use crate::check::expr;
use crate::check::overflow::{Owner, overflow_rules};
use crate::check::scope::Scope;
use crate::hir::{self, Const, RouteRule, UrgencyStep, WorkKind};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind};
use crate::types::Type;
use crate::value::Duration;

/// The rules of a route.
const ROUTE: Place = Place {
    called: "a route",
    words: &["to", "urgency", "overflow", "use"],
    looks: "a rule of a route says where items go: `when priority == high to vip urgency 5`",
};

/// What is known of the workstream a route belongs to.
#[derive(Clone, Copy)]
pub(super) struct Stream {
    pub(super) kind: WorkKind,
    pub(super) has_bot: Option<Span>,
}

/// Checks the route of a workstream of that kind. `has_bot` says where its bot is named, if it has one.
pub(in crate::check) fn route(
    ctx: &mut Context<'_>,
    scope: &Scope,
    route: &ast::Route,
    kind: WorkKind,
    has_bot: Option<Span>,
) -> hir::Route {
    check_labels(ctx, &route.rules, "route", route.span);
    let stream = Stream { kind, has_bot };
    let rules = route.rules.iter().enumerate();
    let rules = rules.filter_map(|(index, rule)| one_rule(ctx, scope, rule, index, stream)).collect();
    hir::Route { policy: route.policy, rules, span: route.span }
}

fn one_rule(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rule: &ast::Rule,
    index: usize,
    stream: Stream,
) -> Option<RouteRule> {
    let guard = guard(ctx, scope, rule);
    let kept = allowed(ctx, rule, ROUTE);
    let urgency = match find(&kept, urgency_of) {
        Some(steps) => urgency(ctx, steps, rule.span)?,
        None => Vec::new(),
    };
    let overflow = find(&kept, overflow_of);
    let overflow = overflow.map(|rules| overflow_rules(ctx, scope, rules, &[stream.kind], Owner::RouteRule));
    let assignment = match find(&kept, use_of) {
        Some(call) => Some(assignment_use(ctx, scope, call)?),
        None => None,
    };
    let Some(to) = find(&kept, to_of) else {
        if rule.guard.is_some() {
            clauses::report_missing(ctx, ROUTE, "where the item goes", "to vip", rule);
        }
        return None;
    };
    let target = target(ctx, scope, to, stream, rule.span)?;
    let name = rule_name(rule, "route", index);
    Some(RouteRule { name, guard: guard?, target, urgency, overflow, assignment, span: rule.span })
}

fn to_of(kind: &ClauseKind) -> Option<&ast::Target> {
    if let ClauseKind::To(target) = kind { Some(target) } else { None }
}

fn urgency_of(kind: &ClauseKind) -> Option<&Vec<ast::UrgencyStep>> {
    if let ClauseKind::Urgency(steps) = kind { Some(steps) } else { None }
}

fn overflow_of(kind: &ClauseKind) -> Option<&Vec<ast::Rule>> {
    if let ClauseKind::Overflow(rules) = kind { Some(rules) } else { None }
}

fn use_of(kind: &ClauseKind) -> Option<&ast::Call> {
    if let ClauseKind::Use(call) = kind { Some(call) } else { None }
}

fn urgency(ctx: &mut Context<'_>, steps: &[ast::UrgencyStep], rule: Span) -> Option<Vec<UrgencyStep>> {
    let mut found: Vec<UrgencyStep> = Vec::new();
    for step in steps {
        let Const::Int(value) = expr::constant(ctx, &step.value, &Type::Int)? else { return None };
        let after = match &step.after {
            Some(after) => {
                let Const::Duration(after) = expr::constant(ctx, after, &Type::Duration)? else {
                    return None;
                };
                after
            }
            None => Duration(0),
        };
        let rises = found.last().map_or(after.0 == 0, |last| last.after < after && last.value < value);
        if !rises {
            ctx.report(RuleError::UrgencySteps { span: step.value.span });
            return None;
        }
        found.push(UrgencyStep { after, value });
    }
    if found.is_empty() {
        ctx.report(RuleError::UrgencySteps { span: rule });
        return None;
    }
    Some(found)
}
