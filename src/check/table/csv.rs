use super::cells::Cells;
use super::declare::{Rows, any, counted};
use super::literal::{read, unquoted};
use crate::check::context::Context;
use crate::check::error::TableError;
use crate::check::types;
use crate::hir::{Const, Parameter, TableCell, TableCellTest, TableRow};
use crate::source::{FileId, Span, resolve};
use crate::syntax::ast::{self, Case, CompareOp, TextOp};
use crate::types::Type;

/// The rows of a CSV file that stands beside the source. A file that is not there has been reported by whoever loads.
pub(super) fn rows(
    ctx: &mut Context<'_>,
    table: &ast::Table,
    path: &ast::Text,
    parameters: &[Parameter],
    outputs: &[(String, Type)],
) -> Rows {
    let nothing = Rows { rows: Vec::new(), whole: false };
    let Some(file) = beside(ctx, table.name.span.file, &path.value) else { return nothing };
    let sources = ctx.sources;
    let Some(text) = sources.get(file).map(|file| file.text.as_str()) else { return nothing };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .flexible(true)
        .trim(::csv::Trim::All)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let first = records.next().and_then(Result::ok).unwrap_or_default();
    let Some(layout) = layout(ctx, file, path, &first, parameters, outputs) else { return nothing };
    let mut rows = Rows { rows: Vec::new(), whole: true };
    for record in records {
        // Reading from text that is in memory can not fail: a lost quote shows as a row of another length.
        let Ok(record) = record else { continue };
        let row = row(ctx, file, &record, &layout, parameters, outputs);
        rows.whole &= row.is_some();
        rows.rows.extend(row);
    }
    rows
}

/// The file of that path, from where the source stands.
fn beside(ctx: &Context<'_>, from: FileId, path: &str) -> Option<FileId> {
    let name = resolve(&ctx.sources.get(from)?.name, path)?;
    ctx.names.log().text(&name);
    ctx.sources.find(&name)
}

/// Which cell of a line is which column: the parameters, then the outputs.
struct Layout {
    parameters: Vec<usize>,
    outputs: Vec<usize>,
    width: usize,
}

fn layout(
    ctx: &mut Context<'_>,
    file: FileId,
    path: &ast::Text,
    first: &::csv::StringRecord,
    parameters: &[Parameter],
    outputs: &[(String, Type)],
) -> Option<Layout> {
    let at = |name: &str| first.iter().position(|word| unquoted(word) == name);
    // A single output without a name is whatever column is left.
    let is_parameter = |word: &str| parameters.iter().any(|parameter| parameter.name == unquoted(word));
    let left_over = || first.iter().position(|word| !is_parameter(word));
    let output = |name: &str| if name.is_empty() { left_over() } else { at(name) };
    let found_parameters: Vec<_> = parameters.iter().map(|parameter| at(&parameter.name)).collect();
    let found_outputs: Vec<_> = outputs.iter().map(|(name, _)| output(name)).collect();
    let wanted: Vec<_> = parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .chain(outputs.iter().map(|(name, _)| if name.is_empty() { "result" } else { name.as_str() }))
        .collect();
    let found = found_parameters.iter().chain(&found_outputs);
    let missing: Vec<_> = wanted
        .iter()
        .zip(found)
        .filter(|(_, at)| at.is_none())
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    if !missing.is_empty() {
        ctx.report(TableError::Header {
            file: path.value.clone(),
            missing: missing.join(", "),
            wanted: wanted.join(","),
            span: line_span(ctx, file, first.position()),
        });
        return None;
    }
    if let Some(cells) = cells(ctx, file, line_span(ctx, file, first.position())) {
        for (parameter, at) in parameters.iter().zip(&found_parameters) {
            if let Some(at) = at {
                cells.note_header(ctx, *at, parameter);
            }
        }
    }
    Some(Layout {
        parameters: found_parameters.into_iter().collect::<Option<_>>()?,
        outputs: found_outputs.into_iter().collect::<Option<_>>()?,
        width: first.len(),
    })
}

/// The line a record begins on.
fn line_span(ctx: &Context<'_>, file: FileId, position: Option<&::csv::Position>) -> Span {
    let text = ctx.sources.get(file).map_or("", |file| file.text.as_str());
    let skipped = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let start = position.map_or(0, ::csv::Position::byte);
    let start = usize::try_from(start).unwrap_or(usize::MAX).saturating_add(skipped);
    let rest = text.get(start..).unwrap_or_default();
    // The reader may count line ends of the line before to the record.
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let line = rest.trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default();
    let from = u32::try_from(start.saturating_add(blank)).unwrap_or(u32::MAX);
    Span::new(file, from, from.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX)))
}

/// The words of a line, where somebody wants to know what they name.
fn cells<'c>(ctx: &'c Context<'_>, file: FileId, line: Span) -> Option<Cells<'c>> {
    let text = ctx.sources.get(file).filter(|_| ctx.names.log().is_kept())?.text.as_str();
    Some(Cells::of(file, text, line.start))
}

