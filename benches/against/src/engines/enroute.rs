//! Enroute: the rules as a `.route` program.

use super::{Program, Session};
use crate::dialect::Dialect;
use crate::sample::{Samples, hundredths, instant};
use ::enroute::Bundle;
use ::enroute::diagnostic::Severity;
use ::enroute::item::{Frame, ReadOptions, Reader};
use ::enroute::source::{Limits, SourceFile, Sources};
use ::enroute::value::Instant;
use ::enroute::vm::{Facts, Machine};
use anyhow::{Context, Result, bail};
use rules::{ATTRIBUTES, Domain, FALLBACK, Kind, RuleSet};
use std::fmt::Write;

const OPTIONS: ReadOptions<'_> = ReadOptions { workstream: Some("desk"), record: None, id: Some("item") };

/// Room for a million rules.
const LIMITS: Limits = Limits {
    file_bytes: 1 << 30,
    declarations: 10_000,
    words: 200_000_000,
    declaration_words: 200_000_000,
    instructions: 200_000_000,
};

struct Route;

impl Dialect for Route {
    fn value(&self, at: usize, code: i64, domain: &Domain) -> String {
        match ATTRIBUTES[at].kind {
            Kind::Enum { .. } => domain.name(at, code).to_owned(),
            Kind::Text { .. } => format!("\"{}\"", domain.name(at, code)),
            Kind::Decimal { .. } => hundredths(code),
            Kind::Instant { .. } => instant(code),
            Kind::Int { .. } | Kind::Flag | Kind::Words { .. } => code.to_string(),
        }
    }

    fn one_of(&self, path: &str, values: &[String]) -> String {
        format!("{path} in [{}]", values.join(", "))
    }

    fn contains(&self, path: &str, word: &str) -> String {
        format!("{path} contains \"{word}\"")
    }

    fn contains_any(&self, path: &str, words: &[&str]) -> String {
        format!("{path} contains any [\"{}\"]", words.join("\", \""))
    }

    fn all(&self, parts: Vec<String>) -> String {
        if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(" and ")) }
    }

    fn any(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" or "))
    }

    fn not(&self, part: &str) -> String {
        format!("not ({part})")
    }

    fn flag(&self, path: &str, yes: bool) -> String {
        format!("{path} == {}", if yes { "yes" } else { "no" })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(set: &RuleSet) -> Result<Vec<String>> {
    let mut text = source::head(&set.domain, set.queues);
    text.push_str("  route first {\n");
    for (place, rule) in set.rules.iter().enumerate() {
        let when = Route.condition(&rule.when, &set.domain);
        let _ = writeln!(text, "    \"Rule {place}\": when {when} to q{}", rule.queue);
    }
    text.push_str("  }\n}\n");
    Ok(vec![text])
}

pub fn load(_: &RuleSet, own: &[String]) -> Result<Box<dyn Program>> {
    Ok(Box::new(Ours::compile(&own.concat())?))
}

/// Texts of programs, for other cases of this benchmark too.
pub mod source {
    use super::{ATTRIBUTES, Dialect, Domain, Kind, Route, Write};
    use rules::Condition;

    /// Everything before the rules: enums, the entity, queues, and the workstream up to its rules.
    pub fn head(domain: &Domain, queues: u32) -> String {
        let mut text = declarations(domain, "");
        for queue in 0..queues {
            let _ = writeln!(text, "queue q{queue} {{ type record }}");
        }
        text.push_str("queue others { type record }\nworkstream desk {\n");
        text.push_str("  type record, carries Ticket, mode push, fallback others\n");
        text.push_str("  distribution { units 10, presences [available], skills none }\n");
        text
    }

    /// The enums and the entity, with further fields.
    pub fn declarations(domain: &Domain, further: &str) -> String {
        let mut text = String::from("language 1\n");
        let mut fields = String::new();
        for (at, attribute) in ATTRIBUTES.iter().enumerate() {
            let name = attribute.name;
            let kind = match attribute.kind {
                Kind::Enum { .. } => {
                    let upper = upper(name);
                    let _ = writeln!(text, "enum {upper} {{ {} }}", domain.names(at).join(", "));
                    upper
                }
                Kind::Text { .. } | Kind::Words { .. } => "text".to_owned(),
                Kind::Int { .. } => "int".to_owned(),
                Kind::Decimal { .. } => "decimal".to_owned(),
                Kind::Flag => "bool".to_owned(),
                Kind::Instant { .. } => "instant".to_owned(),
            };
            let _ = writeln!(fields, "  {name}: {kind}");
        }
        let _ = writeln!(text, "entity Ticket {{\n{fields}{further}}}");
        text
    }

    /// A condition as rules write it.
    pub fn condition(when: &Condition, domain: &Domain) -> String {
        Route.condition(when, domain)
    }

    fn upper(name: &str) -> String {
        let mut letters = name.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }
}

/// A loaded bundle.
pub struct Ours {
    bundle: Bundle,
    reader: Reader,
    queues: Vec<u32>,
}

impl Ours {
    /// From source text, through the bytes of a bundle.
    pub fn compile(text: &str) -> Result<Self> {
        Self::load(&Self::build(text)?)
    }

    /// The bytes of a bundle.
    pub fn build(text: &str) -> Result<Vec<u8>> {
        let sources = Sources::from_iter([SourceFile::new("main.route", text)]);
        let compiled = ::enroute::compile_within(&sources, &LIMITS)?;
        if let Some(bundle) = compiled.bundle {
            return Ok(bundle.write());
        }
        let mut errors =
            compiled.checked.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
        match errors.next() {
            Some(error) => bail!("{} ({})", error.message, error.code),
            None => bail!("no bundle, and no error"),
        }
    }

    /// From the bytes of a bundle.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        let bundle = Bundle::load(bytes)?;
        let reader = Reader::new(bundle.schema());
        let queues = bundle.program().program().queues.iter().map(|queue| {
            let number = queue.name.strip_prefix('q').and_then(|number| number.parse().ok());
            number.unwrap_or(FALLBACK)
        });
        let queues = queues.collect();
        Ok(Self { bundle, reader, queues })
    }

    /// A machine with its items.
    pub fn running(&self, samples: Samples) -> Result<Running<'_>> {
        let mut frame = self.reader.frame();
        let frames = samples.iter().map(|sample| {
            self.reader.json(sample.json.as_bytes(), &OPTIONS, &mut frame)?;
            Ok(frame.kept())
        });
        Ok(Running {
            program: self,
            machine: Machine::new(&self.bundle),
            facts: Facts::at(Instant(1_767_225_600_000_000)),
            frames: frames.collect::<Result<_>>()?,
            frame: self.reader.frame(),
            samples,
        })
    }
}

impl Program for Ours {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        Ok(Box::new(self.running(samples)?))
    }
}

pub struct Running<'p> {
    program: &'p Ours,
    machine: Machine<'p>,
    facts: Facts,
    frames: Vec<Frame>,
    frame: Frame,
    samples: Samples,
}

impl Running<'_> {
    fn place(&self, queue: Option<u32>) -> Result<u32> {
        let place =
            queue.and_then(|queue| usize::try_from(queue).ok()).context("the item went to no queue")?;
        Ok(self.program.queues[place])
    }
}

impl Session for Running<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        let ruling = self.machine.settle(&mut self.frames[item], &self.facts);
        self.place(ruling.queue)
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let json = self.samples[item].json.as_bytes();
        self.program.reader.json(json, &OPTIONS, &mut self.frame)?;
        let ruling = self.machine.settle(&mut self.frame, &self.facts);
        self.place(ruling.queue)
    }
}
