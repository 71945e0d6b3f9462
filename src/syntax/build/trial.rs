use super::context::Context;
use super::grammar::{Node, Parts, Rule};
use super::literal::literal;
use super::operand::{first_expr, first_operand};
use super::rows;
use super::setting::{block, setting};
use crate::syntax::ast::{
    Expectation, Expr, ExprKind, Given, GivenKind, Line, Name, Scenario, Setting, Test,
};
use crate::syntax::error::ShapeError;

pub(super) fn test(cx: &mut Context<'_>, node: &Node<'_>) -> Test {
    let title = cx.text(node);
    let mut found = Test { title, given: Vec::new(), at: None, expect: Vec::new(), rows: Vec::new() };
    for part in node.clone().into_inner() {
        match part.as_rule() {
            Rule::given => found.given.push(Given { kind: given(cx, &part), span: cx.span(&part) }),
            Rule::at if found.at.is_some() => cx.damage(&ShapeError::SecondAt { span: cx.span(&part) }),
            Rule::at => found.at = Some((first_operand(cx, &part), cx.maybe_text(&part))),
            Rule::expect => found.expect.push(expectation(cx, &part)),
            Rule::test_rows => found.rows.push(rows::rows(cx, &part)),
            _ => {}
        }
    }
    found
}

fn given(cx: &mut Context<'_>, node: &Node<'_>) -> GivenKind {
    if let Some(queue) = node.part(Rule::given_queue) {
        return GivenKind::Queue { name: cx.name(&queue), facts: block(cx, &queue) };
    }
    if let Some(model) = node.part(Rule::given_model) {
        return GivenKind::Model { name: cx.name(&model), value: first_expr(cx, &model) };
    }
    if let Some(id) = node.part(Rule::given_id) {
        return GivenKind::Id(cx.text(&id));
    }
    let item = node.part(Rule::given_item).unwrap_or_else(|| node.clone());
    let from = item.part(Rule::from).map(|from| cx.text(&from));
    GivenKind::Item { target: cx.name(&item), from, values: block(cx, &item) }
}

fn expectation(cx: &mut Context<'_>, node: &Node<'_>) -> Expectation {
    let Some(fired) = node.part(Rule::fired) else { return Expectation::Holds(first_expr(cx, node)) };
    let words =
        |address: Node<'_>| address.parts(Rule::word).map(|word| cx.word(&word)).collect::<Vec<Name>>();
    Expectation::Fired {
        negated: fired.has(Rule::kw_not),
        address: fired.part(Rule::address).map(words).unwrap_or_default(),
        label: cx.text(&fired),
        span: cx.span(node),
    }
}

pub(super) fn scenario(cx: &mut Context<'_>, node: &Node<'_>) -> Scenario {
    let mut found = Scenario { title: cx.text(node), settings: Vec::new(), lines: Vec::new() };
    for part in node.clone().into_inner() {
        match part.as_rule() {
            Rule::setting => found.settings.push(setting(cx, &part)),
            Rule::line => found.lines.push(line(cx, &part)),
            Rule::expect => expect_after(cx, &part, &mut found.lines),
            _ => {}
        }
    }
    found
}

fn line(cx: &mut Context<'_>, node: &Node<'_>) -> Line {
    let span = cx.span(node);
    let mut parts = node.clone().into_inner();
    let time = parts.next().map_or(Expr { kind: ExprKind::Broken, span }, |time| Expr {
        kind: literal(cx, &time),
        span: cx.span(&time),
    });
    let event = parts.next().map(|event| setting(cx, &event));
    let nothing = || Setting { word: cx.name(node), terms: Vec::new(), when: None, block: None, span };
    Line { time, event: event.unwrap_or_else(nothing), expect: Vec::new(), span }
}

/// An expectation belongs to the line above it.
fn expect_after(cx: &mut Context<'_>, node: &Node<'_>, lines: &mut [Line]) {
    let expectation = expectation(cx, node);
    match lines.last_mut() {
        Some(line) => line.expect.push(expectation),
        // A damaged scenario may have lost the line.
        None if cx.damaged => {}
        None => cx.damage(&ShapeError::ExpectTooEarly { span: cx.span(node) }),
    }
}
