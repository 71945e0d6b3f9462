//! a-tree: an index of boolean expressions. It gives all that hold, the first of which counts, and cannot look into
//! texts.

use super::{Program, Session};
use crate::dialect::Dialect;
use crate::sample::{Samples, Typed, Value};
use ::a_tree::{ATree, AttributeDefinition, Event};
use anyhow::{Result, anyhow, ensure};
use rules::{ATTRIBUTES, FALLBACK, Kind, RuleSet};

struct Tree;

impl Dialect for Tree {
    fn is(&self, path: &str, value: &str) -> String {
        format!("{path} = {value}")
    }

    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{path} in [{}]", values.join(", "))
    }

    fn contains(&self, _: &str, _: &str) -> String {
        String::new()
    }

    fn all(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" and "))
    }

    fn any(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" or "))
    }

    fn not(&self, part: &str) -> String {
        format!("(not {part})")
    }
}

pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    ensure!(!set.rules.iter().any(|rule| rule.when.scans()), "has no `contains` for texts");
    Ok(set.rules.iter().map(|rule| Tree.condition(&rule.when, &set.domain)).collect())
}

pub fn load(set: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let definitions: Vec<AttributeDefinition> = ATTRIBUTES.iter().map(definition).collect();
    let mut tree = ATree::new(&definitions).map_err(|error| anyhow!("{error}"))?;
    for (place, text) in (0_u32..).zip(own) {
        tree.insert(&place, text).map_err(|error| anyhow!("{error}"))?;
    }
    Ok(Box::new(Inserted { tree, queues: set.rules.iter().map(|rule| rule.queue).collect() }))
}

fn definition(attribute: &rules::Attribute) -> AttributeDefinition {
    match attribute.kind {
        Kind::Enum { .. } | Kind::Text { .. } | Kind::Words { .. } => {
            AttributeDefinition::string(attribute.name)
        }
        Kind::Int { .. } | Kind::Instant { .. } => AttributeDefinition::integer(attribute.name),
        Kind::Decimal { .. } => AttributeDefinition::float(attribute.name),
        Kind::Flag => AttributeDefinition::boolean(attribute.name),
    }
}

struct Inserted {
    tree: ATree<u32>,
    queues: Vec<u32>,
}

impl Inserted {
    fn event(&self, typed: &Typed<'_>) -> Result<Event> {
        let mut event = self.tree.make_event();
        for (attribute, value) in ATTRIBUTES.iter().zip(typed.values()?) {
            let name = attribute.name;
            match value {
                Value::Text(text) => event.with_string(name, text),
                Value::Int(value) | Value::Instant(value) => event.with_integer(name, value),
                Value::Decimal(_, hundredths) => event.with_float(name, hundredths, 2),
                Value::Flag(flag) => event.with_boolean(name, flag),
            }
            .map_err(|error| anyhow!("{error}"))?;
        }
        event.build().map_err(|error| anyhow!("{error}"))
    }

    fn queue(&self, event: &Event) -> Result<u32> {
        let report = self.tree.search(event).map_err(|error| anyhow!("{error}"))?;
        let first = report.matches().iter().copied().min();
        Ok(first
            .and_then(|first| self.queues.get(usize::try_from(*first).ok()?))
            .copied()
            .unwrap_or(FALLBACK))
    }
}

impl Program for Inserted {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| self.event(&sample.typed)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Inserted,
    items: Vec<Event>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.program.queue(&self.items[item])
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        self.program.queue(&self.program.event(&typed)?)
    }
}
