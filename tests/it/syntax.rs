//! Text to tree: what is accepted, what is refused, and how it is said.

use enroute::diagnostic::{Bag, Diagnostic};
use enroute::source::{FileId, SourceFile};
use enroute::syntax::{ast, parse, parse_whole};
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
        let line = text[..span.start as usize].matches('\n').count() + 1;
        let under = &text[span.start as usize..span.end as usize];
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
        assert!(tree.language.is_some() && tree.items.len() > 5);
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
        ("\"A\": when a == to c", "unexpected"),
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

#[test]
fn see_the_words() {
    let text = "workstream a {
  type: messaging
  mode = push
  carries Conversation extra ] 
  route {
    \"A\": when a to b
  }
  classify x first {
    \"A\": when a == set b = 1
    \"B\": when a == b set b = 1
    otherwise set b = = 1
  }
  clasify y first {
    \"B\": when a == b set b = 1
  }
}
queue b
{
  type record
}
  stray stuff
queu x \"y\" { }
queue c {
  overflow {
    when a then transfer b
    wen a then transfer b
}
table t(a: int) -> int first {
  1 -> 2
  1 | -> 2
  1 -> 2 3
}
enum E { a, b \"B\" named [\"x\" \"y\"], c = = 5, in }
entity X { a text, b: , c: text? = }
hours h { open mon - fri 08:00..18:00 }
list l = [1, 2
condition c(a) = a
condition d(a: int) = a >
test \"x\" { given a { b 1 } expect }
scenario \"y\" { expect a == b
  10:00 a b
  10:0 c
}
language 1
";
    let (_, bag) = read(text);
    println!("{}", shown(bag, text));
}
