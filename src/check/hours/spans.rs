use crate::calendar::MOST_SPANS;
use crate::check::context::Context;
use crate::check::error::HoursError;
use crate::check::setting::{Settings, as_list, as_range, day};
use crate::hir::OpenSpan;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Literal};
use crate::value::{Time, Weekday};
use std::slice;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

const MIDNIGHT: Time = Time(0);
const DAY: i64 = 86_400_000_000;

/// A span of one day, and where it is written.
type Written = (Time, Time, Span);

/// When it is open in every week: each day of each `open` with each of its spans, none overlapping another.
pub(super) fn weekly(ctx: &mut Context<'_>, settings: &Settings<'_>) -> Vec<OpenSpan> {
    let mut open: Vec<(usize, Written)> = Vec::new();
    for found in settings.all("open") {
        let (Some(days), Some(times)) = (found.first(), found.term(1)) else { continue };
        let spans = read(ctx, times);
        for day in days_of(days) {
            for span in &spans {
                if fits(ctx, &open, day, *span) {
                    open.push((day, *span));
                }
            }
        }
    }
    open.sort_by_key(|(day, (from, ..))| (*day, *from));
    let spans = open.iter().filter_map(|(day, (from, to, _))| {
        WEEK.get(*day).map(|day| OpenSpan { day: *day, from: *from, to: *to })
    });
    spans.collect()
}

/// When a single day is open.
pub(super) fn of_one_day(ctx: &mut Context<'_>, times: &Expr) -> Vec<(Time, Time)> {
    let mut open: Vec<(usize, Written)> = Vec::new();
    for span in read(ctx, times) {
        if fits(ctx, &open, 0, span) {
            open.push((0, span));
        }
    }
    open.sort_by_key(|(_, (from, ..))| *from);
    open.into_iter().map(|(_, (from, to, _))| (from, to)).collect()
}

/// The days that `mon..fri` holds, as positions in the week; `sat..mon` goes over the end of it.
fn days_of(term: &Expr) -> Vec<usize> {
    let (from, to) = as_range(term).unwrap_or((term, term));
    let (Some(from), Some(to)) = (day(from), day(to)) else { return Vec::new() };
    let count = (to + WEEK.len() - from) % WEEK.len();
    (from..=from + count).map(|day| day % WEEK.len()).collect()
}

fn read(ctx: &mut Context<'_>, times: &Expr) -> Vec<Written> {
    let spans = as_list(times).unwrap_or(slice::from_ref(times));
    spans.iter().filter_map(|span| read_one(ctx, span)).collect()
}

fn read_one(ctx: &mut Context<'_>, term: &Expr) -> Option<Written> {
    let Some((from, to)) = as_range(term) else {
        return Some((MIDNIGHT, Time(DAY), term.span));
    };
    let (from, to) = (time(from)?, time(to)?);
    if from == to || from.0 >= DAY || to == MIDNIGHT && from == MIDNIGHT {
        ctx.report(HoursError::Empty { span: term.span });
        return None;
    }
    Some((from, to, term.span))
}

fn time(term: &Expr) -> Option<Time> {
    let ExprKind::Literal(Literal::Time(time)) = term.kind else { return None };
    Some(time)
}

/// Whether a span may stand beside those that are there already; what keeps it out is reported, one too many once a day.
fn fits(ctx: &mut Context<'_>, open: &[(usize, Written)], day: usize, span: Written) -> bool {
    let there = open.iter().filter(|(other, _)| *other == day).count();
    if there > MOST_SPANS {
        return false;
    }
    let fits = !overlaps(ctx, open, day, span);
    if fits && there == MOST_SPANS {
        ctx.report(HoursError::TooMany { most: MOST_SPANS, span: span.2 });
    }
    fits
}

/// Whether a span meets one that is there already, which is reported.
fn overlaps(ctx: &mut Context<'_>, open: &[(usize, Written)], day: usize, span: Written) -> bool {
    let met = open.iter().find(|(other, written)| {
        // The week is a circle: Sunday's night reaches into Monday.
        let (one, two) = (stretch(*other, *written), stretch(day, span));
        [0, 7 * DAY, -7 * DAY].iter().any(|turn| one.0 < two.1 + turn && two.0 + turn < one.1)
    });
    if let Some((_, (.., first))) = met {
        ctx.report(HoursError::Overlap { span: span.2, first: *first });
    }
    met.is_some()
}

/// When in the week a span begins and ends, in microseconds.
fn stretch(day: usize, (from, to, _): Written) -> (i64, i64) {
    let midnight = i64::try_from(day).unwrap_or(0) * DAY;
    let end = if to.0 <= from.0 { to.0 + DAY } else { to.0 };
    (midnight + from.0, midnight + end)
}
