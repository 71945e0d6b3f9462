use super::nearest::{did_you_mean, instead, without, without_entry};
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with calendars and closures.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum HoursError {
    #[error("there is no time zone `{zone}`")]
    #[diagnostic(
        code("unknown-zone"),
        help("{}", did_you_mean(nearest.as_deref()).unwrap_or_else(|| "write region and city, such as `Europe/London`".to_owned()))
    )]
    UnknownZone {
        zone: String,
        #[label("not known")]
        span: Span,
        nearest: Option<String>,
    },
    #[error("these hours overlap others")]
    #[diagnostic(
        code("overlapping-hours"),
        help("write each time once; a span may begin where another ends")
    )]
    Overlap {
        #[label(primary, "overlaps")]
        span: Span,
        #[label("these")]
        first: Span,
    },
    #[error("a day has at most {most} spans of hours")]
    #[diagnostic(
        code("too-many-hours"),
        help("put spans that touch into one: `08:00..12:00` rather than four hours on their own")
    )]
    TooMany {
        most: usize,
        #[label("one too many for a day")]
        span: Span,
    },
    #[error("these hours end where they begin")]
    #[diagnostic(
        code("empty-hours"),
        help("write an end that differs, up to `24:00`; the whole day is `all_day`")
    )]
    Empty {
        #[label("no time at all")]
        span: Span,
    },
    #[error("{day} has hours of its own already")]
    #[diagnostic(
        code("repeated-day"),
        help("write all hours of the day in one list: `[09:00..12:00, 13:00..15:00]`")
    )]
    RepeatedDay {
        day: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("this day comes after {until}, the last day it is open at all")]
    #[diagnostic(
        code("day-after-until"),
        severity(Warning),
        help("leave the day out, or write a later `until`")
    )]
    AfterUntil {
        until: String,
        #[label("has no effect")]
        span: Span,
    },
    #[error("closures are days")]
    #[diagnostic(
        code("not-a-day"),
        help("write `2026-12-25 \"Christmas Day\"`, or `2026-12-31..2027-01-01 \"New Year\"`")
    )]
    NotADay {
        #[label("not a day")]
        span: Span,
    },
    #[error("the first day of a closure comes before the last")]
    #[diagnostic(code("reversed-days"), help("write `{from}..{to}`"))]
    DaysReversed {
        from: String,
        to: String,
        #[label("goes back in time")]
        span: Span,
    },
}

impl Problem for HoursError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::UnknownZone { span, nearest, .. } => {
                nearest.iter().map(|nearest| instead(*span, &format!("\"{nearest}\""))).collect()
            }
            Self::DaysReversed { from, to, span } => vec![instead(*span, &format!("{from}..{to}"))],
            Self::AfterUntil { span, .. } => vec![without(texts, "only", *span)],
            Self::Overlap { span, .. } => Fix::list([without_entry(texts, texts.at(*span), *span)]),
            Self::Empty { span } => {
                let alone = texts.around(*span, "[{").is_none_or(|(open, _)| texts.at(open) == "{");
                if alone { vec![instead(*span, "all_day")] } else { Vec::new() }
            }
            Self::RepeatedDay { span, first, .. } => Fix::list([one_day(texts, *span, *first)]),
            Self::NotADay { .. } | Self::TooMany { .. } => Vec::new(),
        }
    }
}

/// The hours of both entries of a day in the first of them.
fn one_day(texts: Texts<'_>, again: Span, first: Span) -> Option<Fix> {
    let (one, other) = (times(texts.at(first))?, times(texts.at(again))?);
    let inner = |times: &str| times.trim_start_matches('[').trim_end_matches(']').to_owned();
    let both = texts.at(first).replacen(one, &format!("[{}, {}]", inner(one), inner(other)), 1);
    let edits = [Some(Edit::new(first, &both)), Some(texts.left_out(again))];
    Fix::all("write all hours in one list", edits)
}

/// The hours in `only 2026-12-24 09:00..12:00 "Christmas Eve"`.
fn times(entry: &str) -> Option<&str> {
    let (_, rest) = entry.trim().split_once(' ')?;
    let (_, rest) = rest.trim_start().split_once(' ')?;
    let hours = rest.split('"').next()?.trim();
    (!hours.is_empty() && hours.contains("..")).then_some(hours)
}
