//! `docs/coverage.md` says what is true: every row is filled, every code and every test in it exists, every line of
//! syntax checks in a small program.

use super::scenarios;
use super::support::compile;
use enroute::diagnostic::Severity;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/coverage.md")).unwrap()
}

/// The cells of each line of a table whose first cell is a number, by how many cells a line has.
fn rows(page: &str, cells: usize) -> Vec<Vec<String>> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|row| row.len() == cells && row[0].parse::<usize>().is_ok())
        .collect()
}

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every code that the source gives: the literals of `code("…")`, and those of the limit profiles.
fn codes() -> BTreeSet<String> {
    let mut files = Vec::new();
    texts(&root().join("src"), &mut files);
    let mut found = BTreeSet::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(path).unwrap();
        for mark in ["code(\"", "code: \""] {
            let after = text.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(after.map(str::to_owned));
        }
    }
    found
}

/// The words between back quotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_row_is_filled() {
    let page = page();
    for (cells, last) in [(6, 93), (3, 20)] {
        let rows = rows(&page, cells);
        let numbers: Vec<_> = rows.iter().map(|row| row[0].parse::<usize>().unwrap()).collect();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
        let empty = rows.iter().flatten().find(|cell| cell.trim().is_empty());
        assert!(empty.is_none());
    }
}

#[test]
fn every_code_in_it_is_given_and_every_link_leads_to_a_page() {
    let page = page();
    let known = codes();
    let cells = rows(&page, 6).into_iter().map(|row| row[3].clone());
    let cells: Vec<_> = cells.chain(rows(&page, 3).into_iter().map(|row| row[2].clone())).collect();
    let unknown: BTreeSet<_> =
        cells.iter().flat_map(|cell| quoted(cell)).filter(|code| !known.contains(*code)).collect();
    assert!(unknown.is_empty(), "no such codes: {unknown:?}");
    for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(root().join("docs").join(link).exists(), "no page {link}");
    }
}

#[test]
fn every_test_in_it_exists() {
    for row in rows(&page(), 6) {
        for name in quoted(&row[4]) {
            let exists = match (name.split_once("::"), name.split_once(": ")) {
                (Some((module, test)), _) => {
                    holds(&format!("tests/it/{module}.rs"), |line| line.starts_with(&format!("fn {test}(")))
                }
                (None, Some((file, case))) => {
                    holds(&format!("tests/spec/{file}.route"), |line| line == format!("//# {case}"))
                }
                (None, None) => false,
            };
            assert!(exists, "row {}: no test `{name}`", row[0]);
        }
    }
}

#[test]
fn every_scenario_in_it_comes_about() {
    let shown = scenarios::shown();
    for row in rows(&page(), 6) {
        for name in quoted(&row[5]).into_iter().filter(|name| name.contains(": ")) {
            assert!(shown.contains(name), "row {}: no scenario `{name}`", row[0]);
        }
    }
}

#[test]
fn what_happens_to_items_with_a_queue_is_shown_by_scenarios() {
    let without: Vec<_> = rows(&page(), 6)
        .into_iter()
        .filter(|row| !row[5].contains("day/") && !row[5].contains("programs/"))
        .map(|row| row[0].parse::<usize>().unwrap())
        .collect();
    assert_eq!(without, DECIDED_BEFORE);
}

/// The rows of which nothing is left to decide once an item has its queue.
const DECIDED_BEFORE: [usize; 44] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 16, 19, 23, 26, 27, 28, 29, 30, 32, 33, 34, 36, 38, 54, 55, 57,
    58, 59, 63, 64, 65, 66, 67, 68, 69, 70, 74, 76, 82, 88, 90, 93,
];

/// The text of the case, if there is one.
fn case(name: &str) -> Option<String> {
    let (file, heading) = name.split_once(": ")?;
    let text = fs::read_to_string(root().join(format!("tests/spec/{file}.route"))).ok()?;
    let after = text.split_once(&format!("//# {heading}\n"))?.1;
    Some(after.split("//# ").next().unwrap().to_owned())
}

