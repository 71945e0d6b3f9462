//! Programs of as many rules as asked for, and items to match.

use crate::dice::Dice;
use enroute::source::{SourceFile, Sources};
use std::fmt::Write;

/// What most rules of a program ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A customer's name, a product, the range of an amount.
    Keys,
    /// A word in a text.
    Words,
}

const HEAD: &str = "language 1
enum Product { phone, broadband, tv, billing }
entity Case { title: text?, customer: text?, product: Product?, amount: decimal?, severity: int? }
queue first { type record }
queue second { type record }
queue third { type record }
intake Case { \"All\": otherwise to desk }
workstream desk {
  type record, carries Case, mode push, fallback first
  distribution { units 10, presences [available], skills none }
  route first {
";
const PRODUCTS: [&str; 4] = ["phone", "broadband", "tv", "billing"];
const QUEUES: [&str; 3] = ["first", "second", "third"];
/// The amounts of items lie below this.
const AMOUNTS: u64 = 100_000;

fn pick(dice: &mut Dice, from: &[&'static str]) -> &'static str {
    let place = dice.below(from.len().try_into().unwrap_or(1));
    usize::try_from(place).ok().and_then(|place| from.get(place)).copied().unwrap_or_default()
}

/// A program with that many rules, each with a condition of its own.
#[must_use]
pub fn source(shape: Shape, rules: u64) -> Sources {
    let mut dice = Dice(rules);
    let mut text = HEAD.to_owned();
    for at in 0..rules {
        let condition = condition(&mut dice, shape, at, rules);
        let queue = pick(&mut dice, &QUEUES);
        // Writing to memory cannot fail.
        let _ = writeln!(text, "    \"r{at}\": when {condition} to {queue}");
    }
    text.push_str("  }\n}\n");
    [SourceFile::new("main.route", text)].into_iter().collect()
}

fn condition(dice: &mut Dice, shape: Shape, at: u64, rules: u64) -> String {
    let severity = dice.below(5);
    match (shape, at % 4) {
        (Shape::Words, 0) => {
            format!("title contains any [\"word{at}\", \"call{at}\"] and severity >= {severity}")
        }
        (Shape::Words, _) => format!("title contains \"word{at}\""),
        (Shape::Keys, 0) => {
            let step = AMOUNTS / rules.max(1);
            let (low, product) = (step * at, pick(dice, &PRODUCTS));
            format!("amount >= {low} and amount < {} and product == {product}", low + 2 * step)
        }
        (Shape::Keys, 1) => format!("title contains \"word{at}\" and customer is present"),
        (Shape::Keys, _) => format!("customer == \"customer {at}\" and severity >= {severity}"),
    }
}

/// Items as JSON for a program with that many rules; most meet one.
#[must_use]
pub fn items(rules: u64, many: u64) -> Vec<String> {
    let mut dice = Dice(rules + many);
    let mut item = |at: u64| {
        let (word, customer, amount) = (dice.below(rules), dice.below(rules), dice.below(AMOUNTS));
        let (product, severity) = (pick(&mut dice, &PRODUCTS), dice.below(6));
        format!(
            "{{\"id\": \"c-{at}\", \"workstream\": \"desk\", \"title\": \"Please look at word{word} before noon, \
             thank you\", \"customer\": \"customer {customer}\", \"product\": \"{product}\", \"amount\": {amount}, \
             \"severity\": {severity}}}"
        )
    };
    (0..many).map(&mut item).collect()
}
