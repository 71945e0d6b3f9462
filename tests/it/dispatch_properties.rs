//! The dispatcher against the naive one, and what must hold of it whatever happens.

use super::naive::Naive;
use super::naive::program::{self, Program};
use super::naive::stream::Stream;
use super::naive::views::{AgentLook, ItemLook};
use super::naive::wordless;
use super::support::compile;
use enroute::Bundle;
use enroute::centre::Centre;
use enroute::diagnostic::Severity;
use enroute::dispatch::{self, AgentStanding, Cause, Effect, Event, ItemState, ItemView, Roster, State};
use enroute::value::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// How many streams of events the ordinary run holds against the naive dispatcher, and how long each is.
const STREAMS: u64 = 1_000;
const LENGTH: usize = 100;
/// How many streams are asked what must hold of all.
const OTHERS: u64 = 120;

/// A program by chance, compiled.
fn bundle(seed: u64) -> (Program, Bundle) {
    let program = program::throw(seed);
    let compiled = compile(&program.text);
    let errors: Vec<_> =
        compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    let bundle = compiled.bundle.unwrap_or_else(|| panic!("program {seed}: {errors:#?}\n{}", program.text));
    (program, bundle)
}

/// What happened in one stream of events.
struct Log {
    roster: Roster,
    start: Instant,
    events: Vec<(Event, Instant)>,
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

fn looks(state: &State) -> (Vec<ItemLook>, Vec<AgentLook>) {
    (state.items().map(item_look).collect(), state.agents().map(agent_look).collect())
}

fn wordless_effects(effects: Vec<Effect>) -> Vec<Effect> {
    let plain = |effect| match effect {
        Effect::Refused { why } => Effect::Refused { why: wordless(why) },
        other => other,
    };
    effects.into_iter().map(plain).collect()
}

/// Whether an effect is not about the presence of an agent who has left the roster.
fn about_the_roster(effect: &Effect, agents: &[AgentLook]) -> bool {
    match effect {
        Effect::Presence { agent, .. } => agents.iter().any(|known| known.id == *agent),
        _ => true,
    }
}

/// Throws a stream and holds the dispatcher against the naive one at every step.
fn compare(seed: u64, program: &Program, bundle: &Bundle, length: usize) -> Result<Log, String> {
    let mut stream = Stream::new(program, seed);
    let start = stream.start();
    let roster = stream.roster();
    let (mut asked, mut centre) = (Centre::new(bundle), Centre::new(bundle));
    let mut naive = Naive::open(bundle.program(), &roster, start, &mut asked).unwrap();
    let mut state = dispatch::open(bundle.program(), &roster, start, &mut centre).unwrap();
    let mut events = Vec::new();
    for number in 0..length {
        let now = stream.later();
        let event = stream.next(&naive);
        events.push((event.clone(), now));
        let mut expected = naive.step(&event, now);
        let step = dispatch::step(bundle.program(), state, &event, now, &mut centre);
        state = step.state;
        let mut got = wordless_effects(step.effects);
        for effects in [&mut expected, &mut got] {
            effects.retain(|effect| about_the_roster(effect, &naive.agents()));
        }
        let story = |what: &str, key: &str| {
            let last: Vec<_> = events
                .iter()
                .rev()
                .take(70)
                .rev()
                .map(|(event, now)| format!("{now} {}", serde_json::to_string(event).unwrap()))
                .collect();
            let roster = serde_json::to_string(&roster).unwrap().replace("{\"id", "\n{\"id");
            let word = serde_json::to_value(&event).unwrap()["event"].as_str().unwrap().to_owned();
            format!(
                "stream {seed}, event {number}\n{}\n{roster}\n{}\n{what}@@{word}: {key}",
                program.text,
                last.join("\n")
            )
        };
        if expected != got {
            let differ =
                (0..expected.len().max(got.len())).find(|at| expected.get(*at) != got.get(*at)).unwrap();
            let show = |effects: &[Effect]| {
                effects.get(differ).map_or("-".to_owned(), |effect| {
                    let mut value = serde_json::to_value(effect).unwrap();
                    let fields = value.as_object_mut().unwrap();
                    for name in ["item", "agent", "queue", "until", "with", "text"] {
                        fields.remove(name);
                    }
                    value.to_string()
                })
            };
            let key = format!("naive {} real {}", show(&expected), show(&got));
            let all = |effects: &[Effect]| {
                effects
                    .iter()
                    .map(|effect| format!("  {}", serde_json::to_string(effect).unwrap()))
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            return Err(story(
                &format!(
                    "naive\n{}\nreal\n{}\nnotes {:#?}",
                    all(&expected),
                    all(&got),
                    step.notes.iter().map(ToString::to_string).collect::<Vec<_>>()
                ),
                &key,
            ));
        }
        let (items, agents) = looks(&state);
        if naive.items() != items {
            let wrong: Vec<_> = naive.items().into_iter().zip(items).filter(|(a, b)| a != b).collect();
            let key = wrong.first().map(|(a, b)| {
                format!(
                    "item {:?} agent {:?}/{:?} offered {:?}/{:?} since {:?}/{:?} declines {}/{}",
                    a.state,
                    a.agent.is_some(),
                    b.agent.is_some(),
                    a.offered_to.is_some(),
                    b.offered_to.is_some(),
                    a.waiting_since.is_some(),
                    b.waiting_since.is_some(),
                    a.declines,
                    b.declines
                )
            });
            return Err(story(&format!("{wrong:#?}"), &key.unwrap_or_default()));
        }
        let mut own = naive.agents();
        own.iter_mut().for_each(|agent| agent.items.sort());
        if own != agents {
            let wrong: Vec<_> = own.into_iter().zip(agents).filter(|(a, b)| a != b).collect();
            let key = wrong.first().map(|(a, b)| {
                format!(
                    "agent presence {} units {} profiles {} sessions {} working {} items {}",
                    a.presence == b.presence,
                    a.units_free == b.units_free,
                    a.profiles == b.profiles,
                    a.sessions == b.sessions,
                    a.is_working == b.is_working,
                    a.items == b.items
                )
            });
            return Err(story(&format!("{wrong:#?}"), &key.unwrap_or_default()));
        }
    }
    Ok(Log { roster, start, events })
}

#[test]
fn the_dispatcher_does_as_the_page_says() {
    let only: Option<u64> = std::env::var("STREAM").ok().and_then(|seed| seed.parse().ok());
    let count: u64 = std::env::var("STREAMS").ok().and_then(|seed| seed.parse().ok()).unwrap_or(STREAMS);
    let mut good = 0;
    let mut kinds = std::collections::BTreeMap::<String, (usize, u64, usize)>::new();
    for seed in only.map_or(0..count, |seed| seed..seed + 1) {
        let (program, bundle) = bundle(seed);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            compare(seed, &program, &bundle, LENGTH)
        }));
        match done.unwrap_or_else(|_| Err(format!("panic {seed}\n@@panic"))) {
            Ok(_) => good += 1,
            Err(story) => {
                let (text, key) = story.split_once("@@").unwrap();
                if only.is_some() {
                    eprintln!("{text}");
                }
                let kind = kinds.entry(key.to_owned()).or_insert((0, seed, usize::MAX));
                kind.0 += 1;
                if text.len() < kind.2 {
                    (kind.1, kind.2) = (seed, text.len());
                }
            }
        }
    }
    let mut all: Vec<_> =
        kinds.iter().map(|(key, (count, seed, _))| format!("{count}x (seed {seed}) {key}")).collect();
    all.sort();
    assert!(kinds.is_empty(), "{good} good\n{}", all.join("\n"));
}

