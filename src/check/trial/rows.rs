use super::handed::give;
use super::items::{Datum, Items};
use super::wish::{Wish, wish};
use crate::check::context::Context;
use crate::check::error::RowsError;
use crate::hir::TestItem;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, GivenKind, Test, TestRow, TestRows};
use std::collections::BTreeMap;

/// The most letters of a row that become part of a title.
const SHOWN: usize = 60;

/// A test as it is run once: with the values of one row, if it has rows.
#[derive(Clone)]
pub(super) struct Run<'a> {
    /// The test, with what the row gives; without its rows.
    pub(super) test: Test,
    /// What the row expects, if there is one.
    pub(super) wishes: Vec<Wish<'a>>,
    /// The item's data, where they stand in a file.
    pub(super) data: Option<Datum>,
    /// Where it stands: the row, or the test.
    pub(super) span: Span,
}

/// How often a test is run, and with what: once for each row, and with each item of the file that it names. `item` is what
/// the test is given, where that is known.
pub(super) fn runs<'a>(
    ctx: &mut Context<'_>,
    test: &'a Test,
    whole: Span,
    item: Option<TestItem>,
) -> Vec<Run<'a>> {
    let runs = of_rows(ctx, test, whole);
    let Some(path) = test.files().next() else { return runs };
    let Some(items) = Items::of(ctx, path, item) else { return Vec::new() };
    runs.into_iter().flat_map(|run| with_items(ctx, &run, &items, path.span)).collect()
}

/// The same run with each item of a file, or with the one that it names.
fn with_items<'a>(ctx: &mut Context<'_>, run: &Run<'a>, items: &Items, path: Span) -> Vec<Run<'a>> {
    let id = run.test.given.iter().find_map(|given| match &given.kind {
        GivenKind::Id(id) => Some(id),
        GivenKind::Item { .. } | GivenKind::Queue { .. } | GivenKind::Model { .. } => None,
    });
    if let Some(id) = id {
        let chosen = items.called(ctx, id).cloned();
        return chosen.map(|data| Run { data: Some(data), ..run.clone() }).into_iter().collect();
    }
    let with = |data: &Datum| {
        let mut own = run.clone();
        own.test.title.value = format!("{}: {}", own.test.title.value, data.id);
        Run { data: Some(data.clone()), ..own }
    };
    items.all(ctx, path).into_iter().map(with).collect()
}

fn of_rows<'a>(ctx: &mut Context<'_>, test: &'a Test, whole: Span) -> Vec<Run<'a>> {
    if test.rows.is_empty() {
        return vec![Run { test: test.clone(), wishes: Vec::new(), data: None, span: whole }];
    }
    let mut found = Vec::new();
    let mut labels = BTreeMap::new();
    for rows in &test.rows {
        if rows.rows.is_empty() {
            let cells = |many: usize| vec!["…"; many].join(" | ");
            let row = format!("{} -> {}", cells(rows.given.len()), cells(rows.expect.len()));
            ctx.report(RowsError::Empty { span: rows.header, row });
        }
        for row in &rows.rows {
            report_twice(ctx, row, &mut labels);
            found.extend(run(ctx, test, rows, row));
        }
    }
    found
}

/// Two rows of one name cannot be told from each other.
fn report_twice<'a>(ctx: &mut Context<'_>, row: &'a TestRow, labels: &mut BTreeMap<&'a str, Span>) {
    let Some(label) = &row.label else { return };
    match labels.get(label.value.as_str()) {
        Some(first) => {
            let (label, span) = (label.value.clone(), label.span);
            ctx.report(RowsError::Twice { label, span, first: *first });
        }
        None => drop(labels.insert(&label.value, label.span)),
    }
}

fn run<'a>(ctx: &mut Context<'_>, test: &Test, rows: &'a TestRows, row: &'a TestRow) -> Option<Run<'a>> {
    let sides =
        [("before", rows.given.len(), row.given.len()), ("after", rows.expect.len(), row.expect.len())];
    if let Some((side, columns, cells)) = sides.into_iter().find(|(_, columns, cells)| columns != cells) {
        let (cells, columns) = (counted(cells, "cell"), counted(columns, "column"));
        ctx.report(RowsError::Width { side, columns, cells, span: row.span, header: rows.header });
        return None;
    }
    let title = format!("{}: {}", test.title.value, title(ctx, row));
    let mut own = Test {
        title: ast::Text { value: title, span: test.title.span },
        given: test.given.clone(),
        at: test.at.clone(),
        expect: test.expect.clone(),
        rows: Vec::new(),
    };
    for (column, cell) in rows.given.iter().zip(&row.given) {
        give(&mut own, column, cell.as_ref());
    }
    let columns = rows.expect.iter().zip(&row.expect);
    let wishes = columns.filter_map(|(column, cell)| wish(ctx, column, cell)).collect();
    Some(Run { test: own, wishes, data: None, span: row.span })
}

/// What a row is called: its label, or what it gives.
fn title(ctx: &Context<'_>, row: &TestRow) -> String {
    if let Some(label) = &row.label {
        return label.value.clone();
    }
    let words = |cell: &Expr| match cell.as_text() {
        Some(text) => text.value,
        None => ctx.sources.text(cell.span).split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let cell = |cell: &Option<Expr>| cell.as_ref().map_or_else(|| "missing".to_owned(), words);
    let cells: Vec<_> = row.given.iter().map(cell).collect();
    let whole = cells.join(" | ");
    if whole.chars().count() <= SHOWN { whole } else { whole.chars().take(SHOWN).chain(['…']).collect() }
}

/// `1 cell`, `2 cells`
fn counted(many: usize, what: &str) -> String {
    format!("{many} {what}{}", if many == 1 { "" } else { "s" })
}
