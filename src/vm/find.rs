//! Which rules of a list match.

use super::run::Run;
use super::seek::Seek;
use super::watch::Watch;
use crate::bytecode::{RuleId, RuleList, RuleListId};
use crate::index::Found;

/// What is done with a rule that matches.
pub(super) trait Finder {
    /// The place from which on rules do not matter.
    fn end(&self) -> u32;
    /// A rule matches.
    fn hit(&mut self, rule: u32);
    /// A rule was asked, which took so many steps.
    fn asked(&mut self, _rule: u32, _steps: u64) {}
}

/// The first rule that matches.
struct First(u32);

/// All rules that match, in any order, some perhaps twice.
struct All<'m> {
    first: u32,
    matching: &'m mut Vec<RuleId>,
}

impl Finder for First {
    fn end(&self) -> u32 {
        self.0
    }

    fn hit(&mut self, rule: u32) {
        self.0 = rule;
    }
}

impl Finder for All<'_> {
    fn end(&self) -> u32 {
        u32::MAX
    }

    fn hit(&mut self, rule: u32) {
        self.matching.push(RuleId(self.first.saturating_add(rule)));
    }
}

/// Either, with somebody looking on.
struct Watched<'w, F> {
    finder: &'w mut F,
    first: u32,
    watch: &'w mut dyn Watch,
}

impl<F: Finder> Finder for Watched<'_, F> {
    fn end(&self) -> u32 {
        self.finder.end()
    }

    fn hit(&mut self, rule: u32) {
        self.finder.hit(rule);
    }

    fn asked(&mut self, rule: u32, steps: u64) {
        self.watch.asked(RuleId(self.first.saturating_add(rule)), steps);
    }
}

/// Who looks on, if anybody does.
pub(super) type Watching<'w, 'a> = &'w mut Option<&'a mut dyn Watch>;

impl Run<'_> {
    /// The first rule of a list that matches the item as it is now.
    pub(super) fn first(
        &mut self,
        id: RuleListId,
        list: &RuleList,
        watch: Watching<'_, '_>,
    ) -> Option<RuleId> {
        let mut first = First(u32::MAX);
        self.find_watched(id, list, &mut first, watch);
        let rule = Some(first.0).filter(|rule| *rule != u32::MAX)?;
        Some(RuleId(list.first.saturating_add(rule)))
    }

    /// All rules of a list that match the item as it is now, in order.
    pub(super) fn all(
        &mut self,
        id: RuleListId,
        list: &RuleList,
        matching: &mut Vec<RuleId>,
        watch: Watching<'_, '_>,
    ) {
        self.find_watched(id, list, &mut All { first: list.first, matching }, watch);
        matching.sort_unstable();
        matching.dedup();
    }

    fn find_watched(
        &mut self,
        id: RuleListId,
        list: &RuleList,
        finder: &mut impl Finder,
        watch: Watching<'_, '_>,
    ) {
        match watch {
            None => self.find(id, list, finder),
            Some(watch) => {
                self.find(id, list, &mut Watched { finder, first: list.first, watch: &mut **watch });
            }
        }
    }

    fn find(&mut self, id: RuleListId, list: &RuleList, finder: &mut impl Finder) {
        if let Some(index) = self.index.list(id) {
            Seek::new(self, list, finder).all(index);
        }
    }

    /// Whether a pattern stands in the text of a set; not in a missing one.
    pub(super) fn has(&mut self, set: u16, pattern: u32) -> bool {
        let Some(slot) = self.index.sets().get(usize::from(set)).map(|set| set.slot) else { return false };
        let value = self.frame.get(slot);
        let texts = self.frame.texts();
        self.sight.scans.has(self.index, set, pattern, value, || texts.folded(value))
    }

    /// What was found in the text of a set; nothing where it is missing.
    pub(super) fn found(&mut self, set: u16) -> Option<&Found> {
        let slot = self.index.sets().get(usize::from(set))?.slot;
        let value = self.frame.get(slot);
        let texts = self.frame.texts();
        self.sight.scans.found(self.index, set, value, || texts.folded(value))
    }
}
