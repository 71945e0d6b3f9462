//! Times sessions in turn: each round visits all of them, so that a slow minute of the machine is everybody's.

use crate::clock::Clock;
use crate::engines::{Rotation, Session};
use anyhow::Result;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The least time of a batch: long enough that an engine's rules, megabytes of some, are back in the caches after the
/// engine before it.
const BATCH: Duration = Duration::from_millis(20);
/// The least decisions of a batch: items differ, and a slow engine needs several for an average too.
const LEAST: usize = 16;
/// What a lane may take in all, once it has three rounds.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    Prepared,
    Json,
}

/// One thing to time: a path of a session, over so many items in rotation.
pub struct Lane {
    path: Path,
    among: usize,
    next: usize,
    batch: usize,
    spent: Duration,
    times: Vec<f64>,
}

impl Lane {
    pub fn new(path: Path, among: usize) -> Self {
        Self { path, among, next: 0, batch: LEAST, spent: Duration::ZERO, times: Vec::new() }
    }

    /// Nanoseconds a decision: the median of the rounds.
    pub fn ns(&self) -> f64 {
        median(&mut self.times.clone())
    }

    fn time(&mut self, session: &mut dyn Session) -> Result<Duration> {
        let rotation = Rotation { next: self.next, among: self.among, left: self.batch };
        let begin = Clock::start();
        black_box(match self.path {
            Path::Prepared => session.run(rotation)?,
            Path::Json => session.run_json(rotation)?,
        });
        let time = begin.elapsed();
        self.next = (self.next + self.batch) % self.among;
        Ok(time)
    }

    /// Finds how many decisions fill a batch.
    fn calibrate(&mut self, session: &mut dyn Session) -> Result<()> {
        loop {
            let time = self.time(session)?;
            if time >= BATCH {
                return Ok(());
            }
            let factor = (BATCH.as_secs_f64() * 1.2 / time.as_secs_f64().max(1e-9)).clamp(1.1, 16.0);
            self.batch = scaled(self.batch, factor);
        }
    }

    fn round(&mut self, session: &mut dyn Session) -> Result<()> {
        if self.spent > PATIENCE && self.times.len() >= 3 {
            return Ok(());
        }
        // The first batch of a round warms the caches, and is not counted.
        let warming = self.time(session)?;
        let time = self.time(session)?;
        self.spent += warming + time;
        self.times.push(nanoseconds(time) / count(self.batch));
        Ok(())
    }
}

/// A session and what is timed of it.
pub struct Entry<'p> {
    pub session: Box<dyn Session + 'p>,
    pub lanes: Vec<Lane>,
}

/// Times all entries in turn.
pub fn measure(entries: &mut [Entry<'_>], rounds: usize) -> Result<()> {
    for entry in &mut *entries {
        for lane in &mut entry.lanes {
            lane.calibrate(&mut *entry.session)?;
        }
    }
    for _ in 0..rounds {
        for entry in &mut *entries {
            for lane in &mut entry.lanes {
                lane.round(&mut *entry.session)?;
            }
        }
    }
    Ok(())
}

/// The median item and the slowest, each by the quickest of several tries, so that the machine's pauses do not count.
pub fn slowest(session: &mut dyn Session, items: usize) -> Result<(f64, f64)> {
    const TIMES: usize = 64;
    let mut best = vec![f64::MAX; items];
    for _ in 0..7 {
        for (item, best) in best.iter_mut().enumerate() {
            // Times over, because the clock itself takes as long as a decision.
            let begin = Instant::now();
            for _ in 0..TIMES {
                black_box(session.run(Rotation { next: item, among: items, left: 1 })?);
            }
            *best = best.min(nanoseconds(begin.elapsed()) / count(TIMES));
        }
    }
    let slowest = best.iter().copied().fold(0.0, f64::max);
    Ok((median(&mut best), slowest))
}

pub fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A number of things as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn count(many: usize) -> f64 {
    many as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "batches are small and positive")]
fn scaled(many: usize, factor: f64) -> usize {
    (count(many) * factor) as usize + 1
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
