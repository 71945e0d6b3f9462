use crate::value::{Duration, Instant};
use std::collections::BTreeMap;

/// What the host says beside the item: the time, the state of queues, the answers of models.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    now: Instant,
    queues: BTreeMap<String, QueueFacts>,
    models: BTreeMap<String, Answer>,
}

/// What the host says of one queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueFacts {
    /// How many items wait in it; unknown counts are missing.
    pub waiting_items: Option<i64>,
    /// How long a new item would wait.
    pub predicted_wait: Option<Duration>,
}

/// Somebody who knows how things stand in queues, and is asked where a rule wants to know.
pub trait Queues {
    /// How things stand in the queue of that place in [`crate::bytecode::Program::queues`].
    fn of_queue(&self, place: u32) -> QueueFacts;
}

/// What a model answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The answer, as values of its type are written: `negative`, `30`, a list of skills.
    pub value: crate::item::Given,
    /// How sure the model is, in percent.
    pub confidence: Option<crate::value::Decimal>,
}

impl Facts {
    /// The instant of the decision, and nothing known of queues and models.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self { now, queues: BTreeMap::new(), models: BTreeMap::new() }
    }

    /// Says how things stand in the queue of that name.
    #[must_use]
    pub fn queue(mut self, name: impl Into<String>, facts: QueueFacts) -> Self {
        self.queues.insert(name.into(), facts);
        self
    }

    /// Says what a model answered to the ruleset of that name. It comes before an answer that the item carries.
    #[must_use]
    pub fn model(mut self, ruleset: impl Into<String>, answer: Answer) -> Self {
        self.models.insert(ruleset.into(), answer);
        self
    }

    /// The instant of the decision.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }

    /// How things stand in the queue of that name; nothing known by default.
    #[must_use]
    pub fn of_queue(&self, name: &str) -> QueueFacts {
        self.queues.get(name).copied().unwrap_or_default()
    }

    /// What a model answered to the ruleset of that name.
    #[must_use]
    pub fn of_model(&self, ruleset: &str) -> Option<&Answer> {
        self.models.get(ruleset)
    }
}

/// How much is written down of how a decision came about. It never changes the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum TraceLevel {
    /// Nothing.
    #[default]
    Off,
    /// What became of each rule.
    Rules,
    /// Also what each part of each condition came to, and the values it saw.
    Clauses,
    /// The same of rules that were not reached: what they would have come to.
    Everything,
}
