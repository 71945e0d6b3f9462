//! Rules that are read without the grammar are read as the grammar reads them: the same trees, the same problems.

use enroute::source::{FileId, SourceFile};
use enroute::syntax::{parse, parse_by_grammar};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: FileId = FileId(0);

fn agrees(name: &str, text: &str) {
    let file = SourceFile::new("test.route", text);
    let (tree, bag) = parse(FILE, &file);
    let (meant, said) = parse_by_grammar(FILE, &file);
    assert!(tree == meant, "{name}: the trees differ\n{text}");
    assert_eq!(bag, said, "{name}");
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "route" || end == "md") {
            found.push(path);
        }
    }
}

/// The programs of a text: itself, the cases of a file of the spec, the fenced ones of a page.
fn programs(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.split("\n//# ").collect();
    found.extend(
        text.split("```").skip(1).step_by(2).filter_map(|fence| fence.split_once('\n')).map(|part| part.1),
    );
    found.push(text);
    found
}

#[test]
fn all_programs_here_are_read_as_the_grammar_reads_them() {
    let mut found = Vec::new();
    for folder in ["examples", "tests/programs", "tests/spec", "docs"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    assert!(found.len() > 50, "{} files", found.len());
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        for program in programs(&text) {
            agrees(&path.display().to_string(), program);
        }
    }
}

fn program(rules: &str) -> String {
    format!(
        "language 1\nworkstream w {{\n  type record // as it is\n  route first {{\n{rules}\n  }}\n  fallback a\n  \
         classify p \"P\" first {{ {} }}\n  mode push\n}}\nintake Case {{ {rules} }}\nqueue a {{ type record }}\n",
        rules.replace('\n', ", ")
    )
}

#[test]
fn separators_between_rules_are_read_as_the_grammar_reads_them() {
    let rules =
        ["when a == 1 to b", "\"X\": otherwise to split { a 50%, b 50% }", "when a to b set c = 2", "when ("];
    for separator in ["\n", ", ", ",\n", "\n\n  // Why.\n  ", ",,", " , /// Doc.\n", " "] {
        for first in rules {
            for second in rules {
                let all = [first, second, first, first, second].join(separator);
                agrees("separators", &program(&all));
                agrees("separators", &program(&format!("{separator}{all}{separator}")));
            }
        }
    }
}

fn value() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(
        &[
            "amount",
            "customer.tier",
            "order",
            "item",
            "yes",
            "\"a \\\" b\"",
            "12",
            "-4",
            "1.50",
            "5%",
            "2h30m",
            "08:00",
            "2026-03-02",
            "2026-03-02T10:15",
            "2026-03-02T10:15:00Z",
            "2026-03-02T10:15+01:00",
            "1..5",
            "-2..<3",
            "null",
            "08:00..18:00",
            "a .. b",
            "free( load )",
            "is_vip(customer, 3,)",
            "sla(a)[1]",
            "a + 1",
            "a ?? b * 2",
            "any",
        ][..],
    );
    plain.prop_map(str::to_owned)
}

fn test() -> impl Strategy<Value = String> {
    let list = prop::collection::vec(value(), 0..4).prop_map(|values| format!("[{}]", values.join(", ")));
    let signs =
        ["==", "!=", "<", "<=", ">", ">=", "in", "not in", "contains any", "contains word", "exactly in"];
    let further = [
        "contains",
        "contains none",
        "starts with",
        "ends with",
        "matches",
        "exactly ==",
        "exactly contains",
        "within last",
        "within next",
        "older than",
    ];
    let asked = prop::sample::select([&signs[..], &further[..]].concat());
    let right = prop_oneof![value(), list];
    let alone = prop::sample::select(&["is missing", "is present", "during office", "exactly", ""][..]);
    let subject = prop_oneof![9 => value(), 1 => Just("during office".to_owned())];
    prop_oneof![
        6 => (value(), asked, right).prop_map(|(left, asked, right)| format!("{left} {asked} {right}")),
        1 => (subject, alone).prop_map(|(left, asked)| format!("{left} {asked}")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    test().prop_recursive(5, 24, 4, |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        let join = prop::sample::select(&[" and ", " or ", "\n    and ", "\n  or // Why.\n  "][..]);
        prop_oneof![
            (parts, join).prop_map(|(parts, join)| format!("({})", parts.join(join))),
            inner.clone().prop_map(|inner| format!("not ({inner})")),
            inner.prop_map(|inner| format!("not {inner}")),
        ]
    })
}

fn rule() -> impl Strategy<Value = String> {
    let clauses = [
        "to a",
        "to team(area)",
        "set priority = high",
        "set x.y = a == 1 and b",
        "require french",
        "hold load",
        "require french >= 3",
        "require french > 3",
        "to bot",
        "urgency 5",
        "to a set b = 1 + 2",
        "to agent x in a",
    ];
    let clause = prop::sample::select(clauses.to_vec());
    let when = prop_oneof![9 => condition().prop_map(|when| format!("when {when}")), 1 => Just("otherwise".to_owned())];
    let label = prop::sample::select(&["", "\"Label\": ", "\"Label\":\n  "][..]);
    (label, when, clause).prop_map(|(label, when, clause)| format!("{label}{when} {clause}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn made_up_rules_are_read_as_the_grammar_reads_them(rules in prop::collection::vec(rule(), 1..5)) {
        agrees("made up", &program(&rules.join("\n")));
    }

    #[test]
    fn mixed_up_rules_are_read_as_the_grammar_reads_them(words in prop::collection::vec(prop::sample::select(WORDS), 1..14)) {
        agrees("mixed up", &program(&format!("when {} to a", words.concat())));
        agrees("mixed up", &program(&format!("when a == 1 and {} to a", words.concat())));
        agrees("mixed up", &program(&format!("when a == 1 {}\nwhen b to a", words.concat())));
    }
}

const WORDS: &[&str] = &[
    " a",
    " b ",
    ".c",
    " item",
    " has ",
    " needs ",
    " holds ",
    " and ",
    " or ",
    " not ",
    " in ",
    " is ",
    " missing",
    " present",
    " any ",
    " during ",
    " office",
    " within ",
    " last ",
    " 2d",
    " older ",
    " than ",
    " exactly ",
    " contains ",
    " word ",
    " starts ",
    " with ",
    " == ",
    " >= ",
    "=",
    " < ",
    "(",
    ")",
    "[",
    "]",
    ", ",
    "\n",
    "..",
    "..<",
    "-",
    " - ",
    " + ",
    "??",
    " 1",
    "1",
    "1.5",
    "%",
    " \"x\"",
    " yes",
    "f(",
    " true",
    " null",
    " to ",
    " set ",
    " require ",
    " when ",
    " otherwise ",
    " 10:00",
    " 2026-03-02T10:00+01:00:00",
    " 2026-03-02T10:00-01:00",
    " 24:00",
    " // Why.\n",
    " agent ",
    " bot",
    " split ",
    "{",
    "}",
    ": ",
    " after ",
    " then ",
    " hold ",
    " é",
];
