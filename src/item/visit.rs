use super::filling::Filling;
use super::problem::Instead;
use super::record::{DEEPEST, linked};
use super::seen::Seen;
use crate::bytecode::{FieldShape, ListKind, Reading, Slot, SlotKind};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What takes a value of JSON, whatever it turns out to be.
pub(super) trait Take: Sized {
    /// Takes a value that is no object and no array, or one of those after it was skipped.
    fn seen(self, seen: Seen<'_>);

    /// Takes an object; skips it where nothing else is said.
    fn object<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.seen(Seen::Object);
        Ok(())
    }

    /// Takes an array; skips it where nothing else is said.
    fn array<'de, A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        self.seen(Seen::Array);
        Ok(())
    }
}

/// Reads any value of JSON into what takes it.
pub(super) struct Any<T>(pub(super) T);

impl<'de, T: Take> DeserializeSeed<'de> for Any<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de, T: Take> Visitor<'de> for Any<T> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.seen(Seen::Nothing);
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.seen(Seen::Bool(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.seen(Seen::Int(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.seen(i64::try_from(value).map_or(Seen::Huge(value), Seen::Int));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.seen(Seen::Number(value));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.seen(Seen::Text(value));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.0.object(object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        self.0.array(array)
    }
}

/// Hands a value to a function.
pub(super) struct Hand<F>(pub(super) F);

impl<F: FnOnce(Seen<'_>)> Take for Hand<F> {
    fn seen(self, seen: Seen<'_>) {
        (self.0)(seen);
    }
}

/// Reads a key of an object and gives what a function says of it.
pub(super) struct Key<F>(pub(super) F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Key<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<T, D::Error> {
        source.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Key<F> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<T, E> {
        Ok((self.0)(key))
    }
}

/// Reads an object as a record.
pub(super) fn read_record<'de, A: MapAccess<'de>>(
    filling: &mut Filling<'_>,
    record: u32,
    depth: usize,
    mut object: A,
) -> Result<(), A::Error> {
    let reader = filling.reader;
    let Some(shape) = reader.record(record).filter(|_| depth < DEEPEST) else {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        return Ok(());
    };
    let mut next = 0;
    while let Some(found) = object.next_key_seed(Key(|key: &str| shape.place(key, next)))? {
        let field = found.and_then(|place| Some((place, shape.fields.get(place)?)));
        let Some((place, field)) = field else {
            object.next_value::<IgnoredAny>()?;
            continue;
        };
        next = place + 1;
        object.next_value_seed(Any(Field { filling: &mut *filling, record, shape: field, depth }))?;
    }
    Ok(())
}

/// Takes the value of a field.
pub(super) struct Field<'f, 'a> {
    pub(super) filling: &'f mut Filling<'a>,
    pub(super) record: u32,
    pub(super) shape: &'f FieldShape,
    pub(super) depth: usize,
}

impl Take for Field<'_, '_> {
    fn seen(self, seen: Seen<'_>) {
        self.filling.value(self.shape, seen);
    }

    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        match &self.shape.reading {
            Reading::Value { .. } => Any(Hand(|_: Seen<'_>| self.seen(Seen::Object))).visit_map(object),
            Reading::Answer { slot, kind, confidence } => {
                read_answer(self.filling, *slot, *kind, *confidence, object)
            }
            Reading::Link { present, .. } => {
                let Some(next) = linked(self.record, &self.shape.reading) else {
                    return Any(Hand(|_: Seen<'_>| ())).visit_map(object);
                };
                self.filling.tell_twice(*present);
                self.filling.forget_twin(next);
                self.filling.frame.set(*present, 1);
                read_record(self.filling, next, self.depth + 1, object)
            }
        }
    }

    fn array<'de, A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        match self.shape.reading {
            Reading::Value { slot, kind: SlotKind::List(members), .. }
            | Reading::Answer { slot, kind: SlotKind::List(members), .. } => {
                read_list(self.filling, slot, members, array)
            }
            Reading::Value { .. } | Reading::Answer { .. } | Reading::Link { .. } => {
                Any(Hand(|_: Seen<'_>| self.seen(Seen::Array))).visit_seq(array)
            }
        }
    }
}

fn read_list<'de, A: SeqAccess<'de>>(
    filling: &mut Filling<'_>,
    slot: Slot,
    members: ListKind,
    mut array: A,
) -> Result<(), A::Error> {
    filling.tell_twice(slot);
    while array.next_element_seed(Any(Hand(|seen: Seen<'_>| filling.member(slot, members, seen))))?.is_some()
    {
    }
    let list = filling.frame.lists_mut().finish();
    filling.frame.set(slot, list);
    Ok(())
}

/// What an answer of a model may hold beside the value itself.
enum AnswerKey {
    Value,
    Confidence,
    Other,
}

fn read_answer<'de, A: MapAccess<'de>>(
    filling: &mut Filling<'_>,
    slot: Slot,
    kind: SlotKind,
    confidence: Option<Slot>,
    mut object: A,
) -> Result<(), A::Error> {
    let of = |key: &str| match key {
        "value" => AnswerKey::Value,
        "confidence" => AnswerKey::Confidence,
        _ => AnswerKey::Other,
    };
    while let Some(key) = object.next_key_seed(Key(of))? {
        match (key, confidence) {
            (AnswerKey::Value, _) => {
                object.next_value_seed(Any(Answer { filling: &mut *filling, slot, kind }))?;
            }
            (AnswerKey::Confidence, Some(slot)) => {
                object.next_value_seed(Any(Answer {
                    filling: &mut *filling,
                    slot,
                    kind: SlotKind::Decimal,
                }))?;
            }
            (AnswerKey::Confidence | AnswerKey::Other, _) => _ = object.next_value::<IgnoredAny>()?,
        }
    }
    Ok(())
}

/// Takes the value of a model's answer, or its confidence.
struct Answer<'f, 'a> {
    filling: &'f mut Filling<'a>,
    slot: Slot,
    kind: SlotKind,
}

impl Take for Answer<'_, '_> {
    fn seen(self, seen: Seen<'_>) {
        self.filling.scalar_or_list(self.slot, self.kind, seen, Instead::Missing);
    }

    fn array<'de, A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        if let SlotKind::List(members) = self.kind {
            return read_list(self.filling, self.slot, members, array);
        }
        Any(Hand(|_: Seen<'_>| self.seen(Seen::Array))).visit_seq(array)
    }
}
