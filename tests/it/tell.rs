//! A program in sentences: every construct has one, and it says what the construct means.

use crate::support::{compile, route_files};
use enroute::engine::check_sources;
use enroute::source::{SourceFile, Sources};
use enroute::tell::{Book, Rule, Rules, Sentence, book};

/// What conditions of the tests speak of.
const WORLD: &str = r#"language 1
enum Tier { bronze, silver, gold, top "Top customers" }
entity Account { country: text, vat_no: text? }
entity Customer { name: text, tier: Tier = bronze, account: Account?, opted_in: bool = no, joined: date? }
entity Item {
  message: text?, customer: Customer?, amount: decimal?, count: int = 0, opened: instant, due_date: date?
  tags: [text]?, called: time?, wait: duration?, urgent: bool = no, asleep: bool?, tier: Tier = bronze
}
list bad_words = ["cancel", "refund"]
closures days_off { 2026-12-25 "Christmas" }
hours office "Office hours" { zone "Europe/London", open mon..fri 08:00..18:00, closed days_off }
rating Level { range 1..5, label 3 "competent" }
skill french "French" { rating Level }
skill calls "Takes calls"
profile load "At once" { limit 3 }
condition is_top(who: Customer) = who.tier >= gold
table rank(tier: Tier) -> int first { gold -> 2, otherwise -> 1 }
queue q "The desk" { type record }
"#;

/// The first rule of a route with that condition, told.
fn told_of(condition: &str) -> String {
    let stream = format!(
        "workstream w {{\n  type record, carries Item, mode push, fallback q\n  context {{ order_id: text? }}\n  \
         route all {{\n    \"R\": when {condition}  to q\n  }}\n  \
         distribution {{ units 1, presences [available], skills exact }}\n}}\n"
    );
    let compiled = compile(&format!("{WORLD}{stream}"));
    assert!(compiled.bundle.is_some(), "{condition}: {:?}", compiled.checked.diagnostics);
    let told = book(&compiled.checked.program, &|_| String::new());
    told.workstreams[0].lists[0].rules[0].sentence().to_string()
}

