//! A cursor in the rows of a test: what may stand there, what stands there, and where it leads.

use crate::ide_program::{Texts, at_cursor};
use enroute::ide::{self, complete, hover, signature};

const DESK: &str = r#"language 1
enum Tier { silver, gold }
entity Customer { name: text, tier: Tier = silver }
entity Case { title: text, amount: int = 0, tags: [text], customer: Customer? }
skill french
model tone(title: text) -> Tier
queue cases { type messaging }
queue vip { type messaging }
workstream desk {
  type messaging, channel chat, carries Case, mode push, fallback cases
  context { language: text? }
  classify mood "Mood" model tone(title)
  classify size "Size" all { "Doubled": when customer.tier == gold set amount = amount * 2 }
  route first { "Gold": when customer.tier == gold to vip }
  distribution { units 10, presences [available], skills exact }
}
"#;

fn test(rows: &str) -> String {
    format!("{DESK}test \"t\" {{\n  given desk {{ title \"A\" }}\n  {rows}\n}}\n")
}

fn texts() -> Texts {
    Texts::of([
        ("main.route", ""),
        ("items.jsonl", ""),
        ("items.csv", ""),
        ("notes.json", ""),
        ("other.route", ""),
    ])
}

/// What is offered at `▲`, the likeliest first.
fn offered(rows: &str) -> Vec<String> {
    let (workspace, at) = at_cursor(&test(rows));
    complete(&workspace, &texts(), at).into_iter().map(|choice| choice.label).collect()
}

fn offers(rows: &str, wanted: &[&str], unwanted: &[&str]) {
    let found = offered(rows);
    for word in wanted {
        assert!(found.iter().any(|label| label == word), "{rows}: {word} is not in {found:?}");
    }
    for word in unwanted {
        assert!(!found.iter().any(|label| label == word), "{rows}: {word} is in {found:?}");
    }
}

#[test]
fn columns_left_of_the_arrow_are_what_may_be_given() {
    offers(
        "rows ▲",
        &["title", "amount", "customer", "language", "id", "at", "model", "queue"],
        &["fired", "item needs"],
    );
    offers("rows amount | ▲ -> queue { 1 | 2 -> vip }", &["title", "language", "customer"], &["fired"]);
    offers("rows customer.▲ -> queue { gold -> vip }", &["name", "tier"], &["title", "queue"]);
    offers("rows queue ▲ -> queue { }", &["cases", "vip"], &["title"]);
    offers("rows queue vip ▲", &["waiting_items", "predicted_wait"], &["title"]);
    offers("rows model ▲ -> queue { }", &["mood"], &["size", "title"]);
}

#[test]
fn columns_right_of_the_arrow_are_what_may_be_expected() {
    offers("rows amount -> ▲", &["queue", "workstream", "amount", "item needs", "fired"], &["id", "model"]);
    offers("rows amount -> queue | ▲ { 1 -> vip | any }", &["amount", "fired"], &["id"]);
    offers("rows amount -> fired ▲", &["desk.size", "desk.route"], &["queue"]);
}

#[test]
fn cells_are_what_fits_their_column() {
    let rows = |cells: &str| {
        format!(
            "rows customer.tier | amount | model mood -> queue | item needs french | fired {{\n    {cells}\n  }}"
        )
    };
    offers(&rows("▲"), &["silver", "gold", "missing"], &["any", "cases", "not"]);
    offers(&rows("\"label\": ▲"), &["silver", "gold", "missing"], &["any"]);
    offers(&rows("gold | ▲"), &["missing"], &["gold", "cases"]);
    offers(&rows("gold | 1 | ▲"), &["silver", "gold"], &["cases"]);
    offers(&rows("gold | 1 | gold -> ▲"), &["cases", "vip", "any", "missing", "not"], &["gold"]);
    offers(&rows("gold | 1 | gold -> [cases, ▲]"), &["vip"], &["any"]);
    offers(&rows("gold | 1 | gold -> not ▲"), &["vip"], &["any"]);
    offers(&rows("gold | 1 | gold -> vip | ▲"), &["yes", "no", "any"], &["cases"]);
    offers(&rows("gold | 1 | gold -> vip | no | ▲"), &["\"Doubled\"", "\"Gold\"", "not", "any"], &["cases"]);
    offers(&rows("gold | 1 | gold -> vip | no | \"▲\""), &["Doubled", "Gold"], &["any"]);
    offers(&rows("▲ | 1 | gold -> vip | no | any"), &["silver", "gold"], &["cases"]);
}

