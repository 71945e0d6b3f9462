//! `enroute why` about one rule, one queue, and many items.

use crate::cli::{AT, Ran, enroute};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn why(program: &str, item: &str, more: &[&str]) -> Ran {
    enroute(&examples(), &[&["why", program, item, AT], more].concat())
}

fn contoso(line: &str, more: &[&str]) -> String {
    let told = why("contoso", "contoso/items.jsonl", &[&["--line", line], more].concat());
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    told.out
}

/// A desk whose rules differ in how far an item is from them.
const NEAR: &str = "language 1
enum Tier { bronze, silver, gold, platinum }
entity Case { title: text, tier: Tier = bronze, amount: decimal?, opened: instant? }
queue cases { type record }
queue big { type record }
queue vip { type record }
queue late { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
    \"Huge\":  when amount >= 1000         to big
    \"Large\": when amount >= 500          to big
    \"Best\":  when tier == platinum       to vip
    \"Good\":  when tier >= gold           to vip
    \"Both\":  when amount >= 410 and tier == gold  to vip
    \"Old\":   when opened older than 30d  to late
  }
}
";

fn near(item: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("near.route"), NEAR).unwrap();
    let told = enroute(folder.path(), &["why", "near.route", item, AT, "--format", "json"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let story: Value = serde_json::from_str(&told.out).unwrap();
    story["nearest_miss"]["rule"]["name"].as_str().unwrap().to_owned()
}

#[test]
fn of_rules_that_miss_by_one_test_the_one_whose_value_was_least_off_is_nearest() {
    let item = |rest: &str| near(&format!("{{\"record\": \"Case\", \"title\": \"x\", {rest}}}"));
    assert_eq!(item("\"amount\": 499"), "Large");
    assert_eq!(item("\"amount\": 1, \"tier\": \"silver\""), "Good");
    assert_eq!(item("\"amount\": 400, \"tier\": \"bronze\""), "Large");
    assert_eq!(item("\"amount\": 1, \"opened\": \"2026-02-01T10:15Z\""), "Old");
}

#[test]
fn a_rule_is_asked_about_by_its_label_or_address() {
    let by_label = contoso("1", &["--not", "Billing"]);
    assert_eq!(by_label, contoso("1", &["--not", "contoso_chat.skills.\"Billing\""]));
    assert_eq!(by_label, contoso("1", &["--not", "contoso_chat.skills.Billing"]));
    kept!("why", by_label);
}

#[test]
fn several_rules_of_one_label_are_told_nearest_first() {
    kept!("why", contoso("1", &["--not", "French"]));
}

#[test]
fn a_rule_that_was_applied_is_said_to_be() {
    kept!("why", contoso("1", &["--not", "Platinum"]));
}

#[test]
fn a_rule_behind_the_one_that_was_applied_says_whether_it_would_have_held() {
    let items = "bank/items.jsonl";
    let behind = why("bank", items, &["--id", "chat-006", "--not", "bank_chat.topic.Card"]).out;
    let further = why("bank", items, &["--id", "chat-006", "--not", "bank_chat.topic.Cash"]).out;
    kept!("why", format!("{behind}\n{further}"));
}

#[test]
fn all_rules_that_lead_to_a_queue_are_told_nearest_first() {
    kept!("why", contoso("2", &["--not-queue", "paris"]));
}

#[test]
fn a_queue_that_it_goes_to_and_one_that_nothing_leads_to_are_said() {
    let there = contoso("1", &["--not-queue", "vip"]);
    assert_eq!(there, "It does go to queue `vip`.\n");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("near.route"), NEAR).unwrap();
    let item = "{\"record\": \"Case\", \"amount\": 600}";
    let never = enroute(folder.path(), &["why", "near.route", item, AT, "--not-queue", "cases"]);
    assert_eq!(
        never.out,
        "No rule leads to queue `cases`. It is the fallback, for items that no rule of the route takes.\n"
    );
}

