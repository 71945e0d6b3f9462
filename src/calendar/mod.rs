//! When a desk is open, and what the clock on its wall says.
//!
//! Takes a [`Calendar`] as an author wrote it and instants; gives open or closed, the next opening, open time. It
//! alone knows time zones, from a database that is part of the program, so that a bundle means the same everywhere.
//! It must never know what is done with the answer, nor what time it is.
//!
//! # Rules
//! - A span is local wall-clock time and belongs to the day it begins on: open from its first instant until its last.
//!   `22:00..06:00` ends on the next day.
//! - A span has begun once clocks have shown its beginning or a later time, and is over once they will show no time before
//!   its end again. So where clocks skip, a beginning or end that was skipped is the end of the gap. Where clocks repeat an
//!   hour, a span that begins in it begins the first time, and one that ends in it ends the last time; one that ends where
//!   the repeated hour begins ends the first time.
//! - A closed day, and a day after `until`, has no hours: nothing begins on it, and what was open from the evening
//!   before ends at its midnight.
//! - A single day (`only`) has its own hours alone, whatever the week and the closures say; what was open from the
//!   evening before ends at its midnight too.
//! - Outside the years 1970 to 2199 everything is closed: zone rules are not known so far.

mod days;
mod pieces;
mod resolved;
mod shape;
mod walk;
mod zone;

pub use resolved::ResolvedCalendar;
pub use shape::{Calendar, Closure, DaySpan, MOST_SPANS, SingleDay, WeeklySpan};
pub use walk::Spans;
pub use zone::{Zone, zone_database_version, zone_exists, zone_names, zones_like};
