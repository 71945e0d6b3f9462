//! Whole decisions: text in, decision out.

use enroute::Bundle;
use enroute::diagnostic::Severity;
use enroute::item::{Frame, Item, ReadOptions, Reader};
use enroute::source::{Limits, SourceFile, Sources};
use enroute::value::Instant;
use enroute::vm::{
    Action, Decision, Facts, Machine, NotRouted, QueueFacts, Reason, RuleState, Shown, TraceLevel,
};
use std::fmt::Write as _;

/// Monday 2026-03-02 10:15 in London.
const OPEN: &str = "2026-03-02T10:15Z";
/// The Sunday before.
const CLOSED: &str = "2026-03-01T10:15Z";

fn contoso_sources() -> Sources {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contoso");
    ["contoso.route", "people.route"]
        .into_iter()
        .map(|name| SourceFile::new(name, std::fs::read_to_string(folder.join(name)).unwrap()))
        .collect()
}

pub(crate) fn compiled(sources: &Sources) -> Bundle {
    let compiled = enroute::compile(sources).unwrap();
    let said: Vec<_> = compiled.checked.diagnostics.iter().map(|one| one.message.clone()).collect();
    compiled.bundle.unwrap_or_else(|| panic!("{said:#?}"))
}

pub(crate) fn contoso() -> Bundle {
    compiled(&contoso_sources())
}

fn at(text: &str) -> Facts {
    Facts::at(Instant::parse(text).unwrap())
}

fn decide(bundle: &Bundle, item: &Item, facts: &Facts, level: TraceLevel) -> Decision {
    let mut frame = Frame::new(bundle.schema());
    Reader::new(bundle.schema()).item(item, &ReadOptions::default(), &mut frame).unwrap();
    Machine::new(bundle).decide(&mut frame, facts, level)
}

fn ana() -> Item {
    Item::for_workstream("contoso_chat")
        .id("c1")
        .set("customer.name", "Ana")
        .set("customer.tier", "platinum")
        .set("message", "I want a REFUND")
        .context("cart", "740")
}

#[test]
fn a_platinum_customer_with_a_full_cart_reaches_the_vip_queue() {
    let decision = decide(&contoso(), &ana(), &at(OPEN), TraceLevel::Rules);
    assert_eq!(decision.queue.as_deref(), Some("vip"));
    assert_eq!(decision.reason, Reason::Rule);
    assert_eq!(decision.rule.unwrap().address(), "contoso_chat.route.\"Platinum\"");
    assert_eq!(decision.urgency[0].value, 5);
    let set: Vec<_> = decision.set.iter().map(|set| (set.path.as_ref(), set.value.clone())).collect();
    assert_eq!(set, [("priority", Shown::Text("high".into())), ("severity", Shown::Int(1))]);
    let profiles: Vec<_> = decision.capacity.profiles.iter().map(AsRef::as_ref).collect();
    assert_eq!(profiles, ["chat_load", "vip_load"]);
    let trace = decision.trace.unwrap();
    let state = |name: &str| trace.iter().find(|one| one.rule.address().contains(name)).unwrap().state;
    assert_eq!(state("VIP with a full cart"), RuleState::Applied);
    assert_eq!(state("Angry words"), RuleState::NotReached);
}

#[test]
fn out_of_hours_another_match_with_room_wins_and_without_one_the_item_goes_in_anyway() {
    let bundle = contoso();
    let decision = decide(&bundle, &ana(), &at(CLOSED), TraceLevel::Off);
    assert_eq!(decision.queue.as_deref(), Some("general"), "`After six` has room");
    let full = at(CLOSED).queue("general", QueueFacts { waiting_items: Some(101), predicted_wait: None });
    let decision = decide(&bundle, &ana(), &full, TraceLevel::Off);
    assert_eq!(decision.queue, None, "general is always open, so that its action is done");
    let Reason::Overflow { action, .. } = decision.reason else { panic!("{:?}", decision.reason) };
    assert_eq!(action, Action::EndConversation);
}

#[test]
fn a_full_queue_passes_its_items_on() {
    let full = at(OPEN).queue("vip", QueueFacts { waiting_items: Some(41), predicted_wait: None });
    let decision = decide(&contoso(), &ana(), &full, TraceLevel::Off);
    assert_eq!(decision.queue.as_deref(), Some("general"));
    assert!(matches!(decision.reason, Reason::Overflow { action: Action::Transfer(_), .. }));
}

