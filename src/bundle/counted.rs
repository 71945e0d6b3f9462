//! Reads values, and counts what they take in memory while they are made, so that no file takes more than it may. What a
//! member of a list takes is known by its type; the letters of texts take no more than they do in the file.

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::cell::Cell;
use std::fmt;

/// A list that grows is there twice, at twice its size: no more than four times its members' size at once. Once it is
/// read, it is as long as its members, and the rest is for what looks at them: sums over them, marks beside them.
const LIST: u64 = 4;

/// What was read so far, and what may be.
#[derive(Debug)]
pub(super) struct Meter {
    taken: Cell<u64>,
    most: u64,
}

impl Meter {
    /// Nothing read yet, of so many bytes.
    pub(super) fn new(most: u64) -> Self {
        Self { taken: Cell::new(0), most }
    }

    /// What was taken, in bytes. More than may be, where it was too much.
    pub(super) fn taken(&self) -> u64 {
        self.taken.get()
    }

    /// What may be taken, in bytes.
    pub(super) fn most(&self) -> u64 {
        self.most
    }

    /// Whether it is no more than may be.
    pub(super) fn is_within(&self) -> bool {
        self.taken.get() <= self.most
    }

    /// Takes so many bytes; whether there was room.
    pub(super) fn take(&self, bytes: u64) -> bool {
        self.taken.set(self.taken.get().saturating_add(bytes));
        self.is_within()
    }

    fn member<E: Error>(&self, size: usize) -> Result<(), E> {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        if self.take(size.saturating_mul(LIST)) { Ok(()) } else { Err(E::custom("takes too much")) }
    }
}

/// What reads, or what is read by, with what it takes counted.
pub(super) struct Counted<'m, T> {
    inner: T,
    meter: &'m Meter,
    /// Whether members take memory of their own: those of lists do, those of tuples are part of what holds them.
    is_list: bool,
}

impl<'m, T> Counted<'m, T> {
    /// Counts what `inner` reads.
    pub(super) fn new(inner: T, meter: &'m Meter) -> Self {
        Self { inner, meter, is_list: false }
    }

    fn list(inner: T, meter: &'m Meter) -> Self {
        Self { inner, meter, is_list: true }
    }
}

/// What is read the same, whether it is counted or not.
macro_rules! plain {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Counted<'_, D> {
    type Error = D::Error;

    plain! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_option(Counted::new(visitor, self.meter))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_newtype_struct(name, Counted::new(visitor, self.meter))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_seq(Counted::list(visitor, self.meter))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple(len, Counted::new(visitor, self.meter))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_tuple_struct(name, len, Counted::new(visitor, self.meter))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Counted::list(visitor, self.meter))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_struct(name, fields, Counted::new(visitor, self.meter))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_enum(name, variants, Counted::new(visitor, self.meter))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Counted<'_, V> {
    type Value = V::Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(out)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.inner.visit_some(Counted::new(from, self.meter))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        self.inner.visit_newtype_struct(Counted::new(from, self.meter))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, from: A) -> Result<V::Value, A::Error> {
        self.inner.visit_seq(Counted { inner: from, meter: self.meter, is_list: self.is_list })
    }

    fn visit_map<A: MapAccess<'de>>(self, from: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Counted { inner: from, meter: self.meter, is_list: self.is_list })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(Counted::new(from, self.meter))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Counted<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Counted::new(from, self.meter))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Counted<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let found = self.inner.next_element_seed(Counted::new(seed, self.meter))?;
        if found.is_some() && self.is_list {
            self.meter.member(size_of::<S::Value>())?;
        }
        Ok(found)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Counted<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let found = self.inner.next_key_seed(Counted::new(seed, self.meter))?;
        if found.is_some() {
            self.meter.member(size_of::<S::Value>())?;
        }
        Ok(found)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.meter.member(size_of::<S::Value>())?;
        self.inner.next_value_seed(Counted::new(seed, self.meter))
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'m, 'de, A: EnumAccess<'de>> EnumAccess<'de> for Counted<'m, A> {
    type Error = A::Error;
    type Variant = Counted<'m, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (value, variant) = self.inner.variant_seed(seed)?;
        Ok((value, Counted::new(variant, self.meter)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Counted<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.newtype_variant_seed(Counted::new(seed, self.meter))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.inner.tuple_variant(len, Counted::new(visitor, self.meter))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.inner.struct_variant(fields, Counted::new(visitor, self.meter))
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, LIST, Meter};
    use serde::Deserialize;

    #[derive(Debug, PartialEq, serde::Serialize, Deserialize)]
    enum One {
        Bare,
        Number(u32),
        Pair(Vec<u64>, Option<Box<[u32]>>),
        Named { texts: Vec<String>, pair: (u8, Vec<(u16, u16)>) },
    }

    fn all() -> Vec<One> {
        let texts = vec!["a".to_owned(), String::new()];
        vec![
            One::Bare,
            One::Number(4),
            One::Pair(vec![1, 2, 3], Some([7].into())),
            One::Named { texts, pair: (1, vec![(2, 3); 5]) },
        ]
    }

    fn read(most: u64) -> (Option<Vec<One>>, Meter) {
        let (bytes, meter) = (postcard::to_stdvec(&all()).unwrap(), Meter::new(most));
        let mut from = postcard::Deserializer::from_bytes(&bytes);
        (Vec::deserialize(Counted::new(&mut from, &meter)).ok(), meter)
    }

    #[test]
    fn what_is_read_is_the_same_and_every_member_of_every_list_is_counted() {
        let (found, meter) = read(u64::MAX);
        assert_eq!(found, Some(all()));
        let members = 4 * size_of::<One>() + 3 * 8 + 4 + 2 * size_of::<String>() + 5 * 4;
        assert_eq!(meter.taken(), LIST * u64::try_from(members).unwrap());
    }

    #[test]
    fn what_takes_more_than_it_may_is_not_read_on() {
        let taken = read(u64::MAX).1.taken();
        assert!(read(taken).0.is_some());
        let (found, meter) = read(taken - 1);
        assert!(found.is_none() && !meter.is_within());
        let (found, meter) = read(0);
        assert!(found.is_none() && meter.taken() <= LIST * u64::try_from(size_of::<One>()).unwrap());
    }
}
