//! The steady state: once a frame and a machine have seen a few items, further ones take no memory beyond the decisions
//! handed out. Linking the counter makes it this binary's allocator; it counts each thread by itself.
#![expect(
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test reads files, and fails by panicking"
)]

#[path = "it/forger/mod.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod forger;

use allocation_counter::{AllocationInfo, measure};
use csv::StringRecord;
use enroute::Bundle;
use enroute::bundle::Limits;
use enroute::centre::Centre;
use enroute::dispatch::{AgentView, Loads, Mastery, Rules, Waiting};
use enroute::item::{Columns, ReadOptions, Reader};
use enroute::source::{SourceFile, Sources};
use enroute::value::{Duration, Instant};
use enroute::vm::{Action, Decision, Facts, Machine, Reason, Scribe, Shown, TraceLevel};
use std::fs;
use std::path::Path;

/// Rounds over all items before anything is counted.
const WARM: usize = 3;
/// So many items are counted at least.
const MANY: usize = 10_000;
/// A Tuesday in May at ten in the morning, Greenwich: the desks are open.
const NOW: &str = "2026-05-12T10:00:00Z";

/// A program of the examples.
fn program(folder: &str) -> Bundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        SourceFile::new(name, fs::read_to_string(&path).unwrap())
    });
    enroute::compile(&files.collect::<Sources>()).unwrap().bundle.unwrap()
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(path)).unwrap()
}

fn facts() -> Facts {
    Facts::at(Instant::parse(NOW).unwrap())
}

/// The items of a program that say what its rules expect: telling what is wrong with the others takes memory.
fn clean(bundle: &Bundle, lines: &str) -> Vec<String> {
    let reader = Reader::new(bundle.schema());
    let mut frame = reader.frame();
    let mut sound = |line: &&str| {
        reader.json(line.as_bytes(), &ReadOptions::default(), &mut frame).unwrap();
        frame.problems().is_empty()
    };
    lines.lines().filter(|line| sound(line)).map(str::to_owned).collect()
}

/// What `each` allocates for [`MANY`] items, after some rounds over all of them.
fn steady<T>(items: &[T], mut each: impl FnMut(&T)) -> AllocationInfo {
    for item in items.iter().cycle().take(items.len() * WARM) {
        each(item);
    }
    measure(|| items.iter().cycle().take(MANY).for_each(&mut each))
}

#[track_caller]
fn assert_nothing(found: AllocationInfo) {
    assert_eq!(found, AllocationInfo::default());
}

fn json_takes_nothing(folder: &str) {
    let bundle = program(folder);
    let items = clean(&bundle, &text(&format!("{folder}/items.jsonl")));
    assert!(items.len() > 5, "{folder}: too few items for a test");
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(&bundle), facts());
    assert_nothing(steady(&items, |item| {
        reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).unwrap();
        machine.settle(&mut frame, &facts);
    }));
}

#[test]
fn a_shop_reads_and_settles_json_without_memory() {
    json_takes_nothing("contoso");
}

#[test]
fn a_bank_reads_and_settles_json_without_memory() {
    json_takes_nothing("bank");
}

fn rows(text: &str) -> (Columns, Vec<StringRecord>) {
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let columns = Columns::new(csv.headers().unwrap());
    (columns, csv.records().map(Result::unwrap).collect())
}

fn rows_take_nothing(folder: &str, text: &str, options: &ReadOptions<'_>) {
    let bundle = program(folder);
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(&bundle), facts());
    let (mut columns, mut rows) = rows(text);
    rows.retain(|row| {
        reader.row(&mut columns, row.iter(), options, &mut frame).unwrap();
        frame.problems().is_empty()
    });
    assert!(rows.len() > 2, "{folder}: too few rows for a test");
    assert_nothing(steady(&rows, |row| {
        reader.row(&mut columns, row.iter(), options, &mut frame).unwrap();
        machine.settle(&mut frame, &facts);
    }));
}

#[test]
fn a_shop_reads_and_settles_rows_without_memory() {
    let rows = "\
id,workstream,title,productid,amount,opened,customer.name,customer.tier,customer.account.country,context.cart
1,contoso_chat,,,,,Ana,platinum,GB,740
2,contoso_chat,,,,,Chloé,silver,FR,
3,case_desk,Contract,Bills,6000,2026-02-27T14:00Z,Gil,silver,GB,
4,case_desk,No picture,tv,129.5,2026-03-02T08:05Z,Fay,gold,CA,
";
    rows_take_nothing("contoso", rows, &ReadOptions::default());
}

