//! Forged filings: a program whose rules are filed under what need not hold is refused, and what is not refused decides
//! as if every rule were asked.

use super::index::{program, rules};
use enroute::Bundle;
use enroute::bytecode::{
    AgentBy, AgentKey, Atom, AtomId, Demand, Desk, ItemKey, Key, LONGEST_TIME, MOST_KEYS, Members, Method,
    Op, OwnPresence, Pc, Program, Quantifier, Rule, RuleId, RuleKind, RuleListId, SearchMode, Slot, TextId,
    VerifyError, WaitingRule, WrapUp, verify,
};
use enroute::index::Indexing;
use enroute::item::{ReadOptions, Reader};
use enroute::value::Instant;
use enroute::vm::{Decision, Facts, Machine, TraceLevel};
use proptest::prelude::*;
use std::sync::LazyLock;

/// The only rule is `when` this, before one that has no condition.
fn one_rule(when: &str) -> Bundle {
    program("", "", "all", &format!("    \"One\": when {when} to left\n    \"Rest\": otherwise to right"))
}

/// The test of a path's text.
fn text_is(program: &Program, path: &str, wanted: &str) -> AtomId {
    find(program, |atom| {
        let Atom::TextIs { slot, text, .. } = atom else { return false };
        path_of(program, *slot) == path && program.schema.texts[text.index()] == wanted
    })
}

fn tier_is(program: &Program, place: i64) -> AtomId {
    find(
        program,
        |atom| matches!(atom, Atom::Range { slot, lo, hi } if path_of(program, *slot) == "customer.tier" && (*lo, *hi) == (place, place)),
    )
}

fn path_of(program: &Program, slot: Slot) -> &str {
    &program.schema.slots[slot.index()].path
}

fn find(program: &Program, is: impl Fn(&Atom) -> bool) -> AtomId {
    let at = program.atoms.iter().position(is);
    let at = at.unwrap_or_else(|| panic!("no such test among {:#?}", program.atoms));
    AtomId(u32::try_from(at).unwrap())
}

fn key(atom: AtomId, guards: &[AtomId]) -> Key {
    Key { atom: Some(atom), guards: [guards.first().copied(), guards.get(1).copied()] }
}

/// The program, its first route rule filed under these keys and all others under none.
fn filed(program: &Program, keys: Vec<Key>) -> Program {
    let mut program = program.clone();
    let route = program.rule_lists.iter().find(|list| list.kind == RuleKind::Route).unwrap().first;
    for rule in &mut program.rules {
        (rule.first_key, rule.key_count) = (0, 0);
    }
    program.rules[usize::try_from(route).unwrap()].key_count = u32::try_from(keys.len()).unwrap();
    program.keys = keys;
    program
}

#[track_caller]
fn accepted(program: &Program, keys: Vec<Key>) {
    assert_eq!(verify(filed(program, keys)).err(), None);
}

#[track_caller]
fn refused(program: &Program, keys: Vec<Key>) {
    assert_eq!(verify(filed(program, keys)).err(), Some(VerifyError::Misfiled));
}

const NO_KEY: Key = Key { atom: None, guards: [None; 2] };

#[test]
fn a_key_must_hold_where_the_rule_matches() {
    let bundle = one_rule(
        "(customer.country == \"FR\" and customer.tier == gold) or (number == 5 and customer.city == \"X\")",
    );
    let program = bundle.program().program();
    let (france, city) = (text_is(program, "customer.country", "FR"), text_is(program, "customer.city", "X"));
    let five = find(program, |atom| matches!(atom, Atom::Range { lo: 5, hi: 5, .. }));
    accepted(program, vec![]);
    accepted(program, vec![key(france, &[]), key(city, &[])]);
    accepted(program, vec![key(tier_is(program, 2), &[]), key(five, &[])]);
    for dropped in [france, city, five, tier_is(program, 2)] {
        refused(program, vec![key(dropped, &[])]);
    }
    refused(program, vec![key(france, &[]), key(tier_is(program, 2), &[])]);
    refused(program, vec![key(five, &[]), key(city, &[])]);
}

