use enroute::bytecode::RuleId;
use enroute::vm::{Stage, Watch};
use std::time::{Duration, Instant};

/// How often each rule was asked, and how many steps that took.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// By the number of the rule.
    pub(super) rules: Vec<(u64, u64)>,
}

impl Watch for Counts {
    fn asked(&mut self, rule: RuleId, steps: u64) {
        if self.rules.len() <= rule.index() {
            self.rules.resize(rule.index() + 1, (0, 0));
        }
        if let Some((asked, all)) = self.rules.get_mut(rule.index()) {
            *asked += 1;
            *all += steps;
        }
    }
}

/// How long each stage took. It reads the clock at each, and takes off what that costs.
#[derive(Debug)]
pub(super) struct Clock {
    pub(super) intake: Duration,
    pub(super) classify: Duration,
    pub(super) route: Duration,
    running: Option<(Stage, Instant)>,
    own: Duration,
}

impl Clock {
    pub(super) fn new() -> Self {
        let zero = Duration::ZERO;
        Self { intake: zero, classify: zero, route: zero, running: None, own: own() }
    }
}

/// What reading the clock costs.
fn own() -> Duration {
    const TIMES: u32 = 1000;
    let start = Instant::now();
    for _ in 1..TIMES {
        std::hint::black_box(Instant::now());
    }
    start.elapsed() / TIMES
}

impl Watch for Clock {
    fn stage(&mut self, stage: Stage) {
        let now = Instant::now();
        if let Some((before, start)) = self.running.replace((stage, now)) {
            let took = (now - start).saturating_sub(self.own);
            match before {
                Stage::Intake => self.intake += took,
                Stage::Classify => self.classify += took,
                Stage::Route => self.route += took,
                Stage::Done => {}
            }
        }
    }
}
