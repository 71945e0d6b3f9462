use super::Memory;
use super::layout::{Layout, Meaning, Plan};
use super::punctuation::{Next, colon, first_key, first_member, next_key, next_member, quote, space};
use super::skip::skip;
use super::{number, string};
use crate::bytecode::{FieldShape, ListKind, Reading, Slot, SlotKind};
use crate::item::filling::Filling;
use crate::item::pass::Envelope;
use crate::item::problem::Instead;
use crate::item::record::{DEEPEST, Record, linked};
use crate::item::seen::Seen;

/// Where the reading of fields stopped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stop<'t> {
    /// After the record.
    End(&'t [u8]),
    /// At a key with a meaning of its own.
    Envelope {
        /// What it means.
        key: Envelope,
        /// The place of the field that it is too; beyond all for none.
        place: usize,
        /// From its value on.
        rest: &'t [u8],
        /// Whether keys without a meaning of their own were met before.
        after_fields: bool,
    },
}

/// The text of one item while it is read.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) memory: Memory,
}

impl<'t> Scan<'t> {
    /// The part of the text from what was left to what is left.
    #[inline]
    pub(super) fn part(&self, from: &[u8], length: usize) -> Option<&'t str> {
        let start = self.text.len() - from.len();
        self.text.get(start..start + length)
    }

    /// A value; objects and arrays are skipped.
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
        match first_key(rest.strip_prefix(b"{")?) {
            Next::End(rest) => Some(rest),
            Next::More(rest) => match self.fields(filling, (number, record), &mut 0, Some(depth), rest)? {
                Stop::End(rest) => Some(rest),
                Stop::Envelope { .. } => None,
            },
        }
    }

    /// Reads fields of a record from before a key on to the end; at the top of an item, which has no depth, up
    /// to the next key with a meaning of its own. `at` is the place in the record's usual order.
    pub(super) fn fields(
        &mut self,
        filling: &mut Filling<'_>,
        record: (u32, &Record),
        at: &mut usize,
        depth: Option<usize>,
        rest: &'t [u8],
    ) -> Option<Stop<'t>> {
        let place = usize::try_from(record.0).ok()?;
        if self.memory.layouts.len() <= place {
            self.memory.layouts.resize_with(place + 1, Layout::default);
        }
        let mut layout = self.memory.layouts.get_mut(place).map(std::mem::take)?;
        let stop = self.fields_by(&mut layout, filling, record, at, depth, rest);
        if let Some(kept) = self.memory.layouts.get_mut(place) {
            *kept = layout;
        }
        stop
    }

    fn fields_by(
        &mut self,
        layout: &mut Layout,
        filling: &mut Filling<'_>,
        (number, record): (u32, &Record),
        at: &mut usize,
        depth: Option<usize>,
        mut rest: &'t [u8],
    ) -> Option<Stop<'t>> {
        let (start, mut place) = (rest.len(), *at);
        loop {
            let learned;
            let (meaning, value) = if let Some(known) = layout.expected(&mut place, rest) {
                known
            } else {
                learned = self.new_key(layout, record, &mut place, rest)?;
                (&learned.0, learned.1)
            };
            if depth.is_none()
                && let Some(envelope) = meaning.envelope
            {
                let after_fields = rest.len() < start;
                *at = place;
                return Some(Stop::Envelope {
                    key: envelope,
                    place: meaning.place,
                    rest: space(value),
                    after_fields,
                });
            }
            let quick = match meaning.plan {
                Plan::Fill(slot, kind) => self.quick(filling, slot, kind, value),
                Plan::Skip => Some(skip(space(value))?),
                Plan::Follow => None,
            };
            let after = if let Some(after) = quick {
                after
            } else {
                let field = record.fields.get(meaning.place)?;
                self.field(filling, number, field, depth.unwrap_or(0), space(value))?
            };
            match next_key(after)? {
                Next::End(rest) => return Some(Stop::End(rest)),
                Next::More(next) => rest = next,
            }
        }
    }

    #[cold]
    fn new_key(
        &mut self,
        layout: &mut Layout,
        record: &Record,
        at: &mut usize,
        rest: &'t [u8],
    ) -> Option<(Meaning, &'t [u8])> {
        if !record.keys_differ {
            return None;
        }
        let (key, value) = self.key(rest)?;
        let meaning = Meaning::of(record, key);
        layout.learn(at, rest.get(..rest.len() - value.len())?, meaning);
        Some((meaning, value))
    }

    /// A key, and what is left from its value on.
    pub(super) fn key(&self, rest: &'t [u8]) -> Option<(&'t str, &'t [u8])> {
        let inside = quote(rest)?;
        let length = string::plain(inside);
        let value = colon(inside.get(length..)?.strip_prefix(b"\"")?)?;
        Some((self.part(inside, length)?, value))
    }

    /// Reads the value of a field, whatever it is.
    #[inline(never)]
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
        if let [b'"', inside @ ..] = rest {
            let length = string::plain(inside);
            if let [b'"', after @ ..] = inside.get(length..)? {
                filling.written(field, self.part(inside, length)?);
                return Some(after);
            }
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
        let mut next = first_key(inside);
        loop {
            let rest = match next {
                Next::End(rest) => return Some(rest),
                Next::More(rest) => rest,
            };
            let (key, rest) = self.key(rest)?;
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