#[test]
fn a_guard_must_hold_where_its_key_is_the_first_that_does() {
    let bundle = one_rule(
        "(customer.tier == gold and customer.country == \"FR\") or (customer.tier == silver and customer.city == \"X\")",
    );
    let program = bundle.program().program();
    let (france, city) = (text_is(program, "customer.country", "FR"), text_is(program, "customer.city", "X"));
    let (silver, gold) = (tier_is(program, 1), tier_is(program, 2));
    accepted(program, vec![key(france, &[gold]), key(city, &[silver])]);
    accepted(program, vec![key(city, &[silver]), key(france, &[gold])]);
    accepted(program, vec![key(france, &[gold, france]), key(city, &[])]);
    refused(program, vec![key(france, &[silver]), key(city, &[])]);
    refused(program, vec![key(france, &[gold]), key(city, &[gold])]);
    refused(program, vec![key(france, &[gold, silver]), key(city, &[silver])]);
    refused(program, vec![key(france, &[city]), key(city, &[])]);
}

#[test]
fn a_rule_that_is_asked_always_may_have_guards_that_must_hold_and_no_other_key() {
    let bundle = one_rule("number > 4 and not customer.country == \"FR\"");
    let program = bundle.program().program();
    let france = text_is(program, "customer.country", "FR");
    let above = find(program, |atom| matches!(atom, Atom::Range { lo: 5, hi: i64::MAX, .. }));
    accepted(program, vec![NO_KEY]);
    accepted(program, vec![Key { atom: None, guards: [None, Some(above)] }]);
    refused(program, vec![Key { atom: None, guards: [Some(above), Some(france)] }]);
    refused(program, vec![NO_KEY, NO_KEY]);
    refused(program, vec![key(above, &[]), NO_KEY]);
    refused(program, vec![key(france, &[])]);
}

#[test]
fn a_rule_without_a_condition_has_no_key() {
    let bundle = one_rule("number > 4");
    let above = find(bundle.program().program(), |atom| matches!(atom, Atom::Range { lo: 5, .. }));
    let mut program = filed(bundle.program().program(), vec![key(above, &[])]);
    let rest = program.rules.iter().position(|rule| rule.guard.is_none()).unwrap();
    program.rules[rest].key_count = 1;
    assert_eq!(verify(program).err(), Some(VerifyError::Misfiled));
}

#[test]
fn keys_are_there_not_too_many_and_name_tests_that_are_there() {
    let bundle = one_rule("number > 4");
    let program = bundle.program().program();
    let above = find(program, |atom| matches!(atom, Atom::Range { lo: 5, .. }));
    accepted(program, vec![key(above, &[]); MOST_KEYS]);
    let fault = |program| match verify(program).err() {
        Some(VerifyError::Misshapen { fault, .. }) => fault,
        other => panic!("{other:?}"),
    };
    let gone = "has keys that are not there, or too many";
    assert_eq!(fault(filed(program, vec![key(above, &[]); MOST_KEYS + 1])), gone);
    for (first, count) in [(0, 2), (1, 1), (u32::MAX, 1), (0, u32::MAX), (u32::MAX, u32::MAX)] {
        let mut forged = filed(program, vec![key(above, &[])]);
        for rule in &mut forged.rules {
            (rule.first_key, rule.key_count) = (first, count);
        }
        assert_eq!(fault(forged), gone, "{first}, {count}");
    }
    let nowhere = AtomId(u32::try_from(program.atoms.len()).unwrap());
    for keys in [vec![key(nowhere, &[])], vec![key(above, &[nowhere])], vec![key(above, &[above, nowhere])]] {
        assert!(matches!(verify(filed(program, keys)).err(), Some(VerifyError::OutOfRange { .. })));
    }
}

#[test]
fn keys_that_take_too_long_to_prove_are_refused() {
    let tests: Vec<_> = (0..60).map(|n| format!("(number == {} or other == {n})", n * 2)).collect();
    let bundle = one_rule(&format!("{} and customer.country == \"FR\"", tests.join(" and ")));
    let program = bundle.program().program();
    let france = text_is(program, "customer.country", "FR");
    let mut forged = filed(program, vec![key(france, &[france, france]); MOST_KEYS]);
    let keyed = *forged.rules.iter().find(|rule| rule.key_count > 0).unwrap();
    // Rules that share all of their keys, and their code, are proved once.
    let key = forged.keys[usize::try_from(keyed.first_key).unwrap()];
    forged.keys.extend([key; 400]);
    forged.rules.extend((1..=400).map(|further| Rule { first_key: keyed.first_key + further, ..keyed }));
    let Some(VerifyError::Misshapen { fault, .. }) = verify(forged).err() else { panic!("not refused") };
    assert_eq!(fault, "cannot be proved in reasonable time");
}

