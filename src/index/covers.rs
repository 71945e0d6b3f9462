//! What is known of an item by the time a rule is asked about it: what it was found by need not be asked again.

use super::guard::Guard;
use super::list::ListIndex;
use super::lookup::Subject;
use super::postings::{Posting, Stretch};
use crate::bytecode::{AtomId, Program, Rule, RuleList};

/// What was asked on every way on which a rule is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cover {
    /// Its only key, looked up.
    pub(super) key: Option<AtomId>,
    /// What stood before it.
    pub(super) guard: Guard,
}

/// Nothing is known.
const BARE: Cover = Cover { key: None, guard: Guard::ALWAYS };

/// The cover of each rule of a program: what all its postings have in common.
pub(super) fn covers(program: &Program, lists: &[ListIndex], postings: &[Posting]) -> Vec<Cover> {
    let mut covers: Vec<Option<Cover>> = vec![None; program.rules.len()];
    for (index, list) in lists.iter().zip(&program.rule_lists) {
        let mut add = |stretch: Stretch, is_found: bool| {
            for posting in stretch.of(postings) {
                let Some((rule, place)) = rule_of(program, list, posting, &mut covers) else { continue };
                let key = if is_found { only_key(program, rule) } else { None };
                let cover = Cover { key, guard: posting.guard };
                *place = Some(place.map_or(cover, |known| known.and(cover)));
            }
        };
        add(index.always(), false);
        for lookup in index.lookups() {
            let is_all = !matches!(lookup.subject(), Subject::Members(_) | Subject::Age(_));
            add(lookup.postings(), is_all);
        }
    }
    covers.into_iter().map(|cover| cover.unwrap_or(BARE)).collect()
}

impl Cover {
    fn and(self, other: Self) -> Self {
        Self {
            key: self.key.filter(|_| self.key == other.key),
            guard: if self.guard == other.guard { self.guard } else { Guard::ALWAYS },
        }
    }
}

fn rule_of<'p, 'c>(
    program: &'p Program,
    list: &RuleList,
    posting: &Posting,
    covers: &'c mut [Option<Cover>],
) -> Option<(&'p Rule, &'c mut Option<Cover>)> {
    let at = usize::try_from(list.first.checked_add(posting.rule)?).ok()?;
    Some((program.rules.get(at)?, covers.get_mut(at)?))
}

fn only_key(program: &Program, rule: &Rule) -> Option<AtomId> {
    if let [key] = program.keys_of(rule) { key.atom } else { None }
}