#[test]
fn skills_are_required_and_a_split_divides_by_a_stable_hash() {
    let bundle = contoso();
    let french = |id: String| Item::for_workstream("contoso_chat").id(id).context("language", "FR");
    let one = decide(&bundle, &french("c1".into()), &at(OPEN), TraceLevel::Off);
    assert_eq!(one.skills[0].skill.as_ref(), "french");
    assert_eq!(one.skills[0].level, Some(3));
    let hash = blake3::hash(b"c1\0contoso_chat.route.\"French\"");
    let first = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap());
    let Reason::Split { bucket, .. } = one.reason else { panic!("{:?}", one.reason) };
    assert_eq!(u64::from(bucket), first % 100);
    let in_paris = (0..400)
        .filter(|at_| {
            let decision = decide(&bundle, &french(format!("x{at_}")), &at(OPEN), TraceLevel::Off);
            decision.queue.as_deref() == Some("paris")
        })
        .count();
    assert!((240..320).contains(&in_paris), "{in_paris} of 400");
}

#[test]
fn records_come_in_by_intake_or_not_at_all() {
    let bundle = contoso();
    let case = |product: &str| {
        Item::for_record("Case")
            .id("k1")
            .set("product", product)
            .set("amount", "6000")
            .set("opened", OPEN)
            .set("title", "t")
            .set("customer.name", "Bo")
            .set("customer.tier", "gold")
    };
    let routed = decide(&bundle, &case("Bills"), &at(OPEN), TraceLevel::Off);
    assert_eq!(routed.workstream.as_deref(), Some("case_desk"));
    assert_eq!(routed.queue.as_deref(), Some("cases"));
    assert_eq!(routed.reason, Reason::Fallback);
    let severity = routed.set.iter().find(|set| set.path.as_ref() == "severity").unwrap();
    assert_eq!(severity.value, Shown::Int(2), "[gold, silver] above 5000");
    let unrouted = decide(&bundle, &case("tv"), &at(OPEN), TraceLevel::Off);
    assert_eq!(unrouted.reason, Reason::NotRouted { why: NotRouted::NoIntakeRule });
}

#[test]
fn a_table_names_the_queue_and_without_a_row_the_rule_does_not_hold() {
    let bundle = contoso();
    let with = |country: &str| {
        Item::for_workstream("contoso_chat")
            .id("c")
            .set("customer.name", "Cy")
            .set("customer.account.country", country)
            .set("case.product", "phone")
    };
    let french = decide(&bundle, &with("fr"), &at(OPEN), TraceLevel::Clauses);
    assert_eq!(french.queue.as_deref(), Some("paris"));
    let british = decide(&bundle, &with("GB"), &at(OPEN), TraceLevel::Clauses);
    assert_eq!(british.reason, Reason::Fallback);
    let parts = french.trace.iter().flatten().filter_map(|rule| rule.clauses.as_ref());
    let rows: Vec<_> = parts.flat_map(|clause| &clause.parts).filter_map(|part| part.row.as_ref()).collect();
    assert_eq!(
        rows.iter().map(|row| (row.address(), row.list())).collect::<Vec<_>>(),
        [("desk_for#1", "desk_for")]
    );
}

/// What the trace tells of the one rule of [`small`].
fn told(condition: &str, amount: i64) -> enroute::vm::ClauseTrace {
    let bundle = compiled(&small(&format!("condition last(n: int) = {condition}")));
    let item = Item::for_workstream("desk").id("a").set("amount", amount);
    let trace = decide(&bundle, &item, &at(OPEN), TraceLevel::Clauses).trace.unwrap();
    trace.into_iter().find_map(|rule| rule.clauses).unwrap().parts.remove(0)
}

#[test]
fn a_long_condition_is_told_with_a_mark_where_it_was_cut() {
    for letter in ["e", "é"] {
        let words: Vec<_> =
            (0..40).map(|at| format!("n == {at} or \"{letter}\" == \"{}\"", letter.repeat(4))).collect();
        let text = told(&words.join(" or "), 1).text;
        assert!(text.ends_with('…') && text.chars().count() == 240, "{text}");
    }
}

#[test]
fn nothing_is_near_to_having_a_value() {
    assert_eq!(told("n is present", 1).off, None);
    assert!(told("n > 100", 1).off.is_some());
}

#[test]
fn an_absent_model_is_a_problem_and_not_a_failure() {
    let decision = decide(&contoso(), &ana(), &at(OPEN), TraceLevel::Off);
    assert!(decision.problems.iter().any(|problem| problem.path == "mood"), "{:?}", decision.problems);
    let answered = ana().model("mood", "negative");
    let decision = decide(&contoso(), &answered, &at(OPEN), TraceLevel::Off);
    assert!(decision.problems.iter().all(|problem| problem.path != "mood"), "{:?}", decision.problems);
}

#[test]
fn asking_for_the_trace_changes_nothing_else() {
    let bundle = contoso();
    for facts in [at(OPEN), at(CLOSED)] {
        let plain = decide(&bundle, &ana(), &facts, TraceLevel::Off);
        let traced = decide(&bundle, &ana(), &facts, TraceLevel::Clauses);
        assert_eq!(Decision { trace: None, ..traced }, plain);
    }
}

