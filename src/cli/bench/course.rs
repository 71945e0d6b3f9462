use super::figures::{Costly, Figures, Stages};
use super::watches::{Clock, Counts};
use crate::cli::decider::Decider;
use crate::cli::items::{Batch, Items};
use crate::cli::outcome::Failure;
use crate::cli::work::Job;
use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// No more items are kept in memory.
const MOST: u64 = 100_000;

/// Nor more bytes of them, or a little more.
const MOST_BYTES: usize = 512 << 20;

/// How much is read at once.
const ROOM: usize = 64 << 10;

/// A pass goes over the items again until it has taken that long: less says little.
const LEAST: Duration = Duration::from_millis(20);

/// The items of a file, in memory, to be decided again and again.
pub(crate) struct Course<'j> {
    job: &'j Job,
    batches: Vec<Batch>,
    bytes: usize,
    items: u64,
    failed: u64,
    capped: bool,
}

impl<'j> Course<'j> {
    /// Reads the items, but not more than [`MOST`].
    pub(crate) fn new(job: &'j Job, mut items: Items) -> Result<Self, Failure> {
        let mut course = Self { job, batches: Vec::new(), bytes: 0, items: 0, failed: 0, capped: false };
        let mut decider = Decider::new(&job.bundle, &job.reader, &job.facts);
        let mut batch = Batch::default();
        while !course.capped && items.fill(&mut batch, ROOM)? {
            course.keep(std::mem::take(&mut batch), &mut decider);
        }
        Ok(course)
    }

    /// Keeps those that are items.
    fn keep(&mut self, mut batch: Batch, decider: &mut Decider<'_>) {
        let mut kept = Batch::default();
        let _ = batch.each(&mut |line, piece| {
            if self.items == MOST || self.bytes > MOST_BYTES {
                self.capped = true;
                return ControlFlow::Break(());
            }
            let good = decider.read(piece, &self.job.read.options(&line.to_string())).is_ok();
            if good {
                kept.push(line, piece);
                self.items += 1;
                self.bytes += piece.len();
            } else {
                self.failed += 1;
            }
            ControlFlow::Continue(())
        });
        self.batches.push(kept);
    }

    /// Whether there is anything to measure.
    pub(crate) fn is_empty(&self) -> bool {
        self.items == 0
    }

    /// Measures, and names that many rules.
    pub(crate) fn run(mut self, passes: u32, top: usize) -> Figures {
        let rounds = self.rounds();
        let mut clock = Clock::new();
        let (mut reading, mut both) = (Vec::new(), Vec::new());
        for _ in 0..passes {
            reading.push(self.time(rounds, |_| {}));
            both.push(self.time(rounds, |decider| {
                std::hint::black_box(decider.settle());
            }));
            self.time(rounds, |decider| {
                decider.settle_watched(&mut clock);
            });
        }
        let mut counts = Counts::default();
        self.time(1, |decider| {
            decider.settle_watched(&mut counts);
        });
        let (read, both) = (median(reading), median(both));
        let each = |all: u128| u64::try_from(all / self.decisions(rounds)).unwrap_or(u64::MAX);
        let (read_ns, decide_ns) = (each(read), each(both.saturating_sub(read)));
        let per_second = self.decisions(rounds) * 1_000_000_000 / both.max(1);
        Figures {
            items: self.items,
            capped: self.capped,
            failed: self.failed,
            passes,
            threads: 1,
            read_ns,
            decide_ns,
            decisions_per_second: u64::try_from(per_second).unwrap_or(u64::MAX),
            stages: stages(read_ns, decide_ns, &clock),
            rules: self.costliest(&counts, top),
        }
    }

    fn decisions(&self, rounds: u32) -> u128 {
        u128::from(self.items.max(1)) * u128::from(rounds)
    }

    /// How often a pass goes over the items; finding out warms everything up.
    fn rounds(&mut self) -> u32 {
        let nanos = self.time(1, |decider| {
            std::hint::black_box(decider.settle());
        });
        u32::try_from(LEAST.as_nanos() / nanos.max(1)).unwrap_or(u32::MAX).max(1)
    }

    /// How long it takes to read every item and to do that with each, in nanoseconds.
    fn time(&mut self, rounds: u32, mut then: impl FnMut(&mut Decider<'_>)) -> u128 {
        let mut decider = Decider::new(&self.job.bundle, &self.job.reader, &self.job.facts);
        let options = self.job.read.options("1");
        let start = Instant::now();
        for _ in 0..rounds {
            for batch in &mut self.batches {
                let _ = batch.each(&mut |_, piece| {
                    if decider.read(piece, &options).is_ok() {
                        then(&mut decider);
                    }
                    ControlFlow::Continue(())
                });
            }
        }
        start.elapsed().as_nanos()
    }

    fn costliest(&self, counts: &Counts, top: usize) -> Vec<Costly> {
        let all: u64 = counts.rules.iter().map(|(_, steps)| steps).sum();
        let mut ranked: Vec<_> =
            counts.rules.iter().enumerate().filter(|(_, (asked, _))| *asked > 0).collect();
        ranked.sort_by_key(|(number, (asked, steps))| (Reverse(*steps), Reverse(*asked), *number));
        let about = self.job.bundle.about();
        let costly = ranked.into_iter().take(top).filter_map(|(number, (asked, steps))| {
            let rule = about.book.rule(number)?;
            Some(Costly {
                rule: rule.address.to_string(),
                file: about.file(rule.place).to_owned(),
                line: rule.place.line,
                asked: *asked,
                steps: *steps,
                share: percent(*steps, all),
            })
        });
        costly.collect()
    }
}

/// Divides what deciding takes as the clock did; what rounding loses goes to the last.
fn stages(read: u64, decide: u64, clock: &Clock) -> Stages {
    let all = (clock.intake + clock.classify + clock.route).as_nanos().max(1);
    let part = |took: Duration| u64::try_from(u128::from(decide) * took.as_nanos() / all).unwrap_or(decide);
    let (intake, classify) = (part(clock.intake), part(clock.classify));
    Stages { read, intake, classify, route: decide.saturating_sub(intake).saturating_sub(classify) }
}

fn median(mut times: Vec<u128>) -> u128 {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or(0)
}

/// A part of a whole in percent, with two decimals.
fn percent(part: u64, all: u64) -> f64 {
    let hundredths = u128::from(part) * 10_000 / u128::from(all.max(1));
    f64::from(u32::try_from(hundredths).unwrap_or(u32::MAX)) / 100.0
}