/// A stream as the naive dispatcher would have it.
fn log(seed: u64, program: &Program, bundle: &Bundle) -> Log {
    let mut stream = Stream::new(program, seed);
    let (start, roster) = (stream.start(), stream.roster());
    let mut centre = Centre::new(bundle);
    let mut naive = Naive::open(bundle.program(), &roster, start, &mut centre).unwrap();
    let mut events = Vec::new();
    for _ in 0..LENGTH {
        let now = stream.later();
        let event = stream.next(&naive);
        naive.step(&event, now);
        events.push((event, now));
    }
    Log { roster, start, events }
}

/// Asks something of many streams, on all processors.
fn of_streams(ask: fn(u64, &Bundle, &Log)) {
    in_parts(OTHERS, |seed| {
        let (program, bundle) = bundle(seed);
        ask(seed, &bundle, &log(seed, &program, &bundle));
    });
}

fn in_parts(count: u64, each: impl Fn(u64) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for part in 0..threads {
            let each = &each;
            scope.spawn(move || (0..count).skip(part).step_by(threads).for_each(each));
        }
    });
}

/// Everything that happens by a log, and how things stand after each event.
fn play(bundle: &Bundle, log: &Log) -> Vec<(Vec<Effect>, String)> {
    let mut centre = Centre::new(bundle);
    let mut state = centre.open(&log.roster, log.start).unwrap();
    let mut story = Vec::new();
    for (event, now) in &log.events {
        let step = centre.step(state, event, *now);
        story.push((step.effects, step.state.save()));
        state = step.state;
    }
    story
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
        let mut centre = Centre::new(bundle);
        let mut state = centre.resume(&story[half - 1].1).unwrap();
        assert_eq!(state.save(), story[half - 1].1, "stream {seed}");
        for (place, (event, now)) in log.events.iter().enumerate().skip(half) {
            let step = centre.step(state, event, *now);
            assert_eq!(step.effects, story[place].0, "stream {seed}, event {place}");
            state = step.state;
        }
        assert_eq!(state.save(), story.last().unwrap().1, "stream {seed}");
    });
}

