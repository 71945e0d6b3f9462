//! What the centre tells the dispatcher: where items go, which rules hold, and up to when.

use super::machine::contoso;
use super::support::compile;
use enroute::Bundle;
use enroute::bytecode::{RuleId, RuleListId};
use enroute::centre::Centre;
use enroute::dispatch::{AgentView, Arrival, Destination, Event, Loads, Mastery, Rules, Timed, Waiting};
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

/// Rules that ask for the time in every way there is, of items and of agents.
const TIMES: &str = r#"
language 1
rating Level { range 1..5 }
skill french { rating Level }
skill calls
profile chats { limit 3 }
entity Agent { team: text?, rank: int = 3, started: instant?, notice: duration?, roles: [text]? }
entity Case { title: text?, opened: instant?, amount: int?, due: duration?, tags: [text]? }
hours office { zone "Europe/London", open mon..fri 09:00..17:00 }
list letters = ["aa", "bb"]
table slow(since: duration) -> int first {
  > 3m      -> 1
  otherwise -> 2
}
assignment timed {
  "Waited":  when waited > 90s and amount < 3  pick agents where idle_time in 10m..20m  order by idle_time descending, french descending
  "Due":     when title is missing             pick agents where idle_time > 2m or waited in 1m..3m
  "Later":   when now - opened < due           pick agents where now - last_assigned < 5m or units_free > 3  order by units_free ascending, last_assigned ascending
  "Half":    when opened - due < now           pick agents where idle_time / 2 > 3m  order by proficiency nearest
  "Slow":    when slow(due) == 1               pick agents where slow(idle_time) == 1
  "Text":    when title contains any letters   pick agents where team == item.title or agent.id == "bo"  order by free(chats) descending
  "Notice":  when tags contains "x"            pick agents where idle_time > notice and rank > item.amount
  "Started": when now - opened > 1h            pick agents where now - started > 30d and presence in item.workstream.presences
  "Skilled": otherwise                         pick agents where has french >= 2 and not has calls and free(chats) > 1 and is_working
  "Load":    otherwise                         pick agents where load(chats) > 0 and presence == available and roles contains "lead"
}
queue cases {
  type record, carries Case, members when rank > 1 and (idle_time < 1h or has french), assign timed
  prioritize {
    "Age":    when now - opened > 1h and amount > 3 order by opened ascending
    "Open":   when during office and amount == 1 order by amount descending, arrival
    "Sum":    when opened + 2h < now and amount == 2 order by arrival
    "Ahead":  when now + 90m during office and amount == 2 order by arrival
    "Title":  when title contains any letters order by arrival
    "Monday": when weekday(office) == mon and amount == 3 order by arrival
  }
  choose {
    "Old": when now - opened > 2h use timed
  }
  overflow {
    when amount == 1 and now - opened > 1h after 5m then transfer other
    after 10m then transfer other
  }
}
queue other { type record }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available, busy], skills none }
}
"#;

static TIMED: LazyLock<Bundle> = LazyLock::new(|| bundle(TIMES));

/// The rules that compute with the time in ways that do not tell when they turn.
const BY_THE_MINUTE: [&str; 2] = ["Half", "Slow"];

/// An item and an agent, and when they are asked about.
#[derive(Debug, Clone)]
struct Case {
    item: Snapshot,
    fields: Snapshot,
    now: i64,
    since: i64,
    idle: Option<i64>,
    given: Option<i64>,
    units: Option<i64>,
    chats: Option<(i64, i64)>,
    skills: [Mastery; 2],
    presence: u8,
    who: &'static str,
}

impl Case {
    /// Asks with the item and the agent at an instant.
    fn ask<T>(&self, now: i64, ask: impl FnOnce(&Waiting<'_>, &AgentView<'_>) -> T) -> T {
        let now = Instant(now);
        let since = Instant(self.since);
        let waiting = Waiting { id: "i", item: &self.item, workstream: 0, since, now };
        let agent = AgentView {
            id: self.who,
            fields: &self.fields,
            presence: self.presence,
            idle_since: self.idle.map(Instant),
            last_assigned: self.given.map(Instant),
            is_working: true,
            units_free: self.units,
            profiles: &[self.chats],
            skills: &self.skills,
            now,
        };
        ask(&waiting, &agent)
    }

