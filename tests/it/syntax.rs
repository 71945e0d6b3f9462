//! Text to tree: what is accepted, what is refused, and how it is said.

use enroute::diagnostic::{Bag, Diagnostic};
use enroute::source::{FileId, Limits, SourceFile};
use enroute::syntax::{ast, decode, lex, parse, parse_whole};
use proptest::prelude::*;
use std::fs;

const FILE: FileId = FileId(0);

fn read(text: &str) -> (ast::File, Bag) {
    parse(FILE, &SourceFile::new("test.route", text))
}

fn example(name: &str) -> String {
    fs::read_to_string(format!("{}/examples/contoso/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn shown(bag: Bag, text: &str) -> String {
    let line = |found: &Diagnostic| {
        let span = found.span().unwrap();
        let place = |at: u32| usize::try_from(at).unwrap();
        let line = text[..place(span.start)].matches('\n').count() + 1;
        let under = &text[place(span.start)..place(span.end)];
        format!(
            "{line}: {} {under:?}: {} ({})",
            found.code,
            found.message,
            found.help.as_deref().unwrap_or("")
        )
    };
    bag.into_sorted().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_examples_are_accepted() {
    for name in ["contoso.route", "people.route"] {
        let text = example(name);
        let (tree, bag) = read(&text);
        assert_eq!(shown(bag, &text), "", "{name}");
        assert!(tree.languages.len() == 1 && tree.items.len() > 5);
        let damaged = tree.items.iter().filter(|item| item.damaged).count();
        assert_eq!(damaged, 0);
    }
}

#[test]
fn a_file_read_at_once_is_its_items_read_one_by_one() {
    for name in ["contoso.route", "people.route"] {
        let text = example(name);
        let (tree, _) = read(&text);
        assert!(parse_whole(FILE, &SourceFile::new(name, text)) == Some(tree), "{name}");
    }
}

/// One mistake a line in a workstream's ruleset; each is found once, under its code, and nothing else is.
fn one(entry: &str, code: &str) {
    let text = format!(
        "language 1\nintake Case {{\n  {entry}\n  \"Last\": otherwise to b\n}}\nqueue a {{ type record }}\n"
    );
    told_once(&text, code);
}

fn told_once(text: &str, code: &str) -> ast::File {
    let (tree, bag) = read(text);
    let codes: Vec<_> = bag.iter().map(|found| found.code.clone()).collect();
    assert_eq!(codes, [code], "{text}\n{}", shown(bag, text));
    tree
}

#[test]
fn habits_from_other_languages_are_answered() {
    for (entry, code) in [
        ("\"A\": when tier = gold to b", "equals-for-comparison"),
        ("\"A\": when a && b to c", "foreign-mark"),
        ("\"A\": when a || b to c", "foreign-mark"),
        ("\"A\": when !a to c", "foreign-mark"),
        ("\"A\": when a <> b to c", "foreign-mark"),
        ("\"A\": when a =< b to c", "foreign-mark"),
        ("\"A\": when a == b to c;", "foreign-mark"),
        ("\"A\": when a == 'b' to c", "foreign-quotes"),
        ("\"A\": when a == \u{201C}b\u{201D} to c", "foreign-quotes"),
        ("\"A\": when a == true to c", "foreign-word"),
        ("\"A\": when a == null to c", "foreign-word"),
        ("\"A\": when a is not missing to c", "is-what"),
        ("\"A\": when a is gold to c", "is-what"),
        ("\"A\": else to c", "foreign-rule-word"),
        ("else to c", "foreign-rule-word"),
        ("\"A\": if a == b to c", "foreign-rule-word"),
        ("\"A\": when a == b AND c == d to c", "foreign-rule-word"),
        ("\"A\": wen a == b to c", "misspelled-word"),
        ("\"A\": when a == b too c", "misspelled-word"),
        ("\"A\" when a == b to c", "label-without-colon"),
        ("\"A\": when a == b", "unfinished"),
        ("\"A\": when a == to c", "unfinished"),
        ("\"A\": when 1 < a < 5 to c", "chained-comparison"),
        ("\"A\": when a not contains \"x\" to c", "inner-not"),
        ("\"A\": when a and b or c to d", "mixed-and-or"),
        ("\"A\": when not not a to d", "double-not"),
        ("\"A\": when a > --5 to d", "double-sign"),
        ("\"A\": when a-b > 5 to d", "tight-minus"),
        ("\"A\": when a > 5-3 to d", "misspelled-figure"),
        ("\"A\": when a > 1.5h to d", "misspelled-figure"),
        ("\"A\": when a > 30m1h to d", "misspelled-figure"),
        ("\"A\": when a > 8:00 to d", "misspelled-figure"),
        ("\"A\": when a > 2026-1-5 to d", "misspelled-figure"),
        ("\"A\": when a > 2026-02-30 to d", "impossible-figure"),
        ("\"A\": when a > 99999999999999999999 to d", "number-too-big"),
        ("\"A\": when a > 1.23456 to d", "misspelled-figure"),
        ("\"A\": when a == \"\\d\" to d", "unknown-escape"),
        ("\"A\": when a == \"b to d", "unclosed-text"),
        ("\"A\": when a and\n    b to d", "unfinished-line"),
        ("\"A\": when a ==\n    b to d", "unfinished-line"),
        ("\"A\": when équipe == b to d", "foreign-letters"),
        ("# a comment", "foreign-mark"),
        ("\"A\": when a in (1, 2] to d", "crossed-brackets"),
        ("\"A\": when (a or b to d", "unclosed-bracket"),
        ("\"A\": when a == \"b\u{202E}\" to d", "direction-character"),
        ("\"A\": when a == \"b\u{0}\" to d", "control-character"),
        ("\"A\": when a == b to c,, \"B\": when a to c", "stray-comma"),
        ("\"A\": when in == b to c", "reserved-word"),
    ] {
        one(entry, code);
    }
}

/// The help for the one mistake of a text.
fn help(text: &str) -> String {
    let (_, bag) = read(text);
    let found: Vec<_> = bag.iter().collect();
    assert_eq!(found.len(), 1, "{text}\n{}", shown(bag.clone(), text));
    found[0].help.clone().unwrap_or_default()
}

#[test]
fn what_was_meant_in_a_rule_is_said() {
    for (rule, wanted) in [
        ("\"A\": when tier == gold vip", "write `to vip`, or `and` with a further condition"),
        (
            "\"A\": when tier == gold to",
            "go on with a queue, such as `to general`, or `split`, `agent` or `bot`",
        ),
        ("\"A\": when tier == gold to queue vip", "write `to vip`, without `queue`"),
        ("\"A\": to vip when tier == gold", "write `when …` or `otherwise` before `to`"),
        ("\"A\": when to vip", "go on with a value"),
        ("\"A\": when tier == gold when a > 5 to vip", "write `and` instead of a second `when`"),
        ("\"A\": when tier gold to vip", "write a comparison between the two, such as `tier == gold`"),
        ("\"A\": when tier == gold, to vip", "write `to` without a comma before it"),
        ("\"A\": when tier == gold -> vip", "write `to`"),
        ("\"A\": when tier equals gold to vip", "write `==`"),
        ("\"A\": when a > 5,000 to vip", "write `5000`, without a comma"),
        ("\"A\": when a between 5 and 10 to vip", "write `in 5..10`"),
        ("\"A\": when tier in (bronze, gold) to vip", "write the values as a list: `[bronze, gold]`"),
        ("\"A\": when a contains any [\"x\" \"y\"] to vip", "write `,` before it"),
        ("\"A\": when a is > 5 to vip", "write `>` without `is`"),
        ("\"A\": when a > 5 to split { b 70, c 30% }", "write a percentage: `70%`"),
        ("\"A\": otherwise when a > 5 to vip", "write either `when …` or `otherwise`, not both"),
        ("A: when a > 5 to vip", "write the label between quotes: `\"A\":`"),
        ("\"A\": always to vip", "write `otherwise`"),
        ("\"A\": a > 5 to vip", "write `when` or `otherwise` before it"),
        ("\"A\": when waited < 5 minutes to vip", "write `5m`"),
    ] {
        let text = format!("language 1\nintake Case {{\n  {rule}\n}}\n");
        assert_eq!(help(&text), wanted, "{text}");
    }
}

#[test]
fn what_was_meant_in_a_declaration_is_said() {
    for (text, wanted) in [
        ("queue \"VIP\" vip { type record }", "write a name before the label, such as `queue vip \"VIP\"`"),
        (
            "queue my queue { type record }",
            "write one word as a name, such as `my_queue`, or a label between quotes",
        ),
        (
            "queue vip priority 3 { type record }",
            "write one word as a name, such as `vip_priority`, or a label between quotes",
        ),
        ("test { }", "write a name after `test`, such as `test \"…\" { … }`"),
        ("queue { type record }", "write a name after `queue`, such as `queue first_line { … }`"),
        ("queue q copies of vip { type record }", "write `copies vip`, without `of`"),
        (
            "queue q { members has french >= 3 }",
            "write `when` after `members`, as in `members when has french >= 3`",
        ),
        (
            "queue q { overflow { when a > 5 transfer vip } }",
            "write `then transfer`, or `and` with a further condition",
        ),
        ("enum Color { red green }", "write a comma or a new line before it"),
        ("enum Color { red: \"Red\" }", "write the label right after the name, without `:`"),
        ("entity X { title text }", "write `:` and a type, such as `title: text`"),
        ("entity X { title: text optional }", "write `?` right after the type"),
        ("import people", "write it between quotes, as in `\"people\"`"),
        ("condition big = when a > 5", "write the condition without `when`"),
        ("closures c { 25.12.2026 }", "write year, month and day: `2026-01-05`"),
        ("closures c { 2026-12-25: \"Christmas\" }", "write the reason right after the day, without `:`"),
        ("hours h { mon..fri 08:00..18:00 }", "write `open` before it, as in `open mon..fri 08:00..18:00`"),
        ("hours h { open mon..fri 08:00-18:00 }", "write `08:00..18:00`"),
        ("table t(a: Tier) -> queue all { gold -> vip }", "write `first` or `unique` before `{`"),
        ("table t(a: Tier) -> queue first { * -> vip }", "write `any` for a cell that does not matter"),
        ("assignment a { otherwise pick agents when a > 5 }", "write `where`: it asks about the agent"),
        ("assignment a { otherwise pick agents order by a desc }", "write `descending`"),
        ("test \"x\" { should queue == vip }", "write `given`, `at` or `expect`"),
        ("test \"x\" { expect fired A }", "write the rule's label between quotes: `fired \"A\"`"),
    ] {
        let text = format!("language 1\n{text}\n");
        assert_eq!(help(&text), wanted, "{text}");
    }
}

#[test]
fn every_construct_is_accepted() {
    let (tree, bag) = read(EVERYTHING);
    assert_eq!(shown(bag, EVERYTHING), "");
    assert!(tree.items.iter().all(|item| !item.damaged));
    assert!(parse_whole(FILE, &SourceFile::new("x", EVERYTHING)) == Some(tree));
}

const EVERYTHING: &str = include_str!("../programs/every_construct.route");

#[test]
fn many_faults_give_one_answer_each() {
    let text = include_str!("../programs/many_faults.route");
    let (_, bag) = read(text);
    let found = shown(bag, text);
    let codes: Vec<_> =
        found.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        codes,
        [
            "3: setting-mark",
            "4: stray-bracket",
            "5: missing-hit-policy",
            "9: unfinished",
            "11: unexpected",
            "13: misspelled-word",
            "18: brace-on-next-line",
            "21: stray-text",
            "22: stray-text",
            "24: unclosed-bracket",
            "30: unexpected",
            "31: unexpected",
            "33: unexpected",
            "33: unexpected",
            "33: reserved-word",
            "34: unexpected",
            "34: unfinished",
            "34: unfinished",
            "35: unclosed-bracket",
            "36: unexpected",
            "37: unfinished",
            "40: misspelled-figure",
        ],
        "{found}"
    );
}

fn files() -> Vec<String> {
    vec![example("contoso.route"), example("people.route")]
}

fn printed(text: &str) -> String {
    lex::tokens(text).iter().map(|token| token.text(text)).collect()
}

/// A text that took a time of its length squared would keep this from ever ending.
#[test]
fn nasty_texts_are_answered() {
    let deep = |open: &str, close: &str, times: usize| open.repeat(times) + "a" + &close.repeat(times);
    let nasty = [
        format!("condition c = {}", deep("(", ")", 100_000)),
        format!("condition c = {}", "(".repeat(100_000)),
        format!("condition c = {}", "[(".repeat(50_000)),
        format!("condition c = {}{}", "(".repeat(50_000), "}".repeat(50_000)),
        format!("queue c {{ {} }}", deep("a { ", " }", 100_000)),
        format!("queue c {{ {} }}", deep("a { ", " }", 120)),
        format!("condition c = {}", deep("(", ")", 120)),
        format!("condition c = {}", deep("(not ", ")", 120)),
        format!("condition c = {}", deep("a contains all [", "]", 120)),
        format!("condition c = {}", deep("f(", ")", 120)),
        format!("condition c = {}", deep("[x contains all (", ")]", 60)),
        format!("condition c = {}", deep("[x contains all (", ")", 60)),
        format!("condition c = {}a", "not ".repeat(100_000)),
        format!("condition c = {}1", "-".repeat(100_000)),
        format!("condition c = a > {}1", "- ".repeat(100_000)),
        format!("condition c = a{}", " and a".repeat(100_000)),
        format!("condition c = a{}", " and a or a".repeat(50_000)),
        format!("condition c = 1{}", " + 1".repeat(100_000)),
        format!("condition c = a{}", " ?? a".repeat(100_000)),
        format!("condition c = a{}", ".a".repeat(100_000)),
        format!("condition c = a{}", " == a".repeat(100_000)),
        "queue ".repeat(50_000),
        "queue a {\n".repeat(50_000),
        "}".repeat(100_000),
        "a b\n".repeat(20_000),
        "\n".repeat(1_000_000),
        "\"".repeat(100_001),
        "\"\"\"".repeat(10_001),
        "\\".repeat(100_000),
        "1".repeat(100_000),
        "1:".repeat(100_000),
        "'".repeat(100_001),
        "\u{201C}".repeat(50_001),
        "\u{202E}".repeat(50_000),
        ";".repeat(100_000),
        format!("queue a {{ {} }}", "type, ,".repeat(50_000)),
        format!("workstream a {{ {} }}", "clasify a {\n".repeat(1_000)),
        format!("workstream a {{ {} }}", "route all { \"a\": when a = b to c }\n".repeat(5_000)),
        format!("enum a {{ {} }}", "when ".repeat(100_000)),
        format!("language 1\n{}", "/// doc\n".repeat(100_000)),
    ];
    for text in nasty {
        let (tree, _) = read(&text);
        drop(tree.clone());
        assert!(printed(&text) == text);
    }
}

#[test]
fn what_is_too_deep_or_too_long_is_said_once() {
    let head = "language 1\n";
    told_once(&format!("{head}condition c = {}a{}", "(".repeat(500), ")".repeat(500)), "too-deep");
    told_once(&format!("{head}condition c = 1{}", " + 1".repeat(500)), "too-long");
    told_once(&format!("{head}condition c = a and {}a", "not ".repeat(500)), "double-not");
    let (_, bag) = read(&format!("{head}condition c = {}a{}", "(".repeat(120), ")".repeat(120)));
    assert!(bag.is_empty());
}

#[test]
fn line_ends_and_marks_of_other_systems_are_accepted() {
    for text in files() {
        let (plain, _) = read(&text);
        let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        let (tree, bag) = read(&windows);
        assert_eq!(shown(bag, &windows), "");
        assert_eq!(tree.items.len(), plain.items.len());
        assert!(printed(&windows) == windows);
        assert!(parse_whole(FILE, &SourceFile::new("x", windows)) == Some(tree));
    }
}

#[test]
fn bytes_that_are_no_text_are_placed() {
    let error = decode(FILE, b"language 1\nqueue \xFF".to_vec(), &Limits::DEFAULT).unwrap_err();
    assert_eq!(error.to_string(), "line 2, column 7 holds bytes that are not UTF-8 text");
    assert!(decode(FILE, vec![b' '; Limits::DEFAULT.file_bytes + 1], &Limits::DEFAULT).is_err());
    assert_eq!(decode(FILE, b"queue".to_vec(), &Limits::DEFAULT).unwrap(), "queue");
}

#[test]
fn one_lost_brace_costs_one_declaration() {
    let text = example("contoso.route");
    let (whole, _) = read(&text);
    for (at, _) in text.match_indices('}').filter(|(at, _)| text[..*at].ends_with('\n')) {
        let broken = format!("{}{}", &text[..at], &text[at + 1..]);
        let (tree, bag) = read(&broken);
        let codes: Vec<_> = bag.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, ["unclosed-bracket"], "{}", shown(bag.clone(), &broken));
        assert_eq!(tree.items.len(), whole.items.len());
        assert_eq!(tree.items.iter().filter(|item| item.damaged).count(), 1);
    }
}

#[test]
fn good_entries_beside_bad_ones_are_kept() {
    let text = "language 1\nworkstream w \"W\" {\n  type messaging\n  mode = push\n  route all {\n    \"A\": when a = b to c\n    \"B\": when a == b to c\n  }\n  fallback c\n}\nqueue c { type: messaging }\n";
    let (tree, bag) = read(text);
    let codes: Vec<_> = bag.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["setting-mark", "equals-for-comparison", "setting-mark"]);
    let ast::ItemKind::Workstream(workstream) = &tree.items[0].kind else { panic!("no workstream") };
    assert_eq!(workstream.settings.len(), 2);
    assert_eq!(workstream.route[0].rules.len(), 1);
    assert!(tree.items[0].damaged && tree.items[1].damaged);
}

