//! Tables, row by row.

use super::evaluate::search;
use super::value::{Value, compare, same};
use enroute::hir::{Table, TableCell, TableCellTest};
use enroute::syntax::ast::{Case, CompareOp};

/// The outputs of the first row that matches.
pub(crate) fn row(table: &Table, arguments: &[Value]) -> Option<Vec<Value>> {
    let row = table
        .rows
        .iter()
        .find(|row| row.cells.iter().zip(arguments).all(|(cell, value)| matches(cell, value)))?;
    Some(row.outputs.iter().map(Value::of).collect())
}

fn matches(cell: &TableCell, value: &Value) -> bool {
    passes(&cell.test, value) != cell.negated
}

fn passes(test: &TableCellTest, value: &Value) -> bool {
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
            Value::Text(said) => wanted.iter().any(|one| search(said, *op, one, Case::Ignored)),
            _ => false,
        },
    }
}
