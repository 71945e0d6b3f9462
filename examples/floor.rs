//! How many steps a second the dispatcher takes, by how many items wait and how many agents there are.
//!
//! ```text
//! cargo run --release --example floor
//! ```
//!
//! 200 queues, agents in three of them each, four languages as skills. Items come, are offered, accepted or (one in
//! twenty) rejected, ended and closed, sent on, and agents change their presence, while as many items wait all the time
//! as the line says. Only the steps are timed, not the making of events. First with the methods that every program has,
//! then with assignments and `prioritize` in every queue.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

use enroute::Bundle;
use enroute::centre::Centre;
use enroute::dispatch::{AgentEntry, Arrival, Effect, Event, Held, Roster, State};
use enroute::source::{SourceFile, Sources};
use enroute::value::Instant;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

type Fallible<T> = Result<T, Box<dyn Error>>;

const QUEUES: u64 = 200;
const STEPS: u32 = 200_000;
const LANGUAGES: [&str; 4] = ["english", "french", "german", "polish"];
const HEAD: &str = r#"language 1
rating Level { range 1..5 }
profile chats "Chats at once" { limit 3 }
entity Message { team: int, language: text }
"#;
const TAIL: &str = r"
  }
  distribution { profile chats, wrap_up none, presences [available, busy], skills exact }
}
";

const ASSIGNMENT: &str = r#"
assignment fluent {
  inherit [presences]
  "Fluent":  when waited < 2m  pick agents where has english >= 3 or has french >= 3  order by idle_time descending
  "Anybody": otherwise         pick agents  order by proficiency nearest, idle_time descending
}
"#;

/// By what agents are chosen.
#[derive(Clone, Copy)]
enum By {
    Methods,
    Assignments,
}

fn program(by: By) -> Result<String, std::fmt::Error> {
    let mut text = HEAD.to_owned();
    for language in LANGUAGES {
        writeln!(text, "skill {language} {{ rating Level }}")?;
    }
    let methods = ["highest_capacity", "round_robin", "least_active"];
    if let By::Assignments = by {
        text.push_str(ASSIGNMENT);
    }
    for (queue, method) in (0..QUEUES).zip(methods.iter().cycle()) {
        write!(text, "queue q{queue} {{ type messaging, carries Message, priority {}, ", queue % 5)?;
        match by {
            By::Methods => writeln!(text, "assign {method} }}")?,
            By::Assignments => writeln!(
                text,
                "assign fluent, prioritize {{ \"German\": when language == \"german\" order by team descending }} }}"
            )?,
        }
    }
    writeln!(
        text,
        "workstream desk {{\n  type messaging, channel sms, carries Message, mode push, fallback q0"
    )?;
    writeln!(text, "  classify skills all {{")?;
    for language in LANGUAGES {
        writeln!(text, "    \"{language}\": when language == \"{language}\" require {language} >= 2")?;
    }
    writeln!(text, "  }}\n  route first {{")?;
    for queue in 0..QUEUES {
        writeln!(text, "    \"To {queue}\": when team == {queue} to q{queue}")?;
    }
    text.push_str(TAIL);
    Ok(text)
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.roll(u64::try_from(length.max(1)).unwrap_or(1))).unwrap_or(0)
    }
}

fn roster(agents: u64, dice: &mut Dice) -> Roster {
    let entry = |at: u64, dice: &mut Dice| AgentEntry {
        id: Arc::from(format!("a{at}")),
        queues: (0..3).map(|_| Arc::from(format!("q{}", dice.roll(QUEUES)))).collect(),
        skills: LANGUAGES
            .iter()
            .filter(|_| dice.roll(2) == 0)
            .map(|language| (Arc::from(*language), Held::Level(3)))
            .collect(),
        units: None,
        profiles: BTreeMap::from([(Arc::from("chats"), None)]),
        presence: None,
        signed_in: true,
        hours: None,
        shifts: Vec::new(),
        fields: None,
    };
    Roster { agents: (0..agents).map(|at| entry(at, dice)).collect() }
}

/// What the world would do: it answers offers, ends what it works on, and sends new items.
struct World<'b> {
    centre: Centre<'b>,
    state: Option<State>,
    dice: Dice,
    now: i64,
    next: u64,
    waiting: usize,
    offered: Vec<(Arc<str>, Arc<str>)>,
    working: Vec<(Arc<str>, Arc<str>)>,
    ending: Vec<(Arc<str>, Arc<str>)>,
    agents: u64,
    spent: Duration,
    refused: u32,
}