#[test]
fn what_the_program_does_not_have_is_refused() {
    let queue = why("contoso", "contoso/items.jsonl", &["--not-queue", "pris"]);
    let rule = why("contoso", "contoso/items.jsonl", &["--not", "Frensh"]);
    assert_eq!((queue.code, rule.code), (2, 2));
    assert_eq!(queue.err, "enroute: there is no queue `pris`; did you mean `paris`?\n");
    assert_eq!(rule.err, "enroute: the item meets no rule called `Frensh`; did you mean `French`?\n");
}

#[test]
fn over_a_file_it_tells_which_rules_take_items_from_which() {
    let told = why("bank", "bank/items.jsonl", &["--taken"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    kept!("why", told.out);
}

#[test]
fn of_one_rule_it_tells_what_that_one_takes_and_loses() {
    let told = why("bank", "bank/items.jsonl", &["--taken=Own manager", "--format", "json"]);
    let found: Value = serde_json::from_str(&told.out).unwrap();
    let all = why("bank", "bank/items.jsonl", &["--taken", "--format", "json"]);
    let all: Value = serde_json::from_str(&all.out).unwrap();
    let is_it =
        |taken: &&Value| taken["by"]["name"] == "Own manager" || taken["from"]["name"] == "Own manager";
    let wanted: Vec<_> = all["taken"].as_array().unwrap().iter().filter(is_it).cloned().collect();
    assert!(!wanted.is_empty());
    assert_eq!(found["taken"].as_array().unwrap(), &wanted);
}

/// The rule above is removed, and the items it took go where the one below sends them.
#[test]
fn an_item_that_was_taken_goes_to_the_other_rule_once_the_first_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("near.route"), NEAR).unwrap();
    fs::write(
        folder.path().join("less.route"),
        NEAR.replace("    \"Huge\":  when amount >= 1000         to big\n", ""),
    )
    .unwrap();
    let mut items = String::new();
    for number in 0..40 {
        let amount = number * 50;
        let item =
            format!("{{\"record\": \"Case\", \"id\": \"{number}\", \"title\": \"x\", \"amount\": {amount}}}");
        items.extend([item.as_str(), "\n"]);
    }
    fs::write(folder.path().join("items.jsonl"), items).unwrap();
    let told =
        enroute(folder.path(), &["why", "near.route", "items.jsonl", AT, "--taken=Huge", "--format", "json"]);
    let found: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(found["taken"][0]["from"]["name"], "Large");
    assert_eq!(found["taken"][0]["items"], 20);
    let told = enroute(
        folder.path(),
        &["replay", "near.route", "less.route", "items.jsonl", AT, "--format", "json"],
    );
    let replayed: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(replayed["changed"], 20, "{replayed}");
}

