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
use enroute::dispatch::{self, AgentStanding, Effect, Event, ItemView, Roster, State};
use enroute::value::Instant;

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
    let ItemView { id, state, workstream, queue, agent, offered_to, bot, declines, arrived, waiting_since } = view;
    ItemLook { id, state, workstream, queue, agent, offered_to, bot, declines, arrived, waiting_since }
}

fn agent_look(standing: AgentStanding) -> AgentLook {
    let AgentStanding { id, presence, base, units_free, profiles, sessions, is_working, mut items } = standing;
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
            format!("stream {seed}, event {number}\n{}\n{roster}\n{}\n{what}@@{word}: {key}", program.text, last.join("\n"))
        };
        if expected != got {
            let differ = (0..expected.len().max(got.len())).find(|at| expected.get(*at) != got.get(*at)).unwrap();
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
            let all = |effects: &[Effect]| effects.iter().map(|effect| format!("  {}", serde_json::to_string(effect).unwrap())).collect::<Vec<_>>().join("\n");
            return Err(story(&format!("naive\n{}\nreal\n{}\nnotes {:#?}", all(&expected), all(&got), step.notes.iter().map(ToString::to_string).collect::<Vec<_>>()), &key));
        }
        let (items, agents) = looks(&state);
        if naive.items() != items {
            let wrong: Vec<_> = naive.items().into_iter().zip(items).filter(|(a, b)| a != b).collect();
            let key = wrong.first().map(|(a, b)| format!("item {:?} agent {:?}/{:?} offered {:?}/{:?} since {:?}/{:?} declines {}/{}", a.state, a.agent.is_some(), b.agent.is_some(), a.offered_to.is_some(), b.offered_to.is_some(), a.waiting_since.is_some(), b.waiting_since.is_some(), a.declines, b.declines));
            return Err(story(&format!("{wrong:#?}"), &key.unwrap_or_default()));
        }
        let mut own = naive.agents();
        own.iter_mut().for_each(|agent| agent.items.sort());
        if own != agents {
            let wrong: Vec<_> = own.into_iter().zip(agents).filter(|(a, b)| a != b).collect();
            let key = wrong.first().map(|(a, b)| format!("agent presence {} units {} profiles {} sessions {} working {} items {}", a.presence == b.presence, a.units_free == b.units_free, a.profiles == b.profiles, a.sessions == b.sessions, a.is_working == b.is_working, a.items == b.items));
            return Err(story(&format!("{wrong:#?}"), &key.unwrap_or_default()));
        }
    }
    Ok(Log { roster, start, events })
}

#[test]
fn the_dispatcher_does_as_the_page_says() {
    let only: Option<u64> = std::env::var("STREAM").ok().and_then(|seed| seed.parse().ok());
    let count: u64 = std::env::var("STREAMS").ok().and_then(|seed| seed.parse().ok()).unwrap_or(200);
    let mut good = 0;
    let mut kinds = std::collections::BTreeMap::<String, (usize, u64, usize)>::new();
    for seed in only.map_or(0..count, |seed| seed..seed + 1) {
        let (program, bundle) = bundle(seed);
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| compare(seed, &program, &bundle, 100)));
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
    let mut all: Vec<_> = kinds.iter().map(|(key, (count, seed, _))| format!("{count}x (seed {seed}) {key}")).collect();
    all.sort();
    assert!(kinds.is_empty(), "{good} good\n{}", all.join("\n"));
}
