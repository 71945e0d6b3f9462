//! Goes through a list of rules by its index: only rules that can match are asked.

use super::find::Finder;
use super::run::Run;
use crate::bytecode::{MISSING, RuleId, RuleList, Slot};
use crate::index::{ListIndex, Lookup, Posting, Stretch, Subject};

/// How many short stretches of postings are gathered before their guards are asked.
const STRETCHES: usize = 16;
/// How many postings a short stretch has at most.
const SHORT: u32 = 16;
/// How many guards of a long one are asked at once.
const AT_ONCE: usize = 16;

/// A search for the rules of a list that match an item.
///
/// First everything is looked up, then all guards are asked, then the rules that they let through: so little is done that
/// hangs on what was found, and the processor can go ahead.
pub(super) struct Seek<'s, 'a, F> {
    run: &'s mut Run<'a>,
    list: &'s RuleList,
    finder: &'s mut F,
    gathered: Gathered,
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

impl<'s, 'a, F: Finder> Seek<'s, 'a, F> {
    pub(super) fn new(run: &'s mut Run<'a>, list: &'s RuleList, finder: &'s mut F) -> Self {
        Self { run, list, finder, gathered: Gathered::default() }
    }

    /// Asks all rules that can match.
    pub(super) fn all(&mut self, index: &ListIndex) {
        let always = self.run.index.postings(index.always());
        if index.lookups().is_empty() {
            return self.ask_in_turn(always);
        }
        for lookup in index.lookups() {
            self.look_up(lookup);
        }
        self.gather(index.always());
        self.ask_gathered();
    }

    /// Asks rule by rule: most guards let nothing through, and the first match may be the end.
    fn ask_in_turn(&mut self, postings: &[Posting]) {
        for Posting { guard, rule } in postings {
            if guard.lets_item(self.run.frame.briefs()) {
                self.ask(*rule);
                if *rule >= self.finder.end() {
                    return;
                }
            }
        }
    }

    #[inline]
    fn look_up(&mut self, lookup: &Lookup) {
        match lookup.subject() {
            Subject::Value(slot) | Subject::Range(slot) => {
                self.gather(lookup.get(self.run.frame.brief(slot)));
            }
            Subject::Age(slot) => {
                let at = self.run.frame.get(slot);
                if at != MISSING {
                    self.gather(lookup.of_value(self.run.now.0.saturating_sub(at)));
                }
            }
            Subject::Members(slot) => self.members(slot, lookup),
            Subject::Patterns(set) => self.patterns(set, lookup),
        }
    }

    fn members(&mut self, slot: Slot, lookup: &Lookup) {
        let mut at = 0;
        while let Some(member) = self.run.frame.list(slot).get(at).copied() {
            self.gather(lookup.of_value(member));
            at += 1;
        }
    }

    fn patterns(&mut self, set: u16, lookup: &Lookup) {
        let mut at = 0;
        while let Some(pattern) = self.run.found(set).and_then(|found| found.list().get(at)).copied() {
            self.gather(i32::try_from(pattern).map_or(Stretch::default(), |pattern| lookup.get(pattern)));
            at += 1;
        }
    }

    /// Keeps a short stretch for later, and asks a long one.
    #[inline]
    fn gather(&mut self, stretch: Stretch) {
        if stretch.count > SHORT {
            return self.ask_long(self.run.index.postings(stretch));
        }
        self.gathered.add(stretch);
        if self.gathered.many >= STRETCHES {
            self.ask_gathered();
        }
    }

    /// Asks the guards of all short stretches, without a branch, and then the rules that they let through.
    fn ask_gathered(&mut self) {
        let (index, briefs) = (self.run.index, self.run.frame.briefs());
        let through = &mut self.run.sight.through;
        let mut many = 0;
        for stretch in self.gathered.stretches.iter().take(self.gathered.many) {
            for posting in index.postings(*stretch) {
                many = through.add(many, posting, briefs);
            }
        }
        self.gathered.many = 0;
        self.ask_through(many);
    }

    /// Asks the guards of a long stretch, some at once, and each time the rules that they let through.
    fn ask_long(&mut self, postings: &[Posting]) {
        for some in postings.chunks(AT_ONCE) {
            if some.first().is_none_or(|posting| posting.rule >= self.finder.end()) {
                return;
            }
            let briefs = self.run.frame.briefs();
            let through = &mut self.run.sight.through;
            let many = some.iter().fold(0, |many, posting| through.add(many, posting, briefs));
            self.ask_through(many);
        }
    }

    fn ask_through(&mut self, many: usize) {
        for at in 0..many {
            let rule = self.run.sight.through.get(at);
            if rule < self.finder.end() {
                self.ask(rule);
            }
        }
    }

    #[inline]
    fn ask(&mut self, rule: u32) {
        let before = self.run.steps;
        if self.run.matches(RuleId(self.list.first.saturating_add(rule))) {
            self.finder.hit(rule);
        }
        self.finder.asked(rule, self.run.steps - before + 1);
    }
}
