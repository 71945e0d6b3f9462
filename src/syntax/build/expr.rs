use super::context::Context;
use super::grammar::{Node, Parts, Rule};
use super::operand::operand;
use crate::source::Span;
use crate::syntax::ast::{ArithOp, BoolOp, Case, CompareOp, Expr, ExprKind, Quantifier, TextOp};
use crate::syntax::error::ShapeError;

/// How deep expressions may stand in one another, each sum counting with the number of its parts. Whoever walks a tree
/// by recursion relies on it.
const MAX_DEPTH: usize = 256;

/// Conditions joined by `and` or `or`, or one of them alone.
pub(super) fn expr(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let span = cx.span(node);
    if cx.depth >= MAX_DEPTH {
        return too_long(cx, span);
    }
    cx.depth += 1;
    let mut parts = Vec::new();
    let mut joins = Vec::new();
    for part in node.clone().into_inner() {
        match part.as_rule() {
            Rule::kw_and => joins.push((BoolOp::And, cx.span(&part))),
            Rule::kw_or => joins.push((BoolOp::Or, cx.span(&part))),
            Rule::negation => parts.push(negation(cx, &part)),
            _ => parts.push(comparison(cx, &part)),
        }
    }
    cx.depth -= 1;
    join(cx, parts, &joins, span)
}

fn join(cx: &mut Context<'_>, mut parts: Vec<Expr>, joins: &[(BoolOp, Span)], span: Span) -> Expr {
    let Some((op, first)) = joins.first().copied() else {
        return parts.pop().unwrap_or(Expr { kind: ExprKind::Broken, span });
    };
    if let Some((_, other)) = joins.iter().find(|(other, _)| *other != op) {
        let groups = [BoolOp::And, BoolOp::Or].map(|op| groups(&parts, joins, op));
        cx.damage(&ShapeError::MixedJoin { span: *other, first, groups });
        return Expr { kind: ExprKind::Broken, span };
    }
    Expr { kind: ExprKind::Chain(op, parts), span }
}

/// The stretches of parts that are joined by one word.
fn groups(parts: &[Expr], joins: &[(BoolOp, Span)], by: BoolOp) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let pairs = parts.iter().zip(parts.iter().skip(1)).zip(joins);
    let mut joined = false;
    for ((left, right), (op, _)) in pairs {
        match found.last_mut().filter(|_| joined && *op == by) {
            Some(last) => *last = last.to(right.span),
            None if *op == by => found.push(left.span.to(right.span)),
            None => {}
        }
        joined = *op == by;
    }
    found
}

fn too_long(cx: &mut Context<'_>, span: Span) -> Expr {
    cx.damage(&ShapeError::TooLong { limit: MAX_DEPTH, span });
    Expr { kind: ExprKind::Broken, span }
}

fn negation(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let span = cx.span(node);
    let nots: Vec<_> = node.parts(Rule::kw_not).map(|not| cx.span(&not)).collect();
    let inner = node.part(Rule::comparison).map(|inner| comparison(cx, &inner));
    let (Some(inner), Some(first), Some(last)) = (inner, nots.first(), nots.last()) else {
        return Expr { kind: ExprKind::Broken, span };
    };
    if nots.len() > 1 {
        cx.damage(&ShapeError::DoubleNot { span: first.to(*last) });
    }
    Expr { kind: ExprKind::Not(Box::new(inner)), span }
}

/// A value, and what is asked about it.
fn comparison(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let span = cx.span(node);
    let mut parts = node.clone().into_inner();
    let left = parts.next().map_or(Expr { kind: ExprKind::Broken, span }, |part| subject(cx, &part));
    let (case, tail) = match parts.next() {
        Some(part) if part.as_rule() == Rule::exactly => (Case::Exact, parts.next()),
        part => (Case::Ignored, part),
    };
    let Some(tail) = tail else { return left };
    let kind = asked(cx, left, case, &tail);
    Expr { kind, span }
}

/// What stands before an operator, or alone.
fn subject(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let span = cx.span(node);
    let kind = match node.as_rule() {
        Rule::during => ExprKind::During { left: None, hours: cx.name(node) },
        Rule::holds => ExprKind::Holds { profile: cx.name(node) },
        Rule::has => ExprKind::Skill { item: false, skill: cx.name(node), level: level(cx, node) },
        Rule::needs => ExprKind::Skill { item: true, skill: cx.name(node), level: level(cx, node) },
        _ => return value(cx, node),
    };
    Expr { kind, span }
}

fn level(cx: &mut Context<'_>, node: &Node<'_>) -> Option<(CompareOp, Box<Expr>)> {
    let level = node.part(Rule::level)?;
    Some((compare_op(&level), Box::new(first_value(cx, &level))))
}

fn asked(cx: &mut Context<'_>, left: Expr, case: Case, tail: &Node<'_>) -> ExprKind {
    let left = Box::new(left);
    match tail.as_rule() {
        Rule::presence => ExprKind::Presence { left, present: tail.has(Rule::kw_present) },
        Rule::within => {
            ExprKind::Within { left, next: tail.has(Rule::kw_next), length: Box::new(first_value(cx, tail)) }
        }
        Rule::older_than => ExprKind::OlderThan { left, length: Box::new(first_value(cx, tail)) },
        Rule::during => ExprKind::During { left: Some(left), hours: cx.name(tail) },
        Rule::membership => {
            let set = Box::new(first_value(cx, tail));
            ExprKind::In { left, negated: tail.has(Rule::kw_not), case, set }
        }
        Rule::search => ExprKind::Search {
            left,
            op: tail.part(Rule::text_op).map_or(TextOp::Contains, |op| text_op(&op)),
            quantifier: tail.part(Rule::quantifier).map(|word| quantifier(&word)),
            case,
            right: Box::new(first_value(cx, tail)),
        },
        _ => compare(cx, left, case, tail),
    }
}

