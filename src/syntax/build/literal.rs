use super::context::Context;
use super::grammar::{Node, Rule};
use crate::syntax::ast::{ExprKind, Literal};
use crate::syntax::lex::figure::{self, Figure};
use crate::syntax::lex::unquote;

/// The value of a literal; a figure that `lex` has refused becomes [`ExprKind::Broken`].
pub(super) fn literal(cx: &mut Context<'_>, node: &Node<'_>) -> ExprKind {
    let kind = node.as_rule();
    let written = node.as_str().trim_end();
    if kind == Rule::text {
        return ExprKind::Literal(Literal::Text(unquote(written)));
    }
    if kind == Rule::bool {
        return ExprKind::Literal(Literal::Bool(written == "yes"));
    }
    if kind == Rule::anything {
        return ExprKind::Literal(Literal::Any);
    }
    if let Ok(figure) = figure::read(written) {
        return ExprKind::Literal(value(figure));
    }
    cx.damaged = true;
    ExprKind::Broken
}

/// The value of a figure, unless the grammar might read it otherwise: it knows no seconds in the offset of an instant.
pub(super) fn plain_figure(written: &str) -> Option<Literal> {
    let figure = figure::read(written).ok()?;
    let offset = matches!(figure, Figure::Instant(_)) && !written.ends_with('Z');
    (!offset).then(|| value(figure))
}

fn value(figure: Figure) -> Literal {
    match figure {
        Figure::Int(number) => Literal::Int(number),
        Figure::Decimal(number) => Literal::Decimal(number),
        Figure::Percent(number) => Literal::Percent(number),
        Figure::Date(date) => Literal::Date(date),
        Figure::Time(time) => Literal::Time(time),
        Figure::Local(date, time) => Literal::Local(date, time),
        Figure::Instant(instant) => Literal::Instant(instant),
        Figure::Duration(length) => Literal::Duration(length),
    }
}

/// The number of an `int` or a `percent`; zero for one that `lex` has refused.
pub(super) fn number(cx: &mut Context<'_>, node: &Node<'_>) -> i64 {
    if let Ok(Figure::Int(number) | Figure::Percent(number)) = figure::read(node.as_str().trim_end()) {
        return number;
    }
    cx.damaged = true;
    0
}
