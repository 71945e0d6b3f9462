//! What an index takes at most, worked out before anything of it is made: a forged program may share what others write out
//! again and again, so that its index is far larger than its file.

use super::filed::MOST_VALUES;
use crate::bytecode::{Atom, ConstList, Key, Program, Rule, RuleList, Slot, SlotKind, Sums};
use std::collections::BTreeSet;

/// What a value that a rule is filed under takes: its posting, on its way there and for good, and its place in tables.
const VALUE: u64 = 640;
/// What a range takes: it is filed under some tens of parts at most, on average.
const RANGE: u64 = 46 * 48;
/// What a rule takes wherever it stands in a list.
const RULE_IN_LIST: u64 = 64;
/// What a rule takes, whatever stands in it.
const RULE: u64 = 256;
/// What an instruction takes: guards are written out as steps, each no more than a few times on average.
const INSTRUCTION: u64 = 5 * 64;
/// What a list of rules takes.
const LIST: u64 = 256;
/// What a test takes, and each constant that it names.
const ATOM: u64 = 64;
/// What a constant that a test names takes.
const CONSTANT: u64 = 32;
/// What a text takes that is searched for, beside its letters, and what a letter does.
const PATTERN: u64 = 1024;
/// What a letter of such a text takes: as written and without case.
const LETTER: u64 = 8;
/// What a text of an item takes that anything is searched for in.
const SEARCHED: u64 = 3 * 8192;

/// What the index of a program takes at most, in bytes, whatever it is indexed by.
#[must_use]
pub fn room(program: &Program) -> u64 {
    let atoms = Sums::of(program.atoms.iter().map(|atom| of_atom(program, atom)));
    let keys = Sums::of(program.keys.iter().map(|key| of_key(program, key)));
    let rule = |rule: &Rule| RULE_IN_LIST.saturating_add(keys.of_run(rule.first_key, rule.key_count));
    let rules = Sums::of(program.rules.iter().map(rule));
    let list = |list: &RuleList| LIST.saturating_add(rules.of_run(list.first, list.count));
    let lists = Sums::of(program.rule_lists.iter().map(list));
    let searched: BTreeSet<_> = program.atoms.iter().filter_map(searched).collect();
    let each = [(program.rules.len(), RULE), (program.code.len(), INSTRUCTION), (searched.len(), SEARCHED)];
    let each = each.into_iter().map(|(many, bytes)| length(many).saturating_mul(bytes));
    each.fold(atoms.all().saturating_add(lists.all()), u64::saturating_add)
}

/// What a test takes, however many rules ask it.
fn of_atom(program: &Program, atom: &Atom) -> u64 {
    let own = ATOM.saturating_add(constants(program, atom).saturating_mul(CONSTANT));
    let letters = |text: &String| PATTERN.saturating_add(length(text.len()).saturating_mul(LETTER));
    let texts = atom.texts().iter().filter_map(|text| program.schema.texts.get(text.index()));
    let patterns = searched(atom).map_or(0, |_| texts.map(letters).fold(0, u64::saturating_add));
    own.saturating_add(patterns)
}

/// What a key takes each time that a rule is filed under it.
fn of_key(program: &Program, key: &Key) -> u64 {
    let Some(atom) = key.atom.and_then(|id| program.atoms.get(id.index())) else { return 0 };
    let many = match atom {
        Atom::Range { slot, lo, hi } => few(program, *slot, hi.abs_diff(*lo)),
        Atom::Age { .. } => None,
        Atom::Mask { bits, .. } => Some(u64::from(bits.count_ones())),
        Atom::Const(_)
        | Atom::OneOf { .. }
        | Atom::TextIs { .. }
        | Atom::TextIn { .. }
        | Atom::TextSearch { .. }
        | Atom::Regex { .. }
        | Atom::ListHas { .. }
        | Atom::ListHasText { .. }
        | Atom::InList { .. }
        | Atom::During { .. }
        | Atom::Cmp { .. }
        | Atom::TextCmp { .. } => Some(constants(program, atom)).filter(|many| *many <= MOST_VALUES),
    };
    many.map_or(RANGE, |many| many.max(1).saturating_mul(VALUE))
}

/// The values of a range that are filed one by one.
fn few(program: &Program, slot: Slot, width: u64) -> Option<u64> {
    let kind = program.schema.slots.get(slot.index()).map(|shape| shape.kind);
    let by_one = width == 0 || matches!(kind, Some(SlotKind::Enum(_) | SlotKind::Bool));
    Some(width.saturating_add(1)).filter(|many| by_one && *many <= MOST_VALUES)
}

fn searched(atom: &Atom) -> Option<Slot> {
    if let Atom::TextSearch { slot, .. } = atom { Some(*slot) } else { None }
}

fn constants(program: &Program, atom: &Atom) -> u64 {
    let list = atom.list().and_then(|list| program.lists.get(list.index()));
    length(match list {
        Some(ConstList::Numbers(members)) => members.len(),
        Some(ConstList::Texts(members)) => members.len(),
        None => atom.texts().len(),
    })
}

fn length(many: usize) -> u64 {
    u64::try_from(many).unwrap_or(u64::MAX)
}
