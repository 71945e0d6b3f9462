//! Bundles that somebody tampered with: they are refused, or what loads is used without a fault and within its cost. The
//! campaign is `examples/forged.rs`.

use super::forger::bases::{self, Base};
use super::forger::campaign::{self, REASONS};
use super::forger::changes::{WAYS, Way};
use super::forger::sections::Parts;
use super::support::compile;
use enroute::Bundle;
use enroute::bundle::{Limits, LoadError};
use enroute::bytecode::{
    Action, Atom, AtomId, ConstList, Key, ListId, MOST_KEYS, Op, Program, Quantifier, Reading, Rule,
    RuleKind, RuleList, SearchMode, Slot, SlotKind, Table, TextId, VerifyError,
};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How many bundles are cut off and flipped at every place.
const BUNDLES: usize = 20;
/// How many bundles are tampered with by chance.
const MUTATIONS: u64 = 5_000_000;

fn twenty() -> Vec<Base> {
    let mut all = bases::all();
    all.truncate(BUNDLES);
    assert_eq!(all.len(), BUNDLES);
    all
}

#[test]
fn a_bundle_that_is_cut_off_anywhere_is_refused() {
    for base in twenty() {
        for length in 0..base.bytes.len() {
            assert!(Bundle::load(&base.bytes[..length]).is_err(), "{}: {length} bytes", base.name);
        }
        assert!(Bundle::load(&[&base.bytes[..], &[0]].concat()).is_err(), "{}: one byte more", base.name);
        assert!(Bundle::load(&base.bytes).is_ok(), "{}", base.name);
    }
}

#[test]
fn a_bundle_with_any_bit_flipped_is_refused() {
    for base in twenty() {
        let mut bytes = base.bytes.clone();
        for place in 0..bytes.len() * 8 {
            bytes[place / 8] ^= 1 << (place % 8);
            assert!(Bundle::load(&bytes).is_err(), "{}: bit {place}", base.name);
            bytes[place / 8] ^= 1 << (place % 8);
        }
    }
}

#[test]
fn a_bundle_that_is_cut_and_sealed_again_is_the_same() {
    for base in bases::small() {
        assert_eq!(base.parts.sealed(), base.bytes, "{}", base.name);
        let program = base.bundle.program().program();
        let again = base.parts.with(program).sealed();
        let again = Bundle::load(&again).unwrap();
        assert_eq!(again.write(), base.bytes, "{}", base.name);
        assert_eq!(base.parts.program(&program.code).as_ref(), Some(program), "{}", base.name);
    }
}

/// What was found once, by seed and the sentence it was found with.
#[test]
fn what_was_found_once_stays_mended() {
    for seed in [70_411, 1_000_076, 3_019_312] {
        if let Err(failure) = campaign::run(&bases::small(), seed, 1, 1, &|_| {}) {
            panic!("{failure}");
        }
    }
}

#[test]
fn bundles_that_were_tampered_with_are_refused_or_run_within_their_cost() {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let tally = match campaign::run(&bases::thrown(), 1, MUTATIONS, threads, &|_| {}) {
        Ok(tally) => tally,
        Err(failure) => panic!("{failure}"),
    };
    println!("{tally}");
    assert_eq!(tally.thrown(), MUTATIONS);
    for way in WAYS {
        let [thrown, loaded] = tally.ways[&way];
        assert!(thrown > MUTATIONS / 200, "{tally}");
        assert_eq!(loaded > thrown / 200, way != Way::Raw, "{way:?}\n{tally}");
    }
    let told: BTreeSet<_> = tally.refused.keys().copied().collect();
    let never: Vec<_> = REASONS.iter().filter(|reason| !told.contains(*reason)).collect();
    assert!(never.is_empty(), "never refused as {never:?}\n{tally}");
    assert!(tally.full > 1000 && tally.dearest > 100, "{tally}");
}

/// A program to be blown up: it has something of all that can be.
const PROGRAM: &str = "language 1\n\
    enum Tier { bronze, silver, gold }\n\
    entity Customer { tier: Tier?, country: text? }\n\
    entity Case { title: text?, number: int?, other: int?, customer: Customer?, opened: instant? }\n\
    hours office { zone \"Europe/Paris\", open mon..fri 08:00..18:00 }\n\
    queue small { type record, carries Case, hours office }\n\
    queue large { type record, carries Case }\n\
    table side(number: int) -> (found: int) first {\n  1..5 -> 1\n  6..9 -> 2\n}\n\
    workstream desk {\n  type record, carries Case, mode push, fallback small\n  \
    classify sides all { when number > 2  set other = side(number) }\n  \
    route first {\n    \
    when number in [1, 5, 9] to large\n    when title matches \"a+b\" to large\n    when title contains \"urgent\" to large\n    \
    when customer.country == \"FR\" to small\n  }\n  \
    distribution { units 10, presences [available], skills none }\n}\n";

