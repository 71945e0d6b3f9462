//! The hours that are asked around a change of clocks. `judge.py` has them too, in its own words.

use enroute::calendar::{Calendar, Closure, DaySpan, SingleDay, WeeklySpan};
use enroute::value::{Date, Time, Weekday};

/// A change of clocks: when, in seconds, and how many seconds east of Greenwich they were before and after.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    pub(crate) at: i64,
    pub(crate) before: i64,
    pub(crate) after: i64,
}

const DAY: i64 = 86_400;
const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

impl Change {
    /// The day that clocks show right after the change.
    fn day(self) -> i64 {
        (self.at + self.after).div_euclid(DAY)
    }
}

/// A calendar of each shape, in a fixed order.
pub(crate) fn shapes(zone: &str, change: Change) -> [Calendar; 6] {
    let shapes = [office(), night(), early(), inside(change), closed(change), single(change)];
    shapes.map(|shape| Calendar { zone: zone.to_owned(), ..shape })
}

/// Spans begin and end by the minute, so that seconds are cut off.
fn span(from: i64, to: i64) -> DaySpan {
    let minute = |seconds: i64| Time(seconds.div_euclid(60) * 60_000_000);
    DaySpan { from: minute(from), to: minute(to) }
}

fn clock(hour: i64, minute: i64) -> i64 {
    (hour * 60 + minute) * 60
}

fn every(days: &[Weekday], spans: &[DaySpan]) -> Vec<WeeklySpan> {
    let of =
        |weekday: &Weekday| spans.iter().map(|span| WeeklySpan { weekday: *weekday, span: *span }).collect();
    days.iter().flat_map(|day| -> Vec<_> { of(day) }).collect()
}

fn date(day: i64) -> Date {
    i32::try_from(day).map_or(Date::MAX, Date)
}

/// The hours of an office.
fn office() -> Calendar {
    let saturday = [span(clock(9, 0), clock(12, 30)), span(clock(13, 30), clock(16, 0))];
    let mut weekly = every(&WORKDAYS, &[span(clock(8, 0), clock(18, 0))]);
    weekly.extend(every(&[Weekday::Saturday], &saturday));
    Calendar { weekly, ..Calendar::default() }
}

/// Shifts over midnight; that of Wednesday has 24 hours.
fn night() -> Calendar {
    let mut weekly = every(&Weekday::ALL, &[span(clock(22, 0), clock(2, 30))]);
    weekly.extend(every(&[Weekday::Wednesday], &[span(clock(3, 0), clock(3, 0))]));
    weekly.extend(every(&[Weekday::Saturday], &[span(clock(23, 15), clock(0, 45))]));
    Calendar { weekly, ..Calendar::default() }
}

/// Short spans in the hours in which clocks are mostly changed.
fn early() -> Calendar {
    let spans = [
        span(clock(0, 0), clock(0, 20)),
        span(clock(0, 40), clock(1, 30)),
        span(clock(1, 50), clock(2, 0)),
        span(clock(2, 30), clock(2, 45)),
        span(clock(3, 0), clock(3, 1)),
        span(clock(23, 30), clock(24, 0)),
    ];
    Calendar { weekly: every(&Weekday::ALL, &spans), ..Calendar::default() }
}

/// Spans that begin and end inside what is skipped or repeated: over its beginning, within it, over its end.
fn inside(change: Change) -> Calendar {
    let low = change.at + change.before.min(change.after);
    let high = change.at + change.before.max(change.after);
    let part = (high - low) / 4;
    let daily = |from: i64, to: i64| span(from.rem_euclid(DAY), to.rem_euclid(DAY));
    let spans = [
        daily(low - 5_400, low + part),
        daily(low + 2 * part, low + 3 * part),
        daily(high - part / 2, high + 3_600),
    ];
    Calendar { weekly: every(&Weekday::ALL, &spans), ..Calendar::default() }
}

/// Always open, but for the day of the change and that a week later; hours of their own on the day after the change.
fn closed(change: Change) -> Calendar {
    let day = change.day();
    let closure = |day| Closure { first: date(day), last: date(day), reason: String::new() };
    let own = vec![span(clock(0, 30), clock(2, 30)), span(clock(22, 0), clock(3, 0))];
    Calendar {
        weekly: every(&Weekday::ALL, &[DaySpan::ALL_DAY, span(clock(20, 0), clock(4, 0))]),
        closures: vec![closure(day), closure(day + 7)],
        only: vec![SingleDay { date: date(day + 1), spans: own, reason: String::new() }],
        ..Calendar::default()
    }
}

/// Shifts over midnight, but for the day of the change, which is open from midnight to midnight; the next day is closed,
/// and the one after it is the last.
fn single(change: Change) -> Calendar {
    let day = change.day();
    Calendar {
        weekly: every(&Weekday::ALL, &[span(clock(18, 0), clock(3, 0))]),
        closures: vec![Closure { first: date(day + 1), last: date(day + 1), reason: String::new() }],
        only: vec![SingleDay { date: date(day), spans: vec![DaySpan::ALL_DAY], reason: String::new() }],
        until: Some(date(day + 2)),
        ..Calendar::default()
    }
}
