//! rhai: one script, compiled once, a statement for each rule.

use super::{Program, Session};
use crate::dialect::Dialect;
use crate::sample::{Samples, Typed, Value};
use ::rhai::{AST, Engine, Scope};
use anyhow::{Result, anyhow};
use rules::{ATTRIBUTES, FALLBACK, RuleSet};
use std::fmt::Write;

struct Script;

impl Dialect for Script {
    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("({path} in [{}])", values.join(", "))
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("{path}.contains(\"{word}\")")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    let mut text = String::new();
    for rule in &set.rules {
        let _ =
            writeln!(text, "if {} {{ return {}; }}", Script.condition(&rule.when, &set.domain), rule.queue);
    }
    let _ = writeln!(text, "{FALLBACK}");
    Ok(vec![text])
}

pub fn load(_: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let mut engine = Engine::new();
    engine.set_max_expr_depths(0, 0);
    let script = engine.compile(own.concat()).map_err(|error| anyhow!("{error}"))?;
    Ok(Box::new(Compiled { engine, script }))
}

struct Compiled {
    engine: Engine,
    script: AST,
}

fn scope(typed: &Typed<'_>) -> Result<Scope<'static>> {
    let mut scope = Scope::new();
    for (attribute, value) in ATTRIBUTES.iter().zip(typed.values()?) {
        match value {
            Value::Text(text) => scope.push_constant(attribute.name, text.to_owned()),
            Value::Int(value) | Value::Instant(value) => scope.push_constant(attribute.name, value),
            Value::Decimal(value, _) => scope.push_constant(attribute.name, value),
            Value::Flag(flag) => scope.push_constant(attribute.name, flag),
        };
    }
    Ok(scope)
}

impl Compiled {
    fn queue(&self, item: &mut Scope<'static>) -> Result<u32> {
        let queue = self.engine.eval_ast_with_scope::<i64>(item, &self.script);
        Ok(u32::try_from(queue.map_err(|error| anyhow!("{error}"))?)?)
    }
}

impl Program for Compiled {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| scope(&sample.typed)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Compiled,
    items: Vec<Scope<'static>>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.program.queue(&mut self.items[item])
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        self.program.queue(&mut scope(&typed)?)
    }
}
