//! Values, as the compiler writes them and the machine computes them.
//!
//! Takes numbers and texts, gives [`Decimal`], [`Instant`] and the rest, with arithmetic that cannot fault:
//! overflow and division by zero give `None`, which the language calls missing. It must never know a time zone.

mod date;
mod decimal;
mod duration;
mod fold;
mod instant;
mod scan;
mod similar;
mod time;
mod weekday;

pub use date::Date;
pub use decimal::Decimal;
pub use duration::Duration;
pub use fold::{fold, fold_into};
pub use instant::{Instant, parse_local};
pub use similar::similar;
pub use time::Time;
pub use weekday::Weekday;
