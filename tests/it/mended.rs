//! What fixes make of programs: the whole text after each.

use crate::fixes::{applied, said, sources};
use enroute::diagnostic::Diagnostic;

const HEAD: &str = "language 1
enum Tier { bronze, silver, gold }
entity Account { tier: Tier?, name: text }
entity Customer { name: text, tier: Tier = bronze, account: Account? }
entity Chat { message: text?, tier: Tier?, amount: decimal?, owner: text?, customer: Customer? }
";

const DISTRIBUTION: &str = "distribution { units 10, presences [available], skills none }";

fn of(text: &str, code: &str) -> Vec<Diagnostic> {
    let (found, _) = said(&sources(text, &[]));
    found.into_iter().filter(|one| one.code == code).collect()
}

/// The text after the fix of that code whose title has `title` in it.
fn fixed(text: &str, code: &str, title: &str) -> Option<String> {
    let found = of(text, code);
    let fix = found.iter().flat_map(|one| &one.fixes).find(|fix| fix.title.contains(title))?;
    Some(applied(&sources(text, &[]), fix).iter().map(|(_, file)| file.text.clone()).collect())
}

fn routed(condition: &str) -> String {
    format!(
        "{HEAD}queue general {{ type messaging }}
queue vip {{ type messaging }}
workstream desk {{
  type messaging, channel chat, carries Chat, mode push, fallback general, {DISTRIBUTION}
  route all {{ \"One\": when {condition} to vip }}
}}
"
    )
}

/// What the condition is once no question is missing, one fix after the other.
fn asked(condition: &str) -> String {
    let mut text = routed(condition);
    for _ in 0..5 {
        let Some(next) = fixed(&text, "also-missing", "is present") else { break };
        assert!(of(&next, "also-missing").len() < of(&text, "also-missing").len(), "{text}\n{next}");
        text = next;
    }
    let (_, rest) = text.split_once("\"One\": when ").unwrap();
    rest.split_once(" to vip").unwrap().0.to_owned()
}

#[test]
fn whether_there_is_a_value_is_asked_before_the_not_that_makes_it_true() {
    let cases = [
        ("tier != gold", "tier is present and tier != gold"),
        ("not tier == gold", "tier is present and not tier == gold"),
        (
            "not (tier == gold and message == \"x\")",
            "tier is present and message is present and not (tier == gold and message == \"x\")",
        ),
        (
            "not (tier == gold or amount > 5)",
            "tier is present and amount is present and not (tier == gold or amount > 5)",
        ),
        ("message == \"x\" or tier != gold", "message == \"x\" or (tier is present and tier != gold)"),
        (
            "message == \"x\" or not (tier == gold and owner == \"a\")",
            "message == \"x\" or (tier is present and (owner is present and not (tier == gold and owner == \"a\")))",
        ),
        (
            "not (message == \"x\" and not (owner == \"a\" or tier != gold))",
            "message is present and not (message == \"x\" and not (owner == \"a\" or (tier is present and tier != gold)))",
        ),
        ("customer.name != \"x\"", "customer is present and customer.name != \"x\""),
        ("item.tier != gold", "item.tier is present and item.tier != gold"),
        (
            "customer.account.tier != gold",
            "customer.account.tier is present and customer.account.tier != gold",
        ),
    ];
    let mut wrong = Vec::new();
    for (bad, good) in cases {
        let is = asked(bad);
        if is != good || !of(&routed(&is), "also-missing").is_empty() {
            wrong.push(format!("`{bad}` becomes `{is}` in place of `{good}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_question_about_the_item_in_a_rule_about_agents_is_asked_of_the_item() {
    let text = format!(
        "{HEAD}skill french\nassignment skilled {{ \"One\": otherwise pick agents where has french and item.tier != gold order by idle_time }}\nqueue vip {{ type messaging, carries Chat, assign skilled }}\n"
    );
    let after = fixed(&text, "also-missing", "is present")
        .unwrap_or_else(|| panic!("{:?}", said(&sources(&text, &[])).0));
    assert!(after.contains("has french and item.tier is present and item.tier != gold"), "{after}");
    assert!(of(&after, "also-missing").is_empty());
}

#[test]
fn a_queue_is_declared_for_the_work_that_comes_to_it() {
    let stream = |ty: &str, rest: &str| {
        format!(
            "{HEAD}queue general {{ type messaging }}\nqueue cases {{ type record }}\nworkstream desk {{\n  type {ty}\n  carries Chat\n  mode push\n  {rest}\n  {DISTRIBUTION}\n}}\n"
        )
    };
    let to = "\"One\": when tier == gold to nowhere";
    let cases = [
        (
            stream("messaging", &format!("channel chat\n  fallback general\n  route all {{ {to} }}")),
            "messaging",
        ),
        (stream("record", &format!("fallback cases\n  route all {{ {to} }}")), "record"),
        (stream("record", "fallback nowhere"), "record"),
        (
            stream(
                "record",
                "fallback cases\n  route all { \"One\": when tier == gold to split { cases 50%, nowhere 50% } }",
            ),
            "record",
        ),
        (format!("{HEAD}queue a {{ type voice, overflow {{ after 5m then transfer nowhere }} }}\n"), "voice"),
        (
            format!(
                "{HEAD}queue a {{ type [record, voice], overflow {{ after 5m then transfer nowhere }} }}\n"
            ),
            "[record, voice]",
        ),
        (
            format!("{HEAD}table desk_for(tier: Tier) -> queue first {{ gold -> nowhere }}\n"),
            "[messaging, record, voice]",
        ),
    ];
    for (text, ty) in cases {
        let after = fixed(&text, "unknown-name", "queue nowhere")
            .unwrap_or_else(|| panic!("{text}\n{:?}", of(&text, "unknown-name")));
        assert!(after.contains(&format!("queue nowhere {{ type {ty} }}")), "{after}");
        assert!(of(&after, "unknown-name").is_empty(), "{after}");
    }
}

#[test]
fn a_parameter_that_is_called_like_a_constant_gets_another_name() {
    let text = format!(
        "{HEAD}let limit = 5\ncondition large(limit: decimal, what: Chat) = what.amount > limit and limit > 1 and what.owner != \"limit\"\n"
    );
    let found = of(&text, "ambiguous-word");
    assert_eq!(found[0].help.as_deref(), Some("give the parameter another name"));
    let after = fixed(&text, "ambiguous-word", "call the parameter").unwrap();
    assert!(
        after.contains("large(limit_2: decimal, what: Chat) = what.amount > limit_2 and limit_2 > 1 and what.owner != \"limit\""),
        "{after}"
    );
    assert!(of(&after, "ambiguous-word").is_empty());
}

#[test]
fn a_word_with_a_longer_spelling_is_spelled_so_or_its_rival_called_otherwise() {
    let text = format!("{HEAD}let amount = 5\n{}", routed("amount > 7").replace(HEAD, ""));
    let found = of(&text, "ambiguous-word");
    assert_eq!(found[0].help.as_deref(), Some("write `item.amount`, or give the `let` another name"));
    assert_eq!(found[0].fixes.len(), 1);
    assert!(of(&fixed(&text, "ambiguous-word", "item.amount").unwrap(), "ambiguous-word").is_empty());
}

/// Codes of everything but hints.
fn codes(text: &str) -> Vec<String> {
    let (found, _) = said(&sources(text, &[]));
    let hint = |one: &Diagnostic| one.severity == enroute::diagnostic::Severity::Hint;
    found.into_iter().filter(|one| !hint(one)).map(|one| one.code).collect()
}

#[test]
fn of_a_setting_that_is_written_twice_nothing_else_is_said() {
    let with = |skills: &str| routed("tier == gold").replace("skills none", skills);
    assert_eq!(codes(&with("skills exact, skills none")), ["repeated-setting"]);
    assert_eq!(codes(&with("skills exact, skills none, skills closest")), ["repeated-setting"; 2]);
    assert_eq!(codes(&with("skills closes, skills none")), ["wrong-setting-value", "repeated-setting"]);
    for (title, left) in [("leave this", "skills exact }"), ("leave the first", "skills none }")] {
        let after = fixed(&with("skills exact, skills none"), "repeated-setting", title).unwrap();
        assert!(after.contains(left) && of(&after, "repeated-setting").is_empty(), "{after}");
    }
}

#[test]
fn a_scenario_says_once_when_it_begins_and_once_what_an_agent_takes() {
    let text = format!(
        "{}profile chats {{ limit 3, reset immediately }}
scenario \"s\" {{
  from 2026-03-02 \"Europe/London\"
  from 2026-03-03 \"Europe/London\"
  agent ana {{ queues [general], capacity chats 3, capacity chats 4 }}
  10:00 c1 arrives at desk {{ amount 5 }}
}}
",
        routed("tier == gold")
    );
    assert_eq!(codes(&text), ["repeated-setting", "test-value-twice"]);
}

#[test]
fn the_help_about_a_value_names_the_value_that_is_meant() {
    let help = |condition: &str| of(&routed(condition), "types-differ")[0].help.clone().unwrap();
    assert_eq!(help("tier == \"Gold\""), "write the value's word, without quotes: `gold`");
    assert_eq!(help("tier == \"goldd\""), "write the value's word, without quotes: `gold`");
    assert_eq!(help("tier == owner"), "compare it with one of its values: `bronze`, `silver`, `gold`");
    assert_eq!(help("amount == \"12\""), "write `12`");
}

/// A workstream with that line in its distribution, in place of the usual one of that word.
fn distributed(line: &str) -> String {
    let usual = [("units", "units 10"), ("presences", "presences [available]"), ("skills", "skills none")];
    let lines = usual.map(|(word, usual)| if line.starts_with(word) { line } else { usual });
    let more = if lines.contains(&line) { "" } else { line };
    format!(
        "{HEAD}queue general {{ type messaging }}\nworkstream desk {{\n  type messaging, channel chat, carries Chat, mode push, fallback general\n  distribution {{\n    {}\n    {more}\n  }}\n}}\n",
        lines.join("\n    ")
    )
}

#[test]
fn a_value_that_does_not_fit_is_kept_by_its_fix() {
    let cases = [
        ("units \"20\"", Some("units 20")),
        ("units 20%", Some("units 20")),
        ("units 20 items", Some("units 20")),
        ("units 20.5", None),
        ("units many", None),
        ("units 5000000", None),
        ("presences available", Some("presences [available]")),
        ("presences available, busy", Some("presences [available, busy]")),
        ("presences available busy", Some("presences [available, busy]")),
        ("wrap_up 5", Some("wrap_up 5m")),
        ("wrap_up 30h", None),
        ("wrap_up soon", None),
    ];
    let mut wrong = Vec::new();
    for (bad, good) in cases {
        let text = distributed(bad);
        let (found, _) = said(&sources(&text, &[]));
        let fixes = found.iter().filter(|one| one.code != "no-route").flat_map(|one| &one.fixes);
        let after: Vec<_> = fixes
            .map(|fix| applied(&sources(&text, &[]), fix).iter().map(|(_, file)| file.text.clone()).collect())
            .collect::<Vec<String>>();
        let is_right = match good {
            Some(good) => {
                after.contains(&distributed(good)) && after.iter().all(|one| *one == distributed(good))
            }
            None => after.is_empty(),
        };
        if !is_right {
            let titles: Vec<_> = found.iter().map(|one| (&one.code, &one.help, &one.fixes)).collect();
            wrong.push(format!("`{bad}`: {titles:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hours_that_do_not_fit_are_no_example_after_their_fix() {
    let hours = |line: &str| format!("language 1\nhours office {{\n  zone \"Europe/London\"\n  {line}\n}}\n");
    for line in
        ["open mon..fri 09:00..25:00", "open mon, tue 09:00..17:30", "open mon", "open mon..fri early"]
    {
        let (found, _) = said(&sources(&hours(line), &[]));
        assert!(found.iter().all(|one| one.fixes.is_empty()), "{line}: {found:#?}");
        assert!(!found.is_empty(), "{line}");
    }
    let after = fixed(&hours("open monday..friday 9..17"), "wrong-setting-value", "write");
    assert_eq!(after, Some(hours("open mon..fri 09:00..17:00")));
}

#[test]
fn a_name_is_never_taken_for_the_one_it_is_declared_in() {
    for text in [
        "language 1\nlet limit = limt\n",
        "language 1\nlet a = a\n",
        "language 1\nentity Case { title: text }\ncondition good(what: Case) = god(what)\n",
    ] {
        let (found, _) = said(&sources(text, &[]));
        let meant = |one: &Diagnostic| one.help.as_deref().is_some_and(|help| help.contains("did you mean"));
        assert!(!found.is_empty() && !found.iter().any(meant), "{text}{found:#?}");
    }
}

#[test]
fn what_a_misspelt_word_declares_counts_as_declared() {
    let text = |word: &str| {
        format!(
            "{HEAD}queue general {{ type messaging }}\n{word} vip {{ type messaging }}\nworkstream desk {{\n  type messaging, channel chat, carries Chat, mode push, fallback general, {DISTRIBUTION}\n  route all {{ \"One\": when tier == gold to vip }}\n}}\n"
        )
    };
    for word in ["Queue", "quue", "queues"] {
        assert!(of(&text(word), "unknown-name").is_empty(), "{word}");
    }
    assert!(!of(&text("skill"), "unknown-name").is_empty() || !of(&text("skill"), "wrong-kind").is_empty());
}

#[test]
fn two_rules_with_one_label_are_reported_once() {
    let text = format!(
        "{}test \"a\" {{\n  given desk {{ tier gold }}\n  expect fired \"One\"\n}}\n",
        routed("tier == gold").replace("to vip }", "to vip\n  \"One\": otherwise to general }")
    );
    let (found, _) = said(&sources(&text, &[]));
    let codes: Vec<_> = found.iter().map(|one| one.code.as_str()).collect();
    assert!(codes.contains(&"repeated-rule") || codes.iter().any(|code| code.contains("label")), "{codes:?}");
    let about = |one: &Diagnostic| {
        one.message.contains("which") || one.fixes.iter().any(|fix| fix.title.contains("desk.route"))
    };
    assert!(!found.iter().any(about), "{found:#?}");
}

#[test]
fn a_queue_that_a_test_names_is_not_removed() {
    let text = routed("tier == gold").replace("to vip }", "to general }");
    assert!(fixed(&text, "queue-not-used", "remove").is_some());
    let tested = format!("{text}test \"a\" {{\n  given desk {{ tier gold }}\n  expect queue != vip\n}}\n");
    assert_eq!(of(&tested, "queue-not-used").len(), 1);
    assert_eq!(fixed(&tested, "queue-not-used", "remove"), None);
}
