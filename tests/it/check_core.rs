//! What the checker says of names, types, conditions, tables and rules: codes, and the text each points at.

use enroute::check::check;
use enroute::diagnostic::Diagnostic;
use enroute::source::{SourceFile, Sources};
use enroute::syntax::parse;
use std::fmt::Write as _;

/// Everything there is to say about a program of one file and the CSV tables beside it.
fn diagnostics(text: &str, tables: &[(&str, &str)]) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let main = SourceFile::new("main.route", text);
    let id = sources.add(main.clone());
    for (name, rows) in tables {
        sources.add(SourceFile::new(*name, *rows));
    }
    let (file, mut bag) = parse(id, &main);
    let (_, found) = check(&sources, &[file]);
    bag.extend(found);
    let found = bag.into_sorted();
    (sources, found)
}

/// Code and text under the first label of each diagnostic.
fn said(text: &str) -> Vec<(String, String)> {
    said_with(text, &[])
}

fn said_with(text: &str, tables: &[(&str, &str)]) -> Vec<(String, String)> {
    let (sources, found) = diagnostics(&format!("language 1\n{text}"), tables);
    let under = |found: &Diagnostic| found.span().map_or(String::new(), |span| sources.text(span).to_owned());
    found.iter().map(|found| (found.code.clone(), under(found))).collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect()
}

const CASE: &str = "enum Tier { bronze, silver, gold }\n\
    entity Account { tier: Tier, name: text }\n\
    entity Case { title: text, tier: Tier?, amount: decimal?, count: int, opened: instant, account: Account? }\n";

/// What is said of a condition about a case.
fn asked(condition: &str) -> Vec<(String, String)> {
    said(&format!("{CASE}condition asked(c: Case) = {condition}"))
}

/// What is said of rules of classification about a case; hints about the workstream itself are left out.
fn classified(rules: &str) -> Vec<(String, String)> {
    let text = format!(
        "{CASE}skill calls\nqueue cases {{ type record, members everyone }}\nworkstream desk {{\n  type record, carries Case, \
         mode push, fallback cases, distribution {{ units 1, presences [available], skills none }}\n  \
         classify urgency first {{\n{rules}\n  }}\n}}\n"
    );
    let quiet = ["no-route", "workstream-not-reached", "queue-not-used", "skills-ignored"];
    said(&text).into_iter().filter(|(code, _)| !quiet.contains(&code.as_str())).collect()
}

#[test]
fn a_bare_word_beside_an_enum_is_its_value() {
    assert_eq!(asked("c.tier == gold and silver <= c.account.tier"), []);
    assert_eq!(pairs(&asked("c.tier == glod")), [("unknown-value", "glod")]);
    assert_eq!(pairs(&asked("c.tier in [gold, silvr]")), [("unknown-value", "silvr")]);
}

#[test]
fn one_mistake_is_reported_once() {
    let text =
        "entity Case { tier: Teir }\ncondition a(c: Case) = c.tier == gold\ncondition b(c: Case) = not a(c)";
    assert_eq!(pairs(&said(text)), [("unknown-type", "Teir")]);
    let text = format!(
        "{CASE}condition a(c: Case) = b(c)\ncondition b(c: Case) = a(c)\ncondition d(c: Case) = a(c)"
    );
    assert_eq!(pairs(&said(&text)), [("recursive-condition", "a")]);
}

#[test]
fn a_name_of_a_broken_declaration_is_not_unknown() {
    let text = "queue broken { type record, priority = }\nassignment x { \"A\": otherwise pick agents where has frnch }\n\
                table t(a: int) -> queue first { 1 -> broken }";
    let found = said(text);
    assert!(found.iter().any(|(code, text)| code == "unknown-name" && text == "frnch"), "{found:?}");
    assert!(!found.iter().any(|(code, text)| code == "unknown-name" && text == "broken"), "{found:?}");
}

