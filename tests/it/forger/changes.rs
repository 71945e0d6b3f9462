//! Ways to tamper with a bundle.

use super::bases::Base;
use super::dice::Dice;
use super::multiplied::multiply;
use super::sections::{PACKED, Parts};
use enroute::bytecode::{AtomId, Key, Op, Pc, Program, Slot};

/// What was done to a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// Bytes of the file were changed, and nothing else.
    Raw,
    /// Bytes of sections were changed, and the bundle sealed again.
    Resealed,
    /// The same, and the costs written in the program were made right again.
    Weighed,
    /// Jumps, tests, rules and keys were moved about, with the right costs, and the bundle sealed again.
    Rebuilt,
    /// One thing was put there very often, or given to very many, with the right costs, and the bundle sealed again.
    Multiplied,
}

pub(crate) const WAYS: [Way; 5] = [Way::Raw, Way::Resealed, Way::Weighed, Way::Rebuilt, Way::Multiplied];

/// Tampers with a bundle; gives its bytes.
pub(crate) fn tampered(base: &Base, dice: &mut Dice) -> (Way, Vec<u8>) {
    match dice.below(100) {
        0 => (Way::Multiplied, multiplied(base, dice).sealed()),
        1..6 => {
            let mut bytes = base.bytes.clone();
            change(&mut bytes, dice);
            (Way::Raw, bytes)
        }
        6..55 => (Way::Resealed, resealed(base, dice).sealed()),
        55..85 => (Way::Weighed, weighed(base, dice).sealed()),
        _ => (Way::Rebuilt, rebuilt(base, dice).sealed()),
    }
}

fn resealed(base: &Base, dice: &mut Dice) -> Parts {
    let mut parts = base.parts.clone();
    for _ in 0..=dice.below(3) {
        let section = dice.below(parts.sections.len());
        change(&mut parts.sections[section], dice);
    }
    parts
}

fn weighed(base: &Base, dice: &mut Dice) -> Parts {
    let mut parts = base.parts.clone();
    for _ in 0..=dice.below(3) {
        let section = PACKED.start + dice.below(PACKED.len());
        change(&mut parts.sections[section], dice);
    }
    if let Some(mut program) = parts.program(&base.bundle.program().program().code) {
        program.weigh();
        parts.pack(&program);
    }
    parts
}

fn rebuilt(base: &Base, dice: &mut Dice) -> Parts {
    let mut program = base.bundle.program().program().clone();
    for _ in 0..=dice.below(3) {
        rebuild(&mut program, dice);
    }
    program.weigh();
    base.parts.with(&program)
}

fn multiplied(base: &Base, dice: &mut Dice) -> Parts {
    let mut program = base.bundle.program().program().clone();
    for _ in 0..=dice.below(2) {
        multiply(&mut program, dice);
    }
    program.weigh();
    base.parts.with(&program)
}

/// Changes bytes: a bit, a byte, a number, or a stretch of them.
fn change(bytes: &mut Vec<u8>, dice: &mut Dice) {
    if bytes.is_empty() {
        bytes.push(dice.byte());
        return;
    }
    let at = dice.below(bytes.len());
    match dice.below(10) {
        0..3 => bytes[at] ^= 1 << dice.below(8),
        3..6 => bytes[at] = dice.byte(),
        6 => bytes.insert(at, dice.byte()),
        7 => {
            bytes.remove(at);
        }
        8 => {
            let from = dice.below(bytes.len());
            let piece = bytes[from..bytes.len().min(from + 1 + dice.below(12))].to_vec();
            if dice.below(2) == 0 {
                bytes.splice(at..at, piece);
            } else {
                let end = bytes.len().min(at + piece.len());
                bytes.splice(at..end, piece);
            }
        }
        _ => {
            // The largest number of 32 bits, or of 64.
            let length = *dice.pick(&[4, 9]);
            let mut number = vec![0xFF; length];
            number.push(if length == 4 { 15 } else { 1 });
            bytes.splice(at..=at, number);
        }
    }
}

/// Puts one thing of a list in another's place, twice in, or takes it out.
fn shuffle<T: Clone>(all: &mut Vec<T>, dice: &mut Dice) {
    if all.is_empty() {
        return;
    }
    let (from, to) = (dice.below(all.len()), dice.below(all.len()));
    match dice.below(4) {
        0 => all.swap(from, to),
        1 => all[to] = all[from].clone(),
        2 => all.push(all[from].clone()),
        _ => {
            all.remove(from);
        }
    }
}

