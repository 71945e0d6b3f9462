use super::generator::{Env, Generator};
use super::layout::const_list;
use super::rules::{Asked, Head, Made, Stage, expr_of};
use crate::bytecode::{Action, Policy, Root, RuleKind, Slot, Source, Step};
use crate::hir::{self, ClassifyAction, ExprKind, RulesetKind};
use crate::source::Span;
use crate::types::Type;

impl Generator<'_> {
    /// Compiles a ruleset of a workstream.
    pub(super) fn ruleset(&mut self, workstream: &str, ruleset: &hir::Ruleset) -> Step {
        match &ruleset.kind {
            RulesetKind::Rules(policy, rules) => {
                let made = rules.iter().map(|rule| self.classify_rule(workstream, ruleset, rule)).collect();
                let policy = match policy {
                    hir::Policy::First => Policy::First,
                    hir::Policy::All => Policy::All,
                };
                Step::Rules(self.list(RuleKind::Classify, policy, made))
            }
            RulesetKind::Model { model, .. } => self.model_step(&ruleset.name, *model),
        }
    }

    fn model_step(&mut self, ruleset: &str, model: hir::ModelId) -> Step {
        let ty = self.program.models.get(model.index()).map_or(Type::Unknown, |model| model.result.clone());
        let slot = self.layout.named(Root::Model, ruleset, &ty, &[]);
        let slot = slot.unwrap_or_else(|| self.layout.own(crate::bytecode::SlotKind::Int, ruleset));
        let skills = matches!(&ty, Type::List(member) if **member == Type::Skill);
        Step::Model { name: ruleset.to_owned(), slot, skills }
    }

    fn classify_rule(&mut self, workstream: &str, ruleset: &hir::Ruleset, rule: &hir::ClassifyRule) -> Made {
        self.begin();
        let mut stages = Vec::new();
        let mut actions = Vec::new();
        for action in &rule.actions {
            self.classify_action(action, &mut stages, &mut actions);
        }
        let (guard, clause) = self.guard(expr_of(&rule.guard), stages, rule.span);
        let head = Head {
            owner: workstream.to_owned(),
            list: ruleset.name.clone(),
            name: rule.name.clone(),
            span: rule.span,
        };
        Made { head, guard, clause, actions }
    }

    fn classify_action<'e>(
        &mut self,
        action: &'e ClassifyAction,
        stages: &mut Vec<Stage<'e>>,
        actions: &mut Vec<Action>,
    ) {
        match action {
            ClassifyAction::Set { place, value, .. } => {
                let from = self.set_value(value, stages);
                let to = self.slot_of(place, &value.ty, &Env::TOP);
                actions.push(Action::Set { to, from });
            }
            ClassifyAction::SetFrom { places, table, arguments, span } => {
                let outputs = self.ask(*table, arguments, *span, stages);
                let types = self.program.tables.get(table.index()).map(|table| table.outputs.as_slice());
                for ((place, from), (_, ty)) in places.iter().zip(outputs).zip(types.unwrap_or_default()) {
                    let to = self.slot_of(place, ty, &Env::TOP);
                    actions.push(Action::Set { to, from: Source::Slot(from) });
                }
            }
            ClassifyAction::Require { skill, level, .. } => {
                actions.push(Action::Require { skill: skill.0, level: *level });
            }
            ClassifyAction::Hold { profile, .. } => actions.push(Action::Hold { profile: profile.0 }),
        }
        self.reads.clear();
    }

    /// What a place is set to: a constant itself, and all else in a slot that nothing changes before it is applied.
    fn set_value<'e>(&mut self, value: &'e hir::Expr, stages: &mut Vec<Stage<'e>>) -> Source {
        if let ExprKind::Const(constant) = &value.kind {
            return self.source(constant);
        }
        if let ExprKind::List(values) = &value.kind {
            let contents = const_list(&mut self.pools, values);
            return Source::List(self.pools.list(contents));
        }
        let mut pieces = Vec::new();
        let from = self.value(value, &Env::TOP, &mut pieces);
        let kind = self.layout.kind(from);
        let to = self.layout.own(kind, "");
        pieces.push(super::generator::Piece::Do(crate::bytecode::Op::Copy { to, from }));
        stages.push(Stage { pieces, table: None, reads: Vec::new() });
        Source::Slot(to)
    }

    /// Asks a table that must have a row.
    pub(super) fn ask<'e>(
        &mut self,
        table: hir::TableId,
        arguments: &'e [hir::Expr],
        span: Span,
        stages: &mut Vec<Stage<'e>>,
    ) -> Vec<Slot> {
        self.reads.clear();
        let mut pieces = Vec::new();
        let outputs = self.lookup(table, arguments, &Env::TOP, &mut pieces);
        let name = self.program.tables.get(table.index()).map(|table| table.named.name.clone());
        let name = name.unwrap_or_default();
        let asked = outputs.first().map(|output| Asked { name, output: *output, span, says: None });
        stages.push(Stage { pieces, table: asked, reads: std::mem::take(&mut self.reads) });
        outputs
    }
}
