//! Loads an engine's rules, with the time and memory that takes, or the reason why it does not.

use crate::clock::Clock;
use crate::engines::{Engine, Program};
use crate::heap;
use anyhow::{Result, anyhow};
use rules::RuleSet;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// No engine gets more time than this to load.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Loaded {
    pub program: Box<dyn Program>,
    pub time: Duration,
    pub heap: u64,
}

/// What engines took at the size before, by engine and shape.
#[derive(Default)]
pub struct History(Vec<(&'static str, &'static str, usize, Duration)>);

impl History {
    /// Loads an engine, unless what it took before says that it would take too long.
    pub fn load(&mut self, engine: &Engine, set: &RuleSet) -> Result<Loaded> {
        self.patience(engine, set)?;
        let own = (engine.write)(set)?;
        let loaded = guarded(|| load(engine, set, &own))?;
        self.0.push((engine.name, set.shape.name(), set.rules.len(), loaded.time));
        Ok(loaded)
    }

    /// Expects loading to take time as the square of the number of rules, which is so for those where it matters.
    fn patience(&self, engine: &Engine, set: &RuleSet) -> Result<()> {
        let before =
            self.0.iter().rev().find(|(name, shape, ..)| (*name, *shape) == (engine.name, set.shape.name()));
        let Some((_, _, rules, time)) = before else { return Ok(()) };
        let times = u32::try_from(set.rules.len() / rules.max(&1)).unwrap_or(u32::MAX);
        if *time > Duration::from_secs(1) && time.saturating_mul(times).saturating_mul(times) > PATIENCE {
            let seconds = time.as_secs_f64();
            return Err(anyhow!("takes too long to load: {rules} rules took {seconds:.1} s"));
        }
        Ok(())
    }
}

/// Loads once; where that is quick, some times more, for the median.
fn load(engine: &Engine, set: &RuleSet, own: &[String]) -> Result<Loaded> {
    let mut times = Vec::new();
    loop {
        let begin = Clock::start();
        let (program, heap) = heap::kept(|| (engine.load)(set, own))?;
        let (program, heap) = (program?, heap);
        times.push(begin.elapsed());
        let spent: Duration = times.iter().sum();
        if times.len() >= 9 || spent > Duration::from_millis(300) {
            times.sort_unstable();
            return Ok(Loaded { program, time: times[times.len() / 2], heap });
        }
    }
}

/// Somebody else's panic is a reason to leave an engine out, not to stop.
pub fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(anyhow!("panics: {}", message(&*panic))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
