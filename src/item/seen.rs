use super::index::EnumIndex;
use super::words::is_ink;
use crate::bytecode::{MISSING, SlotKind};
use crate::value::{Date, Decimal, Duration, Instant, Time, parse_local};
use std::fmt;

/// What a slot holds while an item is read if there was a value that could not be read: a missing value whose problem
/// has been told.
pub(super) const UNREAD: i64 = MISSING + 1;

/// A value as data has it, before it is known what it should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Seen<'a> {
    /// `null`.
    Nothing,
    Bool(bool),
    Int(i64),
    /// Beyond 64 bits with a sign.
    Huge(u64),
    Number(f64),
    Text(&'a str),
    /// An object, read no further.
    Object,
    /// An array, read no further.
    Array,
}

/// Why a value is not what was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    Unreadable,
    TooLarge,
}

/// The text without white space around it, which hardly any has.
#[inline]
pub(super) fn trimmed(text: &str) -> &str {
    if has_ink_around(text) { text } else { text.trim() }
}

/// Whether a text surely begins and ends with something else than white space.
#[inline]
pub(super) fn has_ink_around(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    ends.into_iter().all(|byte| byte.is_some_and(|byte| is_ink(*byte)))
}

impl Seen<'_> {
    /// Whether there is nothing: `null`, or a text of white space only.
    pub(super) fn is_blank(self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => trimmed(text).is_empty(),
            Self::Bool(_) | Self::Int(_) | Self::Huge(_) | Self::Number(_) | Self::Object | Self::Array => {
                false
            }
        }
    }
}

impl fmt::Display for Seen<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => out.write_str("null"),
            Self::Bool(value) => value.fmt(out),
            Self::Int(value) => value.fmt(out),
            Self::Huge(value) => value.fmt(out),
            Self::Number(value) => value.fmt(out),
            Self::Text(value) => value.fmt(out),
            Self::Object => out.write_str("{…}"),
            Self::Array => out.write_str("[…]"),
        }
    }
}

/// Reads a value that is not blank as a kind of number, day, time or enum value, as kindly as can be done without
/// guessing:
/// - bool: `true`, `yes`, `1` and `false`, `no`, `0`, as texts in any case;
/// - int: whole numbers, `12` and `12.0`; decimal: numbers, rounded half away from zero to four decimals;
/// - date: `2026-12-25`, or the day of a date and time, as written there;
/// - instant: RFC 3339; without an offset, and for a day alone (its midnight), in Greenwich;
/// - duration: `1h30m`, or ISO 8601's `PT1H30M`;
/// - enum: word, label or further spelling in any case, or the code.
///
/// Texts, lists and links are not read here.
pub(super) fn read(
    kind: SlotKind,
    seen: Seen<'_>,
    enums: &[EnumIndex],
    folding: &mut String,
) -> Result<i64, Misfit> {
    let found = match kind {
        SlotKind::Bool => bool_of(seen),
        SlotKind::Int => return int_of(seen),
        SlotKind::Decimal => return decimal_of(seen),
        SlotKind::Date => text_of(seen).and_then(date_of).map(|date| i64::from(date.0)),
        SlotKind::Time => text_of(seen).and_then(Time::parse).map(|time| time.0),
        SlotKind::Instant => text_of(seen).and_then(Instant::parse_in_utc).map(|instant| instant.0),
        SlotKind::Duration => text_of(seen).and_then(duration_of).map(|length| length.0),
        SlotKind::Enum(shape) => {
            let index = usize::try_from(shape).ok().and_then(|place| enums.get(place));
            index.and_then(|index| enum_of(index, seen, folding))
        }
        SlotKind::Text | SlotKind::List(_) | SlotKind::Link => None,
    };
    found.filter(|value| *value > UNREAD).ok_or(Misfit::Unreadable)
}

fn text_of(seen: Seen<'_>) -> Option<&str> {
    match seen {
        Seen::Text(text) => Some(trimmed(text)),
        Seen::Nothing
        | Seen::Bool(_)
        | Seen::Int(_)
        | Seen::Huge(_)
        | Seen::Number(_)
        | Seen::Object
        | Seen::Array => None,
    }
}

/// Whether data says yes (1) or no (0).
pub(super) fn bool_of(seen: Seen<'_>) -> Option<i64> {
    let is = |text: &str, words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match seen {
        Seen::Bool(value) => Some(i64::from(value)),
        Seen::Int(value @ (0 | 1)) => Some(value),
        Seen::Text(text) if is(trimmed(text), ["true", "yes", "1"]) => Some(1),
        Seen::Text(text) if is(trimmed(text), ["false", "no", "0"]) => Some(0),
        Seen::Text(_)
        | Seen::Int(_)
        | Seen::Nothing
        | Seen::Huge(_)
        | Seen::Number(_)
        | Seen::Object
        | Seen::Array => None,
    }
}

