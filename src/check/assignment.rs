use super::context::Context;

/// Checks assignments, and fills `assignments`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
