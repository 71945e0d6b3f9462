use super::context::Context;

/// Checks declarations that are nothing but settings, and fills `ratings`, `skills`, `profiles`, the templates, bots and the organisation.
pub(super) fn declare(_ctx: &mut Context<'_>) {}
