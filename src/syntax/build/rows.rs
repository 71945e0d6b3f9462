use super::context::Context;
use super::grammar::{Node, Parts, Rule};
use super::operand::{first_expr, first_operand};
use super::table::cell;
use crate::source::Span;
use crate::syntax::ast::{ExpectColumn, Expr, GivenColumn, GivenColumnKind, Name, TestRow, TestRows};

/// The rows of a test: `rows customer.tier | amount -> priority { … }`.
pub(super) fn rows(cx: &mut Context<'_>, node: &Node<'_>) -> TestRows {
    let expect: Vec<_> = node.parts(Rule::expect_column).map(|column| expect_column(cx, &column)).collect();
    let whole = cx.span(node);
    let last = node.parts(Rule::expect_column).last();
    let end = last.map_or(whole.end, |last| cx.span(&last).end);
    let block = node.part(Rule::test_row_block);
    TestRows {
        given: node.parts(Rule::given_column).map(|column| given_column(cx, &column)).collect(),
        expect,
        rows: block
            .map(|block| block.parts(Rule::test_row).map(|inner| row(cx, &inner)).collect())
            .unwrap_or_default(),
        header: Span::new(whole.file, whole.start, end),
        span: whole,
    }
}

fn given_column(cx: &mut Context<'_>, node: &Node<'_>) -> GivenColumn {
    let kind = match node.clone().into_inner().next() {
        Some(part) => match part.as_rule() {
            Rule::column_at => GivenColumnKind::At(cx.maybe_text(&part)),
            Rule::column_id => GivenColumnKind::Id,
            Rule::column_model => GivenColumnKind::Model(cx.name(&part)),
            Rule::column_queue => queue_column(cx, &part),
            _ => GivenColumnKind::Value(words(cx, &part)),
        },
        None => GivenColumnKind::Value(Vec::new()),
    };
    GivenColumn { kind, span: cx.span(node) }
}

fn queue_column(cx: &Context<'_>, node: &Node<'_>) -> GivenColumnKind {
    let queue = cx.name(node);
    let fact = node.parts(Rule::name).nth(1).map_or_else(|| queue.clone(), |fact| cx.word(&fact));
    GivenColumnKind::Queue(queue, fact)
}

fn expect_column(cx: &mut Context<'_>, node: &Node<'_>) -> ExpectColumn {
    let Some(fired) = node.part(Rule::column_fired) else { return ExpectColumn::Holds(first_expr(cx, node)) };
    let address = fired.part(Rule::path).map(|path| words(cx, &path)).unwrap_or_default();
    ExpectColumn::Fired { address, span: cx.span(node) }
}

/// The words of a path.
fn words(cx: &Context<'_>, path: &Node<'_>) -> Vec<Name> {
    let is_word = |part: &Node<'_>| matches!(part.as_rule(), Rule::name | Rule::word);
    path.clone().into_inner().filter(is_word).map(|word| cx.word(&word)).collect()
}

fn row(cx: &mut Context<'_>, node: &Node<'_>) -> TestRow {
    TestRow {
        label: node.part(Rule::label).map(|label| cx.text(&label)),
        given: node.parts(Rule::given_cell).map(|inner| given_cell(cx, &inner)).collect(),
        expect: node.parts(Rule::cell).map(|inner| cell(cx, &inner)).collect(),
        span: cx.span(node),
    }
}

fn given_cell(cx: &mut Context<'_>, node: &Node<'_>) -> Option<Expr> {
    let missing = node.has(Rule::kw_missing);
    (!missing).then(|| first_operand(cx, node))
}
