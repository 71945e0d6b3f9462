//! The machine against a plain walk over the tree: on programs and items by chance, both must decide the same.
//!
//! The evaluator shares nothing with the code generator and the machine but the checked program. It reads items its own
//! way, keeps values boxed, asks calendars by listing their openings, and walks every rule.

mod clock;
mod decide;
pub(crate) mod dice;
mod evaluate;
mod item;
mod phrase;
mod program;
mod table;
mod value;
mod vocabulary;

use super::support::compile;
use decide::Expected;
use dice::Dice;
use enroute::Bundle;
use enroute::diagnostic::Severity;
use enroute::engine::Compiled;
use enroute::index::Indexing;
use enroute::item::{Frame, ReadOptions, Reader};
use enroute::value::Instant;
use enroute::vm::{Action, Decision, Facts, Machine, QueueFacts, Reason, RuleState, Scribe, TraceLevel};
use evaluate::World;
use item::Item;
use value::Value;

/// How many programs the ordinary run throws, and how many items each of them decides.
const PROGRAMS: u64 = 400;
const ITEMS: usize = 500;
/// How many programs have long lists, and how many items each of those decides.
const LONG_PROGRAMS: u64 = 16;
const LONG_ITEMS: usize = 40;
/// Each so many items the JSON of a decision is compared too.
const WRITTEN: usize = 10;

/// Programs of one size, by their numbers, and how many items each of them decides.
#[derive(Clone, Copy)]
struct Trial {
    throw: fn(u64) -> program::Program,
    items: usize,
}

#[test]
fn the_machine_decides_as_the_tree_says() {
    try_in_parts(Trial { throw: program::throw, items: ITEMS }, PROGRAMS).assert_varied();
}

/// The same with lists of a hundred to three hundred rules, which are looked up.
#[test]
fn long_lists_decide_as_the_tree_says() {
    let tally = try_in_parts(Trial { throw: program::throw_long, items: LONG_ITEMS }, LONG_PROGRAMS);
    assert!(tally.by_rule > tally.decisions / 4 && tally.set > tally.decisions / 4, "{tally:?}");
}

fn try_in_parts(trial: Trial, programs: u64) -> Tally {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let part = |number: usize| {
            scope.spawn(move || try_programs(trial, (0..programs).skip(number).step_by(threads)))
        };
        let parts: Vec<_> = (0..threads).map(part).collect();
        parts.into_iter().map(|part| part.join().unwrap()).fold(Tally::default(), |all, part| all.and(&part))
    })
}

fn try_programs(trial: Trial, seeds: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let program = (trial.throw)(seed);
        let compiled = compile(&program.text);
        let errors: Vec<_> =
            compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        let bundle = compiled.bundle.as_ref();
        let bundle = bundle
            .unwrap_or_else(|| panic!("program {seed} does not compile: {errors:#?}\n{}", program.text));
        try_items((seed, trial.items), &program, &compiled, bundle, &mut tally);
    }
    tally
}

