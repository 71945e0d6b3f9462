//! Shows that an engine sends every item where the rules say, before anything is measured.

use crate::clock::Clock;
use crate::engines::Session;
use crate::sample::Samples;
use anyhow::{Context, Result, bail};
use rules::FALLBACK;
use std::time::Duration;

/// How long one engine may take to be compared; slow ones are compared on the items they manage.
const PATIENCE: Duration = Duration::from_secs(4);

/// How many items were compared, prepared and from JSON. A difference is an error that stops the run.
pub fn compare(engine: &str, session: &mut dyn Session, samples: Samples) -> Result<(usize, usize)> {
    let prepared =
        all(samples, |item| session.decide(item)).with_context(|| format!("{engine}, prepared items"))?;
    let json = all(samples, |item| session.decide_json(item))
        .with_context(|| format!("{engine}, items from JSON"))?;
    Ok((prepared, json))
}

fn all(samples: Samples, mut decide: impl FnMut(usize) -> Result<u32>) -> Result<usize> {
    let begin = Clock::start();
    for (place, sample) in samples.iter().enumerate() {
        let queue = decide(place)?;
        if queue != sample.queue {
            bail!(
                "item {place} goes to {} and should go to {}:\n{}",
                shown(queue),
                shown(sample.queue),
                sample.json
            );
        }
        if begin.elapsed() > PATIENCE {
            return Ok(place + 1);
        }
    }
    Ok(samples.len())
}

fn shown(queue: u32) -> String {
    if queue == FALLBACK { "the fallback".to_owned() } else { format!("queue {queue}") }
}
