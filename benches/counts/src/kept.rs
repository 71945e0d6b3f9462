//! The file of kept counts: what they were taken with, an empty line, one case a line.

use anyhow::{Context, Result};
use std::fmt;

/// A case's name and its instructions.
pub(crate) type Count = (String, u64);

/// Counts, and what they were taken with.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) host: Vec<(String, String)>,
    pub(crate) counts: Vec<Count>,
}

impl Kept {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let (host, counts) = text.split_once("\n\n").context("the kept counts have no empty line")?;
        let pair = |line: &str| {
            let (name, value) = line.split_once(' ').with_context(|| format!("`{line}` is no pair"))?;
            Ok((name.to_owned(), value.trim().to_owned()))
        };
        let count = |line: &str| {
            let (name, value) = pair(line)?;
            let value = value.replace(',', "").parse().with_context(|| format!("`{value}` is no count"))?;
            Ok((name, value))
        };
        Ok(Self {
            host: host.lines().map(pair).collect::<Result<_>>()?,
            counts: counts.lines().map(count).collect::<Result<_>>()?,
        })
    }

    /// What is different here from where the counts were taken: what it is, then and now.
    pub(crate) fn other_host<'k>(
        &'k self,
        host: &'k [(String, String)],
    ) -> impl Iterator<Item = (&'k str, &'k str, &'k str)> {
        let pairs = self.host.iter().filter_map(|(what, before)| {
            let (_, now) = host.iter().find(|(other, _)| other == what)?;
            Some((what.as_str(), before.as_str(), now.as_str()))
        });
        pairs.filter(|(_, before, now)| before != now)
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, value) in &self.host {
            writeln!(out, "{what:<10} {value}")?;
        }
        writeln!(out)?;
        for (name, count) in &self.counts {
            writeln!(out, "{name:<24} {:>15}", grouped(*count))?;
        }
        Ok(())
    }
}

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