fn try_items(
    (seed, items): (u64, usize),
    program: &program::Program,
    compiled: &Compiled,
    bundle: &Bundle,
    tally: &mut Tally,
) {
    let reader = Reader::new(bundle.schema());
    let mut frame = reader.frame();
    let mut machine = Machine::new(bundle);
    let mut scribe = Scribe::new(bundle);
    let others = [Indexing::Everywhere, Indexing::Off].map(|indexing| bundle.clone().indexed(indexing));
    let mut others = others.each_ref().map(Machine::new);
    let mut dice = Dice::new(seed ^ 0xABCD);
    for number in 0..items {
        let item = Item::throw(&mut dice, &program.words, number);
        let now: jiff::Timestamp = dice.pick(vocabulary::INSTANTS).parse().unwrap();
        let now = now.as_microsecond() + dice.between(-3_600_000_000, 3_600_000_000);
        let load = dice.between(0, 30);
        let waiting = |queue: &str| i64::try_from(queue.len()).unwrap() * 7 % (load + 1);
        let mut facts = Facts::at(Instant(now));
        for queue in &program.words.queues {
            let said = QueueFacts { waiting_items: Some(waiting(queue)), predicted_wait: None };
            facts = facts.queue(queue, said);
        }
        let json = serde_json::to_vec(&item.json).unwrap();
        reader.json(&json, &ReadOptions::default(), &mut frame).unwrap();
        let level = if dice.chance(50) { TraceLevel::Off } else { TraceLevel::Clauses };
        let decision = machine.decide(&mut frame, &facts, level);
        for other in &mut others {
            reader.json(&json, &ReadOptions::default(), &mut frame).unwrap();
            assert_eq!(
                other.decide(&mut frame, &facts, level),
                decision,
                "program {seed}, item {number} at {now}"
            );
        }
        let mut world = world(compiled, &item, now);
        let expected = decide::decide(&mut world, &waiting);
        let got = seen(&decision);
        assert!(
            agrees(&expected, &got, &world, &decision),
            "program {seed}, item {number} at {now}:\nexpected {expected:?}\ngot      {got:?}\nset {:?}\nset {:?}\n{:?}\n{}\n{}",
            world.set,
            decision.set.iter().map(|change| (&change.path, &change.value)).collect::<Vec<_>>(),
            decision.trace.iter().flatten().map(|rule| (rule.rule.address(), rule.state)).collect::<Vec<_>>(),
            item.json,
            program.text
        );
        if number % WRITTEN == 0 {
            assert_written(&mut scribe, &machine, &frame, &decision);
        }
        tally.count(&decision);
    }
}

/// That a decision is written without being made as it is written when it has been made.
fn assert_written(scribe: &mut Scribe<'_>, machine: &Machine<'_>, frame: &Frame, decision: &Decision) {
    let mut written = Vec::new();
    scribe.write(machine, frame, &mut written);
    let made = serde_json::to_string(&Decision { trace: None, ..decision.clone() }).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), made);
}

fn world<'a>(compiled: &'a Compiled, item: &'a Item, now: i64) -> World<'a> {
    World {
        program: &compiled.checked.program,
        item,
        now,
        set: Vec::new(),
        skills: Vec::new(),
        profiles: Vec::new(),
        models: std::collections::BTreeMap::new(),
        waiting: Value::Missing,
        out_of_hours: Value::Missing,
    }
}

/// The machine's decision in the evaluator's terms.
fn seen(decision: &Decision) -> Expected {
    let label = |address: &str| address.rsplit('"').nth(1).unwrap_or_default().to_owned();
    let mut skills: Vec<_> =
        decision.skills.iter().map(|skill| (skill.skill.to_string(), skill.level)).collect();
    skills.sort();
    let mut profiles: Vec<_> = decision.capacity.profiles.iter().map(ToString::to_string).collect();
    profiles.sort();
    Expected {
        workstream: decision.workstream.as_deref().map(str::to_owned),
        queue: decision.queue.as_deref().map(str::to_owned),
        rule: decision.rule.as_ref().map(|rule| label(rule.address())),
        matched: decision.matched.iter().map(|found| label(found.rule.address())).collect(),
        applied: Vec::new(),
        skills,
        profiles,
        action: match &decision.reason {
            Reason::Overflow { action: Action::AssignAnyway, .. } => Some("assign_anyway"),
            Reason::Overflow { action: Action::EndConversation, .. } => Some("end_conversation"),
            _ => None,
        },
    }
}

fn agrees(expected: &Expected, got: &Expected, world: &World<'_>, decision: &Decision) -> bool {
    let (mut skills, mut profiles) = (expected.skills.clone(), expected.profiles.clone());
    skills.sort();
    profiles.sort();
    let ended = expected.action == Some("end_conversation");
    let queue = if ended { None } else { expected.queue.clone() };
    expected.workstream == got.workstream
        && queue == got.queue
        && expected.rule == got.rule
        && expected.matched == got.matched
        && skills == got.skills
        && profiles == got.profiles
        && expected.action == got.action
        && same_changes(world, decision)
        && same_trace(expected, decision)
}

