//! Events and rosters as hosts write them: what is written is read again as it was, and what is wrong is said.

use enroute::dispatch::{AgentEntry, Arrival, Event, Happened, Held, Roster, Shift};
use enroute::value::Instant;
use proptest::prelude::*;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

/// One of each event.
fn all(item: &str, agent: &str, other: &str, values: &str) -> Vec<Event> {
    let (item, agent, queue): (Arc<str>, Arc<str>, Arc<str>) = (item.into(), agent.into(), other.into());
    let i = || Arc::clone(&item);
    let a = || Arc::clone(&agent);
    let q = || Arc::clone(&queue);
    let preferred = vec![a(), q()];
    let entry = entry(agent.as_ref(), other, values);
    vec![
        Event::Tick,
        Event::Arrives(Arrival { item: raw(values), authenticated: true, preferred }),
        Event::Arrives(Arrival { item: raw(values), authenticated: false, preferred: Vec::new() }),
        Event::Returns { item: i() },
        Event::Writes { item: i() },
        Event::CustomerEnds { item: i() },
        Event::Leaves { item: i() },
        Event::Disconnects { item: i() },
        Event::Reconnects { item: i() },
        Event::Updates { item: i(), values: raw(values) },
        Event::SignsIn { agent: a() },
        Event::SetsPresence { agent: a(), presence: q() },
        Event::AgentDisconnects { agent: a() },
        Event::AgentReconnects { agent: a() },
        Event::Accepts { agent: a(), item: i() },
        Event::Rejects { agent: a(), item: i() },
        Event::Misses { agent: a(), item: i() },
        Event::Picks { agent: a(), item: i() },
        Event::Reopens { agent: a(), item: i() },
        Event::Parks { agent: a(), item: i() },
        Event::Ends { agent: a(), item: i() },
        Event::Closes { agent: a(), item: i() },
        Event::Releases { agent: a(), item: i() },
        Event::Drops { agent: a(), item: i() },
        Event::Resolves { agent: a(), item: i() },
        Event::Deactivates { agent: a(), item: i() },
        Event::Transfers { agent: a(), item: i(), queue: q() },
        Event::HandsOver { agent: a(), item: i(), to: q() },
        Event::Consults { agent: a(), item: i(), with: q() },
        Event::BotEscalates { item: i(), context: Some(raw(values)) },
        Event::BotEscalates { item: i(), context: None },
        Event::BotEnds { item: i() },
        Event::SupervisorAssigns { item: i(), agent: a() },
        Event::SupervisorTransfers { item: i(), queue: q() },
        Event::SupervisorReturns { item: i() },
        Event::SupervisorCloses { item: i() },
        Event::SupervisorResets { agent: a() },
        Event::AgentJoins { agent: entry },
        Event::AgentLeaves { agent: a() },
    ]
}

fn entry(id: &str, other: &str, values: &str) -> AgentEntry {
    AgentEntry {
        id: id.into(),
        queues: vec![other.into(), id.into()],
        skills: [
            ("a".into(), Held::Flag(true)),
            ("b".into(), Held::Level(-3)),
            ("c".into(), Held::Label(other.to_owned())),
        ]
        .into(),
        units: Some(40),
        profiles: [("own".into(), Some(3)), ("theirs".into(), None)].into(),
        presence: Some(other.into()),
        signed_in: true,
        hours: Some(id.into()),
        shifts: vec![Shift { from: "2026-03-02T08:00:00Z".to_owned(), to: other.to_owned() }],
        fields: Some(raw(values)),
    }
}

#[test]
fn there_is_one_of_each_event() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/event.json");
    let schema: serde_json::Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let told: BTreeSet<_> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["properties"]["event"]["const"].as_str().unwrap().to_owned())
        .collect();
    let word = |event: &Event| serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned();
    let tried: BTreeSet<_> = all("c1", "ana", "vip", "{}").iter().map(word).collect();
    assert_eq!(told, tried);
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_it_was(
        item in any::<String>(), agent in any::<String>(), other in any::<String>(),
        number in "-?[1-9][0-9]{0,30}(\\.[0-9]{1,30})?([eE][0-9]{1,4})?", at in 0..4_102_444_800_000_000_i64,
    ) {
        let values = format!("{{ \"amount\" : {number}, \"amount\":1.10 }}");
        for event in all(&item, &agent, &other, &values) {
            let written = serde_json::to_string(&event).unwrap();
            let read: Event = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), &*written);
            let happened = Happened { at: Some(Instant(at)), event };
            let written = serde_json::to_string(&happened).unwrap();
            let read = Happened::read(&written).unwrap();
            prop_assert_eq!(read.at, happened.at);
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);
        }
        let roster = Roster { agents: vec![entry(&agent, &other, &values), entry(&other, &item, &values)] };
        let written = serde_json::to_string(&roster).unwrap();
        let read: Roster = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written);
    }

    #[test]
    fn no_text_brings_reading_down(text in any::<String>(), word in "[a-z_]{0,20}") {
        let _ = (Happened::read(&text), AgentEntry::read(&text));
        let _ = Event::read(&format!("{{\"event\": \"{word}\", \"{word}\": {text}}}"));
    }
}

