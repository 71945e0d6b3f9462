use super::cursor::Scan;
use super::number::Number;
use super::odd::Odd;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

impl<'de> Deserializer<'de> for &mut Scan<'de> {
    type Error = Odd;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        match self.space() {
            Some(b'"') => self.string(visitor),
            Some(b'{') => self.object(visitor),
            Some(b'[') => self.array(visitor),
            Some(b't') => self.word(b"true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.word(b"false").and_then(|()| visitor.visit_bool(false)),
            Some(b'n') => self.word(b"null").and_then(|()| visitor.visit_unit()),
            _ => match self.number()? {
                Number::Whole(value) => visitor.visit_i64(value),
                Number::Broken(value) => visitor.visit_f64(value),
            },
        }
    }

    #[inline]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Odd> {
        self.space();
        self.skip(0)?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

impl<'de> Scan<'de> {
    #[inline]
    fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Odd> {
        self.at += 1;
        let start = self.at;
        if let Ok(text) = self.plain_string() {
            return visitor.visit_borrowed_str(text);
        }
        self.at = start;
        self.unescape()?;
        visitor.visit_str(&self.unescaped)
    }

    #[inline]
    fn object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Odd> {
        self.at += 1;
        visitor.visit_map(Inside { scan: self, first: true })
    }

    #[inline]
    fn array<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Odd> {
        self.at += 1;
        visitor.visit_seq(Inside { scan: self, first: true })
    }
}

/// The inside of an object or an array. Our visitors always go on to its end.
struct Inside<'s, 'de> {
    scan: &'s mut Scan<'de>,
    first: bool,
}

impl<'de> MapAccess<'de> for Inside<'_, 'de> {
    type Error = Odd;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Odd> {
        if !self.scan.next_key(std::mem::take(&mut self.first))? {
            return Ok(None);
        }
        let key = self.scan.plain_string()?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Odd> {
        self.scan.colon()?;
        seed.deserialize(&mut *self.scan)
    }
}

impl<'de> SeqAccess<'de> for Inside<'_, 'de> {
    type Error = Odd;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Odd> {
        if !self.scan.next_member(std::mem::take(&mut self.first))? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.scan).map(Some)
    }
}
