//! What people bring along from elsewhere, from formulas, queries and other rule languages: one diagnostic says what is
//! wrong, and its fix writes it as the language does.

use crate::fixes::{applied, said, sources};
use enroute::diagnostic::{Diagnostic, Fix, Severity};

/// A program with one place for each kind of entry.
const FRAME: &str = "language 1
enum Tier { @values@ }
entity Customer { name: text, tier: Tier = bronze, vip: bool = no }
entity Chat {
  message: text?
  @field@
  amount: decimal = 0
  tier: Tier = bronze
  severity: int = 3
  roles: [text]
  opened: instant
  customer: Customer
}
rating Level { range 1..5 }
skill french { rating Level }
profile chats { limit 3, reset immediately }
hours office {
  zone \"Europe/London\"
  @hours@
}
closures days {
  @day@
}
@declaration@
queue general { type messaging }
queue vip {
  type messaging
  hours office
  carries Chat
  members when @members@
  overflow {
    @overflow@
  }
}
assignment skilled {
  \"Anyone\": @pick@
}
condition is_vip(who: Customer) = @condition@
table sla(tier: Tier, amount: decimal) -> int first {
  @row@
}
workstream desk {
  type messaging
  channel chat
  carries Chat
  mode push
  fallback general
  distribution {
    units 10
    presences [available]
    @setting@
  }
  classify urgency first {
    \"One\": @classify@
  }
  route all {
    @rule@
  }
}
";

/// What usually stands there.
const USUAL: &[(&str, &str)] = &[
    ("values", "bronze, silver, gold"),
    ("field", "language: text?"),
    ("hours", "open mon..fri 08:00..18:00"),
    ("day", "2026-12-25 \"Christmas Day\""),
    ("declaration", "bot helper { kind copilot }"),
    ("members", "has french >= 3"),
    ("overflow", "after 5m then transfer general"),
    ("pick", "otherwise pick agents order by idle_time"),
    ("condition", "who.tier == gold"),
    ("row", "gold | > 5 -> 1"),
    ("setting", "wrap_up 15m"),
    ("classify", "when amount > 5 set severity = 1"),
    ("rule", "\"Gold\": when tier == gold to vip"),
];

/// The program with an entry at its place.
fn program(place: &str, entry: &str) -> String {
    let put = |text: String, (name, usual): &(&str, &str)| {
        text.replace(&format!("@{name}@"), if *name == place { entry } else { usual })
    };
    USUAL.iter().fold(FRAME.to_owned(), put)
}

