//! Labels of rules and the names of a scenario are names like any other: found, followed and changed.

use crate::ide_program::{Texts, at_cursor};
use enroute::diagnostic::{Edit, Severity};
use enroute::engine::Workspace;
use enroute::ide::{
    At, IncludeDeclaration, definition, highlights, hover, prepare_rename, references, rename,
};
use enroute::source::Span;

const PROGRAM: &str = "language 1
entity Case { title: text }
queue cases { type record, overflow { \"Late\": after 5m then transfer late } }
queue late { type record }
intake Case { \"Taken in\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  classify one first { \"Late ones\": otherwise set title = \"Late ones\" }
  route first { \"Other\": otherwise to cases }
}
workstream same copies desk { distribution { units 20 } }
test \"first\" {
  given desk { title \"a\" }
  expect fired one.\"Late ones\"
  expect not fired \"Other\"
}
test \"second\" {
  given same { title \"a\" }
  expect fired \"Late ones\"
}
test \"third\" {
  given Case { title \"a\" }
  expect fired \"Taken in\"
}
scenario \"names\" {
  from 2026-03-02 \"Europe/London\"
  agent ana { queues [cases], units 30 }
  agent ben { queues [cases] }
  09:00 c1 arrives at desk preferring [ana] { title \"a\" }
    expect c1.offered_to == ana
    expect cases.order == [c1]
  09:01 ana accepts c1
    expect ana.units_free == 20
  09:02 ana transfers c1 to agent ben
}
";

/// The program with the cursor before the nth `word`.
fn at(word: &str, nth: usize) -> (Workspace, At) {
    let (place, _) = PROGRAM.match_indices(word).nth(nth).expect("the program has that word");
    at_cursor(&[&PROGRAM[..place], "▲", &PROGRAM[place..]].concat())
}

fn texts(workspace: &Workspace, spans: &[Span]) -> Vec<(usize, String)> {
    let line = |span: &Span| {
        let text = workspace.text(span.file).unwrap();
        let before = &text[..span.start as usize];
        (before.matches('\n').count() + 1, text[span.start as usize..span.end as usize].to_owned())
    };
    spans.iter().map(line).collect()
}

fn found(word: &str, nth: usize) -> Vec<usize> {
    let (workspace, at) = at(word, nth);
    let spans = references(&workspace, at, IncludeDeclaration::Yes);
    let inside: Vec<_> = highlights(&workspace, at).into_iter().map(|(span, _)| span).collect();
    assert_eq!(inside, spans, "there is one file");
    let found = texts(&workspace, &spans);
    assert!(found.iter().all(|(_, text)| *text == found[0].1), "{found:?}");
    found.into_iter().map(|(line, _)| line).collect()
}

fn renamed(word: &str, nth: usize, new: &str) -> Result<String, String> {
    let (workspace, at) = at(word, nth);
    let texts = Texts::of([("main.route", PROGRAM)]);
    let mut edits: Vec<Edit> = rename(&workspace, &texts, at, new)?.edits;
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = PROGRAM.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    Ok(text)
}

#[test]
fn the_program_of_these_tests_checks() {
    let workspace = Texts::of([("main.route", PROGRAM)]).workspace();
    let errors = workspace.diagnostics().iter().filter(|said| said.severity == Severity::Error);
    assert_eq!(errors.count(), 0);
}

#[test]
fn a_label_leads_to_its_rule() {
    for (word, nth, line) in
        [("Late ones", 2, 9), ("Late ones", 3, 9), ("Other", 1, 10), ("Taken in", 1, 5), ("Other", 0, 10)]
    {
        let (workspace, at) = at(word, nth);
        assert_eq!(texts(&workspace, &definition(&workspace, at)), [(line, word.to_owned())]);
        let said = hover(&workspace, at).expect("a label says whose it is").text;
        assert!(said.contains(&format!("\"{word}\"")), "{said}");
    }
}

#[test]
fn a_label_is_found_in_the_tests_of_every_workstream_that_has_the_rule() {
    assert_eq!(found("Late ones", 0), [9, 15, 20]);
    assert_eq!(found("Late ones", 3), [9, 15, 20]);
    assert_eq!(found("Taken in", 0), [5, 24]);
    assert_eq!(found("Late\"", 0), [3]);
}

#[test]
fn a_text_that_only_reads_like_a_label_is_none() {
    let (workspace, at) = at("Late ones", 1);
    assert_eq!(definition(&workspace, at), []);
}

#[test]
fn a_label_is_changed_in_its_rule_and_in_the_tests() {
    let wanted = PROGRAM.replace("\"Late ones\":", "\"Too late, sorry\":");
    let wanted = wanted.replace("fired one.\"Late ones\"", "fired one.\"Too late, sorry\"");
    let wanted = wanted.replace("fired \"Late ones\"", "fired \"Too late, sorry\"");
    assert_eq!(renamed("Late ones", 0, "Too late, sorry").unwrap(), wanted);
    assert_eq!(renamed("Late ones", 3, "Too late, sorry").unwrap(), wanted);
}

#[test]
fn a_label_that_would_not_do_is_refused() {
    assert!(renamed("Late ones", 0, "so \"called\"").unwrap_err().contains("no label"));
    assert!(renamed("Late ones", 0, " ").unwrap_err().contains("no label"));
    assert!(renamed("Late ones", 0, "Other").is_err(), "a test would ask for two rules");
}

#[test]
fn people_and_items_of_a_scenario_are_found() {
    assert_eq!(found("ana", 1), [28, 30, 31, 33, 34, 35]);
    assert_eq!(found("c1", 0), [30, 31, 32, 33, 35]);
    assert_eq!(found("ben", 1), [29, 35]);
    let (workspace, at) = at("c1", 4);
    assert_eq!(texts(&workspace, &definition(&workspace, at)), [(30, "c1".to_owned())]);
    assert!(hover(&workspace, at).unwrap().text.contains("c1 arrives at desk"));
}

#[test]
fn people_and_items_of_a_scenario_are_given_other_names() {
    let changed = renamed("ana", 2, "zoe").unwrap();
    assert_eq!(changed.matches("zoe").count(), PROGRAM.matches("ana").count());
    assert!(!changed.contains("ana"));
    let changed = renamed("c1", 0, "first_chat").unwrap();
    assert_eq!(changed.matches("first_chat").count(), PROGRAM.matches("c1").count());
    assert!(renamed("c1", 0, "ana").is_err(), "somebody is called so");
    let (workspace, at) = at("ben", 0);
    assert_eq!(texts(&workspace, &[prepare_rename(&workspace, at).unwrap()]), [(29, "ben".to_owned())]);
}
