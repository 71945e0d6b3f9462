//! Values, as the compiler writes them and the machine computes them.
//!
//! Takes numbers and texts, gives [`Decimal`], [`Instant`] and the rest, with arithmetic that cannot fault:
//! overflow and division by zero give `None`, which the language calls missing.

mod decimal;
mod fold;
mod time;

pub use decimal::Decimal;
pub use fold::{fold, fold_into};
pub use time::{Date, Duration, Instant, Time, Weekday};