    /// An answer, asked again before it ends, is the same.
    fn holds_until<T: PartialEq + std::fmt::Debug>(
        &self,
        centre: &mut Centre<'_>,
        later: &[i64],
        ask: impl Fn(&mut Centre<'_>, &Waiting<'_>, &AgentView<'_>) -> Timed<T>,
    ) -> Timed<T> {
        let mut asked = |now: i64| self.ask(now, |item, agent| ask(centre, item, agent));
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

fn json_with(fields: &[(&str, Option<serde_json::Value>)]) -> String {
    let given = fields.iter().filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?)));
    serde_json::Value::Object(given.collect()).to_string()
}

fn item_of(json: &str) -> Snapshot {
    arrived(&mut Centre::new(&TIMED), json)
}

fn fields_of(json: &str) -> Snapshot {
    let entry = format!(r#"{{"id": "a", "fields": {json}}}"#);
    Centre::new(&TIMED).agent(&serde_json::from_str(&entry).unwrap()).unwrap()
}

fn all_items(now: i64) -> impl Strategy<Value = Snapshot> {
    let maybe = |most: i64| proptest::option::of(0..most * MINUTE);
    let tags = proptest::option::of(proptest::collection::vec("[xy]", 0..3));
    let title = proptest::option::of("(aa|b|Bb){1,2}");
    (maybe(240), proptest::option::of(0..6_i64), maybe(5), title, tags).prop_map(
        move |(opened, amount, due, title, tags)| {
            item_of(&json_with(&[
                ("workstream", Some("desk".into())),
                ("amount", amount.map(Into::into)),
                ("title", title.map(Into::into)),
                ("tags", tags.map(Into::into)),
                ("opened", opened.map(|opened| Instant(now - opened).to_string().into())),
                ("due", due.map(|due| format!("{}s", due / 1_000_000).into())),
            ]))
        },
    )
}

fn all_fields(now: i64) -> impl Strategy<Value = Snapshot> {
    let maybe = |most: i64| proptest::option::of(0..most);
    let team = proptest::option::of("(aa|b|Bb){1,2}");
    (team, maybe(6), maybe(60), maybe(20 * 60), proptest::bool::ANY).prop_map(
        move |(team, rank, started, notice, leads)| {
            let days = |days: i64| Instant(now - days * 1440 * MINUTE).to_string();
            fields_of(&json_with(&[
                ("team", team.map(Into::into)),
                ("rank", rank.map(Into::into)),
                ("started", started.map(|started| days(started).into())),
                ("notice", notice.map(|notice| format!("{notice}s").into())),
                ("roles", leads.then(|| "guest; lead".into())),
            ]))
        },
    )
}

fn all_cases() -> impl Strategy<Value = Case> {
    let start = at("2026-03-01T22:00Z").0;
    (start..start + 48 * 60 * MINUTE).prop_flat_map(|now| {
        let ago = move |most: i64| proptest::option::of(now - most * MINUTE..now);
        let skill = || {
            proptest::sample::select(vec![Mastery::None, Mastery::Held, Mastery::Level(1), Mastery::Level(3)])
        };
        let times = (now - 10 * MINUTE..now, ago(30), ago(10), proptest::option::of(0..6_i64));
        let who = (proptest::sample::select(vec!["ana", "Bo", ""]), 0..6_u8, skill(), skill());
        let chats = proptest::option::of((0..4_i64, 0..3_i64));
        (all_items(now), all_fields(now), times, who, chats).prop_map(
            move |(item, fields, (since, idle, given, units), (who, presence, first, second), chats)| Case {
                item,
                fields,
                now,
                since,
                idle,
                given,
                units,
                chats,
                skills: [first, second],
                presence,
                who,
            },
        )
    })
}

/// What the rules of a list are called.
fn labels(list: RuleListId) -> Vec<String> {
    let list = &TIMED.program().program().rule_lists[list.0 as usize];
    let label = |rule: u32| TIMED.about().rule(RuleId(rule)).unwrap().address.to_owned();
    (list.first..list.first + list.count).map(label).collect()
}

fn who_rules() -> Vec<String> {
    labels(TIMED.program().program().desk.assignments[0].who)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn answers_hold_up_to_their_end(
        case in all_cases(),
        later in proptest::collection::vec(0..600 * MINUTE, 8),
    ) {
        let (mut centre, cases) = (Centre::new(&TIMED), queue(&TIMED, "cases"));
        case.holds_until(&mut centre, &later, |centre, item, _| centre.claim(cases, item));
        case.holds_until(&mut centre, &later, |centre, item, _| centre.choose(cases, item));
        case.holds_until(&mut centre, &later, |centre, item, _| centre.asked(0, item));
        case.holds_until(&mut centre, &later, |centre, _, agent| centre.member(cases, agent));
        for (label, rule) in who_rules().iter().zip(0..) {
            let ask = |centre: &mut Centre<'_>, item: &Waiting<'_>, agent: &AgentView<'_>| {
                centre.finds(0, rule, item, agent)
            };
            let found = case.holds_until(&mut centre, &later, ask);
            let alone = case.ask(case.now, |item, agent| Centre::new(&TIMED).finds(0, rule, item, agent));
            prop_assert_eq!(&found, &alone, "what was asked before makes no difference");
            let by_the_minute = BY_THE_MINUTE.iter().any(|word| label.contains(word));
            let minute = Instant(case.now - case.now.rem_euclid(MINUTE) + MINUTE);
            prop_assert!(found.until == Some(minute) || !by_the_minute, "{} {:?}", label, found);
            let values = |now: i64| case.ask(now, |_, agent| Centre::new(&TIMED).values(0, rule, agent));
            prop_assert_eq!(values(case.now), values(case.now + MINUTE), "orders do not change by time");
        }
    }

    #[test]
    fn items_that_look_alike_to_an_assignment_find_the_same_agents(
        (now, left, right) in (0..9_i64).prop_flat_map(|after| {
            let now = at(OPEN).0 + after * MINUTE;
            (Just(now), all_items(now), all_items(now))
        }),
        agent in all_cases(),
    ) {
        let mut centre = Centre::new(&TIMED);
        let since = agent.since;
        let [left, right] = [left, right].map(|item| Case { item, since, ..agent.clone() });
        let mut seen = |case: &Case| case.ask(now, |item, _| centre.sight(0, item));
        if seen(&left) == seen(&right) {
            for rule in 0..who_rules().len() {
                let rule = u32::try_from(rule).unwrap();
                let mut finds = |case: &Case| case.ask(now, |item, agent| centre.finds(0, rule, item, agent));
                prop_assert_eq!(finds(&left), finds(&right));
            }
        }
    }
}

