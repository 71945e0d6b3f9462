//! The dispatcher against the naive one, and what must hold of it whatever happens.

use super::naive::compare::{Difference, Log, Trial};
use enroute::Bundle;
use enroute::centre::Centre;
use enroute::dispatch::{AgentEntry, AgentStanding, Effect, Event, ItemState, State, Step};
use enroute::value::Instant;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// How many streams of events are held against the naive dispatcher, and how long each is.
const STREAMS: u64 = 1_200;
const LENGTH: usize = 100;
/// How many streams are asked what must hold of all.
const OTHERS: u64 = 120;

/// The streams from 0, or only stream `STREAM` if the environment names one.
fn streams() -> Range<u64> {
    let only = std::env::var("STREAM").ok().and_then(|seed| seed.parse().ok());
    only.map_or(0..STREAMS, |seed: u64| seed..seed + 1)
}

/// Does something with each of some seeds, on all processors.
fn in_parts(seeds: Range<u64>, each: impl Fn(u64) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for part in 0..threads {
            let (each, seeds) = (&each, seeds.clone());
            scope.spawn(move || seeds.skip(part).step_by(threads).for_each(each));
        }
    });
}

/// How many streams differ, by what does.
fn counted(differences: &[Difference]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for difference in differences {
        *counts.entry(&difference.what).or_default() += 1;
    }
    let lines: Vec<_> = counts.iter().map(|(what, count)| format!("{count} x {what}")).collect();
    lines.join("\n")
}

#[test]
fn the_dispatcher_does_as_the_page_says() {
    let differences = Mutex::new(Vec::new());
    in_parts(streams(), |seed| {
        let compared = Trial::new(seed).compare(LENGTH);
        differences.lock().unwrap().extend(compared.err());
    });
    let mut differences = differences.into_inner().unwrap();
    differences.sort_by_key(|difference| difference.story.len());
    if let Some(shortest) = differences.first() {
        panic!("{} streams differ\n{}\n{}", differences.len(), counted(&differences), shortest.story);
    }
}

/// Asks something of many streams.
fn of_streams(ask: fn(u64, &Bundle, &Log)) {
    in_parts(0..OTHERS, |seed| {
        let trial = Trial::new(seed);
        ask(seed, &trial.bundle, &trial.log(LENGTH));
    });
}

/// A dispatcher at work.
struct Desk<'b> {
    centre: Centre<'b>,
    state: State,
}

impl<'b> Desk<'b> {
    fn open(bundle: &'b Bundle, log: &Log) -> Self {
        let mut centre = Centre::new(bundle);
        let state = centre.open(&log.roster, log.start).unwrap();
        Self { centre, state }
    }

    fn resume(bundle: &'b Bundle, saved: &str) -> Self {
        let mut centre = Centre::new(bundle);
        let state = centre.resume(saved).unwrap();
        Self { centre, state }
    }

    fn step(&mut self, event: &Event, now: Instant) -> Vec<Effect> {
        let Step { state, effects, .. } = self.centre.step(self.state.clone(), event, now);
        self.state = state;
        effects
    }
}

/// Everything that happens by a log, and how things stand after each event.
fn play(bundle: &Bundle, log: &Log) -> Vec<(Vec<Effect>, String)> {
    let mut desk = Desk::open(bundle, log);
    let step = |(event, now): &(Event, Instant)| (desk.step(event, *now), desk.state.save());
    log.events.iter().map(step).collect()
}

#[test]
fn the_same_events_give_the_same_state_byte_for_byte() {
    of_streams(|seed, bundle, log| {
        assert!(play(bundle, log) == play(bundle, log), "stream {seed}");
    });
}

#[test]
fn what_was_saved_goes_on_as_if_it_had_not_been() {
    of_streams(|seed, bundle, log| {
        let story = play(bundle, log);
        let half = log.events.len() / 2;
        let saved = &story[half - 1].1;
        let mut desk = Desk::resume(bundle, saved);
        assert_eq!(desk.state.save(), *saved, "stream {seed}");
        for (place, (event, now)) in log.events.iter().enumerate().skip(half) {
            assert_eq!(desk.step(event, *now), story[place].0, "stream {seed}, event {place}");
        }
        assert_eq!(desk.state.save(), story.last().unwrap().1, "stream {seed}");
    });
}

#[test]
fn it_makes_no_difference_how_often_a_host_calls() {
    of_streams(|seed, bundle, log| {
        let mut desk = Desk::open(bundle, log);
        let mut before = log.start;
        let mut effects = Vec::new();
        for (place, (event, now)) in log.events.iter().enumerate() {
            let gap = (now.0 - before.0).max(0);
            for part in 1..=i64::try_from(place % 3).unwrap() {
                effects.extend(desk.step(&Event::Tick, Instant(before.0 + gap / 4 * part)));
            }
            effects.extend(desk.step(event, *now));
            before = (*now).max(before);
        }
        let story = play(bundle, log);
        let expected: Vec<_> = story.iter().flat_map(|(effects, _)| effects.clone()).collect();
        let differ = (0..expected.len()).find(|at| expected.get(*at) != effects.get(*at));
        let around = |all: &[Effect]| all.iter().skip(differ.unwrap_or(0)).take(3).cloned().collect();
        let (one, other): (Vec<_>, Vec<_>) = (around(&expected), around(&effects));
        assert!(expected == effects, "stream {seed}: {one:?}\n{other:?}");
        assert_eq!(desk.state.save(), story.last().unwrap().1, "stream {seed}");
    });
}