impl World<'_> {
    fn arrival(&mut self) -> Fallible<Event> {
        let (team, language) =
            (self.dice.roll(QUEUES), LANGUAGES.get(self.dice.index(4)).unwrap_or(&"english"));
        let item =
            format!(r#"{{"id":"c{}","workstream":"desk","team":{team},"language":"{language}"}}"#, self.next);
        self.next += 1;
        let item = RawValue::from_string(item)?;
        Ok(Event::Arrives(Arrival { item, authenticated: false, preferred: Vec::new() }))
    }

    fn taken(list: &mut Vec<(Arc<str>, Arc<str>)>, dice: &mut Dice) -> Option<(Arc<str>, Arc<str>)> {
        if list.is_empty() {
            return None;
        }
        let at = dice.index(list.len());
        Some(list.swap_remove(at))
    }

    fn next_event(&mut self, wanted: usize) -> Fallible<Event> {
        let turn = self.dice.roll(20);
        if turn == 0 {
            let agent = Arc::from(format!("a{}", self.dice.roll(self.agents)));
            let presence = if self.dice.roll(2) == 0 { "available" } else { "busy" };
            return Ok(Event::SetsPresence { agent, presence: Arc::from(presence) });
        }
        if self.waiting < wanted {
            return self.arrival();
        }
        if let Some((agent, item)) = Self::taken(&mut self.offered, &mut self.dice) {
            if turn == 2 {
                return Ok(Event::Rejects { agent, item });
            }
            self.working.push((Arc::clone(&agent), Arc::clone(&item)));
            return Ok(Event::Accepts { agent, item });
        }
        if let Some((agent, item)) = self.ending.pop() {
            return Ok(Event::Closes { agent, item });
        }
        let Some((agent, item)) = Self::taken(&mut self.working, &mut self.dice) else {
            return self.arrival();
        };
        if turn == 1 {
            let queue = Arc::from(format!("q{}", self.dice.roll(QUEUES)));
            return Ok(Event::Transfers { agent, item, queue });
        }
        self.ending.push((Arc::clone(&agent), Arc::clone(&item)));
        Ok(Event::Ends { agent, item })
    }

    fn step(&mut self, event: &Event) -> Fallible<()> {
        self.now += 50_000;
        let state = self.state.take().ok_or("no state")?;
        let begin = std::time::Instant::now();
        let step = self.centre.step(state, event, Instant(self.now));
        self.spent += begin.elapsed();
        self.state = Some(step.state);
        for effect in step.effects {
            if let Effect::Queued { .. } = effect {
                self.waiting += 1;
            } else if let Effect::Offered { item, agent, .. } = effect {
                self.waiting -= 1;
                self.offered.push((agent, item));
            } else if let Effect::Withdrawn { item, .. } = effect {
                self.waiting += 1;
                self.offered.retain(|(_, known)| *known != item);
            } else if let Effect::Refused { .. } = effect {
                self.refused += 1;
            }
        }
        Ok(())
    }
}

fn measure(bundle: &Bundle, agents: u64, items: usize) -> Fallible<()> {
    let mut dice = Dice(7);
    let roster = roster(agents, &mut dice);
    let mut centre = Centre::new(bundle);
    let start = 1_772_445_600_000_000;
    let state = centre.open(&roster, Instant(start)).map_err(|refused| format!("{refused:?}"))?;
    let mut world = World {
        centre,
        state: Some(state),
        dice,
        now: start,
        next: 0,
        waiting: 0,
        offered: Vec::new(),
        working: Vec::new(),
        ending: Vec::new(),
        agents,
        spent: Duration::ZERO,
        refused: 0,
    };
    while world.waiting < items {
        let event = match world.offered.pop() {
            Some((agent, item)) => {
                world.working.push((Arc::clone(&agent), Arc::clone(&item)));
                Event::Accepts { agent, item }
            }
            None => world.arrival()?,
        };
        world.step(&event)?;
    }
    let filling = world.spent;
    let filled = world.next;
    world.spent = Duration::ZERO;
    for _ in 0..STEPS {
        let event = world.next_event(items)?;
        world.step(&event)?;
    }
    let seconds = world.spent.as_secs_f64();
    println!(
        "{agents:>7} agents {items:>7} waiting: {:>8.0} steps/s, {:>6.2} µs a step ({filled} arrivals to fill: {:.2} µs each; {} refused)",
        f64::from(STEPS) / seconds,
        seconds * 1e6 / f64::from(STEPS),
        filling.as_secs_f64() * 1e6 / f64::from(u32::try_from(filled)?),
        world.refused
    );
    Ok(())
}

fn main() -> Fallible<()> {
    for (by, title) in [(By::Methods, "methods"), (By::Assignments, "assignments and prioritize")] {
        println!("{title}");
        let sources = Sources::from_iter([SourceFile::new("floor.route", program(by)?)]);
        let compiled = enroute::compile(&sources)?;
        let Some(bundle) = compiled.bundle else {
            return Err(format!("{:?}", compiled.checked.diagnostics).into());
        };
        for (agents, items) in [
            (10_000, 1_000),
            (10_000, 10_000),
            (10_000, 100_000),
            (100, 100_000),
            (1_000, 100_000),
            (100_000, 100_000),
        ] {
            measure(&bundle, agents, items)?;
        }
    }
    Ok(())
}