/// A condition, and what is said of it between `When` and what the rule does.
const CONDITIONS: &[(&str, &str)] = &[
    ("customer.tier == gold", "the customer’s tier is gold"),
    ("tier != top", "the tier is not Top customers"),
    ("tier >= gold", "the tier is at least gold"),
    ("tier < gold", "the tier is below gold"),
    ("amount > 100", "the amount is more than 100"),
    ("count <= 3", "the count is at most 3"),
    ("not amount > 100", "the amount is not more than 100"),
    ("opened < 2026-03-02T10:15Z", "the time opened is before 2 March 2026 at 10:15 UTC"),
    ("due_date > 2026-03-02", "the due date is after 2 March 2026"),
    ("customer.joined == 2026-03-02", "the customer’s day joined is 2 March 2026"),
    ("wait >= 1h30m", "the wait is at least 1 hour 30 minutes"),
    ("called < 08:00", "the called is before 08:00"),
    ("urgent", "“urgent” is yes"),
    ("not urgent", "“urgent” is no"),
    ("not asleep", "“asleep” is not yes"),
    ("customer.opted_in", "the customer’s “opted in” is yes"),
    ("customer.account.country == \"FR\"", "the customer’s account’s country is “FR”"),
    ("tier in [silver, gold]", "the tier is silver or gold"),
    ("tier not in [silver, gold]", "the tier is neither silver nor gold"),
    ("tier not in [bronze, silver, gold]", "the tier is none of bronze, silver and gold"),
    ("message in bad_words", "the message is one of “bad words”"),
    ("amount in 1..5", "the amount is from 1 to 5"),
    ("amount in 1..<5", "the amount is from 1 to just below 5"),
    ("amount not in 1..5", "the amount is not from 1 to 5"),
    ("message contains \"legal team\"", "the message contains “legal team”"),
    ("message contains any [\"aaa\", \"bbb\"]", "the message contains “aaa” or “bbb”"),
    ("not message contains any [\"aaa\", \"bbb\"]", "the message does not contain “aaa” or “bbb”"),
    ("message contains all [\"aaa\", \"bbb\"]", "the message contains “aaa” and “bbb”"),
    ("not message contains all [\"aaa\", \"bbb\"]", "the message does not contain “aaa” and “bbb” together"),
    ("message contains none [\"aaa\", \"bbb\"]", "the message is known and does not contain “aaa” or “bbb”"),
    ("not message contains none [\"aaa\", \"bbb\"]", "the message is missing or contains “aaa” or “bbb”"),
    ("message contains any bad_words", "the message contains one of “bad words”"),
    ("message contains word \"law\"", "the message contains the word “law”"),
    ("message starts with \"Dear\"", "the message starts with “Dear”"),
    ("message ends with \"bye\"", "the message ends with “bye”"),
    ("message matches \"[0-9]+\"", "the message fits the pattern “[0-9]+”"),
    ("message exactly contains \"FR\"", "the message contains “FR”, written exactly so"),
    ("tags contains all [\"a\", \"b\"]", "the tags contains “a” and “b”"),
    ("message in tags", "the message is among the tags"),
    ("customer is present", "the customer is known"),
    ("amount is missing", "the amount is missing"),
    ("opened within last 7d", "the time opened is within the last 7 days"),
    ("opened within next 2h", "the time opened is within the next 2 hours"),
    ("opened older than 3d", "the time opened is more than 3 days ago"),
    ("during office", "it is within Office hours"),
    ("not during office", "it is outside Office hours"),
    ("opened during office", "the time opened is within Office hours"),
    ("item needs french >= 3", "the item requires French at level 3 (competent) or higher"),
    ("not item needs calls", "the item does not require Takes calls"),
    ("item holds load", "the item takes a place in At once"),
    ("order_id is present", "the order id is known"),
    ("item.id == \"7\"", "the item’s id is “7”"),
    ("is_top(customer)", "“is top” holds for the customer"),
    ("not is_top(customer)", "“is top” does not hold for the customer"),
    ("rank(tier) == 2", "the value that “rank” gives for the tier is 2"),
    ("amount + 2 * 3 > 10", "the amount plus (2 times 3) is more than 10"),
    ("(amount - 1) / 2 > 10", "(the amount minus 1) divided by 2 is more than 10"),
    ("-count < -5", "minus the count is less than -5"),
    ("(amount ?? 0) > 10", "the amount (or, where that is missing, 0) is more than 10"),
    ("opened < now", "the time opened is before now"),
    ("due_date == today(office)", "the due date is today (where Office hours are)"),
    ("weekday(office) == mon", "the day of the week now (where Office hours are) is Monday"),
    ("time_of_day(\"Europe/London\") < 08:00", "the time of day now (Europe/London) is before 08:00"),
    (
        "urgent and amount > 5 and count > 1",
        "“urgent” is yes, the amount is more than 5 and the count is more than 1",
    ),
    ("urgent or amount > 5", "“urgent” is yes or the amount is more than 5"),
    (
        "amount * 2 + count * 3 - 1 > 10",
        "(the amount times 2) plus (the count times 3) minus 1 is more than 10",
    ),
    (
        "urgent and (amount > 5 or count > 1)",
        "“urgent” is yes, and either the amount is more than 5 or the count is more than 1",
    ),
    ("not (urgent or amount > 5)", "“urgent” is no and the amount is not more than 5"),
    ("not (urgent and amount > 5)", "“urgent” is no or the amount is not more than 5"),
    (
        "urgent and (amount > 5 or (count > 1 and count < 9))",
        "“urgent” is yes, and (the amount is more than 5, or (the count is more than 1 and the count is less than 9))",
    ),
];

