//! What hosts do with a bundle that loaded: all of it must come to an end, within the declared cost.

use super::dice::Dice;
use enroute::Bundle;
use enroute::bundle::Limits;
use enroute::bytecode::{ListKind, Reading, RuleId, Schema, SlotKind};
use enroute::centre::Centre;
use enroute::cover::Coverage;
use enroute::dispatch::{Arrival, Event, Roster};
use enroute::index::Indexing;
use enroute::item::{Columns, ReadOptions, Reader};
use enroute::value::Instant;
use enroute::vm::{Decision, Facts, Machine, Ruling, Scribe, TraceLevel, Watch};
use enroute::why;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A Tuesday in May, in the morning.
const NOW: Instant = Instant(1_778_580_000_000_000);

/// Items made for a schema: of each workstream and intake, with values of each kind.
pub(crate) fn items(schema: &Schema, seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let mut items = Vec::new();
    for round in 0..2 {
        for shape in &schema.workstreams {
            let mut item = record(schema, shape.record, &mut dice, 0);
            for (name, place) in
                [("context", shape.context), ("channel", shape.channel), ("models", shape.models)]
            {
                if let Some(place) = place {
                    item.insert(name.to_owned(), Value::Object(record(schema, place, &mut dice, 0)));
                }
            }
            item.insert("workstream".to_owned(), json!(shape.name));
            item.insert("id".to_owned(), json!(format!("i-{round}")));
            items.push(Value::Object(item).to_string());
        }
        for shape in &schema.intakes {
            let mut item = record(schema, shape.record, &mut dice, 0);
            item.insert("record".to_owned(), json!(shape.entity));
            items.push(Value::Object(item).to_string());
        }
    }
    items
}

fn record(schema: &Schema, place: u32, dice: &mut Dice, depth: usize) -> Map<String, Value> {
    let mut made = Map::new();
    let Some(shape) = schema.records.get(place as usize).filter(|_| depth < 4) else { return made };
    for field in &shape.fields {
        let value = match &field.reading {
            _ if dice.below(6) == 0 => continue,
            Reading::Link { record: below, .. } => Value::Object(record(schema, *below, dice, depth + 1)),
            Reading::Value { kind, .. } | Reading::Answer { kind, .. } => value(schema, *kind, dice),
        };
        made.insert(field.key.clone(), value);
    }
    made
}

fn value(schema: &Schema, kind: SlotKind, dice: &mut Dice) -> Value {
    match kind {
        SlotKind::Bool | SlotKind::Link => json!(dice.below(2) == 0),
        SlotKind::Int => json!(dice.small(12)),
        SlotKind::Decimal => json!(f64::from(dice.small(2000)) / 4.0),
        SlotKind::Text => json!(text(schema, dice)),
        SlotKind::Date => json!("2026-05-12"),
        SlotKind::Time => json!("10:15"),
        SlotKind::Instant => json!(*dice.pick(&["2026-05-12T08:00:00Z", "2026-05-01T10:00:00Z"])),
        SlotKind::Duration => json!("5m"),
        SlotKind::Enum(place) => schema
            .enums
            .get(place as usize)
            .filter(|shape| !shape.values.is_empty())
            .map_or(Value::Null, |shape| json!(dice.pick(&shape.values).word)),
        SlotKind::List(members) => {
            let kind = if members == ListKind::Text { SlotKind::Text } else { members.member() };
            Value::Array((0..dice.below(4)).map(|_| value(schema, kind, dice)).collect())
        }
    }
}

fn text(schema: &Schema, dice: &mut Dice) -> String {
    if schema.texts.is_empty() || dice.below(4) == 0 {
        return "Ich möchte a REFUND of 40!".to_owned();
    }
    format!("{}{}", ["", "about "][dice.below(2)], dice.pick(&schema.texts))
}

/// The conditions that were asked, and the steps that each took.
#[derive(Debug, Default)]
struct Steps(Vec<(RuleId, u64)>);

impl Watch for Steps {
    fn asked(&mut self, rule: RuleId, steps: u64) {
        self.0.push((rule, steps));
    }

    fn settled(&mut self, _: Ruling) {}
}

/// Settles items as most hosts do; gives the most steps that one took.
pub(crate) fn settle(bundle: &Bundle, items: &[String]) -> Result<u64, String> {
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(bundle), Facts::at(NOW));
    let (cost, mut most) = (bundle.program().program().cost, 0);
    for item in items {
        if reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).is_err() {
            continue;
        }
        let mut asked = Steps::default();
        machine.settle_watched(&mut frame, &facts, &mut asked);
        let steps = asked.0.iter().map(|(_, steps)| steps).sum();
        if steps > cost {
            return Err(format!("{steps} steps, and {cost} are declared: {:?} for {item}", asked.0));
        }
        most = most.max(steps);
    }
    Ok(most)
}

/// Does everything else that a host may do.
pub(crate) fn all(bundle: &Bundle, items: &[String]) -> Result<(), String> {
    texts(bundle);
    let again =
        Bundle::load_within(&bundle.write(), &bundle.needs()).map_err(|error| format!("again: {error}"))?;
    if again.digest() != bundle.digest() && again.write() != bundle.write() {
        return Err("what is written is read as something else".to_owned());
    }
    let of = |indexing| bundle.clone().indexed(indexing);
    let [usual, everywhere, off] = [Indexing::Usual, Indexing::Everywhere, Indexing::Off].map(of);
    let decided = decide(&usual, items, TraceLevel::Everything);
    let plain = |bundle: &Bundle| decide(bundle, items, TraceLevel::Off);
    let told = plain(&usual);
    if told != plain(&everywhere) || told != plain(&off) {
        return Err("decisions differ by index".to_owned());
    }
    for decision in decided.iter().take(3) {
        explain(bundle, decision);
    }
    watch(bundle, items);
    rows(bundle);
    dispatch(bundle, items);
    Ok(())
}