#[test]
fn a_table_that_never_names_a_queue_does_not_lead_there() {
    let told = why("bank", "bank/items.jsonl", &["--line", "1", "--not-queue", "case_desk"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(!told.out.contains("By topic"), "{}", told.out);
}

#[test]
fn a_row_that_names_another_queue_is_said_with_that_queue() {
    let told = why("bank", "bank/items.jsonl", &["--line", "1", "--not-queue", "top_ups"]);
    assert!(told.out.contains("bank_chat.route.\"By topic\""), "{}", told.out);
    assert!(
        told.out.contains("It was applied, but row 1 of desk_for (desks.csv:2) names queue `cards`."),
        "{}",
        told.out
    );
}

/// A desk that shares its items out; at night its east is closed.
const SHARED: &str = "language 1
entity Case { title: text, amount: int? }
hours office { zone \"UTC\", open mon..fri 08:00..18:00 }
queue cases { type record }
queue east { type record, hours office, overflow { when out_of_hours then transfer cases } }
queue west { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first { \"Split\": otherwise to split { east 50%, west 50% } }
}
";

fn shared(id: &str, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shared.route"), SHARED).unwrap();
    let item = format!("{{\"record\": \"Case\", \"id\": \"{id}\", \"title\": \"x\"}}");
    let told = enroute(folder.path(), &[&["why", "shared.route", &item], more].concat());
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    told.out
}

#[test]
fn a_split_says_whose_share_the_item_drew() {
    let noon = "--at=2026-03-02T12:00Z";
    let drew = |told: &str| told.contains("It was applied, and the item drew number ");
    let mut shares = (0, 0);
    for id in 0..20 {
        let told = shared(&id.to_string(), &[noon, "--not", "Split"]);
        assert!(drew(&told), "{told}");
        shares.0 += usize::from(told.contains("which is `east`'s share"));
        shares.1 += usize::from(told.contains("which is `west`'s share"));
    }
    assert!(shares.0 > 0 && shares.1 > 0 && shares.0 + shares.1 == 20, "{shares:?}");
}

#[test]
fn the_draw_of_a_split_is_told_and_not_the_overflow_of_the_queue_that_was_drawn() {
    let night = "--at=2026-03-02T22:00Z";
    let all: Vec<_> = (0..20).map(|id| shared(&id.to_string(), &[night, "--not-queue", "west"])).collect();
    let drawn = all.iter().find(|told| !told.contains("It does go")).unwrap();
    assert!(drawn.contains("It was applied, but the item drew a number of `east`'s share."), "{drawn}");
    let closed: Vec<_> = (0..20).map(|id| shared(&id.to_string(), &[night, "--not-queue", "east"])).collect();
    assert!(
        closed.iter().any(|told| told.contains(
            "It was applied, but queue `east` is closed, by rule east.overflow#1 (shared.route:5)."
        )),
        "{closed:?}"
    );
}

#[test]
fn a_rule_whose_queue_is_closed_says_so() {
    let late = ["why", "contoso", "contoso/items.jsonl", "--line", "1", "--at", "2026-03-02T20:15Z"];
    let told = enroute(&examples(), &[&late[..], &["--not-queue", "vip"]].concat());
    assert!(
        told.out.contains("Its condition held too, but queue `vip` is closed, by rule vip.overflow#1 (contoso.route:77), so that rule contoso_chat.route.\"After six\" (contoso.route:158) was applied."),
        "{}",
        told.out
    );
    let story = enroute(&examples(), &late).out;
    assert!(story.contains("matched too, but queue `vip` is closed, by rule vip.overflow#1"), "{story}");
    assert!(
        story.contains("vip.overflow#1 (contoso.route:77) matched, and kept the item out of queue `vip`"),
        "{story}"
    );
}

#[test]
fn a_text_that_reads_like_another_value_stands_in_quotes() {
    use enroute::vm::Shown;
    let shown = |text: &str| Shown::Text(text.to_owned()).to_string();
    assert_eq!([shown("missing"), shown("yes"), shown("no")], ["\"missing\"", "\"yes\"", "\"no\""]);
    assert_eq!([shown("gold"), shown("")], ["gold", "\"\""]);
    assert_eq!(shown("say \"a\"\nand b\\"), "\"say \\\"a\\\"\\nand b\\\\\"");
    assert_eq!([Shown::Missing.to_string(), Shown::Bool(false).to_string()], ["missing", "no"]);
}

#[test]
fn ways_that_are_as_short_are_all_named() {
    let folder = tempfile::tempdir().unwrap();
    let either = NEAR.replace("amount >= 1000  ", "amount > 1000 or amount < 10 ");
    fs::write(folder.path().join("near.route"), either).unwrap();
    let item = "{\"record\": \"Case\", \"title\": \"x\", \"amount\": 600}";
    let told = enroute(folder.path(), &["why", "near.route", item, AT, "--not", "Huge"]);
    assert!(
        told.out.contains(
            "it needs either `amount > 1000`, but amount is 600, or `amount < 10`, but amount is 600."
        ),
        "{}{}",
        told.out,
        told.err
    );
}

#[test]
fn a_rule_may_be_named_in_quotes_as_it_is_printed() {
    assert_eq!(contoso("1", &["--not", "\"Billing\""]), contoso("1", &["--not", "Billing"]));
}

#[test]
fn a_rule_that_the_item_never_comes_to_is_said_to_be_one() {
    assert_eq!(
        contoso("2", &["--not", "vip.overflow#1"]),
        "The item never comes to rule vip.overflow#1 (contoso.route:77).\n"
    );
}

#[test]
fn takings_of_a_rule_that_the_program_does_not_have_are_refused() {
    let told = why("contoso", "contoso/items.jsonl", &["--taken=Frensh"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert_eq!(told.err, "enroute: there is no rule `Frensh`; did you mean `French`?\n");
}