fn compare(cx: &mut Context<'_>, left: Box<Expr>, case: Case, tail: &Node<'_>) -> ExprKind {
    let op = compare_op(tail);
    let right = Box::new(first_value(cx, tail));
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let nothing = right.as_word().filter(|word| matches!(word.text.as_str(), "null" | "NULL" | "nil"));
    if let Some(word) = nothing.filter(|_| equality) {
        let present = op == CompareOp::Ne;
        let instead = if present { "is present" } else { "is missing" }.to_owned();
        let (found, span, whole) = (word.text.clone(), word.span, Some(cx.span(tail)));
        cx.bag.push(&ShapeError::ForeignWord { found, instead, span, whole });
        return ExprKind::Presence { left, present };
    }
    ExprKind::Compare { left, op, case, right }
}

/// The comparison sign inside a node.
pub(super) fn compare_op(node: &Node<'_>) -> CompareOp {
    let sign = node.part(Rule::compare_op);
    compared_by(sign.as_ref().map_or("", |sign| sign.as_str()))
}

/// What a comparison sign means.
pub(super) fn compared_by(sign: &str) -> CompareOp {
    match sign {
        "!=" => CompareOp::Ne,
        "<" => CompareOp::Lt,
        "<=" => CompareOp::Le,
        ">" => CompareOp::Gt,
        ">=" => CompareOp::Ge,
        _ => CompareOp::Eq,
    }
}

pub(super) fn text_op(node: &Node<'_>) -> TextOp {
    if node.has(Rule::kw_word) {
        return TextOp::ContainsWord;
    }
    if node.has(Rule::kw_starts) {
        return TextOp::StartsWith;
    }
    if node.has(Rule::kw_ends) {
        return TextOp::EndsWith;
    }
    if node.has(Rule::kw_matches) { TextOp::Matches } else { TextOp::Contains }
}

fn quantifier(node: &Node<'_>) -> Quantifier {
    if node.has(Rule::kw_any) {
        return Quantifier::Any;
    }
    if node.has(Rule::kw_all) { Quantifier::All } else { Quantifier::None }
}

/// The first value inside a node. The grammar sees to it that there is one.
pub(super) fn first_value(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    match node.part(Rule::value) {
        Some(inner) => value(cx, &inner),
        None => Expr { kind: ExprKind::Broken, span: cx.span(node) },
    }
}

/// Operands with arithmetic between them: `??` binds least, `*` and `/` most, each from left to right.
pub(super) fn value(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let span = cx.span(node);
    let mut parts = node.clone().into_inner();
    let Some(first) = parts.next() else { return Expr { kind: ExprKind::Broken, span } };
    let rest: Vec<_> = parts.collect();
    let length = rest.len() / 2;
    if cx.depth + length >= MAX_DEPTH {
        return too_long(cx, span);
    }
    cx.depth += length;
    let mut stack = Levels { defaults: None, sums: None, products: operand(cx, &first) };
    for pair in rest.chunks(2) {
        if let [op, right] = pair {
            let right = operand(cx, right);
            stack.take(binary_op(op), right);
        }
    }
    cx.depth -= length;
    stack.finish()
}

/// An operator between operands.
#[derive(Clone, Copy)]
enum Binary {
    Default,
    Arith(ArithOp),
}

fn binary_op(node: &Node<'_>) -> Binary {
    match node.as_str().trim_end() {
        "+" => Binary::Arith(ArithOp::Add),
        "-" => Binary::Arith(ArithOp::Sub),
        "*" => Binary::Arith(ArithOp::Mul),
        "/" => Binary::Arith(ArithOp::Div),
        _ => Binary::Default,
    }
}

/// What has been read of a value, by how tightly it binds: a `??` that waits for its right side, a sum that waits for
/// its last part, and a product.
struct Levels {
    defaults: Option<Expr>,
    sums: Option<(Expr, ArithOp)>,
    products: Expr,
}

impl Levels {
    fn take(&mut self, op: Binary, right: Expr) {
        match op {
            Binary::Arith(op @ (ArithOp::Mul | ArithOp::Div)) => {
                let nothing = Expr { kind: ExprKind::Broken, span: right.span };
                let left = std::mem::replace(&mut self.products, nothing);
                self.products = arith(left, op, right);
            }
            Binary::Arith(op) => {
                let sum = self.sum(right);
                self.sums = Some((sum, op));
            }
            Binary::Default => {
                let whole = self.whole(right);
                self.defaults = Some(whole);
            }
        }
    }

    /// The sum so far; `next` begins a new product.
    fn sum(&mut self, next: Expr) -> Expr {
        let product = std::mem::replace(&mut self.products, next);
        match self.sums.take() {
            Some((left, op)) => arith(left, op, product),
            None => product,
        }
    }

    /// All so far; `next` begins anew.
    fn whole(&mut self, next: Expr) -> Expr {
        let right = self.sum(next);
        match self.defaults.take() {
            Some(left) => {
                let span = left.span.to(right.span);
                let (left, right) = (Box::new(left), Box::new(right));
                Expr { kind: ExprKind::Default { left, right }, span }
            }
            None => right,
        }
    }

    fn finish(mut self) -> Expr {
        let nothing = Expr { kind: ExprKind::Broken, span: self.products.span };
        self.whole(nothing)
    }
}

fn arith(left: Expr, op: ArithOp, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { kind: ExprKind::Arith { left: Box::new(left), op, right: Box::new(right) }, span }
}
