//! wirefilter-engine: one compiled filter for each rule, asked in order. It knows whole numbers of 32 bits, so decimals
//! are hundredths and instants are seconds.

use super::{Program, Session};
use crate::dialect::{Dialect, whole_value};
use crate::sample::{Samples, Typed, Value};
use ::wirefilter::{ExecutionContext, Filter, Scheme, Type};
use anyhow::{Context, Result, anyhow};
use rules::{ATTRIBUTES, Domain, FALLBACK, Kind, RuleSet};
use std::sync::LazyLock;

static SCHEME: LazyLock<Scheme> = LazyLock::new(|| {
    let fields = ATTRIBUTES.iter().map(|attribute| {
        let kind = match attribute.kind {
            Kind::Enum { .. } | Kind::Text { .. } | Kind::Words { .. } => Type::Bytes,
            Kind::Int { .. } | Kind::Decimal { .. } | Kind::Instant { .. } => Type::Int,
            Kind::Flag => Type::Bool,
        };
        (attribute.name.to_owned(), kind)
    });
    Scheme::try_from_iter(fields).unwrap_or_default()
});

struct Wire;

impl Dialect for Wire {
    fn value(&self, at: usize, code: i64, domain: &Domain) -> String {
        whole_value(at, code, domain)
    }

    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{path} in {{{}}}", values.join(" "))
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("{path} contains \"{word}\"")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    Ok(set.rules.iter().map(|rule| Wire.condition(&rule.when, &set.domain)).collect())
}

pub fn load(set: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let filters = own.iter().zip(&set.rules).map(|(text, rule)| {
        let filter = SCHEME.parse(text).map_err(|error| anyhow!("{error}"))?;
        Ok((filter.compile(), rule.queue))
    });
    Ok(Box::new(Filters(filters.collect::<Result<_>>()?)))
}

struct Filters(Vec<(Filter<'static>, u32)>);

impl Filters {
    fn queue(&self, item: &ExecutionContext<'static>) -> Result<u32> {
        for (filter, queue) in &self.0 {
            if filter.execute(item).map_err(|error| anyhow!("{error}"))? {
                return Ok(*queue);
            }
        }
        Ok(FALLBACK)
    }
}

fn context(typed: &Typed<'static>) -> Result<ExecutionContext<'static>> {
    let mut context = ExecutionContext::new(&SCHEME);
    for (attribute, value) in ATTRIBUTES.iter().zip(typed.values()?) {
        let name = attribute.name;
        match value {
            Value::Text(text) => context.set_field_value(name, text),
            Value::Int(value) | Value::Decimal(_, value) | Value::Instant(value) => {
                context.set_field_value(name, i32::try_from(value).context("a number of 32 bits")?)
            }
            Value::Flag(flag) => context.set_field_value(name, flag),
        }
        .map_err(|error| anyhow!("{error}"))?;
    }
    Ok(context)
}

impl Program for Filters {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| context(&sample.typed)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Filters,
    items: Vec<ExecutionContext<'static>>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.program.queue(&self.items[item])
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        self.program.queue(&context(&typed)?)
    }
}
