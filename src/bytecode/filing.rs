//! Under what each rule is filed, so that a decision asks only the rules that can match.
//!
//! A key is a promise about the rule's code: *where the guard holds, the atom of one of its keys holds, and for the
//! first such key its guard too*. The compiler chooses keys by how rarely they hold; [`super::verify`] proves each promise by walking the
//! code, so that a forged filing is refused and cannot hide a rule.

use super::error::VerifyError;
use super::inspect::{Checked, in_range, misshapen};
use super::operand::{AtomId, Pc};
use super::program::Program;
use super::rules::Rule;
use super::ways::{Quest, Ways};
use serde::{Deserialize, Serialize};

/// How many keys a rule may be filed under.
pub const MOST_KEYS: usize = 32;

/// How many instructions may be met for each that there is, in proving all keys.
const EFFORT: u64 = 200;

/// One key of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// What the rule is filed under; none: it is asked always, and has this key alone.
    pub atom: Option<AtomId>,
    /// What must hold too, where that is not the matter of an earlier key.
    pub guard: Option<AtomId>,
}

/// Whether every way on which the rule holds keeps what its keys promise.
pub fn keeps(ways: &mut Ways<'_>, start: Pc, keys: &[Key]) -> bool {
    let atoms: Vec<AtomId> = keys.iter().filter_map(|key| key.atom).collect();
    let always = atoms.len() < keys.len();
    if always && keys.len() > 1 {
        return false;
    }
    let all_keyed = always || !ways.lead(start, Quest { closed: &atoms, also: None, through: None });
    all_keyed && (0..keys.len()).all(|at| guards(ways, start, keys, at))
}

/// Whether every way that leads through the key of that place, and through none before it, keeps what its guard
/// promises.
pub fn guards(ways: &mut Ways<'_>, start: Pc, keys: &[Key], at: usize) -> bool {
    let Some(key) = keys.get(at) else { return true };
    let earlier: Vec<AtomId> = keys.iter().take(at).filter_map(|key| key.atom).collect();
    key.guard.is_none_or(|guard| {
        !ways.lead(start, Quest { closed: &earlier, also: Some(guard), through: key.atom })
    })
}

/// Proves the keys of all rules.
pub(super) fn check(program: &Program) -> Checked {
    let room = u64::try_from(program.code.len() + program.rules.len()).unwrap_or(u64::MAX);
    let most = room.saturating_mul(EFFORT);
    let mut ways = Ways::new(program);
    for rule in &program.rules {
        self::rule(program, rule, &mut ways)?;
        if ways.steps() > most {
            return Err(misshapen("the index", "cannot be proved in reasonable time"));
        }
    }
    Ok(())
}

fn rule(program: &Program, rule: &Rule, ways: &mut Ways<'_>) -> Checked {
    let keys = program.keys_of(rule);
    let all_there = u64::try_from(keys.len()).ok() == Some(u64::from(rule.key_count));
    if !all_there || keys.len() > MOST_KEYS {
        return Err(misshapen("a rule", "has keys that are not there, or too many"));
    }
    for atom in keys.iter().flat_map(|key| [key.atom, key.guard]).flatten() {
        in_range("a key", "atom", atom.0, program.atoms.len())?;
    }
    match rule.guard {
        _ if keys.is_empty() => Ok(()),
        Some(start) if keeps(ways, start, keys) => Ok(()),
        Some(_) | None => Err(VerifyError::Misfiled),
    }
}
