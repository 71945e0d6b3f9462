//! What there is to say of what the cursor points at, of calls that are being written, and of what nobody wrote.

use crate::ide_complete::{HEAD, desk};
use crate::ide_program::{at_cursor, drawn, programs};
use enroute::ide::{At, hints, hover, signature};
use enroute::source::{FileId, Span};
use enroute::syntax::lex::{TokenKind, tokens};
use std::fmt::Write;

fn line(case: &str) -> &str {
    case.lines().find(|line| line.contains('▲')).unwrap().trim()
}

fn shown(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots/ide_hover", prepend_module_to_snapshot => false, omit_expression => true
    }, {
        insta::assert_snapshot!(name, text);
    });
}

fn hovers(cases: &[String]) -> String {
    let mut out = String::new();
    for case in cases {
        let (workspace, at) = at_cursor(&format!("{HEAD}{case}"));
        writeln!(out, "{}", line(case)).unwrap();
        match hover(&workspace, at) {
            Some(found) => {
                let text = workspace.text(at.file).unwrap();
                let word = &text[found.span.start as usize..found.span.end as usize];
                writeln!(out, "of `{word}`\n{}\n", found.text).unwrap();
            }
            None => writeln!(out, "(nothing)\n").unwrap(),
        }
    }
    out
}

#[test]
fn a_name_says_what_it_names() {
    let rule = |rule: &str| desk(&format!("  /// Asks.\n  classify one first {{\n    {rule}\n  }}"));
    let cases = [
        rule("when is_v▲ip(customer) set amount = 1"),
        rule("when customer.ti▲er == gold set amount = 1"),
        rule("when customer.tier == go▲ld set amount = 1"),
        rule("when cart▲ > 3 set amount = 1"),
        rule("when title contains any ang▲ry set amount = 1"),
        rule("when amount > b▲ig set amount = 1"),
        rule("otherwise require fren▲ch >= 2"),
        desk("  route first { \"A\": otherwise to case▲s }"),
        desk("  classify o▲ne all { \"A\": otherwise hold load }"),
        "queue q { type record, assign skil▲led(french) }\n".to_owned(),
        "condition c(who: Customer) = w▲ho.opted_in\n".to_owned(),
    ];
    shown("names", &hovers(&cases));
}

#[test]
fn a_setting_says_what_is_in_force_and_why() {
    let copy = format!("{}workstream other copies desk {{ fall▲back late }}\n", desk(""));
    let copied = format!("{}workstream other copies desk {{ distribution {{ uni▲ts 3 }} }}\n", desk(""));
    let cases = [
        desk("  mo▲de push"),
        desk("  persis▲tent no"),
        copy,
        copied,
        "workstream other copies de▲sk { }\n".to_owned() + &desk(""),
        "notification n { count▲down 30s }\n".to_owned(),
        "queue q▲ { type record }\n".to_owned(),
        desk("").replace("distribution", "distri▲bution"),
    ];
    shown("settings", &hovers(&cases));
}

#[test]
fn words_of_the_language_say_what_they_mean() {
    let rule = |rule: &str| desk(&format!("  classify one first {{\n    {rule}\n  }}"));
    let cases = [
        rule("wh▲en amount > 1 set amount = 1"),
        rule("\"La▲bel\": otherwise hold load"),
        rule("otherwise ho▲ld load"),
        rule("when opened with▲in last 2d hold load"),
        rule("when no▲w > opened hold load"),
        desk("  classify one fi▲rst { \"A\": otherwise hold load }"),
        "queue q { type record, overflow { when out_of_▲hours then assign_anyway } }\n".to_owned(),
        "queue q { type record, members when idle_▲time > 3m }\n".to_owned(),
        "entity X { name: te▲xt }\n".to_owned(),
        rule("// when▲"),
    ];
    shown("words", &hovers(&cases));
}

#[test]
fn a_call_says_what_it_is_given() {
    let rule = |rule: &str| desk(&format!("  classify one first {{\n    {rule}\n  }}"));
    let cases = [
        rule("when is_vip(▲"),
        rule("when is_vip(customer▲) hold load"),
        rule("otherwise set (product, amount) = sla(customer.tier, ▲)"),
        rule("when weekday(▲) == mon hold load"),
        rule("when (amount ▲> 1) hold load"),
        "queue q { type record, assign skilled(▲ }\n".to_owned(),
        desk("  classify mood model mood_of(▲)"),
        desk("  route first { \"A\": otherwise to desk_for(▲ }"),
        "condition c(who: ▲Customer) = who.opted_in\n".to_owned(),
    ];
    let mut out = String::new();
    for case in &cases {
        let (workspace, at) = at_cursor(&format!("{HEAD}{case}"));
        writeln!(out, "{}", line(case)).unwrap();
        match signature(&workspace, at) {
            Some(found) => {
                let active =
                    found.parameters.get(found.active).map(|(range, _)| range.clone()).unwrap_or(0..0);
                let mark = format!("{}{}", " ".repeat(active.start as usize), "▔".repeat(active.len()));
                writeln!(out, "    {}\n    {mark}\n    {}\n", found.label, found.doc.unwrap_or_default())
                    .unwrap();
            }
            None => writeln!(out, "    (nothing)\n").unwrap(),
        }
    }
    shown("signatures", &out);
}

#[test]
fn what_nobody_wrote_is_shown_beside_the_text() {
    let rules = desk(
        "  classify one first {\n    when cart > 3 hold load\n    \"Named\": otherwise set amount = 1\n  }\n  route first {\n    otherwise to cases\n  }",
    );
    let (workspace, at) = at_cursor(&format!("{HEAD}▲{rules}"));
    let found = hints(&workspace, at.file, Span::new(at.file, at.offset, u32::MAX));
    let marks: Vec<_> = found
        .iter()
        .map(|hint| (Span::new(FileId(0), hint.at, hint.at), format!("{:?} {}", hint.kind, hint.text)))
        .collect();
    shown("hints", &drawn(&workspace, &marks));
    let all = hints(&workspace, at.file, Span::new(at.file, 0, u32::MAX));
    assert!(all.len() > found.len(), "queues and notifications above have hints of their own");
}

/// The words of the examples that say nothing: numbers and times mean what they say, and so does a language.
const SILENT: [&str; 1] = ["en"];

#[test]
fn every_word_of_the_examples_says_something() {
    let examples = ["examples/contoso", "examples/day", "examples/city", "tests/programs/states.route"];
    let mut silent = String::new();
    for (_, texts) in programs().into_iter().filter(|(name, _)| examples.contains(&name.as_str())) {
        let workspace = texts.workspace();
        for (file, name) in workspace.files() {
            let text = workspace.text(file).unwrap();
            for token in tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word) {
                let at = At { file, offset: token.start };
                let says = !name.ends_with("csv") && hover(&workspace, at).is_none();
                if says && !SILENT.contains(&token.text(text)) {
                    let line = text[..token.start as usize].matches('\n').count() + 1;
                    writeln!(silent, "{name}:{line} {}", token.text(text)).unwrap();
                }
            }
        }
    }
    assert!(silent.is_empty(), "{silent}");
}
