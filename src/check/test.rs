use super::context::Context;

/// Checks tests, and fills `tests`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