/// Every item that arrived is there until an effect says that it is closed, and one agent has it at most.
#[test]
fn no_item_is_lost_or_held_twice() {
    of_streams(|seed, bundle, log| {
        let mut desk = Desk::open(bundle, log);
        let mut there = BTreeSet::new();
        for (place, (event, now)) in log.events.iter().enumerate() {
            let at = format!("stream {seed}, event {place}");
            for effect in desk.step(event, *now) {
                follow(&mut there, &effect, &at);
            }
            let items: BTreeSet<_> = desk.state.items().map(|item| item.id).collect();
            assert_eq!(items, there, "{at}");
            each_is_held_once(&desk.state, &at);
        }
    });
}

/// What an effect says about which items there are.
fn follow(there: &mut BTreeSet<Arc<str>>, effect: &Effect, at: &str) {
    let Effect::State { item, from, to, .. } = effect else { return };
    let expected = match (from, to) {
        (None, _) => there.insert(item.clone()),
        (_, ItemState::Closed) => there.remove(item),
        _ => there.contains(item),
    };
    assert!(expected, "{at}: {effect:?}");
}

fn each_is_held_once(state: &State, at: &str) {
    let mut held = BTreeMap::new();
    for agent in state.agents() {
        for item in agent.items {
            let other = held.insert(item.clone(), agent.id.clone());
            assert_eq!(other, None, "{at}: {item} is held twice");
        }
    }
    for item in state.items() {
        let holder = item.agent.clone().or(item.offered_to.clone());
        assert_eq!(held.get(&item.id).cloned(), holder, "{at}: {item:?}");
    }
}

/// Once all is closed and taken out of its queue, and a day of every shift is over, every agent has all capacity again.
/// Not asked where nothing that happens to a record gives it back, nor of days after the last shift of an agent.
#[test]
fn capacity_returns() {
    of_streams(|seed, bundle, log| {
        let desk = &bundle.program().program().desk;
        let kept = |release: &enroute::bytecode::Release| !release.resolved && !release.deactivated;
        if desk.workstreams.iter().any(|one| kept(&one.release)) {
            return;
        }
        let lasts: Vec<bool> = desk.profiles.iter().map(|profile| profile.end_of_day).collect();
        let (state, roster) = cleared(bundle, log);
        for agent in state.agents() {
            let entry = &roster[&agent.id];
            let days_end = entry.shifts.is_empty();
            assert!(is_idle(&agent, entry, &lasts, days_end), "stream {seed}: {agent:?}");
        }
    });
}

/// How things stand when all is over, and what the roster last said of each agent.
fn cleared(bundle: &Bundle, log: &Log) -> (State, BTreeMap<Arc<str>, AgentEntry>) {
    let mut desk = Desk::open(bundle, log);
    let mut roster: BTreeMap<_, _> =
        log.roster.agents.iter().map(|agent| (agent.id.clone(), agent.clone())).collect();
    let (mut last, mut arrived) = (log.start, BTreeSet::new());
    for (event, now) in &log.events {
        last = last.max(*now);
        let effects = desk.step(event, *now);
        let refused = effects.iter().any(|effect| matches!(effect, Effect::Refused { .. }));
        if let (Event::AgentJoins { agent }, false) = (event, refused) {
            roster.insert(agent.id.clone(), agent.clone());
        }
        arrived.extend(desk.state.items().map(|item| item.id));
    }
    let anybody = desk.state.agents().next().map(|agent| agent.id);
    for item in arrived {
        desk.step(&Event::SupervisorCloses { item: item.clone() }, last);
        if let Some(agent) = anybody.clone() {
            // A record that was resolved may keep its agent's capacity until then.
            desk.step(&Event::Deactivates { agent, item }, last);
        }
    }
    // A calendar has a day every week.
    desk.step(&Event::Tick, Instant(last.0 + 40 * 86_400_000_000));
    (desk.state, roster)
}

fn is_idle(agent: &AgentStanding, entry: &AgentEntry, lasts: &[bool], days_end: bool) -> bool {
    let empty = |(known, lasts): (&Option<(i64, i64)>, &bool)| match known {
        Some((_, load)) => *load == 0 || *lasts && !days_end,
        None => true,
    };
    agent.sessions == 0 && agent.units_free == entry.units && agent.profiles.iter().zip(lasts).all(empty)
}