#[test]
fn every_case_in_it_shows_the_code_or_the_words_of_its_row() {
    let mut wrong = Vec::new();
    for row in rows(&page(), 6) {
        let codes = quoted(&row[3]).into_iter().map(|code| format!("//~ {code} "));
        let inside = quoted(&row[2]).into_iter().filter_map(|line| {
            let line = line.strip_prefix("distribution { ").unwrap_or(line);
            line.split_whitespace().next().map(|word| format!("{word} "))
        });
        let signs: Vec<_> = codes.chain(inside).collect();
        for name in quoted(&row[4]) {
            let shows = |text: &String| signs.is_empty() || signs.iter().any(|sign| text.contains(sign));
            if case(name).is_some_and(|text| !shows(&text)) {
                wrong.push(format!("row {}: `{name}` shows none of {signs:?}", row[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn holds(path: &str, wanted: impl Fn(&str) -> bool) -> bool {
    fs::read_to_string(root().join(path)).is_ok_and(|text| text.lines().any(wanted))
}

#[test]
fn only_what_leaves_nothing_to_show_has_no_test() {
    let without: Vec<_> = rows(&page(), 6)
        .into_iter()
        .filter(|row| quoted(&row[4]).is_empty())
        .map(|row| row[0].clone())
        .collect();
    assert_eq!(without, ["9", "16", "32", "65", "72", "79", "80", "82", "88", "93"]);
}

/// What the lines of syntax may speak of, a declaration a line.
const DECLARED: &[&str] = &[
    "enum Tier { bronze, silver, gold }",
    "enum Priority { low, normal, high }",
    "enum Product { phone, billing }",
    "hours office { zone \"Europe/London\", open mon..fri 08:00..18:00 }",
    "profile chat_load { limit 3 }",
    "profile cases_day { limit 20 }",
    "skill french",
    "auth contoso_portal { kind token }",
    "bot order_helper { kind copilot }",
    "bot faq { kind azure, role assist }",
    "reply welcome { text en \"Hello\" }",
    "session chat_session { title \"Chat\" }",
    "notification chat_offer { auto_assign yes }",
    "entity Customer { name: text, tier: Tier = bronze }",
    "entity Conversation { message: text?, customer: Customer?, priority: Priority = normal }",
    "entity Case { title: text, product: Product? }",
    "queue general { type [messaging, voice] }",
    "queue vip { type messaging }",
    "queue paris { type messaging }",
    "queue montreal { type messaging }",
    "queue cases { type record }",
];

/// The settings of a workstream of each kind that the lines of syntax may stand among, one a line.
const WORKSTREAMS: &[(&str, &[&str])] = &[
    (
        "contoso_chat",
        &[
            "type messaging",
            "channel chat",
            "persistent yes",
            "carries Conversation",
            "mode push",
            "fallback general",
            "auth contoso_portal",
            "context { language: text?, email: text? }",
            "distribution { profile chat_load, presences [available] }",
        ],
    ),
    (
        "contoso_sms",
        &[
            "type messaging",
            "channel sms",
            "carries Conversation",
            "mode push",
            "fallback general",
            "distribution { profile chat_load, presences [available] }",
        ],
    ),
    (
        "contoso_line",
        &[
            "type voice",
            "carries Conversation",
            "mode push",
            "fallback general",
            "distribution { profile chat_load, presences [available] }",
        ],
    ),
    (
        "case_desk",
        &[
            "type record",
            "carries Case",
            "mode push",
            "fallback cases",
            "distribution { profile cases_day, presences [available] }",
        ],
    ),
];

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

/// The block of a workstream with the line in place of the setting of that word; in its distribution likewise.
fn workstream(name: &str, settings: &[&str], line: &str) -> String {
    let kept = settings.iter().filter(|setting| line.is_empty() || first_word(setting) != first_word(line));
    let kept: Vec<_> = kept.copied().collect();
    let inner = line.strip_prefix("distribution { ").and_then(|line| line.strip_suffix(" }"));
    let line = match inner {
        Some(inner) if ["units", "profile"].contains(&first_word(inner)) => {
            format!("distribution {{ {inner}, presences [available] }}")
        }
        Some(inner) if first_word(inner) == "presences" => {
            format!("distribution {{ profile chat_load, {inner} }}")
        }
        Some(inner) => format!("distribution {{ profile chat_load, presences [available], {inner} }}"),
        None => line.to_owned(),
    };
    format!("workstream {name} {{\n  {}\n  {line}\n}}\n", kept.join("\n  "))
}

/// The program with nothing of its own, but for the declaration that begins with the same two words as the line.
fn around(line: &str) -> String {
    let head: Vec<_> = line.split_whitespace().take(2).collect();
    let taken = |declared: &str| declared.split_whitespace().take(2).eq(head.iter().copied());
    let mut text = String::from("language 1\n");
    for declared in DECLARED.iter().filter(|declared| !taken(declared)) {
        text.extend([*declared, "\n"]);
    }
    for (name, settings) in WORKSTREAMS.iter().filter(|(name, _)| !taken(&format!("workstream {name}"))) {
        text += &workstream(name, settings, "");
    }
    text
}

/// The programs with the line at each place where a line may stand.
fn programs_with(line: &str) -> Vec<String> {
    let whole = match first_word(line) {
        "route" => line.replace('…', "\"All\": otherwise to general"),
        _ if line.contains(" copies ") => line.replace('…', "instances [\"shop.contoso.com\"]"),
        _ => line.replace('…', &WORKSTREAMS[0].1.join(", ")),
    };
    let mut programs = vec![format!("{}{whole}\n", around(&whole))];
    for (name, settings) in WORKSTREAMS {
        let rest = around(&format!("workstream {name}"));
        programs.push(rest + &workstream(name, settings, &whole));
    }
    programs.push(format!("{}organisation contoso {{ {whole} }}\n", around("")));
    programs.push(format!("{}queue desk {{\n  type messaging\n  hours office\n  {whole}\n}}\n", around("")));
    let time = if first_word(line) == "expect" { "" } else { "15:00 " };
    programs.push(format!(
        "{}scenario \"a day\" {{\n  from 2026-03-02 \"Europe/London\"\n  agent ana {{ queues [general], capacity chat_load 3 }}\n  \
         10:00 c1 arrives at contoso_chat {{ message \"Hello\" }}\n  10:01 ana accepts c1\n  {time}{whole}\n}}\n",
        around("")
    ));
    programs
}

fn errors(program: &str) -> Vec<String> {
    let found = compile(program).checked.diagnostics;
    let errors = found.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.code.clone()).collect()
}

#[test]
fn every_line_of_syntax_checks_somewhere() {
    assert_eq!(errors(&around("")), [""; 0], "the program around the lines has errors of its own");
    let mut wrong = Vec::new();
    for row in rows(&page(), 6) {
        for line in quoted(&row[2]) {
            let tried: Vec<_> = programs_with(line).iter().map(|program| errors(program)).collect();
            if tried.iter().all(|errors| !errors.is_empty()) {
                wrong.push(format!("row {}: `{line}` is wrong everywhere: {tried:?}", row[0]));
            }
        }
        if quoted(&row[2]).is_empty() && !row[2].starts_with('—') {
            wrong.push(format!("row {} has no syntax, and does not say why after a dash", row[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