/// Where, what people write, and what the fix makes of it.
const HABITS: &[(&str, &str, &str)] = &[
    ("overflow", "after 30 minutes then transfer general", "after 30m then transfer general"),
    ("overflow", "after 30 Minutes then transfer general", "after 30m then transfer general"),
    ("overflow", "after 1 hour then transfer general", "after 1h then transfer general"),
    ("overflow", "after 1 hour 30 minutes then transfer general", "after 1h30m then transfer general"),
    ("overflow", "after 2 hrs and 5 secs then transfer general", "after 2h5s then transfer general"),
    ("overflow", "after 1.5 hours then transfer general", "after 1h30m then transfer general"),
    ("overflow", "after 2 weeks then transfer general", "after 2w then transfer general"),
    ("overflow", "after 30min then transfer general", "after 30m then transfer general"),
    (
        "overflow",
        "when waiting_items > 40 -> transfer general",
        "when waiting_items > 40 then transfer general",
    ),
    ("setting", "wrap_up 20 minutes", "wrap_up 20m"),
    ("setting", "wrap_up: 15m", "wrap_up 15m"),
    ("setting", "wrap_up = 15m", "wrap_up 15m"),
    ("setting", "affinity true", "affinity yes"),
    ("setting", "affinity on", "affinity yes"),
    ("setting", "skills closes", "skills closest"),
    ("setting", "wrap_up 5", "wrap_up 5m"),
    ("setting", "wrap_up \"15m\"", "wrap_up 15m"),
    ("hours", "open monday..friday 9..17", "open mon..fri 09:00..17:00"),
    (
        "rule",
        "\"Gold\": when customer.tier == gold or silver to vip",
        "\"Gold\": when customer.tier == gold or customer.tier == silver to vip",
    ),
    (
        "rule",
        "\"Gold\": when message contains \"cancel\" or \"refund\" to vip",
        "\"Gold\": when message contains \"cancel\" or message contains \"refund\" to vip",
    ),
    ("rule", "\"Gold\": when customer.name == FR to vip", "\"Gold\": when customer.name == \"FR\" to vip"),
    ("rule", "\"Gold\": when message == refund to vip", "\"Gold\": when message == \"refund\" to vip"),
    ("rule", "\"Gold\": when tier == gold to VIP", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == Tier.Gold to vip", "\"Gold\": when tier == Tier.gold to vip"),
    ("hours", "open mon..fri 7:00-22:00", "open mon..fri 07:00..22:00"),
    ("hours", "open mon..fri 07:00 - 22:00", "open mon..fri 07:00..22:00"),
    ("hours", "open mon..fri 7:00..22:00", "open mon..fri 07:00..22:00"),
    ("hours", "open mon..fri 9am..17:00", "open mon..fri 09:00..17:00"),
    ("hours", "open Mon..fri 08:00..18:00", "open mon..fri 08:00..18:00"),
    ("hours", "open monday..fri 08:00..18:00", "open mon..fri 08:00..18:00"),
    ("hours", "mon..fri 08:00..18:00", "open mon..fri 08:00..18:00"),
    ("day", "2026-12-25: \"Christmas Day\"", "2026-12-25 \"Christmas Day\""),
    ("rule", "\"Gold\": when tier == gold -> vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier = gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier is gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier is not gold to vip", "\"Gold\": when tier != gold to vip"),
    ("rule", "\"Gold\": when tier <> gold to vip", "\"Gold\": when tier != gold to vip"),
    ("rule", "\"Gold\": when tier == \"gold\" to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == \"Gold\" to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == 'gold' to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier in (gold, silver) to vip", "\"Gold\": when tier in [gold, silver] to vip"),
    ("rule", "\"Gold\": when tier in {gold, silver} to vip", "\"Gold\": when tier in [gold, silver] to vip"),
    ("rule", "\"Gold\": when tier in gold, silver to vip", "\"Gold\": when tier in [gold, silver] to vip"),
    (
        "rule",
        "\"Gold\": when tier == gold && amount > 5 to vip",
        "\"Gold\": when tier == gold and amount > 5 to vip",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold AND amount > 5 to vip",
        "\"Gold\": when tier == gold and amount > 5 to vip",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold || amount > 5 to vip",
        "\"Gold\": when tier == gold or amount > 5 to vip",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold OR amount > 5 to vip",
        "\"Gold\": when tier == gold or amount > 5 to vip",
    ),
    ("rule", "\"Gold\": when NOT tier == gold to vip", "\"Gold\": when not tier == gold to vip"),
    ("rule", "\"Gold\": when !customer.vip to vip", "\"Gold\": when not customer.vip to vip"),
    (
        "rule",
        "\"Gold\": when tier == gold, amount > 5 to vip",
        "\"Gold\": when tier == gold and amount > 5 to vip",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold when amount > 5 to vip",
        "\"Gold\": when tier == gold and amount > 5 to vip",
    ),
    ("rule", "\"Gold\": if tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": IF tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": WHEN tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold TO vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": else to vip", "\"Gold\": otherwise to vip"),
    ("rule", "\"Gold\": to vip", "\"Gold\": otherwise to vip"),
    ("rule", "\"Gold\": when tier == gold: to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold to queue vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold then vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold then to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold to \"vip\"", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold to vip;", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\" when tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "Gold: when tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "'Gold': when tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "“Gold”: when tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when amount > 5,000 to vip", "\"Gold\": when amount > 5000 to vip"),
    ("rule", "\"Gold\": when amount > 5 000 to vip", "\"Gold\": when amount > 5000 to vip"),
    ("rule", "\"Gold\": when amount => 5 to vip", "\"Gold\": when amount >= 5 to vip"),
    ("rule", "\"Gold\": when amount =< 5 to vip", "\"Gold\": when amount <= 5 to vip"),
    ("rule", "\"Gold\": when amount ≥ 5 to vip", "\"Gold\": when amount >= 5 to vip"),
    ("rule", "\"Gold\": when amount === 5 to vip", "\"Gold\": when amount == 5 to vip"),
    ("rule", "\"Gold\": when amount greater than 5 to vip", "\"Gold\": when amount > 5 to vip"),
    ("rule", "\"Gold\": when amount is greater than 5 to vip", "\"Gold\": when amount > 5 to vip"),
    ("rule", "\"Gold\": when amount at least 5 to vip", "\"Gold\": when amount >= 5 to vip"),
    ("rule", "\"Gold\": when amount between 5 and 10 to vip", "\"Gold\": when amount in 5..10 to vip"),
    ("rule", "\"Gold\": when amount == \"5\" to vip", "\"Gold\": when amount == 5 to vip"),
    ("rule", "\"Gold\": when 5 < amount < 10 to vip", "\"Gold\": when 5 < amount and amount < 10 to vip"),
    ("rule", "\"Gold\": when customer.vip == true to vip", "\"Gold\": when customer.vip == yes to vip"),
    ("rule", "\"Gold\": when customer.vip = TRUE to vip", "\"Gold\": when customer.vip == yes to vip"),
    ("rule", "\"Gold\": when customer.vip == \"yes\" to vip", "\"Gold\": when customer.vip == yes to vip"),
    ("rule", "\"Gold\": when customer.vip == 1 to vip", "\"Gold\": when customer.vip == yes to vip"),
    ("rule", "\"Gold\": when message == null to vip", "\"Gold\": when message is missing to vip"),
    ("rule", "\"Gold\": when message is null to vip", "\"Gold\": when message is missing to vip"),
    ("rule", "\"Gold\": when message IS NULL to vip", "\"Gold\": when message is missing to vip"),
    ("rule", "\"Gold\": when message is not null to vip", "\"Gold\": when message is present to vip"),
    ("rule", "\"Gold\": when message == \"\" to vip", "\"Gold\": when message is missing to vip"),
    (
        "rule",
        "\"Gold\": when message like \"refund\" to vip",
        "\"Gold\": when message contains \"refund\" to vip",
    ),
    (
        "rule",
        "\"Gold\": when message Contains \"refund\" to vip",
        "\"Gold\": when message contains \"refund\" to vip",
    ),
    (
        "rule",
        "\"Gold\": when message not contains \"refund\" to vip",
        "\"Gold\": when not message contains \"refund\" to vip",
    ),
    (
        "rule",
        "\"Gold\": when message startswith \"refund\" to vip",
        "\"Gold\": when message starts with \"refund\" to vip",
    ),
    ("rule", "\"Gold\": when tier equals gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when Tier == gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == Gold to vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when roles == \"lead\" to vip", "\"Gold\": when roles contains \"lead\" to vip"),
    (
        "rule",
        "\"Gold\": when opened within last 7 days to vip",
        "\"Gold\": when opened within last 7d to vip",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold to split { 70% vip, general 30% }",
        "\"Gold\": when tier == gold to split { vip 70%, general 30% }",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold to split { vip 70, general 30% }",
        "\"Gold\": when tier == gold to split { vip 70%, general 30% }",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold to vip # the best",
        "\"Gold\": when tier == gold to vip // the best",
    ),
    (
        "rule",
        "\"Gold\": when tier == gold to vip -- the best",
        "\"Gold\": when tier == gold to vip // the best",
    ),
    ("classify", "when amount > 5 set severity == 1", "when amount > 5 set severity = 1"),
    ("classify", "when amount > 5 set severity := 1", "when amount > 5 set severity = 1"),
    ("classify", "when amount > 5 set severity to 1", "when amount > 5 set severity = 1"),
    ("classify", "when amount > 5 severity = 1", "when amount > 5 set severity = 1"),
    ("classify", "when amount > 5 then set severity = 1", "when amount > 5 set severity = 1"),
    (
        "classify",
        "when amount > 5 set severity = 1, amount = 2",
        "when amount > 5 set severity = 1 set amount = 2",
    ),
    ("classify", "when amount > 5 require french 3", "when amount > 5 require french >= 3"),
    ("classify", "when amount > 5 require french at least 3", "when amount > 5 require french >= 3"),
    ("classify", "when amount > 5 requires french >= 3", "when amount > 5 require french >= 3"),
    (
        "pick",
        "when waited < 2 minutes pick agents order by idle_time",
        "when waited < 2m pick agents order by idle_time",
    ),
    (
        "pick",
        "otherwise pick agents order by idle_time desc",
        "otherwise pick agents order by idle_time descending",
    ),
    (
        "pick",
        "otherwise pick agents when has french order by idle_time",
        "otherwise pick agents where has french order by idle_time",
    ),
    ("values", "bronze; silver, gold", "bronze, silver, gold"),
    ("values", "bronze: \"Bronze\", silver, gold", "bronze \"Bronze\", silver, gold"),
    ("values", "bronze = \"Bronze\", silver, gold", "bronze \"Bronze\", silver, gold"),
    ("field", "language: string", "language: text"),
    ("field", "language: text optional", "language: text?"),
    ("field", "language: list of text", "language: [text]"),
    ("field", "language text", "language: text"),
    ("field", "language: text[]", "language: [text]"),
    ("row", "gold | * -> 1", "gold | any -> 1"),
    ("row", "gold | 5 - 10 -> 1", "gold | 5..10 -> 1"),
    ("row", "gold | > 5 => 1", "gold | > 5 -> 1"),
    ("declaration", "queue paris \"Paris\" { type: messaging }", "queue paris \"Paris\" { type messaging }"),
    ("declaration", "Queue paris \"Paris\" { type messaging }", "queue paris \"Paris\" { type messaging }"),
    ("declaration", "queues paris \"Paris\" { type messaging }", "queue paris \"Paris\" { type messaging }"),
    ("declaration", "queue paris: \"Paris\" { type messaging }", "queue paris \"Paris\" { type messaging }"),
    (
        "declaration",
        "queue paris \"Paris\" { type messaging priority 5 }",
        "queue paris \"Paris\" { type messaging, priority 5 }",
    ),
    (
        "declaration",
        "queue paris \"Paris\" { type messaging, priority: 1 }",
        "queue paris \"Paris\" { type messaging, priority 1 }",
    ),
    ("rule", "\"Gold\": when tier == gold to\u{A0}vip", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold to vi\u{200B}p", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold to vip\u{200B}", "\"Gold\": when tier == gold to vip"),
    ("rule", "\"Gold\": when tier == gold to vi€p", "\"Gold\": when tier == gold to vip"),
    ("values", "bronze,\u{2028}silver, gold", "bronze,\nsilver, gold"),
    ("declaration", "queue paris\u{3000}{ type messaging }", "queue paris { type messaging }"),
    ("declaration", "queue paris {\u{A0}type messaging }", "queue paris { type messaging }"),
    ("declaration", "let most = 5\u{A0}", "let most = 5 "),
    (
        "declaration",
        "queue paris { type messaging }\u{2028}queue rome { type messaging }",
        "queue paris { type messaging }\nqueue rome { type messaging }",
    ),
    (
        "declaration",
        "queue vip-desk \"VIP desk\" { type messaging }",
        "queue vip_desk \"VIP desk\" { type messaging }",
    ),
    (
        "classify",
        "when message contains any [\"cancel\", \"refund\"  set severity = 1",
        "when message contains any [\"cancel\", \"refund\"]  set severity = 1",
    ),
    (
        "classify",
        "when (tier == gold or message contains \"aaaa\"  set severity = 1",
        "when (tier == gold or message contains \"aaaa\")  set severity = 1",
    ),
    (
        "classify",
        "when message contains any \"cancel\", \"refund\" set severity = 1",
        "when message contains any [\"cancel\", \"refund\"] set severity = 1",
    ),
    (
        "classify",
        "when message contains \"cancel\", \"refund\" set severity = 1",
        "when message contains any [\"cancel\", \"refund\"] set severity = 1",
    ),
    ("rule", "\"Gold\": when tier == gold, silver to vip", "\"Gold\": when tier in [gold, silver] to vip"),
    (
        "declaration",
        "queue paris \"Paris\"\n{ type messaging }",
        "queue paris \"Paris\" {\n type messaging }",
    ),
];

