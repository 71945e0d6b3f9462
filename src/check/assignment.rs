use super::clauses::{self, entities, rule_name};
use super::context::Context;
use super::data;
use super::error::{AssignmentError, QueueError};
use super::names::Kind;
use super::order::agent_order;
use super::queue::guard;
use super::scope::{Scope, Subject};
use super::setting::{Frame, read};
use super::{expr, speaks};
use crate::builtins::Block;
use crate::hir::{self, AssignMethod, AssignmentId};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind};
use crate::types::EntityId;

/// What assignments are given, so that queues can use them. Fills `assignments` with everything but their rules.
pub(super) fn declare_parameters(ctx: &mut Context<'_>) {
    for (_, item, assignment) in written(ctx) {
        ctx.read_for(item.span);
        let known = hir::Assignment {
            named: Context::named(&assignment.name, None, item.doc.as_ref()),
            parameters: data::parameters(ctx, &assignment.parameters),
            inherit: inherit(ctx, item, assignment),
            versions: Vec::new(),
        };
        ctx.make().assignments.push(known);
    }
}

/// Checks the rules of assignments for all that use them, once queues and workstreams are known.
pub(super) fn declare(ctx: &mut Context<'_>) {
    let all = uses(ctx);
    for (id, item, assignment) in written(ctx) {
        ctx.read_for(item.span);
        let used: Vec<_> = all.iter().filter(|used| used.assignment == id).collect();
        if used.is_empty() && !item.damaged {
            let (name, span) = (assignment.name.text.clone(), assignment.name.span);
            ctx.report(AssignmentError::NotUsed { name, span });
        }
        if assignment.rules.is_empty() && !item.damaged {
            let (name, span) = (assignment.name.text.clone(), assignment.name.span);
            ctx.report(AssignmentError::WithoutRules { name, span });
        }
        let versions = versions(ctx, id, assignment, &used);
        if let Some(known) = ctx.make().assignments.get_mut(id.index()) {
            known.versions = versions;
        }
    }
}

/// The assignments of the program, in the order of their numbers.
fn written<'a>(ctx: &Context<'a>) -> Vec<(AssignmentId, &'a ast::Item, &'a ast::Assignment)> {
    let mut found: Vec<_> = ctx
        .items()
        .filter_map(|item| {
            let ast::ItemKind::Assignment(assignment) = &item.kind else { return None };
            let number = ctx.names.owner(Kind::Assignment, &assignment.name)?;
            Some((AssignmentId(number), item, assignment))
        })
        .collect();
    found.sort_by_key(|(id, _, _)| *id);
    found
}

/// The settings of the workstream that count here too.
fn inherit(ctx: &mut Context<'_>, item: &ast::Item, assignment: &ast::Assignment) -> Vec<String> {
    let frame = Frame { block: Block::Assignment, header: assignment.name.span, damaged: item.damaged };
    let settings = read(ctx, frame, &assignment.settings);
    settings.words("inherit").into_iter().map(|word| word.text.clone()).collect()
}

/// Somewhere an assignment is used, and for what.
struct Use {
    assignment: AssignmentId,
    entity: Option<EntityId>,
    /// The queue, if one uses it: its name, and where that is declared.
    queue: Option<(String, Option<Span>)>,
    span: Span,
}

fn uses(ctx: &Context<'_>) -> Vec<Use> {
    let mut found = Vec::new();
    for queue in &ctx.whole().queues {
        let chosen = queue.choose.iter().map(|rule| &rule.assignment);
        let assigned = match &queue.assign.value {
            AssignMethod::Custom(used) => Some(used),
            AssignMethod::HighestCapacity | AssignMethod::RoundRobin | AssignMethod::LeastActive => None,
        };
        found.extend(assigned.into_iter().chain(chosen).map(|used| Use {
            assignment: used.assignment,
            entity: queue.carries,
            queue: Some((queue.named.name.clone(), queue.named.span)),
            span: used.span,
        }));
    }
    for workstream in &ctx.whole().workstreams {
        let rules = workstream.route.iter().flat_map(|route| &route.rules);
        found.extend(rules.filter_map(|rule| rule.assignment.as_ref()).map(|used| Use {
            assignment: used.assignment,
            entity: Some(workstream.carries),
            queue: None,
            span: used.span,
        }));
    }
    found
}

