//! What changes between two programs, and what is said of it.

use crate::support::{route_files, route_texts};
use enroute::engine::{Checked, check_sources};
use enroute::plan::{Change, Deed, Holder, Plan, plan};
use enroute::source::{FileId, SourceFile, Sources};
use enroute::syntax::ast::{ItemKind, PlainKind};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const MAIN: &str = include_str!("../../examples/contoso/contoso.route");
const PEOPLE: &str = include_str!("../../examples/contoso/people.route");

/// A declaration of each kind that the example has not got.
const MORE: &str = r#"
let big_cart = 500
organisation contoso "Contoso" { decline_limit 3 }
channel kiosk "Store kiosk" { store_no: text, floor: int? }
model effort(title: text) -> int
skill_type tongues "Tongues"
table city_of(product: Product) -> text unique { phone -> "Paris", tv -> "Rome" }
queue night "Night desk" { type messaging, overflow { after 10m then transfer general } }
"#;

/// One change of the program: a name, what is replaced, by what.
type Edit = (&'static str, &'static str, &'static str);

/// Each of these is one change, neither more nor less.
const EDITS: &[Edit] = &[
    ("a constant", "big_cart = 500", "big_cart = 600"),
    ("a member of a list", "\"lawyer\", ", ""),
    ("a condition", "[gold, platinum]\n", "[platinum]\n"),
    ("a row's result", "-> high   | 1\n  [gold", "-> high   | 2\n  [gold"),
    ("a row's cell", "| \"CA\"", "| \"US\""),
    ("a new row", "[tv, phone] | not", "tv | \"US\" -> vip\n  [tv, phone] | not"),
    (
        "a row moved",
        "  phone       | \"FR\"      -> paris\n  phone       | \"CA\"      -> montreal\n",
        "  phone | \"CA\" -> montreal\n  phone | \"FR\" -> paris\n",
    ),
    ("a table's policy", "-> text unique {", "-> text first {"),
    ("what a model answers", "effort(title: text) -> int", "effort(title: text) -> decimal"),
    ("an assignment's rule", "where has s >= 1\n", "where has s >= 2\n"),
    (
        "an assignment's setting",
        "assignment skilled_first(s: skill) {",
        "assignment skilled_first(s: skill) {\n  inherit [presences]",
    ),
    ("an intake rule", "when product == billing", "when product == tv"),
    ("an enum's value", "billing \"Bills\"", "billing \"Invoices\""),
    ("a new value", "tv \"Television\"", "tv \"Television\", radio"),
    (
        "a field's default",
        "severity: int = 3\n}\n\nentity Conversation",
        "severity: int = 4\n}\n\nentity Conversation",
    ),
    ("a field gone", "opted_in: bool = no", ""),
    ("an agent's field", "trainee: bool = no", "trainee: bool = yes"),
    ("a channel's field", "floor: int?", "floor: text?"),
    ("a day of closures", "2026-12-25 \"Christmas Day\"", "2026-12-25 \"Christmas\""),
    ("opening hours", "open mon..fri 08:00..18:00", "open mon..fri 09:00..18:00"),
    (
        "a calendar's zone",
        "zone \"Europe/London\"\n  open mon..fri",
        "zone \"Europe/Paris\"\n  open mon..fri",
    ),
    ("a queue's priority", "priority 5, assign", "priority 4, assign"),
    ("a queue's default", "priority 5, assign", "assign"),
    ("a queue's type", "type [messaging, voice]", "type messaging"),
    ("a queue's label", "\"VIP chat\"", "\"VIPs\""),
    ("a queue's overflow", "waiting_items > 40 ", "waiting_items > 60 "),
    ("overflow gone", ", overflow { after 10m then transfer general }", ""),
    ("the order in a queue", "order by opened ascending", "order by opened descending"),
    ("a rating's range", "range 1..5", "range 1..6"),
    ("a level's label", "label 3 \"competent\"", "label 3 \"good\""),
    ("a skill type's label", "\"Tongues\"", "\"Languages\""),
    ("a skill's rating", "skill calls   \"Takes calls\"", "skill calls   \"Takes calls\" { rating Level }"),
    ("a profile's limit", "limit 3, reset", "limit 4, reset"),
    ("a profile's reset", "limit 20, reset end_of_day", "limit 20, reset immediately"),
    ("a presence", "base away", "base busy"),
    ("a session", "title \"Chat with {customer.name}\"", "title \"With {customer.name}\""),
    (
        "a session's unique name",
        "session chat_session \"Chat session\" {",
        "session chat_session \"Chat session\" { id \"con_chat\",",
    ),
    ("a notification", "countdown   120s", "countdown   60s"),
    ("a line of an offer", "\"{customer.tier}\"", "\"Tier {customer.tier}\""),
    ("a bot", "kind copilot", "kind azure"),
    ("how customers sign in", "kind token", "kind openid"),
    ("a reply", "how can I help?", "what can I do?"),
    ("the organisation", "decline_limit 3", "decline_limit 2"),
    ("a workstream's mode", "mode     pick", "mode     push"),
    ("an instance", ", \"contoso.com/shop\"", ""),
    ("wrap-up", "wrap_up    15m", "wrap_up    10m"),
    ("wrap-up by default", "wrap_up    15m ", ""),
    ("presences", "[available, busy]\n    skills     closest", "[available]\n    skills     closest"),
    (
        "a context variable",
        "    cart:     decimal?\n    language: text?",
        "    language: text?\n    cart: decimal",
    ),
    ("a rule's label", "\"Heavy\": ", "\"Hard\": "),
    ("a rule's condition", "when severity <= 1", "when severity <= 2"),
    ("a rule's action", "require french >= 3\n", "require french >= 2\n"),
    ("a rule that does more", "hold vip_load", "hold vip_load require calls"),
    (
        "a rule's value",
        "      set priority = high\n      set severity = 1",
        "      set priority = high\n      set severity = 2",
    ),
    ("a rule's target", "to vip urgency 5", "to general urgency 5"),
    ("a rule's split", "paris 70%, montreal 30%", "paris 60%, montreal 40%"),
    ("a rule's assignment", "to vip urgency 5", "to vip urgency 5 use skilled_first(french)"),
    (
        "a rule gone",
        "    \"Platinum\":   when priority == high and customer.tier == platinum  to vip urgency 5\n",
        "",
    ),
    (
        "a rule more",
        "    \"After six\":",
        "    \"Phones\": when case.product == phone to general\n    \"After six\":",
    ),
    ("a ruleset's label", "classify mood \"Mood\"", "classify mood \"Temper\""),
    ("a ruleset's policy", "classify skills \"Skills\" all", "classify skills \"Skills\" first"),
    (
        "a ruleset gone",
        "  classify mood \"Mood\" model sentiment(message)    // a model the host supplies; read as `mood`\n",
        "",
    ),
    (
        "a ruleset more",
        "  route all {",
        "  classify late \"Late\" first { \"Late\": otherwise set severity = 2 }\n\n  route all {",
    ),
    ("a route's policy", "route all {", "route first {"),
    ("a new queue", "queue night", "queue day \"Day desk\" { type messaging }\nqueue night"),
    (
        "a queue gone",
        "queue night \"Night desk\" { type messaging, overflow { after 10m then transfer general } }",
        "",
    ),
    ("a queue renamed", "queue night ", "queue late "),
    ("a skill renamed", "skill calls ", "skill phone "),
];

/// The program without its copy, so that one change of it is one.
fn base() -> String {
    let copy = MAIN.find("workstream shop_chat").unwrap();
    let end = copy + MAIN[copy..].find("}\n").unwrap() + 2;
    let tests = MAIN.find("test \"").unwrap();
    format!("{}{}{MORE}", &MAIN[..copy], &MAIN[end..tests])
}

fn files(main: &str, people: &str) -> Sources {
    let files = [SourceFile::new("contoso.route", main), SourceFile::new("people.route", people)];
    files.into_iter().collect()
}

fn checked(main: &str, people: &str) -> Checked {
    of(&files(main, people))
}

fn of(sources: &Sources) -> Checked {
    let checked = check_sources(sources).unwrap();
    assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
    checked
}

fn of_text(text: &str) -> Checked {
    of(&[SourceFile::new("main.route", text)].into_iter().collect())
}

/// The plan for one edit of the base program.
fn planned((_, from, to): Edit) -> Result<Plan, String> {
    let main = base();
    let (old, count) = (checked(&main, PEOPLE), main.matches(from).count() + PEOPLE.matches(from).count());
    if count == 0 {
        return Err(format!("`{from}` is not there"));
    }
    let new = if main.contains(from) {
        files(&main.replacen(from, to, 1), PEOPLE)
    } else {
        files(&main, &PEOPLE.replacen(from, to, 1))
    };
    let new = check_sources(&new).unwrap();
    if new.has_errors() {
        return Err(new.diagnostics.iter().map(|one| one.message.as_str()).collect::<Vec<_>>().join("; "));
    }
    Ok(plan(&old, &new, &[]))
}

/// A change in words, as a test keeps it.
fn words(change: &Change) -> String {
    let mut page = change.sentence.clone();
    let refused = change.refused.iter().map(|why| ("refused", why));
    let first = change.first.iter().map(|what| ("first", what));
    let notes = change.notes.iter().map(|what| ("note", what));
    for (word, what) in refused.chain(first).chain(notes) {
        write!(page, "\n    {word}: {what}").unwrap();
    }
    page
}

fn all_words(plan: &Plan) -> String {
    let mut page: Vec<_> = plan.changes.iter().map(words).collect();
    page.extend(plan.steps.iter().map(|step| format!("step: {:?} {} {}", step.deed, step.kind, step.name)));
    page.join("\n")
}

#[test]
fn each_edit_is_one_change_in_plain_words() {
    let mut page = String::new();
    let mut wrong = Vec::new();
    for edit in EDITS {
        let said = planned(*edit).map(|plan| plan.changes);
        let one = said.as_ref().is_ok_and(|changes| changes.len() == 1);
        wrong.extend((!one).then_some(edit.0));
        let said = said.map(|changes| changes.iter().map(words).collect::<Vec<_>>().join("\n  "));
        writeln!(page, "{}\n  {}", edit.0, said.unwrap_or_else(|wrong| format!("wrong: {wrong}"))).unwrap();
    }
    kept!("plan", page);
    assert!(wrong.is_empty(), "more or less than one change: {wrong:?}");
}

/// The word a declaration of each kind begins with. A kind that the language gets has to be added here, and then changed by
/// an edit above.
fn word(kind: &ItemKind) -> Option<&'static str> {
    match kind {
        ItemKind::Constant(_) => Some("let"),
        ItemKind::Enum(_) => Some("enum"),
        ItemKind::Entity(_) => Some("entity"),
        ItemKind::Channel(_) => Some("channel"),
        ItemKind::List(_) => Some("list"),
        ItemKind::Condition(_) => Some("condition"),
        ItemKind::Table(_) => Some("table"),
        ItemKind::Model(_) => Some("model"),
        ItemKind::Hours(hours) => Some(if hours.closures { "closures" } else { "hours" }),
        ItemKind::Assignment(_) => Some("assignment"),
        ItemKind::Queue(_) => Some("queue"),
        ItemKind::Workstream(_) => Some("workstream"),
        ItemKind::Intake(_) => Some("intake"),
        ItemKind::Plain(plain) => Some(match plain.kind {
            PlainKind::Rating => "rating",
            PlainKind::SkillType => "skill_type",
            PlainKind::Skill => "skill",
            PlainKind::Profile => "profile",
            PlainKind::Presence => "presence",
            PlainKind::Session => "session",
            PlainKind::Notification => "notification",
            PlainKind::Bot => "bot",
            PlainKind::Auth => "auth",
            PlainKind::Reply => "reply",
            PlainKind::Organisation => "organisation",
        }),
        // These are not part of a configuration.
        ItemKind::Import(_) | ItemKind::Test(_) | ItemKind::Scenario(_) | ItemKind::Broken(_) => None,
    }
}

