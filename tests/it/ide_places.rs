//! Wherever a word can stand, those that fit there are offered, and those that do not are not.

use crate::ide_complete::{HEAD, desk};
use crate::ide_program::{Texts, cursor};
use enroute::ide::{At, complete};

/// What every case has below it: rules with labels, an intake, and what shows templates.
const BELOW: &str = "
entity Note { body: text, about: Case?, title: text }
enum Colour { red, blue }
rating Grade { range 1..2, label 1 \"junior\" }
skill spanish { rating Grade }
channel line { shop: text? }
session page { title \"Case {title}\" }
session other_page { title \"Note {body}\" }
workstream calls_in {
  type voice, carries Note, mode push, fallback lines, instances [\"+44 20 1\", \"+44 20 2\"]
  distribution { units 10, presences [available], skills none }
  templates { session other_page }
  route first { \"Only\": otherwise to lines, otherwise to lines }
}
queue lines { type voice }
intake Case { \"Taken in\": otherwise to desk }
";

const DESK: &str = "  classify one first { \"Same\": otherwise set amount = 1 }
  route first { \"Same\": otherwise to cases }
  templates { session page }
";

/// The labels that are offered at the cursor.
fn offered(case: &str) -> Vec<String> {
    let below = if case.starts_with("workstream desk") { String::new() } else { desk(DESK) };
    let (text, offset) = cursor(&format!("{HEAD}{case}{BELOW}{below}"));
    let others = [("used.route", "language 1\n"), ("free.route", "language 1\n")];
    let texts = Texts::of([("main.route", text.as_str()), others[0], others[1]]);
    let workspace = texts.workspace();
    let at = At { file: workspace.file("main.route").unwrap(), offset };
    complete(&workspace, &texts, at).into_iter().map(|choice| choice.label).collect()
}

/// Says of each case which labels must be among those offered, and which (with `!` before them) must not.
fn check(cases: &[(&str, &[&str])]) {
    for (case, wanted) in cases {
        let found = offered(case);
        for label in *wanted {
            let (label, must) = label.strip_prefix('!').map_or((*label, true), |label| (label, false));
            assert_eq!(found.iter().any(|one| one == label), must, "`{label}` in {case}\noffered: {found:?}");
        }
    }
}

#[test]
fn headers_are_completed_where_their_blocks_are_written() {
    check(&[
        ("workstream desk { type record, carries Case\n  route ▲ {\n  }\n}\n", &["first", "all"]),
        ("workstream desk { type record, carries Case\n  route ▲\n}\n", &["first", "all"]),
        (
            "workstream desk { type record, carries Case\n  classify one ▲ {\n  }\n}\n",
            &["first", "all", "!model"],
        ),
        (
            "workstream desk { type record, carries Case\n  classify one \"One\" ▲ {\n  }\n}\n",
            &["first", "all"],
        ),
        ("workstream desk { type record, carries Case\n  classify one ▲\n}\n", &["first", "all", "model"]),
        (
            "workstream desk { type record, carries Case\n  classify mood model ▲\n}\n",
            &["sentiment", "mood_of"],
        ),
        ("table t(tier: Tier) -> queue ▲ {\n}\n", &["first", "unique"]),
        ("table t(tier: Tier) -> queue first ▲ {\n}\n", &["complete", "!from"]),
        ("table t(tier: Tier) -> ▲ {\n}\n", &["queue", "Tier", "int"]),
        ("queue extra ▲ {\n}\n", &["copies"]),
        ("queue extra copies ▲ {\n}\n", &["cases", "late"]),
        ("intake ▲ {\n}\n", &["Case", "Note"]),
        ("test \"t\" {\n  given ▲ { }\n}\n", &["desk", "Case", "!Note", "!queue"]),
        ("test \"t\" {\n  given queue ▲ { }\n}\n", &["cases"]),
        ("scenario \"s\" {\n  10:00 c1 arrives at ▲ { }\n}\n", &["desk"]),
        ("scenario \"s\" {\n  10:00 c1 arrives as ▲ { }\n}\n", &["Case", "!Note"]),
    ]);
}

#[test]
fn labels_are_those_of_the_rules_that_the_item_may_come_to() {
    check(&[
        (
            "test \"t\" {\n  given calls_in { }\n  expect fired ▲\n}\n",
            &["\"Only\"", "!\"Same\"", "!\"route#2\""],
        ),
        ("test \"t\" {\n  given calls_in { }\n  expect fired \"▲\"\n}\n", &["Only", "!Same", "!route#2"]),
        ("test \"t\" {\n  given calls_in { }\n  expect not fired \"▲\"\n}\n", &["Only", "!Same"]),
        (
            "test \"t\" {\n  given desk { }\n  expect fired ▲\n}\n",
            &["desk.one.\"Same\"", "desk.route.\"Same\"", "!\"Only\""],
        ),
        ("test \"t\" {\n  given desk { }\n  expect fired one.▲\n}\n", &["\"Same\"", "!\"Only\""]),
        ("test \"t\" {\n  given Case { }\n  expect fired \"▲\"\n}\n", &["Taken in", "Same", "!Only"]),
        ("test \"t\" {\n  expect fired \"▲\"\n}\n", &["Taken in", "Same", "Only"]),
    ]);
}

#[test]
fn texts_are_offered_what_they_may_say() {
    check(&[
        ("scenario \"s\" {\n  from 2026-03-02 \"▲\"\n}\n", &["Europe/London"]),
        ("test \"t\" {\n  at 2026-03-02T10:15 \"▲\"\n}\n", &["Europe/London"]),
        ("condition c = weekday(\"▲\") == mon\n", &["Europe/London"]),
        ("scenario \"s\" {\n  10:00 c1 arrives at calls_in from \"▲\" { }\n}\n", &["+44 20 1", "+44 20 2"]),
        ("queue extra { type record, members when has french >= \"▲\" }\n", &["novice", "expert"]),
        ("import \"used.route\"\nimport \"▲\"\n", &["free.route", "!used.route"]),
        ("import \"used.route\"\nimport ▲\n", &["\"free.route\"", "!\"used.route\""]),
        ("import \"▲used.route\"\n", &["used.route"]),
    ]);
}

#[test]
fn templates_show_fields_of_the_workstreams_that_use_them() {
    let of = |text: &str| format!("workstream calls_too copies calls_in {{ {text} }}\n");
    check(&[
        ("session page { title \"{▲}\" }\n", &["title", "!body"]),
        ("session other_page { title \"{▲}\" }\n", &["body", "about", "!product"]),
        ("session other_page { title \"{about.▲}\" }\n", &["product", "!body"]),
        (&of("messages { greeting \"{▲}\" }"), &["body", "!product"]),
        ("session nobody_uses { title \"{▲}\" }\n", &["title", "!body", "!product"]),
    ]);
}

#[test]
fn an_empty_cell_of_a_row_that_is_written_is_completed() {
    let row = |row: &str| format!("table cells(tier: Tier, s: text) -> queue first {{\n  {row}\n}}\n");
    check(&[
        (&row("▲ | \"x\" -> cases"), &["gold", "any", "!otherwise"]),
        (&row("gold | ▲ -> cases"), &["any", "contains"]),
        (&row("gold | \"x\" -> ▲"), &["cases", "!any"]),
        (&row("not ▲ | \"x\" -> cases"), &["gold", "!any"]),
        (&row("gold ▲ | \"x\" -> cases"), &["!silver", "!any"]),
    ]);
}

#[test]
fn lines_that_are_offered_end_as_those_of_the_file_do() {
    let texts = Texts::of([("main.route", "language 1\r\n\r\n")]);
    let workspace = texts.workspace();
    let all = complete(&workspace, &texts, At { file: workspace.file("main.route").unwrap(), offset: 14 });
    let long: Vec<_> = all.iter().filter(|choice| choice.text.contains('\n')).collect();
    assert!(long.len() > 5);
    for choice in long {
        assert_eq!(
            choice.text.matches("\r\n").count(),
            choice.text.matches('\n').count(),
            "{}",
            choice.label
        );
    }
}

#[test]
fn data_is_completed() {
    check(&[
        ("language ▲\n", &["1"]),
        ("let flag = ▲\n", &["yes", "no", "gold"]),
        ("list some = ▲\n", &["[ ]"]),
        ("list some = [▲\n", &["gold", "red"]),
        ("condition both = now > now\n▲\n  and now > now\n", &["!import", "!queue"]),
        ("list some = [gold, ▲\n", &["silver", "!gold", "!red"]),
        ("list some = [\"a\", ▲\n", &["!gold"]),
        ("list some = [▲\n  \"a\"]\n", &["!gold"]),
        ("list some = [▲, red]\n", &["blue", "!red", "!gold"]),
        ("enum More { one ▲ }\n", &["named", "="]),
        ("enum More { one named [\"first\"] ▲ }\n", &["=", "!named"]),
        ("closures c {\n  ▲\n}\n", &["2026-12-25"]),
        (
            "table t(title: text) -> int first {\n  ▲\n}\n",
            &["contains", "starts with", "ends with", "matches", "any", "missing"],
        ),
    ]);
}

#[test]
fn rules_are_completed_in_every_clause() {
    let route = |clause: &str| {
        format!(
            "workstream desk {{ type record, carries Case\n  route first {{\n    \"A\": otherwise to cases {clause}\n  }}\n}}\n"
        )
    };
    let overflow = |rule: &str| format!("queue extra {{ type record\n  overflow {{\n    {rule}\n  }}\n}}\n");
    check(&[
        (&route("urgency [2, 3 ▲]"), &["after"]),
        (&route("urgency [2, 3 after ▲]"), &["1h"]),
        (&overflow("\"Long\": ▲"), &["after", "when", "otherwise"]),
        (&overflow("when out_of_hours then transfer late ▲"), &["after"]),
        (&overflow("when out_of_hours then ▲"), &["transfer"]),
        (&overflow("after 5m ▲"), &["of", "then"]),
    ]);
}

#[test]
fn only_what_leads_to_a_fitting_field_is_compared_with() {
    let rule = |rule: &str| {
        format!(
            "workstream desk {{ type record, carries Case\n  classify one first {{\n    {rule}\n  }}\n}}\n"
        )
    };
    check(&[
        (&rule("when weekday(office) == ▲"), &["mon", "!customer", "!item"]),
        (&rule("when amount == ▲"), &["item", "!customer"]),
        (&rule("when title == ▲"), &["owner", "customer", "item"]),
        (&rule("when title ▲"), &["exactly"]),
        (&rule("when ▲"), &["item needs", "item holds", "customer"]),
    ]);
}

#[test]
fn scenarios_are_completed_word_by_word() {
    let with = |line: &str| {
        format!(
            "scenario \"s\" {{\n  agent ana {{ units 3 }}\n  10:00 c1 arrives at calls_in {{ }}\n  {line}\n}}\n"
        )
    };
    check(&[
        ("scenario \"s\" {\n  from ▲\n}\n", &["2026-03-02"]),
        ("scenario \"s\" {\n  agent ana { ▲ }\n}\n", &["units", "team"]),
        (&with("11:00 c2 arrives at calls_in ▲"), &["from", "signed_in", "preferring"]),
        (&with("11:00 c2 arrives at calls_in ▲ { }"), &["from", "signed_in", "preferring"]),
        (&with("11:00 c2 arrives at calls_in preferring [▲"), &["ana", "!c1"]),
        (&with("11:00 c2 arrives at calls_in from ▲"), &["\"+44 20 1\""]),
        (&with("expect ▲"), &["c1", "ana", "lines", "refused", "not"]),
        (&with("expect c1.state ▲"), &["==", "!=", "is present", "!<"]),
        (&with("expect c1.declines ▲"), &["==", "<"]),
        (&with("expect c1.agent is ▲"), &["present", "missing"]),
        (&with("expect c1.told == ▲"), &["greeting"]),
        (&with("expect c1.declines == ▲"), &["1"]),
        (&with("expect lines.order == ▲"), &["[ ]"]),
        (&with("expect lines.order == [▲"), &["c1", "!ana"]),
        (&with("expect ana.free(▲"), &["load"]),
        (&with("expect c1.state == open ▲"), &["and", "or"]),
        (&with("expect c1.state == open and ▲"), &["c1", "ana"]),
        (&with("expect ana.units_free == -50▲"), &["!and", "!or"]),
        (&with("expect ana.units_free == -50 ▲"), &["and", "or"]),
        (&with("expect c1.state == open and c1.declines == 2 ▲"), &["and", "!or"]),
    ]);
}
