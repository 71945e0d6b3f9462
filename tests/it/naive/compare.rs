//! The dispatcher beside the naive one: both get the same events, and must do and show the same after each.

use super::stream::Stream;
use super::views::{AgentLook, ItemLook};
use super::{Naive, wordless};
use crate::support::compile;
use enroute::Bundle;
use enroute::centre::Centre;
use enroute::diagnostic::Severity;
use enroute::dispatch::{self, AgentStanding, Cause, Effect, Event, ItemState, ItemView, Roster, State};
use enroute::value::Instant;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many events a story shows at most.
const SHOWN: usize = 70;
const NOT_ELIGIBLE: &str = "an agent who could not have the item";

/// A program by chance, compiled, and the events of a stream.
pub(crate) struct Trial {
    seed: u64,
    program: super::program::Program,
    pub(crate) bundle: Bundle,
}

/// Where the two part.
pub(crate) struct Difference {
    /// In short: without names and instants.
    pub(crate) what: String,
    /// In full: the program, the roster, the events, and what differs.
    pub(crate) story: String,
}

/// What happened in one stream of events.
pub(crate) struct Log {
    pub(crate) roster: Roster,
    pub(crate) start: Instant,
    pub(crate) events: Vec<(Event, Instant)>,
}

impl Trial {
    pub(crate) fn new(seed: u64) -> Self {
        let program = super::program::throw(seed);
        let compiled = compile(&program.text);
        let found = compiled.checked.diagnostics;
        let bundle = compiled.bundle.unwrap_or_else(|| {
            let errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
            panic!("program {seed}: {errors:#?}\n{}", program.text)
        });
        Self { seed, program, bundle }
    }

    /// A stream as the naive dispatcher would have it.
    pub(crate) fn log(&self, length: usize) -> Log {
        let mut stream = Stream::new(&self.program, self.seed);
        let (start, roster) = (stream.start(), stream.roster());
        let mut centre = Centre::new(&self.bundle);
        let mut naive = Naive::open(self.bundle.program(), &roster, start, &mut centre).unwrap();
        let mut events = Vec::new();
        for _ in 0..length {
            let now = stream.later(&naive);
            let event = stream.next(&naive);
            naive.step(&event, now);
            events.push((event, now));
        }
        Log { roster, start, events }
    }

    /// Holds the dispatcher against the naive one at every event of a stream.
    pub(crate) fn compare(&self, length: usize) -> Result<(), Difference> {
        let program = self.bundle.program();
        let mut stream = Stream::new(&self.program, self.seed);
        let (start, roster) = (stream.start(), stream.roster());
        let (mut asked, mut centre) = (Centre::new(&self.bundle), Centre::new(&self.bundle));
        let mut naive = Naive::open(program, &roster, start, &mut asked).unwrap();
        let mut state = dispatch::open(program, &roster, start, &mut centre).unwrap();
        let mut events = Vec::new();
        for _ in 0..length {
            let now = stream.later(&naive);
            let event = stream.next(&naive);
            let expected = naive.step(&event, now);
            let step = dispatch::step(program, state, &event, now, &mut centre);
            state = step.state;
            events.push(format!("{now} {}", serde_json::to_string(&event).unwrap()));
            difference(&naive, &expected, &state, &step.effects).map_err(|(what, shown)| {
                let story = self.story(&roster, &events, &shown);
                Difference { what, story }
            })?;
        }
        Ok(())
    }

    fn story(&self, roster: &Roster, events: &[String], shown: &str) -> String {
        let roster = serde_json::to_string(roster).unwrap().replace("{\"id", "\n{\"id");
        let events = events[events.len().saturating_sub(SHOWN)..].join("\n");
        format!("stream {}\n{}{roster}\n{events}\n{shown}", self.seed, self.program.text)
    }
}

/// What differs, in short and in full.
fn difference(
    naive: &Naive<'_>,
    expected: &[Effect],
    state: &State,
    got: &[Effect],
) -> Result<(), (String, String)> {
    let agents = naive.agents();
    let expected = comparable(expected, &agents);
    let got = comparable(got, &agents);
    let shown = || format!("expected{}\ngot{}", lines(&expected), lines(&got));
    every_match_fits(naive, &got).map_err(|who| (NOT_ELIGIBLE.to_owned(), format!("{}\n{who}", shown())))?;
    same_effects(&expected, &got).map_err(|what| (what, shown()))?;
    same("items", &naive.items(), &state.items().map(item_look).collect::<Vec<_>>())?;
    same("agents", &agents, &state.agents().map(agent_look).collect::<Vec<_>>())
}