/// How many kinds there are: those of `ItemKind` that are not left out above, `closures` and `hours` apart, and those of
/// `PlainKind` in place of `Plain`.
const KINDS: usize = 25;

#[test]
fn a_change_of_every_kind_of_declaration_is_seen() {
    let main = base();
    let mut there = BTreeSet::new();
    for text in [main.as_str(), PEOPLE] {
        let (tree, _) = enroute::syntax::parse(FileId(0), &SourceFile::new("main.route", text));
        there.extend(tree.items.iter().filter_map(|item| word(&item.kind)));
    }
    assert_eq!(there.len(), KINDS, "the program of this test has not got every kind: {there:?}");
    let changed: BTreeSet<_> =
        EDITS.iter().flat_map(|edit| planned(*edit).unwrap().changes).map(|change| change.kind).collect();
    assert_eq!(there, changed, "no edit of this test changes one of every kind");
}

#[test]
fn nothing_changes_between_a_program_and_itself() {
    let mut seen = 0;
    for (path, text) in route_files().iter().filter(|(path, _)| !path.starts_with("tests/spec")) {
        let checked =
            check_sources(&[SourceFile::new("main.route", text.as_str())].into_iter().collect()).unwrap();
        if !checked.has_errors() {
            seen += 1;
            assert_eq!(plan(&checked, &checked, &[]).changes, [], "{path}");
        }
    }
    assert!(seen > 3, "only {seen} programs");
}