#[test]
fn a_bank_reads_and_settles_rows_without_memory() {
    let rows = "\
id,text,customer.name,customer.tier,context.language
1,My new card was posted ten days ago,Nora Byrne,plus,
2,the machine ate my card!!,,,es
3,\"There are two payments to a casino, which I did not make\",Paul Lynch,Private clients,en
4,Przelew nie doszedł,,,pl
";
    rows_take_nothing("bank", rows, &ReadOptions { workstream: Some("bank_chat"), ..ReadOptions::default() });
}

#[test]
fn a_city_reads_and_settles_rows_without_memory() {
    let rows = text("city/items.csv");
    let options = ReadOptions { record: Some("Case"), id: Some("row-1"), ..ReadOptions::default() };
    rows_take_nothing("city", &rows, &options);
}

#[test]
fn a_shop_settles_items_made_in_code_without_memory() {
    let bundle = program("contoso");
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(&bundle), facts());
    let chat = reader.workstream("contoso_chat").unwrap();
    let [message, tier, cart, language] = ["message", "customer.tier", "context.cart", "context.language"]
        .map(|path| reader.field(chat, path).unwrap());
    let items = [("I want a REFUND", "platinum", 740, "fr"), ("Où est ma commande ?", "silver", 20, "")];
    assert_nothing(steady(&items, |(said, level, worth, speaks)| {
        let mut item = reader.begin(&mut frame, chat, "c-1");
        item.set(&message, *said);
        item.set(&tier, *level);
        item.set(&cart, *worth);
        item.set(&language, *speaks);
        item.finish();
        machine.settle(&mut frame, &facts);
    }));
}

#[test]
fn a_bank_settles_items_made_in_code_without_memory() {
    let bundle = program("bank");
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(&bundle), facts());
    let chat = reader.workstream("bank_chat").unwrap();
    let [message, tier] = ["message", "customer.tier"].map(|path| reader.field(chat, path).unwrap());
    let items = [("the machine ate my card!!", "private"), ("I typed my PIN wrong three times", "basic")];
    assert_nothing(steady(&items, |(said, level)| {
        let mut item = reader.begin(&mut frame, chat, "c-1");
        item.set(&message, *said);
        item.set(&tier, *level);
        item.finish();
        machine.settle(&mut frame, &facts);
    }));
}

/// The pieces of memory that a decision owns; what it shares with the bundle is not among them.
fn pieces(decision: &Decision) -> usize {
    let rules = [decision.intake.is_some(), decision.rule.is_some()];
    let texts = [
        !decision.id.is_empty(),
        decision.agent.as_ref().is_some_and(|agent| !agent.id.is_empty()),
        decision.assignment.is_some(),
    ];
    let lists = [
        !decision.set.is_empty(),
        !decision.skills.is_empty(),
        !decision.capacity.profiles.is_empty(),
        !decision.matched.is_empty(),
        !decision.urgency.is_empty(),
        !decision.problems.is_empty(),
        // An item of no workstream has settings of its own: none.
        decision.workstream.is_none(),
    ];
    let own = rules.into_iter().chain(texts).chain(lists).filter(|has| *has).count();
    let reason = match &decision.reason {
        Reason::Overflow { action: Action::External(_), .. } => 2,
        Reason::Split { .. } | Reason::Overflow { .. } => 1,
        Reason::Rule | Reason::Fallback | Reason::Bot | Reason::NotRouted { .. } => 0,
    };
    let set: usize = decision.set.iter().map(|change| 1 + pieces_of_value(&change.value)).sum();
    let matched: usize = decision.matched.iter().map(|found| 1 + usize::from(found.overflow.is_some())).sum();
    own + reason + set + matched + 2 * decision.problems.len()
}

fn pieces_of_value(value: &Shown) -> usize {
    match value {
        Shown::Missing | Shown::Bool(_) | Shown::Int(_) => 0,
        Shown::Text(text) => usize::from(!text.is_empty()),
        Shown::List(values) => {
            usize::from(!values.is_empty()) + values.iter().map(pieces_of_value).sum::<usize>()
        }
    }
}

