use super::piece::Shape;
use super::stage::{Made, STAGES};
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

/// So much longer a text must show the same: where seconds are few, and where they are many.
const LONGER: [usize; 2] = [4, 2];
const FEW: f64 = 1.0;

/// How a text is measured.
#[derive(Clone, Copy)]
struct Look {
    /// How often its piece is repeated.
    times: usize,
    /// How often each of the two is measured.
    rounds: usize,
    /// Fewer seconds are not looked at.
    least: f64,
}

impl Work {
    /// What grows faster than the text.
    pub(crate) fn measure(&self, shape: &Shape) -> Vec<Found> {
        let found = self.doubled(shape, Look { times: self.times, rounds: 1, least: LEAST[0] });
        if found.is_empty() {
            return found;
        }
        let longer = if found.iter().any(|found| found.twice < FEW) { LONGER[0] } else { LONGER[1] };
        self.doubled(shape, Look { times: self.times * longer, rounds: 3, least: LEAST[1] })
    }

    /// What takes much more than twice as long with the piece twice as often.
    fn doubled(&self, shape: &Shape, Look { times, rounds, least }: Look) -> Vec<Found> {
        let (once, twice) = (shape.text(times), shape.text(2 * times));
        let (mut first, mut second) = (seconds(&once), seconds(&twice));
        for _ in 1..rounds {
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
