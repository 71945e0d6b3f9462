use super::Role;
use crate::sample::Samples;
use anyhow::Result;
use rules::RuleSet;

/// An engine under test.
pub struct Engine {
    pub name: &'static str,
    pub version: &'static str,
    pub role: Role,
    /// Writes the rules in the engine's own form: one text, or one for each rule.
    pub write: fn(&RuleSet) -> Result<Vec<String>>,
    /// Loads that form; an error says what the engine cannot do.
    pub load: Load,
}

/// Makes a program of the engine's own form of some rules.
pub type Load = fn(&RuleSet, &[String]) -> Result<Box<dyn Program>>;

/// Rules as an engine holds them.
pub trait Program {
    /// Prepares samples in the engine's best form.
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>>;
}

/// A program with its prepared items.
pub trait Session {
    /// The queue of a prepared item.
    fn decide(&mut self, item: usize) -> Result<u32>;

    /// The queue of an item from its JSON bytes.
    fn decide_json(&mut self, item: usize) -> Result<u32>;

    /// Decides that many items in rotation. A method of its own, so that no call through a table stands between two
    /// decisions.
    fn run(&mut self, rotation: Rotation) -> Result<u64> {
        let mut sum = 0;
        for item in rotation {
            sum += u64::from(self.decide(item)?);
        }
        Ok(sum)
    }

    /// The same from JSON bytes.
    fn run_json(&mut self, rotation: Rotation) -> Result<u64> {
        let mut sum = 0;
        for item in rotation {
            sum += u64::from(self.decide_json(item)?);
        }
        Ok(sum)
    }
}

/// Places from `next` on, round and round among the first `among`.
#[derive(Debug, Clone)]
pub struct Rotation {
    pub next: usize,
    pub among: usize,
    pub left: usize,
}

impl Iterator for Rotation {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let place = self.next;
        self.next = if place + 1 >= self.among { 0 } else { place + 1 };
        Some(place)
    }
}
