//! The columns of a test's rows, and in which of them a place stands.

use super::scope::Scope;
use super::stand::Stand;
use crate::syntax::lex::{Token, TokenKind};
use crate::types::Type;
use std::ops::Range;

/// The columns that a header names: what each row gives, and what it expects.
#[derive(Debug, Default)]
pub(super) struct Columns<'w> {
    pub(super) given: Vec<Column<'w>>,
    pub(super) expected: Vec<Column<'w>>,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column<'w> {
    /// Its words.
    pub(super) words: Vec<&'w str>,
    /// Where they stand, in the section.
    pub(super) range: Range<u32>,
}

/// Where a place stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    /// Whether it is behind the arrow.
    pub(super) is_expected: bool,
    /// The number of its column on that side, from 0.
    pub(super) column: usize,
}

impl<'w> Columns<'w> {
    /// Those of the rows that a place stands in.
    pub(super) fn of(stand: &Stand<'w>) -> Self {
        let head = stand.heads.last().map(|head| stand.head(head)).unwrap_or_default();
        let tokens = head.get(1..).unwrap_or_default();
        let arrow = tokens.iter().position(|token| token.kind == TokenKind::Arrow).unwrap_or(tokens.len());
        let side = |tokens: &[Token]| {
            let columns = tokens.split(|token| token.kind == TokenKind::Bar);
            let columns = columns.filter_map(|tokens| {
                let (first, last) = (tokens.first()?, tokens.last()?);
                Some(Column { words: stand.words(tokens), range: first.start..last.end })
            });
            columns.collect()
        };
        Self {
            given: side(tokens.get(..arrow).unwrap_or_default()),
            expected: side(tokens.get(arrow + 1..).unwrap_or_default()),
        }
    }

    /// The column of a cell.
    pub(super) fn get(&self, cell: Cell) -> Option<&Column<'w>> {
        let side = if cell.is_expected { &self.expected } else { &self.given };
        side.get(cell.column)
    }
}

impl Cell {
    /// The cell that follows these tokens of a row, and what stands before the place in it.
    pub(super) fn after(row: &[Token]) -> (Self, &[Token]) {
        let labelled = matches!(row, [label, colon, ..]
            if label.kind == TokenKind::Text && colon.kind == TokenKind::Colon);
        let row = row.get(if labelled { 2 } else { 0 }..).unwrap_or_default();
        let arrow = row.iter().position(|token| token.kind == TokenKind::Arrow);
        let side = row.get(arrow.map_or(0, |at| at + 1)..).unwrap_or_default();
        let column = side.iter().filter(|token| token.kind == TokenKind::Bar).count();
        let bar = side.iter().rposition(|token| token.kind == TokenKind::Bar);
        let inner = side.get(bar.map_or(0, |at| at + 1)..).unwrap_or_default();
        (Self { is_expected: arrow.is_some(), column }, inner)
    }
}

impl Column<'_> {
    /// Whether its cells are labels of rules.
    pub(super) fn is_fired(&self) -> bool {
        self.words.first() == Some(&"fired")
    }

    /// The type of its values.
    pub(super) fn ty(&self, scope: &Scope<'_>, cell: Cell) -> Type {
        let path: Vec<&str> = self.words.iter().copied().filter(|word| *word != ".").collect();
        match path.as_slice() {
            ["fired", ..] => Type::Text,
            ["id"] if !cell.is_expected => Type::Text,
            ["at", ..] if !cell.is_expected => Type::Instant,
            ["queue", _, "waiting_items"] if !cell.is_expected => Type::Int,
            ["queue", _, "predicted_wait"] if !cell.is_expected => Type::Duration,
            ["model", ruleset] if !cell.is_expected => {
                let answers = scope.models.iter().find(|(known, _)| known == ruleset);
                answers.map_or(Type::Unknown, |(_, ty)| ty.clone())
            }
            path if self.words.len() == 2 * path.len() - 1 => {
                let item: Vec<&str> = std::iter::once("item").chain(path.iter().copied()).collect();
                let found = scope.path(path).or_else(|| scope.path(&item));
                found.map_or(Type::Unknown, |found| found.ty)
            }
            // A condition, such as `item needs french`, holds or does not.
            _ => Type::Bool,
        }
    }
}