#[test]
fn only_ints_widen() {
    assert_eq!(asked("c.amount > c.count and c.count < 2.5"), []);
    assert_eq!(pairs(&asked("c.count == \"3\"")), [("types-differ", "\"3\"")]);
    assert_eq!(pairs(&asked("c.opened > 2026-03-02")), [("types-differ", "2026-03-02")]);
    assert_eq!(pairs(&asked("c.opened > 2026-03-02T10:15")), [("needs-zone", "2026-03-02T10:15")]);
}

#[test]
fn a_negated_atom_about_a_missing_value_is_doubted_once_a_field() {
    let twice =
        "\"A\": when tier != gold set count = 1\n\"B\": when tier not in [silver, gold] set count = 2";
    assert_eq!(pairs(&classified(twice)), [("also-missing", "tier != gold")]);
    for settled in [
        "tier is present and tier != gold",
        "tier is missing or tier != gold",
        "amount > 5 and amount != 7",
        "(amount ?? 0) != 7",
        "not (amount > 5 and amount > 7) and amount is present",
    ] {
        assert_eq!(classified(&format!("\"A\": when {settled} set count = 1")), [], "{settled}");
    }
    let negated = "\"A\": when not (amount > 5 or tier == gold) set count = 1";
    assert_eq!(
        pairs(&classified(negated)),
        [("also-missing", "amount > 5"), ("also-missing", "tier == gold")]
    );
}

#[test]
fn texts_are_looked_for_with_care() {
    assert_eq!(pairs(&asked("c.title contains \"legal\"")), [("short-word", "\"legal\"")]);
    assert_eq!(asked("c.title contains word \"legal\""), []);
    assert_eq!(asked("c.title contains \"refund\""), []);
    assert_eq!(
        pairs(&asked("c.title matches \"(a{1000}){1000}\"")),
        [("bad-pattern", "\"(a{1000}){1000}\"")]
    );
    assert_eq!(pairs(&asked("c.title == \"\"")), [("empty-text", "c.title == \"\"")]);
}

#[test]
fn ranges_of_times_go_over_midnight_and_others_do_not() {
    assert_eq!(asked("time_of_day(\"Europe/London\") in 22:00..06:00"), []);
    assert_eq!(pairs(&asked("c.count in 5..1")), [("empty-range", "5..1")]);
}

#[test]
fn a_word_that_could_mean_two_things_is_asked_about() {
    let text = "enum Tier { bronze, gold }\nentity Case { tier: Tier, gold: Tier }\nqueue cases { type record, members everyone }\n\
                workstream desk {\n  type record, carries Case, mode push, fallback cases, distribution { units 1, presences [available], skills none }\n  \
                classify a first { \"A\": when tier == gold set tier = bronze }\n}\nintake Case { \"A\": otherwise to desk }";
    let found: Vec<_> = said(text).into_iter().filter(|(code, _)| code == "ambiguous-word").collect();
    assert_eq!(pairs(&found), [("ambiguous-word", "gold")]);
    let settled = text.replace("tier == gold", "tier == Tier.gold");
    assert!(said(&settled).iter().all(|(code, _)| code != "ambiguous-word"));
}

#[test]
fn a_chain_of_ten_thousand_conditions_is_followed() {
    let mut text = CASE.to_owned();
    for number in 0..10_000 {
        writeln!(text, "condition c{number}(c: Case) = c{}(c)", number + 1).unwrap();
    }
    text += "condition c10000(c: Case) = c.tier == gold\n";
    assert_eq!(said(&text), []);
}

#[test]
fn deep_nesting_is_refused() {
    let sum = vec!["1"; 230].join(" + ");
    assert_eq!(
        asked(&format!("c.count > {sum}")).first().map(|(code, _)| code.as_str()),
        Some("nested-too-deeply")
    );
}

