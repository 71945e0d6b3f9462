//! What rules do, and which lists they stand in, found by looking at each action, rule and list once. Rules share their
//! actions and lists their rules, so that going through a list for everyone who has it would take far longer than reading it.

use super::program::Program;
use super::rules::{Action, Rule, RuleKind};

/// How many sorts of actions are told from each other.
const SORTS: usize = 5;
const SET: usize = 0;
const MARK: usize = 1;
const WORKSTREAM: usize = 2;
const SEND: usize = 3;
const OVERFLOW: usize = 4;

/// What each run of a program's actions does.
#[derive(Debug)]
pub(crate) struct Deeds {
    /// How many actions of each sort stand before each, and before the end.
    before: Vec<[u32; SORTS]>,
    /// The places of those that send, rising.
    sends: Vec<u32>,
}

impl Deeds {
    /// Looks at each action.
    pub(crate) fn of(program: &Program) -> Self {
        let mut so_far = [0_u32; SORTS];
        let mut before = Vec::with_capacity(program.actions.len().saturating_add(1));
        before.push(so_far);
        let mut sends = Vec::new();
        for (action, place) in program.actions.iter().zip(0..) {
            let sort = sort(action);
            so_far.get_mut(sort).into_iter().for_each(|count| *count = count.saturating_add(1));
            before.push(so_far);
            sends.extend((sort == SEND).then_some(place));
        }
        Self { before, sends }
    }

    /// Whether a rule's actions are all there, and are what rules of lists of that kind can do.
    pub(super) fn fit(&self, kind: RuleKind, rule: &Rule) -> bool {
        let can = can(kind).iter().map(|sort| u64::from(self.count(rule, *sort))).sum::<u64>();
        can == u64::from(rule.action_count)
    }

    /// Whether a rule's actions are all there.
    pub(super) fn are_there(&self, rule: &Rule) -> bool {
        self.ends(rule).is_some()
    }

    /// The place of the first action of a rule that sends.
    pub(crate) fn first_send(&self, rule: &Rule) -> Option<usize> {
        let (first, end) = self.ends(rule)?;
        let place = *self.sends.get(usize::try_from(*first.get(SEND)?).ok()?)?;
        (first.get(SEND)? < end.get(SEND)?).then_some(usize::try_from(place).ok()?)
    }

    /// How many of a rule's actions are of one sort; none where they are not all there.
    fn count(&self, rule: &Rule, sort: usize) -> u32 {
        let count =
            |(first, end): (&[u32; SORTS], &[u32; SORTS])| end.get(sort)?.checked_sub(*first.get(sort)?);
        self.ends(rule).and_then(count).unwrap_or(0)
    }

    /// What stands before the first of a rule's actions, and before what follows them.
    fn ends(&self, rule: &Rule) -> Option<(&[u32; SORTS], &[u32; SORTS])> {
        let first = usize::try_from(rule.first_action).ok()?;
        let end = first.checked_add(usize::try_from(rule.action_count).ok()?)?;
        // A rule that does nothing may say that it begins anywhere.
        let none = rule.action_count == 0;
        let first = if none { 0 } else { first };
        Some((self.before.get(first)?, self.before.get(if none { 0 } else { end })?))
    }
}

fn sort(action: &Action) -> usize {
    match action {
        Action::Set { .. } => SET,
        Action::Require { .. } | Action::Hold { .. } => MARK,
        Action::Workstream(_) => WORKSTREAM,
        Action::Send(_) => SEND,
        Action::Overflow(_) => OVERFLOW,
    }
}

/// What rules of a kind can do.
fn can(kind: RuleKind) -> &'static [usize] {
    match kind {
        RuleKind::Classify => &[SET, MARK],
        RuleKind::Table => &[SET],
        RuleKind::Intake => &[WORKSTREAM],
        RuleKind::Route => &[SEND],
        RuleKind::Overflow | RuleKind::Waiting => &[OVERFLOW],
        RuleKind::Prioritize | RuleKind::Members | RuleKind::Choose | RuleKind::When | RuleKind::Who => &[],
    }
}

/// Of each rule, whether it stands in a list of such a kind, however many lists it stands in.
pub(crate) fn standing(program: &Program, is_such: impl Fn(RuleKind) -> bool) -> Vec<bool> {
    // By how much the number of lists that hold a rule changes from the rule before it.
    let mut changes = vec![0_i64; program.rules.len().saturating_add(1)];
    for list in program.rule_lists.iter().filter(|list| is_such(list.kind)) {
        let first = usize::try_from(list.first).unwrap_or(usize::MAX);
        let end = first.saturating_add(program.rules_of(list).len());
        changes.get_mut(first).into_iter().for_each(|change| *change += 1);
        changes.get_mut(end).into_iter().for_each(|change| *change -= 1);
    }
    let mut lists = 0;
    let holds = changes.iter().take(program.rules.len()).map(|change| {
        lists += change;
        lists > 0
    });
    holds.collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::{Overflow, Policy, RuleList, Send, Target};
    use super::{Action, Deeds, Program, Rule, RuleKind, standing};

    fn rule(first_action: u32, action_count: u32) -> Rule {
        Rule { guard: None, first_action, action_count, first_key: 0, key_count: 0 }
    }

    fn program() -> Program {
        let send =
            Send { target: Target::Bot, urgency: Vec::new(), overflow: None, assignment: None, uses: None };
        let actions = vec![
            Action::Hold { profile: 0 },
            Action::Overflow(Overflow::Callback),
            Action::Send(send.clone()),
            Action::Send(send),
        ];
        Program { actions, ..Program::default() }
    }

    #[test]
    fn a_rule_does_what_its_actions_do() {
        let deeds = Deeds::of(&program());
        assert!(deeds.fit(RuleKind::Classify, &rule(0, 1)) && !deeds.fit(RuleKind::Table, &rule(0, 1)));
        assert!(!deeds.fit(RuleKind::Classify, &rule(0, 2)) && deeds.fit(RuleKind::Waiting, &rule(1, 1)));
        assert!(deeds.fit(RuleKind::Route, &rule(2, 2)) && !deeds.fit(RuleKind::Route, &rule(1, 2)));
        assert!(!deeds.fit(RuleKind::Route, &rule(3, 2)) && !deeds.are_there(&rule(3, 2)));
        assert!(!deeds.fit(RuleKind::Route, &rule(u32::MAX, u32::MAX)));
        assert!(deeds.fit(RuleKind::Who, &rule(0, 0)) && deeds.fit(RuleKind::Who, &rule(u32::MAX, 0)));
        assert_eq!(
            [rule(0, 2), rule(0, 4), rule(3, 1), rule(4, 0)].map(|rule| deeds.first_send(&rule)),
            [None, Some(2), Some(3), None]
        );
    }

    #[test]
    fn a_rule_stands_in_every_list_that_holds_it() {
        let list = |kind, first, count| RuleList { kind, policy: Policy::First, first, count, cost: 0 };
        let program = Program {
            rules: vec![rule(0, 0); 5],
            rule_lists: vec![
                list(RuleKind::Table, 1, 2),
                list(RuleKind::Table, 2, 2),
                list(RuleKind::Route, 0, 5),
                list(RuleKind::Table, 4, 9),
                list(RuleKind::Table, u32::MAX, 1),
                list(RuleKind::Table, 0, 0),
            ],
            ..Program::default()
        };
        let tables = standing(&program, |kind| kind == RuleKind::Table);
        assert_eq!(tables, [false, true, true, true, false]);
    }
}
