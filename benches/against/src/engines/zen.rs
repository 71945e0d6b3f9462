//! zen-engine: a decision table with a column for each attribute, and one for what does not fit a column. Compiled, so
//! that it indexes its columns. It has no instants that compare without a function, so they are seconds.

use super::{Program, Session};
use crate::dialect::{Dialect, plain_value};
use crate::sample::{Samples, seconds};
use anyhow::{Context as _, Result, anyhow};
use rules::{ATTRIBUTES, Condition, Domain, FALLBACK, RuleSet, Test};
use serde_json::{Map, Value, json};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};

/// Conditions as expressions of their own.
struct Zen;

impl Dialect for Zen {
    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{path} in [{}]", values.join(", "))
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("contains({path}, \"{word}\")")
    }

    fn all(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" and "))
    }

    fn any(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" or "))
    }

    fn not(&self, part: &str) -> String {
        format!("not ({part})")
    }
}

/// A test as a cell of its attribute's column.
fn cell(test: &Test, domain: &Domain) -> String {
    let value = |at: usize, code: i64| plain_value(at, code, domain);
    match test {
        Test::Is { at, value: code } => value(*at, *code),
        Test::OneOf { at, values } => {
            let values: Vec<String> = values.iter().map(|code| value(*at, *code)).collect();
            values.join(", ")
        }
        Test::Range { at, low: Some(low), high: Some(high) } => {
            format!("[{}..{}]", value(*at, *low), value(*at, *high))
        }
        Test::Range { at, low, high } => {
            let low = low.map(|low| format!(">= {}", value(*at, low)));
            low.or_else(|| high.map(|high| format!("<= {}", value(*at, high)))).unwrap_or_default()
        }
        Test::Flag { yes, .. } => yes.to_string(),
        Test::Contains { words, .. } => {
            let words: Vec<String> =
                words.iter().map(|word| format!("contains($, \"{}\")", domain.word(*word))).collect();
            words.join(" or ")
        }
    }
}

/// A rule as a row: each part of its condition in a column.
fn row(when: &Condition, queue: u32, set: &RuleSet) -> Value {
    let mut row = Map::new();
    let mut rest = Vec::new();
    let parts = if let Condition::All(parts) = when { parts.as_slice() } else { std::slice::from_ref(when) };
    for part in parts {
        match part {
            Condition::Test(test) => {
                row.insert(ATTRIBUTES[test.at()].name.to_owned(), cell(test, &set.domain).into());
            }
            part => rest.push(Zen.condition(part, &set.domain)),
        }
    }
    row.insert("rest".to_owned(), rest.join(" and ").into());
    row.insert("queue".to_owned(), queue.to_string().into());
    Value::Object(row)
}

pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    let columns = ATTRIBUTES.iter().map(|attribute| column(attribute.name, attribute.name));
    let columns: Vec<Value> = columns.chain([column("rest", "")]).collect();
    let rows: Vec<Value> = set.rules.iter().map(|rule| row(&rule.when, rule.queue, set)).collect();
    let table = json!({
        "hitPolicy": "first", "inputs": columns, "rules": rows,
        "outputs": [{"id": "queue", "name": "queue", "field": "queue"}],
    });
    let graph = json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    });
    Ok(vec![serde_json::to_string(&graph)?])
}

fn column(name: &str, field: &str) -> Value {
    json!({"id": name, "name": name, "field": field})
}

pub fn load(_: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let content: GraphContent = serde_json::from_str(&own.concat())?;
    let mut decision = Decision::from(content);
    decision.compile();
    Ok(Box::new(Compiled(decision)))
}

struct Compiled(Decision);

impl Compiled {
    fn queue(&self, item: Variable) -> Result<u32> {
        let response = now(self.0.evaluate(item)).map_err(|error| anyhow!("{error:?}"))?;
        match response.result.dot("queue") {
            Some(Variable::Number(queue)) => Ok(u32::try_from(queue)?),
            _ => Ok(FALLBACK),
        }
    }
}

/// Runs a future that waits for nothing.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

fn variable(json: &str) -> Result<Variable> {
    let mut item: Value = serde_json::from_str(json)?;
    for name in ["opened", "renewed"] {
        let instant = item.get_mut(name).context("an instant")?;
        *instant = instant.as_str().and_then(seconds).context("an instant")?.into();
    }
    Ok(item.into())
}

impl Program for Compiled {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| variable(&sample.json)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Compiled,
    items: Vec<Variable>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.program.queue(self.items[item].clone())
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        self.program.queue(variable(&self.samples[item].json)?)
    }
}
