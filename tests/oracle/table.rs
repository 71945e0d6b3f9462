//! Tables, row by row.

use super::evaluate::World;
use super::value::{Value, compare, same};
use enroute::hir::{Table, TableCell, TableCellTest, TableRow};
use enroute::syntax::ast::{Case, CompareOp};

/// The first row that matches, and its place.
pub(crate) fn row<'t>(
    world: &World<'_>,
    table: &'t Table,
    arguments: &[Value],
) -> Option<(usize, &'t TableRow)> {
    table
        .rows
        .iter()
        .enumerate()
        .find(|(_, row)| row.cells.iter().zip(arguments).all(|(cell, value)| matches(world, cell, value)))
}

fn matches(world: &World<'_>, cell: &TableCell, value: &Value) -> bool {
    passes(world, &cell.test, value) != cell.negated
}

fn passes(world: &World<'_>, test: &TableCellTest, value: &Value) -> bool {
    match test {
        TableCellTest::Any => true,
        TableCellTest::Present => *value != Value::Missing,
        TableCellTest::OneOf(values, case) => {
            values.iter().any(|wanted| same(value, &Value::of(wanted), *case == Case::Exact))
        }
        TableCellTest::Between { from, to, half_open } => {
            let last = if *half_open { CompareOp::Lt } else { CompareOp::Le };
            compare(CompareOp::Ge, value, &Value::of(from), true)
                && compare(last, value, &Value::of(to), true)
        }
        TableCellTest::Compare(op, wanted) => compare(*op, value, &Value::of(wanted), true),
        TableCellTest::Search(op, wanted) => match value {
            Value::Text(said) => wanted.iter().any(|one| world.caches.search(said, *op, one, Case::Ignored)),
            _ => false,
        },
    }
}
