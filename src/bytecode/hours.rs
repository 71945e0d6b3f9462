//! Whether calendars are of this world: times of a day, days that can be written, and no more spans than a day has minutes,
//! so that asking for hours takes no longer in one bundle than in another.

use super::inspect::{Checked, misshapen};
use super::program::Program;
use crate::calendar::{Calendar, DaySpan};
use crate::value::{Date, Time};

/// How many spans a day may have.
const SPANS: usize = 24 * 60;

/// All calendars.
pub(super) fn calendars(program: &Program) -> Checked {
    program.calendars.iter().try_for_each(calendar)
}

fn calendar(calendar: &Calendar) -> Checked {
    let weekly = calendar.weekly.iter().map(|weekly| weekly.span);
    let single = calendar.only.iter().flat_map(|day| day.spans.iter().copied());
    let days = calendar.only.iter().map(|day| day.date).chain(calendar.until);
    let closed = calendar.closures.iter().flat_map(|closure| [closure.first, closure.last]);
    let few = calendar.weekly.len() <= 7 * SPANS && calendar.only.iter().all(|day| day.spans.len() <= SPANS);
    if !few {
        return Err(misshapen("a calendar", "has more spans than a day has minutes"));
    }
    if !weekly.chain(single).all(is_of_a_day) || !days.chain(closed).all(can_be_written) {
        return Err(misshapen("a calendar", "names an impossible time"));
    }
    Ok(())
}

fn is_of_a_day(span: DaySpan) -> bool {
    let times = Time::MIDNIGHT..=Time::END;
    times.contains(&span.from) && times.contains(&span.to)
}

fn can_be_written(date: Date) -> bool {
    (Date::MIN..=Date::MAX).contains(&date)
}
