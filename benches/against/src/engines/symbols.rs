use crate::sample::{Typed, seconds, to_hundredths};
use anyhow::{Context, Result};
use rules::{Condition, Interned, RuleSet, Test};
use rustc_hash::FxHashMap;

/// The symbols of the texts that rules mention, by attribute.
pub struct Symbols(Vec<FxHashMap<Box<str>, u32>>);

impl Symbols {
    pub fn new(set: &RuleSet) -> Self {
        let mut symbols = Self(vec![FxHashMap::default(); 13]);
        for rule in &set.rules {
            symbols.gather(&rule.when, set);
        }
        symbols
    }

    fn gather(&mut self, when: &Condition, set: &RuleSet) {
        match when {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.gather(part, set);
                }
            }
            Condition::Not(part) => self.gather(part, set),
            Condition::Test(Test::Is { at, value }) => self.know(*at, *value, set),
            Condition::Test(Test::OneOf { at, values }) => {
                for value in values {
                    self.know(*at, *value, set);
                }
            }
            Condition::Test(Test::Range { .. } | Test::Flag { .. } | Test::Contains { .. }) => {}
        }
    }

    fn know(&mut self, at: usize, value: i64, set: &RuleSet) {
        let symbol = u32::try_from(value).unwrap_or(u32::MAX);
        self.0[at].insert(set.domain.name(at, value).into(), symbol);
    }

    /// Interns an item that was parsed.
    pub fn intern<'a>(&self, typed: &Typed<'a>) -> Result<Interned<'a>> {
        let names = typed.names();
        let symbol = |at: usize| self.0[at].get(names[at]).copied().unwrap_or(u32::MAX);
        Ok(Interned {
            tier: symbol(0),
            medium: symbol(1),
            mood: symbol(2),
            device: symbol(3),
            product: symbol(4),
            reason: symbol(5),
            region: symbol(6),
            customer: symbol(7),
            account: symbol(8),
            campaign: symbol(9),
            store: symbol(10),
            country: symbol(11),
            spoken: symbol(12),
            visits: typed.visits,
            cases: typed.cases,
            age_days: typed.age_days,
            rank: typed.rank,
            amount: to_hundredths(typed.amount),
            balance: to_hundredths(typed.balance),
            returning: typed.returning,
            opted_in: typed.opted_in,
            opened: seconds(typed.opened).context("an instant")?,
            renewed: seconds(typed.renewed).context("an instant")?,
            subject: typed.subject,
            message: typed.message,
        })
    }
}
