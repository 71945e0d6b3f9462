use super::context::Context;

/// Checks scenarios, and fills `scenarios`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
