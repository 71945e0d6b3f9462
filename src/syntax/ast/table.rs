use super::{Expr, Name, Parameter, Text, TypeName};
use crate::source::Span;
use crate::types::HitPolicy;

/// `table sla(tier: Tier, amount: decimal) -> (priority: Priority, severity: int) first { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name it gets.
    pub name: Name,
    /// What its columns are compared with.
    pub parameters: Vec<Parameter>,
    /// What a row gives.
    pub outputs: Vec<OutputColumn>,
    /// `first` or `unique`; a table without one is reported by `check`.
    pub policy: Option<(HitPolicy, Span)>,
    /// Where `complete` stands, if it does.
    pub complete: Option<Span>,
    /// The rows.
    pub rows: Rows,
    /// From `table` to the end of the hit policy.
    pub header: Span,
}

/// What one output of a table is called and holds. An unnamed single output has no name.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputColumn {
    /// `priority:`
    pub name: Option<Name>,
    /// Its type.
    pub ty: TypeName,
}

/// Where the rows stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// In the block.
    Inline(Vec<Row>),
    /// `from "desks.csv"`
    Csv(Text),
}

/// `platinum | > 5000 -> high | 1`
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// One cell a parameter; empty for `otherwise`.
    pub cells: Vec<Cell>,
    /// Whether the row begins with `otherwise`.
    pub otherwise: bool,
    /// One value an output.
    pub outputs: Vec<Expr>,
    /// The whole row.
    pub span: Span,
}

/// What one column of a row asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The test.
    pub kind: CellKind,
    /// Where it stands.
    pub span: Span,
}

/// The tests of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellKind {
    /// `any`
    Any,
    /// A value, a list, a range: `phone`, `[tv, phone]`, `100..5000`
    Is(Expr),
    /// `not "GB"`, `not [tv, phone]`
    IsNot(Expr),
    /// `> 5000`
    Compare(super::CompareOp, Expr),
    /// `missing` (`false`), `present` (`true`)
    Presence(bool),
    /// `starts with "40"`, `contains "refund"`
    Search(super::TextOp, Expr),
}