fn rebuild(program: &mut Program, dice: &mut Dice) {
    match dice.below(16) {
        0..4 => recode(program, dice),
        4 | 5 => rekey(program, dice),
        6 => {
            let (count, actions) = (program.code.len() + 1, program.actions.len() + 1);
            let (keys, rules) = (program.keys.len() + 1, program.rules.len());
            if rules > 0 {
                let rule = &mut program.rules[dice.below(rules)];
                match dice.below(4) {
                    0 => rule.guard = Some(Pc(dice.small(count))),
                    1 => (rule.first_action, rule.action_count) = (dice.small(actions), dice.small(3)),
                    2 => (rule.first_key, rule.key_count) = (dice.small(keys), dice.small(4)),
                    _ => rule.guard = None,
                }
            }
        }
        7 => {
            let (rules, lists) = (program.rules.len() + 1, program.rule_lists.len());
            if lists > 0 {
                let list = &mut program.rule_lists[dice.below(lists)];
                (list.first, list.count) = (dice.small(rules), dice.small(rules));
            }
        }
        8 => shuffle(&mut program.atoms, dice),
        9 => shuffle(&mut program.rules, dice),
        10 => shuffle(&mut program.actions, dice),
        11 => shuffle(&mut program.numbers, dice),
        12 => {
            if !program.numbers.is_empty() {
                let at = dice.below(program.numbers.len());
                program.numbers[at] = dice.number();
            }
        }
        13 => {
            let (from, to) = (dice.below(program.schema.slots.len()), dice.below(program.schema.slots.len()));
            let kind = program.schema.slots[from].kind;
            program.schema.slots[to].kind = kind;
        }
        14 => shuffle(&mut program.lists, dice),
        _ => shuffle(&mut program.rule_lists, dice),
    }
}

/// Changes the code: most jumps still go forward.
fn recode(program: &mut Program, dice: &mut Dice) {
    let (slots, atoms) = (program.schema.slots.len(), program.atoms.len());
    let end = program.code.len();
    if end == 0 {
        return;
    }
    let at = dice.below(end);
    let later = |dice: &mut Dice| Pc(u32::try_from(at + 1 + dice.below(end - at)).unwrap());
    let slot = |dice: &mut Dice| Slot(dice.small(slots));
    match (dice.below(5), &mut program.code[at]) {
        (0 | 1, Op::Test { yes, no, .. }) => {
            let to = later(dice);
            *(if dice.below(2) == 0 { yes } else { no }) = to;
        }
        (2, Op::Test { atom, .. }) => *atom = AtomId(dice.small(atoms)),
        (3, Op::Test { yes, no, .. }) => std::mem::swap(yes, no),
        (_, op) => {
            *op = match dice.below(12) {
                0 => Op::Yes {},
                1 => Op::No {},
                2 => Op::Jump { to: later(dice) },
                3 => Op::Copy { to: slot(dice), from: slot(dice) },
                4 => Op::Mul { to: slot(dice), left: slot(dice), right: slot(dice) },
                5 => Op::DivDecimal { to: slot(dice), left: slot(dice), right: slot(dice) },
                6 => Op::Sub { to: slot(dice), left: slot(dice), right: slot(dice) },
                7 => Op::Negate { to: slot(dice), from: slot(dice) },
                8 => Op::Lookup { table: enroute::bytecode::TableId(dice.small(program.tables.len() + 1)) },
                9 => Op::LoadList { to: slot(dice), list: enroute::bytecode::ListId(dice.small(3)) },
                10 => Op::Default { to: slot(dice), left: slot(dice), right: slot(dice) },
                _ => Op::Test { atom: AtomId(dice.small(atoms)), yes: later(dice), no: later(dice) },
            };
        }
    }
}

/// Files a rule under another test of the program, most often one of its own.
fn rekey(program: &mut Program, dice: &mut Dice) {
    if program.rules.is_empty() || program.atoms.is_empty() {
        return;
    }
    let rule = dice.below(program.rules.len());
    let start = program.rules[rule].guard.map_or(0, Pc::index);
    let code = program.code.iter().skip(start).take(8);
    let own: Vec<_> =
        code.filter_map(|op| if let Op::Test { atom, .. } = op { Some(*atom) } else { None }).collect();
    let atom = if own.is_empty() { AtomId(dice.small(program.atoms.len())) } else { *dice.pick(&own) };
    let guard = AtomId(dice.small(program.atoms.len()));
    let guards = *dice.pick(&[[None; 2], [Some(atom), None], [Some(guard), None]]);
    let key = Key { atom: (dice.below(8) > 0).then_some(atom), guards };
    let first = u32::try_from(program.keys.len()).unwrap();
    program.keys.push(key);
    (program.rules[rule].first_key, program.rules[rule].key_count) = (first, 1);
}