fn errors(text: &str) -> Vec<Diagnostic> {
    let (found, _) = said(&sources(text, &[]));
    found.into_iter().filter(|one| one.severity == Severity::Error).collect()
}

#[test]
fn the_usual_entries_are_right() {
    let found = errors(&program("", ""));
    assert!(found.is_empty(), "{found:#?}");
}

/// Each text that a fix of the only error makes of a text; what is wrong, if there are several errors or none.
fn steps(text: &str) -> Result<Vec<String>, String> {
    let (found, texts) = (errors(text), sources(text, &[]));
    let [one] = found.as_slice() else {
        let codes: Vec<_> = found.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
        return Err(format!("{} errors: {}", found.len(), codes.join("; ")));
    };
    let whole = |fix| applied(&texts, fix).iter().map(|(_, file)| file.text.clone()).collect();
    Ok(one.fixes.iter().map(whole).collect())
}

/// Whether fixes lead from a text to another, each of which leaves at most one error.
fn mended(text: &str, wanted: &str, most: usize) -> Result<(), String> {
    if text == wanted {
        return Ok(());
    }
    let next = if most == 0 { Vec::new() } else { steps(text)? };
    if next.iter().any(|text| mended(text, wanted, most - 1).is_ok()) {
        return Ok(());
    }
    let changed = |other: &String| {
        let line = text.lines().zip(other.lines()).find(|(is, will)| is != will);
        line.map_or_else(String::new, |(_, will)| will.trim().to_owned())
    };
    let said = errors(text).pop();
    let said = said.map(|one| format!("{}: {} (help: {:?})", one.code, one.message, one.help));
    Err(format!(
        "becomes {:?}, by {}",
        next.iter().map(changed).collect::<Vec<_>>(),
        said.unwrap_or_default()
    ))
}