/// The declarations of a text in the opposite order, as wide as can be, with a comment behind each line.
fn turned(text: &str) -> String {
    let (tree, _) = enroute::syntax::parse(FileId(0), &SourceFile::new("main.route", text));
    let at = |offset: u32| usize::try_from(offset).unwrap();
    let mut page = "language 1\n".to_owned();
    let (imports, items): (Vec<_>, Vec<_>) =
        tree.items.iter().partition(|item| matches!(item.kind, ItemKind::Import(_)));
    for item in imports.into_iter().chain(items.into_iter().rev()) {
        for line in text[at(item.span.start)..at(item.span.end)].lines() {
            let blanks = line.len() - line.trim_start().len();
            writeln!(page, "{}{}  // as it was", " ".repeat(blanks * 3), line.trim()).unwrap();
            page.push_str("\r\n");
        }
    }
    page
}

#[test]
fn order_of_declarations_and_layout_are_no_change() {
    let main = base();
    let old = checked(&main, PEOPLE);
    let new = checked(&turned(&main), &turned(PEOPLE));
    assert_eq!(all_words(&plan(&old, &new, &[])), "");
    for text in route_texts() {
        let sources = |text: &str| [SourceFile::new("main.route", text)].into_iter().collect::<Sources>();
        let old = check_sources(&sources(&text)).unwrap();
        let new = check_sources(&sources(&turned(&text))).unwrap();
        if !old.has_errors() && !new.has_errors() {
            assert_eq!(all_words(&plan(&old, &new, &[])), "", "{text}");
        }
    }
}