fn int_of(seen: Seen<'_>) -> Result<i64, Misfit> {
    match seen {
        Seen::Int(value) if value > UNREAD => Ok(value),
        Seen::Int(_) | Seen::Huge(_) => Err(Misfit::TooLarge),
        Seen::Number(value) => whole_of(value),
        Seen::Text(text) => whole_of_text(trimmed(text)),
        Seen::Bool(_) | Seen::Nothing | Seen::Object | Seen::Array => Err(Misfit::Unreadable),
    }
}

fn whole_of(value: f64) -> Result<i64, Misfit> {
    // Up to here every whole number has a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.abs() >= EXACT {
        return Err(Misfit::TooLarge);
    }
    if value.fract() != 0.0 {
        return Err(Misfit::Unreadable);
    }
    Ok(truncate(value))
}

fn whole_of_text(text: &str) -> Result<i64, Misfit> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if part.is_empty() || part.bytes().any(|byte| byte != b'0') {
        return Err(misfit_of(text, false));
    }
    whole.parse().ok().filter(|value| *value > UNREAD).ok_or_else(|| misfit_of(text, true))
}

fn decimal_of(seen: Seen<'_>) -> Result<i64, Misfit> {
    let found = match seen {
        Seen::Int(value) => Decimal::from_int(value).ok_or(Misfit::TooLarge),
        Seen::Huge(_) => Err(Misfit::TooLarge),
        Seen::Number(value) => scaled_of(value),
        Seen::Text(text) => {
            Decimal::parse_rounded(trimmed(text)).ok_or_else(|| misfit_of(trimmed(text), true))
        }
        Seen::Bool(_) | Seen::Nothing | Seen::Object | Seen::Array => Err(Misfit::Unreadable),
    };
    found
        .map(|decimal| decimal.0)
        .and_then(|value| if value > UNREAD { Ok(value) } else { Err(Misfit::TooLarge) })
}

fn scaled_of(value: f64) -> Result<Decimal, Misfit> {
    // Below this, four decimals survive scaling: the error is less than half a ten-thousandth.
    const EXACT: f64 = 1e11;
    if value.abs() < EXACT {
        return Ok(Decimal(truncate((value * 10_000.0).round())));
    }
    let digits = value.to_string();
    Decimal::parse_rounded(&digits).ok_or(Misfit::TooLarge)
}

/// The whole part of a number.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "there is no other way from float to integer; it saturates, and callers have checked the range"
)]
fn truncate(value: f64) -> i64 {
    value as i64
}

/// Why a text that cannot be read as a number cannot: it is none, or one that is too large.
fn misfit_of(text: &str, may_be_large: bool) -> Misfit {
    let starts_as_number =
        text.trim_start_matches(['-', '+']).starts_with(|letter: char| letter.is_ascii_digit());
    let is_large = starts_as_number && text.parse::<f64>().is_ok_and(|value| value.abs() > 9e14);
    if is_large && may_be_large { Misfit::TooLarge } else { Misfit::Unreadable }
}

fn date_of(text: &str) -> Option<Date> {
    let day = || parse_local(text).map(|(date, _)| date);
    let of_instant = || Instant::parse(text).and_then(|_| Date::parse(text.get(..10)?));
    Date::parse(text).or_else(day).or_else(of_instant)
}

fn duration_of(text: &str) -> Option<Duration> {
    match text.strip_prefix('-') {
        Some(rest) => duration_of_size(rest).map(|length| Duration(-length.0)),
        None => duration_of_size(text),
    }
}

fn duration_of_size(text: &str) -> Option<Duration> {
    Duration::parse(text).or_else(|| Duration::parse_iso(text))
}

fn enum_of(index: &EnumIndex, seen: Seen<'_>, folding: &mut String) -> Option<i64> {
    match seen {
        Seen::Text(text) => index.by_text(trimmed(text), folding),
        Seen::Int(code) => index.by_code(code),
        Seen::Number(value) => whole_of(value).ok().and_then(|code| index.by_code(code)),
        Seen::Bool(true) => index.by_text("true", folding).or_else(|| index.by_text("yes", folding)),
        Seen::Bool(false) => index.by_text("false", folding).or_else(|| index.by_text("no", folding)),
        Seen::Nothing | Seen::Huge(_) | Seen::Object | Seen::Array => None,
    }
}
