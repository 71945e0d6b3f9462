//! Whether calendars are of this world: times of a day, days that can be written, and no more spans than a day has quarters
//! of an hour, so that asking for hours takes no longer in one bundle than in another.

use super::inspect::{Checked, misshapen};
use super::program::Program;
use crate::calendar::{Calendar, DaySpan, MOST_SPANS};
use crate::value::{Date, Time, Weekday};

/// All calendars.
pub(super) fn calendars(program: &Program) -> Checked {
    program.calendars.iter().try_for_each(calendar)
}

fn calendar(calendar: &Calendar) -> Checked {
    let weekly = calendar.weekly.iter().map(|weekly| weekly.span);
    let single = calendar.only.iter().flat_map(|day| day.spans.iter().copied());
    let days = calendar.only.iter().map(|day| day.date).chain(calendar.until);
    let closed = calendar.closures.iter().flat_map(|closure| [closure.first, closure.last]);
    if !has_few(calendar) {
        return Err(misshapen("a calendar", "has more spans on a day than there are quarters of an hour"));
    }
    if !weekly.chain(single).all(is_of_a_day) || !days.chain(closed).all(can_be_written) {
        return Err(misshapen("a calendar", "names an impossible time"));
    }
    Ok(())
}

fn is_of_a_day(span: DaySpan) -> bool {
    let times = Time::MIDNIGHT..=Time::END;
    times.contains(&span.from) && times.contains(&span.to) && span.from < Time::END
}

/// Whether no day has too many spans.
fn has_few(calendar: &Calendar) -> bool {
    let of = |weekday| calendar.weekly.iter().filter(|weekly| weekly.weekday == weekday).count();
    Weekday::ALL.into_iter().all(|weekday| of(weekday) <= MOST_SPANS)
        && calendar.only.iter().all(|day| day.spans.len() <= MOST_SPANS)
}

fn can_be_written(date: Date) -> bool {
    (Date::MIN..=Date::MAX).contains(&date)
}
