use crate::builtins::limits::Limit;
use crate::diagnostic::Problem;
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

impl Problem for LimitExceeded {}
