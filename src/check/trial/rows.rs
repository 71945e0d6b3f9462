use super::items::{Datum, items};
use crate::check::context::Context;
use crate::check::error::RowsError;
use crate::source::Span;
use crate::syntax::ast::{self, Case, CompareOp, ExpectColumn};
use crate::syntax::ast::{
    CellKind, Expr, ExprKind, Given, GivenColumn, GivenColumnKind, GivenKind, Name, Setting, Test, TestRow,
    TestRows,
};

/// The most letters of a row that become part of a title.
const SHOWN: usize = 60;

/// A test as it is run once: with the values of one row, if it has rows.
#[derive(Clone)]
pub(super) struct Run<'a> {
    /// The test, with what the row gives.
    pub(super) test: Test,
    /// What the row expects, if there is one.
    pub(super) wishes: Option<Vec<Wish<'a>>>,
    /// The item's data, where they stand in a file.
    pub(super) data: Option<Datum>,
    /// Where it stands: the row, or the test.
    pub(super) span: Span,
}

/// What a row expects of a column.
#[derive(Clone)]
pub(super) enum Wish<'a> {
    /// A condition, and how a person would write it.
    Holds(Expr, String),
    /// A rule was applied, or was not.
    Fired { address: &'a [Name], label: ast::Text, negated: bool },
}

/// How often a test is run, and with what: once for each row, and with each item of the file that it names.
pub(super) fn runs<'a>(ctx: &mut Context<'_>, test: &'a Test, whole: Span) -> Vec<Run<'a>> {
    let runs = of_rows(ctx, test, whole);
    let Some(file) = test.files().next() else { return runs };
    runs.into_iter().flat_map(|run| with_items(ctx, &run, file)).collect()
}

/// The same run with each item of a file, or with the one that it names.
fn with_items<'a>(ctx: &mut Context<'_>, run: &Run<'a>, file: &ast::Text) -> Vec<Run<'a>> {
    let id = run.test.given.iter().find_map(|given| match &given.kind {
        GivenKind::Id(id) => Some(id.clone()),
        GivenKind::Item { .. } | GivenKind::Queue { .. } | GivenKind::Model { .. } => None,
    });
    let items = items(ctx, file, id.as_ref());
    let with = |data: Datum| {
        let mut own = run.clone();
        if id.is_none() {
            own.test.title.value = format!("{}: {}", own.test.title.value, data.id);
        }
        Run { data: Some(data), ..own }
    };
    items.into_iter().map(with).collect()
}

fn of_rows<'a>(ctx: &mut Context<'_>, test: &'a Test, whole: Span) -> Vec<Run<'a>> {
    if test.rows.is_empty() {
        return vec![Run { test: test.clone(), wishes: None, data: None, span: whole }];
    }
    let mut found = Vec::new();
    for rows in &test.rows {
        if rows.rows.is_empty() {
            let cells = |many: usize| vec!["…"; many].join(" | ");
            let row = format!("{} -> {}", cells(rows.given.len()), cells(rows.expect.len()));
            ctx.report(RowsError::Empty { span: rows.header, row });
        }
        for row in &rows.rows {
            found.extend(run(ctx, test, rows, row));
        }
    }
    found
}

fn run<'a>(ctx: &mut Context<'_>, test: &Test, rows: &'a TestRows, row: &'a TestRow) -> Option<Run<'a>> {
    let sides =
        [("before", rows.given.len(), row.given.len()), ("after", rows.expect.len(), row.expect.len())];
    if let Some((side, columns, cells)) = sides.into_iter().find(|(_, columns, cells)| columns != cells) {
        let (cells, columns) = (counted(cells, "cell"), counted(columns, "column"));
        ctx.report(RowsError::Width { side, columns, cells, span: row.span, header: rows.header });
        return None;
    }
    let mut own = Test { rows: Vec::new(), ..test.clone() };
    own.title.value = format!("{}: {}", test.title.value, title(ctx, row));
    for (column, cell) in rows.given.iter().zip(&row.given) {
        give(&mut own, column, cell.as_ref());
    }
    let columns = rows.expect.iter().zip(&row.expect);
    let wishes = columns.filter_map(|(column, cell)| wish(ctx, column, cell)).collect();
    Some(Run { test: own, wishes: Some(wishes), data: None, span: row.span })
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

