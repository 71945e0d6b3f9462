use super::context::Context;

/// Checks tables, and fills `tables`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