#[test]
fn lists_in_settings_and_rows_of_unique_tables_have_no_order() {
    let main = base();
    let edited = main
        .replace(
            "[\"contoso.com/help\", \"contoso.com/shop\"]",
            "[\"contoso.com/shop\", \"contoso.com/help\"]",
        )
        .replace("presences  [available, busy]", "presences [busy, available]")
        .replace("phone -> \"Paris\", tv -> \"Rome\"", "tv -> \"Rome\"\n phone -> \"Paris\"");
    assert_ne!(main, edited);
    assert_eq!(all_words(&plan(&checked(&main, PEOPLE), &checked(&edited, PEOPLE), &[])), "");
}

#[test]
fn a_table_may_move_into_a_file() {
    let text = |rows: &str| {
        format!(
            "language 1\nenum P {{ a, b }}\nqueue one {{ type messaging }}\nqueue two {{ type messaging }}\n\
             table desk_of(p: P, n: int) -> queue first {rows}\n"
        )
    };
    let inline = "{\n  a | 1..5 -> one\n  [a, b] | any -> two\n  otherwise -> one\n}";
    let csv = "p,n,result\na,1..5,one\n\"[a, b]\",any,two\nany,any,one\n";
    let files =
        [SourceFile::new("main.route", text("from \"desks.csv\"")), SourceFile::new("desks.csv", csv)];
    let in_csv = of(&files.into_iter().collect());
    assert_eq!(all_words(&plan(&of_text(&text(inline)), &in_csv, &[])), "");
    let csv = csv.replace("1..5,one", "1..5,two");
    let files =
        [SourceFile::new("main.route", text("from \"desks.csv\"")), SourceFile::new("desks.csv", csv)];
    let other = plan(&in_csv, &of(&files.into_iter().collect()), &[]);
    let said = "table `desk_of`: row `a | 1..5` was `a | 1..5 -> one`, becomes `a | 1..5 -> two`";
    assert_eq!(other.changes.iter().map(|change| change.sentence.as_str()).collect::<Vec<_>>(), [said]);
    let place = other.changes[0].after.as_ref().map(|said| (said.file.as_deref(), said.line));
    assert_eq!(place, Some((Some("desks.csv"), Some(2))));
}

