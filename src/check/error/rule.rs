use crate::diagnostic::Problem;

/// What may be wrong with a rule.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum RuleError {}

impl Problem for RuleError {}
