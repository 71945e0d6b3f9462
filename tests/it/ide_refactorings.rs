//! What says the same in another way says the same: each refactoring, at every place of many rules, decides as before.

use crate::ide_program::Texts;
use crate::support::{applied, compile, decide_line};
use enroute::diagnostic::Severity;
use enroute::engine;
use enroute::format;
use enroute::ide::{self, Action, ActionKind};
use enroute::source::{FileId, SourceFile, Sources, Span};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What stands around the rules.
const PROGRAM: &str = "language 1

enum Tier { bronze, silver, gold }
enum Language { en, it }
enum Metal { silver }

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

hours office { zone \"Europe/London\", open mon..fri 08:00..18:00 }

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

const RULES: [&str; 17] = [
    "\"A\": when time_of_day(\"Europe/London\") > 08:00 and opened during office to vip",
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
    let opened = ["", "\"opened\": \"2025-01-01T00:00:00Z\","];
    for tier in tiers {
        for title in titles {
            for opened in opened {
                for amount in ["\"amount\": 6,", "\"amount\": 501,"] {
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

/// What the action of that title makes of the rules where `[[` stands, if it is offered.
fn done(title: &str, text: &str) -> Option<String> {
    let at = text.find("[[").expect("there is a cursor");
    let text = text.replace("[[", "");
    let texts = Texts::of([("main.route", &text)]);
    let place = u32::try_from(at).unwrap();
    let actions = ide::actions(&texts.workspace(), &texts, Span::new(FileId(0), place, place));
    let action = actions.into_iter().find(|action| action.title.starts_with(title))?;
    let after = applied(&text, &action.edits);
    assert_eq!(errors(&after), [""; 0], "{title}\n{after}");
    Some(after)
}

/// The lines of a text with one of those words in them.
fn lines(text: &str, words: &[&str]) -> String {
    let shown = text.lines().filter(|line| words.iter().any(|word| line.contains(word)));
    shown.flat_map(|line| [line.trim(), "\n"]).collect()
}

/// Rules, the last beside a test that names them.
fn tested(rules: &str, expect: &str) -> String {
    let test = format!("\ntest \"named\" {{\n  given desk {{ tier gold }}\n  {expect}\n}}\n");
    PROGRAM.replace("RULES", rules) + &test
}

#[test]
fn tests_follow_rules_that_change() {
    let two = "    \"A\": [[when tier == gold to vip\n    \"B\": when level == gold to vip\n    when cart > 2 to paris";
    let mut out = String::new();
    for (title, expect) in [
        ("join this rule", "expect fired \"B\""),
        ("join this rule", "expect fired desk.route.\"B\""),
        ("join this rule", "expect not fired \"route#3\""),
        ("make a table", "expect fired \"B\""),
    ] {
        let after = done(title, &tested(two, expect)).unwrap_or_else(|| panic!("no `{title}` with {expect}"));
        writeln!(out, "{title}, {expect}\n{}", lines(&after, &["\"A\"", "\"B\"", "fired"])).unwrap();
    }
    let one = "    [[when tier == gold to vip";
    let after = done("give this rule a label", &tested(one, "expect fired \"route#1\"")).unwrap();
    out.push_str(&lines(&after, &["Rule 1"]));
    kept!("ide_refactorings", out);
    for (title, expect) in
        [("join this rule", "expect not fired \"B\""), ("make a table", "expect not fired \"A\"")]
    {
        assert_eq!(done(title, &tested(two, expect)), None, "{title} with {expect}");
    }
    let either = "    \"A\": [[when tier == gold or cart > 3 to vip";
    assert_eq!(done("make a rule of each case", &tested(either, "expect fired \"A\"")), None);
    assert!(done("make a rule of each case", &tested(either, "expect fired \"Rest\"")).is_some());
}

#[test]
fn a_rule_that_a_test_names_is_not_taken_away() {
    let never = "    \"A\": when tier == gold to vip\n    \"B\": [[when tier == gold and cart > 3 to paris";
    assert!(done("remove \"B\"", &tested(never, "expect fired \"A\"")).is_some());
    assert_eq!(done("remove \"B\"", &tested(never, "expect not fired \"B\"")), None);
}

#[test]
fn what_splits_its_items_by_its_name_keeps_it() {
    let splits = "    [[when tier == gold to split { vip 50%, paris 50% }";
    assert_eq!(done("give this rule a label", &PROGRAM.replace("RULES", splits)), None);
    let later = "    \"A\": [[when tier == gold to vip\n    when cart > 3 to vip\n    when cart > 2 to split { vip 50%, paris 50% }";
    assert_eq!(done("join this rule", &PROGRAM.replace("RULES", later)), None);
}

#[test]
fn the_same_condition_is_said_once() {
    let mut out = String::new();
    for rules in [
        "    \"A\": [[when tier == gold to vip\n    \"B\": when tier  == gold to vip",
        "    \"A\": [[when (tier == gold and cart > 3) to vip\n    \"B\": when cart > 5 or tier == gold and cart > 3 to vip".replace("tier == gold and cart > 3 to", "(tier == gold and cart > 3) to").as_str(),
        "    [[when tier == gold to vip\n    \"B\": when cart > 3 to vip",
    ] {
        let after = done("join this rule", &PROGRAM.replace("RULES", rules)).unwrap();
        out.push_str(&lines(&after, &["to vip"]));
    }
    kept!("ide_refactorings", out);
}

#[test]
fn a_condition_that_is_written_out_means_what_it_meant() {
    let clash = |declared: &str, rule: &str| {
        let text = PROGRAM
            .replace("RULES", rule)
            .replace("let limit = 500", &format!("let limit = 500\n{declared}"));
        done("write this condition out", &text).map(|text| lines(&text, &["\"A\""]))
    };
    // `cart` is a `let` there, and a context variable here.
    assert_eq!(
        clash(
            "let cart = 7\ncondition over(sum: decimal) = sum > cart",
            "    \"A\": when [[over(amount) to vip"
        ),
        None
    );
    // `amount` is a value there, and a field here.
    let named = "let limit = 500\nenum Ore { iron, amount }\ncondition is_sum(of: Ore) = of == amount";
    let text = PROGRAM
        .replace("RULES", "    \"A\": when [[is_sum(context.metal) to vip")
        .replace("let limit = 500", named)
        .replace("cart:  int?", "cart:  int?\n    metal: Ore?");
    let after = done("write this condition out", &text).unwrap();
    kept!("ide_refactorings", lines(&after, &["\"A\""]));
    // A parameter of the condition in which it is asked.
    let nested = "condition over(sum: decimal) = sum > limit\ncondition both(limit: decimal) = [[over(limit)";
    assert_eq!(clash(nested, "    \"A\": when both(amount) to vip"), None);
    // A value of an enum is one only beside what has its type.
    assert_eq!(clash("", "    \"A\": when [[is_good(gold) to vip"), None);
}

#[test]
fn a_condition_takes_what_it_asks_about() {
    let mut out = String::new();
    for rule in [
        "    \"A\": when[[ cart is missing to vip",
        "    \"A\": when[[ (level == gold and context.cart > 3) to vip",
        "    \"A\": when[[ now == now to vip",
        "    \"A\": when[[ customer.tier == gold and is_large(item) to vip",
    ] {
        let after = done("give this condition a name", &PROGRAM.replace("RULES", rule)).unwrap();
        out.push_str(&lines(&after, &["\"A\"", "new_condition"]));
    }
    kept!("ide_refactorings", out);
}

#[test]
fn only_what_changes_is_laid_out() {
    let others = "queue   wide   {type record}\n\nqueue { type = }\nlet   spread   =   7\n\nworkstream desk";
    let rules = "    when amount>5   to vip\n    \"B\": [[when tier == gold to vip";
    let text = PROGRAM.replace("RULES", rules).replace("workstream desk", others);
    let place = u32::try_from(text.find("[[").unwrap()).unwrap();
    let text = text.replace("[[", "");
    let texts = Texts::of([("main.route", &text)]);
    let actions = ide::actions(&texts.workspace(), &texts, Span::new(FileId(0), place, place));
    let action = actions.iter().find(|action| action.title.starts_with("give this condition")).unwrap();
    let after = applied(&text, &action.edits);
    let declared = "let   spread   =   7\n\ncondition new_condition(case: Case) = case.tier == gold\n\n";
    let untouched = others.replace("let   spread   =   7\n\nworkstream desk", declared);
    assert!(after.contains(&untouched), "{after}");
    assert!(after.contains("    when amount > 5  to vip\n"), "{after}");
}

#[test]
fn what_is_mended_in_a_way_of_writing_of_its_author_stays_in_it() {
    let text = |rule: &str| PROGRAM.replace("RULES", &format!("    \"A\":   when tier == {rule}  to   vip"));
    let texts = Texts::of([("main.route", &text("golden"))]);
    let place = u32::try_from(text("golden").find("golden").unwrap()).unwrap();
    let actions = ide::actions(&texts.workspace(), &texts, Span::new(FileId(0), place, place));
    let fix = actions.iter().find(|action| action.title == "write `gold`").unwrap();
    assert_eq!(applied(&text("golden"), &fix.edits), text("gold"));
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

/// Every refactoring that is offered somewhere in a text, or for something of it that is selected: what comes of it.
fn results(text: &str, from: &str) -> BTreeSet<(String, String)> {
    let texts = Texts::of([("main.route", text)]);
    let workspace = texts.workspace();
    let line = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let words: Vec<usize> = text.match_indices(char::is_whitespace).map(|(at, _)| at).collect();
    let cursors = words.iter().map(|at| u32::try_from(at + 1).unwrap()).map(|at| (at, at));
    let selected = words.iter().flat_map(|at| {
        let to = words.iter().copied().filter(move |to| *at < *to && *to <= line(at + 1));
        to.map(move |to| (u32::try_from(at + 1).unwrap(), u32::try_from(to).unwrap()))
    });
    let mut found = BTreeSet::new();
    let place = |word: &str| u32::try_from(text.find(word).unwrap()).unwrap();
    let (from, end) = (place(from), place("distribution"));
    for (start, end) in
        cursors.chain(selected).filter(|(start, to)| from <= *start && start <= to && *to <= end)
    {
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
    for (at, rules) in RULES.into_iter().enumerate() {
        let before = program(rules);
        assert_eq!(errors(&before), [""; 0], "{before}");
        let decided = decisions(&before, &items);
        for (title, after) in results(&before, if at == 0 { "classify" } else { "route first" }) {
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
