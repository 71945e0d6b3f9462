//! regorus: chains of `else`, compiled for its virtual machine. It has 255 registers for a chain, so ten rules are one,
//! ten chains are one above it, and so on: still the first rule that holds ends the search. Rego has no `or` inside a
//! body, so an or-group is a rule of its own. Instants are compared as texts, which is right for one form in
//! one zone.

use super::{Program, Session};
use crate::dialect::{Dialect, iso_value};
use crate::sample::Samples;
use ::regorus::languages::rego::compiler::Compiler;
use ::regorus::rvm::Program as Code;
use ::regorus::rvm::vm::RegoVM;
use ::regorus::{Engine, Rc, Value};
use anyhow::{Context, Result};
use rules::{ATTRIBUTES, Condition, Domain, FALLBACK, RuleSet, Test};
use std::fmt::Write;
use std::sync::Arc;

/// Rules in a chain, and chains in a chain of chains.
const CHAIN: usize = 10;

struct Rego;

impl Dialect for Rego {
    fn path(&self, at: usize) -> String {
        format!("input.{}", ATTRIBUTES[at].name)
    }

    fn value(&self, at: usize, code: i64, domain: &Domain) -> String {
        iso_value(at, code, domain)
    }

    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{path} in {{{}}}", values.join(", "))
    }

    fn flag(&self, path: &str, yes: bool) -> String {
        format!("{path} == {yes}")
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("contains({path}, \"{word}\")")
    }

    fn all(&self, parts: Vec<String>) -> String {
        parts.join("; ")
    }

    fn not(&self, part: &str) -> String {
        format!("not {part}")
    }
}

/// Writes bodies, and the or-groups they need as rules of their own.
struct Writing<'s> {
    set: &'s RuleSet,
    groups: String,
    many: usize,
}

impl Writing<'_> {
    fn body(&mut self, when: &Condition) -> String {
        match when {
            Condition::All(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.body(part)).collect();
                parts.join("; ")
            }
            Condition::Any(parts) => {
                let bodies = parts.iter().map(|part| self.body(part)).collect();
                self.group(bodies)
            }
            Condition::Test(Test::Contains { at, words }) if words.len() > 1 => {
                let path = Rego.path(*at);
                let bodies =
                    words.iter().map(|word| Rego.contains(&path, self.set.domain.word(*word))).collect();
                self.group(bodies)
            }
            Condition::Not(_) | Condition::Test(_) => Rego.condition(when, &self.set.domain),
        }
    }

    fn group(&mut self, bodies: Vec<String>) -> String {
        self.many += 1;
        let name = format!("group_{}", self.many);
        for body in bodies {
            let _ = writeln!(self.groups, "{name} if {{ {body} }}");
        }
        name
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    let mut writing = Writing { set, groups: String::new(), many: 0 };
    let mut branches: Vec<(String, String)> =
        set.rules.iter().map(|rule| (rule.queue.to_string(), writing.body(&rule.when))).collect();
    let mut chains = String::new();
    for level in 0.. {
        let names = branches.chunks(CHAIN).enumerate().map(|(place, chain)| {
            let name = format!("chain_{level}_{place}");
            chains.push_str(&self::chain(&name, chain));
            (name.clone(), name)
        });
        branches = names.collect();
        if branches.len() == 1 {
            let _ = writeln!(
                chains,
                "default queue := {FALLBACK}\nqueue := chain_{level}_0 if {{ chain_{level}_0 }}"
            );
            break;
        }
    }
    Ok(vec![format!("package desk\nimport rego.v1\n{}{chains}", writing.groups)])
}

/// One rule with an `else` for each branch after the first.
fn chain(name: &str, branches: &[(String, String)]) -> String {
    let branches: Vec<String> =
        branches.iter().map(|(value, body)| format!("{value} if {{ {body} }}")).collect();
    format!("{name} := {}\n", branches.join("\nelse := "))
}

pub fn load(_: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    const ENTRY: &str = "data.desk.queue";
    let mut engine = Engine::new();
    engine.clear_policy_length_config();
    engine.add_policy("desk.rego".to_owned(), own.concat())?;
    let entry: Rc<str> = ENTRY.into();
    let policy = engine.compile_with_entrypoint(&entry)?;
    let program = Compiler::compile_from_policy(&policy, &[ENTRY])?;
    Ok(Box::new(Compiled(program)))
}

struct Compiled(Arc<Code>);

impl Program for Compiled {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let mut machine = RegoVM::new();
        machine.load_program(Arc::clone(&self.0));
        let items = samples.iter().map(|sample| Value::from_json_str(&sample.json)).collect::<Result<_>>()?;
        Ok(Box::new(Deciding { machine, items, samples }))
    }
}

struct Deciding {
    machine: RegoVM,
    items: Vec<Value>,
    samples: Samples,
}

impl Deciding {
    fn queue(&mut self, item: Value) -> Result<u32> {
        self.machine.set_input(item);
        let queue = self.machine.execute()?;
        Ok(u32::try_from(queue.as_u64().context("a number")?)?)
    }
}

impl Session for Deciding {
    fn decide(&mut self, item: usize) -> Result<u32> {
        self.queue(self.items[item].clone())
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        self.queue(Value::from_json_str(&self.samples[item].json)?)
    }
}
