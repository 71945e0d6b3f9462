use super::code::{Graph, NodeId};
use super::generator::{Env, Generator, Piece, peel};
use crate::bytecode::{Atom, Slot};
use crate::hir::{Expr, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{BoolOp, CompareOp};

/// A part of a condition, before its code has a place.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: DraftKind,
    pub(super) span: Span,
    pub(super) parts: Vec<Self>,
    pub(super) reads: Vec<Slot>,
    /// What it says, where that is not what is written at its place.
    pub(super) says: Option<String>,
}

/// How its parts are joined.
#[derive(Debug)]
pub(super) enum DraftKind {
    And,
    Or,
    Not,
    Condition(String),
    Table(String),
    /// Code from `start` until `test`, whose answer it is, or the opposite.
    Test {
        start: NodeId,
        test: NodeId,
        negated: bool,
    },
}

impl Draft {
    pub(super) fn of(kind: DraftKind, span: Span, parts: Vec<Self>) -> Self {
        Self { kind, span, parts, reads: Vec::new(), says: None }
    }
}

impl Generator<'_> {
    /// Code that goes to `yes` where the condition holds and to `no` where it does not.
    pub(super) fn condition<'e>(
        &mut self,
        expr: &'e Expr,
        env: &'e Env<'e>,
        yes: NodeId,
        no: NodeId,
    ) -> (NodeId, Draft) {
        if !self.enter(expr.span) {
            self.leave();
            return (Graph::NO, Draft::of(DraftKind::And, expr.span, Vec::new()));
        }
        let made = self.condition_kind(expr, env, yes, no);
        self.leave();
        made
    }

    fn condition_kind<'e>(
        &mut self,
        expr: &'e Expr,
        env: &'e Env<'e>,
        yes: NodeId,
        no: NodeId,
    ) -> (NodeId, Draft) {
        match &expr.kind {
            ExprKind::Not(inner) => {
                let (node, part) = self.condition(inner, env, no, yes);
                (node, Draft::of(DraftKind::Not, expr.span, vec![part]))
            }
            ExprKind::Chain(op, parts) => self.chain(*op, parts, expr.span, env, yes, no),
            ExprKind::Condition(..) => self.named_condition(expr, env, yes, no),
            ExprKind::Between { .. } => self.between(expr, env, yes, no),
            ExprKind::Param(_) => {
                let (behind, outer) = peel(expr, env);
                if matches!(behind.kind, ExprKind::Param(_)) {
                    return self.single(behind, outer, yes, no);
                }
                self.condition(behind, outer, yes, no)
            }
            ExprKind::Const(_)
            | ExprKind::List(_)
            | ExprKind::Read(_)
            | ExprKind::Compare { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::Search { .. }
            | ExprKind::ListHas { .. }
            | ExprKind::InList { .. }
            | ExprKind::Present(_)
            | ExprKind::WithinLast(..)
            | ExprKind::WithinNext(..)
            | ExprKind::OlderThan(..)
            | ExprKind::During(..)
            | ExprKind::Needs { .. }
            | ExprKind::Has { .. }
            | ExprKind::Holds(_)
            | ExprKind::Arith { .. }
            | ExprKind::Negate(_)
            | ExprKind::Default(..)
            | ExprKind::Widen(_)
            | ExprKind::Now
            | ExprKind::DateIn(..)
            | ExprKind::TimeIn(..)
            | ExprKind::WeekdayIn(..)
            | ExprKind::Lookup { .. } => self.single(expr, env, yes, no),
        }
    }

    fn chain<'e>(
        &mut self,
        op: BoolOp,
        parts: &'e [Expr],
        span: Span,
        env: &'e Env<'e>,
        yes: NodeId,
        no: NodeId,
    ) -> (NodeId, Draft) {
        let (end, kind) = match op {
            BoolOp::And => (yes, DraftKind::And),
            BoolOp::Or => (no, DraftKind::Or),
        };
        let mut drafts = Vec::with_capacity(parts.len());
        let start = parts.iter().rev().fold(end, |next, part| {
            let (node, draft) = match op {
                BoolOp::And => self.condition(part, env, next, no),
                BoolOp::Or => self.condition(part, env, yes, next),
            };
            drafts.push(draft);
            node
        });
        drafts.reverse();
        (start, Draft::of(kind, span, drafts))
    }

    fn named_condition<'e>(
        &mut self,
        expr: &'e Expr,
        env: &'e Env<'e>,
        yes: NodeId,
        no: NodeId,
    ) -> (NodeId, Draft) {
        let ExprKind::Condition(id, arguments) = &expr.kind else { return (no, Draft::never(expr.span)) };
        let Some(condition) = self.program.conditions.get(id.index()) else {
            return (no, Draft::never(expr.span));
        };
        let inner = Env { arguments, outer: Some(env) };
        let (node, part) = self.condition(&condition.body, &inner, yes, no);
        let kind = DraftKind::Condition(condition.named.name.clone());
        (node, Draft::of(kind, expr.span, vec![part]))
    }

    /// A range whose ends are known is one test; otherwise each end is one.
    fn between<'e>(&mut self, expr: &'e Expr, env: &'e Env<'e>, yes: NodeId, no: NodeId) -> (NodeId, Draft) {
        let ExprKind::Between { left, from, to, half_open } = &expr.kind else {
            return (no, Draft::never(expr.span));
        };
        let mut pieces = Vec::new();
        if let Some(atom) = self.known_range(left, from, to, *half_open, env, &mut pieces) {
            return self.leaf(expr.span, (atom, false), pieces, yes, no);
        }
        let upper = if *half_open { CompareOp::Lt } else { CompareOp::Le };
        let (second, last) = self.half(left, upper, to, env, yes, no);
        let (node, first) = self.half(left, CompareOp::Ge, from, env, second, no);
        (node, Draft::of(DraftKind::And, expr.span, vec![first, last]))
    }

    fn half<'e>(
        &mut self,
        left: &'e Expr,
        op: CompareOp,
        right: &'e Expr,
        env: &'e Env<'e>,
        yes: NodeId,
        no: NodeId,
    ) -> (NodeId, Draft) {
        let mut pieces = Vec::new();
        let atom = self.compare(op, crate::syntax::ast::Case::Ignored, (left, right), env, &mut pieces);
        self.leaf(left.span.to(right.span), atom, pieces, yes, no)
    }

    fn single<'e>(&mut self, expr: &'e Expr, env: &'e Env<'e>, yes: NodeId, no: NodeId) -> (NodeId, Draft) {
        let mut pieces = Vec::new();
        let atom = self.atom(expr, env, &mut pieces);
        self.leaf(expr.span, atom, pieces, yes, no)
    }

    /// One test after the code of what it asks about.
    pub(super) fn leaf(
        &mut self,
        span: Span,
        (atom, negated): (Atom, bool),
        pieces: Vec<Piece<'_>>,
        yes: NodeId,
        no: NodeId,
    ) -> (NodeId, Draft) {
        let reads = std::mem::take(&mut self.reads);
        let atom = self.pools.atom(atom);
        let (then, otherwise) = if negated { (no, yes) } else { (yes, no) };
        let test = self.graph.test(atom, then, otherwise);
        let start = self.prepend(pieces, test);
        self.reads.clear();
        let kind = DraftKind::Test { start, test, negated };
        (start, Draft { kind, span, parts: Vec::new(), reads: shown_once(reads), says: None })
    }
}

impl Draft {
    /// The same, saying `words`.
    pub(super) fn saying(self, words: Option<String>) -> Self {
        Self { says: words, ..self }
    }

    fn never(span: Span) -> Self {
        Self::of(DraftKind::Or, span, Vec::new())
    }
}

fn shown_once(reads: Vec<Slot>) -> Vec<Slot> {
    let mut once = Vec::with_capacity(reads.len());
    for slot in reads {
        if !once.contains(&slot) {
            once.push(slot);
        }
    }
    once
}
