use super::generator::Generator;
use super::rules::{Head, Made, expr_of};
use crate::bytecode::{Action, Policy, RuleKind, RuleListId};
use crate::hir;
use crate::types::EntityId;

impl Generator<'_> {
    /// Compiles an intake: the first match names the workstream.
    pub(super) fn intake(&mut self, entity: EntityId, rules: &[hir::IntakeRule]) -> RuleListId {
        let named = usize::try_from(entity.0).ok().and_then(|at| self.program.entities.get(at));
        let owner = named.map(|entity| entity.named.name.clone()).unwrap_or_default();
        let made = rules.iter().map(|rule| self.intake_rule(&owner, rule)).collect();
        self.list(RuleKind::Intake, Policy::First, made)
    }

    fn intake_rule(&mut self, owner: &str, rule: &hir::IntakeRule) -> Made {
        self.begin();
        let (guard, clause) = self.guard(expr_of(&rule.guard), Vec::new(), rule.span);
        let head = Head {
            owner: owner.to_owned(),
            list: "intake".to_owned(),
            name: rule.name.clone(),
            span: rule.span,
        };
        Made { head, guard, clause, actions: vec![Action::Workstream(rule.to.0)] }
    }
}
