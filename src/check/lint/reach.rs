use crate::check::context::Context;

/// Finds rules that are never reached because an earlier one covers them.
pub(super) fn rulesets(_ctx: &mut Context<'_>) {}
