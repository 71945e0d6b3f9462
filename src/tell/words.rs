use super::sentence::capital;
use crate::value::{Date, Duration, Instant, Time};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The units of lengths of time in microseconds, longest first.
const UNITS: [(i64, &str); 4] =
    [(86_400_000_000, "day"), (3_600_000_000, "hour"), (60_000_000, "minute"), (1_000_000, "second")];

/// A word of the program as people write it: `order_id` is an order id.
pub(super) fn plain(name: &str) -> String {
    name.replace('_', " ").trim().to_owned()
}

/// `2 minutes`, `1 hour 30 minutes`.
pub(super) fn length(length: Duration) -> String {
    let (mut rest, mut parts) = (length.0.checked_abs().unwrap_or(i64::MAX), Vec::new());
    for (size, unit) in UNITS {
        let many = rest / size;
        rest %= size;
        if many > 0 {
            parts.push(counted(many, unit));
        }
    }
    if parts.is_empty() || rest > 0 {
        return length.to_string();
    }
    let minus = if length.0 < 0 { "minus " } else { "" };
    format!("{minus}{}", parts.join(" "))
}

/// `1 item`, `12 items`.
pub(super) fn counted(many: i64, what: &str) -> String {
    if many == 1 { format!("1 {what}") } else { format!("{many} {what}s") }
}

/// `2 March 2026`
pub(super) fn day(date: Date) -> String {
    let (year, month, day) = date.civil();
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    name.map_or_else(|| date.to_string(), |name| format!("{day} {name} {year}"))
}

/// `2 March 2026`, `24 to 26 December 2026`, `31 December 2026 to 1 January 2027`.
pub(super) fn days(from: Date, to: Date) -> String {
    if from == to {
        return day(from);
    }
    let ((year, month, first), (last_year, last_month, _)) = (from.civil(), to.civil());
    let begin = if (year, month) == (last_year, last_month) { first.to_string() } else { day(from) };
    format!("{begin} to {}", day(to))
}

/// `08:00 to 18:00`; over midnight, if the second is not later.
pub(super) fn span(from: Time, to: Time) -> String {
    if from == Time::MIDNIGHT && to == Time::END {
        return "all day".to_owned();
    }
    let next = if to <= from { " the next day" } else { "" };
    format!("{from} to {to}{next}")
}

/// `2 March 2026 at 10:15 UTC`
pub(super) fn moment(instant: Instant) -> String {
    let (date, time) = instant.utc();
    format!("{} at {time} UTC", day(date))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn all_of(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => format!("{} and {last}", some.join(", ")),
    }
}

/// `a case`, `an item`.
pub(super) fn one(what: &str) -> String {
    let vowel = what.chars().next().is_some_and(|letter| "aeioAEIO".contains(letter));
    format!("{} {what}", if vowel { "an" } else { "a" })
}

/// `A case`, `An item`.
pub(super) fn capital_one(what: &str) -> String {
    capital(&one(what))
}

/// Whose: `customer’s`, `address’s`.
pub(super) fn whose(owner: &str) -> String {
    format!("{owner}’s")
}