#[test]
fn rows_are_proved_to_be_unique_and_complete() {
    let table = |policy: &str, rows: &str| {
        said(&format!("enum T {{ a, b, c }}\ntable t(t: T, n: int) -> int {policy} {{\n{rows}}}\n"))
    };
    let two = "a | 1..5 -> 1\na | 5..9 -> 2\n";
    assert_eq!(pairs(&table("unique", two)), [("rows-overlap", "a | 5..9 -> 2")]);
    assert_eq!(table("unique", "a | 1..<5 -> 1\na | 5..9 -> 2\n"), []);
    assert_eq!(pairs(&table("first complete", two)), [("table-hole", "complete")]);
    let whole = "[a, b] | any -> 1\nc | < 0 -> 2\nc | >= 0 -> 3\nany | missing -> 4\nmissing | any -> 5\n";
    assert_eq!(table("first complete", whole), []);
    let late = "[a, b] | any -> 1\nc | any -> 2\nnot missing | 7 -> 3\n".replace("not missing", "present");
    assert_eq!(pairs(&table("first", &late)), [("row-never-reached", "present | 7 -> 3")]);
}

#[test]
fn thirty_thousand_rows_from_csv_are_proved_at_once() {
    let mut rows = "country,postcode,result\n".to_owned();
    for number in 0..30_000 {
        writeln!(rows, "C{},{number},{}", number % 50, number % 7).unwrap();
    }
    let table = "table desk(country: text, postcode: int) -> int unique from \"desks.csv\"\n";
    assert_eq!(said_with(table, &[("desks.csv", &rows)]), []);
    let double = rows + "C3,3,1\n";
    assert_eq!(pairs(&said_with(table, &[("desks.csv", &double)])), [("rows-overlap", "C3,3,1")]);
}

#[test]
fn a_csv_line_is_read_as_a_row() {
    let table = "enum Tier { silver, gold \"Gold card\" }\ntable sla(tier: Tier, amount: decimal) -> (priority: int, reply: duration) first from \"sla.csv\"\n";
    let good = "priority,tier,amount,reply\n1,Gold card,> 5000,2h\n2,\"[silver, gold]\",100..500,4h\n3,silver,,1d\n4,missing,,1d\n";
    assert_eq!(said_with(table, &[("sla.csv", good)]), []);
    let bad = "tier,amount,priority,reply\ngold,1,1\nglod,1,1,2h\n";
    let found = said_with(table, &[("sla.csv", bad)]);
    assert_eq!(pairs(&found), [("row-length", "gold,1,1"), ("csv-cell", "glod,1,1,2h")]);
    let header = said_with(table, &[("sla.csv", "tier,amount,reply\n")]);
    assert_eq!(pairs(&header), [("csv-header", "tier,amount,reply")]);
}

#[test]
fn a_rule_that_an_earlier_one_covers_is_never_reached() {
    let covered = |first: &str, second: &str| {
        let rules = format!("\"A\": when {first} set count = 1\n\"B\": when {second} set count = 2");
        classified(&rules).iter().any(|(code, _)| code == "rule-never-reached")
    };
    assert!(covered("tier == gold", "tier == gold and amount > 5"));
    assert!(covered("tier in [silver, gold]", "tier == gold"));
    assert!(covered("amount >= 5", "amount > 5 and tier == gold"));
    assert!(covered("amount in 1..9", "amount == 3"));
    assert!(covered("title contains \"refund\"", "tier == gold and title contains \"refund\""));
    assert!(covered("tier == gold or amount > 5", "amount > 7"));
    assert!(!covered("tier == gold and amount > 5", "tier == gold"));
    assert!(!covered("amount > 5", "amount >= 5"));
    assert!(!covered("tier == gold", "amount > 5"));
}

#[test]
fn ten_thousand_rules_are_looked_over_at_once() {
    let mut rules = String::new();
    for number in 0..10_000 {
        writeln!(rules, "\"R{number}\": when title == \"t{number}\" and amount > {number} set count = 1")
            .unwrap();
    }
    assert_eq!(classified(&rules), []);
}
