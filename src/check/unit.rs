use super::context::Context;
use super::memory::{Kept, Memo, Memory};
use super::uses;
use crate::source::Span;

/// What `look` finds out about the declaration that stands at `place`. Where that is remembered, `look` is not called:
/// whatever it would report, note and give is as the last time.
pub(super) fn remembered<'a, T: Clone>(
    ctx: &mut Context<'a>,
    memo: fn(&mut Memory) -> &mut Memo<T>,
    place: Span,
    look: impl FnOnce(&mut Context<'a>) -> T,
) -> T {
    let Some(memory) = &mut ctx.memory else { return look(ctx) };
    if let Some(kept) = memo(memory).get(place) {
        memory.tally.remembered += 1;
        ctx.patterns.take_over(&kept.patterns);
        return take_over(ctx, kept);
    }
    memory.tally.looked_at += 1;
    let kept = look_alone(ctx, place, look);
    if let Some(memory) = &mut ctx.memory {
        memo(memory).keep(place, kept.clone());
    }
    take_over(ctx, kept)
}

fn take_over<T>(ctx: &mut Context<'_>, kept: Kept<T>) -> T {
    let Kept { value, bag, doubts, uses, patterns: _ } = kept;
    ctx.bag.extend(bag);
    for (declared, diagnostic) in doubts {
        ctx.doubts.entry(declared).or_insert(diagnostic);
    }
    ctx.uses.push(uses);
    value
}

/// Looks with an empty bag and an empty record, and gives what came into them.
fn look_alone<'a, T>(
    ctx: &mut Context<'a>,
    place: Span,
    look: impl FnOnce(&mut Context<'a>) -> T,
) -> Kept<T> {
    let before = ctx.names.log().read_for(Some(place.file));
    let uses_before = ctx.names.log().take_uses();
    let (bag, doubts) = (std::mem::take(&mut ctx.bag), std::mem::take(&mut ctx.doubts));
    let patterns_before = ctx.patterns.begin();
    let value = look(ctx);
    let patterns = ctx.patterns.end(patterns_before);
    let bag = std::mem::replace(&mut ctx.bag, bag);
    let doubts = std::mem::replace(&mut ctx.doubts, doubts);
    let mut log = ctx.names.log();
    let uses = uses::sorted(log.take_uses());
    log.put_uses(uses_before);
    log.read_for(before);
    Kept { value, bag, doubts, uses, patterns }
}
