//! Where things are declared and named, what can be selected, folded and coloured: drawn under the source.

use crate::ide_program::{Texts, at_cursor, cursor, drawn, snapshot};
use enroute::diagnostic::Edit;
use enroute::engine::Workspace;
use enroute::ide::{
    self, At, IncludeDeclaration, Symbol, definition, find_symbols, folds, highlights, lenses, links,
    occurrence, paint, prepare_rename, references, rename, selections, symbols,
};
use enroute::source::{FileId, Span};
use std::fmt::Write;

const PEOPLE: &str = "language 1
enum Tier { silver, gold \"Gold card\" }
rating Level { range 1..5 }
skill french \"French\" { rating Level }
presence lunch \"At lunch\" { base away }
";

/// A program of two files; the first has a cursor in it.
const DESK: &str = "language 1
import \"people.route\"

// What customers write about.
// One line of the case table each.
entity Case { title: text, tier: Tier, amount: int? }

condition is_good(who: Case) = who.tier == gold
table desk_for(tier: Tier) -> queue first {
  gold   -> late
  silver -> cases
}
queue cases { type record }
queue late {
  type record
  overflow {
    after 5m then transfer cases
  }
}
session case_page { title \"Case {title}\" }
intake Case { \"All\": otherwise to desk }
workstream desk \"The desk\" {
  type record, carries Case, mode push, fallback cases
  context { order: text? }
  distribution { units 10, presences [available], skills closest }
  templates { session case_page }
  classify urgency first {
    when is_good(item) set tier = silver
    \"Late\": when tier == gold and order is present set order = \"late\" require french >= 3
  }
  route first {
    \"Late\": when title contains word \"late\" to late
    \"By tier\": otherwise to desk_for(tier)
  }
}
test \"late ones go to late\" {
  given desk { title \"late\", tier gold }
  expect queue == late
  expect fired urgency.\"Late\"
}
";

fn desk() -> (Texts, Workspace) {
    let texts = Texts::of([("desk.route", DESK), ("people.route", PEOPLE)]);
    let workspace = texts.workspace();
    (texts, workspace)
}

/// The place of the nth `word` of a file.
fn nth(workspace: &Workspace, file: &str, word: &str, nth: usize) -> At {
    let file = workspace.file(file).unwrap();
    let text = workspace.text(file).unwrap();
    let (offset, _) = text.match_indices(word).nth(nth).expect("the text has that word");
    At { file, offset: u32::try_from(offset).unwrap() }
}

fn at_marks(workspace: &Workspace, places: Vec<Span>) -> String {
    drawn(workspace, &places.into_iter().map(|span| (span, String::new())).collect::<Vec<_>>())
}

#[test]
fn the_program_of_these_tests_checks() {
    let (_, workspace) = desk();
    assert_eq!(
        workspace.diagnostics().iter().map(|said| (&said.code, said.span())).collect::<Vec<_>>(),
        Vec::new()
    );
}

#[test]
fn what_is_named_leads_to_where_it_is_declared() {
    let (_, workspace) = desk();
    let mut out = String::new();
    for (word, at) in [
        ("people.route", 0),
        ("Tier", 0),
        ("gold", 0),
        ("who", 1),
        ("late", 1),
        ("cases", 3),
        ("title}", 0),
        ("is_good", 1),
        ("order", 1),
        ("french", 0),
        ("desk_for", 1),
        ("urgency", 1),
        ("Case", 3),
        ("available", 0),
    ] {
        let at = nth(&workspace, "desk.route", word, at);
        writeln!(out, "{}", at_marks(&workspace, vec![Span::new(at.file, at.offset, at.offset + 1)]))
            .unwrap();
        writeln!(out, "→ {}", at_marks(&workspace, definition(&workspace, at))).unwrap();
    }
    snapshot("what_is_named_leads_to_where_it_is_declared", &out);
}

#[test]
fn every_place_that_names_a_thing_is_found_over_all_files() {
    let (_, workspace) = desk();
    let mut out = String::new();
    for (file, word) in [
        ("people.route", "gold"),
        ("desk.route", "late {"),
        ("desk.route", "tier:"),
        ("desk.route", "urgency"),
    ] {
        let at = nth(&workspace, file, word, 0);
        writeln!(out, "{}", at_marks(&workspace, references(&workspace, at, IncludeDeclaration::Yes)))
            .unwrap();
        let others = references(&workspace, at, IncludeDeclaration::No);
        assert_eq!(others.len() + 1, references(&workspace, at, IncludeDeclaration::Yes).len());
    }
    snapshot("every_place_that_names_a_thing_is_found_over_all_files", &out);
}

#[test]
fn a_field_is_written_where_it_is_set() {
    let (_, workspace) = desk();
    let at = nth(&workspace, "desk.route", "order:", 0);
    let found = highlights(&workspace, at).into_iter().map(|(span, access)| (span, format!("{access:?}")));
    snapshot("a_field_is_written_where_it_is_set", &drawn(&workspace, &found.collect::<Vec<_>>()));
}

fn renamed(workspace: &Workspace, edits: &[Edit]) -> String {
    let marks = edits.iter().map(|edit| (edit.span, edit.text.clone()));
    drawn(workspace, &marks.collect::<Vec<_>>())
}

#[test]
fn a_new_name_is_written_wherever_the_old_one_is() {
    let (texts, workspace) = desk();
    let mut out = String::new();
    for (file, word, new) in [
        ("desk.route", "late {", "evening"),
        ("people.route", "gold", "golden"),
        ("desk.route", "title:", "subject"),
        ("people.route", "french", "speaks_french"),
        ("desk.route", "urgency", "how_urgent"),
        ("desk.route", "who:", "whose"),
        ("desk.route", "Case {", "Paper"),
    ] {
        let at = nth(&workspace, file, word, 0);
        prepare_rename(&workspace, at).unwrap();
        let edits = rename(&workspace, &texts, at, new).unwrap_or_else(|why| panic!("{word}: {why}"));
        let told = edits.outside.map(|told| format!("{told}\n")).unwrap_or_default();
        writeln!(out, "{word} → {new}\n{}{told}", renamed(&workspace, &edits.edits)).unwrap();
    }
    snapshot("a_new_name_is_written_wherever_the_old_one_is", &out);
}

#[test]
fn a_field_that_is_renamed_keeps_its_name_in_the_data() {
    let (texts, workspace) = desk();
    let at = nth(&workspace, "desk.route", "amount", 0);
    let edits = rename(&workspace, &texts, at, "sum").unwrap().edits;
    assert_eq!(edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>(), ["sum", " from \"amount\""]);
}

#[test]
fn what_would_not_check_or_mean_something_else_is_refused() {
    let (texts, workspace) = desk();
    let mut out = String::new();
    for (word, at, new) in [
        ("available", 0, "here"),
        ("language", 0, "tongue"),
        ("late {", 0, "too late"),
        ("late {", 0, "2late"),
        ("late {", 0, "sp\u{e4}t"),
        ("late {", 0, "when"),
        ("late {", 0, "cases"),
        ("late {", 0, "default_record"),
        ("is_good", 0, "desk_for"),
        ("title:", 0, "tier"),
        ("order:", 0, "title"),
        ("who:", 0, "now"),
        ("amount", 0, "is_good"),
    ] {
        let at = nth(&workspace, "desk.route", word, at);
        let why = rename(&workspace, &texts, at, new).map(|found| renamed(&workspace, &found.edits));
        writeln!(out, "{word} → {new}: {}", why.unwrap_or_else(|why| why)).unwrap();
    }
    snapshot("what_would_not_check_or_mean_something_else_is_refused", &out);
}

#[test]
fn what_stands_in_a_table_beside_the_program_is_renamed_with_it() {
    let program = "language 1
enum Tier { silver, gold }
entity Case { tier: Tier }
queue cases { type record }
queue late { type record }
table desk_for(tier: Tier) -> (desk: queue) first from \"desks.csv\"
intake Case { \"All\": otherwise to w }
workstream w {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first { \"By tier\": when tier is present to desk_for(tier) }
}
";
    let rows = "tier,desk\n\"[silver, gold]\",late\nnot gold , \"cases\"\n";
    let texts = Texts::of([("main.route", program), ("desks.csv", rows)]);
    let workspace = texts.workspace();
    let mut out = String::new();
    for (word, new) in [("gold", "golden"), ("late", "evening"), ("tier: Tier)", "t"), ("cases", "general")] {
        let edits = rename(&workspace, &texts, nth(&workspace, "main.route", word, 0), new);
        let shown = edits.map_or_else(|why| why, |found| renamed(&workspace, &found.edits));
        writeln!(out, "{word} → {new}\n{shown}").unwrap();
    }
    snapshot("what_stands_in_a_table_beside_the_program_is_renamed_with_it", &out);
}

#[test]
fn nothing_is_renamed_where_errors_may_hide_a_use() {
    let text = "language 1\nqueue la▲te { type record }\nqueue b { type record, overflow { after 5m then transfer late late } }\n";
    let (text, offset) = cursor(text);
    let texts = Texts::of([("main.route", &text)]);
    let workspace = texts.workspace();
    let at = At { file: FileId(0), offset };
    snapshot(
        "nothing_is_renamed_where_errors_may_hide_a_use",
        &rename(&workspace, &texts, at, "later").unwrap_err(),
    );
}

fn tree(symbols: &[Symbol], depth: usize, out: &mut String) {
    for one in symbols {
        let detail = one.detail.as_ref().map(|detail| format!(" “{detail}”")).unwrap_or_default();
        writeln!(out, "{}{} {:?}{detail}", "  ".repeat(depth), one.name, one.kind).unwrap();
        tree(&one.children, depth + 1, out);
    }
}

#[test]
fn a_file_shows_what_it_declares_also_where_it_is_broken() {
    let (_, workspace) = desk();
    let mut out = String::new();
    tree(&symbols(&workspace, FileId(0)), 0, &mut out);
    let broken =
        "language 1\nqueue a { type = = }\nqueue { }\nworkstream b }\nenum C { x, 5, y }\ntest \"t\" {";
    let workspace = Texts::of([("broken.route", broken)]).workspace();
    writeln!(out, "────").unwrap();
    tree(&symbols(&workspace, FileId(0)), 0, &mut out);
    snapshot("a_file_shows_what_it_declares_also_where_it_is_broken", &out);
}

#[test]
fn symbols_are_found_by_their_letters() {
    let (_, workspace) = desk();
    let mut out = String::new();
    for query in ["lt", "dsk", "urg", "zz", ""] {
        let found = find_symbols(&workspace, query);
        let found: Vec<_> = found.iter().map(|one| one.name.as_str()).collect();
        writeln!(out, "{query:?}: {}", found.join(", ")).unwrap();
    }
    snapshot("symbols_are_found_by_their_letters", &out);
}

#[test]
fn blocks_comments_and_imports_fold() {
    let text = "language 1\nimport \"a.route\"\nimport \"b.route\"\n\n// one\n// two\n\n/// about\n/// a queue\nqueue a {\n  type record\n  overflow {\n    after 5m then\n  }\n\nlist l = [\n  \"\"\"a\nb\"\"\"\n]\n";
    let workspace = Texts::of([("main.route", text)]).workspace();
    let found = folds(&workspace, FileId(0)).into_iter().map(|fold| {
        let lines = text[fold.span.start as usize..fold.span.end as usize].matches('\n').count();
        (fold.span, format!("{:?}, {lines} more lines", fold.kind))
    });
    snapshot("blocks_comments_and_imports_fold", &drawn(&workspace, &found.collect::<Vec<_>>()));
}

#[test]
fn a_selection_grows_from_the_word_to_the_file() {
    let mut out = String::new();
    for text in [
        DESK.replacen("tier == gold and", "ti▲er == gold and", 1),
        "language 1\nqueue a { type record, overflow { when (wai▲ting > and then } }\n".to_owned(),
    ] {
        let (workspace, at) = at_cursor(&text);
        let text = workspace.text(at.file).unwrap();
        for span in selections(&workspace, at) {
            let part = text[span.start as usize..span.end as usize].replace('\n', "⏎");
            let shown: String = part.chars().take(60).collect();
            writeln!(out, "{shown}{}", if shown.len() < part.len() { "…" } else { "" }).unwrap();
        }
        writeln!(out, "────").unwrap();
    }
    snapshot("a_selection_grows_from_the_word_to_the_file", &out);
}

#[test]
fn every_word_is_coloured_by_what_it_is() {
    let (_, workspace) = desk();
    let marks = |workspace: &Workspace| {
        let found = paint(workspace, FileId(0)).into_iter().map(|one| {
            let declares = if one.declares { " declares" } else { "" };
            let built_in = if one.built_in { " built in" } else { "" };
            (one.span, format!("{:?}{declares}{built_in}", one.kind))
        });
        drawn(workspace, &found.collect::<Vec<_>>())
    };
    let mut out = marks(&workspace);
    let text = "language 1\nlist first = [\"a\", \"\"\"b\nc\"\"\"]\nqueue all { type record, priority = 2026-01-02T10:00Z }\n";
    out += &marks(&Texts::of([("main.route", text)]).workspace());
    snapshot("every_word_is_coloured_by_what_it_is", &out);
}

#[test]
fn paths_lead_to_files_and_tests_can_be_run() {
    let (_, workspace) = desk();
    let found = links(&workspace, FileId(0)).into_iter().map(|link| (link.span, link.target));
    let tests = lenses(&workspace, FileId(0))
        .into_iter()
        .map(|lens| (lens.span, format!("{:?}: {}", lens.kind, lens.title)));
    snapshot(
        "paths_lead_to_files_and_tests_can_be_run",
        &drawn(&workspace, &found.chain(tests).collect::<Vec<_>>()),
    );
}

#[test]
fn a_cursor_is_answered_without_a_look_at_other_sections() {
    let mut text = String::from("language 1\nentity Case { title: text }\nqueue q { type record }\n");
    for number in 0..200 {
        writeln!(text, "condition c{number}(who: Case) = who.title == \"{number}\"").unwrap();
    }
    let workspace = Texts::of([("main.route", &text)]).workspace();
    let at = nth(&workspace, "main.route", "title ==", 150);
    let section = workspace.tree(at.file, at.offset).unwrap().id;
    assert_eq!(workspace.found().uses_in(section).count(), 5);
    assert_eq!(occurrence(&workspace, at).unwrap().span.len(), 5);
    assert_eq!(ide::definition(&workspace, at).len(), 1);
}
