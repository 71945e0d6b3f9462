use super::assignment::Use;
use super::code::{Graph, NodeId};
use super::layout::{Layout, slot_kind};
use super::output::Effort;
use super::pools::Pools;
use super::words::Words;
use crate::bytecode::{self, Op, Root, Slot, SlotKind};
use crate::hir;
use crate::source::{Limits, Sources, Span};
use crate::types::Type;
use std::collections::HashMap;

/// How many nodes and steps one rule may come to, its named conditions written out.
const RULE_LIMIT: usize = 100_000;
/// How deep conditions may stand in each other, named ones written out.
const DEPTH_LIMIT: usize = 400;

/// What is being made, and where the compiler stands.
#[derive(Debug)]
pub(super) struct Generator<'p> {
    pub(super) program: &'p hir::Program,
    pub(super) effort: Effort,
    pub(super) layout: Layout<'p>,
    pub(super) pools: Pools,
    pub(super) words: Words<'p>,
    pub(super) code: Vec<Op>,
    pub(super) rules: Vec<bytecode::Rule>,
    pub(super) actions: Vec<bytecode::Action>,
    /// Where each run of actions begins that some rule has.
    pub(super) runs: HashMap<Box<[bytecode::Action]>, u32>,
    pub(super) lists: Vec<bytecode::RuleList>,
    pub(super) tables: Vec<bytecode::Table>,
    /// The uses of assignments, each once.
    pub(super) uses: Vec<Use>,
    /// Owner, list and name of each rule.
    pub(super) names: Vec<(String, String, String)>,
    /// The graph of the rule at hand.
    pub(super) graph: Graph,
    /// What the test at hand reads.
    pub(super) reads: Vec<Slot>,
    /// The first rule that came out too large.
    pub(super) too_large: Option<Span>,
    /// How many instructions there may be.
    limit: usize,
    steps: usize,
    depth: usize,
}

/// The arguments of the named condition that is being written out, and the same of where it is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Env<'e> {
    pub(super) arguments: &'e [hir::Argument],
    pub(super) outer: Option<&'e Env<'e>>,
}

/// Code that computes a value, before it has a place.
#[derive(Debug)]
pub(super) enum Piece<'e> {
    /// An instruction.
    Do(Op),
    /// Sets a slot to whether a condition holds.
    Holds { expr: &'e hir::Expr, env: &'e Env<'e>, to: Slot },
}

impl<'p> Generator<'p> {
    pub(super) fn new(
        program: &'p hir::Program,
        sources: &'p Sources,
        limits: &Limits,
        effort: Effort,
    ) -> Self {
        Self {
            program,
            effort,
            layout: Layout::new(program, effort),
            pools: Pools::new(effort),
            words: Words::new(program, sources),
            code: Vec::new(),
            rules: Vec::new(),
            actions: Vec::new(),
            runs: HashMap::default(),
            lists: Vec::new(),
            tables: Vec::new(),
            uses: Vec::new(),
            names: Vec::new(),
            graph: Graph::new(effort),
            reads: Vec::new(),
            too_large: None,
            limit: limits.instructions,
            steps: 0,
            depth: 0,
        }
    }

    /// Begins a rule.
    pub(super) fn begin(&mut self) {
        self.graph = Graph::new(self.effort);
        self.reads.clear();
        self.steps = 0;
        self.depth = 0;
    }

    /// Goes one condition deeper; `false` where there is too much of it already.
    pub(super) fn enter(&mut self, span: Span) -> bool {
        self.steps += 1;
        self.depth += 1;
        let fits = self.steps < RULE_LIMIT
            && self.graph.len() < RULE_LIMIT
            && self.depth < DEPTH_LIMIT
            && self.code.len() < self.limit;
        if !fits {
            self.too_large.get_or_insert(span);
        }
        fits && self.too_large.is_none()
    }

    /// Comes back from where [`Self::enter`] went.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Puts the code of a value before `next`.
    pub(super) fn prepend(&mut self, pieces: Vec<Piece<'_>>, next: NodeId) -> NodeId {
        pieces.into_iter().rev().fold(next, |next, piece| match piece {
            Piece::Do(op) => self.graph.before(op, next),
            Piece::Holds { expr, env, to } => {
                let (yes, no) = (self.flag(to, true, next), self.flag(to, false, next));
                self.condition(expr, env, yes, no).0
            }
        })
    }

