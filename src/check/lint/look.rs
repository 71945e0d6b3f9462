use super::{desk, limits, overflow_cycle, reach, read_before_set};
use crate::check::context::Context;

/// Looks over the finished program; stays silent where it holds errors.
pub(in crate::check) fn look_over(ctx: &mut Context<'_>) {
    if !ctx.bag.has_errors() {
        // A lint reads the program while it reports.
        let program = std::mem::take(ctx.make());
        reach::rulesets(ctx, &program);
        read_before_set::rulesets(ctx, &program);
        overflow_cycle::circles(ctx, &program);
        desk::queues(ctx, &program);
        limits::hold(ctx, &program);
        *ctx.make() = program;
    }
}
