use super::context::Context;

/// Checks intakes, and fills `intakes`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
