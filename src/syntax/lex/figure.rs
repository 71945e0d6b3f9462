//! What begins with a digit: numbers, dates, times, lengths of time; and what only looks like one.

use super::civil;
use crate::value::{Date, Decimal, Duration, Instant, Time};

/// A figure as its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::syntax) enum Figure {
    Int(i64),
    Decimal(Decimal),
    Percent(i64),
    Date(Date),
    Time(Time),
    Local(Date, Time),
    Instant(Instant),
    Duration(Duration),
}

/// Why a figure is refused. The text is what to write instead, where that is clear.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::syntax) enum Refusal {
    Date(Option<String>),
    Time(Option<String>),
    NoSuchDay,
    NoSuchTime,
    Duration(Option<String>),
    Percent,
    Decimals,
    TooBig,
    Difference(String),
    Unknown,
}

/// The units of a length of time, from long to short, with their microseconds.
const UNITS: &[(&str, i64)] = &[
    ("w", 604_800_000_000),
    ("d", 86_400_000_000),
    ("h", 3_600_000_000),
    ("m", 60_000_000),
    ("s", 1_000_000),
    ("ms", 1_000),
];

/// Other ways people spell the units.
const SPELLINGS: &[(&str, &[&str])] = &[
    ("w", &["wk", "week", "weeks"]),
    ("d", &["day", "days"]),
    ("h", &["hr", "hrs", "hour", "hours"]),
    ("m", &["min", "mins", "minute", "minutes"]),
    ("s", &["sec", "secs", "second", "seconds"]),
    ("ms", &["msec", "millis"]),
];

/// The value of a figure as written.
pub(in crate::syntax) fn read(text: &str) -> Result<Figure, Refusal> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) {
        return text.parse().map(Figure::Int).map_err(|_| Refusal::TooBig);
    }
    if let Some(number) = text.strip_suffix('%') {
        return if digits(number) {
            number.parse().map(Figure::Percent).map_err(|_| Refusal::TooBig)
        } else {
            Err(Refusal::Percent)
        };
    }
    if let Some((day, clock)) = text.split_once('T') {
        return moment(day, clock);
    }
    if let Some(time) = half_day(text) {
        return Err(Refusal::Time(Some(time)));
    }
    if text.contains(':') {
        return time(text).map(Figure::Time);
    }
    if text.contains('-') {
        return date(text).map(Figure::Date);
    }
    if parts::<3>(text, '.').is_some() {
        return Err(Refusal::Date(None));
    }
    match text.split_once('.') {
        Some((whole, part)) if digits(whole) && digits(part) => decimal(text, part),
        _ => duration(text),
    }
}

/// A length of time whose units are written out, as in `1 hour 30 minutes`: how the language writes it.
#[must_use]
pub fn shortened(text: &str) -> Option<String> {
    let words = text.split_whitespace().map(|word| word.trim_end_matches(','));
    let joined = words.filter(|word| *word != "and").collect::<String>().to_lowercase();
    let parts = lengths(&joined)?;
    let short = parts.iter().map(|(number, unit)| Some(format!("{number}{}", unit_of(unit)?.0)));
    let short: String = short.collect::<Option<_>>()?;
    match read(&short) {
        Ok(Figure::Duration(_)) => Some(short),
        Err(Refusal::Duration(spelled)) => spelled,
        Ok(_) | Err(_) => None,
    }
}

fn decimal(text: &str, part: &str) -> Result<Figure, Refusal> {
    if part.trim_end_matches('0').len() > 4 {
        return Err(Refusal::Decimals);
    }
    Decimal::parse(text).map(Figure::Decimal).ok_or(Refusal::TooBig)
}

/// The numbers between `separator`s, each with its width.
fn parts<const N: usize>(text: &str, separator: char) -> Option<[(i32, usize); N]> {
    let read = |part: &str| {
        let plain = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok().map(|number| (number, part.len()))).flatten()
    };
    let mut rest = text.split(separator);
    let mut found = [(0, 0); N];
    for place in &mut found {
        *place = read(rest.next()?)?;
    }
    rest.next().is_none().then_some(found)
}

fn date(text: &str) -> Result<Date, Refusal> {
    let Some([(year, wide), (month, month_wide), (day, day_wide)]) = parts(text, '-') else {
        return Err(difference(text));
    };
    if wide <= 2 && day_wide == 4 {
        return Err(Refusal::Date(None));
    }
    match (civil::date(year, month, day), wide == 4 && month_wide == 2 && day_wide == 2) {
        (Some(date), true) => Ok(date),
        (Some(_), false) if wide == 4 => Err(Refusal::Date(Some(format!("{year:04}-{month:02}-{day:02}")))),
        (_, false) => Err(Refusal::Date(None)),
        (None, true) => Err(Refusal::NoSuchDay),
    }
}

