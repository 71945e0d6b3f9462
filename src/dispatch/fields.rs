//! A JSON object as a host wrote it, field by field.

use super::misread::{Misread, shown};
use crate::value::similar;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// The fields of an object that have not been taken yet, each as it is written.
pub(super) struct Fields<'t> {
    /// What it is, for sentences: `` `accepts` ``.
    pub(super) of: String,
    left: Vec<(String, &'t RawValue)>,
    /// The fields that were asked for.
    known: Vec<String>,
}

impl<'t> Fields<'t> {
    /// The fields of the object in `text`.
    pub(super) fn read(text: &'t str, of: &str) -> Result<Self, Misread> {
        let read: Result<Pairs<'t>, _> = serde_json::from_str(text);
        let Pairs(left) = read.map_err(|error| {
            if error.is_data() {
                return Misread::NotAnObject { of: of.to_owned() };
            }
            not_json(&error)
        })?;
        Ok(Self { of: of.to_owned(), left, known: Vec::new() })
    }

    /// A field as it is written; none for `null`.
    pub(super) fn raw(&mut self, field: &str) -> Result<Option<&'t RawValue>, Misread> {
        self.known.push(field.to_owned());
        let Some(at) = self.left.iter().position(|(name, _)| name == field) else { return Ok(None) };
        let (_, raw) = self.left.remove(at);
        if self.left.iter().any(|(name, _)| name == field) {
            return Err(Misread::Twice { of: self.of.clone(), field: field.to_owned() });
        }
        Ok(Some(raw).filter(|raw| raw.get() != "null"))
    }

    /// A field as a value; `is` says what can stand there.
    pub(super) fn take<T: DeserializeOwned>(&mut self, field: &str, is: &str) -> Result<Option<T>, Misread> {
        let raw = self.raw(field)?;
        raw.map(|raw| serde_json::from_str(raw.get()).map_err(|_| self.wrong(field, is, raw))).transpose()
    }

    /// A name that may be said.
    pub(super) fn name_if_any(&mut self, field: &str) -> Result<Option<Arc<str>>, Misread> {
        self.take(field, "a text")
    }

    /// A name that must be said.
    pub(super) fn name(&mut self, field: &str) -> Result<Arc<str>, Misread> {
        let name = self.name_if_any(field)?;
        name.ok_or_else(|| self.missing(field))
    }

    /// An object that may be said, kept as it is written.
    pub(super) fn object_if_any(&mut self, field: &str) -> Result<Option<Box<RawValue>>, Misread> {
        let Some(raw) = self.raw(field)? else { return Ok(None) };
        let is_object = raw.get().starts_with('{');
        if is_object { Ok(Some(raw.to_owned())) } else { Err(self.wrong(field, "an object, `{ … }`", raw)) }
    }

    /// An object that must be said.
    pub(super) fn object(&mut self, field: &str) -> Result<Box<RawValue>, Misread> {
        let object = self.object_if_any(field)?;
        object.ok_or_else(|| self.missing(field))
    }

    /// An object of fields that may have any name, each read by `each`, which is given what can stand there.
    pub(super) fn map<T>(
        &mut self,
        field: &str,
        is: &str,
        each: impl Fn(&RawValue) -> Option<T>,
    ) -> Result<Vec<(Arc<str>, T)>, Misread> {
        let Some(object) = self.object_if_any(field)? else { return Ok(Vec::new()) };
        let of = format!("{}: `{field}`", self.of);
        let inner = Fields::read(object.get(), &of)?;
        let mut seen = BTreeSet::new();
        let value = |(name, raw): (String, &RawValue)| {
            let name: Arc<str> = Arc::from(name);
            if !seen.insert(Arc::clone(&name)) {
                return Err(Misread::Twice { of: of.clone(), field: shown(&name) });
            }
            let read = each(raw).ok_or_else(|| self.wrong(&format!("{field}.{name}"), is, raw))?;
            Ok((name, read))
        };
        inner.left.into_iter().map(value).collect()
    }

    /// Says of fields that nobody asked for that there are none.
    pub(super) fn end(self) -> Result<(), Misread> {
        let Some((field, _)) = self.left.first() else { return Ok(()) };
        let similar = similar(field, self.known.iter().map(String::as_str)).map(str::to_owned);
        Err(Misread::Unknown { of: self.of, field: shown(field), similar, known: self.known })
    }

    pub(super) fn missing(&self, field: &str) -> Misread {
        let names = self.left.iter().map(|(name, _)| name.as_str());
        let instead = similar(field, names).map(str::to_owned);
        Misread::Missing { of: self.of.clone(), field: field.to_owned(), instead }
    }

    fn wrong(&self, field: &str, is: &str, raw: &RawValue) -> Misread {
        Misread::Wrong { of: self.of.clone(), field: shown(field), is: is.to_owned(), seen: shown(raw.get()) }
    }
}

fn not_json(error: &serde_json::Error) -> Misread {
    let words = error.to_string();
    let why = words.split_once(" at line ").map_or(words.as_str(), |(why, _)| why);
    let why = if error.is_eof() { "it ends too early" } else { why };
    let (line, column) = (error.line(), error.column());
    let place = if line > 1 { format!("line {line}, column {column}") } else { format!("column {column}") };
    Misread::NotJson { place, why: why.to_owned() }
}

/// The pairs of an object in their order, those that stand there twice too.
struct Pairs<'t>(Vec<(String, &'t RawValue)>);

struct ReadPairs;

impl<'t> Deserialize<'t> for Pairs<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ReadPairs)
    }
}

impl<'t> Visitor<'t> for ReadPairs {
    type Value = Pairs<'t>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}
