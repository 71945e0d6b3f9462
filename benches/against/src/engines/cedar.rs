//! cedar-policy: one policy for each rule. It gives all that hold, the first of which counts. It knows whole numbers,
//! so decimals are hundredths and instants are seconds.

use super::{Program, Session};
use crate::dialect::{Dialect, whole_value};
use crate::sample::{Samples, Typed, Value};
use anyhow::{Context as _, Result};
use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicySet, Request, RestrictedExpression};
use rules::{ATTRIBUTES, Domain, FALLBACK, RuleSet};
use std::fmt::Write;
use std::str::FromStr;

struct Cedar;

impl Dialect for Cedar {
    fn path(&self, at: usize) -> String {
        format!("context.{}", ATTRIBUTES[at].name)
    }

    fn value(&self, at: usize, code: i64, domain: &Domain) -> String {
        whole_value(at, code, domain)
    }

    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("[{}].contains({path})", values.join(", "))
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("{path} like \"*{word}*\"")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    let mut text = String::new();
    for rule in &set.rules {
        let when = Cedar.condition(&rule.when, &set.domain);
        let _ = writeln!(text, "permit (principal, action, resource) when {{ {when} }};");
    }
    Ok(vec![text])
}

pub fn load(set: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    let policies = PolicySet::from_str(&own.concat()).map_err(|errors| anyhow::anyhow!("{errors}"))?;
    let queues = set.rules.iter().map(|rule| rule.queue).collect();
    Ok(Box::new(Policies {
        set: policies,
        authorizer: Authorizer::new(),
        nothing: Entities::empty(),
        queues,
    }))
}

struct Policies {
    set: PolicySet,
    authorizer: Authorizer,
    nothing: Entities,
    queues: Vec<u32>,
}

impl Policies {
    fn queue(&self, request: &Request) -> Result<u32> {
        let response = self.authorizer.is_authorized(request, &self.set, &self.nothing);
        let mut first: Option<usize> = None;
        for policy in response.diagnostics().reason() {
            let name: &str = policy.as_ref();
            let place = name.strip_prefix("policy").context("a policy without a number")?.parse()?;
            first = Some(first.map_or(place, |first| first.min(place)));
        }
        Ok(first.and_then(|first| self.queues.get(first)).copied().unwrap_or(FALLBACK))
    }
}

fn request(typed: &Typed<'_>) -> Result<Request> {
    let values = ATTRIBUTES.iter().zip(typed.values()?).map(|(attribute, value)| {
        let value = match value {
            Value::Text(text) => RestrictedExpression::new_string(text.to_owned()),
            Value::Int(value) | Value::Decimal(_, value) | Value::Instant(value) => {
                RestrictedExpression::new_long(value)
            }
            Value::Flag(flag) => RestrictedExpression::new_bool(flag),
        };
        (attribute.name.to_owned(), value)
    });
    let context = Context::from_pairs(values)?;
    let [principal, action, resource] = ["Desk::\"desk\"", "Action::\"route\"", "Item::\"item\""];
    let uid = |text: &str| -> Result<EntityUid> { Ok(EntityUid::from_str(text)?) };
    Ok(Request::new(uid(principal)?, uid(action)?, uid(resource)?, context, None)?)
}

impl Program for Policies {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| request(&sample.typed)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Policies,
    items: Vec<Request>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.program.queue(&self.items[item])
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        self.program.queue(&request(&typed)?)
    }
}