#[test]
fn a_copy_follows_in_the_program_and_stands_alone_on_the_platform() {
    let (old, tests) = (MAIN, MAIN.find("test \"").unwrap());
    let old = &old[..tests];
    let new = old.replace("wrap_up    15m", "wrap_up    10m");
    kept!("plan", all_words(&plan(&checked(old, PEOPLE), &checked(&new, PEOPLE), &[])));
}

#[test]
fn a_copy_that_says_it_itself_stays_as_it_is() {
    let (old, tests) = (MAIN, MAIN.find("test \"").unwrap());
    let own = "instances [\"shop.contoso.com\"]\n distribution { wrap_up 5m }\n";
    let old = old[..tests].replace("instances [\"shop.contoso.com\"]", own);
    let new = old.replace("wrap_up    15m", "wrap_up    10m");
    kept!("plan", all_words(&plan(&checked(&old, PEOPLE), &checked(&new, PEOPLE), &[])));
}

#[test]
fn what_is_deleted_says_who_names_it_and_when_it_goes() {
    let old = base();
    let new = old
        .replace("\"French\":     when language == \"fr\"   to split { paris 70%, montreal 30% }\n", "")
        .replace("phone       | \"CA\"      -> montreal\n", "")
        .lines()
        .filter(|line| !line.starts_with("queue montreal"))
        .collect::<Vec<_>>()
        .join("\n");
    kept!("plan", all_words(&plan(&checked(&old, PEOPLE), &checked(&new, PEOPLE), &[])));
}

#[test]
fn a_workstream_that_intake_names_is_deleted_after_it() {
    let old = base();
    let cut = |text: &str, from: &str, to: &str| {
        let start = text.find(from).unwrap();
        let end = start + text[start..].find(to).unwrap();
        format!("{}{}", &text[..start], &text[end..])
    };
    let new = cut(&old, "workstream case_desk", "// Records have");
    let new = cut(&new, "intake Case", "// ─");
    kept!("plan", all_words(&plan(&checked(&old, PEOPLE), &checked(&new, PEOPLE), &[])));
}

#[test]
fn a_context_variable_that_goes_is_looked_for_elsewhere() {
    let (new, old) =
        (base(), base().replace("    cart:     decimal?\n", "    cart: decimal?\n    floor: int?\n"));
    kept!("plan", all_words(&plan(&checked(&old, PEOPLE), &checked(&new, PEOPLE), &[])));
}

#[test]
fn nothing_is_deleted_that_an_agent_holds() {
    let (old, new) = (base(), base().replace("queue night \"Night desk\"", "queue day \"Day desk\""));
    let holder =
        |agent: &str, name: &str| Holder { agent: agent.to_owned(), kind: "queue", name: name.to_owned() };
    let holders = [holder("ana", "night"), holder("bo", "night"), holder("cy", "general")];
    let plan = plan(&checked(&old, PEOPLE), &checked(&new, PEOPLE), &holders);
    let refused: Vec<_> = plan.changes.iter().filter_map(|change| change.refused.as_deref()).collect();
    let wanted =
        "each of agents `ana`, `bo` still names queue `night` in the roster: take it from the roster first";
    assert_eq!(refused, [wanted]);
    assert_eq!(plan.refused, 1);
}

