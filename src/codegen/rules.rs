use super::code::{Graph, NodeId};
use super::condition::{Draft, DraftKind};
use super::generator::{Env, Generator, Piece};
use super::output::Effort;
use crate::bundle::Tree;
use crate::bytecode::{Action, Atom, Pc, Policy, Rule, RuleKind, RuleList, RuleListId, Slot};
use crate::hir;
use crate::source::Span;

/// A rule, its code in place, before it stands in a list.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) head: Head,
    pub(super) guard: Option<Pc>,
    pub(super) clause: Option<Tree>,
    pub(super) actions: Vec<Action>,
}

/// What a rule is called, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Whose it is: a workstream, a queue, an entity, a table; empty for an assignment, which is its own list.
    pub(super) owner: String,
    /// Which of its lists; empty for a table's rows, and for what stands alone.
    pub(super) list: String,
    /// Its own name.
    pub(super) name: String,
    pub(super) span: Span,
}

/// Code that a rule needs before it may be applied: values to compute, and a table that must have a row.
#[derive(Debug)]
pub(super) struct Stage<'e> {
    pub(super) pieces: Vec<Piece<'e>>,
    pub(super) table: Option<Asked>,
    pub(super) reads: Vec<Slot>,
}

/// A table that must have a row.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) name: String,
    /// Present where a row was found.
    pub(super) output: Slot,
    pub(super) span: Span,
    /// What it says, where that is not what is written at `span`.
    pub(super) says: Option<String>,
}

impl Head {
    /// `contoso_chat.urgency."Angry words"`, `contoso_chat.urgency#2`, `desk_for#7`, `skilled_first."Trained"`,
    /// `vip.members`.
    fn address(&self) -> String {
        let Self { owner, list, name, .. } = self;
        if !list.is_empty() && name.contains('#') && name.split('#').next() == Some(list) {
            return if owner.is_empty() { name.clone() } else { format!("{owner}.{name}") };
        }
        match (owner.as_str(), list.as_str()) {
            (_, "") if name.starts_with('#') => format!("{owner}{name}"),
            (_, "") => format!("{owner}.{name}"),
            ("", _) => format!("{list}.\"{name}\""),
            (_, _) => format!("{owner}.{list}.\"{name}\""),
        }
    }
}

impl Generator<'_> {
    /// The code of a rule: its guard, then what it computes.
    pub(super) fn guard(
        &mut self,
        guard: Option<&hir::Expr>,
        stages: Vec<Stage<'_>>,
        span: Span,
    ) -> (Option<Pc>, Option<Tree>) {
        self.guard_in(&Env::TOP, guard, stages, span)
    }

    /// The same, of a rule that is given arguments.
    pub(super) fn guard_in<'e>(
        &mut self,
        env: &'e Env<'e>,
        guard: Option<&'e hir::Expr>,
        stages: Vec<Stage<'_>>,
        span: Span,
    ) -> (Option<Pc>, Option<Tree>) {
        let mut drafts = Vec::new();
        let mut start = stages.into_iter().rev().fold(Graph::YES, |next, stage| {
            let (node, draft) = self.stage(stage, next);
            drafts.extend(draft);
            node
        });
        if let Some(expr) = guard {
            // What was computed for targets and settings is no part of what the condition saw.
            self.reads.clear();
            let (node, draft) = self.condition(expr, env, start, Graph::NO);
            start = node;
            drafts.push(draft);
        }
        drafts.reverse();
        self.lay_out(start, drafts, span)
    }

    fn stage(&mut self, stage: Stage<'_>, next: NodeId) -> (NodeId, Option<Draft>) {
        let Some(asked) = stage.table else { return (self.prepend(stage.pieces, next), None) };
        self.reads = stage.reads;
        let found = (Atom::present(asked.output), false);
        let (node, test) = self.leaf(asked.span, found, stage.pieces, next, Graph::NO);
        let test = test.saying(asked.says.clone());
        let draft = Draft::of(DraftKind::Table(asked.name), asked.span, vec![test]).saying(asked.says);
        (node, Some(draft))
    }

    /// Writes the code of the rule at hand; nothing for one that always holds.
    pub(super) fn lay_out(
        &mut self,
        start: NodeId,
        mut drafts: Vec<Draft>,
        span: Span,
    ) -> (Option<Pc>, Option<Tree>) {
        if start == Graph::YES {
            return (None, None);
        }
        let laid = self.graph.lay_out(start, &mut self.code);
        let draft = match drafts.len() {
            0 => None,
            1 => drafts.pop(),
            _ => Some(Draft::of(DraftKind::And, span, drafts)),
        };
        (Some(laid.pc(start)), draft.map(|draft| self.words.condition(span, &draft, &laid)))
    }

    /// Puts rules into a list.
    pub(super) fn list(&mut self, kind: RuleKind, policy: Policy, rules: Vec<Made>) -> RuleListId {
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let list =
            RuleList { kind, policy, first: place(self.rules.len()), count: place(rules.len()), cost: 0 };
        for made in rules {
            self.keep(made);
        }
        self.lists.push(list);
        RuleListId(place(self.lists.len() - 1))
    }

    fn keep(&mut self, made: Made) {
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let rule = Rule {
            guard: made.guard,
            first_action: self.actions(&made.actions),
            action_count: place(made.actions.len()),
            first_key: 0,
            key_count: 0,
        };
        self.rules.push(rule);
        self.words.rule(&made.head.address(), &made.head.name, made.head.span, made.clause);
        self.names.push((made.head.owner, made.head.list, made.head.name));
    }

    /// Where actions begin: there is one run of them for all rules that do the same, unless nothing is shared.
    fn actions(&mut self, of_rule: &[Action]) -> u32 {
        if let Some(first) = self.runs.get(of_rule).filter(|_| self.effort == Effort::Full) {
            return *first;
        }
        let first = u32::try_from(self.actions.len()).unwrap_or(u32::MAX);
        self.actions.extend_from_slice(of_rule);
        self.runs.insert(of_rule.into(), first);
        first
    }
}

/// The condition of a guard, if it has one.
pub(super) fn expr_of(guard: &hir::Guard) -> Option<&hir::Expr> {
    match guard {
        hir::Guard::When(expr) => Some(expr),
        hir::Guard::Otherwise => None,
    }
}
