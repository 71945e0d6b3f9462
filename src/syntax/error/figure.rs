use super::mark::replace;
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// What only looks like a number, a date, a time or a length of time.
#[derive(Debug, Clone, PartialEq, thiserror::Error, miette::Diagnostic)]
pub enum FigureError {
    /// `2026-1-5`, `8:00`, `1.5h`, `30m1h`: the value is clear, the spelling is not ours.
    #[error("`{found}` is not written as {what}")]
    #[diagnostic(code("misspelled-figure"), help("{help}"))]
    Spelling {
        /// What was written.
        found: String,
        /// What it should be: `a date`.
        what: &'static str,
        /// How such a thing is written.
        help: String,
        /// What to write instead, if that is clear.
        suggestion: Option<String>,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// `2026-02-30`, `25:00`
    #[error("there is no {what} `{found}`")]
    #[diagnostic(code("impossible-figure"), help("{help}"))]
    Impossible {
        /// What was written.
        found: String,
        /// `day` or `time`
        what: &'static str,
        /// What exists.
        help: &'static str,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// More digits than a number holds.
    #[error("`{found}` has more digits than a number can hold")]
    #[diagnostic(code("number-too-big"), help("{help}"))]
    TooBig {
        /// What was written.
        found: String,
        /// What fits.
        help: &'static str,
        /// Where it stands.
        #[label]
        span: Span,
    },
    /// `3com`
    #[error("`{found}` is neither a number nor a name")]
    #[diagnostic(
        code("unknown-figure"),
        help(
            "names begin with a letter; lengths of time are written like `1h30m`, with w, d, h, m, s or ms"
        )
    )]
    Unknown {
        /// What was written.
        found: String,
        /// Where it stands.
        #[label]
        span: Span,
    },
}

impl Problem for FigureError {
    fn fixes(&self, _: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::Spelling { suggestion: Some(text), span, .. } => {
                vec![replace(&format!("write `{text}`"), *span, text)]
            }
            Self::Impossible { found, what: "day", span, .. } => match last_of_month(found) {
                Some(day) => vec![replace(&format!("write `{day}`"), *span, &day)],
                None => Vec::new(),
            },
            Self::Spelling { .. } | Self::Impossible { .. } | Self::TooBig { .. } | Self::Unknown { .. } => {
                Vec::new()
            }
        }
    }
}

/// The last day of the month, of a date beyond it.
fn last_of_month(date: &str) -> Option<String> {
    let mut parts = date.get(..10)?.split('-');
    let (year, month) = (parts.next()?.parse::<i64>().ok()?, parts.next()?.parse::<u8>().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let beyond = parts.next()?.parse::<u8>().ok()? > last;
    beyond.then(|| format!("{year:04}-{month:02}-{last}{}", date.get(10..).unwrap_or_default()))
}
