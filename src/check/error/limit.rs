use super::nearest::without_entry;
use crate::builtins::limits::Limit;
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;
use miette::{Diagnostic, LabeledSpan, Severity};
use std::fmt::{self, Display};

/// A number that the limit profile of the program does not allow (domain section 24). Its words stand on the limit's
/// row, for all limits are exceeded in the same way.
#[derive(Debug, Clone)]
pub(in crate::check) struct LimitExceeded {
    /// Which limit.
    pub(in crate::check) limit: &'static Limit,
    /// What the program has.
    pub(in crate::check) has: i64,
    /// Where.
    pub(in crate::check) span: Span,
}

impl Display for LimitExceeded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Limit { what, range, .. } = self.limit;
        write!(out, "{} {what}: `dynamics365` allows {range}", self.has)
    }
}

impl std::error::Error for LimitExceeded {}

impl Diagnostic for LimitExceeded {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(self.limit.code))
    }

    /// The number of links is advice, all others are refused by the platform.
    fn severity(&self) -> Option<Severity> {
        Some(if self.limit.key == "links" { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(self.limit.instead))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, self.span))))
    }
}

impl Problem for LimitExceeded {
    /// The nearest number that is allowed, where the number stands in a setting of its own.
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        let (least, most) = self.limit.bounds;
        let nearest = self.has.clamp(least, most);
        let length = if nearest % 60 == 0 { format!("{}m", nearest / 60) } else { format!("{nearest}s") };
        match self.limit.key {
            "decline-total" => Fix::list([without_entry(texts, "decline_total", self.span)]),
            "profile" => {
                let entry = texts.word(self.span, "limit").and_then(|word| texts.entry(word));
                entry.iter().map(|entry| Fix::write(*entry, &format!("limit {nearest}"))).collect()
            }
            "waiting-items" => vec![Fix::write(self.span, &nearest.to_string())],
            "predicted-wait" => vec![Fix::write(self.span, &length)],
            key if key.starts_with("after-") => Fix::list([waiting(texts, self.span, &length)]),
            _ => Vec::new(),
        }
    }
}

/// Another length of time after the `after` of a rule.
fn waiting(texts: Texts<'_>, rule: Span, length: &str) -> Option<Fix> {
    let written = texts.at(rule);
    let (before, after) = written.split_once("after ")?;
    let old = after.split([' ', '\n', '}']).next()?;
    let start = rule.start + u32::try_from(before.len() + "after ".len()).ok()?;
    let span = Span::new(rule.file, start, start + u32::try_from(old.len()).ok()?);
    Some(Fix::change(format!("write `after {length}`"), span, length))
}
