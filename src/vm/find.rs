//! Which rules of a list match, by its index: only rules that can match are asked.

use super::run::Run;
use super::watch::Watch;
use crate::bytecode::{MISSING, RuleId, RuleList, RuleListId, Slot};
use crate::index::{Found, Lookup, Posting, Stretch, Subject};

/// How many short stretches of postings are gathered before their guards are asked.
const STRETCHES: usize = 16;
/// How many postings a short stretch has at most.
const SHORT: u32 = 16;

/// How many guards of a long one are asked at once.
const AT_ONCE: usize = 16;

/// What a search through postings does with a rule that matches.
trait Finder {
    /// The place from which on rules do not matter.
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

/// Short stretches of postings that an item was found to have.
#[derive(Default)]
struct Gathered {
    stretches: [Stretch; STRETCHES],
    many: usize,
}

impl Gathered {
    /// Adds a stretch, unless it is empty, without a branch; there must be room.
    #[inline]
    fn add(&mut self, stretch: Stretch) {
        if let Some(place) = self.stretches.get_mut(self.many % STRETCHES) {
            *place = stretch;
        }
        self.many += usize::from(stretch.count > 0);
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

    /// First everything is looked up, then all guards are asked, then the rules that are let through: so little is done
    /// that hangs on what was found that the processor can go ahead.
    fn find(&mut self, id: RuleListId, list: &RuleList, finder: &mut impl Finder) {
        let index = self.index;
        let Some(of_list) = index.list(id) else { return };
        if of_list.lookups().is_empty() {
            self.ask_in_turn(index.postings(of_list.always()), list, finder);
            return;
        }
        let mut gathered = Gathered::default();
        for lookup in of_list.lookups() {
            match lookup.subject() {
                Subject::Value(slot) | Subject::Range(slot) => {
                    let stretch = lookup.get(self.frame.brief(slot));
                    self.gather(stretch, list, &mut gathered, finder);
                }
                Subject::Age(slot) => {
                    let at = self.frame.get(slot);
                    if at != MISSING {
                        let stretch = lookup.of_value(self.now.0.saturating_sub(at));
                        self.gather(stretch, list, &mut gathered, finder);
                    }
                }
                Subject::Members(slot) => self.members(slot, lookup, list, &mut gathered, finder),
                Subject::Patterns(set) => self.patterns(set, lookup, list, &mut gathered, finder),
            }
        }
        self.gather(of_list.always(), list, &mut gathered, finder);
        self.ask_gathered(&mut gathered, list, finder);
    }

    /// Keeps a short stretch for later, and asks a long one.
    #[inline]
    fn gather(
        &mut self,
        stretch: Stretch,
        list: &RuleList,
        gathered: &mut Gathered,
        finder: &mut impl Finder,
    ) {
        if stretch.count > SHORT {
            self.ask_long(self.index.postings(stretch), list, finder);
            return;
        }
        gathered.add(stretch);
        if gathered.many >= STRETCHES {
            self.ask_gathered(gathered, list, finder);
        }
    }

    /// Asks rule by rule: most guards let nothing through, and the first match may be the end.
    #[inline]
    fn ask_in_turn(&mut self, postings: &[Posting], list: &RuleList, finder: &mut impl Finder) {
        for Posting { guard, rule } in postings {
            if guard.lets_item(self.frame.briefs()) {
                self.ask(*rule, list, finder);
                if *rule >= finder.end() {
                    return;
                }
            }
        }
    }

    fn members(
        &mut self,
        slot: Slot,
        lookup: &Lookup,
        list: &RuleList,
        gathered: &mut Gathered,
        finder: &mut impl Finder,
    ) {
        let mut at = 0;
        while let Some(member) = self.frame.list(slot).get(at).copied() {
            self.gather(lookup.of_value(member), list, gathered, finder);
            at += 1;
        }
    }

    fn patterns(
        &mut self,
        set: u16,
        lookup: &Lookup,
        list: &RuleList,
        gathered: &mut Gathered,
        finder: &mut impl Finder,
    ) {
        let mut at = 0;
        while let Some(pattern) = self.found(set).and_then(|found| found.list().get(at)).copied() {
            let stretch = i32::try_from(pattern).map_or(Stretch::default(), |pattern| lookup.get(pattern));
            self.gather(stretch, list, gathered, finder);
            at += 1;
        }
    }

    /// Asks the guards of all short stretches, without a branch, and then the rules that they let through.
    fn ask_gathered(&mut self, gathered: &mut Gathered, list: &RuleList, finder: &mut impl Finder) {
        let (index, briefs) = (self.index, self.frame.briefs());
        let through = &mut self.sight.through;
        let mut many = 0;
        for stretch in gathered.stretches.iter().take(gathered.many) {
            for posting in index.postings(*stretch) {
                many = through.add(many, posting, briefs);
            }
        }
        gathered.many = 0;
        self.ask_through(many, list, finder);
    }

    /// Asks the guards of a long stretch, some at once, and each time the rules that they let through.
    fn ask_long(&mut self, postings: &[Posting], list: &RuleList, finder: &mut impl Finder) {
        for some in postings.chunks(AT_ONCE) {
            if some.first().is_none_or(|posting| posting.rule >= finder.end()) {
                return;
            }
            let briefs = self.frame.briefs();
            let through = &mut self.sight.through;
            let many = some.iter().fold(0, |many, posting| through.add(many, posting, briefs));
            self.ask_through(many, list, finder);
        }
    }

    fn ask_through(&mut self, many: usize, list: &RuleList, finder: &mut impl Finder) {
        for at in 0..many {
            let rule = self.sight.through.get(at);
            if rule < finder.end() {
                self.ask(rule, list, finder);
            }
        }
    }

    #[inline]
    fn ask(&mut self, rule: u32, list: &RuleList, finder: &mut impl Finder) {
        let before = self.steps;
        if self.matches(RuleId(list.first.saturating_add(rule))) {
            finder.hit(rule);
        }
        finder.asked(rule, self.steps - before + 1);
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
