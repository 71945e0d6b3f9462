use super::context::Context;
use super::expr::expr;
use super::grammar::{Node, Parts, Rule};
use super::literal::literal;
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, ExprKind, Literal, Name, Path, Range};
use crate::syntax::error::ShapeError;
use crate::value::{Decimal, Duration};
use std::iter::Peekable;

/// A value without operators: a literal, a path, a call, a list, a range, something in parentheses.
pub(super) fn operand(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let mut parts = node.clone().into_inner().peekable();
    let from = bound(cx, &mut parts, node);
    let Some(dots) = parts.next() else { return from };
    let half_open = dots.as_rule() == Rule::range_until;
    let to = bound(cx, &mut parts, node);
    let span = from.span.to(to.span);
    Expr { kind: ExprKind::Range(Box::new(Range { from, to, half_open })), span }
}

/// The signs and the value at the front of `parts`.
fn bound<'i>(
    cx: &mut Context<'_>,
    parts: &mut Peekable<impl Iterator<Item = Node<'i>>>,
    node: &Node<'i>,
) -> Expr {
    let mut signs = Vec::new();
    while let Some(sign) = parts.next_if(|part| part.as_rule() == Rule::minus) {
        signs.push(cx.span(&sign));
    }
    let Some(value) = parts.next() else { return Expr { kind: ExprKind::Broken, span: cx.span(node) } };
    let value = primary(cx, &value);
    let (Some(first), Some(last)) = (signs.first(), signs.last()) else { return value };
    if signs.len() > 1 {
        cx.damage(&ShapeError::DoubleSign { span: first.to(*last) });
        return Expr { kind: ExprKind::Broken, span: first.to(value.span) };
    }
    negative(value, *first)
}

/// A value with a sign before it.
pub(super) fn negative(value: Expr, sign: Span) -> Expr {
    let span = sign.to(value.span);
    let kind = match value.kind {
        ExprKind::Literal(Literal::Int(number)) => ExprKind::Literal(Literal::Int(-number)),
        ExprKind::Literal(Literal::Decimal(number)) => {
            ExprKind::Literal(Literal::Decimal(Decimal(-number.0)))
        }
        ExprKind::Literal(Literal::Duration(length)) => {
            ExprKind::Literal(Literal::Duration(Duration(-length.0)))
        }
        kind => ExprKind::Negate(Box::new(Expr { kind, span: value.span })),
    };
    Expr { kind, span }
}

fn primary(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    let span = cx.span(node);
    let kind = match node.as_rule() {
        Rule::paren => return Expr { span, ..first_expr(cx, node) },
        Rule::array => ExprKind::List(exprs(cx, node)),
        Rule::call => ExprKind::Call(call(cx, node)),
        Rule::path => word_or_path(cx, node),
        _ => literal(cx, node),
    };
    Expr { kind, span }
}

/// The first expression inside a node.
pub(super) fn first_expr(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    match node.part(Rule::expr) {
        Some(inner) => expr(cx, &inner),
        None => Expr { kind: ExprKind::Broken, span: cx.span(node) },
    }
}

/// All expressions inside a node, in order.
pub(super) fn exprs(cx: &mut Context<'_>, node: &Node<'_>) -> Vec<Expr> {
    node.parts(Rule::expr).map(|inner| expr(cx, &inner)).collect()
}

/// The first operand inside a node, if there is one.
pub(super) fn maybe_operand(cx: &mut Context<'_>, node: &Node<'_>) -> Option<Expr> {
    node.part(Rule::operand).map(|inner| operand(cx, &inner))
}

/// The first operand inside a node. The grammar sees to it that there is one.
pub(super) fn first_operand(cx: &mut Context<'_>, node: &Node<'_>) -> Expr {
    maybe_operand(cx, node).unwrap_or_else(|| Expr { kind: ExprKind::Broken, span: cx.span(node) })
}

pub(super) fn call(cx: &mut Context<'_>, node: &Node<'_>) -> Call {
    let callee = node.part(Rule::callee).map(|name| cx.word(&name));
    let name = callee.unwrap_or_else(|| Name { text: String::new(), span: cx.span(node) });
    Call { name, arguments: exprs(cx, node) }
}

pub(super) fn path(cx: &Context<'_>, node: &Node<'_>) -> Path {
    Path { words: node.clone().into_inner().map(|word| cx.word(&word)).collect() }
}

/// A path; the words other languages have for `yes`, `no` and `missing` are explained.
fn word_or_path(cx: &mut Context<'_>, node: &Node<'_>) -> ExprKind {
    let path = path(cx, node);
    let alone = path.words.first().filter(|_| path.words.len() == 1);
    let (instead, kind) = match alone.map(|word| word.text.as_str()) {
        Some("true" | "True" | "TRUE") => ("yes", ExprKind::Literal(Literal::Bool(true))),
        Some("false" | "False" | "FALSE") => ("no", ExprKind::Literal(Literal::Bool(false))),
        _ => return ExprKind::Path(path),
    };
    let found = node.as_str().trim_end().to_owned();
    cx.bag.push(&ShapeError::ForeignWord {
        found,
        instead: instead.to_owned(),
        span: cx.span(node),
        whole: None,
    });
    kind
}