#[test]
fn every_condition_is_told_as_it_is_meant() {
    let mut wrong = Vec::new();
    for (condition, words) in CONDITIONS {
        let (told, wanted) = (told_of(condition), format!("When {words}, it goes to The desk."));
        if told != wanted {
            wrong.push(format!("{condition}\n  wanted {wanted}\n  told   {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn of_rule<'b>(rule: &'b Rule, found: &mut Vec<(&'static str, Sentence)>) -> &'b Rule {
    found.push(("rule", rule.sentence()));
    rule.overflow.iter().for_each(|own| of_rules(own, found));
    rule
}

fn of_rules(rules: &Rules, found: &mut Vec<(&'static str, Sentence)>) {
    found.push(("policy", rules.policy.clone()));
    found.extend(rules.after.iter().map(|after| ("after", after.clone())));
    for rule in &rules.rules {
        of_rule(rule, found);
    }
}

/// Every whole sentence of a book.
fn sentences(told: &Book) -> Vec<(&'static str, Sentence)> {
    let mut found = Vec::new();
    for stream in &told.workstreams {
        found.extend(stream.about.iter().chain(&stream.intake).map(|told| ("about", told.clone())));
        stream.lists.iter().for_each(|rules| of_rules(rules, &mut found));
    }
    told.intakes.iter().for_each(|intake| of_rules(&intake.rules, &mut found));
    for queue in &told.queues {
        found.extend(queue.about.iter().map(|told| ("about", told.clone())));
        queue.lists.iter().for_each(|rules| of_rules(rules, &mut found));
    }
    for assignment in &told.assignments {
        found.extend(assignment.about.iter().map(|told| ("about", told.clone())));
        of_rules(&assignment.rules, &mut found);
    }
    found.extend(told.tables.iter().flat_map(|table| &table.about).map(|told| ("about", told.clone())));
    found
}

/// Words that a person would not say.
const FOREIGN: &[&str] = &["Some(", "None", "::", "Id(", "Const", "`", "  ", " ,", " .", "..", "==", "“”"];

/// The sentence without what the author wrote: values, and the names of things.
fn own_words(sentence: &Sentence) -> String {
    let words = sentence.pieces.iter().map(|piece| match piece {
        enroute::tell::Piece::Words(words) => words.as_str(),
        _ => "x",
    });
    words.collect()
}

#[test]
fn every_program_of_the_repository_is_told_in_whole_sentences() {
    let (mut programs, mut count, mut wrong) = (0, 0, Vec::new());
    for (name, text) in route_files() {
        let sources: Sources = [SourceFile::new("main.route", text)].into_iter().collect();
        let Ok(checked) = check_sources(&sources) else { continue };
        programs += 1;
        // What was faulty has been left out; the rest can be told.
        for (kind, sentence) in sentences(&book(&checked.program, &|_| "here".to_owned())) {
            count += 1;
            let (told, own) = (sentence.to_string(), own_words(&sentence));
            let is_model = kind == "policy" && told.is_empty();
            let foreign = FOREIGN.iter().find(|word| own.contains(**word));
            let begins = told.chars().next().is_some_and(|first| !first.is_lowercase());
            if !is_model && (foreign.is_some() || !begins || !told.ends_with('.') || told.len() < 8) {
                wrong.push(format!("{name}: {kind}: {told}"));
            }
        }
    }
    assert!(programs > 40 && count > 2000, "{programs} programs, {count} sentences");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_queue_says_who_sends_items_there() {
    let text = format!(
        "{WORLD}queue r {{ type record, overflow {{ after 5m then transfer q }} }}\n\
         workstream w \"Desk\" {{\n  type record, carries Item, mode push, fallback q\n\
         route first {{\n \"A\": when urgent to q\n \"B\": when amount > 1 to r\n }}\n\
         distribution {{ units 1, presences [available], skills none }}\n}}\n"
    );
    let told = book(&compile(&text).checked.program, &|_| String::new());
    let from = |name: &str| {
        let queue = told.queues.iter().find(|queue| queue.name == name).unwrap();
        queue.from.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(from("q"), ["Desk (“A” and what no rule decides)", "r (as overflow)"]);
    assert_eq!(from("r"), ["Desk (“B”)"]);
}

/// A condition of a queue's overflow, one of an assignment, and what is said of them.
const OF_QUEUES: &[(&str, &str, bool)] = &[
    ("waiting_items == 10", "10 items are waiting", true),
    ("waiting_items != 10", "the number of waiting items is not 10", true),
    ("not waiting_items != 10", "10 items are waiting", true),
    ("waiting_items > 10", "more than 10 items are waiting", true),
    ("not waiting_items > 10", "the number of waiting items is not more than 10", true),
    ("waited != 5m", "the wait in this queue is not 5 minutes", false),
    ("waited == 5m", "the wait in this queue is 5 minutes", false),
    ("not waited == 5m", "the wait in this queue is not 5 minutes", false),
    ("waited > 5m", "it has waited more than 5 minutes", false),
    ("not waited >= 5m", "it has not waited at least 5 minutes", false),
];

#[test]
fn what_is_asked_of_a_queue_and_a_wait_is_told_in_its_sense() {
    let mut wrong = Vec::new();
    for (condition, words, is_overflow) in OF_QUEUES {
        let text = if *is_overflow {
            format!(
                "queue s {{ type messaging }}\nqueue r {{ type messaging, overflow {{ \"R\": when {condition} then transfer s }} }}\n"
            )
        } else {
            format!("assignment a {{ \"R\": when {condition} pick agents }}\n")
        };
        let compiled = compile(&format!("{WORLD}{text}"));
        assert!(compiled.bundle.is_some(), "{condition}: {:?}", compiled.checked.diagnostics);
        let told = book(&compiled.checked.program, &|_| String::new());
        let queues = told.queues.iter().flat_map(|queue| &queue.lists);
        let rules = queues.chain(told.assignments.iter().map(|of| &of.rules)).flat_map(|list| &list.rules);
        let told =
            rules.filter(|rule| rule.name == "R").map(|rule| rule.sentence().to_string()).next().unwrap();
        if !told.starts_with(&format!("When {words}, ")) {
            wrong.push(format!("{condition}\n  wanted {words}\n  told   {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A desk whose items come by all kinds of ways.
const SERVED: &str = r#"language 1
entity Case { title: text, tier: int = 0 }
entity Chat { title: text }
hours office { zone "Europe/London", open mon..fri 08:00..18:00 }
queue plain { type record }
queue pressed { type record, hours office, overflow { after 10m then transfer later } }
queue later { type record, hours office, overflow { when out_of_hours then assign_anyway } }
queue ordered { type record, carries Case, prioritize { when tier > 1 order by tier descending } }
queue talks { type messaging, hours office, overflow { "Ticket #7": when waiting_items > 9 then transfer spare } }
queue spare { type messaging }
auth portal { kind token }
queue parked { type record, members nobody }
workstream desk {
  type record, carries Case, mode push, fallback plain
  route first {
    when tier > 5  to pressed urgency 3
    when tier > 3  to ordered urgency 2
    "C#": when tier == 2  to parked
    otherwise      to plain
  }
  distribution { units 1, presences [available], skills none }
}
workstream chats {
  type messaging, channel chat, persistent yes, auth portal, carries Chat, mode push, fallback talks
  distribution { units 1, presences [available], skills none }
}
"#;

fn served() -> Book {
    let compiled = compile(SERVED);
    assert!(compiled.bundle.is_some(), "{:?}", compiled.checked.diagnostics);
    book(&compiled.checked.program, &|_| String::new())
}

fn about(told: &Book, name: &str) -> String {
    let queue = told.queues.iter().find(|queue| queue.name == name).unwrap();
    queue.about.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_queue_says_in_which_order_its_items_are_served() {
    let told = served();
    assert!(about(&told, "plain").ends_with("Items are served in the order in which they came."));
    let urgent = "Items are served the most urgent first, then in the order in which they came.";
    assert!(about(&told, "pressed").ends_with(urgent), "{}", about(&told, "pressed"));
    assert!(about(&told, "later").ends_with(urgent), "urgency goes with an item that overflows");
    let back = "A conversation to which the customer comes back counts from when the customer last wrote.";
    assert!(about(&told, "talks").ends_with(back), "{}", about(&told, "talks"));
    let ordered = told.queues.iter().find(|queue| queue.name == "ordered").unwrap();
    assert!(ordered.lists[0].after.as_ref().unwrap().to_string().contains("the most urgent first, then"));
}

#[test]
fn a_queue_with_hours_says_what_happens_while_it_is_closed() {
    let told = served();
    let taken = "While it is closed, it takes items all the same, however many wait, and they are handed out to whoever is there";
    assert!(about(&told, "pressed").contains(&format!("{taken}.")), "{}", about(&told, "pressed"));
    assert!(!about(&told, "later").contains("While it is closed"), "a rule says it");
    assert!(!about(&told, "plain").contains("While it is closed"), "it never is");
    let chats = format!("{taken}; only persistent chats wait until it opens.");
    assert!(about(&told, "talks").contains(&chats), "{}", about(&told, "talks"));
}

#[test]
fn nobody_gets_the_items_of_a_queue_without_members() {
    let told = about(&served(), "parked");
    assert!(told.contains("Nobody works in it") && !told.contains("next item"), "{told}");
}

#[test]
fn a_label_with_a_number_is_a_label() {
    let told = served();
    let talks = told.queues.iter().find(|queue| queue.name == "talks").unwrap();
    let rule = &talks.lists[0].rules[0];
    assert_eq!((rule.name.as_str(), rule.is_named), ("Ticket #7", true));
    let route = &told.workstreams[0].lists[0].rules;
    let names: Vec<_> = route.iter().map(|rule| (rule.name.as_str(), rule.is_named)).collect();
    assert_eq!(names, [("rule 1", false), ("rule 2", false), ("C#", true), ("rule 4", false)]);
}

#[test]
fn a_fallback_is_told_where_items_may_come_to_it() {
    let after = |text: &str| {
        let compiled = compile(text);
        assert!(compiled.bundle.is_some(), "{:?}", compiled.checked.diagnostics);
        let told = book(&compiled.checked.program, &|_| String::new());
        told.workstreams[0].lists[0].after.as_ref().map(ToString::to_string)
    };
    assert_eq!(after(SERVED), None, "the last rule takes everything");
    let open = SERVED.replace("    otherwise      to plain\n", "");
    assert_eq!(after(&open).as_deref(), Some("Where none of them leads anywhere, it goes to plain."));
}
