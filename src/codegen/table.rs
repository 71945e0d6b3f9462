use super::atoms::range;
use super::code::{Graph, NodeId};
use super::generator::Generator;
use super::layout::{number_of, slot_kind};
use super::rules::{Head, Made};
use crate::bytecode::{Action, Atom, Policy, RuleKind, RuleListId, Slot, Source, Table};
use crate::hir::{self, TableCellTest};
use crate::syntax::ast::{Case, Quantifier};
use crate::types::Type;

impl Generator<'_> {
    /// Compiles a table; tables before it are compiled already.
    pub(super) fn table(&mut self, table: &hir::Table) {
        let program = self.program;
        let parameters: Vec<_> = table
            .parameters
            .iter()
            .map(|parameter| self.layout.own(slot_kind(program, &parameter.ty), &parameter.name))
            .collect();
        let outputs: Vec<_> = table
            .outputs
            .iter()
            .map(|(name, ty)| self.layout.own(slot_kind(program, ty), &output_path(&table.named.name, name)))
            .collect();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (at, row) in (1_u32..).zip(&table.rows) {
            rows.push(self.row(table, row, at, &parameters, &outputs));
        }
        let rows: RuleListId = self.list(RuleKind::Table, Policy::First, rows);
        let complete = table.complete || table.rows.last().is_some_and(is_for_all);
        self.tables.push(Table { parameters, outputs, rows, complete });
    }

    fn row(
        &mut self,
        table: &hir::Table,
        row: &hir::TableRow,
        at: u32,
        parameters: &[Slot],
        outputs: &[Slot],
    ) -> Made {
        self.begin();
        let mut start = Graph::YES;
        let columns = parameters.iter().zip(&table.parameters).zip(&row.cells);
        for ((slot, parameter), cell) in columns.rev() {
            start = self.cell(*slot, &parameter.ty, cell, start);
        }
        let (guard, _) = self.lay_out(start, Vec::new(), row.span);
        let sets = outputs.iter().zip(&row.outputs);
        let actions = sets.map(|(to, value)| Action::Set { to: *to, from: self.source(value) }).collect();
        let head = Head {
            owner: table.named.name.clone(),
            list: String::new(),
            name: format!("#{at}"),
            span: row.span,
        };
        Made { head, guard, clause: None, actions }
    }

    fn cell(&mut self, slot: Slot, ty: &Type, cell: &hir::TableCell, yes: NodeId) -> NodeId {
        let atom = match &cell.test {
            TableCellTest::Any => return if cell.negated { Graph::NO } else { yes },
            TableCellTest::OneOf(values, case) => {
                self.one_of(slot, matches!(ty, Type::Enum(_)), *case, values)
            }
            TableCellTest::Between { from, to, half_open } => between(slot, from, to, *half_open),
            TableCellTest::Compare(op, value) => {
                number_of(value).map_or(Atom::Const(false), |number| range(slot, *op, number))
            }
            TableCellTest::Present => Atom::present(slot),
            TableCellTest::Search(op, texts) => self.search(slot, *op, Quantifier::Any, Case::Ignored, texts),
        };
        let atom = self.pools.atom(atom);
        let (then, otherwise) = if cell.negated { (Graph::NO, yes) } else { (yes, Graph::NO) };
        self.graph.test(atom, then, otherwise)
    }

    /// A constant, as an action names it.
    pub(super) fn source(&mut self, value: &hir::Const) -> Source {
        if let hir::Const::Text(text) = value {
            return Source::Text(self.pools.text(text));
        }
        number_of(value).map_or(Source::Missing, |number| Source::Number(self.pools.number(number)))
    }
}

/// Whether a row asks nothing, as one does that is written `otherwise`.
fn is_for_all(row: &hir::TableRow) -> bool {
    row.cells.iter().all(|cell| cell.test == TableCellTest::Any && !cell.negated)
}

fn output_path(table: &str, output: &str) -> String {
    if output.is_empty() { table.to_owned() } else { format!("{table}.{output}") }
}

fn between(slot: Slot, from: &hir::Const, to: &hir::Const, half_open: bool) -> Atom {
    let (Some(lo), Some(hi)) = (number_of(from), number_of(to)) else { return Atom::Const(false) };
    let hi = if half_open { hi.saturating_sub(1) } else { hi };
    Atom::Range { slot, lo: lo.max(i64::MIN + 1), hi }
}