    fn flag(&mut self, to: Slot, flag: bool, next: NodeId) -> NodeId {
        let number = self.pools.number(i64::from(flag));
        self.graph.before(Op::Load { to, number }, next)
    }

    /// The slot of a place.
    pub(super) fn slot_of(&mut self, place: &hir::Place, ty: &Type, env: &Env<'_>) -> Slot {
        let found = self.known_place(place, ty, env);
        let slot = found.unwrap_or_else(|| self.nothing(slot_kind(self.program, ty)));
        self.reads.push(slot);
        slot
    }

    fn known_place(&mut self, place: &hir::Place, ty: &Type, env: &Env<'_>) -> Option<Slot> {
        let steps = &place.steps;
        let first = steps.first().map_or_else(|| ty.clone(), |step| Type::Entity(step.entity));
        let known = self.layout.known;
        match &place.root {
            hir::Root::Item(entity) => self.layout.item(*entity, steps),
            hir::Root::Context(name) => self.layout.named(Root::Context, name, &first, steps),
            hir::Root::Channel(name) => self.layout.named(Root::Channel, name, &first, steps),
            hir::Root::Model(name) => self.layout.named(Root::Model, name, &first, steps),
            hir::Root::Confidence(name) => Some(self.layout.confidence_of(name)),
            hir::Root::Param(at) => self.through_param(*at, steps, ty, env),
            hir::Root::Agent => self.layout.agent_field(steps),
            hir::Root::AgentFact(fact) => Some(self.layout.agent_fact(*fact)),
            hir::Root::WorkstreamPresences => Some(self.layout.agent().allowed_presences),
            hir::Root::Queue(hir::QueueFact::WaitingItems) => Some(known.waiting_items),
            hir::Root::Queue(hir::QueueFact::PredictedWait) => Some(known.predicted_wait),
            hir::Root::Queue(hir::QueueFact::OutOfHours) => Some(known.out_of_hours),
            hir::Root::Id => Some(known.id),
            hir::Root::Waited => Some(known.waited),
            hir::Root::Decision(hir::DecisionFact::Queue) => Some(known.queue),
            hir::Root::Decision(hir::DecisionFact::Workstream) => Some(known.workstream),
            hir::Root::Decision(hir::DecisionFact::Bot) => Some(known.bot),
            hir::Root::Decision(hir::DecisionFact::Problems) => Some(known.problems),
        }
    }

    /// A path that begins at a parameter goes on from the place that the parameter stands for.
    fn through_param(&mut self, at: u32, steps: &[hir::Step], ty: &Type, env: &Env<'_>) -> Option<Slot> {
        let hir::Argument::Entity(place) = env.argument(at)? else { return None };
        let mut place = place.clone();
        place.steps.extend_from_slice(steps);
        self.known_place(&place, ty, env.outer?)
    }

    /// A slot that nothing ever sets.
    pub(super) fn nothing(&mut self, kind: SlotKind) -> Slot {
        self.layout.own(kind, "")
    }

    /// The place of a skill, if a parameter that stands for one leads to it.
    pub(super) fn skill_of(skill: hir::SkillRef, env: &Env<'_>) -> Option<hir::SkillId> {
        match skill {
            hir::SkillRef::Skill(id) => Some(id),
            hir::SkillRef::Param(at) => match env.argument(at)? {
                hir::Argument::Skill(outer) => Self::skill_of(*outer, env.outer?),
                hir::Argument::Value(_) | hir::Argument::Entity(_) => None,
            },
        }
    }
}

impl<'e> Env<'e> {
    /// Outside of every named condition.
    pub(super) const TOP: Env<'static> = Env { arguments: &[], outer: None };

    pub(super) fn argument(&self, at: u32) -> Option<&'e hir::Argument> {
        self.arguments.get(usize::try_from(at).ok()?)
    }
}

/// What stands behind a parameter, and where it is to be understood.
pub(super) fn peel<'e>(mut expr: &'e hir::Expr, mut env: &'e Env<'e>) -> (&'e hir::Expr, &'e Env<'e>) {
    while let hir::ExprKind::Param(at) = &expr.kind {
        let (Some(hir::Argument::Value(argument)), Some(outer)) = (env.argument(*at), env.outer) else {
            break;
        };
        (expr, env) = (argument, outer);
    }
    (expr, env)
}