/// At a quarter past ten on a Monday, an item that has waited for a minute.
fn case(item: &str) -> Case {
    let now = at(OPEN).0;
    Case {
        item: item_of(item),
        fields: fields_of(r#"{"team": "aab", "rank": 4, "started": "2026-02-01T10:15Z"}"#),
        now,
        since: now - MINUTE,
        idle: Some(now - 12 * MINUTE),
        given: Some(now - 4 * MINUTE),
        units: Some(2),
        chats: Some((2, 1)),
        skills: [Mastery::Level(3), Mastery::None],
        presence: 0,
        who: "bo",
    }
}

fn with(fields: &str) -> Case {
    case(&format!(r#"{{"workstream": "desk"{fields}}}"#))
}

/// Whether the rule of that label finds the agent, and for how long.
fn finds(case: &Case, label: &str) -> (bool, Option<i64>) {
    let place = who_rules().iter().position(|known| known.contains(label)).unwrap();
    let place = u32::try_from(place).unwrap();
    let found = case.ask(case.now, |item, agent| Centre::new(&TIMED).finds(0, place, item, agent));
    (found.answer, found.until.map(|until| until.0 - case.now))
}

/// The label of the rule that claims the item, and for how long.
fn claims(case: &Case) -> (Option<String>, Option<i64>) {
    let place = queue(&TIMED, "cases");
    let claim = case.ask(case.now, |item, _| Centre::new(&TIMED).claim(place, item));
    let list = TIMED.program().program().queues[place as usize].prioritize.unwrap();
    let label = claim.answer.rule.map(|rule| labels(list)[rule as usize].clone());
    let label = label.map(|label| label.split('"').nth(1).unwrap().to_owned());
    (label, claim.until.map(|until| until.0 - case.now))
}

#[test]
fn rules_about_agents_tell_when_they_turn() {
    assert_eq!(finds(&with(""), "Waited"), (true, Some(8 * MINUTE + 1)), "idle for twelve of twenty minutes");
    assert_eq!(finds(&with(""), "Due"), (true, None), "idle for longer than two minutes for good");
    assert_eq!(finds(&with(""), "Later"), (true, Some(MINUTE)), "given something four minutes ago");
    assert_eq!(finds(&with(""), "Half"), (true, Some(MINUTE)), "who computes sees full minutes");
    assert_eq!(finds(&with(""), "Slow"), (true, Some(MINUTE)));
    assert_eq!(finds(&with(r#", "title": "AAB""#), "Text"), (true, None));
    assert_eq!(finds(&with(r#", "amount": 4"#), "Notice"), (false, None), "no notice, no answer");
    assert_eq!(finds(&with(""), "Started"), (false, Some(1440 * MINUTE + 1)), "thirty days, and a moment");
    assert_eq!(finds(&with(""), "Skilled"), (true, None));
    assert_eq!(finds(&with(""), "Load"), (false, None));
    let held = Case { skills: [Mastery::Held, Mastery::Held], ..with("") };
    assert_eq!(finds(&held, "Skilled"), (false, None), "held without a level is below each level");
}

#[test]
fn rules_about_items_tell_when_they_turn() {
    let opened =
        |amount: i64| with(&format!(r#", "opened": "2026-03-02T09:30Z", "title": "aa", "amount": {amount}"#));
    let claimed = |label: &str, for_time| (Some(label.to_owned()), Some(for_time));
    assert_eq!(claims(&opened(7)), claimed("Title", 15 * MINUTE + 1), "one hour, and a moment");
    assert_eq!(
        claims(&with(r#", "amount": 1"#)),
        claimed("Open", (6 * 60 + 45) * MINUTE),
        "the office closes"
    );
    assert_eq!(claims(&opened(2)), claimed("Ahead", 15 * MINUTE + 1), "`Age` is asked again");
    assert_eq!(claims(&with(r#", "amount": 2"#)), claimed("Ahead", (5 * 60 + 15) * MINUTE));
    assert_eq!(
        claims(&with(r#", "amount": 3"#)),
        claimed("Monday", MINUTE),
        "who computes sees full minutes"
    );
}

#[test]
fn orders_of_agents_have_values_that_stand_still() {
    let values = |rule: u32| with("").ask(at(OPEN).0, |_, agent| Centre::new(&TIMED).values(0, rule, agent));
    let now = at(OPEN).0;
    assert_eq!(values(0), [Some(12 * MINUTE - now), Some(3)]);
    assert_eq!(values(2), [Some(2), Some(now - 4 * MINUTE)]);
    assert_eq!(values(3), [None], "how near skills are is the dispatcher's");
    assert_eq!(values(5), [Some(2)]);
}

#[test]
fn an_assignment_sees_of_an_item_what_decides_which_agents_it_finds() {
    let sight = |case: &Case| case.ask(case.now, |item, _| Centre::new(&TIMED).sight(0, item));
    let seen = |fields: &str| sight(&with(fields));
    let plain = seen("");
    assert_eq!(
        plain,
        seen(r#", "due": "3m", "tags": ["x"], "opened": "2026-03-02T08:00Z""#),
        "asked by `when` only"
    );
    let amount = seen(r#", "amount": 1"#);
    assert_ne!(plain, amount);
    assert_ne!(amount, seen(r#", "amount": 2"#));
    assert_ne!(seen(r#", "title": "a""#), seen(r#", "title": "A""#));
    let longer = Case { since: at(OPEN).0 - 2 * MINUTE, ..with("") };
    assert_ne!(plain, sight(&longer), "one rule asks how long the item has waited");
}

#[test]
fn what_is_kept_of_an_item_can_be_stored() {
    let item = item_of(r#"{"workstream": "desk", "title": "Été", "amount": 4, "tags": ["x", "ß"]}"#);
    let stored = serde_json::to_string(&item).unwrap();
    let mut again: Snapshot = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, item);
    assert_eq!(serde_json::to_string(&again).unwrap(), stored);
    // Nor does it matter what somebody else made of it.
    let odd = stored
        .replace(r#"{"Number":4}"#, r#"{"Texts":["4"]}"#)
        .replace(r#"{"Text":"Été"}"#, r#"{"Number":-7}"#);
    assert_ne!(odd, stored);
    again = serde_json::from_str(&odd).unwrap();
    let mut centre = Centre::new(&TIMED);
    let case = Case { item: again.clone(), ..with("") };
    for rule in 0..10 {
        case.ask(case.now, |item, agent| centre.finds(0, rule, item, agent));
    }
    case.ask(case.now, |item, _| centre.claim(queue(&TIMED, "cases"), item));
    assert_eq!(centre.update(&mut again, r#"{"amount": 5}"#), Ok(()));
    let mut empty = Snapshot::default();
    assert!(centre.update(&mut empty, r#"{"amount": 5}"#).is_err(), "an agent is no item");
}

#[test]
fn members_and_choices_and_waiting_items_are_asked_as_rules_say() {
    let (mut centre, cases) = (Centre::new(&TIMED), queue(&TIMED, "cases"));
    let member = with("").ask(at(OPEN).0, |_, agent| centre.member(cases, agent));
    assert_eq!(member, Timed { answer: true, until: Some(Instant(at(OPEN).0 + 48 * MINUTE)) });
    let old = with(r#", "opened": "2026-03-02T08:00Z", "amount": 1"#);
    let chosen = old.ask(old.now, |item, _| centre.choose(cases, item));
    assert_eq!(chosen, Timed { answer: Some(0), until: None });
    let waiting = TIMED.program().program().desk.queues[cases as usize].waiting[0].rule;
    assert!(old.ask(old.now, |item, _| centre.overflows(cases, waiting, item, &Load(0))));
    assert!(!with("").ask(old.now, |item, _| centre.overflows(cases, waiting, item, &Load(0))));
}

#[test]
fn fields_of_agents_that_cannot_be_read_are_told() {
    let entry =
        |fields: &str| serde_json::from_str(&format!(r#"{{"id": "a", "fields": {fields}}}"#)).unwrap();
    let mut centre = Centre::new(&TIMED);
    let said = centre.agent(&entry(r#"{"rank": "high"}"#)).unwrap_err();
    assert_eq!(said, "`agent.rank` is `high`, which is not a whole number; its default is taken");
    assert!(centre.agent(&entry("[]")).unwrap_err().contains("an object with fields"));
    assert!(centre.agent(&entry(r#"{"nonsense": 1}"#)).is_ok());
    let rank = TIMED.program().program().schema.slots.iter().position(|slot| slot.path.ends_with("rank"));
    let rank = enroute::bytecode::Slot(u32::try_from(rank.unwrap()).unwrap());
    let none = centre.agent(&serde_json::from_str(r#"{"id": "a"}"#).unwrap()).unwrap();
    assert_eq!(none.number(rank), Some(3), "defaults count without any fields");
}

#[test]
fn a_centre_moves_a_state_from_event_to_event() {
    let mut centre = Centre::new(&TIMED);
    let roster = serde_json::from_str(
        r#"[{"id": "ana", "units": 20, "signed_in": true, "skills": {"french": 3}, "profiles": {"chats": null}}]"#,
    );
    let state = centre.open(&roster.unwrap(), at(OPEN)).unwrap();
    let item = r#"{"id": "c1", "workstream": "desk", "amount": 3}"#.to_owned();
    let item = serde_json::value::RawValue::from_string(item).unwrap();
    let arrival = Arrival { item, authenticated: false, preferred: Vec::new() };
    let step = centre.step(state, &Event::Arrives(arrival), at(OPEN));
    let offered = step.state.item("c1").unwrap();
    assert_eq!(offered.offered_to.as_deref(), Some("ana"), "{:?}", step.notes);
    let saved = step.state.save();
    assert_eq!(centre.resume(&saved).unwrap().save(), saved);
}