#[test]
fn the_order_of_fields_makes_no_difference() {
    let event = Event::read(r#"{"item": "c1", "agent": "ana", "event": "accepts"}"#).unwrap();
    assert!(matches!(event, Event::Accepts { agent, item } if (&*agent, &*item) == ("ana", "c1")));
}

#[test]
fn numbers_of_items_and_agents_keep_every_digit() {
    let text = r#"{"event":"arrives","item":{"id":"c1","amount":12345678901234567890.12345678901234567890}}"#;
    let Event::Arrives(arrival) = Event::read(text).unwrap() else { panic!("another event") };
    assert_eq!(arrival.item.get(), r#"{"id":"c1","amount":12345678901234567890.12345678901234567890}"#);
}

/// What is no event, and what is said of it.
const WRONG: &[(&str, &str)] = &[
    (r#"{"event": "acepts"}"#, "there is no event `acepts`; did you mean `accepts`?"),
    (r#"{"event": "flies"}"#, "there is no event `flies`"),
    (r#"{"agent": "ana"}"#, "an event needs `event`"),
    (r#"{"evnt": "tick"}"#, "an event needs `event`; is that meant by `evnt`?"),
    (r#"{"event": 7}"#, "an event: `event` is a text; this is `7`"),
    (r#"{"event": "accepts", "item": "c1"}"#, "`accepts` needs `agent`"),
    (r#"{"event": "accepts", "agent": null, "item": "c1"}"#, "`accepts` needs `agent`"),
    (
        r#"{"event": "accepts", "agnt": "a", "item": "c1"}"#,
        "`accepts` needs `agent`; is that meant by `agnt`?",
    ),
    (r#"{"event": "returns", "item": ["c1"]}"#, "`returns`: `item` is a text; this is `[\"c1\"]`"),
    (r#"{"event": "returns", "item": "a", "item": "b"}"#, "`returns` says `item` twice"),
    (
        r#"{"event": "returns", "item": "a", "queue": "vip"}"#,
        "`returns` has no field `queue`; it has `at`, `event`, `item`",
    ),
    (
        r#"{"event": "arrives", "item": {}, "prefered": ["ana"]}"#,
        "`arrives` has no field `prefered`; did you mean `preferred`?",
    ),
    (r#"{"event": "arrives", "item": "c1"}"#, "`arrives`: `item` is an object, `{ … }`; this is `\"c1\"`"),
    (
        r#"{"event": "arrives", "item": {}, "preferred": "ana"}"#,
        "`arrives`: `preferred` is a list of agents, as in `[\"ana\"]`; this is `\"ana\"`",
    ),
    (
        r#"{"event": "arrives", "item": {}, "authenticated": "yes"}"#,
        "`arrives`: `authenticated` is `true` or `false`; this is `\"yes\"`",
    ),
    (r#"{"event": "agent_joins", "agent": {"queues": []}}"#, "an agent needs `id`"),
    (
        r#"{"event": "agent_joins", "agent": {"id": "ana", "units": 1.5}}"#,
        "agent `ana`: `units` is a whole number; this is `1.5`",
    ),
    (
        r#"{"event": "agent_joins", "agent": {"id": "ana", "skills": {"french": 2.5}}}"#,
        "agent `ana`: `skills.french` is a level, a label, or `true`; this is `2.5`",
    ),
    (
        r#"{"event": "agent_joins", "agent": {"id": "ana", "skills": {"french": 2, "french": 3}}}"#,
        "agent `ana`: `skills` says `french` twice",
    ),
    (
        r#"{"event": "agent_joins", "agent": {"id": "ana", "shifts": [{"from": "2026-03-02T08:00Z"}]}}"#,
        "a shift of agent `ana` needs `to`",
    ),
    (
        r#"{"at": "2026-03-02T10:00", "event": "tick"}"#,
        "an event: `at` is an instant with an offset, as in `\"2026-03-02T10:15:00Z\"`; this is `2026-03-02T10:00`",
    ),
    ("[]", "an event is an object with fields, `{ … }`; this is something else"),
    ("", "this is not JSON, from column 0 on: it ends too early"),
    (r#"{"event": "tick"} x"#, "this is not JSON, from column 19 on: trailing characters"),
];

#[test]
fn what_is_wrong_is_said_in_the_words_of_the_event() {
    let said = |text: &str| Happened::read(text).unwrap_err().to_string();
    for (text, wanted) in WRONG {
        assert_eq!(said(text), *wanted, "{text}");
    }
    let deep = format!("{{\"event\": {}", "[".repeat(100_000));
    assert_eq!(said(&deep), "this is not JSON, from column 100010 on: it ends too early");
    let long = format!("{{\"event\": \"{}\"}}", "x".repeat(100_000));
    assert_eq!(said(&long), format!("there is no event `{}…`", "x".repeat(60)));
    let by_serde = serde_json::from_str::<Event>(r#"{"event": "acepts"}"#).unwrap_err().to_string();
    assert!(by_serde.starts_with("there is no event `acepts`; did you mean `accepts`?"), "{by_serde}");
}
