//! How long decisions took.

/// Up to a millisecond by steps of 10 ns, longer ones by their number and the longest.
#[derive(Debug, Clone)]
pub(crate) struct Histogram {
    steps: Vec<u64>,
    longer: u64,
    longest: u64,
}

const STEP: u64 = 10;
const STEPS: usize = 100_000;

impl Histogram {
    pub(crate) fn new() -> Self {
        Self { steps: vec![0; STEPS], longer: 0, longest: 0 }
    }

    pub(crate) fn count(&mut self, nanoseconds: u64) {
        self.longest = self.longest.max(nanoseconds);
        let step = usize::try_from(nanoseconds / STEP).unwrap_or(STEPS);
        match self.steps.get_mut(step) {
            Some(count) => *count += 1,
            None => self.longer += 1,
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.steps.iter_mut().zip(&other.steps).for_each(|(mine, theirs)| *mine += theirs);
        self.longer += other.longer;
        self.longest = self.longest.max(other.longest);
    }

    pub(crate) fn total(&self) -> u64 {
        self.steps.iter().sum::<u64>() + self.longer
    }

    /// The time, in nanoseconds, that so many of a thousand took at most.
    pub(crate) fn at_most(&self, of_thousand: u64) -> u64 {
        let wanted = (self.total() * of_thousand).div_ceil(1000);
        let mut seen = 0;
        for (count, step) in self.steps.iter().zip(1..) {
            seen += count;
            if seen >= wanted {
                return step * STEP;
            }
        }
        self.longest
    }

    pub(crate) fn longest(&self) -> u64 {
        self.longest
    }
}
