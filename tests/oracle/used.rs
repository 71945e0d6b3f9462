//! Which places of an item some rule reads: only those are looked at when an item is read.

use super::walk;
use enroute::hir::{
    Argument, ClassifyAction, Expr, ExprKind, OrderBy, Place, Program, Root, RulesetKind, Step,
};
use enroute::types::EntityId;
use std::collections::BTreeMap;

/// The fields of a record that are read, and of those that link, what is read behind them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used(pub(crate) BTreeMap<u32, Used>);

/// What is read of places that are known by name.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) name: String,

    pub(crate) below: Used,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    pub(crate) items: BTreeMap<EntityId, Used>,
    pub(crate) context: Vec<Shared>,
    pub(crate) channel: Vec<Shared>,
    /// The rulesets of models whose confidence is read.
    pub(crate) confidence: Vec<String>,
}

/// What parameters stand for, where a condition is written out.
type Env<'e> = Option<&'e Outer<'e>>;

struct Outer<'e> {
    arguments: &'e [Argument],
    env: Env<'e>,
}

impl Reads {
    pub(crate) fn of(program: &Program) -> Self {
        let mut reads = Self::default();
        for root in walk::roots(program) {
            reads.expr(program, root, None);
        }
        for workstream in &program.workstreams {
            for ruleset in &workstream.classify {
                let RulesetKind::Rules(_, rules) = &ruleset.kind else { continue };
                for action in rules.iter().flat_map(|rule| &rule.actions) {
                    reads.action(action);
                }
            }
        }
        let keys = program.queues.iter().flat_map(|queue| &queue.prioritize).flat_map(|rule| &rule.order);
        let versions = program.assignments.iter().flat_map(|one| &one.versions);
        let others = versions.flat_map(|version| &version.rules).flat_map(|rule| &rule.order);
        for key in keys.chain(others) {
            if let OrderBy::Place(place) = &key.by {
                reads.place(place, None);
            }
        }
        reads
    }

    fn action(&mut self, action: &ClassifyAction) {
        match action {
            ClassifyAction::Set { place, .. } => self.place(place, None),
            ClassifyAction::SetFrom { places, .. } => {
                for place in places {
                    self.place(place, None);
                }
            }
            ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => {}
        }
    }

    /// What an expression reads. A parameter reads what stands for it there.
    fn expr(&mut self, program: &Program, expr: &Expr, env: Env<'_>) {
        match &expr.kind {
            ExprKind::Read(place) => self.place(place, env),
            ExprKind::Param(at) => {
                let Some(outer) = env else { return };
                if let Some(Argument::Value(value)) = outer.arguments.get(index(*at)) {
                    self.expr(program, value, outer.env);
                }
            }
            ExprKind::Condition(id, arguments) => {
                let outer = Outer { arguments, env };
                self.expr(program, &program.conditions[id.index()].body, Some(&outer));
            }
            _ => walk::below(expr).into_iter().for_each(|inner| self.expr(program, inner, env)),
        }
    }

    fn place(&mut self, place: &Place, env: Env<'_>) {
        match &place.root {
            Root::Item(entity) => mark(self.items.entry(*entity).or_default(), &place.steps),
            Root::Context(name) => shared(&mut self.context, name, &place.steps),
            Root::Channel(name) => shared(&mut self.channel, name, &place.steps),
            Root::Param(at) => {
                let Some(outer) = env else { return };
                if let Some(Argument::Entity(base)) = outer.arguments.get(index(*at)) {
                    let steps = base.steps.iter().chain(&place.steps).copied().collect();
                    self.place(&Place { root: base.root.clone(), steps }, outer.env);
                }
            }
            Root::Confidence(name) => {
                if !self.confidence.contains(name) {
                    self.confidence.push(name.clone());
                }
            }
            Root::Model(_)
            | Root::Agent
            | Root::AgentFact(_)
            | Root::Queue(_)
            | Root::Id
            | Root::Waited
            | Root::WorkstreamPresences
            | Root::Decision(_) => {}
        }
    }
}

fn mark(used: &mut Used, steps: &[Step]) {
    if let Some((first, rest)) = steps.split_first() {
        mark(used.0.entry(first.field).or_default(), rest);
    }
}

/// What workstreams declare by one name is one place.
fn shared(all: &mut Vec<Shared>, name: &str, steps: &[Step]) {
    if !all.iter().any(|one| one.name == name) {
        all.push(Shared { name: name.to_owned(), below: Used::default() });
    }
    let one = all.iter_mut().find(|one| one.name == name).unwrap();
    mark(&mut one.below, steps);
}

pub(crate) fn index(at: u32) -> usize {
    usize::try_from(at).unwrap()
}
