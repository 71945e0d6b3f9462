use crate::calendar::{Zone, zone_exists, zones_like};
use crate::check::context::Context;
use crate::check::error::{TestError, TypeError};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Literal, Text};
use crate::value::{Date, Instant, Time};

/// A moment as written: `2026-03-02T10:15 "Europe/London"`, or an instant that says its own offset.
pub(super) fn moment(ctx: &mut Context<'_>, written: &Expr, zone: Option<&Text>) -> Option<Instant> {
    match (&written.kind, zone) {
        (ExprKind::Literal(Literal::Instant(instant)), None) => Some(*instant),
        (ExprKind::Literal(Literal::Local(date, time)), Some(zone)) => {
            in_zone(ctx, (*date, *time), zone, written.span)
        }
        (ExprKind::Broken, _) => None,
        _ => {
            ctx.report(TestError::Moment { span: written.span });
            None
        }
    }
}

/// The instant at which clocks of that zone show a day and time; reported where they never do.
pub(super) fn in_zone(
    ctx: &mut Context<'_>,
    (date, time): (Date, Time),
    zone: &Text,
    span: Span,
) -> Option<Instant> {
    let known = known_zone(ctx, zone)?;
    at_clock(ctx, (date, time), &known, span)
}

/// As [`in_zone`], where the zone is known.
pub(super) fn at_clock(
    ctx: &mut Context<'_>,
    (date, time): (Date, Time),
    zone: &Zone,
    span: Span,
) -> Option<Instant> {
    let instant = zone.instant_of(date, time);
    let (shown, clock, _) = zone.local(instant);
    if (shown, clock) != (date, time) && time < Time::END {
        ctx.report(TestError::MomentSkipped { zone: zone.name().to_owned(), span });
        return None;
    }
    Some(instant)
}

/// The zone of that name; an unknown one is reported.
pub(super) fn known_zone(ctx: &mut Context<'_>, zone: &Text) -> Option<Zone> {
    if !zone_exists(&zone.value) {
        let nearest = zones_like(&zone.value).into_iter().next();
        ctx.report(TypeError::UnknownZone { zone: zone.value.clone(), span: zone.span, nearest });
        return None;
    }
    Zone::find(&zone.value)
}
