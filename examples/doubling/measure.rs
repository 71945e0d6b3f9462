use super::piece::Shape;
use super::stage::Made;
use super::stage::STAGES;
use std::fs;

/// How often a piece is repeated, and whether each time is told.
pub(crate) struct Work {
    pub(crate) times: usize,
    pub(crate) told: bool,
}

/// Something that grows faster than the text.
pub(crate) struct Found {
    pub(crate) stage: &'static str,
    pub(crate) times: usize,
    /// Seconds.
    pub(crate) once: f64,
    pub(crate) twice: f64,
}

/// Seconds; less is not looked at, for there is too much chance in it: with the text as it is, and with the longer one.
const LEAST: [f64; 2] = [0.03, 0.1];

/// From here on something grows faster than the text.
const RATIO: f64 = 3.0;

/// So much longer a text must show the same, where seconds are few.
const LONGER: usize = 4;
const FEW: f64 = 1.0;

impl Work {
    /// What grows faster than the text.
    pub(crate) fn measure(&self, shape: &Shape) -> Vec<Found> {
        let mut found = self.doubled(shape, self.times, (1, LEAST[0]));
        if found.iter().any(|found| found.twice < FEW) {
            found = self.doubled(shape, self.times * LONGER, (3, LEAST[1]));
        }
        found
    }

    /// What takes much more than twice as long with the piece twice as often, each measured so often and worth a look from so many seconds on.
    fn doubled(&self, shape: &Shape, times: usize, (measured, least): (usize, f64)) -> Vec<Found> {
        let (once, twice) = (shape.text(times), shape.text(2 * times));
        let (mut first, mut second) = (seconds(&once), seconds(&twice));
        for _ in 1..measured {
            lower(&mut first, &seconds(&once));
            lower(&mut second, &seconds(&twice));
        }
        let all = STAGES.iter().zip(first.into_iter().zip(second));
        all.filter_map(|((stage, _), (once, twice))| {
            if self.told {
                println!("{stage}: {times} times {once:.4} s, twice {twice:.4} s");
            }
            let grows = twice > least && twice > RATIO * once;
            grows.then_some(Found { stage, times, once, twice })
        })
        .collect()
    }
}

fn lower(times: &mut [f64], others: &[f64]) {
    for (time, other) in times.iter_mut().zip(others) {
        *time = time.min(*other);
    }
}

/// What each stage takes.
fn seconds(text: &str) -> Vec<f64> {
    let mut made = Made::of(text);
    STAGES
        .iter()
        .map(|(_, stage)| {
            let begin = spent();
            stage(&mut made);
            spent() - begin
        })
        .collect()
}

/// The seconds that this thread has had a processor.
fn spent() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: f64 = text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default();
    nanoseconds / 1e9
}