pub(crate) fn whole() -> (Bundle, Parts) {
    let compiled = compile(PROGRAM);
    let bundle = compiled.bundle.unwrap_or_else(|| panic!("{:#?}", compiled.checked.diagnostics));
    let parts = Parts::of(&bundle);
    (bundle, parts)
}

/// Loads the program once it is changed, its costs right; it must not take long, whatever comes of it.
#[track_caller]
pub(crate) fn blown_up(change: impl FnOnce(&mut Program)) -> Result<Bundle, LoadError> {
    let (bundle, parts) = whole();
    let mut program = bundle.program().program().clone();
    change(&mut program);
    program.weigh();
    let bytes = parts.telling_of(&program).sealed();
    let begun = Instant::now();
    let loaded = Bundle::load(&bytes);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(10), "{} bytes took {took:?}", bytes.len());
    loaded
}

#[track_caller]
pub(super) fn over(loaded: Result<Bundle, LoadError>, limit: &str) {
    match loaded {
        Err(LoadError::Limit { name, .. }) => assert_eq!(name, limit),
        Err(error) => panic!("{error}"),
        Ok(bundle) => panic!("loaded: {:?}", bundle.needs()),
    }
}

#[track_caller]
pub(crate) fn misshapen(loaded: Result<Bundle, LoadError>, wanted: &str) {
    match loaded {
        Err(LoadError::Refused(VerifyError::Misshapen { fault, .. })) => assert_eq!(fault, wanted),
        Err(error) => panic!("{error}"),
        Ok(bundle) => panic!("loaded: {:?}", bundle.needs()),
    }
}

pub(crate) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}

#[test]
fn many_patterns_of_a_few_letters_that_are_large_are_not_all_made() {
    over(
        blown_up(|program| {
            let (text, place) = (TextId(number(program.schema.texts.len())), program.atoms.len());
            program.schema.texts.push("\\w{20}".to_owned());
            let old = program.atoms.iter().find(|atom| matches!(atom, Atom::Regex { .. })).unwrap();
            let Atom::Regex { slot, exact, .. } = *old else { panic!() };
            program.atoms.resize(place + 50_000, Atom::Regex { slot, pattern: text, exact });
        }),
        "patterns",
    );
}

#[test]
fn the_automata_of_texts_that_many_tests_share_are_not_all_made() {
    over(
        blown_up(|program| {
            let (first, slot) = (number(program.schema.texts.len()), text_slot(program));
            program.schema.texts.extend((0..20).map(|text| format!("{text}{}", "a".repeat(20_000))));
            let texts = (first..first + 20).map(TextId).collect();
            let (mode, quantifier) = (SearchMode::Anywhere, Quantifier::Any);
            let atom = Atom::TextSearch { slot, mode, texts, quantifier, exact: true };
            let place = program.atoms.len();
            program.atoms.resize(place + 5_000, atom);
        }),
        "patterns",
    );
}

pub(super) fn number_slot(program: &Program) -> Slot {
    let slots = program.schema.slots.iter().zip(0..);
    slots.into_iter().find(|(shape, _)| shape.kind == SlotKind::Int).map(|(_, slot)| Slot(slot)).unwrap()
}

pub(crate) fn text_slot(program: &Program) -> Slot {
    program
        .atoms
        .iter()
        .find_map(|atom| if let Atom::Regex { slot, .. } = atom { Some(*slot) } else { None })
        .unwrap()
}