#[test]
fn labels_are_those_of_the_list_that_the_column_names() {
    offers("rows amount -> fired desk.route {\n    1 -> ▲\n  }", &["\"Gold\""], &["\"Doubled\""]);
    offers("rows amount -> fired desk.size {\n    1 -> not \"▲\"\n  }", &["Doubled"], &["Gold"]);
}

#[test]
fn files_with_items_are_offered_where_items_come_from() {
    let found = |text: &str| {
        let (workspace, at) = at_cursor(&format!("{DESK}test \"t\" {{\n  given desk from {text}\n}}\n"));
        let found = complete(&workspace, &texts(), at).into_iter().map(|choice| choice.label);
        found.collect::<Vec<_>>()
    };
    assert_eq!(found("\"▲\""), ["items.csv", "items.jsonl", "notes.json"]);
    assert_eq!(found("▲"), ["\"items.csv\"", "\"items.jsonl\"", "\"notes.json\""]);
}

#[test]
fn names_in_headers_and_cells_lead_to_what_they_name() {
    for (rows, wanted) in [
        (
            "rows customer.t▲ier -> queue { gold -> vip }",
            "entity Customer { name: text, tier: Tier = silver }",
        ),
        ("rows customer.tier -> queue { go▲ld -> vip }", "enum Tier { silver, gold }"),
        ("rows customer.tier -> queue { gold -> vi▲p }", "queue vip { type messaging }"),
        ("rows customer.tier -> queue { gold -> [cases, vi▲p] }", "queue vip { type messaging }"),
        (
            "rows customer.tier -> fired { gold -> \"Go▲ld\" }",
            "  route first { \"Gold\": when customer.tier == gold to vip }",
        ),
        ("rows queue vi▲p waiting_items -> fired { 1 -> any }", "queue vip { type messaging }"),
        ("rows model mo▲od -> fired { gold -> any }", "  classify mood \"Mood\" model tone(title)"),
        ("rows amount -> item needs fre▲nch { 1 -> no }", "skill french"),
    ] {
        let (workspace, at) = at_cursor(&test(rows));
        let found = ide::definition(&workspace, at);
        let text = |span: &enroute::source::Span| workspace.text(span.file).unwrap()[..].to_owned();
        let lines: Vec<_> = found
            .iter()
            .map(|span| {
                let text = text(span);
                let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
                text[start..].lines().next().unwrap().to_owned()
            })
            .collect();
        assert_eq!(lines, [wanted], "{rows}");
        assert!(hover(&workspace, at).is_some(), "{rows}");
    }
}

#[test]
fn words_of_rows_are_explained() {
    for (rows, wanted) in [
        ("ro▲ws amount -> queue { 1 -> vip }", "`rows`: "),
        ("rows amount -> fi▲red { 1 -> any }", "`fired`: "),
        ("rows amount -> fired { 1 -> an▲y }", "`any`: "),
        ("rows amount -> fired { mis▲sing -> any }", "`missing`: "),
        ("rows queue vip wai▲ting_items -> fired { 1 -> any }", "`waiting_items`: "),
    ] {
        let (workspace, at) = at_cursor(&test(rows));
        let found = hover(&workspace, at).unwrap_or_else(|| panic!("{rows}"));
        assert!(found.text.starts_with(wanted), "{rows}: {}", found.text);
    }
}

#[test]
fn a_row_shows_its_columns_and_which_one_the_cursor_is_in() {
    for (cells, active) in [
        ("▲", 0),
        ("\"a label\": 1▲ | gold -> vip | any", 0),
        ("1 | go▲ld -> vip | any", 1),
        ("1 | gold -> ▲", 2),
        ("1 | gold -> [cases, ▲] | any", 2),
        ("1 | gold -> vip | \"Go▲ld\"", 3),
    ] {
        let rows = format!("rows amount | customer.tier -> queue | fired desk.route {{\n    {cells}\n  }}");
        let (workspace, at) = at_cursor(&test(&rows));
        let found = signature(&workspace, at).unwrap_or_else(|| panic!("{cells}"));
        assert_eq!(found.label, "amount | customer.tier -> queue | fired desk.route");
        assert_eq!((found.active, found.parameters.len()), (active, 4), "{cells}");
        let (range, _) = &found.parameters[3];
        assert_eq!(&found.label[range.start as usize..range.end as usize], "fired desk.route");
    }
}

#[test]
fn a_rule_is_renamed_in_rows_too() {
    let (workspace, at) = at_cursor(&test("rows amount -> fired { 1 -> \"Go▲ld\" }"));
    let found = ide::rename(&workspace, &texts(), at, "Golden").unwrap();
    assert_eq!(found.edits.len(), 2, "{found:?}");
}