/// Every value set, in order, as the decision shows it.
fn same_changes(world: &World<'_>, decision: &Decision) -> bool {
    world.set.len() == decision.set.len()
        && world.set.iter().zip(&decision.set).all(|((_, value), change)| {
            shown(world, value, &change.path) == super::support::shown(&change.value)
        })
}

fn shown(world: &World<'_>, value: &Value, path: &str) -> String {
    match value {
        Value::Missing => "missing".to_owned(),
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Decimal(scaled) => enroute::value::Decimal(*scaled).to_string(),
        Value::Text(text) => text.clone(),
        Value::Date(days) => enroute::value::Date(*days).to_string(),
        Value::Time(micros) => enroute::value::Time(*micros).to_string(),
        Value::Instant(micros) => Instant(*micros).to_string(),
        Value::Duration(micros) => enroute::value::Duration(*micros).to_string(),
        Value::Enum(at) => enum_word(world, path, *at),
        Value::Queue(_) | Value::List(_) => panic!("{path} cannot be set to {value:?}"),
    }
}

fn enum_word(world: &World<'_>, path: &str, at: u32) -> String {
    let thing = world.program.entities.iter().find(|entity| entity.named.name == "Thing").unwrap();
    let field = thing.fields.iter().find(|field| field.name == path).unwrap();
    let enroute::types::Type::Enum(id) = field.ty else { panic!("{path} is no enum") };
    world.program.enums[usize::try_from(id.0).unwrap()].values[usize::try_from(at).unwrap()].word.clone()
}

/// The classification rules that a trace says were applied, if there is a trace.
fn same_trace(expected: &Expected, decision: &Decision) -> bool {
    let Some(trace) = &decision.trace else { return true };
    let applied: Vec<String> = trace
        .iter()
        .filter(|rule| rule.state == RuleState::Applied)
        .filter_map(|rule| {
            let (place, label) = rule.rule.address().strip_suffix('"')?.rsplit_once(".\"")?;
            let (_, ruleset) = place.split_once('.')?;
            (!["route", "intake", "overflow"].contains(&ruleset)).then(|| format!("{ruleset}/{label}"))
        })
        .collect();
    applied == expected.applied
}

/// That the programs by chance are worth deciding: every way an item can go is gone often.
#[derive(Default, Debug)]
struct Tally {
    decisions: usize,
    by_rule: usize,
    fallback: usize,
    split: usize,
    overflow: usize,
    not_routed: usize,
    set: usize,
    skilled: usize,
    troubled: usize,
}

impl Tally {
    fn count(&mut self, decision: &Decision) {
        self.decisions += 1;
        match decision.reason {
            Reason::Rule | Reason::Bot => self.by_rule += 1,
            Reason::Fallback => self.fallback += 1,
            Reason::Split { .. } => self.split += 1,
            Reason::Overflow { .. } => self.overflow += 1,
            Reason::NotRouted { .. } => self.not_routed += 1,
        }
        self.set += usize::from(!decision.set.is_empty());
        self.skilled += usize::from(!decision.skills.is_empty());
        self.troubled += usize::from(!decision.problems.is_empty());
    }

    fn and(self, other: &Self) -> Self {
        Self {
            decisions: self.decisions + other.decisions,
            by_rule: self.by_rule + other.by_rule,
            fallback: self.fallback + other.fallback,
            split: self.split + other.split,
            overflow: self.overflow + other.overflow,
            not_routed: self.not_routed + other.not_routed,
            set: self.set + other.set,
            skilled: self.skilled + other.skilled,
            troubled: self.troubled + other.troubled,
        }
    }

    fn assert_varied(&self) {
        assert!(self.decisions >= 200_000, "{self:?}");
        for part in [self.by_rule, self.fallback, self.overflow, self.not_routed, self.set, self.skilled] {
            assert!(part > self.decisions / 50, "{self:?}");
        }
        assert!(self.split > self.decisions / 200 && self.troubled > self.decisions / 10, "{self:?}");
    }
}
