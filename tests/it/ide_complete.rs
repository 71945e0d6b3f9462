//! What is offered fits: what stands at a place decides, also in rules that are only half written.

use crate::ide_program::{Texts, at_cursor, programs};
use enroute::engine::Workspace;
use enroute::ide::{At, Completion, complete, hints, hover, signature};
use enroute::source::{FileId, Limits, SourceFile, Span};
use enroute::syntax;
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

/// What every case has above it.
pub(crate) const HEAD: &str = "language 1

enum Tier { bronze, silver, gold }
enum Product { phone \"Telephone\", tv \"Television\" }
entity Customer { name: text, tier: Tier = bronze, opted_in: bool = no }
entity Case { title: text, product: Product?, amount: decimal?, opened: instant, customer: Customer?, owner: text?, tags: [text] }
entity Agent { team: text? }
list angry = [\"refund\", \"lawyer\"]
let big = 500
rating Level { range 1..3, label 1 \"novice\", label 3 \"expert\" }
skill french \"French\" { rating Level }
skill calls
profile load { limit 3 }
hours office { zone \"Europe/London\", open mon..fri 08:00..18:00 }
condition is_vip(who: Customer) = who.tier == gold
table desk_for(product: Product) -> queue first { phone -> cases, otherwise -> late }
table sla(tier: Tier) -> (product: Product, amount: decimal) first { otherwise -> tv | 1 }
assignment skilled(s: skill) { \"S\": otherwise pick agents where has s >= 2 order by s descending }
queue cases \"Case desk\" { type record }
queue late { type record }
queue chats { type messaging }
notification offer { countdown 60s }
model mood_of(title: text) -> Tier

";

/// A workstream with that in it.
pub(crate) fn desk(entries: &str) -> String {
    format!(
        "workstream desk {{\n  type record, carries Case, mode push, fallback cases\n  context {{ cart: int? }}\n{entries}\n  distribution {{ units 10, presences [available], skills none }}\n}}\n"
    )
}

/// A ruleset with that rule in it.
fn rule(rule: &str) -> String {
    desk(&format!("  classify one first {{\n    {rule}\n  }}"))
}

fn texts(text: &str) -> Texts {
    Texts::of([("main.route", text), ("other.route", "language 1\n"), ("desks.csv", "product,queue\n")])
}

/// The line of the cursor, and the answers, the likeliest first.
fn offered(case: &str) -> String {
    let (workspace, at) = at_cursor(&format!("{HEAD}{case}"));
    let line = case.lines().find(|line| line.contains('▲')).unwrap().trim();
    let mut out = format!("{line}\n");
    for choice in complete(&workspace, &texts(""), at) {
        let detail = choice.detail.map(|detail| format!("  ‹{detail}›")).unwrap_or_default();
        let text =
            if choice.text == choice.label { String::new() } else { format!("  → {:?}", choice.text) };
        writeln!(out, "    {}{detail}{text}", choice.label).unwrap();
    }
    out
}

fn shown(name: &str, cases: &[String]) {
    let all: Vec<_> = cases.iter().map(|case| offered(case)).collect();
    insta::with_settings!({
        snapshot_path => "../snapshots/ide_complete", prepend_module_to_snapshot => false, omit_expression => true
    }, {
        insta::assert_snapshot!(name, all.join("\n"));
    });
}

#[test]
fn fields_stand_where_conditions_begin_and_behind_dots() {
    let cases = [
        "when ▲",
        "\"A\": when customer.▲",
        "when title == \"x\" and customer.t▲",
        "when item.▲ set amount = 1",
    ];
    shown("fields", &cases.map(rule));
}

#[test]
fn what_may_be_asked_depends_on_the_type() {
    let cases = [
        "when title ▲",
        "when amount ▲",
        "when opened ▲",
        "when customer.tier ▲",
        "when tags ▲",
        "when customer ▲",
    ];
    shown("operators", &cases.map(rule));
}

#[test]
fn values_fit_the_other_side() {
    let cases = [
        "when customer.tier == ▲",
        "when customer.tier in [gold, ▲",
        "when title contains any ▲",
        "when amount > ▲",
        "when customer.opted_in == ▲",
        "when is_vip(▲",
        "when during ▲",
        "when amount is ▲",
        "when item needs french >= ▲",
        "when title == \"a\" ▲",
    ];
    shown("values", &cases.map(rule));
}

#[test]
fn clauses_are_those_of_the_list() {
    let cases = [
        rule("\"A\": ▲"),
        rule("\"A\": otherwise ▲"),
        rule("\"A\": otherwise set ▲"),
        rule("\"A\": otherwise set product = ▲"),
        rule("\"A\": otherwise set (product, amount) = ▲"),
        rule("\"A\": otherwise require ▲"),
        rule("\"A\": otherwise require french >= ▲"),
        rule("\"A\": otherwise hold ▲"),
        rule("\"A\": otherwise hold load\n    ▲"),
        desk("  route first {\n    \"A\": otherwise to ▲\n  }"),
        desk("  route first {\n    \"A\": otherwise to cases ▲\n  }"),
        desk("  route first {\n    \"A\": otherwise to split { ▲ }\n  }"),
        "intake Case {\n  \"A\": otherwise to ▲\n}\n".to_owned() + &desk(""),
    ];
    shown("clauses", &cases);
}

#[test]
fn queues_and_assignments_have_clauses_of_their_own() {
    let cases = [
        "queue q {\n  type record\n  carries Case\n  overflow {\n    when ▲\n  }\n}\n",
        "queue q {\n  type messaging\n  overflow {\n    when out_of_hours then ▲\n  }\n}\n",
        "queue q {\n  type record\n  members when ▲\n}\n",
        "queue q {\n  type record\n  assign ▲\n}\n",
        "queue q {\n  type record\n  carries Case\n  prioritize {\n    \"A\": otherwise order by ▲\n  }\n}\n",
        "assignment a {\n  \"A\": when waited < 2m ▲\n}\n",
        "assignment a {\n  \"A\": otherwise pick agents order by ▲\n}\n",
        "assignment a(s: skill) {\n  \"A\": otherwise pick agents where has ▲\n}\n",
    ];
    shown("desks", &cases.map(str::to_owned));
}

#[test]
fn settings_are_those_not_yet_given() {
    let cases = [
        desk("  ▲"),
        desk("  channel ▲"),
        desk("  distribution {\n    units 3\n    ▲\n  }"),
        desk("  distribution {\n    presences [available, ▲]\n  }"),
        "queue q {\n  type ▲\n}\n".to_owned(),
        "queue q {\n  hours ▲\n}\n".to_owned(),
        "notification n {\n  auto_assign ▲\n}\n".to_owned(),
        "notification n {\n  countdown ▲\n}\n".to_owned(),
        "hours h {\n  zone \"▲\"\n}\n".to_owned(),
        "workstream w {\n  type record\n  fallback ▲\n}\n".to_owned(),
    ];
    shown("settings", &cases);
}

#[test]
fn declarations_types_and_files_have_their_places() {
    let cases = [
        "▲\n",
        "import ▲\n",
        "import \"▲\"\n",
        "entity X {\n  name: ▲\n}\n",
        "entity X {\n  tier: Tier = ▲\n}\n",
        "condition c(who: ▲\n",
        "condition c(who: Customer) = who.▲\n",
        "table t(tier: Tier) -> queue first {\n  ▲\n}\n",
        "table t(tier: Tier) -> queue first {\n  gold -> ▲\n}\n",
        "table t(tier: Tier) -> queue ▲\n",
        "table t(tier: Tier) -> queue first from \"▲\"\n",
        "workstream other copies ▲\n",
        "session s { title \"Chat with {customer.▲}\" }\n",
        "session s { title \"▲\" }\n",
        "// ▲\n",
    ];
    let cases: Vec<_> = cases.iter().map(|case| format!("{}{case}", desk(""))).collect();
    shown("declarations", &cases);
}

#[test]
fn tests_and_scenarios_offer_what_may_happen() {
    let cases = [
        "test \"t\" {\n  ▲\n}\n",
        "test \"t\" {\n  given ▲\n}\n",
        "test \"t\" {\n  given desk { ▲ }\n}\n",
        "test \"t\" {\n  given desk { product ▲ }\n}\n",
        "test \"t\" {\n  given desk { customer { tier ▲ } }\n}\n",
        "test \"t\" {\n  given desk { }\n  expect queue == ▲\n}\n",
        "scenario \"s\" {\n  agent ana { ▲ }\n}\n",
        "scenario \"s\" {\n  agent ana { units 3 }\n  10:00 ana ▲\n}\n",
        "scenario \"s\" {\n  agent ana { units 3 }\n  10:00 c1 arrives ▲\n}\n",
        "scenario \"s\" {\n  10:00 c1 arrives at desk { }\n  expect c1.▲\n}\n",
        "scenario \"s\" {\n  10:00 c1 arrives at desk { }\n  expect c1.state == ▲\n}\n",
    ];
    let cases: Vec<_> = cases.iter().map(|case| format!("{}{case}", desk(""))).collect();
    shown("trials", &cases);
}

/// A snippet with its places filled as it proposes.
fn filled(choice: &Completion) -> String {
    if !choice.is_snippet {
        return choice.text.clone();
    }
    let (mut out, mut depth) = (String::new(), 0);
    let mut letters = choice.text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '$' if letters.peek() == Some(&'{') => {
                depth += 1;
                letters.find(|letter| *letter == ':');
            }
            '$' => drop(letters.next()),
            '\\' => out.extend(letters.next()),
            '}' if depth > 0 => depth -= 1,
            other => out.push(other),
        }
    }
    out
}

/// How much is wrong with how a section of a file is written.
fn faults(text: &str) -> usize {
    faults_but(text, "")
}

/// The same, but for one code.
fn faults_but(text: &str, code: &str) -> usize {
    let (_, said) = syntax::parse_section(FileId(0), &SourceFile::new("x.route", text), &Limits::DEFAULT);
    said.iter().filter(|said| said.code != code).count()
}

/// The section of a text that holds an offset: where it begins, and its text.
fn section(text: &str, offset: usize) -> (u32, &str) {
    let sections = syntax::sections(text);
    let holds = |range: &&std::ops::Range<u32>| offset < range.end as usize;
    let range = sections.iter().find(holds).or(sections.last()).unwrap();
    (range.start, &text[range.start as usize..range.end as usize])
}

fn with(text: &str, span: Span, new: &str) -> String {
    [&text[..span.start as usize], new, &text[span.end as usize..]].concat()
}

fn is_route(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "route")
}

fn ends_of_words(text: &str) -> Vec<usize> {
    let is_word =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    (1..=text.len())
        .filter(|at| text.is_char_boundary(*at))
        .filter(|at| !is_word(text[*at..].chars().next()))
        .filter(|at| {
            is_word(text[..*at].chars().next_back()) || text[..*at].ends_with([' ', '.', '(', '[', '\n'])
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]
    /// Either in the text as it is, or with the rest of the line not yet written.
    #[test]
    fn what_is_offered_can_be_written(which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let programs = programs();
        let (name, texts) = which.get(&programs);
        let files: Vec<_> = texts.0.keys().filter(|name| is_route(name)).cloned().collect();
        let file = &files[place.index(files.len())];
        let text = &texts.0[file];
        let ends = ends_of_words(text);
        let offset = *place.get(&ends);
        // Where more is wrong already, one cannot tell what is new.
        prop_assume!(faults(section(text, offset).1) == 0);
        let rest = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
        let text = if cut { [&text[..offset], &text[rest..]].concat() } else { text.clone() };
        let mut texts = texts.clone();
        texts.0.insert(file.clone(), text.clone());
        let workspace = texts.workspace();
        let at = At { file: workspace.file(file).unwrap(), offset: u32::try_from(offset).unwrap() };
        let (start, own) = section(&text, offset);
        let before = faults(own);
        // The first cell of a row that was not yet written leaves it unfinished, whatever it is.
        let faults = |text: &str| faults_but(text, if cut { "unfinished" } else { "" });
        for choice in complete(&workspace, &texts, at) {
            let new = filled(&choice);
            let place = Span { start: choice.span.start - start, end: choice.span.end - start, ..choice.span };
            let after = with(own, place, &new);
            prop_assert!(
                faults(&after) <= before,
                "{name}/{file}:{offset} (cut: {cut}) `{}` as {new:?} in …{}▲…",
                choice.label, &text[text[..offset].rfind('\n').map_or(0, |at| at + 1)..offset]
            );
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, ..ProptestConfig::default() })]
    /// What is offered as a name means something there.
    #[test]
    fn names_that_are_offered_are_known(place in any::<prop::sample::Index>(), which in any::<prop::sample::Index>()) {
        let programs = programs();
        let (name, texts) = &programs[which.index(2)];
        let files: Vec<_> = texts.0.keys().filter(|name| is_route(name)).cloned().collect();
        let file = &files[place.index(files.len())];
        let text = &texts.0[file];
        let offset = *place.get(&ends_of_words(text));
        let workspace = texts.workspace();
        let at = At { file: workspace.file(file).unwrap(), offset: u32::try_from(offset).unwrap() };
        // What says whose field follows means nothing alone.
        let goes_on = |choice: &Completion| ["item", "context", "channel", "agent"].contains(&choice.label.as_str());
        for choice in complete(&workspace, texts, at).into_iter().filter(|choice| !goes_on(choice)).take(12) {
            let mut texts = texts.clone();
            let new = filled(&choice);
            texts.0.insert(file.clone(), with(text, choice.span, &new));
            let after = texts.workspace();
            let end = choice.span.start + u32::try_from(choice.label.len()).unwrap();
            let unknown = after.diagnostics().iter().find(|said| {
                let here = said.span().is_some_and(|span| span.file == at.file && span.start < end && choice.span.start <= span.start);
                here && matches!(said.code.as_str(), "unknown-name" | "unknown-word" | "unknown-field" | "unknown-setting" | "unknown-type" | "not-known-here")
            });
            prop_assert!(unknown.is_none(), "{name}/{file}:{offset} `{}`: {:?}", choice.label, unknown);
        }
    }

    #[test]
    fn nothing_breaks_at_any_place_of_any_text(
        which in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(), long in 0_usize..40, letters in "\\PC{0,4}", at in 0_u32..20_000,
    ) {
        let programs = programs();
        let (_, texts) = which.get(&programs);
        let (_, text) = texts.0.iter().find(|(name, _)| is_route(name)).unwrap();
        let start = text.floor_char_boundary(from.index(text.len() + 1));
        let end = text.floor_char_boundary((start + long).min(text.len())).max(start);
        let broken = [&text[..start], &letters, &text[end..]].concat();
        let workspace = Texts::of([("x.route", broken.as_str())]).workspace();
        let mut answers = 0;
        for offset in [at as usize, start, start + 1, end, u32::MAX as usize] {
            let at = At { file: FileId(0), offset: u32::try_from(offset).unwrap() };
            answers += complete(&workspace, texts, at).len();
            answers += usize::from(hover(&workspace, at).is_some());
            answers += usize::from(signature(&workspace, at).is_some());
        }
        answers += hints(&workspace, FileId(0), Span::new(FileId(0), 0, u32::MAX)).len();
        prop_assert!(answers < 10_000);
        let nowhere = At { file: FileId(9), offset: 0 };
        prop_assert!(complete(&workspace, texts, nowhere).is_empty());
    }
}

#[test]
fn an_unread_program_answers_nothing() {
    let workspace = Workspace::new(vec!["x.route".to_owned()]);
    let at = At { file: FileId(0), offset: 0 };
    assert!(complete(&workspace, &Texts::default(), at).is_empty());
    assert!(hover(&workspace, at).is_none());
}
