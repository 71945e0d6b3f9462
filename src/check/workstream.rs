use super::context::Context;

/// Checks workstreams, and fills `workstreams`. Classification and route are checked by `rules`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
