//! Every word of a program that names something is known to, and leads where it should.

use crate::ide_program::{Texts, programs, snapshot};
use crate::ide_rename::without;
use enroute::diagnostic::{Edit, Severity};
use enroute::engine::Workspace;
use enroute::ide::{
    At, IncludeDeclaration, PaintKind, Symbol, definition, occurrence, occurrences_in, paint, references,
    rename, symbols,
};
use enroute::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

fn names(symbols: &[Symbol], found: &mut BTreeSet<String>) {
    for symbol in symbols {
        found.insert(symbol.name.clone());
        names(&symbol.children, found);
    }
}

fn text_at(workspace: &Workspace, span: Span) -> &str {
    &workspace.text(span.file).unwrap()[span.start as usize..span.end as usize]
}

/// Lines in which a word that something is called by means something of the language, or names nothing.
const NO_NAMES: &[(&str, &str)] = &[
    // Outputs of a table, which nothing refers to by name.
    ("team", "-> (team: queue)"),
    ("desk", "-> (desk: queue)"),
    ("priority", "-> (priority: Priority, severity: int)"),
    ("severity", "-> (priority: Priority, severity: int)"),
    // Words that are the language's own there.
    ("customer", "identify customer from"),
    ("skills", "inherit [presences, skills, capacity]"),
    ("most", "proficiency most"),
    ("most", "skill_count most"),
    ("nearest", "proficiency nearest"),
    ("chat", "channel chat"),
    ("open", ".state == open"),
    ("route", "fired bank_chat.route."),
    ("route", "fired phone.route."),
    ("route", "fired bank_chat.route {"),
    ("route", "fired phone.route {"),
    ("route", "fired disputes.route {"),
    ("route", "fired open_cases.route"),
];

#[test]
fn every_word_that_names_something_is_known_to() {
    let mut missing = BTreeSet::new();
    for (_, texts) in programs() {
        let workspace = texts.workspace();
        if workspace.diagnostics().iter().any(|said| said.severity == Severity::Error) {
            continue;
        }
        let mut declared = BTreeSet::new();
        for (file, _) in workspace.files() {
            names(&symbols(&workspace, file), &mut declared);
            let named = occurrences_in(&workspace, file).into_iter().filter(|one| one.declares);
            declared.extend(named.map(|one| text_at(&workspace, one.span).to_owned()));
        }
        for (file, name) in workspace.files() {
            let text = workspace.text(file).unwrap();
            for one in paint(&workspace, file) {
                let word = text_at(&workspace, one.span);
                let is_named = !matches!(one.kind, PaintKind::Word | PaintKind::Function | PaintKind::Type);
                if is_named || !declared.contains(word) {
                    continue;
                }
                let line = text[..one.span.start as usize].rsplit('\n').next().unwrap().len();
                let line = &text[one.span.start as usize - line..];
                let line = line.split('\n').next().unwrap().trim();
                if !NO_NAMES.iter().any(|(known, before)| *known == word && line.contains(before)) {
                    missing.insert(format!("{name}: `{word}` in {line}"));
                }
            }
        }
    }
    assert_eq!(missing.into_iter().collect::<Vec<_>>().join("\n"), "");
}

#[test]
fn every_word_that_names_something_leads_to_where_it_is_declared() {
    for (program, texts) in programs() {
        let workspace = texts.workspace();
        for (file, name) in workspace.files() {
            for one in occurrences_in(&workspace, file) {
                let at = At { file, offset: one.span.start };
                let word = text_at(&workspace, one.span);
                let shown = format!("`{word}` at {} of {name} in {program}", one.span.start);
                assert_eq!(occurrence(&workspace, at).unwrap().span, one.span, "{shown}");
                for place in definition(&workspace, at) {
                    let there = occurrence(&workspace, At { file: place.file, offset: place.start }).unwrap();
                    assert!(there.declares, "{shown}");
                    assert_eq!(text_at(&workspace, place), word, "{shown}");
                }
                let all = references(&workspace, at, IncludeDeclaration::Yes);
                assert!(all.contains(&one.span), "{shown}");
                let others = references(&workspace, at, IncludeDeclaration::No);
                assert_eq!(others.contains(&one.span), !one.declares, "{shown}");
            }
        }
    }
}

fn applied(workspace: &Workspace, texts: &Texts, edits: &[Edit]) -> Texts {
    let names: BTreeMap<_, _> = workspace.files().collect();
    let mut texts = texts.clone();
    for edit in edits.iter().rev() {
        let text = texts.0.get_mut(names[&edit.span.file]).unwrap();
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    texts
}

fn said(workspace: &Workspace) -> Vec<(String, u32)> {
    let place = |span: Span| {
        (span.file.0, workspace.text(span.file).unwrap()[..span.start as usize].matches('\n').count())
    };
    let mut found: Vec<_> = workspace
        .diagnostics()
        .iter()
        .map(|said| (format!("{} {:?}", said.code, said.span().map(place)), 0))
        .collect();
    found.sort();
    found
}

/// Renames each thing there and back. Gives why some cannot be.
fn there_and_back(name: &str, texts: &Texts, step: usize, refused: &mut String) {
    let workspace = texts.workspace();
    let mut seen = BTreeSet::new();
    for (file, _) in workspace.files() {
        for one in occurrences_in(&workspace, file).into_iter().filter(|one| one.declares) {
            let word = text_at(&workspace, one.span).to_owned();
            if !seen.insert(one.of.clone()) || seen.len() % step != 0 {
                continue;
            }
            let at = At { file, offset: one.span.start };
            let edits = match rename(&workspace, texts, at, "quite_fresh") {
                Ok(renaming) => renaming.edits,
                Err(why) => {
                    writeln!(refused, "{name} `{word}`: {why}").unwrap();
                    continue;
                }
            };
            let between = applied(&workspace, texts, &edits);
            let after = between.workspace();
            assert_eq!(said(&after), said(&workspace), "{name} `{word}`");
            let moved: i64 = edits
                .iter()
                .filter(|edit| edit.span.file == file && edit.span.end <= one.span.start)
                .map(|edit| i64::try_from(edit.text.len()).unwrap() - i64::from(edit.span.len()))
                .sum();
            let at = At { file, offset: u32::try_from(i64::from(one.span.start) + moved).unwrap() };
            let back =
                rename(&after, &between, at, &word).unwrap_or_else(|why| panic!("{name} `{word}`: {why}"));
            let mut back = applied(&after, &between, &back.edits);
            // Data may have said the new name meanwhile.
            back.0.values_mut().for_each(|text| *text = without(text, "quite_fresh"));
            assert_eq!(back, *texts, "{name} `{word}`");
        }
    }
}

#[test]
fn everything_can_be_renamed_and_renamed_back() {
    let mut refused = String::new();
    for (name, texts) in programs() {
        let size: usize = texts.0.values().map(String::len).sum();
        // In large programs some are enough.
        let step = 1 + size / 8_000;
        there_and_back(&name, &texts, step, &mut refused);
    }
    snapshot("what_cannot_be_renamed", &refused);
}
