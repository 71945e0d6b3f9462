//! Bundles in which much names the same: what many share is looked at once, and what cannot be is counted.

use super::forging::{blown_up, misshapen, number, number_slot, over, whole};
use enroute::Bundle;
use enroute::bundle::{Limits, LoadError};
use enroute::bytecode::{
    Action, Atom, AtomId, ConstList, Key, ListId, MOST_KEYS, Op, Pc, Program, Rule, RuleKind, RuleList,
    Target,
};

/// Adds rules, and gives the place of the first.
fn add_rules(program: &mut Program, rules: impl IntoIterator<Item = Rule>) -> u32 {
    let first = number(program.rules.len());
    program.rules.extend(rules);
    first
}

/// Adds code, and gives its place.
fn add_code(program: &mut Program, code: impl FnOnce(u32) -> Vec<Op>) -> Pc {
    let start = number(program.code.len());
    let code = code(start);
    program.code.extend(code);
    Pc(start)
}

/// The first list of a kind.
fn list_of(program: &Program, kind: RuleKind) -> RuleList {
    *program.rule_lists.iter().find(|list| list.kind == kind).unwrap()
}

const BARE: Rule = Rule { guard: None, first_action: 0, action_count: 0, first_key: 0, key_count: 0 };

#[test]
fn actions_of_rules_of_many_lists_are_looked_at_once() {
    let loaded = blown_up(|program| {
        let set = program.actions.iter().find(|action| matches!(action, Action::Set { .. })).unwrap().clone();
        let first_action = number(program.actions.len());
        program.actions.extend(std::iter::repeat_n(set, 20_000));
        let rule = Rule { first_action, action_count: 20_000, ..BARE };
        let first = add_rules(program, vec![rule; 200]);
        let list = RuleList { first, count: 200, ..list_of(program, RuleKind::Classify) };
        program.rule_lists.extend(vec![list; 4_000]);
    });
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

#[test]
fn a_rule_that_does_what_one_of_its_lists_cannot_is_refused() {
    misshapen(
        blown_up(|program| {
            let route = list_of(program, RuleKind::Route);
            let list = RuleList { first: route.first, count: 1, ..list_of(program, RuleKind::Classify) };
            program.rule_lists.push(list);
        }),
        "does what rules of its list cannot do",
    );
    misshapen(
        blown_up(|program| {
            let first_action = number(program.actions.len());
            let first = add_rules(program, [Rule { first_action, action_count: 1, ..BARE }]);
            program.rule_lists.push(RuleList { first, count: 1, ..list_of(program, RuleKind::Route) });
        }),
        "has actions that are not there",
    );
}

/// Each of many tests leads to the first of many jumps, each of which leads to the next.
#[test]
fn a_chain_of_jumps_is_followed_once() {
    const TESTS: u32 = 20_000;
    const JUMPS: u32 = 200_000;
    let loaded = blown_up(|program| {
        let guard = add_code(program, |start| {
            let (jumps, end) = (start + TESTS, start + TESTS + JUMPS);
            let test = |at| Op::Test { atom: AtomId(0), yes: Pc(jumps), no: Pc(at + 1) };
            let tests = (start..jumps).map(test);
            let jumps = (jumps..end).map(|at| Op::Jump { to: Pc(at + 1) });
            tests.chain(jumps).chain([Op::Yes {}]).collect()
        });
        let first = usize::try_from(list_of(program, RuleKind::Route).first).unwrap();
        let rule = &mut program.rules[first];
        *rule = Rule { guard: Some(guard), key_count: 0, ..*rule };
    });
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

/// Where a hash that anybody can compute puts a number, of 8,192 places.
fn place_in_a_table(value: u32) -> u64 {
    u64::from(value).wrapping_mul(0xF135_7AEA_2E62_A9C5).rotate_left(26) & 0x1FFF
}

#[test]
fn values_chosen_to_meet_in_a_table_are_looked_up_like_others() {
    const RULES: u32 = 50;
    const VALUES: usize = 140;
    let mut program_rules = None;
    let loaded = blown_up(|program| {
        let alike = (1_u32..).filter(|value| place_in_a_table(*value) == 5).map(i64::from);
        let alike: Vec<_> = alike.take(VALUES * usize::try_from(RULES).unwrap()).collect();
        let slot = number_slot(program);
        let send = list_of(program, RuleKind::Route).first;
        let send = program.rules[usize::try_from(send).unwrap()];
        let mut rules = Vec::new();
        for values in alike.chunks(VALUES) {
            let (list, atom) = (ListId(number(program.lists.len())), AtomId(number(program.atoms.len())));
            program.lists.push(ConstList::Numbers(values.to_vec()));
            program.atoms.push(Atom::OneOf { slot, list });
            let guard = add_code(program, |start| {
                let test = Op::Test { atom, yes: Pc(start + 1), no: Pc(start + 2) };
                vec![test, Op::Yes {}, Op::No {}]
            });
            let first_key = number(program.keys.len());
            program.keys.push(Key { atom: Some(atom), guards: [None; 2] });
            rules.push(Rule { guard: Some(guard), first_key, key_count: 1, ..send });
        }
        let first = add_rules(program, rules);
        program_rules = Some(first);
        let list = RuleList { first, count: RULES, ..list_of(program, RuleKind::Route) };
        program.rule_lists.extend(vec![list; 200]);
    });
    let bundle = loaded.unwrap();
    let program = bundle.program().program();
    let (list, id) = program
        .rule_lists
        .iter()
        .zip(0..)
        .find(|(list, _)| Some(list.first) == program_rules)
        .map(|(list, id)| (*list, enroute::bytecode::RuleListId(id)))
        .unwrap();
    let index = bundle.index().list(id).unwrap();
    let [lookup] = index.lookups() else { panic!("{:?}", index.lookups().len()) };
    assert_eq!((lookup.all().len(), list.count), (VALUES * usize::try_from(RULES).unwrap(), RULES));
}

/// Adds so many keys, whose tests stand in no code, and gives the place of the first.
fn add_keys(program: &mut Program, keys: u32) -> u32 {
    let (slot, first_atom) = (number_slot(program), number(program.atoms.len()));
    let atom = |at: u32| Atom::Range { slot, lo: i64::from(at), hi: 1_000_000 };
    program.atoms.extend((0..keys + 2).map(atom));
    let (first_key, atom) = (number(program.keys.len()), |at: u32| Some(AtomId(first_atom + at)));
    program.keys.extend((0..keys).map(|at| Key { atom: atom(at), guards: [atom(at + 1), atom(at + 2)] }));
    first_key
}

#[test]
fn keys_that_many_rules_share_are_proved_once() {
    let loaded = blown_up(|program| {
        let key_count = number(MOST_KEYS);
        let first_key = add_keys(program, key_count);
        let guard = Some(add_code(program, |_| vec![Op::No {}]));
        add_rules(program, vec![Rule { guard, first_key, key_count, ..BARE }; 60_000]);
    });
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

/// However short the code is, the tests of keys are gone through.
#[test]
fn keys_that_overlap_are_not_proved_for_ever() {
    misshapen(
        blown_up(|program| {
            let (key_count, guards) = (number(MOST_KEYS), 50);
            let first_key = add_keys(program, 1_000);
            let guard = add_code(program, |_| vec![Op::No {}; guards]);
            let rule = |key, guard| Rule { guard: Some(guard), first_key: key, key_count, ..BARE };
            let guards = guard.0..guard.0 + number(guards);
            let rules = guards.flat_map(|pc| (0..400).map(move |at| rule(first_key + at, Pc(pc))));
            add_rules(program, rules.collect::<Vec<_>>());
        }),
        "cannot be proved in reasonable time",
    );
}

#[test]
fn a_split_has_no_more_shares_than_there_are_percents() {
    let split = |shares: Vec<(u32, u8)>| {
        blown_up(|program| {
            let send = program.actions.iter_mut().find_map(|action| match action {
                Action::Send(send) => Some(send),
                _ => None,
            });
            send.unwrap().target = Target::Split(shares);
        })
    };
    assert!(split(vec![(0, 1); 100]).is_ok());
    let none = |many| std::iter::repeat_n((1, 0), many);
    misshapen(split(none(100).chain([(0, 100)]).collect()), "has more than 100 shares");
    misshapen(split(vec![(0, 255); 1_000_000]), "has more than 100 shares");
    misshapen(split(vec![(0, 255), (0, 101)]), "does not come to 100%");
}

/// A text is a byte in the file where it is empty, and many in memory.
#[test]
fn what_is_read_is_counted_while_it_is_read() {
    let (bundle, parts) = whole();
    let mut program = bundle.program().program().clone();
    program.desk.bots = vec![String::new(); 400_000];
    let bytes = parts.with(&program).sealed();
    let limits = Limits { memory: 16 << 20, ..Limits::default() };
    let loaded = Bundle::load_within(&bytes, &limits);
    if let Err(LoadError::Limit { found, allowed, .. }) = &loaded {
        assert!(*found < allowed + 1000, "{found}");
    }
    over(loaded, "memory");
    let loaded = Bundle::load(&bytes).unwrap();
    assert!(loaded.needs().memory > 400_000 * 24, "{:?}", loaded.needs());
    assert!(Bundle::load_within(&loaded.write(), &loaded.needs()).is_ok());
}
