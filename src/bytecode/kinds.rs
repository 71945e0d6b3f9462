//! Whether slots are used as what they are.

use super::atom::Atom;
use super::error::VerifyError;
use super::inspect::{Checked, in_range, misshapen};
use super::op::Op;
use super::operand::{NumberId, TextId};
use super::program::{ConstList, Program, Source};
use super::schema::{ListKind, Slot, SlotKind};
use std::fmt::Display;

/// The kind of a slot that is known to be there.
fn kind(program: &Program, slot: Slot) -> Option<SlotKind> {
    program.schema.slots.get(slot.index()).map(|shape| shape.kind)
}

fn must(holds: bool, place: impl Display, slot: Slot) -> Checked {
    if holds { Ok(()) } else { Err(VerifyError::WrongKind { place: place.to_string(), slot: slot.0 }) }
}

fn is_number(kind: Option<SlotKind>) -> bool {
    !matches!(kind, None | Some(SlotKind::Text | SlotKind::List(_)))
}

/// The slot holds a text.
pub(super) fn is_text(program: &Program, place: &'static str, slot: Slot) -> Checked {
    must(kind(program, slot) == Some(SlotKind::Text), place, slot)
}

/// The slot holds what can be put in order: anything but a text or list.
pub(super) fn is_ordered(program: &Program, place: &'static str, slot: Slot) -> Checked {
    in_range(place, "slot", slot.0, program.schema.slots.len())?;
    must(is_number(kind(program, slot)), place, slot)
}

/// All texts of lists are there. Each list is looked at once, however often it is named.
pub(super) fn lists(program: &Program) -> Checked {
    let texts = program.lists.iter().filter_map(|list| match list {
        ConstList::Texts(texts) => Some(texts),
        ConstList::Numbers(_) => None,
    });
    texts.flatten().try_for_each(|text| in_range("a list", "text", text.0, program.schema.texts.len()))
}

/// All atoms name what is there, and ask slots what can be asked of them.
pub(super) fn atoms(program: &Program) -> Checked {
    let rising: Vec<bool> = program.lists.iter().map(is_rising).collect();
    for (at, atom) in program.atoms.iter().enumerate() {
        let place = format_args!("atom {at}");
        let (first, second) = atom.slots();
        for slot in first.into_iter().chain(second) {
            in_range(place, "slot", slot.0, program.schema.slots.len())?;
        }
        for text in atom.texts() {
            in_range(place, "text", text.0, program.schema.texts.len())?;
        }
        if let Some(list) = atom.list() {
            in_range(place, "list", list.0, program.lists.len())?;
            if rising.get(list.index()) != Some(&true) {
                return Err(misshapen(place, "names a list that is not of rising numbers"));
            }
        }
        self::atom(program, place, atom)?;
    }
    Ok(())
}

fn is_rising(list: &ConstList) -> bool {
    match list {
        ConstList::Numbers(numbers) => numbers.is_sorted_by(|left, right| left < right),
        ConstList::Texts(_) => false,
    }
}

fn atom(program: &Program, place: impl Display + Copy, atom: &Atom) -> Checked {
    let of = |slot: &Slot| kind(program, *slot);
    match atom {
        Atom::Const(_) => Ok(()),
        Atom::Range { slot, lo, hi } => {
            let presence = (*lo, *hi) == (i64::MIN + 1, i64::MAX);
            must(*lo > i64::MIN && (presence || is_number(of(slot))), place, *slot)
        }
        Atom::Mask { slot, .. } | Atom::OneOf { slot, .. } => must(is_number(of(slot)), place, *slot),
        Atom::TextIs { slot, .. }
        | Atom::TextIn { slot, .. }
        | Atom::TextSearch { slot, .. }
        | Atom::Regex { slot, .. } => must(of(slot) == Some(SlotKind::Text), place, *slot),
        Atom::ListHas { slot, .. } => {
            let numbers = matches!(of(slot), Some(SlotKind::List(members)) if members != ListKind::Text);
            must(numbers, place, *slot)
        }
        Atom::ListHasText { slot, .. } => {
            must(of(slot) == Some(SlotKind::List(ListKind::Text)), place, *slot)
        }
        Atom::InList { slot, list, .. } => {
            let member = match of(list) {
                Some(SlotKind::List(members)) => Some(members.member()),
                _ => None,
            };
            must(member.is_some() && member == of(slot), place, *slot)
        }
        Atom::During { slot, calendar } => {
            in_range(place, "calendar", *calendar, program.calendars.len())?;
            must(of(slot) == Some(SlotKind::Instant), place, *slot)
        }
        Atom::Age { slot, .. } => must(of(slot) == Some(SlotKind::Instant), place, *slot),
        Atom::Cmp { left, right, .. } => must(is_number(of(left)) && of(left) == of(right), place, *left),
        Atom::TextCmp { left, right, .. } => {
            must(of(left) == Some(SlotKind::Text) && of(left) == of(right), place, *left)
        }
    }
}

