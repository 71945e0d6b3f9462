//! The machine: decides items.
//!
//! Takes a bundle, an item in its frame and [`Facts`]; gives a [`Decision`]. The same four always give the same
//! answer: it knows no clock, no chance, no file. It must never know a source text.

mod answer;
mod ask;
mod clauses;
mod clock;
mod decision;
mod facts;
mod find;
mod inquiry;
mod json;
mod machine;
mod off;
mod outcome;
mod overflow;
mod pipeline;
mod quick;
mod report;
mod rule_name;
mod ruling;
mod run;
mod scribe;
mod seek;
mod shown;
mod split;
mod told;
mod watch;
mod way;
mod written;

pub use clock::Clock;
pub use decision::{
    Action, Capacity, Change, ClauseKind, ClauseTrace, DECISION_VERSION, Decision, FirstAgent, Match,
    NotRouted, Problem, Reason, RequiredSkill, RuleState, RuleTrace, Seen, Setting, Shown, Urgency,
};
pub use facts::{Answer, Facts, QueueFacts, Queues, TraceLevel};
pub use machine::Machine;
pub use rule_name::RuleName;
pub use ruling::Ruling;
pub use scribe::Scribe;
pub use watch::{Probe, Stage, Watch};
pub use way::Way;
