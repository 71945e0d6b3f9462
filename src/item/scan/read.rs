use super::Memory;
use super::layout::{Layout, Meaning};
use super::punctuation::{Next, colon, first_key, first_member, next_key, next_member};
use super::skip::skip;
use super::{number, string};
use crate::bytecode::{FieldShape, ListKind, Reading, Slot, SlotKind};
use crate::item::filling::Filling;
use crate::item::problem::Instead;
use crate::item::record::{DEEPEST, Record, linked};
use crate::item::seen::Seen;

/// The text of one item while it is read.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) memory: Memory,
}

impl<'t> Scan<'t> {
    /// The part of the text from what was left to what is left.
    #[inline]
    fn part(&self, from: &[u8], length: usize) -> Option<&'t str> {
        let start = self.text.len() - from.len();
        self.text.get(start..start + length)
    }

    /// A value; objects and arrays are skipped.
    #[inline]
    pub(super) fn any<'s>(&'s mut self, rest: &'t [u8]) -> Option<(Seen<'s>, &'t [u8])> {
        match rest {
            [b'"', inside @ ..] => self.string(inside),
            [b'{', ..] => Some((Seen::Object, skip(rest)?)),
            [b'[', ..] => Some((Seen::Array, skip(rest)?)),
            [b't', b'r', b'u', b'e', after @ ..] => Some((Seen::Bool(true), after)),
            [b'f', b'a', b'l', b's', b'e', after @ ..] => Some((Seen::Bool(false), after)),
            [b'n', b'u', b'l', b'l', after @ ..] => Some((Seen::Nothing, after)),
            _ => number::number(rest),
        }
    }

    #[inline]
    fn string<'s>(&'s mut self, inside: &'t [u8]) -> Option<(Seen<'s>, &'t [u8])> {
        let length = string::plain(inside);
        if let [b'"', after @ ..] = inside.get(length..)? {
            return Some((Seen::Text(self.part(inside, length)?), after));
        }
        self.memory.unescaped.clear();
        let after = string::unescape(self.text, inside, &mut self.memory.unescaped)?;
        Some((Seen::Text(&self.memory.unescaped), after))
    }

    /// What a key whose opening quote was taken means in a record; `at` is the place in the record's usual order.
    #[inline]
    pub(super) fn key(
        &mut self,
        number: u32,
        record: &Record,
        at: &mut usize,
        rest: &'t [u8],
    ) -> Option<(Meaning, &'t [u8])> {
        let layout = self.memory.layouts.get(usize::try_from(number).ok()?);
        layout.and_then(|layout| layout.expected(at, rest)).or_else(|| self.new_key(number, record, at, rest))
    }

    #[cold]
    fn new_key(
        &mut self,
        number: u32,
        record: &Record,
        at: &mut usize,
        rest: &'t [u8],
    ) -> Option<(Meaning, &'t [u8])> {
        if !record.keys_differ {
            return None;
        }
        let length = string::plain(rest);
        let key = self.part(rest, length)?;
        let after = rest.get(length..)?.strip_prefix(b"\"")?;
        let meaning = Meaning::of(record, key);
        let place = usize::try_from(number).ok()?;
        if self.memory.layouts.len() <= place {
            self.memory.layouts.resize_with(place + 1, Layout::default);
        }
        self.memory.layouts.get_mut(place)?.learn(at, key, meaning);
        Some((meaning, after))
    }

    /// Reads an object as a record.
    pub(super) fn record(
        &mut self,
        filling: &mut Filling<'_>,
        number: u32,
        depth: usize,
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        let reader = filling.reader;
        let Some(record) = reader.record(number).filter(|_| depth < DEEPEST) else {
            return skip(rest);
        };
        let mut at = 0;
        let mut next = first_key(rest.strip_prefix(b"{")?)?;
        loop {
            let rest = match next {
                Next::End(rest) => return Some(rest),
                Next::More(rest) => rest,
            };
            let (meaning, rest) = self.key(number, record, &mut at, rest)?;
            let value = colon(rest)?;
            let rest = match meaning.place.and_then(|place| record.fields.get(place)) {
                Some(field) => self.field(filling, number, field, depth, value)?,
                None => skip(value)?,
            };
            next = next_key(rest)?;
        }
    }

    /// Reads the value of a field.
    #[inline]
    pub(super) fn field(
        &mut self,
        filling: &mut Filling<'_>,
        record: u32,
        field: &FieldShape,
        depth: usize,
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        if let [b'{' | b'[', ..] = rest {
            return self.nested(filling, record, field, depth, rest);
        }
        let (seen, after) = self.any(rest)?;
        filling.value(field, seen);
        Some(after)
    }

    fn nested(
        &mut self,
        filling: &mut Filling<'_>,
        record: u32,
        field: &FieldShape,
        depth: usize,
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        match (&field.reading, rest) {
            (Reading::Answer { slot, kind, confidence }, [b'{', inside @ ..]) => {
                return self.answer(filling, (*slot, *kind), *confidence, inside);
            }
            (Reading::Link { present, .. }, [b'{', ..]) => {
                let Some(next) = linked(record, &field.reading) else { return skip(rest) };
                filling.tell_twice(*present);
                filling.forget(next, 0);
                filling.frame.set(*present, 1);
                return self.record(filling, next, depth + 1, rest);
            }
            (
                Reading::Value { slot, kind: SlotKind::List(members), .. }
                | Reading::Answer { slot, kind: SlotKind::List(members), .. },
                [b'[', inside @ ..],
            ) => return self.list(filling, *slot, *members, inside),
            (Reading::Value { .. } | Reading::Answer { .. } | Reading::Link { .. }, _) => {}
        }
        let (seen, after) = self.any(rest)?;
        filling.value(field, seen);
        Some(after)
    }

    fn list(
        &mut self,
        filling: &mut Filling<'_>,
        slot: Slot,
        members: ListKind,
        inside: &'t [u8],
    ) -> Option<&'t [u8]> {
        filling.tell_twice(slot);
        let mut next = first_member(inside);
        loop {
            match next {
                Next::End(after) => {
                    let list = filling.frame.lists_mut().finish();
                    filling.frame.set(slot, list);
                    return Some(after);
                }
                Next::More(rest) => {
                    let (seen, after) = self.any(rest)?;
                    filling.member(slot, members, seen);
                    next = next_member(after)?;
                }
            }
        }
    }

    /// Reads the answer of a model from an object with `value` and `confidence`.
    fn answer(
        &mut self,
        filling: &mut Filling<'_>,
        value: (Slot, SlotKind),
        confidence: Option<Slot>,
        inside: &'t [u8],
    ) -> Option<&'t [u8]> {
        let mut next = first_key(inside)?;
        loop {
            let rest = match next {
                Next::End(rest) => return Some(rest),
                Next::More(rest) => rest,
            };
            let length = string::plain(rest);
            let key = self.part(rest, length)?;
            let rest = colon(rest.get(length..)?.strip_prefix(b"\"")?)?;
            let rest = match (key, confidence) {
                ("value", _) => self.answered(filling, value, rest)?,
                ("confidence", Some(slot)) => self.answered(filling, (slot, SlotKind::Decimal), rest)?,
                _ => skip(rest)?,
            };
            next = next_key(rest)?;
        }
    }

    fn answered(
        &mut self,
        filling: &mut Filling<'_>,
        (slot, kind): (Slot, SlotKind),
        rest: &'t [u8],
    ) -> Option<&'t [u8]> {
        if let (SlotKind::List(members), [b'[', inside @ ..]) = (kind, rest) {
            return self.list(filling, slot, members, inside);
        }
        let (seen, after) = self.any(rest)?;
        filling.scalar_or_list(slot, kind, seen, Instead::Missing);
        Some(after)
    }
}