/// Puts the value of a column where the test would say it, in place of what it says there.
fn give(test: &mut Test, column: &GivenColumn, cell: Option<&Expr>) {
    match &column.kind {
        GivenColumnKind::Value(path) => {
            let items = test.given.iter_mut().filter_map(|given| match &mut given.kind {
                GivenKind::Item { values, .. } => Some(values),
                GivenKind::Queue { .. } | GivenKind::Model { .. } | GivenKind::Id(_) => None,
            });
            items.for_each(|values| put(values, path, cell));
        }
        GivenColumnKind::Id => {
            test.given.retain(|given| !matches!(given.kind, GivenKind::Id(_)));
            let id = cell.and_then(Expr::as_text);
            test.given.extend(id.map(|id| Given { span: id.span, kind: GivenKind::Id(id) }));
        }
        GivenColumnKind::At(zone) => {
            let before = test.at.take().and_then(|(_, zone)| zone);
            test.at = cell.map(|cell| (cell.clone(), zone.clone().or(before)));
        }
        GivenColumnKind::Model(name) => {
            let says = |given: &Given| matches!(&given.kind, GivenKind::Model { name: own, .. } if own.text == name.text);
            test.given.retain(|given| !says(given));
            test.given.extend(cell.map(|cell| Given {
                kind: GivenKind::Model { name: name.clone(), value: cell.clone() },
                span: cell.span,
            }));
        }
        GivenColumnKind::Queue(queue, fact) => queue_fact(test, queue, fact, cell),
    }
}

fn queue_fact(test: &mut Test, queue: &Name, fact: &Name, cell: Option<&Expr>) {
    let known = test.given.iter_mut().find_map(|given| match &mut given.kind {
        GivenKind::Queue { name, facts } if name.text == queue.text => Some(facts),
        GivenKind::Queue { .. } | GivenKind::Item { .. } | GivenKind::Model { .. } | GivenKind::Id(_) => None,
    });
    if let Some(facts) = known {
        return put(facts, std::slice::from_ref(fact), cell);
    }
    let mut facts = Vec::new();
    put(&mut facts, std::slice::from_ref(fact), cell);
    test.given.push(Given { kind: GivenKind::Queue { name: queue.clone(), facts }, span: queue.span });
}

/// Puts a value into settings and the blocks in them; `None` takes it away.
fn put(settings: &mut Vec<Setting>, path: &[Name], cell: Option<&Expr>) {
    let [first, rest @ ..] = path else { return };
    let known = settings.iter().position(|setting| setting.word.text == first.text);
    if rest.is_empty() {
        if let Some(known) = known {
            settings.remove(known);
        }
        settings.extend(cell.map(|cell| Setting { terms: vec![cell.clone()], ..bare(first) }));
        return;
    }
    if known.is_none() && cell.is_none() {
        return;
    }
    let place = known.unwrap_or_else(|| {
        settings.push(bare(first));
        settings.len() - 1
    });
    if let Some(setting) = settings.get_mut(place) {
        put(setting.block.get_or_insert_default(), rest, cell);
    }
}

fn bare(word: &Name) -> Setting {
    Setting { word: word.clone(), terms: Vec::new(), when: None, block: None, span: word.span }
}

