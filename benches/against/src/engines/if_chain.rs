//! Rust's own if-chain over interned values, compiled by rustc.

use super::symbols::Symbols;
use super::{Program, Session};
use crate::sample::{Samples, Typed};
use anyhow::{Context, Result};
use chain::Chain;
use rules::{Interned, RuleSet};

struct Compiled {
    chain: Chain,
    symbols: Symbols,
}

/// Nothing to write: the build has written it.
#[expect(clippy::unnecessary_wraps, reason = "other engines cannot write everything")]
pub fn write(_: &RuleSet) -> Result<Vec<String>> {
    Ok(Vec::new())
}

pub fn load(set: &RuleSet, _: &[String]) -> Result<Box<dyn Program>> {
    let chain = chain::chain(set.shape, set.rules.len());
    let chain = chain.context("the build wrote no chain of this size (AGAINST_SIZES)")?;
    Ok(Box::new(Compiled { chain, symbols: Symbols::new(set) }))
}

impl Program for Compiled {
    fn session<'p>(&'p self, samples: Samples) -> Result<Box<dyn Session + 'p>> {
        let items = samples.iter().map(|sample| sample.item.interned()).collect();
        Ok(Box::new(Deciding { program: self, items, samples }))
    }
}

struct Deciding<'p> {
    program: &'p Compiled,
    items: Vec<Interned<'static>>,
    samples: Samples,
}

impl Session for Deciding<'_> {
    fn decide(&mut self, item: usize) -> Result<u32> {
        Ok((self.program.chain)(&self.items[item]))
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        let typed = Typed::parse(self.samples[item].json.as_bytes())?;
        Ok((self.program.chain)(&self.program.symbols.intern(&typed)?))
    }
}