fn decisions_take_what_they_own(folder: &str) {
    let bundle = program(folder);
    let items = clean(&bundle, &text(&format!("{folder}/items.jsonl")));
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(&bundle), facts());
    for (at, item) in items.iter().cycle().take(MANY).enumerate() {
        reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).unwrap();
        let mut decision = None;
        let taken = measure(|| decision = Some(machine.decide(&mut frame, &facts, TraceLevel::Off)));
        let owned = decision.as_ref().map_or(0, pieces);
        let problems = decision.as_ref().map_or(0, |decision| decision.problems.len());
        let given = measure(|| drop(decision));
        if at >= items.len() * WARM {
            assert_eq!(taken.count_current, i64::try_from(owned).unwrap(), "{item}");
            // The sentence of a problem may grow while it is written.
            assert!(taken.count_total <= u64::try_from(owned + 3 * problems).unwrap(), "{item}: {taken:?}");
            assert_eq!(taken.count_current + given.count_current, 0, "{item}");
            assert_eq!(taken.bytes_current + given.bytes_current, 0, "{item}");
        }
    }
}

#[test]
fn a_shop_decides_with_no_memory_but_the_decisions() {
    decisions_take_what_they_own("contoso");
}

#[test]
fn a_bank_decides_with_no_memory_but_the_decisions() {
    decisions_take_what_they_own("bank");
}

fn writing_takes_nothing(folder: &str) {
    let bundle = program(folder);
    let items = clean(&bundle, &text(&format!("{folder}/items.jsonl")));
    let reader = Reader::new(bundle.schema());
    let (mut frame, mut machine, facts) = (reader.frame(), Machine::new(&bundle), facts());
    let (mut scribe, mut out) = (Scribe::new(&bundle), Vec::new());
    assert_nothing(steady(&items, |item| {
        reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).unwrap();
        machine.settle(&mut frame, &facts);
        out.clear();
        scribe.write(&machine, &frame, &mut out);
    }));
}

#[test]
fn a_shop_writes_decisions_without_memory() {
    writing_takes_nothing("contoso");
}

#[test]
fn a_bank_writes_decisions_without_memory() {
    writing_takes_nothing("bank");
}

/// Nobody waits anywhere.
struct Empty;

impl Loads for Empty {
    fn waiting_items(&self, _: u32) -> i64 {
        0
    }

    fn predicted_wait(&self, _: u32) -> Option<Duration> {
        None
    }
}

#[test]
fn rules_about_agents_are_asked_without_memory() {
    let (bundle, now) = (program("contoso"), Instant::parse(NOW).unwrap());
    let mut centre = Centre::new(&bundle);
    let lines = clean(&bundle, &text("contoso/items.jsonl"));
    let items: Vec<_> = lines.iter().map(|line| centre.arrive(line, now, &Empty).unwrap()).collect();
    let entry = r#"{"id": "ana", "fields": {"team": "North", "roles": ["lead", "guest"], "trainee": true}}"#;
    let fields = centre.agent(&serde_json::from_str(entry).unwrap()).unwrap();
    let skills = vec![Mastery::Level(3); bundle.program().program().desk.skills.len()];
    let profiles = vec![Some((2, 1)); bundle.program().program().desk.profiles.len()];
    let agent = AgentView {
        id: "ana",
        fields: &fields,
        presence: 0,
        idle_since: Some(now),
        last_assigned: None,
        is_working: true,
        units_free: None,
        profiles: &profiles,
        skills: &skills,
        now,
    };
    let queues = 0..u32::try_from(bundle.program().program().queues.len()).unwrap();
    assert_nothing(steady(&items, |item| {
        let workstream = item.workstream.unwrap_or_default();
        let item = Waiting { id: &item.id, item: &item.item, workstream, since: now, now };
        for rule in 0..2 {
            centre.finds(0, rule, &item, &agent);
        }
        for queue in queues.clone() {
            centre.member(queue, &agent);
            centre.choose(queue, &item);
        }
    }));
}

