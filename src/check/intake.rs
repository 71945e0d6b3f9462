use super::clauses::{self, kind_phrase, rule_name};
use super::context::Context;
use super::error::IntakeError;
use super::names::Kind;
use super::queue::guard;
use super::scope::Scope;
use crate::hir::{IntakeRule, WorkKind, WorkstreamId};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind, Target};
use crate::types::EntityId;
use std::collections::{BTreeMap, BTreeSet};

/// Checks intakes, and fills `intakes`.
pub(super) fn declare(ctx: &mut Context<'_>) {
    let mut first: BTreeMap<EntityId, Span> = BTreeMap::new();
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ast::ItemKind::Intake(intake) = &item.kind else { continue };
        let Some(entity) = ctx.names.entity(&intake.entity, &mut ctx.bag) else { continue };
        if let Some(first) = first.get(&entity).copied() {
            let name = intake.entity.text.clone();
            ctx.report(IntakeError::Second { entity: name, span: intake.entity.span, first });
            continue;
        }
        first.insert(entity, intake.entity.span);
        let rules = rules(ctx, intake, entity);
        ctx.make().intakes.push((entity, rules));
    }
    ctx.read_for_nobody();
    if !ctx.bag.has_errors() {
        report_not_reached(ctx);
    }
}

fn rules(ctx: &mut Context<'_>, intake: &ast::Intake, entity: EntityId) -> Vec<IntakeRule> {
    let scope = Scope::of_item(entity);
    let rules = intake.rules.iter().enumerate();
    rules.filter_map(|(index, rule)| intake_rule(ctx, &scope, intake, rule, index)).collect()
}

fn intake_rule(
    ctx: &mut Context<'_>,
    scope: &Scope,
    intake: &ast::Intake,
    rule: &ast::Rule,
    index: usize,
) -> Option<IntakeRule> {
    let kept = clauses::allowed(ctx, rule, clauses::INTAKE);
    let guard = guard(ctx, scope, rule);
    let target = kept.iter().find_map(|clause| {
        let ClauseKind::To(target) = &clause.kind else { return None };
        Some((target, clause.span))
    });
    let Some((target, span)) = target else {
        let example = "to case_desk";
        clauses::report_missing(ctx, clauses::INTAKE, "which workstream takes the item", example, rule);
        return None;
    };
    let to = workstream(ctx, intake, target, span)?;
    Some(IntakeRule { name: rule_name(rule, "intake", index), guard: guard?, to, span: rule.span })
}

fn workstream(
    ctx: &mut Context<'_>,
    intake: &ast::Intake,
    target: &Target,
    span: Span,
) -> Option<WorkstreamId> {
    let found = match target {
        Target::Queue(name) => return named(ctx, intake, name),
        Target::Table(_) => "a table",
        Target::Split(_) => "a split",
        Target::Agent { .. } => "an agent",
        Target::Bot => "a bot",
    };
    ctx.report(IntakeError::Target { found, span });
    None
}

fn named(ctx: &mut Context<'_>, intake: &ast::Intake, name: &ast::Name) -> Option<WorkstreamId> {
    let unknown = ctx.names.number(Kind::Workstream, &name.text).is_none()
        && !ctx.names.may_be_broken(Kind::Workstream, &name.text)
        && ctx.names.other_kind(Kind::Workstream, &name.text).is_none();
    if unknown {
        ctx.report(IntakeError::UnknownWorkstream {
            name: name.text.clone(),
            entity: intake.entity.text.clone(),
            near: ctx.nearest(&name.text, ctx.names.all(Kind::Workstream)),
            span: name.span,
        });
        return None;
    }
    let id = ctx.names.workstream(name, &mut ctx.bag)?;
    fits(ctx, intake, name, id).then_some(id)
}

/// Whether a workstream takes records of the intake's entity. One that was faulty has been reported.
fn fits(ctx: &mut Context<'_>, intake: &ast::Intake, name: &ast::Name, id: WorkstreamId) -> bool {
    let Some(workstream) = ctx.workstream(id) else { return false };
    let (kind, carries) = (workstream.kind, workstream.carries);
    if kind != WorkKind::Record {
        let workstream = name.text.clone();
        ctx.report(IntakeError::NotRecords { workstream, kind: kind_phrase(kind), span: name.span });
        return false;
    }
    let wanted = ctx.names.number(Kind::Entity, &intake.entity.text).map(EntityId);
    if wanted == Some(carries) {
        return true;
    }
    let carries = ctx.entity(carries).map(|entity| entity.named.name.clone());
    // A workstream that carries what nobody declared has been reported.
    let Some(carries) = carries else { return false };
    ctx.report(IntakeError::OtherEntity {
        workstream: name.text.clone(),
        carries,
        entity: intake.entity.text.clone(),
        span: name.span,
    });
    false
}

/// A record workstream that no intake names gets no work.
fn report_not_reached(ctx: &mut Context<'_>) {
    let reached: BTreeSet<_> =
        ctx.intakes().iter().flat_map(|(_, rules)| rules).map(|rule| rule.to.index()).collect();
    let alone: Vec<_> = ctx
        .whole()
        .workstreams
        .iter()
        .enumerate()
        .filter(|(index, workstream)| workstream.kind == WorkKind::Record && !reached.contains(index))
        .filter_map(|(_, workstream)| {
            let entity = ctx.entity(workstream.carries)?.named.name.clone();
            Some((workstream.named.name.clone(), entity, workstream.named.span?))
        })
        .collect();
    for (workstream, entity, span) in alone {
        let intake = ctx.items().find_map(|item| {
            let ast::ItemKind::Intake(intake) = &item.kind else { return None };
            (intake.entity.text == entity).then_some(intake.entity.span)
        });
        ctx.report(IntakeError::NotReached { workstream, entity, span, intake });
    }
}