/// What a cell expects of its column; nothing for `any`.
fn wish<'a>(ctx: &mut Context<'_>, column: &'a ExpectColumn, cell: &ast::Cell) -> Option<Wish<'a>> {
    match column {
        ExpectColumn::Holds(value) => {
            let kind = condition(value, &cell.kind)?;
            let (left, right) = (ctx.sources.text(value.span), ctx.sources.text(cell.span));
            let words = format!("{left} {}{right}", joined(&cell.kind));
            Some(Wish::Holds(Expr { kind, span: cell.span }, words))
        }
        ExpectColumn::Fired { address, .. } => {
            let (value, negated) = match &cell.kind {
                CellKind::Is(value) => (value, false),
                CellKind::IsNot(value) => (value, true),
                CellKind::Any => return None,
                CellKind::Compare(..) | CellKind::Presence(_) | CellKind::Search(..) => {
                    return no_label(ctx, cell.span);
                }
            };
            let Some(label) = value.as_text() else { return no_label(ctx, value.span) };
            Some(Wish::Fired { address, label, negated })
        }
    }
}

fn no_label<T>(ctx: &mut Context<'_>, span: Span) -> Option<T> {
    let written = ctx.sources.text(span).to_owned();
    ctx.report(RowsError::NotALabel { span, written });
    None
}

/// `1 cell`, `2 cells`
fn counted(many: usize, what: &str) -> String {
    format!("{many} {what}{}", if many == 1 { "" } else { "s" })
}

/// What stands between a column and its cell in a sentence.
fn joined(cell: &CellKind) -> &'static str {
    match cell {
        CellKind::Is(value) if is_several(value) => "in ",
        CellKind::Is(_) => "== ",
        CellKind::IsNot(_) | CellKind::Presence(_) => "is ",
        CellKind::Any | CellKind::Compare(..) | CellKind::Search(..) => "",
    }
}

fn is_several(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::List(_) | ExprKind::Range(_))
}

/// The condition that a cell states of its column.
fn condition(column: &Expr, cell: &CellKind) -> Option<ExprKind> {
    let left = || Box::new(column.clone());
    let is = |value: &Expr, negated: bool| {
        if is_several(value) {
            return ExprKind::In { left: left(), negated, case: Case::Ignored, set: Box::new(value.clone()) };
        }
        // A condition such as `item needs french` is expected to hold, or not to.
        if let ExprKind::Literal(ast::Literal::Bool(yes)) = &value.kind
            && !has_value(column)
        {
            return if *yes == negated { ExprKind::Not(left()) } else { column.kind.clone() };
        }
        let op = if negated { CompareOp::Ne } else { CompareOp::Eq };
        ExprKind::Compare { left: left(), op, case: Case::Ignored, right: Box::new(value.clone()) }
    };
    Some(match cell {
        CellKind::Any => return None,
        CellKind::Is(value) => is(value, false),
        CellKind::IsNot(value) => is(value, true),
        CellKind::Compare(op, value) => {
            ExprKind::Compare { left: left(), op: *op, case: Case::Ignored, right: Box::new(value.clone()) }
        }
        CellKind::Presence(present) => ExprKind::Presence { left: left(), present: *present },
        CellKind::Search(op, value) => ExprKind::Search {
            left: left(),
            op: *op,
            quantifier: None,
            case: Case::Ignored,
            right: Box::new(value.clone()),
        },
    })
}

/// Whether an expression has a value to compare, rather than being a condition.
fn has_value(column: &Expr) -> bool {
    match &column.kind {
        ExprKind::Path(_)
        | ExprKind::Call(_)
        | ExprKind::Literal(_)
        | ExprKind::List(_)
        | ExprKind::Range(_)
        | ExprKind::Arith { .. }
        | ExprKind::Negate(_)
        | ExprKind::Default { .. }
        | ExprKind::Broken => true,
        ExprKind::Not(_)
        | ExprKind::Chain(..)
        | ExprKind::Compare { .. }
        | ExprKind::In { .. }
        | ExprKind::Search { .. }
        | ExprKind::Presence { .. }
        | ExprKind::Within { .. }
        | ExprKind::OlderThan { .. }
        | ExprKind::During { .. }
        | ExprKind::Skill { .. }
        | ExprKind::Holds { .. } => false,
    }
}
