//! What says the same in another way says the same: each refactoring, at every place of many rules, decides as before.

use crate::ide_program::Texts;
use crate::support::{compile, decide_line};
use enroute::diagnostic::{Edit, Severity};
use enroute::engine;
use enroute::format;
use enroute::ide::{self, Action, ActionKind};
use enroute::source::{FileId, SourceFile, Sources, Span};
use std::collections::BTreeSet;

/// What stands around the rules.
const PROGRAM: &str = "language 1

enum Tier { bronze, silver, gold }
enum Language { en, it }

entity Customer { tier: Tier?, country: text? }

entity Case {
  title:    text?
  amount:   decimal?
  opened:   instant?
  tier:     Tier?
  spoken:   Language?
  customer: Customer?
}

let limit = 500
list capitals = [\"Paris\", \"Rome\"]

condition is_vip(who: Customer) = who.tier == gold or who.country in capitals
condition is_large(what: Case) = what.amount > limit
condition is_between(low: int, it: decimal) = it > low and it < limit
condition is_good(tier: Tier) = tier == gold
condition unasked = now == now

queue cases { type record }
queue vip { type record }
queue paris { type record }

intake Case { \"All\": otherwise to desk }

workstream desk {
  type     record
  carries  Case
  mode     push
  fallback cases

  context {
    cart:  int?
    level: Tier = bronze
  }

  classify urgency first {
    \"Late\":  when opened older than 3d set cart = 9
    \"Large\": when is_large(item) and cart is missing set cart = 4
  }

  route first {
RULES
    \"Rest\": otherwise to cases
  }

  distribution {
    units 10
    presences [available]
    skills none
  }
}
";

const RULES: [&str; 16] = [
    "\"A\": when cart is missing to vip",
    "\"A\": when cart is missing or context.cart > 3 to vip",
    "\"A\": when not cart > 3 and tier != gold to vip",
    "\"A\": when context.cart in 1..5 and title contains any [\"re\", \"x\"] to vip",
    "\"A\": when tier == gold to vip\n\"B\": when tier == gold to vip",
    "\"A\": when tier == gold to vip\n\"B\": when tier == gold or cart > 3 to vip",
    "when (tier == gold or amount > 5) and cart > 3 to vip\n\"B\": when cart == 2 and tier == silver to vip",
    "\"A\": when (cart > 3 and amount > 5) or is_large(item) or is_vip(customer) to vip\n\"A, 1\": when cart == 3 to vip",
    "\"A\": when not is_vip(customer) to vip\n\"B\": when not (tier == gold or amount > 5) to paris",
    "\"A\": when tier in [gold, silver] to vip\nwhen customer.country == \"FR\" to paris\n\"C\": when tier == bronze and customer.country == \"FR\" to vip",
    "\"A\": when amount > -5 and 500 > amount to vip\n\"B\": when amount * 2 + cart > 10 or (amount ?? 7) > 6 to vip",
    "\"A\": when opened within last 7d to vip\n\"B\": when opened older than 3d or opened is missing to paris",
    "\"A\": when spoken == it and tier == gold to vip\n\"B\": when spoken in [it, en] and cart > 3 to vip",
    "\"A\": when is_between(2, amount) or is_good(tier) to vip\n\"B\": when level == gold or is_good(context.level) to paris",
    "\"A\": when unasked and tier == gold to vip\n\"B\": when not tier in [gold] to paris",
    "\"A\": when amount > limit and customer.country in capitals to split { vip 50%, paris 50% }\nwhen tier == gold or cart > 3 to split { vip 50%, cases 50% }\n\"C\": when tier == gold or cart > 3 to split { vip 50%, cases 50% }",
];

/// Tests of the first two rules, where they have those labels.
const TESTS: &str = "
test \"rules\" {
  given desk { tier gold, cart 5 }
  at 2026-01-01T00:00 \"Europe/London\"
  expect fired \"A\"
  expect not fired desk.route.\"B\"
}
";

fn program(rules: &str) -> String {
    let tests = if rules.contains("\"A\":") && rules.contains("\"B\":") { TESTS } else { "" };
    let text = PROGRAM.replace("RULES", rules) + tests;
    format::format(&SourceFile::new("main.route", text)).text
}

fn errors(text: &str) -> Vec<String> {
    let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
    let said = engine::check_sources(&sources).unwrap().diagnostics;
    let errors = said.iter().filter(|said| said.severity == Severity::Error);
    errors.map(|said| format!("{}: {}", said.code, said.message)).collect()
}

/// Items of all kinds, some without a value.
fn items() -> Vec<String> {
    let mut found = Vec::new();
    let tiers = ["", "\"tier\": \"gold\",", "\"tier\": \"silver\", \"customer\": {\"country\": \"FR\"},"];
    let titles = [
        "\"title\": \"re\",",
        "\"spoken\": \"it\", \"customer\": {\"tier\": \"gold\", \"country\": \"Rome\"},",
    ];
    let opened = ["", "\"opened\": \"2025-12-30T00:00:00Z\",", "\"opened\": \"2025-01-01T00:00:00Z\","];
    for tier in tiers {
        for title in titles {
            for opened in opened {
                for amount in ["", "\"amount\": 6,", "\"amount\": 501,"] {
                    for context in ["{}", "{\"cart\": 4, \"level\": \"gold\"}", "{\"cart\": 3}"] {
                        let id = found.len();
                        found.push(format!(
                            "{{\"id\": \"{id}\", {tier} {title} {opened} {amount} \"workstream\": \"desk\", \"context\": {context}}}"
                        ));
                    }
                }
            }
        }
    }
    found
}

/// Where each item goes and what it is then, whatever the rules are called.
fn decisions(text: &str, items: &[String]) -> Vec<String> {
    let bundle = compile(text).bundle.expect("it compiles");
    let decided = items.iter().map(|item| {
        let line = decide_line(&bundle, item);
        let parts = line.split("; ").map(|part| part.split([' ']).take(5).collect::<Vec<_>>());
        let parts = parts
            .map(|words| words.into_iter().take_while(|word| *word != "by").collect::<Vec<_>>().join(" "));
        parts.collect::<Vec<_>>().join("; ")
    });
    decided.collect()
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

/// Every refactoring that is offered somewhere in a text, or for something of it that is selected: what comes of it.
fn results(text: &str) -> BTreeSet<(String, String)> {
    let texts = Texts::of([("main.route", text)]);
    let workspace = texts.workspace();
    let end = u32::try_from(text.len()).unwrap();
    let cursors = (0..end).map(|at| (at, at));
    let line = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let words: Vec<usize> = text.match_indices(char::is_whitespace).map(|(at, _)| at).collect();
    let selected = words.iter().flat_map(|at| {
        let to = words.iter().copied().filter(move |to| *at < *to && *to <= line(at + 1));
        to.map(move |to| (u32::try_from(at + 1).unwrap(), u32::try_from(to).unwrap()))
    });
    let mut found = BTreeSet::new();
    let from = u32::try_from(text.find("workstream desk").unwrap()).unwrap();
    for (start, end) in cursors.chain(selected).filter(|(start, end)| from <= *start && start <= end) {
        let actions = ide::actions(&workspace, &texts, Span::new(FileId(0), start, end));
        for Action { title, edits, .. } in actions.into_iter().filter(|one| one.kind == ActionKind::Refactor)
        {
            found.insert((title, applied(text, &edits)));
        }
    }
    found
}

#[test]
fn every_refactoring_decides_as_before() {
    let items = items();
    let mut titles = BTreeSet::new();
    let mut wrong = Vec::new();
    for rules in RULES {
        let before = program(rules);
        assert_eq!(errors(&before), [""; 0], "{before}");
        let decided = decisions(&before, &items);
        for (title, after) in results(&before) {
            let faults = errors(&after);
            if faults.is_empty() {
                let later = decisions(&after, &items);
                let differs = decided.iter().zip(&later).zip(&items).find(|((one, other), _)| one != other);
                let laid_out = format::format(&SourceFile::new("main.route", &*after)).text == after;
                if differs.is_some() || !laid_out {
                    wrong.push(format!("{title} in {rules}: {differs:?}, laid out: {laid_out}\n{after}"));
                }
            } else {
                wrong.push(format!("{title} in {rules}: {faults:?}\n{after}"));
            }
            titles.insert(title.split(['`', '1', '2', '3']).next().unwrap().to_owned());
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n\n"));
    assert!(titles.len() > 10, "{titles:?}");
}