#[test]
fn a_bundle_read_back_decides_the_same() {
    let bundle = contoso();
    let again = Bundle::load(&bundle.write()).unwrap();
    assert_eq!(bundle.digest(), again.digest());
    assert_eq!(
        decide(&bundle, &ana(), &at(OPEN), TraceLevel::Clauses),
        decide(&again, &ana(), &at(OPEN), TraceLevel::Clauses)
    );
}

#[test]
fn the_order_of_files_does_not_matter() {
    let turned = contoso_sources().iter().map(|(_, file)| file.clone()).collect::<Vec<_>>();
    let turned: Sources = turned.into_iter().rev().collect();
    assert_eq!(compiled(&turned).write(), contoso().write());
}

#[test]
fn a_listing_names_rules_and_tests() {
    let listing = contoso().listing();
    assert!(listing.contains("contoso_chat.urgency.\"Angry words\""), "{listing}");
    assert!(listing.contains("customer.tier in 2..3"), "{listing}");
}

fn small(rules: &str) -> Sources {
    let text = format!(
        "language 1\n{rules}\nentity Case {{ title: text, amount: int?, tags: [text] }}\nqueue cases {{ type record }}\n\
         queue other {{ type record }}\n\
         workstream desk {{\n  type record\n  carries Case\n  mode push\n  fallback cases\n  \
         route first {{\n    \"One\": when last(amount)\n      to other\n  }}\n  \
         distribution {{ units 10, presences [available], skills none }}\n}}\n"
    );
    [SourceFile::new("main.route", text)].into_iter().collect()
}

#[test]
fn conditions_named_by_conditions_are_decided_or_too_large_but_never_too_deep() {
    let mut rules = String::from("condition c0(n: int) = n > 1\n");
    for at in 1..1500 {
        writeln!(rules, "condition c{at}(n: int) = not c{}(n)", at - 1).unwrap();
    }
    let deep = small(&format!("{rules}condition last(n: int) = c1499(n)"));
    let compiled = enroute::compile(&deep).unwrap();
    assert!(compiled.bundle.is_none());
    assert_eq!(compiled.checked.diagnostics.last().unwrap().code, "program-too-large");
    let fits = self::compiled(&small(&format!("{rules}condition last(n: int) = c100(n)")));
    let decision =
        decide(&fits, &Item::for_workstream("desk").id("a").set("amount", 2), &at(OPEN), TraceLevel::Clauses);
    assert_eq!(decision.queue.as_deref(), Some("other"));
}

#[test]
fn conditions_that_would_explode_are_too_large() {
    let mut rules = String::from("condition c0(n: int) = n > 1\n");
    for at in 1..40 {
        let before = at - 1;
        writeln!(rules, "condition c{at}(n: int) = c{before}(n + 1) or c{before}(n + 2)").unwrap();
    }
    let compiled = enroute::compile(&small(&format!("{rules}condition last(n: int) = c39(n)"))).unwrap();
    assert_eq!(compiled.checked.diagnostics.last().unwrap().code, "program-too-large");
}

/// The errors that compiling reports within these limits.
fn codes(sources: &Sources, limits: &Limits) -> Vec<String> {
    let compiled = enroute::compile_within(sources, limits).unwrap();
    assert_eq!(compiled.bundle.is_none(), compiled.checked.has_errors());
    let errors = compiled.checked.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.code).collect()
}

#[test]
fn a_host_may_move_the_limits_of_a_programs_size() {
    let sources = small("condition last(n: int) = n > 1");
    assert_eq!(codes(&sources, &Limits::default()), [""; 0]);
    let refused = |limits| codes(&sources, &limits);
    assert_eq!(refused(Limits { file_bytes: 100, ..Limits::DEFAULT }), ["file-too-large"]);
    assert_eq!(refused(Limits { declarations: 3, ..Limits::DEFAULT }), ["file-too-large"]);
    assert_eq!(refused(Limits { words: 20, ..Limits::DEFAULT }), ["file-too-large"]);
    assert_eq!(refused(Limits { declaration_words: 20, ..Limits::DEFAULT }), ["declaration-too-large"]);
    assert_eq!(refused(Limits { instructions: 0, ..Limits::DEFAULT }), ["program-too-large"]);
}

#[test]
fn a_file_beyond_the_default_limit_compiles_where_the_host_allows_it() {
    let comment = format!("// {}\n", "-".repeat(Limits::DEFAULT.file_bytes));
    let sources = small(&format!("{comment}condition last(n: int) = n > 1"));
    assert_eq!(codes(&sources, &Limits::DEFAULT), ["file-too-large"]);
    let raised = Limits { file_bytes: 2 * Limits::DEFAULT.file_bytes, ..Limits::DEFAULT };
    assert_eq!(codes(&sources, &raised), [""; 0]);
}
