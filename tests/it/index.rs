//! The index of rules: whatever a list is looked up by, it decides as if every rule were asked.

use super::support::{compile, decide_line};
use enroute::Bundle;
use enroute::bytecode::RuleListId;
use enroute::diagnostic::Severity;
use enroute::index::{Indexing, Subject};
use std::fmt::Write;

/// What rules of these tests speak of.
const WORLD: &str = r"language 1
enum Tier { bronze, silver, gold, platinum }
entity Customer { tier: Tier?, country: text?, city: text? }
entity Case {
  message: text?
  note: text?
  amount: decimal?
  number: int?
  other: int?
  opened: instant?
  day: date?
  skills: [text]
  tiers: [Tier]
  numbers: [int]
  customer: Customer?
  found: text?
}
queue cases { type messaging, carries Case }
queue left  { type messaging, carries Case }
queue right { type messaging, carries Case }
";

/// A program whose workstream has these classify rulesets and route rules, after these declarations.
pub(crate) fn program(declared: &str, classify: &str, policy: &str, route: &str) -> Bundle {
    program_of(WORLD, declared, classify, policy, route)
}

fn program_of(world: &str, declared: &str, classify: &str, policy: &str, route: &str) -> Bundle {
    let text = format!(
        "{world}{declared}workstream desk {{\n  type messaging\n  channel chat\n  mode push\n  carries Case\n  \
         fallback cases\n{classify}\n  route {policy} {{\n{route}\n  }}\n  \
         distribution {{ units 10, presences [available], skills none }}\n}}\n"
    );
    let compiled = compile(&text);
    let errors: Vec<_> =
        compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    compiled.bundle.unwrap_or_else(|| panic!("{:#?}\n{text}", errors.first()))
}

/// The same with one more field of the case.
pub(crate) fn program_with_field(
    declared: &str,
    field: &str,
    classify: &str,
    policy: &str,
    route: &str,
) -> Bundle {
    let world = WORLD.replace("  found: text?\n", &format!("  found: text?\n  {field}\n"));
    program_of(&world, declared, classify, policy, route)
}

/// So many route rules, each with the condition that `when` gives for its number.
pub(crate) fn rules(count: usize, when: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for number in 0..count {
        let queue = ["left", "right"][number % 2];
        writeln!(out, "    \"R{number}\": when {} to {queue}", when(number)).unwrap();
    }
    out
}