fn row(
    ctx: &mut Context<'_>,
    file: FileId,
    record: &::csv::StringRecord,
    layout: &Layout,
    parameters: &[Parameter],
    outputs: &[(String, Type)],
) -> Option<TableRow> {
    let span = line_span(ctx, file, record.position());
    if record.len() != layout.width {
        let (found, wanted) = (counted(record.len(), "cell"), counted(layout.width, "column"));
        ctx.report(TableError::RowLength { found, wanted, span, missing: 0 });
        return None;
    }
    if let Some(words) = cells(ctx, file, span) {
        let columns = parameters.iter().map(|parameter| &parameter.ty).zip(&layout.parameters);
        let outputs = outputs.iter().map(|(_, ty)| ty).zip(&layout.outputs);
        columns.chain(outputs).for_each(|(ty, at)| words.note(ctx, *at, ty));
    }
    let mut cells = Vec::with_capacity(parameters.len());
    for (parameter, at) in parameters.iter().zip(&layout.parameters) {
        let text = record.get(*at).unwrap_or_default();
        let read = cell(ctx, text, &parameter.ty);
        cells.push(report_cell(ctx, read, text, &parameter.ty, &parameter.name, span));
    }
    let mut values = Vec::with_capacity(outputs.len());
    for ((name, ty), at) in outputs.iter().zip(&layout.outputs) {
        let text = record.get(*at).unwrap_or_default();
        let value = read(ctx, text, ty);
        values.push(report_cell(ctx, value, text, ty, name, span));
    }
    Some(TableRow {
        cells: cells.into_iter().collect::<Option<_>>()?,
        outputs: values.into_iter().collect::<Option<_>>()?,
        span,
    })
}

fn report_cell<T>(
    ctx: &mut Context<'_>,
    read: Result<T, String>,
    cell: &str,
    ty: &Type,
    column: &str,
    span: Span,
) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(_) if *ty == Type::Unknown => None,
        Err(help) => {
            let wanted = types::phrase(ctx, ty);
            let column = if column.is_empty() { "result" } else { column };
            let (cell, column) = (cell.to_owned(), column.to_owned());
            ctx.report(TableError::Cell { cell, wanted, column, help, span });
            None
        }
    }
}

/// A cell as in a program; an empty one is `any`.
fn cell(ctx: &Context<'_>, text: &str, ty: &Type) -> Result<TableCell, String> {
    let text = text.trim();
    match text {
        "" | "any" => return Ok(any()),
        "present" => return Ok(TableCell { test: TableCellTest::Present, negated: false }),
        "missing" => return Ok(TableCell { test: TableCellTest::Present, negated: true }),
        _ => {}
    }
    match text.strip_prefix("not ") {
        Some(rest) => Ok(TableCell { test: test(ctx, rest.trim(), ty)?, negated: true }),
        None => Ok(TableCell { test: test(ctx, text, ty)?, negated: false }),
    }
}

const COMPARISONS: [(&str, CompareOp); 4] =
    [("<=", CompareOp::Le), (">=", CompareOp::Ge), ("<", CompareOp::Lt), (">", CompareOp::Gt)];

const SEARCHES: [(&str, TextOp); 4] = [
    ("contains word \"", TextOp::ContainsWord),
    ("contains \"", TextOp::Contains),
    ("starts with \"", TextOp::StartsWith),
    ("ends with \"", TextOp::EndsWith),
];

fn test(ctx: &Context<'_>, text: &str, ty: &Type) -> Result<TableCellTest, String> {
    if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let values: Vec<Const> =
            inner.split(',').map(|part| read(ctx, part, ty)).collect::<Result<_, _>>()?;
        return Ok(TableCellTest::OneOf(values, Case::Ignored));
    }
    if ty.is_ordered() {
        if let Some((mark, op)) = COMPARISONS.iter().find(|(mark, _)| text.starts_with(mark)) {
            let value = read(ctx, text.strip_prefix(mark).unwrap_or_default(), ty)?;
            return Ok(TableCellTest::Compare(*op, value));
        }
        if let Some((from, to)) = text.split_once("..") {
            return range(ctx, from, to, ty);
        }
    }
    if *ty == Type::Text {
        let search = SEARCHES.iter().find_map(|(mark, op)| Some((text.strip_prefix(mark)?, *op)));
        if let Some((wanted, op)) = search.and_then(|(rest, op)| Some((rest.strip_suffix('"')?, op))) {
            return Ok(TableCellTest::Search(op, vec![wanted.to_owned()]));
        }
    }
    Ok(TableCellTest::OneOf(vec![read(ctx, text, ty)?], Case::Ignored))
}

fn range(ctx: &Context<'_>, from: &str, to: &str, ty: &Type) -> Result<TableCellTest, String> {
    let (to, half_open) = to.strip_prefix('<').map_or((to, false), |to| (to, true));
    let (from, to) = (read(ctx, from, ty)?, read(ctx, to, ty)?);
    if from > to || (from == to && half_open) {
        return Err("write the smaller end first".to_owned());
    }
    Ok(TableCellTest::Between { from, to, half_open })
}
