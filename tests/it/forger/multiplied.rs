//! Bundles in which one thing stands very often, or is used by very many: what is small in the file and large to go
//! through.

use super::dice::Dice;
use enroute::bytecode::{ConstList, Op, Pc, Program, Rule, RuleListId};

/// The most that anything is multiplied by.
const MOST: usize = 400;

/// Multiplies something of a program.
pub(crate) fn multiply(program: &mut Program, dice: &mut Dice) {
    let times = 2 + dice.below(MOST - 1);
    match dice.below(12) {
        0 => rules(program, dice, times),
        1 => actions(program, dice, times),
        2 => keys(program, dice, times),
        3 => jumps(program, dice, times),
        4 => lists(program, dice, times),
        5 => users(program, dice),
        6 => over_and_over(&mut program.atoms, dice, times),
        7 => over_and_over(&mut program.rule_lists, dice, times),
        8 => over_and_over(&mut program.queues, dice, times),
        9 => over_and_over(&mut program.schema.texts, dice, times),
        10 => over_and_over(&mut program.calendars, dice, times),
        _ => over_and_over(&mut program.tables, dice, times),
    }
}

/// Puts one of a list behind it so many times; gives the place of the first.
fn over_and_over<T: Clone>(all: &mut Vec<T>, dice: &mut Dice, times: usize) {
    if !all.is_empty() {
        let one = all[dice.below(all.len())].clone();
        all.extend(std::iter::repeat_n(one, times));
    }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap()
}

/// A list of one rule, over and over.
fn rules(program: &mut Program, dice: &mut Dice, times: usize) {
    if program.rules.is_empty() || program.rule_lists.is_empty() {
        return;
    }
    let list = dice.below(program.rule_lists.len());
    let (first, kept) = (program.rules.len(), program.rule_lists[list]);
    let one = program.rules[(kept.first as usize).min(first - 1)];
    program.rules.extend(std::iter::repeat_n(one, times));
    (program.rule_lists[list].first, program.rule_lists[list].count) = (number(first), number(times));
}

/// One action, over and over, done by rules that had one of its kind.
fn actions(program: &mut Program, dice: &mut Dice, times: usize) {
    let first = number(program.actions.len());
    if first == 0 {
        return;
    }
    let one = dice.small(first as usize);
    over(&mut program.actions, one, times);
    let whose = |rule: &&mut Rule| rule.first_action == one && rule.action_count > 0;
    for rule in program.rules.iter_mut().filter(whose) {
        (rule.first_action, rule.action_count) = (first, number(times));
    }
}

/// One key, over and over, of the rule that had it.
fn keys(program: &mut Program, dice: &mut Dice, times: usize) {
    let first = number(program.keys.len());
    if first == 0 {
        return;
    }
    let one = dice.small(first as usize);
    over(&mut program.keys, one, times.min(70));
    let whose = |rule: &&mut Rule| rule.first_key == one && rule.key_count > 0;
    for rule in program.rules.iter_mut().filter(whose) {
        (rule.first_key, rule.key_count) = (first, number(times.min(70)));
    }
}

fn over<T: Clone>(all: &mut Vec<T>, one: u32, times: usize) {
    let one = all[one as usize].clone();
    all.extend(std::iter::repeat_n(one, times));
}

/// A chain of jumps at the end, that a guard or an entry goes through.
fn jumps(program: &mut Program, dice: &mut Dice, times: usize) {
    let first = program.code.len();
    program.code.extend((1..times).map(|at| Op::Jump { to: Pc(number(first + at)) }));
    program.code.push(if dice.below(2) == 0 { Op::Yes {} } else { Op::No {} });
    let into = Pc(number(first + dice.below(times)));
    program.entries.push(into);
    if !program.rules.is_empty() {
        let rule = dice.below(program.rules.len());
        program.rules[rule].guard = Some(into);
    }
}

/// A list of constants that is longer.
fn lists(program: &mut Program, dice: &mut Dice, times: usize) {
    if program.lists.is_empty() {
        return;
    }
    let list = dice.below(program.lists.len());
    match &mut program.lists[list] {
        ConstList::Texts(texts) => over_and_over(texts, dice, times),
        ConstList::Numbers(numbers) => {
            let largest = numbers.last().copied().unwrap_or_default();
            numbers.extend((1..=times).map(|step| largest.saturating_add(i64::try_from(step).unwrap())));
        }
    }
}

/// One rule's actions, given to all rules; or one list of rules, given to all intakes.
fn users(program: &mut Program, dice: &mut Dice) {
    if dice.below(2) == 0 && !program.rules.is_empty() {
        let one = program.rules[dice.below(program.rules.len())];
        for rule in &mut program.rules {
            (rule.first_action, rule.action_count) = (one.first_action, one.action_count);
        }
    } else if !program.intakes.is_empty() {
        let lists = program.rule_lists.len().max(1);
        program.intakes.fill(RuleListId(dice.small(lists)));
    }
}
