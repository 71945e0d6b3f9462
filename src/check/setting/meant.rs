//! What a value that does not fit was meant to be: the same value, written as its form wants it.
//!
//! Nothing is made up here: where the value cannot be told from what is written, there is none.

use crate::builtins::Form;
use crate::check::error::nearest;
use crate::syntax;
use crate::value::{Duration, Time, Weekday};

/// What was written, as that form wants it; `unit` is the one of a length that has none.
pub(super) fn meant(form: Form, written: &str, unit: &str) -> Option<String> {
    let written = written.trim().trim_end_matches(',').trim_end();
    match form {
        Form::YesNo => word(written, &["yes", "no"]),
        Form::Number(least, most) => number(bare(written), least, most),
        Form::Length(least, most) => length(bare(written), unit, least, most),
        Form::Text | Form::Template => text(written),
        Form::Word(words) => word(written, words),
        Form::Keyword(only) => word(written, &[only]),
        Form::Name(_) | Form::AnyWord => name(written).map(str::to_owned),
        Form::Days => days(written),
        Form::Times => times(written),
        Form::Levels => levels(written),
        Form::List(of) => list(*of, written, unit),
        Form::OneOrList(of) => meant(*of, written, unit).or_else(|| list(*of, written, unit)),
        Form::Either(forms) => forms.iter().find_map(|form| meant(*form, written, unit)),
        Form::Sequence(forms) => sequence(forms, written, unit),
        Form::Maybe(form) => meant(*form, written, unit),
        Form::Call(_) | Form::Path | Form::Date | Form::Block(_) | Form::Headed(..) | Form::When => None,
    }
}

/// A text without the quotes around it.
fn bare(written: &str) -> &str {
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(written).trim()
}

fn name(written: &str) -> Option<&str> {
    let name = bare(written);
    let begins = name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    (begins && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')).then_some(name)
}

fn word(written: &str, words: &[&str]) -> Option<String> {
    let word = name(written)?.to_lowercase();
    let known = words.iter().find(|known| **known == word).map(|known| (*known).to_owned());
    known.or_else(|| nearest(&word, words.iter().copied()))
}

/// A whole number, perhaps with what it counts: `20 items`, `20%`.
fn number(written: &str, least: i64, most: i64) -> Option<String> {
    let counted = |letter: char| letter.is_alphabetic() || letter == '%' || letter == ' ';
    let number: i64 = written.trim_end_matches(counted).parse().ok()?;
    (least..=most).contains(&number).then(|| number.to_string())
}

fn length(written: &str, unit: &str, least: i64, most: i64) -> Option<String> {
    let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
    let length = if is_number { format!("{written}{unit}") } else { syntax::shortened(written)? };
    let Duration(micros) = Duration::parse(&length)?;
    let seconds = micros.checked_div(1_000_000)?;
    (least..=most).contains(&seconds).then_some(length)
}

/// Words without quotes.
fn text(written: &str) -> Option<String> {
    let plain = |letter: char| letter.is_alphanumeric() || " _-.,'&+:/@".contains(letter);
    (!written.is_empty() && written.chars().all(plain)).then(|| format!("\"{written}\""))
}

fn days(written: &str) -> Option<String> {
    match ends(written) {
        Some((from, to)) => Some(format!("{}..{}", day(from)?, day(to)?)),
        None => day(written).map(str::to_owned),
    }
}

/// A day of the week, or its word written out: `monday`, `Tues`.
fn day(written: &str) -> Option<&'static str> {
    const WHOLE: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let day = bare(written).trim_end_matches('.').to_lowercase();
    let at = WHOLE.iter().position(|whole| day.len() >= 3 && whole.starts_with(&day))?;
    Weekday::ALL
        .iter()
        .map(|day| day.word())
        .find(|short| WHOLE.get(at).is_some_and(|day| day.starts_with(short)))
}

fn times(written: &str) -> Option<String> {
    let spans = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match spans {
        Some(spans) => {
            let spans = spans.split(',').map(span).collect::<Option<Vec<_>>>()?;
            Some(format!("[{}]", spans.join(", ")))
        }
        None => span(written),
    }
}

fn span(written: &str) -> Option<String> {
    let (from, to) = ends(written)?;
    let (from, to) = (time(from)?, time(to)?);
    (from != to).then(|| format!("{from}..{to}"))
}

/// A time of day, perhaps without its minutes.
fn time(written: &str) -> Option<String> {
    let (hours, minutes) = bare(written).split_once(':').unwrap_or((bare(written), "00"));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let time = format!("{hours:0>2}:{minutes}");
    (digits(hours) && digits(minutes) && Time::parse(&time).is_some()).then_some(time)
}

fn levels(written: &str) -> Option<String> {
    let (from, to) = ends(written)?;
    let (from, to): (i64, i64) = (from.parse().ok()?, to.parse().ok()?);
    Some(format!("{from}..{to}"))
}

/// The ends of a range, however it is joined.
fn ends(written: &str) -> Option<(&str, &str)> {
    let (from, to) = written.split_once("..").or_else(|| written.split_once('-'))?;
    let (from, to) = (from.trim(), to.trim());
    (!from.is_empty() && !to.is_empty()).then_some((from, to))
}

/// The members with `,` or a space between them, with `[ ]` or without.
fn list(of: Form, written: &str, unit: &str) -> Option<String> {
    let inner = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(written);
    let parts: Vec<_> = if inner.contains(',') || inner.contains('"') {
        inner.split(',').collect()
    } else {
        inner.split_whitespace().filter(|part| *part != "and").collect()
    };
    let members = parts.iter().filter(|part| !part.trim().is_empty());
    let members = members.map(|part| meant(of, part, unit)).collect::<Option<Vec<_>>>()?;
    (!members.is_empty()).then(|| format!("[{}]", members.join(", ")))
}

/// One after the other, each of which is written without a space.
fn sequence(forms: &[Form], written: &str, unit: &str) -> Option<String> {
    let parts: Vec<_> = written.split_whitespace().collect();
    let pairs = forms.iter().zip(&parts);
    let found = pairs.map(|(form, part)| meant(*form, part, unit)).collect::<Option<Vec<_>>>()?;
    (parts.len() == forms.len()).then(|| found.join(" "))
}
