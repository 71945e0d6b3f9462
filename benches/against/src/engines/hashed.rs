//! What a programmer would do about a long chain in an afternoon: a hash map from the value of each rule's best
//! attribute to the rules, the others in a list that is always asked, and conditions as trees over interned values.

use super::symbols::Symbols;
use super::{Program, Session};
use crate::sample::{Samples, Typed};
use anyhow::Result;
use memchr::memmem::Finder;
use rules::{Condition, FALLBACK, Interned, RuleSet, Test, VALUES};
use rustc_hash::FxHashMap;

struct Indexed {
    rules: Vec<(Node, u32)>,
    /// For each attribute that rules are filed under, the rules of each value, in order.
    keys: Vec<(usize, FxHashMap<i64, Vec<u32>>)>,
    always: Vec<u32>,
    symbols: Symbols,
}

enum Node {
    All(Box<[Node]>),
    Any(Box<[Node]>),
    Not(Box<Node>),
    OneOf(u8, Box<[i64]>),
    Range(u8, i64, i64),
    Contains(bool, Box<[Finder<'static>]>),
}

/// An item as values in an array.
struct Values<'a> {
    codes: [i64; VALUES],
    subject: &'a str,
    message: &'a str,
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(_: &RuleSet) -> Result<Vec<String>> {
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot load everything")]
pub fn load(set: &RuleSet, _: &[String]) -> Result<Box<dyn Program>> {
    let mut indexed = Indexed {
        rules: set.rules.iter().map(|rule| (node(&rule.when, set), rule.queue)).collect(),
        keys: (0..VALUES).map(|at| (at, FxHashMap::default())).collect(),
        always: Vec::new(),
        symbols: Symbols::new(set),
    };
    for (place, rule) in (0..).zip(&set.rules) {
        indexed.file(place, &rule.when, set);
    }
    indexed.keys.retain(|(_, keys)| !keys.is_empty());
    Ok(Box::new(indexed))
}

impl Indexed {
    /// Files a rule under the equality that fewest items have.
    fn file(&mut self, rule: u32, when: &Condition, set: &RuleSet) {
        let Condition::All(parts) = when else { return self.always.push(rule) };
        let keys = parts.iter().filter_map(|part| match part {
            Condition::Test(Test::Is { at, value }) => Some((*at, vec![*value])),
            Condition::Test(Test::OneOf { at, values }) => Some((*at, values.clone())),
            _ => None,
        });
        let share = |(at, values): &(usize, Vec<i64>)| {
            set.domain.size(*at) / i64::try_from(values.len()).unwrap_or(i64::MAX)
        };
        match keys.max_by_key(share) {
            Some((at, values)) => {
                for value in values {
                    self.keys[at].1.entry(value).or_default().push(rule);
                }
            }
            None => self.always.push(rule),
        }
    }

    fn queue(&self, item: &Values<'_>) -> u32 {
        let mut best = self.best(&self.always, u32::MAX, item);
        for (at, keys) in &self.keys {
            if let Some(rules) = keys.get(&item.codes[*at]) {
                best = self.best(rules, best, item);
            }
        }
        usize::try_from(best).ok().and_then(|best| self.rules.get(best)).map_or(FALLBACK, |rule| rule.1)
    }

    /// The first of some rules that holds, if it comes before `best`.
    fn best(&self, rules: &[u32], best: u32, item: &Values<'_>) -> u32 {
        let before = rules.iter().take_while(|rule| **rule < best);
        let mut holding = before.filter(|rule| self.rules[**rule as usize].0.holds(item));
        holding.next().copied().unwrap_or(best)
    }
}

fn node(when: &Condition, set: &RuleSet) -> Node {
    let nodes = |parts: &[Condition]| parts.iter().map(|part| node(part, set)).collect();
    match when {
        Condition::All(parts) => Node::All(nodes(parts)),
        Condition::Any(parts) => Node::Any(nodes(parts)),
        Condition::Not(part) => Node::Not(Box::new(node(part, set))),
        Condition::Test(test) => leaf(test, set),
    }
}

fn leaf(test: &Test, set: &RuleSet) -> Node {
    let at = u8::try_from(test.at()).unwrap_or(u8::MAX);
    match test {
        Test::Is { value, .. } => Node::Range(at, *value, *value),
        Test::OneOf { values, .. } => Node::OneOf(at, values.clone().into()),
        Test::Range { low, high, .. } => Node::Range(at, low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX)),
        Test::Flag { yes, .. } => Node::Range(at, i64::from(*yes), i64::from(*yes)),
        Test::Contains { at, words } => {
            let finders = words.iter().map(|word| Finder::new(set.domain.word(*word)).into_owned());
            Node::Contains(*at == VALUES, finders.collect())
        }
    }
}

impl Node {
    fn holds(&self, item: &Values<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(item)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(item)),
            Self::Not(part) => !part.holds(item),
            Self::OneOf(at, values) => values.contains(&item.codes[usize::from(*at)]),
            Self::Range(at, low, high) => (*low..=*high).contains(&item.codes[usize::from(*at)]),
            Self::Contains(subject, words) => {
                let text = if *subject { item.subject } else { item.message };
                words.iter().any(|word| word.find(text.as_bytes()).is_some())
            }
        }
    }
}

impl Program for Indexed {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| {
            let item = &sample.item;
            Values { codes: item.values, subject: &item.subject, message: &item.message }
        });
        Ok(Box::new(Deciding { program: self, items: items.collect(), samples }))
    }
}

struct Deciding<'p> {
    program: &'p Indexed,
    items: Vec<Values<'static>>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        Ok(self.program.queue(&self.items[item]))
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        let interned = self.program.symbols.intern(&typed)?;
        Ok(self.program.queue(&values(&interned)))
    }
}

fn values<'a>(item: &Interned<'a>) -> Values<'a> {
    let symbol = i64::from;
    let codes = [
        symbol(item.tier),
        symbol(item.medium),
        symbol(item.mood),
        symbol(item.device),
        symbol(item.product),
        symbol(item.reason),
        symbol(item.region),
        symbol(item.customer),
        symbol(item.account),
        symbol(item.campaign),
        symbol(item.store),
        symbol(item.country),
        symbol(item.spoken),
        item.visits,
        item.cases,
        item.age_days,
        item.rank,
        item.amount,
        item.balance,
        i64::from(item.returning),
        i64::from(item.opted_in),
        item.opened,
        item.renewed,
    ];
    Values { codes, subject: item.subject, message: item.message }
}
