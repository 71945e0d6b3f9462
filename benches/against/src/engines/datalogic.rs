//! datalogic-rs: `JSONLogic`, one compiled `if` with a branch for each rule. It reads JSON itself and compares instants
//! as texts, which is right for one form in one zone.

use super::{Program, Session};
use crate::dialect::{Dialect, iso_value};
use crate::sample::Samples;
use anyhow::{Context, Result, anyhow};
use datalogic_rs::{Engine, Logic, ParsedData};
use rules::{Domain, FALLBACK, RuleSet};

struct JsonLogic;

impl Dialect for JsonLogic {
    fn path(&self, at: usize) -> String {
        format!("{{\"var\": \"{}\"}}", rules::ATTRIBUTES[at].name)
    }

    fn value(&self, at: usize, code: i64, domain: &Domain) -> String {
        iso_value(at, code, domain)
    }

    fn is(&self, path: &str, value: &str) -> String {
        format!("{{\"===\": [{path}, {value}]}}")
    }

    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{{\"in\": [{path}, [{}]]}}", values.join(", "))
    }

    fn side(&self, path: &str, sign: &str, value: &str) -> String {
        format!("{{\"{sign}\": [{path}, {value}]}}")
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("{{\"in\": [\"{word}\", {path}]}}")
    }

    fn all(&self, parts: Vec<String>) -> String {
        format!("{{\"and\": [{}]}}", parts.join(", "))
    }

    fn any(&self, parts: Vec<String>) -> String {
        format!("{{\"or\": [{}]}}", parts.join(", "))
    }

    fn not(&self, part: &str) -> String {
        format!("{{\"!\": [{part}]}}")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    let branches = set.rules.iter().map(|rule| {
        let when = JsonLogic.condition(&rule.when, &set.domain);
        format!("{when}, {},\n", rule.queue)
    });
    Ok(vec![format!("{{\"if\": [{}{FALLBACK}]}}", branches.collect::<String>())])
}

pub fn load(_: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let engine = Engine::new();
    let logic = engine.compile(own.concat().as_str()).map_err(|error| anyhow!("{error}"))?;
    Ok(Box::new(Compiled { engine, logic }))
}

struct Compiled {
    engine: Engine,
    logic: Logic,
}

impl Program for Compiled {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let parsed = |json: &str| ParsedData::from_json(json).map_err(|error| anyhow!("{error}"));
        let items = samples.iter().map(|sample| parsed(&sample.json)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { logic: &self.logic, session: self.engine.session(), items, samples }))
    }
}

struct Deciding<'p> {
    logic: &'p Logic,
    session: datalogic_rs::Session<'p>,
    items: Vec<ParsedData>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.session.reset();
        let queue =
            self.session.eval_borrowed(self.logic, &self.items[item]).map_err(|error| anyhow!("{error}"))?;
        Ok(u32::try_from(queue.as_i64().context("a number")?)?)
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        self.session.reset();
        let json: &str = &self.samples[item].json;
        let queue = self.session.eval_borrowed(self.logic, json).map_err(|error| anyhow!("{error}"))?;
        Ok(u32::try_from(queue.as_i64().context("a number")?)?)
    }
}