/// An instruction, whose operands are there, computes with kinds that it can.
pub(super) fn op(program: &Program, at: usize, op: Op) -> Checked {
    let of = |slot: Slot| kind(program, slot);
    let place = format_args!("instruction {at}");
    match op {
        Op::Test { .. } | Op::Yes {} | Op::No {} | Op::Jump { .. } | Op::Lookup { .. } => Ok(()),
        Op::Load { to, number } => set(program, to, Source::Number(number)),
        Op::LoadText { to, text } => set(program, to, Source::Text(text)),
        Op::LoadList { to, list } => set(program, to, Source::List(list)),
        Op::Copy { to, from } => set(program, to, Source::Slot(from)),
        Op::Negate { to, from } => must(is_number(of(to)) && of(to) == of(from), place, to),
        Op::Default { to, left, right } => must(of(to) == of(left) && of(to) == of(right), place, to),
        Op::Widen { to, from } => {
            must(of(to) == Some(SlotKind::Decimal) && of(from) == Some(SlotKind::Int), place, to)
        }
        Op::Add { to, left, right }
        | Op::Sub { to, left, right }
        | Op::Mul { to, left, right }
        | Op::Div { to, left, right }
        | Op::MulDecimal { to, left, right }
        | Op::DivDecimal { to, left, right } => {
            let counts = |slot: Slot| is_number(of(slot)) && !matches!(of(slot), Some(SlotKind::Enum(_)));
            must(counts(to) && counts(left) && counts(right), place, to)
        }
        Op::LocalDate { to, from, .. } => local(program, place, SlotKind::Date, to, from),
        Op::LocalTime { to, from, .. } => local(program, place, SlotKind::Time, to, from),
        Op::LocalWeekday { to, from, .. } => local(program, place, SlotKind::Enum(0), to, from),
    }
}

fn local(program: &Program, place: impl Display + Copy, wanted: SlotKind, to: Slot, from: Slot) -> Checked {
    must(kind(program, to) == Some(wanted), place, to)?;
    must(kind(program, from) == Some(SlotKind::Instant), place, from)
}

/// A slot is set to something of its kind; both are known to be there.
pub(super) fn set(program: &Program, to: Slot, from: Source) -> Checked {
    let wanted = kind(program, to);
    let fits = match from {
        Source::Missing => true,
        Source::Number(number) => number_fits(program, wanted, number),
        Source::Text(TextId(_)) => wanted == Some(SlotKind::Text),
        Source::List(list) => match (wanted, program.lists.get(list.index())) {
            (Some(SlotKind::List(ListKind::Text)), Some(ConstList::Texts(_))) => true,
            // An empty list is a list of anything.
            (Some(SlotKind::List(members)), Some(ConstList::Numbers(numbers))) => {
                numbers.is_empty() || members != ListKind::Text
            }
            (_, _) => false,
        },
        Source::Slot(from) => kind(program, from) == wanted,
    };
    must(fits, "a value", to)
}

fn number_fits(program: &Program, wanted: Option<SlotKind>, number: NumberId) -> bool {
    let Some(SlotKind::Enum(place)) = wanted else { return is_number(wanted) };
    let shape = usize::try_from(place).ok().and_then(|place| program.schema.enums.get(place));
    let value = program.numbers.get(number.index()).and_then(|number| usize::try_from(*number).ok());
    shape.zip(value).is_some_and(|(shape, value)| value < shape.values.len())
}
