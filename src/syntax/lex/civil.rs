use crate::value::{Date, Time};

/// The day of a calendar date, years 1 to 9999; `None` where the calendar has no such day.
pub(super) fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let real =
        (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    // Years counted from March, so that the leap day is the last: the usual closed form.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    real.then(|| Date(before + (153 * month + 2) / 5 + day - 1 - 719_468))
}

fn days(year: i32, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The time of day, up to and including 24:00.
pub(super) fn time(hour: i64, minute: i64, second: i64) -> Option<Time> {
    let seconds = hour * 3600 + minute * 60 + second;
    let real = (0..60).contains(&minute) && (0..60).contains(&second) && (0..=86_400).contains(&seconds);
    real.then_some(Time(seconds * 1_000_000))
}
