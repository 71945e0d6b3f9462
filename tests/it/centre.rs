//! What the centre tells the dispatcher: where items go, which rules hold, and up to when.

use super::machine::contoso;
use super::support::compile;
use enroute::Bundle;
use enroute::bytecode::{
    AgentBy, AgentKey, Assignment, Inherit, Members, Program, Root, RuleId, RuleListId, Slot,
};
use enroute::centre::Centre;
use enroute::dispatch::{AgentView, Destination, Loads, Rules, Timed, Waiting};
use enroute::item::Snapshot;
use enroute::value::{Duration, Instant};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Monday 2026-03-02 10:15 in London.
const OPEN: &str = "2026-03-02T10:15Z";
const MINUTE: i64 = 60_000_000;

/// So many items wait in every queue.
struct Load(i64);

impl Loads for Load {
    fn waiting_items(&self, _: u32) -> i64 {
        self.0
    }

    fn predicted_wait(&self, _: u32) -> Option<Duration> {
        None
    }
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn bundle(text: &str) -> Bundle {
    let compiled = compile(text);
    let said: Vec<_> = compiled.checked.diagnostics.iter().map(|one| one.message.clone()).collect();
    compiled.bundle.unwrap_or_else(|| panic!("{said:#?}"))
}

fn queue(bundle: &Bundle, name: &str) -> u32 {
    let found = bundle.program().program().queues.iter().position(|queue| queue.name == name);
    u32::try_from(found.unwrap()).unwrap()
}

fn arrived(centre: &mut Centre<'_>, item: &str) -> Snapshot {
    centre.arrive(item, at(OPEN), &Load(0)).unwrap().item
}

#[test]
fn an_item_arrives_with_all_that_classification_made_of_it() {
    let bundle = contoso();
    let item = r#"{"id": "c1", "instance": "CONTOSO.com/help", "customer": {"tier": "platinum"},
        "context": {"cart": 740, "language": "fr", "order_id": "7"}}"#;
    let arrived = Centre::new(&bundle).arrive(item, at(OPEN), &Load(0)).unwrap();
    assert_eq!((&*arrived.id, arrived.workstream, arrived.not_routed), ("c1", Some(0), None));
    assert_eq!(arrived.instance.as_deref(), Some("contoso.com/help"), "as the program writes it");
    let levels: Vec<_> = arrived.skills.iter().map(|(_, level)| *level).collect();
    assert_eq!(levels, [Some(2), Some(3)], "as the program numbers its skills");
    assert_eq!(arrived.holds.len(), 1, "the workstream's own profile is not told twice");
    assert_eq!(arrived.routed.to, Destination::Queue(queue(&bundle, "vip")));
    assert_eq!(arrived.routed.urgency, [(0, 5)]);
    assert!(arrived.routed.rule.is_some());
}

#[test]
fn overflow_asks_the_dispatcher_how_things_stand() {
    let bundle = contoso();
    let item =
        r#"{"workstream": "contoso_chat", "customer": {"tier": "platinum"}, "context": {"cart": 740}}"#;
    let to = |load: i64| Centre::new(&bundle).arrive(item, at(OPEN), &Load(load)).unwrap().routed.to;
    assert_eq!(to(40), Destination::Queue(queue(&bundle, "vip")));
    assert_eq!(to(41), Destination::Overflowed(queue(&bundle, "general")));
}

