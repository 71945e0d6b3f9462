//! Calendars, the slow way: every opening of the day before, the day and the day after as instants, then a look.

use enroute::hir::Hours;
use enroute::value::{Date, Time};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};

const MICROS: i64 = 1_000_000;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn local(zone: &TimeZone, instant: i64) -> civil::DateTime {
    zone.to_datetime(jiff::Timestamp::from_microsecond(instant).unwrap())
}

pub(crate) fn date_in(name: &str, instant: i64) -> i32 {
    days(local(&zone(name), instant).date())
}

pub(crate) fn time_in(name: &str, instant: i64) -> i64 {
    let time = local(&zone(name), instant).time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * MICROS + i64::from(time.subsec_nanosecond()) / 1000
}

/// Monday is 0.
pub(crate) fn weekday_in(name: &str, instant: i64) -> u32 {
    u32::try_from(local(&zone(name), instant).date().weekday().to_monday_zero_offset()).unwrap()
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

pub(crate) fn is_open(hours: &Hours, at: i64) -> bool {
    let zone = zone(&hours.zone);
    let today = local(&zone, at).date();
    let around = [today.yesterday().unwrap(), today, today.tomorrow().unwrap()];
    around.into_iter().any(|day| {
        openings(hours, day).into_iter().any(|(from, to)| {
            let next = day.tomorrow().unwrap();
            let (last, to) = match (to > from, is_special(hours, next)) {
                (true, _) => (day, to),
                (false, false) => (next, to),
                (false, true) => (next, Time(0)),
            };
            instant(&zone, day, from, false) <= at && at < instant(&zone, last, to, true)
        })
    })
}

/// The first minute at which it is open, within two weeks.
pub(crate) fn next_open(hours: &Hours, at: i64) -> Option<i64> {
    let minute = 60 * MICROS;
    let first = at.div_euclid(minute) + 1;
    if is_open(hours, at) {
        return Some(at);
    }
    (first..first + 20_160).map(|number| number * minute).find(|instant| is_open(hours, *instant))
}