#[test]
fn a_guard_that_begins_with_a_jump_is_run_from_where_the_jump_leads() {
    let bundle = one_rule("number == 5 and customer.country == \"FR\"");
    let mut program = filed(bundle.program().program(), vec![]);
    let route = program.rule_lists.iter().find(|list| list.kind == RuleKind::Route).unwrap().first;
    let rule = usize::try_from(route).unwrap();
    let start = program.rules[rule].guard.unwrap().index();
    // The jump leads over a test that the guard comes back to on no way: only the second test counts.
    let Op::Test { yes, .. } = program.code[start] else { panic!("{:?}", program.code) };
    let end = u32::try_from(program.code.len()).unwrap();
    let Op::Test { atom, .. } = program.code[yes.index()] else { panic!("{:?}", program.code) };
    let Op::Test { atom: skipped, .. } = program.code[start] else { panic!() };
    program.code.extend([
        Op::Jump { to: Pc(end + 2) },
        Op::Test { atom: skipped, yes: Pc(end + 4), no: Pc(end + 4) },
        Op::Test { atom, yes: Pc(end + 3), no: Pc(end + 4) },
        Op::Yes {},
        Op::No {},
    ]);
    program.rules[rule].guard = Some(Pc(end));
    let Some(bundle) = at_its_cost(&program, &bundle) else { panic!("refused") };
    let [everywhere, off] = decided(&bundle, &[br#"{"workstream":"desk","customer":{"country":"FR"}}"#]);
    assert_eq!(off[0].matched.len(), 2, "{off:#?}");
    assert_eq!(everywhere, off);
}

/// The bundle of a program whose costs are not what is written, if it is sound otherwise.
fn at_its_cost(program: &Program, like: &Bundle) -> Option<Bundle> {
    let cheap = (0..12_u64).flat_map(|list| (0..40_u64).map(move |whole| (list, whole)));
    for (cost, whole) in cheap {
        let mut program = program.clone();
        for list in program.rule_lists.iter_mut().filter(|list| list.kind == RuleKind::Route) {
            list.cost = cost;
        }
        program.cost = whole;
        if let Ok(bundle) = Bundle::new(program, like.about().clone()) {
            return Some(bundle);
        }
    }
    None
}

/// What all items come to, looked up everywhere, and with every rule asked.
fn decided(bundle: &Bundle, items: &[&[u8]]) -> [Vec<Decision>; 2] {
    let of = [Indexing::Everywhere, Indexing::Off].map(|indexing| bundle.clone().indexed(indexing));
    let facts = Facts::at(Instant(1_772_000_000_000_000));
    of.each_ref().map(|bundle| {
        let reader = Reader::new(bundle.schema());
        let (mut frame, mut machine) = (reader.frame(), Machine::new(bundle));
        let decide = |item: &&[u8]| {
            reader.json(item, &ReadOptions::default(), &mut frame).unwrap();
            machine.decide(&mut frame, &facts, TraceLevel::Off)
        };
        items.iter().map(decide).collect()
    })
}

const ITEMS: &[&[u8]] = &[
    br#"{"workstream":"desk","id":"a","customer":{"country":"C4","tier":"gold"},"number":4,"message":"word1 word2"}"#,
    br#"{"workstream":"desk","id":"b","customer":{"country":"C5","city":"X5","tier":"silver"},"number":5,"amount":5}"#,
    br#"{"workstream":"desk","id":"c","skills":["s1","s2","s8"],"tiers":["gold","bronze"],"numbers":[1,2,3]}"#,
    br#"{"workstream":"desk","id":"d","opened":"2026-02-20T00:00:00Z","number":-5,"other":8,"note":"X"}"#,
    br#"{"workstream":"desk","id":"e","message":"W3 word13 and Word4","amount":14.5,"customer":{"tier":"bronze"}}"#,
    br#"{"workstream":"desk","id":"f"}"#,
];

/// A program of all that rules are filed under, in lists that are looked up.
static VARIED: LazyLock<Bundle> = LazyLock::new(|| {
    let one = |n: usize| match n % 9 {
        0 => format!("customer.country == \"C{n}\" and customer.tier == gold"),
        1 => format!("message contains any [\"word{n}\", \"w{n}\"]"),
        2 => format!("amount in {n}..{}", n + 9),
        3 => format!("skills contains any [\"s{n}\", \"s1\"] or number == {n}"),
        4 => format!("opened older than {n}d and customer.tier != silver"),
        5 => format!(
            "(customer.country == \"C{n}\" and number > 3) or (customer.city == \"X{n}\" and number < 9)"
        ),
        6 => format!("number + other == {n}"),
        7 => format!("tiers contains gold and numbers contains {}", n % 4),
        _ => format!("number == {n}"),
    };
    let table =
        "table side(number: int) -> (found: text) first {\n  1..5 -> \"low\"\n  6..9 -> \"high\"\n}\n";
    let classify = format!(
        "  classify side all {{\n    \"Side\": when number > 2  set found = side(number)\n  }}\n  classify first_one first {{\n{}  }}\n",
        rules(60, one)
            .replace(" to left", " set note = \"left\"")
            .replace(" to right", " set note = \"right\"")
    );
    program(table, &classify, "all", &rules(90, one))
});

/// One change to a program: what, where, and what to.
type Forgery = (u8, prop::sample::Index, prop::sample::Index, i64);

fn forge(program: &mut Program, (what, at, other, value): Forgery) {
    let atoms = program.atoms.len();
    let atom = || AtomId(u32::try_from(other.index(atoms)).unwrap());
    let small = || u32::try_from(value.rem_euclid(7)).unwrap();
    match what {
        0 | 1 if !program.keys.is_empty() => at.get_mut(&mut program.keys).atom = Some(atom()),
        2 if !program.keys.is_empty() => at.get_mut(&mut program.keys).atom = None,
        3 | 4 if !program.keys.is_empty() => at.get_mut(&mut program.keys).guards[0] = Some(atom()),
        5 if !program.keys.is_empty() => at.get_mut(&mut program.keys).guards = [None, Some(atom())],
        6 => at.get_mut(&mut program.rules).key_count = small(),
        7 => {
            at.get_mut(&mut program.rules).first_key =
                u32::try_from(other.index(program.keys.len() + 2)).unwrap();
        }
        8 => {
            let (from, to) = (at.index(program.rules.len()), other.index(program.rules.len()));
            program.rules.swap(from, to);
        }
        9 | 10 => {
            let (from, to) = (at.index(atoms), other.index(atoms));
            program.atoms.swap(from, to);
        }
        11 => {
            if let Op::Test { atom: asked, .. } = at.get_mut(&mut program.code) {
                *asked = atom();
            }
        }
        12 => {
            if let Op::Test { yes, no, .. } = at.get_mut(&mut program.code) {
                std::mem::swap(yes, no);
            }
        }
        13 => {
            let target = Pc(u32::try_from(other.index(program.code.len())).unwrap());
            if let Op::Test { yes, .. } = at.get_mut(&mut program.code) {
                *yes = target;
            }
        }
        14 => {
            let guard = other.get(&program.rules).guard;
            at.get_mut(&mut program.rules).guard = guard;
        }
        15 => {
            let texts = program.schema.texts.len();
            change(at.get_mut(&mut program.atoms), TextId(u32::try_from(other.index(texts)).unwrap()), value);
        }
        16 => change(at.get_mut(&mut program.atoms), TextId(0), value),
        _ => refile(program, at, other, value),
    }
}

/// Files a rule under tests of its own code, which may or may not hold wherever it does.
fn refile(program: &mut Program, at: prop::sample::Index, other: prop::sample::Index, value: i64) {
    let (rule, all) = (*at.get(&program.rules), program.code.len());
    let Some(start) = rule.guard.filter(|_| rule.key_count > 0) else { return };
    let code = &program.code[start.index()..all.min(start.index() + 8)];
    let own: Vec<AtomId> = code
        .iter()
        .filter_map(|op| if let Op::Test { atom, .. } = op { Some(*atom) } else { None })
        .collect();
    if own.is_empty() {
        return;
    }
    let key = &mut program.keys[usize::try_from(rule.first_key).unwrap()];
    match value.rem_euclid(3) {
        0 => *key = Key { atom: Some(*other.get(&own)), guards: [None; 2] },
        1 => key.guards = [Some(*other.get(&own)), None],
        _ => *key = Key { atom: Some(*other.get(&own)), guards: [own.first().copied(), own.last().copied()] },
    }
}

/// Makes a test another of its kind.
fn change(atom: &mut Atom, text: TextId, value: i64) {
    match atom {
        Atom::Range { lo, hi, .. } if value % 2 == 0 => (*lo, *hi) = (value, value),
        Atom::Range { hi, .. } | Atom::Age { hi, .. } => *hi = value,
        Atom::Mask { bits, .. } => *bits = value.cast_unsigned(),
        Atom::TextIs { text: asked, exact, .. } => (*asked, *exact) = (text, value % 2 == 0),
        Atom::TextIn { texts, exact, .. } => (*texts, *exact) = ([text].into(), value % 2 == 0),
        Atom::TextSearch { texts, mode, quantifier, exact, .. } => {
            *texts = texts.iter().copied().chain([text]).collect();
            *mode =
                one_of(&[SearchMode::Anywhere, SearchMode::Word, SearchMode::Start, SearchMode::End], value);
            *quantifier = one_of(&[Quantifier::Any, Quantifier::All, Quantifier::None], value);
            *exact = value % 5 == 0;
        }
        Atom::ListHas { quantifier, .. } | Atom::ListHasText { quantifier, .. } => {
            *quantifier = one_of(&[Quantifier::Any, Quantifier::All, Quantifier::None], value);
        }
        _ => {}
    }
}

fn one_of<T: Copy>(all: &[T], value: i64) -> T {
    all[usize::try_from(value.rem_euclid(i64::try_from(all.len()).unwrap())).unwrap()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn a_forged_program_is_refused_or_decides_as_if_every_rule_were_asked(
        changes in prop::collection::vec(
            (0_u8..26, any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop_oneof![-9_i64..90, any::<i64>()]),
            1..4,
        ),
    ) {
        let mut program = VARIED.program().program().clone();
        for change in changes {
            forge(&mut program, change);
        }
        if let Ok(bundle) = Bundle::new(program, VARIED.about().clone()) {
            let [everywhere, off] = decided(&bundle, ITEMS);
            prop_assert_eq!(everywhere, off);
        }
    }
}

/// A program whose desk has something of everything.
static STAFFED: LazyLock<Bundle> = LazyLock::new(|| {
    let declared = "entity Agent { team: text? }\nskill french\nprofile chats { limit 3, excludes [calls] }\n\
                    profile calls { limit 1 }\npresence lunch { base away }\nbot helper { kind copilot }\n\
                    hours office { zone \"UTC\", open mon..fri 08:00..18:00 }\n\
                    assignment fit(s: skill) { \"One\": when number > 3 pick agents where has s and team == \"a\" order by idle_time }\n\
                    queue staffed {\n  type messaging, carries Case, members when has french, assign fit(french)\n  \
                    overflow { \"Long\": after 5m of office then transfer left }\n  \
                    prioritize { \"First\": when number > 3 order by amount }\n  \
                    choose { \"Them\": when number > 4 use fit(french) }\n}\n";
    program(declared, "", "all", "    \"One\": otherwise to staffed urgency [1, 2 after 5m] use fit(french)")
});

fn at_work(change: impl FnOnce(&mut Program)) -> Option<VerifyError> {
    let mut program = STAFFED.program().program().clone();
    change(&mut program);
    verify(program).err()
}

fn staffed(desk: &mut Desk) -> &mut enroute::bytecode::DeskQueue {
    desk.queues.iter_mut().find(|queue| queue.choose.is_some()).unwrap()
}

#[track_caller]
fn unfit(change: impl FnOnce(&mut Desk)) {
    assert!(at_work(|program| change(&mut program.desk)).is_some());
}

#[test]
fn a_desk_as_compiled_is_whole() {
    assert_eq!(at_work(|_| {}), None);
}

#[test]
fn a_desk_is_as_long_as_its_program() {
    unfit(|desk| *desk = Desk::default());
    unfit(|desk| desk.queues.truncate(1));
    unfit(|desk| desk.workstreams.clear());
    unfit(|desk| desk.profiles.truncate(1));
    unfit(|desk| desk.skills.clear());
    unfit(|desk| desk.calendars.push(String::new()));
    unfit(|desk| staffed(desk).chosen.push(0));
    unfit(|desk| staffed(desk).choose = None);
    unfit(|desk| staffed(desk).orders.clear());
    unfit(|desk| desk.assignments[0].orders.push(Vec::new()));
    unfit(|desk| desk.queues[0].orders.push(Vec::new()));
}

#[test]
fn a_desk_names_what_is_there() {
    unfit(|desk| desk.presences.push(OwnPresence { name: "x".to_owned(), base: 6 }));
    unfit(|desk| desk.profiles[0].excludes.push(2));
    unfit(|desk| staffed(desk).method = Method::Assignment(1));
    unfit(|desk| staffed(desk).chosen[0] = 9);
    unfit(|desk| staffed(desk).waiting[0].hours = Some(1));
    unfit(|desk| desk.agent.record = Some(99));
    unfit(|desk| desk.assignments.clear());
    unfit(|desk| desk.workstreams[0].presences = 0b100_0000);
    assert!(at_work(|program| program.workstreams[0].bot = Some(1)).is_some());
    for slot in [Slot(9_999), Slot(u32::MAX)] {
        unfit(|desk| desk.agent.skills = slot);
        unfit(|desk| desk.agent.free = slot);
        unfit(|desk| desk.agent.allowed_presences = slot);
        unfit(|desk| staffed(desk).orders[0] = vec![ItemKey { slot: Some(slot), descending: true }]);
        unfit(|desk| {
            desk.assignments[0].orders[0] = vec![AgentKey { by: AgentBy::Slot(slot), descending: false }];
        });
    }
    unfit(|desk| desk.agent.id = desk.agent.presence);
    let text = STAFFED.program().program().desk.agent.id;
    unfit(|desk| staffed(desk).orders[0] = vec![ItemKey { slot: Some(text), descending: true }]);
}

#[test]
fn rules_of_a_desk_do_what_theirs_do() {
    let first = |kind| {
        let lists = &STAFFED.program().program().rule_lists;
        RuleId(lists.iter().find(|list| list.kind == kind && list.count > 0).unwrap().first)
    };
    for id in [first(RuleKind::Route), first(RuleKind::Waiting), RuleId(u32::MAX)] {
        unfit(|desk| staffed(desk).members = Members::When(id));
    }
    for id in [first(RuleKind::Route), first(RuleKind::Members), RuleId(u32::MAX)] {
        unfit(|desk| staffed(desk).waiting[0].rule = id);
    }
    for list in [RuleListId(0), RuleListId(u32::MAX)] {
        unfit(|desk| staffed(desk).choose = Some(list));
        unfit(|desk| desk.assignments[0].when = list);
        unfit(|desk| desk.assignments[0].who = list);
    }
    unfit(|desk| desk.assignments[0].who = desk.assignments[0].when);
    let guarded =
        |program: &mut Program| program.rules[first(RuleKind::Members).index()].guard = Some(Pc(u32::MAX));
    assert!(at_work(guarded).is_some());
}

#[test]
fn times_of_a_desk_are_of_this_world() {
    for time in [-1, i64::MIN, LONGEST_TIME + 1, i64::MAX] {
        unfit(|desk| staffed(desk).waiting[0].after = time);
        unfit(|desk| desk.workstreams[0].reconnect = time);
        unfit(|desk| desk.workstreams[0].wrap_up = WrapUp::For(time));
        unfit(|desk| desk.workstreams[0].closing.open = Some(time));
        unfit(|desk| desk.workstreams[0].closing.waiting = Some(time));
        unfit(|desk| desk.workstreams[0].offers.consult.countdown = time);
        let urgent = |program: &mut Program| {
            for action in &mut program.actions {
                if let enroute::bytecode::Action::Send(send) = action {
                    send.urgency.push((time, 1));
                }
            }
        };
        assert!(at_work(urgent).is_some());
    }
    let rule =
        STAFFED.program().program().desk.queues.iter().find_map(|queue| queue.waiting.first()).copied();
    let WaitingRule { rule, hours, .. } = rule.unwrap();
    unfit(|desk| staffed(desk).waiting.push(WaitingRule { rule, hours, after: 1 }));
    let negative = |program: &mut Program| {
        program.workstreams[0].capacity = Demand::Units(-1);
    };
    assert!(at_work(negative).is_some());
    unfit(|desk| desk.skills[0].range = Some((5, 1)));
    let used = |program: &mut Program| {
        for action in &mut program.actions {
            if let enroute::bytecode::Action::Send(send) = action {
                send.uses = Some(1);
            }
        }
    };
    assert!(at_work(used).is_some());
}