#[test]
fn it_makes_no_difference_how_often_a_host_calls() {
    of_streams(|seed, bundle, log| {
        let story = play(bundle, log);
        let mut centre = Centre::new(bundle);
        let mut state = centre.open(&log.roster, log.start).unwrap();
        let (mut effects, mut before) = (Vec::new(), log.start);
        for (place, (event, now)) in log.events.iter().enumerate() {
            let gap = (now.0 - before.0).max(0);
            for part in 1..=i64::try_from(place % 3).unwrap() {
                let step = centre.step(state, &Event::Tick, Instant(before.0 + gap / 4 * part));
                effects.extend(step.effects);
                state = step.state;
            }
            let step = centre.step(state, event, *now);
            effects.extend(step.effects);
            state = step.state;
            before = (*now).max(before);
        }
        let expected: Vec<_> = story.iter().flat_map(|(effects, _)| effects.clone()).collect();
        let differ = (0..expected.len()).find(|at| expected.get(*at) != effects.get(*at));
        let around =
            |all: &[Effect]| all.iter().skip(differ.unwrap_or(0)).take(3).cloned().collect::<Vec<_>>();
        assert!(expected == effects, "stream {seed}: {:?}\n{:?}", around(&expected), around(&effects));
        assert_eq!(state.save(), story.last().unwrap().1, "stream {seed}");
    });
}

/// Every item that arrived is there until an effect says that it is closed, and one agent has it at most.
#[test]
fn no_item_is_lost_or_held_twice() {
    of_streams(|seed, bundle, log| {
        let mut centre = Centre::new(bundle);
        let mut state = centre.open(&log.roster, log.start).unwrap();
        let mut there = BTreeSet::new();
        for (place, (event, now)) in log.events.iter().enumerate() {
            let step = centre.step(state, event, *now);
            state = step.state;
            for effect in step.effects {
                if let Effect::State { item, from, to, .. } = effect {
                    match (from, to) {
                        (None, _) => assert!(there.insert(item), "stream {seed}, event {place}"),
                        (_, ItemState::Closed) => {
                            assert!(there.remove(&item), "stream {seed}, event {place}")
                        }
                        _ => assert!(there.contains(&item), "stream {seed}, event {place}"),
                    }
                }
            }
            let items: BTreeSet<_> = state.items().map(|item| item.id).collect();
            assert_eq!(items, there, "stream {seed}, event {place}");
            let mut held = BTreeMap::new();
            for agent in state.agents() {
                for item in agent.items {
                    let other = held.insert(item.clone(), agent.id.clone());
                    assert_eq!(other, None, "{item} is held twice: stream {seed}, event {place}");
                }
            }
            for item in state.items() {
                let holder = item.agent.clone().or(item.offered_to.clone());
                assert_eq!(held.get(&item.id).cloned(), holder, "stream {seed}, event {place}: {item:?}");
            }
        }
    });
}

/// Once all is closed and a day of every shift is over, every agent has all capacity again; but for records of a
/// workstream where only deactivating gives it back.
#[test]
fn capacity_returns() {
    of_streams(|seed, bundle, log| {
        let kept = bundle.program().program().desk.workstreams.iter().any(|one| !one.release.resolved);
        let rejoined = log.events.iter().any(|(event, _)| matches!(event, Event::AgentLeaves { .. }));
        if kept || rejoined {
            return;
        }
        let mut centre = Centre::new(bundle);
        let mut state = centre.open(&log.roster, log.start).unwrap();
        let mut last = log.start;
        for (event, now) in &log.events {
            state = centre.step(state, event, *now).state;
            last = last.max(*now);
        }
        let items: Vec<_> = state.items().map(|item| item.id).collect();
        for item in items {
            state = centre.step(state, &Event::SupervisorCloses { item }, last).state;
        }
        // Who has shifts may have none any more; a calendar has one every week.
        let later = Instant(last.0 + 40 * 86_400_000_000);
        let joined = log.events.iter().filter_map(|(event, _)| match event {
            Event::AgentJoins { agent } => Some(agent),
            _ => None,
        });
        let on_shifts: BTreeSet<_> = log
            .roster
            .agents
            .iter()
            .chain(joined)
            .filter(|agent| !agent.shifts.is_empty())
            .map(|agent| agent.id.clone())
            .collect();
        state = centre.step(state, &Event::Tick, later).state;
        for agent in state.agents().filter(|agent| !on_shifts.contains(&agent.id)) {
            let loads: Vec<_> = agent.profiles.iter().flatten().map(|(_, load)| *load).collect();
            assert!(loads.iter().all(|load| *load == 0), "stream {seed}: {agent:?}");
            assert_eq!(agent.sessions, 0, "stream {seed}: {agent:?}");
        }
    });
}

/// An item that is matched goes to somebody who may have it.
#[test]
fn who_is_matched_may_have_the_item() {
    of_streams(|seed, bundle, log| {
        let mut asked = Centre::new(bundle);
        let mut naive = Naive::open(bundle.program(), &log.roster, log.start, &mut asked).unwrap();
        for (place, (event, now)) in log.events.iter().enumerate() {
            for effect in naive.step(event, *now) {
                if let Effect::State { cause: Cause::Matched, to, .. } = effect {
                    assert_eq!(to, ItemState::Active, "stream {seed}, event {place}");
                }
            }
        }
    });
}
