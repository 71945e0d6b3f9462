use super::covers::covers;
use super::gate::Gate;
use super::list::{Filer, ListIndex};
use super::numbering::{Numbers, Set};
use super::postings::{Posting, Stretch};
use super::quick::Quickener;
use super::steps::{Step, Steps};
use crate::bytecode::{
    Action, Deeds, Program, Rule, RuleId, RuleKind, RuleListId, Send, Target, Verified, Written, standing,
};

/// How a program's lists of rules are asked without asking every rule.
#[derive(Debug, Clone)]
pub struct Index {
    lists: Box<[ListIndex]>,
    postings: Box<[Posting]>,
    steps: Box<[Step]>,
    gates: Box<[Gate]>,
    sets: Box<[Set]>,
    wide: Box<[(i64, i64)]>,
    bunches: Box<[u32]>,
    plain: Box<[u32]>,
}

/// In place of a queue, for rules that do more than name one.
const NOT_PLAIN: u32 = u32::MAX;

/// How far a program is indexed. Decisions are the same; only their cost differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Indexing {
    /// Long lists are looked up, the rules of short ones asked after one test each.
    #[default]
    Usual,
    /// Every list is looked up, however short.
    Everywhere,
    /// Every rule of every list is asked, by the program's code as it is.
    Off,
}

impl Index {
    /// The index of a program: from the keys of its rules, which were proved.
    #[must_use]
    pub fn new(verified: &Verified, indexing: Indexing) -> Self {
        let program = verified.program();
        let (numbers, sets) = Numbers::of(program);
        let mut postings = Vec::new();
        let written = Written::by(program);
        let mut filer =
            Filer { program, numbers: &numbers, written: &written, indexing, postings: &mut postings };
        let lists: Vec<_> = program.rule_lists.iter().map(|list| filer.list(list)).collect();
        let mut quickener = Quickener::new(program, &numbers);
        let mut steps = Steps::new(program);
        if indexing != Indexing::Off {
            let covers = covers(program, &lists, &postings);
            // Rules of the desk are asked one at a time, by their code.
            let of_desk = standing(program, RuleKind::is_of_desk);
            let rules = program.rules.iter().zip(&covers).zip(of_desk);
            rules.for_each(
                |((rule, cover), of_desk)| {
                    if of_desk { steps.leave() } else { steps.add(rule, cover, &mut quickener) }
                },
            );
        }
        let deeds = Deeds::of(program);
        Self {
            lists: lists.into(),
            postings: postings.into(),
            steps: steps.all.into(),
            gates: steps.gates.into(),
            sets: sets.into(),
            wide: quickener.wide.into(),
            bunches: quickener.bunches.into(),
            plain: program.rules.iter().map(|rule| plain(program, &deeds, rule)).collect(),
        }
    }

    /// How a list is asked.
    #[must_use]
    pub fn list(&self, list: RuleListId) -> Option<&ListIndex> {
        self.lists.get(list.index())
    }

    /// A run of postings.
    #[must_use]
    pub fn postings(&self, stretch: Stretch) -> &[Posting] {
        stretch.of(&self.postings)
    }

    /// What a rule asks; `None` where its code is run, because nothing is indexed.
    #[must_use]
    #[inline]
    pub fn gate(&self, rule: RuleId) -> Option<&Gate> {
        self.gates.get(rule.index())
    }

    /// The steps behind a gate.
    #[must_use]
    pub fn steps(&self, gate: &Gate) -> &[Step] {
        gate.steps().of(&self.steps)
    }

    /// The queue of a route rule that names one queue and nothing else, whose queue never overflows: nothing need be asked
    /// after it.
    #[must_use]
    pub fn plain(&self, rule: RuleId) -> Option<u32> {
        self.plain.get(rule.index()).copied().filter(|queue| *queue != NOT_PLAIN)
    }

    /// The patterns of each text that rules search.
    #[must_use]
    pub fn sets(&self) -> &[Set] {
        &self.sets
    }

    /// A range that is too wide for a quick test.
    #[must_use]
    pub fn wide(&self, place: i32) -> Option<(i64, i64)> {
        usize::try_from(place).ok().and_then(|place| self.wide.get(place)).copied()
    }

    /// Patterns that are looked for together, or brief forms that a slot is compared with together.
    #[must_use]
    pub fn bunch(&self, first: i32, count: i32) -> &[u32] {
        match (u32::try_from(first), u32::try_from(count)) {
            (Ok(start), Ok(count)) => Stretch { start, count }.of(&self.bunches),
            (_, _) => &[],
        }
    }
}

fn plain(program: &Program, deeds: &Deeds, rule: &Rule) -> u32 {
    let first = deeds.first_send(rule).and_then(|place| program.actions.get(place));
    let send = first.and_then(Action::as_send);
    let Some(Send { target: Target::Queue(place), overflow: None, .. }) = send else { return NOT_PLAIN };
    let queue = usize::try_from(*place).ok().and_then(|at| program.queues.get(at));
    if queue.is_some_and(|queue| queue.overflow.is_none()) { *place } else { NOT_PLAIN }
}