/// `5-3`: two numbers and a sign without spaces.
fn difference(text: &str) -> Refusal {
    match text.split_once('-') {
        Some((left, right)) if !right.contains('-') => Refusal::Difference(format!("{left} - {right}")),
        _ => Refusal::Date(None),
    }
}

fn time(text: &str) -> Result<Time, Refusal> {
    if let Some((from, to)) = text.split_once('-').filter(|(_, to)| !to.contains('-')) {
        let ends = clock(from).zip(clock(to));
        return Err(Refusal::Time(ends.map(|(from, to)| format!("{from}..{to}"))));
    }
    let (hour, minute, second) = match (parts(text, ':'), parts(text, ':')) {
        (Some([hour, minute]), _) => (hour, minute, (0, 2)),
        (_, Some([hour, minute, second])) => (hour, minute, second),
        _ => return Err(Refusal::Time(None)),
    };
    let real = civil::time(hour.0.into(), minute.0.into(), second.0.into());
    match (real, hour.1 == 2 && minute.1 == 2 && second.1 == 2) {
        (Some(time), true) => Ok(time),
        (Some(_), false) if minute.1 == 2 && second.1 == 2 => Err(Refusal::Time(Some(format!("0{text}")))),
        (_, false) => Err(Refusal::Time(None)),
        (None, true) => Err(Refusal::NoSuchTime),
    }
}

/// A time of day, or what to write instead.
fn clock(text: &str) -> Option<String> {
    match time(text) {
        Ok(_) => Some(text.to_owned()),
        Err(Refusal::Time(instead)) => instead,
        Err(_) => None,
    }
}

/// `9am`, `9:30pm`
fn half_day(text: &str) -> Option<String> {
    let (clock, half) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let later = match half {
        "am" | "AM" => 0,
        "pm" | "PM" => 12,
        _ => return None,
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
    let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let found = format!("{:02}:{minute}", hour % 12 + later);
    time(&found).is_ok().then_some(found)
}

/// `2026-03-02T10:15`, then nothing, `Z` or an offset such as `+01:00`.
fn moment(day: &str, clock: &str) -> Result<Figure, Refusal> {
    let date = date(day)?;
    let Some(zone) = clock.find(['Z', '+', '-']) else {
        return time(clock).map(|time| Figure::Local(date, time));
    };
    let (clock, zone) = clock.split_at_checked(zone).ok_or(Refusal::Unknown)?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let shift = match zone {
        "Z" => 0,
        _ => time(zone.get(1..).unwrap_or_default())?.0 * sign,
    };
    let midnight = i64::from(date.0) * 86_400_000_000;
    Ok(Figure::Instant(Instant(midnight + time(clock)?.0 - shift)))
}

/// Numbers with units: `1h30m`.
fn duration(text: &str) -> Result<Figure, Refusal> {
    let parts = lengths(text).ok_or(Refusal::Unknown)?;
    let known: Option<Vec<_>> = parts.iter().map(|(number, unit)| Some((*number, unit_of(unit)?))).collect();
    let known = known.ok_or(Refusal::Unknown)?;
    let descending = known.is_sorted_by(|left, right| left.1.1 > right.1.1);
    let plain = parts
        .iter()
        .all(|(number, unit)| !number.contains('.') && UNITS.iter().any(|(name, _)| name == unit));
    let total = total(&known).ok_or(Refusal::Duration(None))?;
    if descending && plain {
        return Ok(Figure::Duration(Duration(total)));
    }
    Err(Refusal::Duration(spell(total)))
}

/// `1.5h30m` as `1.5`, `h`, `30`, `m`.
fn lengths(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let unit = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at_checked(unit)?;
        let end = after.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end)?;
        let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        found.push(plain.then_some((number, unit))?);
        rest = after;
    }
    Some(found)
}

fn unit_of(written: &str) -> Option<(&'static str, i64)> {
    let spelled =
        SPELLINGS.iter().find(|(_, others)| others.contains(&written)).map_or(written, |(unit, _)| unit);
    UNITS.iter().copied().find(|(unit, _)| *unit == spelled)
}

/// The sum in microseconds; a fraction of a unit counts if it comes out even.
fn total(parts: &[(&str, (&str, i64))]) -> Option<i64> {
    parts.iter().try_fold(0_i64, |sum, (number, (_, micros))| {
        let exact = i128::from(Decimal::parse(number)?.0).checked_mul(i128::from(*micros))?;
        let even = (exact % 10_000 == 0).then_some(exact / 10_000)?;
        sum.checked_add(i64::try_from(even).ok()?)
    })
}

/// The usual spelling of a length of time.
fn spell(total: i64) -> Option<String> {
    let mut rest = total;
    let mut text = String::new();
    for (unit, micros) in UNITS.iter().filter(|(unit, _)| *unit != "w") {
        if rest / micros > 0 {
            text.push_str(&(rest / micros).to_string());
            text.push_str(unit);
        }
        rest %= micros;
    }
    (rest == 0 && !text.is_empty()).then_some(text)
}
