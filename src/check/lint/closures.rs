use crate::hir::{Hours, Program};
use crate::value::Date;

/// A calendar that knows no closed day after a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The calendar's name.
    pub hours: String,
    /// The last closed day it lists; none if it lists none at all.
    pub last: Option<Date>,
}

/// The calendars that list no closed day after `date`, in the order they are declared, for `check --as-of`. A calendar
/// that ends on or before that date is not among them: it is closed from then on.
#[must_use]
pub fn closures_end(program: &Program, date: Date) -> Vec<Ending> {
    program
        .hours
        .iter()
        .filter(|hours| hours.until.is_none_or(|until| until > date))
        .map(|hours| Ending { hours: hours.named.name.clone(), last: last_closure(hours) })
        .filter(|ending| ending.last.is_none_or(|last| last <= date))
        .collect()
}

fn last_closure(hours: &Hours) -> Option<Date> {
    let singles = hours.only.iter().filter(|only| only.spans.is_empty()).map(|only| only.day);
    hours.closed.iter().map(|closure| closure.to).chain(singles).max()
}
