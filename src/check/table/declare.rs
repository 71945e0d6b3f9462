use super::{cell, csv, proof};
use crate::check::context::Context;
use crate::check::error::{DataError, TableError};
use crate::check::names::Kind;
use crate::check::unit::remembered;
use crate::check::{data, enumeration, expr, types};
use crate::hir::{self, Parameter, TableCell, TableCellTest, TableRow};
use crate::source::Span;
use crate::syntax::ast::{self, HitPolicy};
use crate::types::Type;
use std::sync::Arc;

/// Checks tables, and fills `tables`.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    for item in ctx.items() {
        let ast::ItemKind::Table(table) = &item.kind else { continue };
        if ctx.names.owner(Kind::Table, &table.name).is_some() {
            let look = |ctx: &mut Context<'_>| Arc::new(declare_one(ctx, item, table));
            let table = remembered(ctx, |memory| &mut memory.tables, item.span, look);
            ctx.make().tables.push(table);
        }
    }
}

fn declare_one(ctx: &mut Context<'_>, item: &ast::Item, written: &ast::Table) -> hir::Table {
    let parameters = columns(ctx, written);
    let outputs = outputs(ctx, written);
    let rows = match &written.rows {
        ast::Rows::Inline(rows) => inline_rows(ctx, rows, &parameters, &outputs),
        ast::Rows::Csv(file) => csv::rows(ctx, written, file, &parameters, &outputs),
    };
    if written.policy.is_none() && !item.damaged {
        ctx.report(TableError::NoPolicy { table: written.name.text.clone(), span: written.header });
    }
    let table = hir::Table {
        named: Context::named(&written.name, None, item.doc.as_ref()),
        parameters,
        outputs,
        policy: written.policy.map_or(HitPolicy::First, |(policy, _)| policy),
        complete: written.complete.is_some(),
        rows: rows.rows,
    };
    if rows.whole && !item.damaged {
        check_rows(ctx, written, &table);
    }
    table
}

/// The rows of a table, and whether all of them could be read: proofs need all.
pub(super) struct Rows {
    pub(super) rows: Vec<TableRow>,
    pub(super) whole: bool,
}

fn check_rows(ctx: &mut Context<'_>, written: &ast::Table, table: &hir::Table) {
    let name = &written.name;
    if table.rows.is_empty() {
        ctx.report(TableError::NoRows { table: name.text.clone(), span: name.span });
        return;
    }
    let known = table.parameters.iter().all(|parameter| parameter.ty != Type::Unknown);
    if known {
        proof::check(ctx, table, written.policy.map(|(_, span)| span), written.complete);
    }
}

fn columns(ctx: &mut Context<'_>, written: &ast::Table) -> Vec<Parameter> {
    let mut parameters = data::parameters(ctx, &written.parameters);
    for (parameter, written) in parameters.iter_mut().zip(&written.parameters) {
        if let Type::Entity(_) | Type::List(_) = parameter.ty {
            report_type(ctx, &parameter.ty, "a column of a table", written.ty.span);
            parameter.ty = Type::Unknown;
        }
    }
    parameters
}

fn report_type(ctx: &mut Context<'_>, ty: &Type, place: &'static str, span: Span) {
    let what = types::phrase(ctx, ty);
    let help = "name the single value that matters, such as `tier: Tier`";
    ctx.report(DataError::TypeNotAllowed { what, place, span, help, instead: None });
}

fn outputs(ctx: &mut Context<'_>, written: &ast::Table) -> Vec<(String, Type)> {
    let mut outputs: Vec<(String, Type)> = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    for output in &written.outputs {
        let mut ty = data::resolve_type(ctx, &output.ty);
        if let Type::Entity(_) | Type::List(_) = ty {
            report_type(ctx, &ty, "an output of a table", output.ty.span);
            ty = Type::Unknown;
        }
        let name = output.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
        let same = outputs.iter().position(|(other, _)| !name.is_empty() && *other == name);
        if let (Some(name), Some(first)) = (&output.name, same.and_then(|at| spans.get(at)).copied()) {
            enumeration::report_twice(ctx, name, first, "the outputs");
        }
        spans.push(output.name.as_ref().map_or(output.ty.span, |name| name.span));
        outputs.push((name, ty));
    }
    outputs
}

fn inline_rows(
    ctx: &mut Context<'_>,
    written: &[ast::Row],
    parameters: &[Parameter],
    outputs: &[(String, Type)],
) -> Rows {
    let rows: Vec<_> = written.iter().filter_map(|row| inline_row(ctx, row, parameters, outputs)).collect();
    let whole = rows.len() == written.len();
    Rows { rows, whole }
}

fn inline_row(
    ctx: &mut Context<'_>,
    row: &ast::Row,
    parameters: &[Parameter],
    outputs: &[(String, Type)],
) -> Option<TableRow> {
    let cells_fit = row.otherwise || row.cells.len() == parameters.len();
    if !cells_fit || row.outputs.len() != outputs.len() {
        let (found, wanted) = if cells_fit {
            (counted(row.outputs.len(), "output"), counted(outputs.len(), "output"))
        } else {
            (counted(row.cells.len(), "cell"), counted(parameters.len(), "column"))
        };
        let missing = if cells_fit { 0 } else { parameters.len().saturating_sub(row.cells.len()) };
        ctx.report(TableError::RowLength { found, wanted, span: row.span, missing });
        return None;
    }
    let cells: Vec<_> = if row.otherwise {
        parameters.iter().map(|_| Some(any())).collect()
    } else {
        let pairs = row.cells.iter().zip(parameters);
        pairs.map(|(cell, parameter)| cell::cell(ctx, cell, &parameter.ty)).collect()
    };
    let values: Vec<_> =
        row.outputs.iter().zip(outputs).map(|(value, (_, ty))| output(ctx, value, ty)).collect();
    Some(TableRow {
        cells: cells.into_iter().collect::<Option<_>>()?,
        outputs: values.into_iter().collect::<Option<_>>()?,
        span: row.span,
    })
}

fn output(ctx: &mut Context<'_>, value: &ast::Expr, ty: &Type) -> Option<hir::Const> {
    if *ty == Type::Unknown {
        return None;
    }
    expr::constant(ctx, value, ty)
}

/// A cell that does not matter.
pub(super) fn any() -> TableCell {
    TableCell { test: TableCellTest::Any, negated: false }
}

/// `3 cells`, `1 output`
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
