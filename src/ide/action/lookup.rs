//! A chain of rules as a table.

use super::fired::{Change, followed};
use super::found::Action;
use super::names::{free_name, is_value, named, quoted, type_word};
use super::spot::{ListKind, Listed, Spot, condition_of};
use crate::ide::walk::field_at;
use crate::source::Span;
use crate::syntax::ast::{BoolOp, Case, ClauseKind, CompareOp, Expr, ExprKind, Path, Rule, Target};

/// What one rule asks: for each path the cell, and the queue.
struct Row<'w> {
    cells: Vec<(&'w Path, &'w str)>,
    queue: &'w str,
}

/// Rules of a route that compare the same fields with values, one after the other, as a table: the first row that
/// matches counts, as the first rule did. One label is left.
pub(super) fn table(spot: &Spot<'_>) -> Vec<Action> {
    chain(spot).into_iter().collect()
}

fn chain(spot: &Spot<'_>) -> Option<Action> {
    let listed = spot.rule().filter(|listed| listed.kind == ListKind::RouteFirst)?;
    let Listed { at, list, .. } = listed;
    row(spot, list.get(at)?)?;
    let before = list.get(..at)?.iter().rev().take_while(|rule| row(spot, rule).is_some()).count();
    let rules: Vec<&Rule> =
        list.get(at - before..)?.iter().take_while(|rule| row(spot, rule).is_some()).collect();
    let rows: Vec<Row<'_>> = rules.iter().filter_map(|rule| row(spot, rule)).collect();
    let (first, last) = (rules.first()?, rules.last().filter(|_| rules.len() > 1)?);
    let columns = columns(&rows);
    let parameters = parameters(spot, &columns)?;
    let name = free_name(spot.workspace, "queue_for");
    let lines: Vec<String> = rows.iter().map(|row| line(&columns, row)).collect();
    let declared =
        format!("table {name}({}) -> queue first {{\n{}}}\n\n", parameters.join(", "), lines.concat());
    let arguments: Vec<_> = columns.iter().map(|path| spelled(path)).collect();
    let label = rules.iter().find_map(|rule| rule.label.as_ref()).map(|label| label.value.as_str());
    let change = Change { at: at - before, count: rules.len(), left: 1, label };
    let mut edits = followed(spot, listed, change)?;
    let label = label.map_or_else(String::new, |label| format!("{}: ", quoted(label)));
    let rule = format!("{label}otherwise to {name}({})", arguments.join(", "));
    let whole = Span { end: last.span.end, ..first.span };
    let title = format!("make a table of these {} rules", rules.len());
    edits.extend([spot.edit(spot.above(), declared), spot.edit(whole, rule)]);
    Some(Action::refactor(title, edits))
}

fn row<'w>(spot: &Spot<'w>, rule: &'w Rule) -> Option<Row<'w>> {
    let [clause] = rule.clauses.as_slice() else { return None };
    let ClauseKind::To(Target::Queue(queue)) = &clause.kind else { return None };
    let mut cells: Vec<(&Path, &str)> = Vec::new();
    for part in all_of(condition_of(rule)?) {
        let (path, cell) = cell(spot, part)?;
        if cells.iter().any(|(known, _)| spelled(known) == spelled(path)) {
            return None;
        }
        cells.push((path, cell));
    }
    Some(Row { cells, queue: &queue.text })
}

fn all_of(condition: &Expr) -> Vec<&Expr> {
    if let ExprKind::Chain(BoolOp::And, parts) = &condition.kind {
        parts.iter().collect()
    } else {
        vec![condition]
    }
}

fn cell<'w>(spot: &Spot<'w>, part: &'w Expr) -> Option<(&'w Path, &'w str)> {
    let (left, right) =
        if let ExprKind::Compare { left, op: CompareOp::Eq, case: Case::Ignored, right } = &part.kind {
            (left, right)
        } else if let ExprKind::In { left, negated: false, case: Case::Ignored, set } = &part.kind {
            (left, set)
        } else {
            return None;
        };
    let ExprKind::Path(path) = &left.kind else { return None };
    let is_value = |expr: &Expr| is_value(spot, expr);
    let fits = if let ExprKind::List(members) = &right.kind {
        members.iter().all(is_value)
    } else {
        is_value(right)
    };
    fits.then(|| (path, spot.text(right.span)))
}

/// The paths that are asked about, each once, in the order in which they come.
fn columns<'w>(rows: &[Row<'w>]) -> Vec<&'w Path> {
    let mut columns: Vec<&Path> = Vec::new();
    for (path, _) in rows.iter().flat_map(|row| &row.cells) {
        if columns.iter().all(|known| spelled(known) != spelled(path)) {
            columns.push(path);
        }
    }
    columns
}

/// `tier: Tier`: each column is called by the last word of its path.
fn parameters(spot: &Spot<'_>, columns: &[&Path]) -> Option<Vec<String>> {
    let mut names: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for path in columns {
        let last = path.words.last()?;
        let (_, place) = named(spot, last)?;
        let ty = type_word(&field_at(spot.workspace, place)?.ty);
        if names.contains(&last.text.as_str()) || ty.starts_with('[') {
            return None;
        }
        names.push(&last.text);
        found.push(format!("{}: {ty}", last.text));
    }
    Some(found)
}

fn line(columns: &[&Path], row: &Row<'_>) -> String {
    let cell = |path: &&Path| {
        let found = row.cells.iter().find(|(known, _)| spelled(known) == spelled(path));
        found.map_or("any", |(_, cell)| cell)
    };
    let cells: Vec<_> = columns.iter().map(cell).collect();
    format!("  {} -> {}\n", cells.join(" | "), row.queue)
}

fn spelled(path: &Path) -> String {
    path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".")
}