#[test]
fn an_address_leaves_one_workstream_before_it_comes_to_another() {
    let (old, tests) = (MAIN, MAIN.find("test \"").unwrap());
    let old = &old[..tests];
    let new = old
        .replace(", \"contoso.com/shop\"]", "]")
        .replace("[\"shop.contoso.com\"]", "[\"shop.contoso.com\", \"contoso.com/shop\"]");
    let plan = plan(&checked(old, PEOPLE), &checked(&new, PEOPLE), &[]);
    let first: Vec<_> = plan.changes.iter().flat_map(|change| &change.first).collect();
    let wanted =
        "take `\"contoso.com/shop\"` out of workstream `contoso_chat`: an address belongs to one workstream";
    assert_eq!(first, [wanted]);
}

#[test]
fn a_queue_with_another_name_is_renamed_where_all_that_named_it_follows() {
    let old = base();
    let new = old.replace("to vip ", "to top ").replace("queue vip \"VIP chat\"", "queue top \"VIP chat\"");
    kept!("plan", all_words(&plan(&checked(&old, PEOPLE), &checked(&new, PEOPLE), &[])));
}

#[test]
fn a_rule_with_another_label_is_known_by_its_condition() {
    let old = base();
    let heavy = "\"Heavy\":   when severity <= 1        hold vip_load";
    let same_condition = old.replace(heavy, "\"Hard\": when severity <= 1 require calls");
    let another_rule = old.replace(heavy, "\"Hard\": when severity <= 2 require calls");
    let said = |new: &str| -> Vec<String> {
        let plan = plan(&checked(&old, PEOPLE), &checked(new, PEOPLE), &[]);
        plan.changes.into_iter().map(|change| change.sentence).collect()
    };
    assert_eq!(
        said(&same_condition),
        [
            "workstream `contoso_chat`: skills rule \"Heavy\" is now called \"Hard\"; also requires `calls`; does not hold \
          `vip_load` any more"
        ]
    );
    assert_eq!(
        said(&another_rule),
        [
            "workstream `contoso_chat`: skills rule \"Hard\" is new, number 3 of 3: `when severity <= 2 require calls`",
            "workstream `contoso_chat`: skills rule \"Heavy\" is gone: `when severity <= 1 hold vip_load`",
        ]
    );
}

#[test]
fn two_queues_alike_are_not_taken_for_one() {
    let text = |queue: &str| format!("language 1\nqueue {queue} {{ type messaging }}\n");
    let plan = plan(&of_text(&text("rome")), &of_text(&text("paris")), &[]);
    let deeds: Vec<_> = plan.changes.iter().map(|change| change.deed).collect();
    assert_eq!(deeds, [Deed::Added, Deed::Removed]);
}

/// A route of rules in that order, by number.
fn route(order: &[usize]) -> String {
    let rule = |rule: &usize| format!("\"R{rule}\": when n == {rule} to q urgency {rule}");
    let rules = order.iter().map(rule).collect::<Vec<_>>().join("\n");
    format!(
        "language 1\nentity C {{ n: int }}\nqueue q {{ type messaging }}\nworkstream w {{ type messaging, channel chat, \
         carries C, mode push, fallback q\n route first {{\n{rules}\n}}\n distribution {{ units 1, presences [available], \
         skills none }} }}\n"
    )
}

