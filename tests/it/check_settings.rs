//! What the checker says about settings, hours, templates and workstreams: the example of each error page, and the
//! place it is said at.

use enroute::check::check;
use enroute::diagnostic::{Diagnostic, Fix, Severity};
use enroute::hir;
use enroute::source::{SourceFile, Sources};
use enroute::syntax::parse;
use std::cmp::Reverse;
use std::fs;
use std::path::Path;

/// Each code with the text that its first label points at, in the bad example of its page.
const SAID: &[(&str, &str)] = &[
    ("unknown-setting", "limt"),
    ("misplaced-setting", "wrap_up"),
    ("repeated-setting", "limit 5"),
    ("missing-setting", "profile chats"),
    ("wrong-setting-value", "soon"),
    ("setting-out-of-range", "2h"),
    ("repeated-entry", "available"),
    ("reversed-levels", "5..1"),
    ("label-outside-range", r#"label 7 "expert""#),
    ("repeated-level-label", r#"label 1 "beginner""#),
    ("modelled-by-no-choice", "Case.title"),
    ("profile-excludes-itself", "chats"),
    ("anchor-on-entity-session", r#"anchor "Start" "home""#),
    ("panel-on-entity-session", "panel docked"),
    ("entity-on-generic-session", "entity Case"),
    ("session-id-form", r#"id "case""#),
    ("repeated-language", "en"),
    ("copilot-cannot-assist", "role assist"),
    ("second-organisation", "organisation two"),
    ("unknown-zone", r#""Europe/Londn""#),
    ("overlapping-hours", "12:00..18:00"),
    ("empty-hours", "08:00..08:00"),
    ("too-many-hours", "22:24..22:31"),
    ("repeated-day", "only 2026-12-24 14:00..16:00"),
    ("day-after-until", "only 2027-12-24 09:00..12:00"),
    ("not-a-day", "08:00..12:00"),
    ("reversed-days", "2027-01-01..2026-12-31"),
    ("missing-channel", "workstream chat"),
    ("channel-not-messaging", "channel chat"),
    ("provider-not-for-channel", "provider twilio"),
    ("persistent-not-chat", "persistent yes"),
    ("persistent-without-auth", "persistent yes"),
    ("persistent-needs-push", "persistent yes"),
    ("voice-needs-push", "mode pick"),
    ("unified-routing-off", "type record"),
    ("release-not-record", "release on [deactivated]"),
    ("outbound-not-voice", "outbound_queue general"),
    ("reconnect-not-live-chat", "reconnect 3m"),
    ("preferred-agents-need-push", "preferred_agents or_next_best"),
    ("queue-of-other-type", "phones"),
    ("fallback-without-members", "general"),
    ("fallback-of-bots", "general"),
    ("instances-on-record", r#""contoso.com""#),
    ("wrong-instance-form", r#""0800 1111""#),
    ("instance-in-two-workstreams", r#""contoso.com""#),
    ("copy-without-instances", "workstream shop"),
    ("copy-cycle", "two"),
    ("nothing-to-leave-out", "without classify mood"),
    ("repeated-block", "context { b: text? }"),
    ("repeated-ruleset", "skills"),
    ("context-not-a-value", "numbers: [text]"),
    (
        "context-name-too-long",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: text?",
    ),
    ("no-route", "workstream chat"),
    ("bot-needs-push", "helper"),
    ("bot-on-record", "helper"),
    ("bot-is-assistant", "faq"),
    ("bot-not-assistant", "helper"),
    ("assist-on-record", "assist [faq]"),
    ("unpublished-bot", "helper"),
    ("out-of-hours-ends-persistent", "when out_of_hours then end_conversation"),
    ("two-capacities", "units 10"),
    ("missing-capacity", "distribution"),
    ("no-presences", "presences []"),
    ("presence-defeats-on-reject", "do_not_disturb"),
    ("presence-defeats-on-miss", "inactive"),
    ("wrap-up-without-effect", "wrap_up 15m"),
    ("skills-never-required", "skills exact"),
    ("skills-ignored", "skills none"),
    ("mixed-capacity", "units 10"),
    ("affinity-needs-push", "affinity yes"),
    ("affinity-on-record", "affinity yes"),
    ("affinity-on-voice", "affinity yes"),
    ("persistent-without-affinity", "affinity no"),
    ("affinity-overridden", "affinity yes"),
    ("auto-close-not-available", "auto_close 28d"),
    ("short-auto-close", "auto_close 1h"),
    ("allow-pick-needs-push", "allow_pick yes"),
    ("strict-pick-without-pick", "strict_pick yes"),
    ("reject-with-auto-assign", r#"reject "No""#),
    ("auto-accept-needs-auto-assign", "auto_accept yes"),
    ("countdown-must-show", "show_timeout no"),
    ("too-many-fields", r#"field "E" "{message}""#),
    ("session-not-generic", "records"),
    ("consult-auto-assign", "ask"),
    ("offer-on-pick", "incoming offer"),
    ("reject-on-record", "offer"),
    ("wait-message-on-persistent", r#"position "You are next""#),
    ("broken-template-text", "{"),
];

fn checked(text: &str) -> (hir::Program, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let file = SourceFile::new("a.route", text);
    let id = sources.add(file.clone());
    let (tree, mut bag) = parse(id, &file);
    let (program, found) = check(&sources, &[tree]);
    bag.extend(found);
    (program, bag.into_sorted(), sources)
}

/// The example of a page that is marked with that word.
fn example(code: &str, mark: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/errors/{code}.md"));
    let page = fs::read_to_string(&path).unwrap();
    let after = page.split(&format!("```route {mark}\n")).nth(1).unwrap().to_owned();
    after.split("```").next().unwrap().to_owned()
}

fn said(text: &str) -> Vec<(String, String)> {
    let (_, found, sources) = checked(text);
    let place = |one: &Diagnostic| one.span().map(|span| sources.text(span).to_owned()).unwrap_or_default();
    found.iter().map(|one| (one.code.clone(), place(one))).collect()
}

#[test]
fn the_bad_example_of_each_page_is_told_what_is_wrong_and_where() {
    let mut wrong = Vec::new();
    for (code, place) in SAID {
        let found = said(&example(code, "bad"));
        if !found.contains(&((*code).to_owned(), (*place).to_owned())) {
            wrong.push(format!("{code}: expected `{place}`, got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_bad_example_of_each_page_has_no_other_error() {
    let mut wrong = Vec::new();
    for (code, _) in SAID {
        let (_, found, _) = checked(&example(code, "bad"));
        let others = found.iter().filter(|one| one.severity == Severity::Error && one.code != *code);
        wrong.extend(others.map(|one| format!("{code}: {} {}", one.code, one.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_good_example_of_each_page_is_well() {
    let mut wrong = Vec::new();
    for (code, _) in SAID {
        let (_, found, _) = checked(&example(code, "good"));
        let bad = found.iter().filter(|one| one.severity == Severity::Error || one.code == *code);
        wrong.extend(bad.map(|one| format!("{code}: {} {}", one.code, one.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text after a fix.
fn mended(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| Reverse(edit.span.start));
    for edit in edits {
        let (start, end) =
            (usize::try_from(edit.span.start).unwrap(), usize::try_from(edit.span.end).unwrap());
        text.replace_range(start..end, &edit.text);
    }
    text
}

#[test]
fn each_fix_mends_what_it_is_offered_for() {
    let mut wrong = Vec::new();
    for (code, _) in SAID {
        let text = example(code, "bad");
        let (_, found, _) = checked(&text);
        for fix in found.iter().filter(|one| one.code == *code).flat_map(|one| &one.fixes) {
            let (_, after, _) = checked(&mended(&text, fix));
            let bad = after.iter().filter(|one| one.severity == Severity::Error || one.code == *code);
            wrong.extend(bad.map(|one| format!("{code}, {}: {} {}", fix.title, one.code, one.message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const CHAT: &str = "language 1
entity Chat { message: text? }
queue general { type messaging }
workstream chat \"Chat\" {
  type messaging
  channel sms
  carries Chat
  mode push
  fallback general
  instances [\"+442079460018\"]
  distribution { units 10, presences [available, busy] }
}
";

fn line<'p>(program: &'p hir::Program, workstream: usize, address: &str) -> &'p hir::EffectiveSetting {
    let lines = &program.workstreams[workstream].settings;
    lines.iter().find(|line| line.address == address).unwrap_or_else(|| panic!("no {address} in {lines:?}"))
}

#[test]
fn what_is_not_written_has_the_default_of_its_channel() {
    let (program, found, _) = checked(CHAT);
    assert!(found.iter().all(|one| one.severity != Severity::Error), "{found:?}");
    for (address, value) in [
        ("distribution.wrap_up", "always"),
        ("distribution.affinity", "yes"),
        ("distribution.auto_close", "never"),
        ("distribution.presences", "[available, busy]"),
        ("persistent", "no"),
        ("templates.incoming_authenticated", "out_of_the_box"),
    ] {
        assert_eq!(line(&program, 0, address).value, value, "{address}");
    }
    assert!(matches!(line(&program, 0, "distribution.affinity").origin, hir::Origin::Default(_)));
    assert!(matches!(line(&program, 0, "mode").origin, hir::Origin::Written(_)));
}

#[test]
fn a_copy_has_all_but_the_addresses_and_says_where_things_were_written() {
    let text = format!("{CHAT}workstream shop copies chat {{\n  distribution {{ wrap_up 15m }}\n}}\n");
    let (program, _, sources) = checked(&text);
    let copy = &program.workstreams[1];
    assert_eq!(copy.named.label, "Copy of Chat");
    assert_eq!(copy.instances, Vec::<String>::new());
    assert_eq!(line(&program, 1, "distribution.wrap_up").value, "15m");
    assert!(matches!(line(&program, 1, "distribution.wrap_up").origin, hir::Origin::Written(_)));
    let hir::Origin::Copied { from, span } = &line(&program, 1, "distribution.units").origin else {
        panic!()
    };
    assert_eq!((from.as_str(), sources.text(span.unwrap())), ("chat", "units 10"));
}

#[test]
fn a_copy_of_a_copy_reaches_back_to_the_first() {
    let text = format!("{CHAT}workstream b copies chat {{\n}}\nworkstream c copies b {{\n}}\n");
    let (program, _, _) = checked(&text);
    assert_eq!(program.workstreams[2].named.label, "Copy of Copy of Chat");
    assert_eq!(line(&program, 2, "distribution.units").value, "10");
}

#[test]
fn units_take_the_place_of_a_copied_profile() {
    let text = format!(
        "{CHAT}profile load {{ limit 3 }}\nworkstream b copies chat {{\n  distribution {{ profile load }}\n}}\n"
    );
    let (program, found, _) = checked(&text);
    assert!(found.iter().all(|one| one.code != "two-capacities"), "{found:?}");
    assert!(matches!(program.workstreams[1].distribution.capacity.value, hir::Capacity::Profile(_)));
}

#[test]
fn a_notification_that_does_not_assign_turns_affinity_off() {
    let text = CHAT.replace("mode push", "mode push\n  templates { incoming offer }")
        + "notification offer { auto_assign no }\n";
    let (program, found, _) = checked(&text);
    assert!(found.iter().any(|one| one.code == "affinity-overridden"));
    assert!(!program.workstreams[0].distribution.affinity.value);
}

#[test]
fn the_nearest_messages_win() {
    let text = CHAT.replace("mode push", "mode push\n  messages { closed no }")
        + "organisation contoso { messages { greeting \"Hello\", closed \"Bye\" } }\n";
    let (program, _, _) = checked(&text);
    assert_eq!(line(&program, 0, "messages.greeting").value, "\"Hello\"");
    assert_eq!(line(&program, 0, "messages.closed").value, "no");
}

#[test]
fn hours_over_midnight_reach_into_the_next_day() {
    let hours = |open: &str| format!("language 1\nhours night {{ zone \"Europe/London\", {open} }}\n");
    assert_eq!(said(&hours("open fri 22:00..06:00, open sat 06:00..12:00")), []);
    let found = said(&hours("open sun 22:00..06:00, open mon 05:00..12:00"));
    assert_eq!(found, [("overlapping-hours".to_owned(), "05:00..12:00".to_owned())]);
}

#[test]
fn a_misspelt_setting_is_reported_once() {
    let found = said("language 1\nprofile chats { limt 3 }\n");
    assert_eq!(found, [("unknown-setting".to_owned(), "limt".to_owned())]);
}

#[test]
fn what_is_missing_in_a_damaged_block_is_not_reported() {
    let (_, found, _) = checked("language 1\nprofile chats { reset == immediately }\n");
    assert!(found.iter().all(|one| one.code != "missing-setting"), "{found:?}");
}

#[test]
fn one_notification_for_new_items_fills_both_slots() {
    let text = CHAT.replace("mode push", "mode push\n  templates { incoming offer }")
        + "notification offer { auto_assign yes }\n";
    let (program, _, _) = checked(&text);
    assert_eq!(line(&program, 0, "templates.incoming_authenticated").value, "offer");
    assert_eq!(line(&program, 0, "templates.incoming_unauthenticated").value, "offer");
}

#[test]
fn what_an_unknown_workstream_would_have_had_is_not_reported() {
    let found = said("language 1\nworkstream a copies b {\n  without bot\n}\n");
    assert!(
        found.iter().all(|(code, _)| code != "nothing-to-leave-out" && code != "missing-setting"),
        "{found:?}"
    );
}