#[test]
fn a_declaration_that_cannot_be_read_keeps_its_name() {
    let tree = told_once("language 1\nqueue vip \"VIP\" extra {\n  type messaging\n}\n", "unexpected");
    let ast::ItemKind::Broken(broken) = &tree.items[0].kind else { panic!("not broken") };
    assert_eq!(broken.name.as_ref().unwrap().text, "vip");
    assert_eq!(broken.keyword.as_ref().unwrap().text, "queue");
}

#[test]
fn the_language_line_is_asked_for() {
    told_once("queue a { type record }\n", "missing-language");
    told_once("language 2\nqueue a { type record }\n", "unknown-language");
    told_once("queue a { type record }\nlanguage 1\n", "misplaced-language");
    let (_, bag) = read("// only a comment\n");
    assert!(bag.is_empty());
}

#[test]
fn words_of_clauses_name_fields() {
    let (tree, bag) = read(
        "language 1\nentity A {\n  to: text\n  order: int\n  after: text\n  use: text\n  set: int = 2\n  then: text?\n}\n",
    );
    assert!(bag.is_empty());
    let ast::ItemKind::Entity(entity) = &tree.items[0].kind else { panic!("no entity") };
    assert_eq!(entity.fields.len(), 6);
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_fault(text in "\\PC*") {
        prop_assert_eq!(printed(&text), text.clone());
        let _ = read(&text);
    }

    #[test]
    fn any_mix_of_words_is_read_without_a_fault(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        let text = words.join("");
        prop_assert_eq!(printed(&text), text.clone());
        let (tree, bag) = read(&text);
        if !bag.has_errors() {
            prop_assert!(parse_whole(FILE, &SourceFile::new("x", text)) == Some(tree));
        }
    }

    #[test]
    fn a_changed_example_is_read_without_a_fault(at in 0.0..1.0_f64, length in 0..40_usize, with in "[ -~\n\u{e9}]{0,4}") {
        let mut text: Vec<char> = example("contoso.route").chars().collect();
        let places = u32::try_from(text.len()).unwrap();
        let start = (0..places).find(|place| f64::from(*place) >= at * f64::from(places)).unwrap_or(0);
        let start = usize::try_from(start).unwrap();
        let end = (start + length).min(text.len());
        text.splice(start..end, with.chars());
        let text: String = text.into_iter().collect();
        prop_assert_eq!(printed(&text), text.clone());
        let (tree, bag) = read(&text);
        let count = bag.iter().count();
        prop_assert!(count <= 12, "{count} diagnostics:\n{}", shown(bag.clone(), &text));
        let damaged = tree.items.iter().any(|item| item.damaged);
        prop_assert!(!damaged || bag.has_errors());
        if !bag.has_errors() {
            prop_assert!(parse_whole(FILE, &SourceFile::new("x", text)) == Some(tree));
        }
    }
}

const WORDS: &[&str] = &[
    "language 1\n",
    "queue ",
    "workstream ",
    "enum ",
    "table ",
    "test ",
    "scenario ",
    "a ",
    "b ",
    "\"x\" ",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\n",
    ", ",
    ": ",
    "= ",
    "== ",
    "-> ",
    "| ",
    "when ",
    "otherwise ",
    "and ",
    "or ",
    "not ",
    "in ",
    "is ",
    "missing ",
    "1 ",
    "2.5 ",
    "08:00",
    "..",
    "..<",
    "2026-01-05 ",
    "1h30m ",
    "- ",
    "-",
    "+ ",
    "?? ",
    "?",
    "any ",
    "to ",
    "set ",
    "then ",
    "route all ",
    "classify x first ",
    "overflow ",
    "context ",
    "// c\n",
    "/// d\n",
    "\"\"\"",
    "\"",
    "\u{e9}",
    "first ",
    ".",
    "expect ",
    "10:00 ",
    "after ",
    "order by ",
    "condition c = ",
    "list l = ",
    "let x = ",
    "import ",
    "skill ",
];
