use super::{desk, limits, overflow_cycle, reach, read_before_set};
use crate::check::context::Context;

/// Looks over the finished program; stays silent where it holds errors.
pub(in crate::check) fn look_over(ctx: &mut Context<'_>) {
    if !ctx.bag.has_errors() {
        reach::rulesets(ctx);
        read_before_set::rulesets(ctx);
        overflow_cycle::circles(ctx);
        desk::queues(ctx);
        limits::hold(ctx);
    }
}