/// The item of that JSON body, with every rule that matched.
fn item(body: &str) -> String {
    format!(r#"{{"workstream":"desk","id":"i","at":"2026-03-02T10:15:00Z","show":["matched"],{body}}}"#)
}

/// Decides items by all indexes, and gives what was decided.
#[track_caller]
pub(crate) fn same(bundle: &Bundle, bodies: &[&str]) -> Vec<String> {
    let of = |indexing| bundle.clone().indexed(indexing);
    let (usual, everywhere, off) = (bundle.clone(), of(Indexing::Everywhere), of(Indexing::Off));
    let decide = |body: &&str| {
        let item = item(body);
        let decided = decide_line(&usual, &item);
        assert!(!decided.starts_with("refused"), "{item}: {decided}");
        assert_eq!(decided, decide_line(&everywhere, &item), "{item}");
        assert_eq!(decided, decide_line(&off, &item), "{item}");
        decided
    };
    bodies.iter().map(decide).collect()
}

/// The labels of the route rules that matched.
pub(crate) fn matched(decided: &str) -> Vec<&str> {
    let (_, all) = decided.rsplit_once("matched ").unwrap();
    all.split(", ").filter_map(|one| one.split('"').nth(1)).collect()
}

#[track_caller]
pub(crate) fn assert_matched(bundle: &Bundle, body: &str, labels: &[&str]) {
    let decided = same(bundle, &[body]);
    assert_eq!(matched(&decided[0]), labels, "{body}: {decided:?}");
}

/// What the longest list of a program looks up.
fn subjects(bundle: &Bundle) -> Vec<Subject> {
    let lists = &bundle.program().program().rule_lists;
    let longest = lists.iter().zip(0..).max_by_key(|(list, _)| list.count).unwrap().1;
    let list = bundle.index().list(RuleListId(longest)).unwrap();
    list.lookups().iter().map(enroute::index::Lookup::subject).collect()
}

macro_rules! assert_looks_up {
    ($bundle:expr, $($subject:pat),+) => {
        let found = subjects(&$bundle);
        assert!(matches!(found[..], [$($subject),+]), "{found:?}");
    };
}

#[test]
fn texts_are_looked_up_without_case() {
    let bundle = program("", "", "all", &rules(60, |n| format!("customer.country == \"Ä{n}\"")));
    assert_looks_up!(bundle, Subject::Value(_));
    assert_matched(&bundle, r#""customer":{"country":"ä7"}"#, &["R7"]);
    assert_matched(&bundle, r#""customer":{"country":"Ä77"}"#, &[]);
    assert_matched(&bundle, r#""customer":{}"#, &[]);
    assert_matched(&bundle, r#""message":"x""#, &[]);
}

#[test]
fn exact_texts_are_looked_up_and_then_compared() {
    let one = |n: usize| format!("customer.country exactly == \"{}{}\"", ["fr", "FR"][n % 2], n / 2);
    let bundle = program("", "", "all", &rules(60, one));
    assert_looks_up!(bundle, Subject::Value(_));
    assert_matched(&bundle, r#""customer":{"country":"FR3"}"#, &["R7"]);
    assert_matched(&bundle, r#""customer":{"country":"fr3"}"#, &["R6"]);
    assert_matched(&bundle, r#""customer":{"country":"Fr3"}"#, &[]);
}

#[test]
fn values_are_looked_up_far_and_close() {
    let close = program("", "", "all", &rules(60, |n| format!("number == {}", 2 * n)));
    assert_looks_up!(close, Subject::Value(_));
    let far = program("", "", "all", &rules(60, |n| format!("number in [{}, {}]", n * n * 1_000_003, -7)));
    assert_looks_up!(far, Subject::Value(_));
    assert_matched(&close, r#""number":0"#, &["R0"]);
    assert_matched(&close, r#""number":118"#, &["R59"]);
    for none in ["119", "-1", "-9223372036854775807", "9223372036854775807", "17"] {
        assert_matched(&close, &format!("\"number\":{none}"), &[]);
        assert_matched(&far, &format!("\"number\":{none}"), &[]);
    }
    assert_matched(&far, r#""number":9000027"#, &["R3"]);
    assert_eq!(matched(&same(&far, &[r#""number":-7"#])[0]).len(), 60);
}

#[test]
fn ranges_are_looked_up_at_their_ends_and_beyond() {
    let bundle = program("", "", "all", &rules(60, |n| format!("amount in {}..<{}", 10 * n, 10 * n + 12)));
    assert_looks_up!(bundle, Subject::Range(_));
    assert_matched(&bundle, r#""amount":10"#, &["R0", "R1"]);
    assert_matched(&bundle, r#""amount":11.9999"#, &["R0", "R1"]);
    assert_matched(&bundle, r#""amount":12"#, &["R1"]);
    assert_matched(&bundle, r#""amount":601.9999"#, &["R59"]);
    for none in ["602", "-0.0001", "922337203685477", "-922337203685477"] {
        assert_matched(&bundle, &format!("\"amount\":{none}"), &[]);
    }
    assert_matched(&bundle, r#""amount":null"#, &[]);
}

#[test]
fn open_and_nested_ranges_are_looked_up() {
    let one = |n: usize| match n % 3 {
        0 => format!("number >= {}", n * 100),
        1 => format!("number <= -{}", n * 100),
        _ => format!("number in {}..{}", n, 200 - n),
    };
    let bundle = program("", "", "all", &rules(90, one));
    for number in [-9000, -8900, -101, -100, 0, 2, 3, 100, 150, 198, 199, 8700, 8699, 1_000_000] {
        same(&bundle, &[&format!("\"number\":{number}")]);
    }
    same(&bundle, &[r#""number":null"#, r#""number":9223372036854775807"#]);
}

#[test]
fn more_and_wider_ranges_than_there_is_room_for_are_asked_always() {
    let bundle = program("", "", "all", &rules(400, |n| format!("number in {n}..{}", 1000 - n)));
    for number in [-1, 0, 1, 200, 399, 400, 500, 600, 601, 999, 1000, 1001] {
        let decided = same(&bundle, &[&format!("\"number\":{number}")]);
        let wanted = (0..400).filter(|n| (*n..=1000 - n).contains(&number)).count();
        assert_eq!(matched(&decided[0]).len(), wanted, "{number}");
    }
}

#[test]
fn ages_are_looked_up_from_the_instant_of_the_decision() {
    let bundle = program("", "", "all", &rules(60, |n| format!("opened older than {}h", 24 * n + 24)));
    assert_looks_up!(bundle, Subject::Age(_));
    assert_matched(&bundle, r#""opened":"2026-03-01T10:15:00Z""#, &[]);
    assert_matched(&bundle, r#""opened":"2026-03-01T10:14:59Z""#, &["R0"]);
    assert_matched(&bundle, r#""opened":"2026-02-28T10:14:59Z""#, &["R0", "R1"]);
    assert_matched(&bundle, r#""opened":"2027-01-01T00:00:00Z""#, &[]);
    assert_matched(&bundle, r#""opened":null"#, &[]);
    let within = program("", "", "all", &rules(60, |n| format!("opened within last {}m", n + 1)));
    same(
        &within,
        &[r#""opened":"2026-03-02T10:14:00Z""#, r#""opened":"2026-03-02T10:15:00Z""#, r#""opened":null"#],
    );
    same(&within, &[r#""opened":"2026-03-02T10:15:01Z""#, r#""opened":"2026-03-02T09:15:00Z""#]);
}

#[test]
fn members_are_looked_up_each_rule_once() {
    let one = |n: usize| match n % 3 {
        0 => format!("skills contains any [\"s{n}\", \"every\"]"),
        1 => format!("skills contains all [\"s{n}\", \"every\"]"),
        _ => format!("numbers contains {n}"),
    };
    let bundle = program("", "", "all", &rules(240, one));
    assert_looks_up!(bundle, Subject::Members(_), Subject::Members(_));
    let decided = same(&bundle, &[r#""skills":["S4","EVERY","every"],"numbers":[2,2,5]"#]);
    let wanted: Vec<String> =
        (0..240).filter(|n| n % 3 == 0 || [2, 4, 5].contains(n)).map(|n| format!("R{n}")).collect();
    assert_eq!(matched(&decided[0]), wanted);
    assert_matched(&bundle, r#""skills":[],"numbers":[]"#, &[]);
    assert_matched(&bundle, r#""skills":["s4"]"#, &[]);
}

#[test]
fn patterns_are_looked_up_as_they_must_stand() {
    let one = |n: usize| match n % 8 {
        0 => format!("message contains \"word{n} and so on\""),
        1 => format!("message contains word \"w{n}\""),
        2 => format!("message starts with \"start{n}\""),
        3 => format!("message ends with \"end{n}\""),
        4 => format!("message exactly contains \"Exact{n}\""),
        5 => format!("message contains any [\"a{n}\", \"ü{n}\"]"),
        6 => format!("message contains all [\"all{n}\", \"{n}all\"]"),
        _ => format!("message contains \"ordered{n}\""),
    };
    let bundle = program("", "", "all", &rules(160, one));
    assert_looks_up!(bundle, Subject::Patterns(_));
    assert_matched(&bundle, r#""message":"say WORD8 AND SO ON""#, &["R8"]);
    assert_matched(&bundle, r#""message":"say word8 and so o""#, &[]);
    assert_matched(&bundle, r#""message":"w9""#, &["R9"]);
    assert_matched(&bundle, r#""message":"é w9, x""#, &["R9"]);
    assert_matched(&bundle, r#""message":"w9é w90 xw9""#, &[]);
    assert_matched(&bundle, r#""message":"START10 end11""#, &["R10", "R11"]);
    assert_matched(&bundle, r#""message":"end11 start10""#, &[]);
    assert_matched(&bundle, r#""message":"Exact12 exact20""#, &["R12"]);
    assert_matched(&bundle, r#""message":"Ü13""#, &["R13"]);
    assert_matched(&bundle, r#""message":"all14all""#, &["R14"]);
    assert_matched(&bundle, r#""message":"all14""#, &[]);
    assert_matched(&bundle, r#""message":"reordered15""#, &["R15"]);
    assert_matched(&bundle, r#""message":"""#, &[]);
    assert_matched(&bundle, r#""message":null"#, &[]);
}

#[test]
fn overlapping_patterns_are_all_found() {
    let texts =
        ["aaaa", "aaaaa", "aaaaaaaaaaaa", "aba", "bab", "ab", "b", "straße", "aße", "ße", "éclair", "clair"];
    let one = |n: usize| match texts.get(n) {
        Some(text) => format!("message contains \"{text}\""),
        None => format!("message contains \"filler no. {n}\""),
    };
    for count in [60, 300] {
        let bundle = program("", "", "all", &rules(count, one));
        assert_matched(&bundle, r#""message":"aaaaaaaaaaaa""#, &["R0", "R1", "R2"]);
        assert_matched(&bundle, r#""message":"xaaaaa""#, &["R0", "R1"]);
        assert_matched(&bundle, r#""message":"ababa""#, &["R3", "R4", "R5", "R6"]);
        assert_matched(&bundle, r#""message":"STRAßE""#, &["R7", "R8", "R9"]);
        assert_matched(&bundle, r#""message":"un ÉCLAIR""#, &["R10", "R11"]);
        assert_matched(&bundle, r#""message":"filler no. 55 aaa""#, &["R55"]);
    }
}

#[test]
fn few_patterns_are_found_at_any_place() {
    let bundle = program("", "", "all", &rules(60, |n| format!("message contains \"pattern {}\"", n % 7)));
    for before in 0..40 {
        let body = format!("\"message\":\"{}pattern 3{}\"", "é".repeat(before % 5), "-".repeat(before));
        assert_eq!(matched(&same(&bundle, &[&body])[0]).len(), 8 + usize::from(3 < 60 % 7), "{body}");
    }
}

/// Two keys of one rule may lead to the same value, each with a guard of its own.
#[test]
fn a_rule_stands_under_one_value_once_for_each_way_it_can_match() {
    let one = |n: usize| {
        format!(
            "(customer.tier == gold and customer.country in [\"C{n}\", \"A{n}\"]) or \
             (customer.tier == silver and customer.country in [\"C{n}\", \"B{n}\"])"
        )
    };
    let bundle = program("", "", "all", &rules(60, one));
    for (tier, labels) in [("gold", &["R4"][..]), ("silver", &["R4"]), ("bronze", &[])] {
        assert_matched(&bundle, &format!("\"customer\":{{\"country\":\"c4\",\"tier\":\"{tier}\"}}"), labels);
    }
    let words = |n: usize| {
        format!(
            "(number == 1 and message contains any [\"shared{n}.\", \"left{n}\"]) or \
             (number == 2 and message contains any [\"shared{n}.\", \"right{n}\"])"
        )
    };
    let bundle = program("", "", "all", &rules(100, words));
    for (number, labels) in [(1, &["R14"][..]), (2, &["R14"]), (3, &[])] {
        assert_matched(&bundle, &format!("\"message\":\"shared14.\",\"number\":{number}"), labels);
    }
}

#[test]
fn either_side_of_an_or_finds_the_rule() {
    let one = |n: usize| {
        format!(
            "(customer.country == \"C{n}\" and customer.tier == gold) or \
             (customer.city == \"X{n}\" and customer.tier == silver)"
        )
    };
    let bundle = program("", "", "all", &rules(60, one));
    let customer = |said: &str| format!("\"customer\":{{{said}}}");
    assert_matched(&bundle, &customer(r#""country":"C3","tier":"gold""#), &["R3"]);
    assert_matched(&bundle, &customer(r#""city":"X3","tier":"silver""#), &["R3"]);
    assert_matched(&bundle, &customer(r#""country":"C5","city":"X3","tier":"silver""#), &["R3"]);
    assert_matched(&bundle, &customer(r#""country":"C3","city":"X3","tier":"bronze""#), &[]);
    assert_matched(&bundle, &customer(r#""country":"C3","tier":"silver""#), &[]);
}

#[test]
fn what_a_guard_writes_is_not_looked_up_before_it_runs() {
    let computed = |n: usize| format!("number + other == {n}");
    let bundle = program("", "", "all", &rules(60, computed));
    assert!(subjects(&bundle).is_empty());
    assert_matched(&bundle, r#""number":3,"other":4"#, &["R7"]);
    assert_matched(&bundle, r#""number":3"#, &[]);
    let table = "table zone(country: text) -> (name: text, number: int) first {\n  \"FR\" -> \"west\" | 1\n  \
                 \"DE\" -> \"east\" | 2\n}\n";
    let classify = "  classify zones all {\n    \"Zone\": otherwise\n      set (found, other) = zone(customer.country)\n  }\n";
    let mixed = |n: usize| format!("found == \"{}\" and number == {n}", ["west", "east"][n % 2]);
    let bundle = program(table, classify, "all", &rules(60, mixed));
    assert_matched(&bundle, r#""number":4,"customer":{"country":"fr"}"#, &["R4"]);
    assert_matched(&bundle, r#""number":4,"customer":{"country":"de"}"#, &[]);
    assert_matched(&bundle, r#""number":4"#, &[]);
}

#[test]
fn long_tables_are_looked_up_inside_guards() {
    let mut table = String::from("table desk_of(country: text, number: int) -> queue first {\n");
    for n in 0..80 {
        writeln!(table, "  \"C{n}\" | {n}..{} -> {}", n + 5, ["left", "right"][n % 2]).unwrap();
    }
    table += "  \"C1\" | any -> cases\n}\n";
    let route = "    \"Here\": when number >= 0 to desk_of(customer.country, number)\n    \
                 \"There\": when other >= 0 to desk_of(customer.city, other)";
    let bundle = program(&table, "", "all", route);
    let said = same(
        &bundle,
        &[
            r#""number":3,"customer":{"country":"c2"}"#,
            r#""number":1,"customer":{"country":"c2"}"#,
            r#""number":900,"customer":{"country":"c1"}"#,
            r#""number":900,"other":6,"customer":{"country":"c2","city":"c5"}"#,
            r#""number":2,"other":6,"customer":{"country":"c2","city":"c5"}"#,
        ],
    );
    let labels: Vec<_> = said.iter().map(|said| matched(said)).collect();
    assert_eq!(
        labels,
        [vec!["Here"], vec![], vec!["Here"], vec!["There"], vec!["Here", "There"]],
        "{said:#?}"
    );
}

#[test]
fn every_rule_that_matches_is_applied_once_and_in_order() {
    let one = |n: usize| match n % 4 {
        0 => {
            "customer.country in [\"FR\", \"DE\"] or message contains any [\"refund\", \"lawyer\"]".to_owned()
        }
        1 => format!("number in 0..{}", n + 1),
        2 => format!("skills contains any [\"s{n}\", \"every\"] or numbers contains {n}"),
        _ => "customer.tier != gold".to_owned(),
    };
    let bundle = program("", "", "all", &rules(120, one));
    let body = r#""customer":{"country":"FR","tier":"silver"},"message":"refund, lawyer, refund","number":1,
        "skills":["every","s2","every"],"numbers":[2,6,2]"#;
    let decided = same(&bundle, &[body]);
    let wanted: Vec<String> = (0..120).map(|n| format!("R{n}")).collect();
    assert_eq!(matched(&decided[0]), wanted);
}

#[test]
fn the_first_rule_wins_wherever_it_is_filed() {
    let one = |n: usize| match n % 5 {
        0 => format!("number == {}", 100 - n),
        1 => format!("message contains \"word{n}\""),
        2 => format!("customer.country == \"C{n}\""),
        3 => format!("amount in {n}..{}", n + 3),
        _ => format!("number + other == {n}"),
    };
    let classify = format!(
        "  classify pick first {{\n{}  }}\n",
        rules(100, one)
            .replace(" to left", " set found = \"left\"")
            .replace(" to right", " set found = \"right\"")
    );
    let bundle = program("", &classify, "first", "    \"All\": when found is present to left");
    let said = same(
        &bundle,
        &[
            r#""number":70,"message":"word31","customer":{"country":"C32"},"amount":33"#,
            r#""number":65,"message":"word31","customer":{"country":"C32"},"amount":33"#,
            r#""number":5,"other":4,"message":"word96 word11","customer":{"country":"C7"},"amount":9.5"#,
            r#""number":5"#,
        ],
    );
    assert!(said[3].contains("set found = right"), "{said:#?}");
}

#[test]
fn rules_that_ask_a_table_leave_the_others_in_place() {
    let rows: Vec<_> = (0..60).map(|row| format!("  <= {row} -> {}\n", 7 * row % 60)).collect();
    let table = format!("table turned(from: int) -> int first {{\n{}}}\n", rows.concat());
    let one = |n: usize| match n % 3 {
        0 => format!("other == {} and turned(number) == {}", n % 4, n % 60),
        1 => format!("other == {} and number >= {}", n % 4, n % 60),
        _ => format!("other == {} and turned(number) >= {}", n % 4, n % 60),
    };
    let bundle = program(&table, "", "all", &rules(120, one));
    for (other, number) in [(0, 3), (1, 17), (2, 59), (3, 0), (1, 60)] {
        let turned = |number: usize| (number < 60).then(|| 7 * number % 60);
        let decided = same(&bundle, &[&format!("\"other\":{other},\"number\":{number}")]);
        let holds = |n: &usize| match n % 3 {
            _ if n % 4 != other => false,
            0 => turned(number) == Some(n % 60),
            1 => number >= n % 60,
            _ => turned(number).is_some_and(|found| found >= n % 60),
        };
        let wanted: Vec<_> = (0..120).filter(holds).map(|n| format!("R{n}")).collect();
        assert_eq!(matched(&decided[0]), wanted, "{other} {number}");
    }
}
