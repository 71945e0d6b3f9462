use super::known::among;
use super::outcome::Failure;
use super::program::said;
use enroute::bundle::Bundle;
use enroute::value::{Duration, Instant};
use enroute::vm::{Facts, QueueFacts};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is so beside the items.
#[derive(Debug, clap::Args)]
pub(crate) struct FactArgs {
    /// The instant to decide at [default: now], as in `2026-03-02T10:15Z`
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    at: Option<Instant>,
    /// How things stand in queues: `{"vip": {"waiting_items": 41, "predicted_wait": "6m"}}`
    #[arg(long, value_name = "FILE.json")]
    queue_facts: Option<PathBuf>,
}

/// What the file says of one queue.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OneQueue {
    waiting_items: Option<i64>,
    predicted_wait: Option<Wait>,
}

/// `"6m"`, or seconds.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Wait {
    Seconds(i64),
    Text(String),
}

impl FactArgs {
    /// The facts asked for. Without `--at` it is now; stderr is told once, so that a run can be repeated.
    pub(crate) fn facts(&self, bundle: &Bundle) -> Result<Facts, Failure> {
        let now = self.at.unwrap_or_else(now);
        let facts = Facts::at(now);
        let facts = match self.queue_facts.as_deref() {
            Some(path) => with_queues(facts, path, bundle)?,
            None => facts,
        };
        if self.at.is_none() {
            writeln!(anstream::stderr(), "deciding as of now; to repeat: --at {now}")?;
        }
        Ok(facts)
    }
}

/// The present second.
fn now() -> Instant {
    Instant(jiff::Timestamp::now().as_second().saturating_mul(1_000_000))
}

fn with_queues(facts: Facts, path: &Path, bundle: &Bundle) -> Result<Facts, Failure> {
    let cannot = |why: String| Failure::Access(format!("cannot read `{}`: {why}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| cannot(said(&error)))?;
    let queues: BTreeMap<String, OneQueue> =
        serde_json::from_str(&text).map_err(|error| cannot(error.to_string()))?;
    let known: Vec<_> = bundle.about().queues.iter().map(|queue| &*queue.name).collect();
    queues.into_iter().try_fold(facts, |facts, (name, queue)| {
        among("queue", Some(&name), &known)?;
        let predicted_wait = queue.predicted_wait.map(|wait| length(&wait, path)).transpose()?;
        Ok(facts.queue(name, QueueFacts { waiting_items: queue.waiting_items, predicted_wait }))
    })
}

fn length(wait: &Wait, path: &Path) -> Result<Duration, Failure> {
    let length = match wait {
        Wait::Seconds(seconds) => Duration::from_seconds(*seconds),
        Wait::Text(text) => Duration::parse(text),
    };
    let wrong = || format!("`{}`: write a wait as in \"6m\", or as seconds", path.display());
    length.ok_or_else(|| Failure::Usage(wrong()))
}

/// An instant as it stands among arguments.
pub(crate) fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse_in_utc(text).ok_or_else(|| "write an instant as in `2026-03-02T10:15Z`".to_owned())
}