#[test]
fn a_time_zone_is_made_once_however_many_calendars_name_it() {
    let loaded = blown_up(|program| {
        let calendar = program.calendars[0].clone();
        program.calendars.resize(100_000, calendar);
        program.desk.calendars.resize(100_000, String::new());
    });
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

#[test]
fn tables_are_many_and_their_code_is_long() {
    let loaded = blown_up(|program| {
        let rows = program.tables[0].rows;
        program.code.resize(program.code.len() + 200_000, Op::No {});
        let table = Table { parameters: Vec::new(), outputs: Vec::new(), rows, complete: false };
        program.tables.resize(200_000, table);
    });
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

#[test]
fn an_action_that_many_rules_share_is_looked_at_once() {
    let (bundle, _) = whole();
    let mut program = bundle.program().program().clone();
    let place = program.actions.iter().position(|action| matches!(action, Action::Send(_))).unwrap();
    let Action::Send(send) = &mut program.actions[place] else { panic!() };
    send.urgency = vec![(0, 1); 200_000];
    let rule = *program.rules.iter().find(|rule| rule.first_action == number(place)).unwrap();
    program.rules.resize(200_000, rule);
    let list = program.rule_lists.iter_mut().find(|list| list.kind == RuleKind::Route).unwrap();
    (list.first, list.count) = (1000, 190_000);
    program.weigh();
    let begun = Instant::now();
    let verified = enroute::bytecode::verify(program);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", verified.err());
}

#[test]
fn a_list_that_many_tests_name_is_looked_at_once() {
    let loaded = blown_up(|program| {
        let list = ListId(number(program.lists.len()));
        program.lists.push(ConstList::Numbers((0..100_000).collect()));
        let slot = number_slot(program);
        let place = program.atoms.len();
        program.atoms.resize(place + 100_000, Atom::OneOf { slot, list });
    });
    over(loaded, "memory");
}

#[test]
fn an_index_that_is_far_larger_than_its_keys_is_not_made() {
    let (bundle, _) = whole();
    let mut program = bundle.program().program().clone();
    let list = ListId(number(program.lists.len()));
    program.lists.push(ConstList::Numbers((0..256).collect()));
    let atom = AtomId(number(program.atoms.len()));
    program.atoms.push(Atom::OneOf { slot: number_slot(&program), list });
    let first_key = number(program.keys.len());
    program.keys.extend([Key { atom: Some(atom), guards: [None; 2] }; MOST_KEYS]);
    let rule = Rule { first_key, key_count: number(MOST_KEYS), ..program.rules[0] };
    program.rules.resize(100_000, rule);
    let list = program.rule_lists.iter_mut().find(|list| list.kind == RuleKind::Route).unwrap();
    (list.first, list.count) = (1000, 90_000);
    let room = enroute::index::room(&program);
    assert!(room > Limits::default().memory, "{room}");
}

#[test]
fn rules_that_are_in_too_many_lists_are_refused() {
    misshapen(
        blown_up(|program| {
            let rules = number(program.rules.len());
            let list = RuleList { first: 0, count: rules, ..program.rule_lists[0] };
            program.rule_lists.resize(program.rule_lists.len() + 20_000, list);
            program.rule_lists.iter_mut().skip(20).for_each(|list| list.count = u32::MAX);
        }),
        "has too many rules and actions that are the same",
    );
}

#[test]
fn links_do_not_meet_again() {
    misshapen(
        blown_up(|program| {
            let record = program.schema.records.iter_mut();
            let fields = record.map(|record| &mut record.fields);
            let field =
                |field: &&enroute::bytecode::FieldShape| matches!(field.reading, Reading::Link { .. });
            let linking = fields.into_iter().find(|fields| fields.iter().any(|one| field(&one))).unwrap();
            let link = linking.iter().find(field).unwrap().clone();
            linking.push(link);
        }),
        "leads where another does",
    );
}

#[test]
fn texts_that_are_searched_in_many_fields_are_not_all_laid_out() {
    over(
        blown_up(|program| {
            let shape = program.schema.slots[text_slot(program).index()].clone();
            assert_eq!(shape.kind, SlotKind::Text);
            let text = TextId(number(program.schema.texts.len()));
            program.schema.texts.push("a".repeat(30_000));
            let (mode, quantifier) = (SearchMode::Anywhere, Quantifier::Any);
            let slot = text_slot(program);
            let search = Atom::TextSearch { slot, mode, texts: [text].into(), quantifier, exact: false };
            program.atoms.resize(program.atoms.len() + 60_000, search);
        }),
        "memory",
    );
}

#[test]
fn conditions_that_would_unpack_to_gigabytes_are_refused() {
    let (_, mut parts) = whole();
    parts.sections[8] = [u32::MAX.to_le_bytes(), u32::MAX.to_le_bytes(), [1, 7, 0, 0]].concat();
    let limits = Limits { memory: 1 << 30, ..Limits::default() };
    over(Bundle::load_within(&parts.sealed(), &limits), "memory");
}

#[test]
fn a_length_that_is_not_there_takes_no_memory() {
    let (_, parts) = whole();
    for section in 1..6 {
        for length in [&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F][..], &[0xFF; 9], &[0x80, 0x80, 0x80, 0x80, 0x01]] {
            let mut parts = parts.clone();
            parts.sections[section].splice(0..1, length.iter().copied());
            assert!(Bundle::load(&parts.sealed()).is_err());
        }
    }
}

#[test]
fn what_goes_through_many_constants_costs_more_than_a_step() {
    let (bundle, _) = whole();
    let mut program = bundle.program().program().clone();
    let before = program.cost;
    let first = number(program.schema.texts.len());
    program.schema.texts.extend((0..6_400).map(|text| text.to_string()));
    for atom in &mut program.atoms {
        if let Atom::TextSearch { texts, .. } = atom {
            *texts = (first..first + 6_400).map(TextId).collect();
        }
    }
    program.weigh();
    assert_eq!(program.cost, before + 100);
}
