//! Under what each rule is filed, so that a decision asks only the rules that can match.
//!
//! A key is a promise about the rule's code: *where the guard holds, the atom of one of its keys holds, and for the
//! first such key its guards too*. The compiler chooses keys by how rarely they hold; [`super::verify`] proves each promise by walking the
//! code, so that a forged filing is refused and cannot hide a rule.

use super::error::VerifyError;
use super::inspect::{Checked, in_range, misshapen};
use super::operand::{AtomId, Pc};
use super::program::Program;
use super::rules::Rule;
use super::sure::Sure;
use super::ways::{MOST_QUESTS, Quest, Ways};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many keys a rule may be filed under.
pub const MOST_KEYS: usize = 32;

/// How many instructions may be met for each that there is, in proving all keys.
const EFFORT: u64 = 200;
/// As how many of them a key counts whose tests are named for a walk, however short the code is that is walked.
const NAMING: u64 = 20;

/// One key of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// What the rule is filed under; none: it is asked always, and has this key alone.
    pub atom: Option<AtomId>,
    /// What must hold too, where that is not the matter of an earlier key.
    pub guards: [Option<AtomId>; 2],
}

/// Whether every way on which the rule holds keeps what its keys promise: each promise is a way that there must not be.
pub fn keeps(ways: &mut Ways<'_>, start: Pc, keys: &[Key]) -> bool {
    let atoms: Vec<AtomId> = keys.iter().filter_map(|key| key.atom).collect();
    let always = atoms.len() < keys.len();
    if keys.len() > if always { 1 } else { MOST_KEYS } {
        return false;
    }
    let unkeyed = Quest { closed: &atoms, also: None, through: None };
    let mut broken = Vec::with_capacity(1 + 2 * keys.len());
    broken.extend((!always).then_some(unkeyed));
    for (at, key) in keys.iter().enumerate() {
        let closed = atoms.get(..at).unwrap_or_default();
        let unguarded = |guard| Quest { closed, also: Some(guard), through: key.atom };
        broken.extend(key.guards.into_iter().flatten().map(unguarded));
    }
    broken.chunks(MOST_QUESTS).all(|broken| ways.all(start, broken) == 0)
}

/// Those of up to [`super::MOST_QUESTS`] tests that hold on every way that leads through the key of that place, and through
/// none before it.
pub fn guarding(ways: &mut Ways<'_>, start: Pc, keys: &[Key], at: usize, tests: &[AtomId]) -> Vec<AtomId> {
    let earlier: Vec<AtomId> = keys.iter().take(at).filter_map(|key| key.atom).collect();
    let through = keys.get(at).and_then(|key| key.atom);
    let unguarded = |test: &AtomId| Quest { closed: &earlier, also: Some(*test), through };
    let quests: Vec<_> = tests.iter().take(MOST_QUESTS).map(unguarded).collect();
    let broken = ways.all(start, &quests);
    let kept = tests.iter().take(MOST_QUESTS).enumerate().filter(|(at, _)| broken >> at & 1 == 0);
    kept.map(|(_, test)| *test).collect()
}

/// Proves the keys of all rules.
pub(super) fn check(program: &Program) -> Checked {
    let room = u64::try_from(program.code.len() + program.rules.len()).unwrap_or(u64::MAX);
    let most = room.saturating_mul(EFFORT);
    let (mut ways, mut sure) = (Ways::new(program), Sure::default());
    let (mut named, mut proved) = (0_u64, BTreeSet::new());
    for rule in &program.rules {
        // What was proved by a walk holds for all rules that share both code and keys.
        let promise = (rule.guard, rule.first_key, rule.key_count);
        if proved.contains(&promise) {
            continue;
        }
        let before = ways.steps();
        self::rule(program, rule, &mut sure, &mut ways)?;
        if ways.steps() > before {
            named = named.saturating_add(u64::from(rule.key_count).saturating_mul(NAMING));
            proved.insert(promise);
        }
        if ways.steps().saturating_add(named) > most {
            return Err(misshapen("the index", "cannot be proved in reasonable time"));
        }
    }
    Ok(())
}

fn rule(program: &Program, rule: &Rule, sure: &mut Sure, ways: &mut Ways<'_>) -> Checked {
    let keys = program.keys_of(rule);
    let all_there = u64::try_from(keys.len()).ok() == Some(u64::from(rule.key_count));
    if !all_there || keys.len() > MOST_KEYS {
        return Err(misshapen("a rule", "has keys that are not there, or too many"));
    }
    let named = |key: &Key| [key.atom, key.guards[0], key.guards[1]];
    for atom in keys.iter().flat_map(named).flatten() {
        in_range("a key", "atom", atom.0, program.atoms.len())?;
    }
    match rule.guard {
        _ if keys.is_empty() => Ok(()),
        Some(start) if sure.keeps(program, start, keys) || keeps(ways, start, keys) => Ok(()),
        Some(_) | None => Err(VerifyError::Misfiled),
    }
}
