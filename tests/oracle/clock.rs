//! Calendars, the slow way: every opening of the day before, the day and the day after as instants, then a look.

use enroute::hir::Hours;
use enroute::value::{Date, Time};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::cell::RefCell;
use std::collections::HashMap;

const MICROS: i64 = 1_000_000;
/// For how many days an opening is looked for.
const FAR: i32 = 800;

thread_local! {
    static ZONES: RefCell<HashMap<String, TimeZone>> = RefCell::default();
}

fn zone(name: &str) -> TimeZone {
    ZONES.with_borrow_mut(|zones| {
        if let Some(zone) = zones.get(name) {
            return zone.clone();
        }
        let zone = TimeZone::get(name).unwrap();
        zones.insert(name.to_owned(), zone.clone());
        zone
    })
}

/// The years whose zone rules are known, 1970 to 2199: outside of them clocks stand as at their ends, and nothing is open.
const KNOWN: std::ops::Range<i64> = 0..7_258_118_400 * MICROS;

fn local(zone: &TimeZone, instant: i64) -> civil::DateTime {
    let known = instant.clamp(KNOWN.start, KNOWN.end - 1);
    let offset = zone.to_offset(jiff::Timestamp::from_microsecond(known).unwrap());
    offset.to_datetime(jiff::Timestamp::from_microsecond(instant).unwrap())
}

/// The day, the time of day and the day of the week (Monday is 0) that a clock on the wall shows.
pub(crate) fn local_in(name: &str, instant: i64) -> (i32, i64, u32) {
    let local = local(&zone(name), instant);
    let time = local.time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let time = seconds * MICROS + i64::from(time.subsec_nanosecond()) / 1000;
    let weekday = u32::try_from(local.date().weekday().to_monday_zero_offset()).unwrap();
    (days(local.date()), time, weekday)
}

fn days(date: civil::Date) -> i32 {
    (date - civil::date(1970, 1, 1)).get_days()
}

/// The instant of a local time of a day: in a gap its end; in a fold the first for a start, the last for an end.
fn instant(zone: &TimeZone, day: civil::Date, time: Time, end: bool) -> i64 {
    let midnight = day.to_datetime(civil::Time::midnight());
    let wall = midnight + jiff::SignedDuration::from_micros(time.0);
    let ambiguous = zone.to_ambiguous_timestamp(wall);
    let stamp = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => ambiguous.compatible(),
        AmbiguousOffset::Fold { .. } => {
            if end {
                ambiguous.later()
            } else {
                ambiguous.earlier()
            }
        }
        AmbiguousOffset::Gap { before, .. } => {
            let just_before = before.to_timestamp(wall).unwrap();
            return zone.preceding(just_before).next().unwrap().timestamp().as_microsecond();
        }
    };
    stamp.unwrap().as_microsecond()
}

/// Whether a day has hours that are not its week's: what began the evening before then ends at its midnight.
fn is_special(hours: &Hours, day: civil::Date) -> bool {
    let number = Date(days(day));
    hours.until.is_some_and(|until| number > until)
        || hours.only.iter().any(|only| only.day == number)
        || hours.closed.iter().any(|closure| closure.from <= number && number <= closure.to)
}

fn openings(hours: &Hours, day: civil::Date) -> Vec<(Time, Time)> {
    let number = Date(days(day));
    if is_special(hours, day) {
        let past = hours.until.is_some_and(|until| number > until);
        let only = hours.only.iter().find(|only| only.day == number && !past);
        return only.map(|only| only.spans.clone()).unwrap_or_default();
    }
    let weekday = day.weekday().to_monday_zero_offset();
    let of_day = hours.open.iter().filter(|span| i8::try_from(span.day as i64).unwrap() == weekday);
    of_day.map(|span| (span.from, span.to)).collect()
}

/// The openings that begin on a day, as instants.
fn spans(hours: &Hours, zone: &TimeZone, day: civil::Date) -> impl Iterator<Item = (i64, i64)> {
    openings(hours, day).into_iter().map(move |(from, to)| {
        let next = day.tomorrow().unwrap();
        let (last, to) = match (to > from, is_special(hours, next)) {
            (true, _) => (day, to),
            (false, false) => (next, to),
            (false, true) => (next, Time(0)),
        };
        let (from, to) = (instant(zone, day, from, false), instant(zone, last, to, true));
        (from.max(KNOWN.start), to.min(KNOWN.end))
    })
}

pub(crate) fn is_open(hours: &Hours, at: i64) -> bool {
    let zone = zone(&hours.zone);
    let today = local(&zone, at).date();
    let around = [today.yesterday().unwrap(), today, today.tomorrow().unwrap()];
    around.into_iter().any(|day| spans(hours, &zone, day).any(|(from, to)| from <= at && at < to))
}

/// The first instant, not before that one, at which it is open.
pub(crate) fn next_open(hours: &Hours, at: i64) -> Option<i64> {
    let zone = zone(&hours.zone);
    let today = local(&zone, at).date();
    let mut day = today.yesterday().unwrap();
    let mut found = None;
    for _ in 0..FAR {
        let ahead = spans(hours, &zone, day).filter(|(from, to)| *to > at && from < to);
        let first = ahead.map(|(from, _)| from.max(at)).min();
        if let (Some(first), Some(before)) = (first, found) {
            return Some(first.min(before));
        }
        // What begins the day after cannot come sooner, but what begins in the same hour of a fold might.
        if found.is_some() {
            return found;
        }
        found = first;
        day = day.tomorrow().unwrap();
    }
    found
}