fn texts(bundle: &Bundle) {
    let mut length = bundle.listing().len() + bundle.header().len() + bundle.filed("").len();
    let about = bundle.about();
    for rule in (0..bundle.program().program().rules.len()).map(|rule| RuleId(u32::try_from(rule).unwrap())) {
        let (told, condition) = (about.rule(rule), about.condition(rule));
        length += told.map_or(0, |rule| rule.address.len() + about.file(rule.place).len());
        length += condition.map_or(0, |clause| clause.text.len());
    }
    assert!(length > 0);
}

fn decide(bundle: &Bundle, items: &[String], level: TraceLevel) -> Vec<Decision> {
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(bundle), Facts::at(NOW));
    let entries = u32::try_from(bundle.program().program().entries.len()).unwrap();
    let mut decide = |item: &String| {
        reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).ok()?;
        let decision = machine.decide(&mut frame, &facts, level);
        if level > TraceLevel::Off {
            for entry in 0..entries.min(8) {
                machine.holds(&mut frame, entry);
                machine.explain(&mut frame, entry);
            }
            assert!(machine.problems(&frame).len() < 100_000);
        }
        Some(decision)
    };
    items.iter().filter_map(&mut decide).collect()
}

fn explain(bundle: &Bundle, decision: &Decision) {
    let mut out = String::new();
    write!(out, "{:?}", why::tell(decision)).unwrap();
    write!(out, "{}", serde_json::to_string(decision).unwrap()).unwrap();
    for rule in why::deciding_rules(bundle).iter().take(4) {
        let not = why::not_rule(bundle, decision, rule.address());
        write!(out, "{not:?}").unwrap();
    }
    for queue in bundle.about().queues.iter().take(2) {
        write!(out, "{:?}", why::not_queue(bundle, decision, &queue.name)).unwrap();
    }
    assert!(!out.is_empty());
}

fn watch(bundle: &Bundle, items: &[String]) {
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(bundle), Facts::at(NOW));
    let (mut coverage, mut scribe, mut out) = (Coverage::new(bundle), Scribe::new(bundle), Vec::new());
    for item in items {
        if reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).is_ok() {
            machine.settle_watched(&mut frame, &facts, &mut coverage);
            scribe.write(&machine, &frame, &mut out);
        }
    }
    let covered = coverage.covered(bundle);
    assert!(!format!("{covered:?}").is_empty());
}

fn rows(bundle: &Bundle) {
    let reader = Reader::new(bundle.schema());
    let mut frame = reader.frame();
    let paths: Vec<_> = bundle.schema().slots.iter().map(|slot| slot.path.clone()).collect();
    let mut columns = Columns::new(["id", "workstream"].into_iter().chain(paths.iter().map(String::as_str)));
    for workstream in &bundle.schema().workstreams {
        let row = ["i", &workstream.name].into_iter().chain(paths.iter().map(|_| "7"));
        if reader.row(&mut columns, row, &ReadOptions::default(), &mut frame).is_ok() {
            Machine::new(bundle).settle(&mut frame, &Facts::at(NOW));
        }
    }
}

fn dispatch(bundle: &Bundle, items: &[String]) {
    let mut centre = Centre::new(bundle);
    let queues: Vec<_> = bundle.about().queues.iter().map(|queue| queue.name.to_string()).collect();
    let skills: Map<_, _> =
        bundle.about().skills.iter().map(|skill| (skill.name.to_string(), json!(true))).collect();
    let entry = json!({"id": "ana", "queues": queues, "skills": skills, "units": 1000});
    let bare = json!({"id": "ana", "units": 100});
    let roster = |entry: Value| Roster { agents: serde_json::from_value(entry).into_iter().collect() };
    let Ok(mut state) = centre.open(&roster(entry), NOW).or_else(|_| centre.open(&roster(bare), NOW)) else {
        return;
    };
    let mut events: Vec<Event> =
        serde_json::from_value(json!({"event": "signs_in", "agent": "ana"})).into_iter().collect();
    for item in items {
        let item = serde_json::value::RawValue::from_string(item.clone()).unwrap();
        events.push(Event::Arrives(Arrival { item, authenticated: true, preferred: vec!["ana".into()] }));
        events.push(Event::Tick);
    }
    let mut now = NOW;
    for event in &events {
        now = Instant(now.0 + 60_000_000);
        state = centre.step(state, event, now).state;
    }
    for _ in 0..4 {
        now = Instant(now.0 + 7_200_000_000);
        state = centre.step(state, &Event::Tick, now).state;
    }
    assert!(centre.resume(&state.save()).is_ok(), "a saved state is not read again");
}

/// What a host of many tenants allows.
pub(crate) const TENANT: Limits = Limits {
    size: 64 << 10,
    cost: 100_000,
    rules: 2_000,
    patterns: 16 << 20,
    memory: 32 << 20,
    decision: 4 << 20,
};
