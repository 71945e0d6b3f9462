use crate::diagnostic::Problem;

/// What may be wrong with a table.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum TableError {}

impl Problem for TableError {}
