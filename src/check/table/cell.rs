use crate::check::context::Context;
use crate::check::error::TypeError;
use crate::check::names::Kind;
use crate::check::patterns::check_pattern;
use crate::check::{expr, types};
use crate::hir::{Const, TableCell, TableCellTest};
use crate::source::Span;
use crate::syntax::ast::{self, Case, CellKind, CompareOp, ExprKind, Literal};
use crate::types::Type;

/// What one column of a row asks, typed. `None` after a report.
pub(super) fn cell(ctx: &mut Context<'_>, cell: &ast::Cell, ty: &Type) -> Option<TableCell> {
    if *ty == Type::Unknown {
        return None;
    }
    let (test, negated) = match &cell.kind {
        CellKind::Any => (TableCellTest::Any, false),
        CellKind::Is(value) => (is(ctx, value, ty)?, false),
        CellKind::IsNot(value) => (is(ctx, value, ty)?, true),
        CellKind::Compare(op, value) => compared(ctx, *op, value, ty)?,
        CellKind::Presence(present) => (TableCellTest::Present, !present),
        CellKind::Search(op, value) => (search(ctx, *op, value, ty, cell.span)?, false),
    };
    Some(TableCell { test, negated })
}

fn is(ctx: &mut Context<'_>, value: &ast::Expr, ty: &Type) -> Option<TableCellTest> {
    if value.kind == ExprKind::Literal(Literal::Any) {
        return Some(TableCellTest::Any);
    }
    if let ExprKind::List(members) = &value.kind {
        let (values, _) = expr::members(ctx, members, Some(ty), value.span)?;
        return Some(TableCellTest::OneOf(values, Case::Ignored));
    }
    if let ExprKind::Range(range) = &value.kind {
        return between(ctx, range, ty, value.span);
    }
    if let Some(values) = named_list(ctx, value, ty) {
        return values.map(|values| TableCellTest::OneOf(values, Case::Ignored));
    }
    let found = expr::constant(ctx, value, ty)?;
    if matches!(&found, Const::Text(text) if text.trim().is_empty()) {
        ctx.report(TypeError::EmptyText { span: value.span, instead: "missing".to_owned() });
        return None;
    }
    Some(TableCellTest::OneOf(vec![found], Case::Ignored))
}

/// The members of a list by its name, unless the word is a value of the column.
#[expect(clippy::option_option, reason = "a name of something else is not a faulty list")]
fn named_list(ctx: &mut Context<'_>, value: &ast::Expr, ty: &Type) -> Option<Option<Vec<Const>>> {
    let word = value.as_word()?;
    let is_value = matches!(ty, Type::Enum(id) if ctx.enum_value(*id, &word.text).is_some());
    let list = ctx.list(&word.text).filter(|_| !is_value)?.clone();
    ctx.names.note(Kind::List, &word.text, word.span);
    let Some(list) = list else { return Some(None) };
    let values = list.values.into_iter().map(|member| expr::coerce(ctx, member, &list.ty, ty, value.span));
    Some(values.collect())
}

fn between(ctx: &mut Context<'_>, range: &ast::Range, ty: &Type, span: Span) -> Option<TableCellTest> {
    check_ordered(ctx, ty, span)?;
    let from = expr::constant(ctx, &range.from, ty);
    let to = expr::constant(ctx, &range.to, ty);
    let (from, to) = (from?, to?);
    if from > to || (from == to && range.half_open) {
        let text = |expr: &ast::Expr| ctx.sources.text(expr.span).to_owned();
        let (from, to) = (text(&range.from), text(&range.to));
        ctx.report(TypeError::EmptyRange { from, to, span });
        return None;
    }
    Some(TableCellTest::Between { from, to, half_open: range.half_open })
}

fn check_ordered(ctx: &mut Context<'_>, ty: &Type, span: Span) -> Option<()> {
    if ty.is_ordered() {
        return Some(());
    }
    let found = types::phrase(ctx, ty);
    ctx.report(TypeError::NoOrder { found, span, help: "write the values in a list: `[a, b]`" });
    None
}

fn compared(
    ctx: &mut Context<'_>,
    op: CompareOp,
    value: &ast::Expr,
    ty: &Type,
) -> Option<(TableCellTest, bool)> {
    match op {
        CompareOp::Eq => Some((is(ctx, value, ty)?, false)),
        CompareOp::Ne => Some((is(ctx, value, ty)?, true)),
        CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => {
            check_ordered(ctx, ty, value.span)?;
            let value = expr::constant(ctx, value, ty)?;
            Some((TableCellTest::Compare(op, value), false))
        }
    }
}

fn search(
    ctx: &mut Context<'_>,
    op: ast::TextOp,
    value: &ast::Expr,
    ty: &Type,
    span: Span,
) -> Option<TableCellTest> {
    if *ty != Type::Text {
        let what = types::phrase(ctx, ty);
        let help = "write the value itself, or several in a list: `[a, b]`";
        ctx.report(TypeError::WrongOperator { what, verb: "searched", span, help });
        return None;
    }
    let values = if let ExprKind::List(members) = &value.kind {
        expr::members(ctx, members, Some(ty), value.span)?.0
    } else if let Some(values) = named_list(ctx, value, ty) {
        values?
    } else {
        vec![expr::constant(ctx, value, ty)?]
    };
    let text = |value| if let Const::Text(text) = value { Some(text) } else { None };
    let texts: Vec<_> = values.into_iter().filter_map(text).collect();
    if texts.iter().any(|text| text.trim().is_empty()) {
        ctx.report(TypeError::EmptySearch { span: value.span });
        return None;
    }
    if op == ast::TextOp::Matches {
        for text in &texts {
            check_pattern(ctx, text, value.span)?;
        }
    }
    Some(TableCellTest::Search(op, texts))
}
