use crate::diagnostic::Problem;

/// What may be wrong with a types.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum TypeError {}

impl Problem for TypeError {}
