use super::generator::{Env, Generator};
use super::layout::field_of;
use super::rules::{Head, Made, expr_of};
use crate::bytecode::{AgentBy, AgentKey, Assignment, Inherit, Policy, RuleKind, Slot};
use crate::hir::{self, Argument, AssignmentUse, OrderBy};
use crate::types::{EntityId, Type};

/// A use of an assignment that is like no other: with other arguments, or for items of another entity.
#[derive(Debug, Clone)]
pub(super) struct Use {
    used: AssignmentUse,
    /// Which version of the rules.
    version: usize,
    /// As the author wrote it.
    text: String,
}

impl Use {
    fn is(&self, used: &AssignmentUse, version: usize) -> bool {
        let arguments = self.used.arguments.iter().zip(&used.arguments);
        self.used.assignment == used.assignment
            && self.version == version
            && self.used.arguments.len() == used.arguments.len()
            && arguments.into_iter().all(|(left, right)| is_same(left, right))
    }
}

/// Whether two arguments are the same, wherever they stand. Of those that are computed, only what is written once is.
fn is_same(left: &Argument, right: &Argument) -> bool {
    match (left, right) {
        (Argument::Value(left), Argument::Value(right)) => left.kind == right.kind && left.ty == right.ty,
        (Argument::Value(_) | Argument::Entity(_) | Argument::Skill(_), _) => left == right,
    }
}

impl Generator<'_> {
    /// The number of a use of an assignment, for items of that entity.
    pub(super) fn number_of_use(&mut self, used: &AssignmentUse, entity: Option<EntityId>) -> u32 {
        let assignment = self.program.assignments.get(used.assignment.index());
        let version = assignment.map_or(0, |assignment| assignment.version(entity));
        let known = self.uses.iter().position(|one| one.is(used, version));
        let place = known.unwrap_or_else(|| {
            let text = self.assignment_text(used);
            self.uses.push(Use { used: used.clone(), version, text });
            self.uses.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Compiles the assignments, once all their uses are known.
    pub(super) fn assignments(&mut self) -> Vec<Assignment> {
        let uses = std::mem::take(&mut self.uses);
        uses.into_iter().map(|one| self.assignment(one)).collect()
    }

    fn assignment(&mut self, one: Use) -> Assignment {
        let program = self.program;
        let known = program.assignments.get(one.used.assignment.index());
        let rules = known.and_then(|known| known.versions.get(one.version));
        let rules = rules.map(|version| version.rules.as_slice()).unwrap_or_default();
        let name = known.map_or("", |known| known.named.name.as_str());
        let env = Env { arguments: &one.used.arguments, outer: Some(&Env::TOP) };
        let when = rules.iter().map(|rule| self.agent_rule(name, rule, expr_of(&rule.guard), &env)).collect();
        let when = self.list(RuleKind::When, Policy::First, when);
        let who = rules.iter().map(|rule| self.agent_rule(name, rule, rule.agents.as_ref(), &env)).collect();
        let who = self.list(RuleKind::Who, Policy::First, who);
        let orders = rules.iter().map(|rule| self.agent_order(&rule.order, &env)).collect();
        let inherit = known.map(|known| inherited(&known.inherit)).unwrap_or_default();
        Assignment { text: one.text, inherit, when, who, orders }
    }

    fn agent_rule<'e>(
        &mut self,
        assignment: &str,
        rule: &'e hir::AgentRule,
        condition: Option<&'e hir::Expr>,
        env: &'e Env<'e>,
    ) -> Made {
        self.begin();
        let (guard, clause) = self.guard_in(env, condition, Vec::new(), rule.span);
        let head = Head {
            owner: String::new(),
            list: assignment.to_owned(),
            name: rule.name.clone(),
            span: rule.span,
        };
        Made { head, guard, clause, actions: Vec::new() }
    }

    fn agent_order(&mut self, keys: &[hir::OrderKey], env: &Env<'_>) -> Vec<AgentKey> {
        keys.iter()
            .filter_map(|key| {
                let by = self.agent_by(&key.by, env)?;
                Some(AgentKey { by, descending: key.descending })
            })
            .collect()
    }

    fn agent_by(&mut self, by: &OrderBy, env: &Env<'_>) -> Option<AgentBy> {
        Some(match by {
            OrderBy::Arrival => return None,
            OrderBy::Place(place) => AgentBy::Slot(self.place_of_key(place, env)),
            OrderBy::Skill(skill) => {
                let skill = Self::skill_of(*skill, env)?;
                AgentBy::Slot(super::atoms::offset(self.layout.agent().skills, skill.0))
            }
            OrderBy::ProficiencyNearest => AgentBy::Nearest,
            OrderBy::ProficiencyMost => AgentBy::Most,
            OrderBy::SkillCountMost => AgentBy::Count,
            OrderBy::Free(profile) => AgentBy::Slot(self.layout.agent_fact(hir::AgentFact::Free(*profile))),
        })
    }

    /// The slot that an order compares.
    pub(super) fn place_of_key(&mut self, place: &hir::Place, env: &Env<'_>) -> Slot {
        self.begin();
        let program = self.program;
        let field = place.steps.last().and_then(|step| field_of(program, *step));
        let ty = field.map_or(Type::Int, |field| field.ty.clone());
        self.slot_of(place, &ty, env)
    }
}

fn inherited(words: &[String]) -> Inherit {
    let has = |word: &str| words.iter().any(|known| known == word);
    Inherit { presences: has("presences"), skills: has("skills"), capacity: has("capacity") }
}