/// The length of the longest rising row, by trying all.
fn longest_rise(order: &[usize]) -> usize {
    (0_u32..1 << order.len())
        .map(|chosen| {
            order.iter().enumerate().filter(move |(at, _)| chosen >> at & 1 == 1).map(|(_, rule)| *rule)
        })
        .filter(|row| row.clone().zip(row.clone().skip(1)).all(|(one, next)| one < next))
        .map(Iterator::count)
        .max()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn rules_that_change_places_move_as_few_as_can_be(order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()) {
        let (old, new) = (of_text(&route(&[0, 1, 2, 3, 4, 5, 6])), of_text(&route(&order)));
        let plan = plan(&old, &new, &[]);
        prop_assert!(plan.changes.iter().all(|change| change.deed == Deed::Moved));
        prop_assert_eq!(plan.changes.len(), order.len() - longest_rise(&order));
    }

    #[test]
    fn a_line_less_is_a_line_more_the_other_way_round(line in 0..MAIN.lines().count()) {
        let main = base();
        let less: Vec<_> = main.lines().enumerate().filter(|(at, _)| *at != line).map(|(_, text)| text).collect();
        let (old, new) = (checked(&main, PEOPLE), check_sources(&files(&less.join("\n"), PEOPLE)).unwrap());
        if !new.has_errors() {
            let (there, back) = (plan(&old, &new, &[]), plan(&new, &old, &[]));
            let many = |plan: &Plan, deed| plan.changes.iter().filter(|change| change.deed == deed).count();
            for (one, other) in [(Deed::Added, Deed::Removed), (Deed::Removed, Deed::Added), (Deed::Changed, Deed::Changed)] {
                prop_assert_eq!(many(&there, one), many(&back, other), "{:?}: {:#?}", one, &there.changes);
            }
            prop_assert_eq!(all_words(&plan(&new, &new, &[])), "");
        }
    }
}

/// A word that names a value and a queue, and stands in a text.
const WORDS: &str = r#"language 1
enum Topic { billing, other }
entity Item { topic: Topic = other, message: text? }
queue rest { type record }
queue billing "Bills" { type record }
workstream desk {
  type record, carries Item, mode push, fallback rest
  route first {
    "Bills": when topic == billing and not message contains "about billing today"  to billing
  }
  distribution { units 1, presences [available], skills none }
}
"#;

#[test]
fn a_name_follows_only_where_it_names_what_is_renamed() {
    let checked = |text: &str| {
        let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
        let checked = check_sources(&sources).unwrap();
        assert!(!checked.has_errors(), "{text}");
        checked
    };
    let old = checked(WORDS);
    let deeds = |text: &str| {
        let changes = plan(&old, &checked(text), &[]).changes;
        changes.into_iter().map(|change| (change.kind, change.deed)).collect::<Vec<_>>()
    };
    let renamed = WORDS.replace("queue billing", "queue invoices").replace("to billing", "to invoices");
    assert_eq!(deeds(&renamed), [("queue", Deed::Renamed)], "all else says what it said");
    let text = renamed.replace("about billing", "about invoices");
    assert_eq!(deeds(&text), [("queue", Deed::Renamed), ("workstream", Deed::Changed)], "a text is no name");
    let value = renamed.replace("{ billing, other }", "{ billing, invoices, other }");
    let value = value.replace("topic == billing", "topic == invoices");
    let seen = deeds(&value);
    assert!(seen.contains(&("workstream", Deed::Changed)), "another value is a change: {seen:?}");
}

#[test]
fn a_split_is_drawn_anew_where_its_rule_has_another_label() {
    let notes = |edit: Edit| {
        planned(edit).unwrap().changes.into_iter().flat_map(|change| change.notes).collect::<Vec<_>>()
    };
    let found = notes((
        "a split's label",
        "\"French\":     when language == \"fr\"   to",
        "\"In French\": when language == \"fr\" to",
    ));
    assert!(found.iter().any(|note| note.contains("items are drawn anew")), "{found:?}");
    let found = notes(("a rule's label", "\"Heavy\": ", "\"Hard\": "));
    assert!(!found.iter().any(|note| note.contains("drawn anew")), "{found:?}");
}

#[test]
fn a_value_that_keeps_its_number_is_not_said_to_move() {
    let plan = planned(("values turned", "{ low, normal, high }", "{ high, normal, low }")).unwrap();
    let said = all_words(&plan);
    assert!(said.contains("`high` moves from number 3 to number 1 of 3, now first"), "{said}");
    assert!(said.contains("`normal` is number 2 of 3 as before, but now right after value `high`"), "{said}");
}
