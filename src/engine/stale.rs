use super::error::StaleCalendar;
use crate::diagnostic::{Diagnostic, Texts};
use crate::hir::Program;
use crate::value::Date;

/// One hint for each calendar that lists no closure after `day`: its list of holidays has probably run out.
#[must_use]
pub fn stale_calendars(program: &Program, day: Date) -> Vec<Diagnostic> {
    let stale = program.hours.iter().filter(|hours| hours.closed.iter().all(|closure| closure.to <= day));
    let with_place = stale.filter_map(|hours| Some((hours, hours.named.span?)));
    with_place
        .map(|(hours, span)| {
            Diagnostic::of(
                &StaleCalendar { name: hours.named.name.clone(), day: day.to_string(), span },
                Texts::None,
            )
        })
        .collect()
}
