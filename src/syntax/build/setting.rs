use super::context::Context;
use super::grammar::{Node, Parts, Rule};
use super::operand::{first_expr, operand};
use crate::syntax::ast::{Expr, Setting};

/// `word term* (when …)? { … }?`
pub(super) fn setting(cx: &mut Context<'_>, node: &Node<'_>) -> Setting {
    Setting {
        word: cx.name(node),
        terms: operands(cx, node),
        when: node.has(Rule::expr).then(|| first_expr(cx, node)),
        block: node.part(Rule::settings).map(|block| settings(cx, &block)),
        span: cx.span(node),
    }
}

/// The settings directly inside a node.
pub(super) fn settings(cx: &mut Context<'_>, node: &Node<'_>) -> Vec<Setting> {
    node.parts(Rule::setting).map(|inner| setting(cx, &inner)).collect()
}

/// The settings of a node's block; empty without one.
pub(super) fn block(cx: &mut Context<'_>, node: &Node<'_>) -> Vec<Setting> {
    node.part(Rule::settings).map(|block| settings(cx, &block)).unwrap_or_default()
}

/// The operands directly inside a node.
pub(super) fn operands(cx: &mut Context<'_>, node: &Node<'_>) -> Vec<Expr> {
    node.parts(Rule::operand).map(|inner| operand(cx, &inner)).collect()
}
