//! Which rules of a list match, by its index: only rules that can match are asked.

use super::run::Run;
use super::watch::Watch;
use crate::bytecode::{MISSING, RuleId, RuleList, RuleListId, Slot};
use crate::index::{Found, Guard, ListIndex, Lookup, Posting, Stretch, Subject};
use crate::item::symbol_of;

/// How many guards are asked at once.
const AT_ONCE: usize = 16;
/// Up to how many are asked one by one.
const ONE_BY_ONE: usize = 6;

/// What a search through postings does with a rule that may match: gives the place from which on rules do not matter.
trait Finder {
    fn end(&self) -> u32;
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

/// A list of rules and its index.
#[derive(Clone, Copy)]
struct Asked<'l> {
    id: RuleListId,
    index: &'l ListIndex,
    list: &'l RuleList,
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
        let index = self.index;
        let Some(of_list) = index.list(id) else { return };
        let asked = Asked { id, index: of_list, list };
        self.sight.columns.clear();
        for lookup in of_list.lookups() {
            self.look_up(lookup, asked, finder);
        }
        if of_list.lookups().is_empty() {
            // The guards of a short list are its rules' keys, which rarely let anything through.
            self.ask_few(index.postings(of_list.always()), list, finder);
        } else {
            self.ask_all(of_list.always(), asked, finder);
        }
    }

    fn look_up(&mut self, lookup: &Lookup, asked: Asked<'_>, finder: &mut impl Finder) {
        match lookup.subject() {
            Subject::Value(slot) | Subject::Range(slot) => {
                self.ask_all(lookup.get(self.frame.get(slot)), asked, finder);
            }
            Subject::Symbol(slot) => {
                let symbol = symbol_of(self.frame.get(slot));
                self.ask_all(lookup.get(i64::from(symbol)), asked, finder);
            }
            Subject::Age(slot) => {
                let at = self.frame.get(slot);
                if at != MISSING {
                    self.ask_all(lookup.get(self.now.0.saturating_sub(at)), asked, finder);
                }
            }
            Subject::Members(slot) => self.members(slot, |member| member, lookup, asked, finder),
            Subject::MemberSymbols(slot) => {
                self.members(slot, |member| i64::from(symbol_of(member)), lookup, asked, finder);
            }
            Subject::Patterns(set) => self.patterns(set, lookup, asked, finder),
        }
    }

    fn members(
        &mut self,
        slot: Slot,
        value: impl Fn(i64) -> i64,
        lookup: &Lookup,
        asked: Asked<'_>,
        finder: &mut impl Finder,
    ) {
        let mut at = 0;
        while let Some(member) = self.frame.list(slot).get(at).copied() {
            self.ask_all(lookup.get(value(member)), asked, finder);
            at += 1;
        }
    }

    fn patterns(&mut self, set: u16, lookup: &Lookup, asked: Asked<'_>, finder: &mut impl Finder) {
        let mut at = 0;
        while let Some(pattern) = self.found(set).and_then(|found| found.list().get(at)).copied() {
            self.ask_all(lookup.get(i64::from(pattern)), asked, finder);
            at += 1;
        }
    }

    /// Asks the rules of a stretch that its guards let through.
    fn ask_all(&mut self, stretch: Stretch, asked: Asked<'_>, finder: &mut impl Finder) {
        let index = self.index;
        let postings = index.postings(stretch);
        if postings.len() <= ONE_BY_ONE {
            self.ask_few(postings, asked.list, finder);
            return;
        }
        self.sight.columns.prepare(asked.id, asked.index.columns(), |slot| self.frame.get(slot));
        for some in postings.chunks(AT_ONCE) {
            if some.first().is_none_or(|posting| posting.rule >= finder.end()) {
                return;
            }
            self.ask_some(some, asked.list, finder);
        }
    }

    fn ask_few(&mut self, postings: &[Posting], list: &RuleList, finder: &mut impl Finder) {
        for posting in postings {
            if posting.rule >= finder.end() {
                return;
            }
            let [first, second] = posting.guards;
            if self.lets(first) && self.lets(second) {
                self.ask(posting.rule, list, finder);
            }
        }
    }

    /// Asks the guards without a branch, then the code of the rules that are let through: what one item does not tell
    /// of the next then costs little.
    fn ask_some(&mut self, postings: &[Posting], list: &RuleList, finder: &mut impl Finder) {
        let mut through = [0_u32; AT_ONCE];
        let mut many = 0;
        for Posting { guards: [first, second], rule } in postings {
            if let Some(place) = through.get_mut(many) {
                *place = *rule;
            }
            many += usize::from(self.sight.columns.pass(*first) & self.sight.columns.pass(*second));
        }
        for rule in through.iter().take(many) {
            if *rule >= finder.end() {
                return;
            }
            self.ask(*rule, list, finder);
        }
    }

    fn ask(&mut self, rule: u32, list: &RuleList, finder: &mut impl Finder) {
        let before = self.steps;
        if self.matches(RuleId(list.first.saturating_add(rule))) {
            finder.hit(rule);
        }
        finder.asked(rule, self.steps - before + 1);
    }

    fn lets(&self, guard: Guard) -> bool {
        guard.lets(guard.column.of(self.frame.get(Slot(u32::from(guard.column.slot)))))
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
