use super::context::Context;

/// Checks queues with their overflow, prioritize and choose rules, and fills `queues`.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
