use crate::fuzz::target::Target;
use std::num::NonZeroUsize;

/// What is to be thrown.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) executions: u64,
    /// `None`: all of them.
    pub(crate) target: Option<Target>,
    pub(crate) seed: u64,
    pub(crate) threads: usize,
    /// The number of the first throw.
    pub(crate) from: u64,
}

impl Arguments {
    pub(crate) fn read(mut given: impl Iterator<Item = String>) -> Result<Self, String> {
        let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let mut arguments = Self { executions: 1_000_000, target: None, seed: 1, threads, from: 0 };
        while let Some(name) = given.next() {
            let value = given.next().ok_or_else(|| format!("`{name}` has no value"))?;
            match name.as_str() {
                "--executions" => arguments.executions = number(&value)?,
                "--target" => arguments.target = Some(target(&value)?),
                "--seed" => arguments.seed = number(&value)?,
                "--threads" => {
                    arguments.threads = number(&value)?.try_into().map_err(|_| "too many threads")?;
                }
                "--from" => arguments.from = number(&value)?,
                _ => return Err(format!("there is no `{name}`")),
            }
        }
        arguments.threads = arguments.threads.max(1);
        Ok(arguments)
    }

    /// How many executions each target gets, in a hundred thousand.
    pub(crate) fn shares(&self) -> Vec<(Target, u64)> {
        if let Some(target) = self.target {
            return vec![(target, self.executions)];
        }
        Target::ALL
            .into_iter()
            .map(|target| (target, self.executions.div_ceil(100_000) * share(target)))
            .collect()
    }
}

/// What a target gets of a hundred thousand executions; the last one takes a thousand times as long as the first.
fn share(target: Target) -> u64 {
    match target {
        Target::Lex | Target::Split => 30_000,
        Target::Parse => 24_000,
        Target::Item => 11_000,
        Target::Check => 4_000,
        Target::Format => 700,
        Target::Session => 300,
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.replace('_', "").parse().map_err(|_| format!("`{text}` is no number"))
}

fn target(text: &str) -> Result<Target, String> {
    let names = || Target::ALL.map(Target::name).join(", ");
    let found = Target::ALL.into_iter().find(|target| target.name() == text);
    found.ok_or_else(|| format!("there is no target `{text}`: {}", names()))
}