/// The rules, checked once for each entity they are used for.
fn versions(
    ctx: &mut Context<'_>,
    id: AssignmentId,
    assignment: &ast::Assignment,
    used: &[&Use],
) -> Vec<hir::EntityRules> {
    let speaks = assignment.rules.iter().any(|rule| speaks::of_item_beside_agents(ctx, rule).is_some());
    let mut entities: Vec<_> = used.iter().filter_map(|used| used.entity).collect();
    entities.sort();
    entities.dedup();
    if speaks {
        report_blind_queues(ctx, used);
    }
    if !speaks && entities.is_empty() {
        return vec![rules_for(ctx, id, assignment, None)];
    }
    entities.into_iter().map(|entity| rules_for(ctx, id, assignment, Some(entity))).collect()
}

/// Queues that do not say what they carry cannot use an assignment that speaks of the item.
fn report_blind_queues(ctx: &mut Context<'_>, used: &[&Use]) {
    for used in used.iter().filter(|used| used.entity.is_none()) {
        let Some((queue, declared)) = &used.queue else { continue };
        let damaged = ctx.is_damaged(Kind::Queue, queue);
        if !damaged {
            let (queue, declared) = (queue.clone(), declared.unwrap_or(used.span));
            let choices = entities(ctx);
            ctx.report(QueueError::WithoutCarries { queue, span: used.span, declared, choices });
        }
    }
}

fn rules_for(
    ctx: &mut Context<'_>,
    id: AssignmentId,
    assignment: &ast::Assignment,
    entity: Option<EntityId>,
) -> hir::EntityRules {
    let parameters = ctx.assignment(id).map(|known| known.parameters.clone());
    let item =
        Scope { item: entity, waited: true, parameters: parameters.unwrap_or_default(), ..Scope::default() };
    let list = &assignment.name.text;
    let rules = assignment.rules.iter().enumerate();
    let rules = rules.filter_map(|(index, rule)| agent_rule(ctx, &item, rule, &rule_name(rule, list, index)));
    hir::EntityRules { entity, rules: rules.collect() }
}

fn agent_rule(ctx: &mut Context<'_>, item: &Scope, rule: &ast::Rule, name: &str) -> Option<hir::AgentRule> {
    let agent = Scope { agent: true, subject: Subject::Agent, ..item.clone() };
    let kept = clauses::allowed(ctx, rule, clauses::ASSIGNMENT);
    let guard = guard(ctx, item, rule);
    let order = agent_order(ctx, &agent, clauses::order(&kept));
    let pick = clauses::find(&kept, |clause| {
        if let ClauseKind::Pick(condition) = clause { Some(condition.as_ref()) } else { None }
    });
    let Some(pick) = pick else {
        let example = "pick agents where has french >= 3";
        clauses::report_missing(ctx, clauses::ASSIGNMENT, "which agents to pick", example, rule);
        return None;
    };
    let agents = match pick {
        Some(condition) => Some(expr::condition(ctx, &agent, condition)?),
        None => None,
    };
    Some(hir::AgentRule { name: name.to_owned(), guard: guard?, agents, order, span: rule.span })
}

/// Checks the use of an assignment: `use anyone`, `assign skilled_first(french)`.
pub(super) fn assignment_use(
    ctx: &mut Context<'_>,
    scope: &Scope,
    call: &ast::Call,
) -> Option<hir::AssignmentUse> {
    let assignment = ctx.names.assignment(&call.name, &mut ctx.bag)?;
    let parameters = ctx.assignment(assignment)?.parameters.clone();
    let span = call.arguments.last().map_or(call.name.span, |last| call.name.span.to(last.span));
    let arguments = expr::arguments(ctx, scope, call, &parameters, span)?;
    Some(hir::AssignmentUse { assignment, arguments, span })
}