#[test]
fn what_is_no_item_is_told_in_a_sentence() {
    let bundle = contoso();
    let mut centre = Centre::new(&bundle);
    let said = centre.arrive(r#"{"id": 7"#, at(OPEN), &Load(0)).unwrap_err();
    assert!(said.contains("this is not JSON"), "{said}");
    let lost = centre.arrive(r#"{"id": "a", "record": "Case"}"#, at(OPEN), &Load(0)).unwrap();
    assert_eq!((&*lost.id, lost.workstream), ("a", None));
    assert_eq!(lost.not_routed.as_deref(), Some("no rule of its intake holds"));
    let unknown = centre.arrive(r#"{"workstream": "none"}"#, at(OPEN), &Load(0)).unwrap();
    assert_eq!(unknown.workstream, None);
    assert!(unknown.not_routed.unwrap().contains("`none`"));
}

const SPLIT: &str = r#"
language 1
entity Talk { who: text?, tier: int? }
queue a { type messaging }
queue b { type messaging }
bot helper { kind copilot }
workstream chat {
  type messaging, channel chat, carries Talk, mode push, fallback b
  context { stage: int? }
  bot helper
  classify c "C" first { "First": when stage is missing set tier = 9 }
  route all {
    "Bot":  when tier == 1 to bot
    "High": when tier == 9 to a urgency 3
    "Them": when stage == 2 to agent who in a for 2m
  }
  distribution { units 10, presences [available], skills none }
}
"#;

#[test]
fn a_bot_gets_an_item_only_once_and_classification_is_asked_only_once() {
    let bundle = bundle(&SPLIT.replace("skill_rating stars { levels 1..5 }\n", ""));
    let (a, b) = (Destination::Queue(queue(&bundle, "a")), Destination::Queue(queue(&bundle, "b")));
    let mut centre = Centre::new(&bundle);
    let arrived = centre.arrive(r#"{"id": "t", "workstream": "chat"}"#, at(OPEN), &Load(0)).unwrap();
    assert_eq!(arrived.routed.to, a);
    let mut item = arrived.item;
    centre.update(&mut item, r#"{"tier": 1}"#).unwrap();
    let routed = centre.route(0, "t", &item, at(OPEN), &Load(0));
    assert_eq!((routed.rule, routed.to), (None, b), "the bot has had it");
    centre.update(&mut item, r#"{"who": "ana", "context": {"stage": 2}}"#).unwrap();
    let routed = centre.route(0, "t", &item, at(OPEN), &Load(0));
    assert_eq!(routed.to, a);
    assert_eq!(routed.first, Some(("ana".into(), Some(2 * MINUTE))));
}

const CHANGES: &str = r#"
language 1
enum Priority { low, normal, high }
entity Customer { name: text?, tier: int = 1 }
entity Case { priority: Priority = normal, amount: int?, tags: [text]?, customer: Customer? }
queue one { type messaging }
queue two { type messaging }
workstream chat {
  type messaging, channel chat, carries Case, mode push, fallback two
  context { cart: int? }
  route first {
    "One": when priority == high and amount == 5 and "x" in tags and customer.tier == 2 and cart == 3
           and customer.name == "Ana" to one
  }
  distribution { units 10, presences [available], skills none }
}
"#;

#[test]
fn new_values_are_laid_over_the_old_ones() {
    let bundle = bundle(CHANGES);
    let mut centre = Centre::new(&bundle);
    let mut item = arrived(&mut centre, r#"{"workstream": "chat", "amount": 5}"#);
    let mut goes = |centre: &mut Centre<'_>, values: &str| {
        let told = centre.update(&mut item, values);
        (centre.route(0, "t", &item, at(OPEN), &Load(0)).to, told.err())
    };
    let (one, two) = (Destination::Queue(queue(&bundle, "one")), Destination::Queue(queue(&bundle, "two")));
    let steps = [
        (r#"{"priority": "high", "tags": ["x", "y"], "nonsense": [1]}"#, &two, None),
        (r#"{"customer": {"name": "Ana"}}"#, &two, None),
        (r#"{"customer": {"tier": 2}, "context": {"cart": 3}}"#, &one, None),
        (r#"{"customer": {"tier": null}}"#, &two, None),
        (r#"{"customer": {"tier": "2"}}"#, &one, None),
        (
            r#"{"amount": "many"}"#,
            &one,
            Some("`amount` is `many`, which is not a whole number; it stays as it was"),
        ),
        (r#"{"amount": null}"#, &two, None),
        (r#"{"amount": 5}"#, &one, None),
        (r#"{"priority": null}"#, &two, None),
        (r#"{"priority": "high""#, &two, Some("this is not JSON, from column 19 on: it ends too soon")),
        (r"[]", &two, Some("new values are an object with fields, `{ … }`; this is something else")),
        (r#"{"priority": "high", "customer": null}"#, &two, None),
        (r#"{"customer": {"tier": 2}}"#, &two, None),
        (r#"{"customer": {"name": "ana"}}"#, &one, None),
    ];
    for (values, to, told) in steps {
        let (went, said) = goes(&mut centre, values);
        assert_eq!((&went, said.as_deref()), (to, told), "{values}");
    }
}

#[test]
fn a_link_that_comes_with_a_change_has_its_defaults() {
    let bundle = bundle(&CHANGES.replace("tier == 2", "tier == 1"));
    let mut centre = Centre::new(&bundle);
    let mut item = arrived(
        &mut centre,
        r#"{"workstream": "chat", "amount": 5, "priority": "high", "tags": "x", "context": {"cart": 3}}"#,
    );
    centre.update(&mut item, r#"{"customer": {"name": "Ana"}}"#).unwrap();
    assert_eq!(centre.route(0, "t", &item, at(OPEN), &Load(0)).to, Destination::Queue(queue(&bundle, "one")));
}

/// What a rule may ask of an item, and of an agent in the place of fields of the item.
const TIMES: &str = r#"
language 1
entity Case {
  title: text?, opened: instant?, amount: int?, due: duration?
  waits: duration?, idles: duration?, given: instant?, units: int?, who: text?
}
hours office { zone "Europe/London", open mon..fri 09:00..17:00 }
list letters = ["aa", "bb"]
table slow(since: duration) -> int first {
  > 3m      -> 1
  otherwise -> 2
}
queue cases { type record, carries Case
  prioritize {
    "Age":    when now - opened > 1h and amount > 3 order by opened ascending
    "Open":   when during office and amount == 1 order by amount descending, arrival
    "Sum":    when opened + 2h < now and amount == 2 order by waits descending
    "Monday": when weekday(office) == mon and amount == 3 order by arrival
    "Waited": when waits > 90s and amount < 0 order by arrival
    "Due":    when waits > due and amount == 0 order by arrival
    "Idle":   when idles in 10m..20m and amount == -1 order by arrival
    "Both":   when idles > waits and amount == -2 order by arrival
    "Given":  when now - given < 5m or units > 3 order by arrival
    "Half":   when waits / 2 > 1m and title is present order by arrival
    "Slow":   when slow(idles) == 1 and amount == 5 order by arrival
    "Ahead":  when now + 90m during office and amount == 2 order by arrival
    "Sums":   when now - opened + waits > 30m and amount < 3 order by arrival
    "Later":  when waits + 1m > due and amount == 4 order by arrival
    "Title":  when title contains any letters and who == "bo" order by arrival
  }
}
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
}
"#;

/// The place of the queue with the rules.
fn cases() -> usize {
    queue(&FORGED, "cases") as usize
}

fn slot(program: &Program, path: &str) -> Slot {
    let at = program.schema.slots.iter().position(|slot| slot.path == path);
    Slot(u32::try_from(at.unwrap_or_else(|| panic!("no {path}"))).unwrap())
}

/// The program with the time an item waits, and an agent, in the place of fields of the item.
static FORGED: LazyLock<Bundle> = LazyLock::new(|| {
    let bundle = bundle(TIMES);
    let mut program = bundle.program().program().clone();
    for path in ["waits", "idles", "given", "units", "who"] {
        let slot = slot(&program, path);
        program.schema.slots[slot.index()].root = Root::Machine;
    }
    program.known.waited = slot(&program, "waits");
    let agent = &mut program.desk.agent;
    (agent.idle_time, agent.last_assigned) =
        (slot(bundle.program().program(), "idles"), slot(bundle.program().program(), "given"));
    (agent.units_free, agent.id) =
        (slot(bundle.program().program(), "units"), slot(bundle.program().program(), "who"));
    let list = program.queues[queue(&bundle, "cases") as usize].prioritize.unwrap();
    let keys = [AgentBy::Slot(agent.idle_time), AgentBy::Nearest, AgentBy::Slot(agent.units_free)];
    let keys = keys.map(|by| AgentKey { by, descending: false }).to_vec();
    let rules = program.rule_lists[list.0 as usize].count as usize;
    program.desk.assignments = vec![Assignment {
        text: String::new(),
        inherit: Inherit::default(),
        when: list,
        who: list,
        orders: vec![keys; rules],
    }];
    Bundle::new(program, bundle.about().clone()).unwrap()
});

/// The rules that compute with the time.
const BY_THE_MINUTE: [&str; 4] = ["Monday", "Half", "Slow", "Sums"];

/// What can be known of an item and an agent.
#[derive(Debug, Clone)]
struct Case {
    item: Snapshot,
    now: i64,
    since: i64,
    idle: Option<i64>,
    given: Option<i64>,
    units: Option<i64>,
    who: &'static str,
}

impl Case {
    /// Asks with the item and the agent at an instant.
    fn ask<T>(&self, now: i64, ask: impl FnOnce(&Waiting<'_>, &AgentView<'_>) -> T) -> T {
        let now = Instant(now);
        let waiting = Waiting { id: "i", item: &self.item, workstream: 0, since: Instant(self.since), now };
        let fields = Snapshot::default();
        let agent = AgentView {
            id: self.who,
            fields: &fields,
            presence: 0,
            idle_since: self.idle.map(Instant),
            last_assigned: self.given.map(Instant),
            is_working: true,
            units_free: self.units,
            profiles: &[],
            skills: &[],
            now,
        };
        ask(&waiting, &agent)
    }

    /// An answer, asked again before it ends, is the same.
    fn holds_until<T: PartialEq + std::fmt::Debug>(
        &self,
        later: &[i64],
        ask: impl Fn(&mut Centre<'_>, &Waiting<'_>, &AgentView<'_>) -> Timed<T>,
    ) -> Timed<T> {
        let mut centre = Centre::new(&FORGED);
        let mut asked = |now: i64| self.ask(now, |item, agent| ask(&mut centre, item, agent));
        let first = asked(self.now);
        let until = first.until.map_or(i64::MAX, |until| until.0);
        assert!(until > self.now, "{first:?}");
        let near = [1, 2].map(|before| until - before);
        let times = later.iter().map(|after| self.now + after).chain(near).chain([self.now + 1]);
        for now in times.filter(|now| (self.now..until.min(self.now + 10_000 * MINUTE)).contains(now)) {
            assert_eq!(asked(now).answer, first.answer, "at {now}, up to {:?}", first.until);
        }
        first
    }
}

fn all_cases() -> impl Strategy<Value = Case> {
    let start = at("2026-03-01T22:00Z").0;
    let maybe = |most: i64| proptest::option::of(0..most * MINUTE);
    let item =
        (maybe(240), proptest::option::of(-3..6_i64), maybe(5), proptest::option::of("(aa|b|Bb){1,2}"));
    let facts = (0..10 * MINUTE, maybe(30), maybe(10), proptest::option::of(0..6_i64));
    let who = proptest::sample::select(vec!["ana", "Bo", ""]);
    (0..48 * 60 * MINUTE, item, facts, who).prop_map(move |(after, item, facts, who)| {
        let now = start + after;
        let (opened, amount, due, title) = item;
        let (since, idle, given, units) = facts;
        let mut json = serde_json::json!({ "workstream": "desk", "amount": amount, "title": title });
        if let Some(opened) = opened {
            json["opened"] = Instant(now - opened).to_string().into();
        }
        if let Some(due) = due {
            json["due"] = format!("{}s", due / 1_000_000).into();
        }
        let ago = |time: Option<i64>| time.map(|time| now - time);
        let (idle, given) = (ago(idle), ago(given));
        Case {
            item: arrived(&mut Centre::new(&FORGED), &json.to_string()),
            now,
            since: now - since,
            idle,
            given,
            units,
            who,
        }
    })
}

fn rule_labels() -> Vec<String> {
    let program = FORGED.program().program();
    let list = &program.rule_lists[program.queues[cases()].prioritize.unwrap().0 as usize];
    let label = |rule: u32| FORGED.about().rule(RuleId(rule)).unwrap().address.to_string();
    (list.first..list.first + list.count).map(label).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn answers_hold_up_to_their_end(case in all_cases(), later in proptest::collection::vec(0..600 * MINUTE, 8)) {
        let claimed = case.holds_until(&later, |centre, item, _| centre.claim(u32::try_from(cases()).unwrap(), item));
        let asked = case.holds_until(&later, |centre, item, _| centre.asked(0, item));
        // Without an agent, the rules that ask for one do not hold.
        prop_assert!(claimed.answer.rule.is_none_or(|rule| asked.answer[0] >> rule & 1 == 1));
        for (label, rule) in rule_labels().iter().zip(0..) {
            let found = case.holds_until(&later, |centre, item, agent| centre.finds(0, rule, item, agent));
            let by_the_minute = BY_THE_MINUTE.iter().any(|word| label.contains(word));
            let minute = Instant(case.now - case.now.rem_euclid(MINUTE) + MINUTE);
            prop_assert!(found.until == Some(minute) || !by_the_minute, "{} {:?}", label, found);
        }
    }
}

fn plain(json: &str, minutes_waited: i64) -> Case {
    let now = at(OPEN).0;
    let (idle, given) = (Some(now - 12 * MINUTE), Some(now - 4 * MINUTE));
    let since = now - minutes_waited * MINUTE;
    Case {
        item: arrived(&mut Centre::new(&FORGED), json),
        now,
        since,
        idle,
        given,
        units: Some(2),
        who: "bo",
    }
}

fn find(case: &Case, rule: &str) -> (bool, Option<i64>) {
    let place = rule_labels().iter().position(|label| label.contains(rule)).unwrap();
    let place = u32::try_from(place).unwrap();
    let found = case.ask(case.now, |item, agent| Centre::new(&FORGED).finds(0, place, item, agent));
    (found.answer, found.until.map(|until| until.0 - case.now))
}

#[test]
fn rules_about_the_time_tell_when_they_turn() {
    let case = |amount: i64| {
        plain(&format!(r#"{{"workstream": "desk", "opened": "2026-03-02T09:30Z", "amount": {amount}}}"#), 1)
    };
    assert_eq!(find(&case(7), "Age"), (false, Some(15 * MINUTE + 1)), "one hour, and a moment");
    assert_eq!(find(&case(1), "Open"), (true, Some((6 * 60 + 45) * MINUTE)), "at five the office closes");
    assert_eq!(find(&case(-1), "Waited"), (false, Some(MINUTE / 2 + 1)));
    assert_eq!(find(&case(-1), "Idle"), (true, Some(8 * MINUTE + 1)));
    assert_eq!(find(&case(-2), "Both"), (true, None), "both grow alike");
    assert_eq!(find(&case(0), "Given"), (true, Some(MINUTE)));
    assert_eq!(find(&case(2), "Sum"), (false, Some(75 * MINUTE + 1)));
    assert_eq!(find(&case(2), "Ahead"), (true, Some((5 * 60 + 15) * MINUTE)));
    assert_eq!(find(&case(0), "Monday"), (false, Some(MINUTE)), "who computes sees full minutes");
    assert_eq!(find(&plain(r#"{"workstream": "desk", "title": "baab"}"#, 1), "Title"), (true, None));
    let due = plain(r#"{"workstream": "desk", "amount": 0, "due": "3m"}"#, 1);
    assert_eq!(find(&due, "Due"), (false, Some(2 * MINUTE + 1)));
}