#[test]
fn what_is_written_out_of_habit_is_mended_by_its_fix() {
    let mut wrong = Vec::new();
    for (place, bad, good) in HABITS {
        let (bad_text, wanted) = (program(place, bad), program(place, good));
        if let Err(why) = mended(&bad_text, &wanted, 3) {
            wrong.push(format!("`{bad}` {why}"));
        }
        if let Some(left) = errors(&wanted).first() {
            wrong.push(format!("`{good}` gives {}: {}", left.code, left.message));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

/// A test of the usual program.
const TEST: &str = "test \"A question\" {
  given desk { tier gold, message \"A question\" }
  at 2026-01-05T10:00Z
  expect queue == vip
  expect fired \"The best\"
}
";

/// Pieces of the usual program, and what is left of them where something is forgotten.
const FORGOTTEN: &[(&str, &str)] = &[
    ("presences [available]\n", "presences [available\n"),
    ("presences [available], skills none }", "presences [available, skills none }"),
    ("condition is_vip(who: Customer) = who", "condition is_vip(who: Customer = who"),
    ("table sla(tier: Tier, amount: decimal) -> int", "table sla(tier: Tier, amount: decimal -> int"),
    ("set severity = 1\n  }\n  route", "set severity = 1\n  route"),
    ("to vip // the best\n  }\n}", "to vip // the best\n}"),
    ("wrap_up 15m\n  }\n", "wrap_up 15m\n"),
    ("then transfer general\n  }\n", "then transfer general\n"),
    ("given desk { tier gold, message \"A question\" }", "given desk { tier gold, message \"A question\""),
    ("\"The best\"\n}", "\"The best\""),
    ("fired \"The best\"", "fired The best"),
];

#[test]
fn what_is_forgotten_is_added_where_it_belongs() {
    let usual = format!("{}{TEST}", program("rule", "\"The best\": when tier == gold to vip // the best"));
    let mut wrong = Vec::new();
    let lines = "{\n    units 10\n    presences [available]\n    wrap_up 15m\n  }";
    let on_one_line = usual.replace(lines, "{ units 10, presences [available], skills none }");
    for (good, bad) in FORGOTTEN {
        let whole = if usual.contains(good) { &usual } else { &on_one_line };
        assert_eq!(whole.matches(good).count(), 1, "{good}");
        let found = errors(whole);
        assert!(found.is_empty(), "{good}: {found:#?}");
        let text = whole.replace(good, bad);
        let texts = sources(&text, &[]);
        let after =
            |fix: &Fix| applied(&texts, fix).iter().map(|(_, file)| file.text.clone()).collect::<String>();
        // What was meant for another block may be reported besides.
        let becomes: Vec<_> = errors(&text)
            .first()
            .into_iter()
            .flat_map(|one| one.fixes.clone())
            .map(|fix| after(&fix))
            .collect();
        if becomes != [whole.as_str()] {
            wrong.push(format!("`{bad}` becomes {}", becomes.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bracket_is_not_added_where_its_place_is_not_sure() {
    let usual = program("", "");
    let lines = "{\n    units 10\n    presences [available]\n    wrap_up 15m\n  }";
    for bad in
        ["{ units 10, presences [available skills none }", "{ units 10, presences [available}, skills none }"]
    {
        let found = errors(&usual.replace(lines, bad));
        assert!(!found.is_empty());
        let fixes: Vec<_> = found.iter().flat_map(|one| &one.fixes).map(|fix| fix.title.as_str()).collect();
        let wrong = fixes.iter().any(|title| title.starts_with("add") || title.starts_with("move"));
        assert!(!wrong, "{bad}: {fixes:?}");
    }
}

#[test]
fn a_line_that_ends_in_or_at_the_end_of_its_block_is_not_carried_on() {
    let text = program("rule", "\"Gold\": when tier == gold or");
    let found = errors(&text);
    let titles: Vec<_> = found.iter().flat_map(|one| &one.fixes).map(|fix| fix.title.as_str()).collect();
    assert!(found.iter().any(|one| one.code == "unfinished-line"), "{found:#?}");
    assert!(titles.is_empty(), "{titles:?}");
}

#[test]
fn what_nobody_sees_is_called_by_its_name() {
    for (letter, name) in
        [('\u{A0}', "a no-break space"), ('\u{200B}', "a zero-width space"), ('\u{2028}', "a line separator")]
    {
        let found = errors(&program("declaration", &format!("queue paris{letter}{{ type messaging }}")));
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains(name), "{}", found[0].message);
    }
}

#[test]
fn no_fix_writes_the_number_of_a_letter() {
    let found = errors(&program("rule", "\"Gold\": when tier == gold to vi\u{200F}p"));
    let edits: Vec<_> = found.iter().flat_map(|one| &one.fixes).flat_map(|fix| &fix.edits).collect();
    assert!(!edits.is_empty());
    assert!(edits.iter().all(|edit| matches!(edit.text.as_str(), "" | "vip")), "{edits:?}");
}
