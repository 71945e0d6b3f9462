//! A whole tenant as people write it: eight rulesets that classify, one of which asks for skills, a route over what they
//! found, a split and a calendar. From JSON bytes, beside what serde takes to parse the same item.

use crate::args::Args;
use crate::clock::Clock;
use crate::engines::{Ours, Parse, ParseOwned, source};
use crate::figures::Tenant;
use crate::measure::{self, Entry, Lane, Path, count, milliseconds};
use crate::sample;
use anyhow::Result;
use rules::{Condition, Random, RuleSet, Shape};
use std::fmt::Write;

/// Rules in a ruleset, and in the route.
const CLASSIFY: usize = 50;
const ROUTE: usize = 200;
const QUEUES: usize = 40;

/// The fields that classification sets: a word of an enum each, and how many words it has.
const FOUND: [(&str, usize, Shape); 7] = [
    ("topic", 20, Shape::Scan),
    ("segment", 6, Shape::Selective),
    ("urgency", 4, Shape::Mixed),
    ("team", 12, Shape::Mixed),
    ("risk", 5, Shape::Mixed),
    ("care", 4, Shape::Scan),
    ("product_line", 8, Shape::Selective),
];

pub fn run(args: &Args) -> Result<Tenant> {
    eprintln!("a whole tenant");
    // Rules of classification hold for many items: a hundredth or so each.
    let sets = Shape::ALL.map(|shape| RuleSet::new(shape, 3 * CLASSIFY));
    let text = program(&sets)?;
    let begin = Clock::start();
    let bytes = Ours::build(&text)?;
    let compile_ms = milliseconds(begin.elapsed());
    let ours = Ours::load(&bytes)?;
    let samples = sample::samples(&sets[1], args.items)?;
    let lane = || vec![Lane::new(Path::Json, samples.len())];
    let mut entries = [
        Entry { session: Box::new(ours.running(samples)?), lanes: lane() },
        Entry { session: Box::new(Parse(samples)), lanes: lane() },
        Entry { session: Box::new(ParseOwned(samples)), lanes: lane() },
    ];
    measure::measure(&mut entries, args.rounds())?;
    let [from_json_ns, parse_ns, parse_owned_ns] = entries.each_ref().map(|entry| entry.lanes[0].ns());
    let bytes_of_items: usize = samples.iter().map(|sample| sample.json.len()).sum();
    Ok(Tenant {
        rules: 8 * CLASSIFY + ROUTE,
        json_bytes: count(bytes_of_items) / count(samples.len()),
        from_json_ns,
        parse_ns,
        parse_owned_ns,
        compile_ms,
        bundle_bytes: bytes.len(),
    })
}

/// The program's text.
fn program(sets: &[RuleSet; 3]) -> Result<String, std::fmt::Error> {
    let mut text = source::declarations(&sets[0].domain, &fields());
    for (name, many, _) in FOUND {
        let words: Vec<String> = (0..many).map(|word| format!("{name}_{word}")).collect();
        writeln!(text, "enum {} {{ {} }}", kind(name), words.join(", "))?;
    }
    text.push_str(DESK);
    for queue in 0..QUEUES {
        writeln!(text, "queue q{queue} {{ type record }}")?;
    }
    text.push_str(WORKSTREAM);
    let mut taken = [0; 3];
    for (name, many, shape) in FOUND {
        writeln!(text, "  classify {name}_rules first {{")?;
        for (place, when) in next(sets, &mut taken, shape).enumerate() {
            writeln!(text, "    \"{name} {place}\": when {when} set {name} = {name}_{}", place % many)?;
        }
        text.push_str("  }\n");
    }
    text.push_str("  classify skills_needed all {\n");
    for (place, when) in next(sets, &mut taken, Shape::Selective).enumerate() {
        writeln!(
            text,
            "    \"Skill {place}\": when {when} require skill_{} >= {}",
            place % 10,
            place % 5 + 1
        )?;
    }
    text.push_str("  }\n");
    route(&mut text)?;
    text.push_str("}\n");
    Ok(text)
}

fn fields() -> String {
    let fields = FOUND.iter().map(|(name, _, _)| format!("  {name}: {} = {name}_0", kind(name)));
    fields.collect::<Vec<_>>().join("\n") + "\n"
}

fn kind(name: &str) -> String {
    format!("Found_{name}")
}

const DESK: &str = "
hours office \"Office hours\" { zone \"Europe/London\", open mon..fri 08:00..18:00, open sat 09:00..13:00 }
rating Level { range 1..5 }
skill skill_0 { rating Level }
skill skill_1 { rating Level }
skill skill_2 { rating Level }
skill skill_3 { rating Level }
skill skill_4 { rating Level }
skill skill_5 { rating Level }
skill skill_6 { rating Level }
skill skill_7 { rating Level }
skill skill_8 { rating Level }
skill skill_9 { rating Level }
queue others { type record }
";

const WORKSTREAM: &str = "workstream desk {
  type record, carries Ticket, mode push, fallback others
  distribution { units 10, presences [available], skills closest }
";

/// The next rules of that shape's set.
fn next<'s>(
    sets: &'s [RuleSet; 3],
    taken: &mut [usize; 3],
    shape: Shape,
) -> impl Iterator<Item = String> + 's {
    let place = Shape::ALL.iter().position(|other| *other == shape).unwrap_or(0);
    let set = &sets[place];
    let from = taken[place] % set.rules.len();
    taken[place] += CLASSIFY;
    let whens = set.rules[from..from + CLASSIFY].iter().map(|rule| &rule.when);
    whens.map(|when: &Condition| source::condition(when, &set.domain))
}

/// Rules over what classification found: two or three of the fields, every tenth a field of the item too.
fn route(text: &mut String) -> std::fmt::Result {
    let mut random = Random::new(0x7E4A);
    text.push_str("  route first {\n");
    text.push_str(
        "    \"Split\": when topic == topic_1 and segment == segment_1 to split { q0 70%, q1 30% }\n",
    );
    text.push_str("    \"At night\": when urgency == urgency_3 and not during office to q2\n");
    for rule in 2..ROUTE {
        let mut tests: Vec<String> = Vec::new();
        let first = random.place(FOUND.len());
        for step in 0..random.between(2, 3) {
            let place = (first + usize::try_from(step).unwrap_or(0)) % FOUND.len();
            let (name, many, _) = FOUND[place];
            tests.push(format!("{name} == {name}_{}", random.place(many - 1) + 1));
        }
        if random.percent(10) {
            tests.push(format!("amount >= {}", random.below(5_000)));
        }
        writeln!(text, "    \"Rule {rule}\": when {} to q{}", tests.join(" and "), random.place(QUEUES))?;
    }
    text.push_str("  }\n");
    Ok(())
}