/// Effects without sentences for people, and without the presence of agents who have left the roster.
fn comparable(effects: &[Effect], agents: &[AgentLook]) -> Vec<Effect> {
    let here = |effect: &&Effect| match effect {
        Effect::Presence { agent, .. } => agents.iter().any(|known| known.id == *agent),
        _ => true,
    };
    let plain = |effect: &Effect| match effect.clone() {
        Effect::Refused { why } => Effect::Refused { why: wordless(why) },
        other => other,
    };
    effects.iter().filter(here).map(plain).collect()
}

/// Whoever the dispatcher matches with an item was one of those who could have it before the offer.
fn every_match_fits(naive: &Naive<'_>, effects: &[Effect]) -> Result<(), String> {
    let nobody = BTreeSet::new();
    for (place, (item, agent, cause)) in matches(effects).into_iter().enumerate() {
        let could = naive.could.get(place).unwrap_or(&nobody);
        if cause == Cause::Matched && !could.contains(&(item.clone(), agent.clone())) {
            return Err(format!("{agent} got {item}, but before these could have one: {could:?}"));
        }
    }
    Ok(())
}

/// The offers that matching made: which item, to whom, and why.
fn matches(effects: &[Effect]) -> Vec<(Arc<str>, Arc<str>, Cause)> {
    let mut found = Vec::new();
    let mut matched = None;
    for effect in effects {
        match effect {
            Effect::State { item, to: ItemState::Active, cause, .. } => {
                let by_matching = matches!(cause, Cause::Matched | Cause::Affinity | Cause::Preferred);
                matched = by_matching.then(|| (item, *cause));
            }
            Effect::Offered { item, agent, .. } => {
                let this = matched.take().filter(|(known, _)| *known == item);
                found.extend(this.map(|(item, cause)| (item.clone(), agent.clone(), cause)));
            }
            _ => {}
        }
    }
    found
}

fn same_effects(expected: &[Effect], got: &[Effect]) -> Result<(), String> {
    let longer = expected.len().max(got.len());
    let Some(at) = (0..longer).find(|at| expected.get(*at) != got.get(*at)) else { return Ok(()) };
    Err(format!("{} instead of {}", kind(got.get(at)), kind(expected.get(at))))
}

fn lines(effects: &[Effect]) -> String {
    effects.iter().map(|effect| format!("\n  {}", serde_json::to_string(effect).unwrap())).collect()
}

/// An effect without names and instants.
fn kind(effect: Option<&Effect>) -> String {
    let Some(effect) = effect else { return "nothing".to_owned() };
    let mut value = serde_json::to_value(effect).unwrap();
    let fields = value.as_object_mut().unwrap();
    for name in ["item", "agent", "queue", "until", "with", "text", "template"] {
        fields.remove(name);
    }
    value.to_string()
}

fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    expected: &[T],
    got: &[T],
) -> Result<(), (String, String)> {
    let wrong: Vec<_> = expected.iter().zip(got).filter(|(one, other)| one != other).collect();
    if wrong.is_empty() && expected.len() == got.len() {
        return Ok(());
    }
    let counts = format!("{} and {}", expected.len(), got.len());
    Err((format!("{what} differ"), format!("{counts} {what}, expected and got: {wrong:#?}")))
}

fn item_look(view: ItemView) -> ItemLook {
    let ItemView { id, state, workstream, queue, agent, offered_to, bot, declines, arrived, waiting_since } =
        view;
    ItemLook { id, state, workstream, queue, agent, offered_to, bot, declines, arrived, waiting_since }
}

fn agent_look(standing: AgentStanding) -> AgentLook {
    let AgentStanding { id, presence, base, units_free, profiles, sessions, is_working, mut items } =
        standing;
    items.sort();
    AgentLook { id, presence, base, units_free, profiles, sessions, is_working, items }
}
