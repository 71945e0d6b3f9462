//! Time that this thread worked: what else the machine does is no part of it.

use cpu_time::ThreadTime;
use std::time::Duration;

/// A running clock.
pub struct Clock(ThreadTime);

impl Clock {
    pub fn start() -> Self {
        Self(ThreadTime::now())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
