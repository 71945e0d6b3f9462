use super::context::Context;
use super::expr::first_value;
use super::grammar::{Node, Parts, Rule};
use super::literal::number;
use super::operand::{call, first_expr, first_operand, maybe_operand, path};
use super::setting::operands;
use crate::syntax::ast::{
    Call, Clause, ClauseKind, Expr, Guard, OrderKey, Rule as AstRule, Setting, Share, Target, UrgencyStep,
};
use crate::syntax::error::ShapeError;

/// The rules of a node's block; empty without one.
pub(super) fn rules(cx: &mut Context<'_>, node: &Node<'_>) -> Vec<AstRule> {
    let Some(block) = node.part(Rule::rules) else { return Vec::new() };
    let end = cx.span(&block).end;
    let mut found: Vec<_> = std::iter::from_fn(|| cx.quick.next_if(|rule| rule.span.start < end)).collect();
    found.extend(block.parts(Rule::rule).map(|inner| rule(cx, &inner)));
    // Those that the grammar read stand between those that it did not.
    found.sort_by_key(|rule| rule.span.start);
    found
}

/// `"Label": when … clause clause`
pub(super) fn rule(cx: &mut Context<'_>, node: &Node<'_>) -> AstRule {
    let mut found = AstRule { label: None, guard: None, clauses: Vec::new(), span: cx.span(node) };
    for part in node.clone().into_inner() {
        match part.as_rule() {
            Rule::label => found.label = cx.maybe_text(&part),
            Rule::guard => found.guard = Some(guard(cx, &part)),
            _ => found.clauses.push(Clause { kind: clause(cx, &part), span: cx.span(&part) }),
        }
    }
    found
}

fn guard(cx: &mut Context<'_>, node: &Node<'_>) -> Guard {
    if node.has(Rule::expr) { Guard::When(first_expr(cx, node)) } else { Guard::Otherwise(cx.span(node)) }
}

fn clause(cx: &mut Context<'_>, node: &Node<'_>) -> ClauseKind {
    match node.as_rule() {
        Rule::set => set(cx, node),
        Rule::require => ClauseKind::Require { skill: cx.name(node), level: maybe_operand(cx, node) },
        Rule::hold => ClauseKind::Hold(cx.name(node)),
        Rule::to => ClauseKind::To(target(cx, node)),
        Rule::urgency => ClauseKind::Urgency(node.parts(Rule::step).map(|inner| step(cx, &inner)).collect()),
        Rule::overflow => ClauseKind::Overflow(rules(cx, node)),
        Rule::r#use => ClauseKind::Use(named_call(cx, node)),
        Rule::after => ClauseKind::After { length: first_operand(cx, node), of: cx.maybe_name(node) },
        Rule::then => ClauseKind::Then(then(cx, node)),
        Rule::pick => ClauseKind::Pick(node.has(Rule::expr).then(|| first_expr(cx, node))),
        _ => ClauseKind::Order(node.parts(Rule::order_key).map(|inner| order_key(cx, &inner)).collect()),
    }
}

fn set(cx: &mut Context<'_>, node: &Node<'_>) -> ClauseKind {
    let paths: Vec<_> = node.parts(Rule::path).collect();
    ClauseKind::Set {
        fields: paths.iter().map(|node| path(cx, node)).collect(),
        spans: paths.iter().map(|node| cx.span(node)).collect(),
        value: first_expr(cx, node),
    }
}

fn target(cx: &mut Context<'_>, node: &Node<'_>) -> Target {
    if node.has(Rule::to_bot) {
        return Target::Bot;
    }
    if let Some(table) = node.part(Rule::call) {
        return Target::Table(call(cx, &table));
    }
    if let Some(split) = node.part(Rule::split) {
        return Target::Split(split.parts(Rule::share).map(|inner| share(cx, &inner)).collect());
    }
    match node.part(Rule::to_agent) {
        Some(agent) => Target::Agent {
            who: first_value(cx, &agent),
            queue: cx.name(&agent),
            lasting: maybe_operand(cx, &agent),
        },
        None => Target::Queue(cx.name(node)),
    }
}

fn share(cx: &mut Context<'_>, node: &Node<'_>) -> Share {
    let percent = node.part(Rule::percent).map_or(0, |inner| number(cx, &inner));
    Share { queue: cx.name(node), percent, span: cx.span(node) }
}

fn step(cx: &mut Context<'_>, node: &Node<'_>) -> UrgencyStep {
    UrgencyStep { value: first_value(cx, node), after: maybe_operand(cx, node) }
}

/// A call, or a bare name as a call without arguments.
fn named_call(cx: &mut Context<'_>, node: &Node<'_>) -> Call {
    match node.part(Rule::call) {
        Some(inner) => call(cx, &inner),
        None => Call { name: cx.name(node), arguments: Vec::new() },
    }
}

fn then(cx: &mut Context<'_>, node: &Node<'_>) -> Setting {
    let (word, terms) = (cx.name(node), operands(cx, node));
    let span = terms.last().map_or(word.span, |last| word.span.to(last.span));
    Setting { word, terms, when: None, block: None, span }
}

fn order_key(cx: &mut Context<'_>, node: &Node<'_>) -> OrderKey {
    let direction = node.part(Rule::direction).map(|word| word.has(Rule::kw_descending));
    let mut key = operands(cx, node);
    let foreign = key.get(1).and_then(Expr::as_word).and_then(|word| match word.text.as_str() {
        "desc" => Some((word.clone(), "descending")),
        "asc" => Some((word.clone(), "ascending")),
        _ => None,
    });
    if let Some((word, instead)) = foreign {
        key.truncate(1);
        cx.damage(&ShapeError::RuleWord { found: word.text, instead: instead.to_owned(), span: word.span });
    }
    OrderKey { key, descending: direction, span: cx.span(node) }
}
