use super::nearest::{did_you_mean, instead};
use super::plain::without;
use crate::diagnostic::{Fix, Problem};
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
    fn fixes(&self) -> Vec<Fix> {
        match self {
            Self::UnknownZone { span, nearest, .. } => {
                nearest.iter().map(|nearest| instead(*span, &format!("\"{nearest}\""))).collect()
            }
            Self::DaysReversed { from, to, span } => vec![instead(*span, &format!("{from}..{to}"))],
            Self::AfterUntil { span, .. } => vec![without("only", *span)],
            Self::Overlap { .. } | Self::Empty { .. } | Self::RepeatedDay { .. } | Self::NotADay { .. } => {
                Vec::new()
            }
        }
    }
}
