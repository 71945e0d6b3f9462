//! cel: one compiled program for each rule, asked in order, over a scope inside a common context.

use super::{Program, Session};
use crate::dialect::Dialect;
use crate::sample::{Samples, Typed, Value as Given};
use ::cel::{Context, Program as Compiled, Value};
use anyhow::{Result, anyhow};
use rules::{ATTRIBUTES, FALLBACK, RuleSet};

struct Cel;

impl Dialect for Cel {
    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{path} in [{}]", values.join(", "))
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("{path}.contains(\"{word}\")")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    Ok(set.rules.iter().map(|rule| Cel.condition(&rule.when, &set.domain)).collect())
}

pub fn load(set: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let rules = own.iter().zip(&set.rules).map(|(text, rule)| {
        let program = Compiled::compile(text).map_err(|error| anyhow!("{error}"))?;
        Ok((program, rule.queue))
    });
    Ok(Box::new(Programs { rules: rules.collect::<Result<_>>()?, root: Context::default() }))
}

struct Programs {
    rules: Vec<(Compiled, u32)>,
    root: Context<'static, 'static>,
}

impl Programs {
    fn context(&self, typed: &Typed<'_>) -> Result<Context<'_, 'static>> {
        let mut context = self.root.new_inner_scope();
        for (attribute, given) in ATTRIBUTES.iter().zip(typed.values()?) {
            let value: Value = match given {
                Given::Text(text) => text.into(),
                Given::Int(value) | Given::Instant(value) => value.into(),
                Given::Decimal(value, _) => value.into(),
                Given::Flag(flag) => flag.into(),
            };
            context.add_variable_from_value(attribute.name, value);
        }
        Ok(context)
    }

    fn queue(&self, item: &Context<'_, 'static>) -> Result<u32> {
        for (program, queue) in &self.rules {
            if matches!(program.execute(item).map_err(|error| anyhow!("{error}"))?, Value::Bool(true)) {
                return Ok(*queue);
            }
        }
        Ok(FALLBACK)
    }
}

impl Program for Programs {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| self.context(&sample.typed)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Programs,
    items: Vec<Context<'p, 'static>>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.program.queue(&self.items[item])
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        self.program.queue(&self.program.context(&typed)?)
    }
}
