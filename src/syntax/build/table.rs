use super::context::Context;
use super::data::{parameters, type_name};
use super::expr::{compare_op, text_op, value};
use super::grammar::{Node, Parts, Rule};
use super::operand::first_operand;
use crate::source::Span;
use crate::syntax::ast::{Cell, CellKind, HitPolicy, OutputColumn, Row, Rows, Table, TextOp};

pub(super) fn table(cx: &mut Context<'_>, node: &Node<'_>) -> Table {
    let policy = node.part(Rule::hit_policy).map(|word| (hit_policy(&word), cx.span(&word)));
    let complete = node.part(Rule::kw_complete).map(|word| cx.span(&word));
    let outputs = node.part(Rule::outputs);
    let last = complete.or(policy.map(|(_, span)| span)).or(outputs.as_ref().map(|outputs| cx.span(outputs)));
    let whole = cx.span(node);
    Table {
        name: cx.name(node),
        parameters: parameters(cx, node),
        outputs: outputs.map(|outputs| output_columns(cx, &outputs)).unwrap_or_default(),
        policy,
        complete,
        rows: rows(cx, node),
        header: Span::new(whole.file, whole.start, last.map_or(whole.end, |last| last.end)),
    }
}

fn hit_policy(node: &Node<'_>) -> HitPolicy {
    if node.has(Rule::kw_unique) { HitPolicy::Unique } else { HitPolicy::First }
}

fn output_columns(cx: &Context<'_>, node: &Node<'_>) -> Vec<OutputColumn> {
    if node.has(Rule::type_name) {
        return vec![OutputColumn { name: None, ty: type_name(cx, node) }];
    }
    let column = |output: Node<'_>| OutputColumn { name: cx.maybe_name(&output), ty: type_name(cx, &output) };
    node.parts(Rule::output).map(column).collect()
}

fn rows(cx: &mut Context<'_>, node: &Node<'_>) -> Rows {
    if let Some(from) = node.part(Rule::from) {
        return Rows::Csv(cx.text(&from));
    }
    let rows = node.part(Rule::rows);
    Rows::Inline(
        rows.map(|rows| rows.parts(Rule::row).map(|inner| row(cx, &inner)).collect()).unwrap_or_default(),
    )
}

fn row(cx: &mut Context<'_>, node: &Node<'_>) -> Row {
    Row {
        cells: node.parts(Rule::cell).map(|inner| cell(cx, &inner)).collect(),
        otherwise: node.has(Rule::kw_otherwise),
        outputs: node.parts(Rule::value).map(|inner| value(cx, &inner)).collect(),
        span: cx.span(node),
    }
}

pub(super) fn cell(cx: &mut Context<'_>, node: &Node<'_>) -> Cell {
    let first = node.clone().into_inner().next();
    let kind = match first.as_ref().map_or(Rule::kw_any, Node::as_rule) {
        Rule::kw_any => CellKind::Any,
        Rule::kw_missing => CellKind::Presence(false),
        Rule::kw_present => CellKind::Presence(true),
        Rule::kw_not => CellKind::IsNot(first_operand(cx, node)),
        Rule::compare_op => CellKind::Compare(compare_op(node), first_operand(cx, node)),
        Rule::text_op => {
            let op = first.map_or(TextOp::Contains, |op| text_op(&op));
            CellKind::Search(op, first_operand(cx, node))
        }
        _ => CellKind::Is(first_operand(cx, node)),
    };
    Cell { kind, span: cx.span(node) }
}
