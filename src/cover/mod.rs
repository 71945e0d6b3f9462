//! What of a program's rules tests or items reach.
//!
//! Takes a bundle and, as a [`crate::vm::Watch`], what is asked while items are decided by it; gives [`Covered`]: which rules
//! were reached and held, which tests of their conditions were seen to hold and not to hold while they decided, which rows
//! of tables, queues and shares of splits were chosen. It must never decide anything, nor know where items come from.

mod counts;
mod covered;
mod outline;
mod seen;
mod written;

pub use counts::Coverage;
pub use covered::{
    Covered, CoveredClause, CoveredGroup, CoveredQueue, CoveredRow, CoveredRule, CoveredShare, Score,
};