/// Bundles tampered with, most of them sealed again.
const FORGED: u64 = 20_000;
/// What loading takes whatever the bundle: a megabyte each for a few lists whose length nobody believes yet.
const ANY_BUNDLE: u64 = 6 << 20;
/// What a pattern takes on its way, and for searching, for each byte that it takes compiled.
const MAKING_PATTERNS: u64 = 8;

#[test]
fn loading_takes_what_the_file_and_the_needs_say_at_most() {
    let bases = forger::bases::small();
    let (mut loaded, mut most) = (0, 0);
    for seed in 0..FORGED {
        let mut dice = forger::dice::Dice::new(seed);
        let base = dice.pick(&bases);
        let (_, bytes) = forger::changes::tampered(base, &mut dice);
        let mut found = None;
        let taken = measure(|| found = Bundle::load_within(&bytes, &forger::host::TENANT).ok());
        most = most.max(taken.bytes_max);
        let Some(bundle) = found else {
            let Limits { memory, patterns, .. } = forger::host::TENANT;
            assert!(taken.bytes_max <= memory + patterns + ANY_BUNDLE, "seed {seed}: {taken:?}");
            continue;
        };
        loaded += 1;
        let needs = bundle.needs();
        let allowed = ANY_BUNDLE + needs.memory + needs.patterns * MAKING_PATTERNS;
        assert!(taken.bytes_max <= allowed, "seed {seed}: {taken:?} and {needs:?}");
        decisions_take_what_is_declared(&bundle, base, seed);
    }
    println!("{loaded} of {FORGED} loaded; {most} bytes at most");
    assert!(loaded > FORGED / 20, "{loaded}");
}

/// A frame, a machine and a decision take no more than the bundle needs, beside the item.
fn decisions_take_what_is_declared(bundle: &Bundle, base: &forger::bases::Base, seed: u64) {
    let reader = Reader::new(bundle.schema());
    let Some(item) = forger::host::items(base.bundle.schema(), seed).pop() else { return };
    let taken = measure(|| {
        let (mut frame, mut machine) = (reader.frame(), Machine::new(bundle));
        if reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).is_ok() {
            machine.settle(&mut frame, &facts());
        }
    });
    let (needs, item) = (bundle.needs(), u64::try_from(item.len()).unwrap());
    let allowed = needs.decision + needs.patterns * MAKING_PATTERNS + 64 * item + 16_384;
    assert!(taken.bytes_max <= allowed, "seed {seed}: {taken:?} and {needs:?}");
}

/// How many bytes are allocated while an item is read.
fn read_once(bundle: &Bundle, item: &str) -> u64 {
    let reader = Reader::new(bundle.schema());
    let mut frame = reader.frame();
    let options = ReadOptions { workstream: Some("desk"), ..ReadOptions::default() };
    measure(|| drop(reader.json(item.as_bytes(), &options, &mut frame))).bytes_total
}

#[test]
fn memory_for_an_item_grows_with_its_length_and_no_faster() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/every_kind.route");
    let sources = Sources::from_iter([SourceFile::new("main.route", fs::read_to_string(path).unwrap())]);
    let bundle = enroute::compile(&sources).unwrap().bundle.unwrap();
    for (begin, again, end) in [
        ("{\"title\":\"", "a", "\"}"),
        ("{\"title\":\"", "\\u00e9", "\"}"),
        ("{\"title\":\"", "\\ud83d", "\"}"),
        ("{\"words\":[", "\"a\",", "\"b\"]}"),
        ("{\"numbers\":[", "1e999,", "7]}"),
        ("{\"tiers\":[", "\"nothing\",", "\"gold\"]}"),
        ("{", "\"title\":\"a\",", "\"title\":\"b\"}"),
        ("{", "\"nobody\":{\"a\":[1]},", "\"title\":\"b\"}"),
        ("{\"amount\":", "9", "}"),
        ("{\"title\":", "[", ""),
        ("{\"title\":7", " ", "}x"),
    ] {
        let [once, ten_times] =
            [20_000, 200_000].map(|many| read_once(&bundle, &(begin.to_owned() + &again.repeat(many) + end)));
        // Memory that grows does so by doubling, so that one step more may fall between the two.
        assert!(ten_times <= once * 20 + 4_096, "{begin}{again}: {once}, then {ten_times} bytes");
    }
}
