//! Events and rosters as hosts of all languages write them.

use super::event::{Event, Happened};
use super::fields::Fields;
use super::misread::{Misread, shown};
use super::roster::{AgentEntry, Held, Shift};
use super::words::{Form, WORDS};
use crate::value::{Instant, similar};
use serde::de::{self, Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::sync::Arc;

const EXAMPLE: &str = "an instant with an offset, as in `\"2026-03-02T10:15:00Z\"`";

impl Event {
    /// Reads an event from JSON: `{ "event": "accepts", "agent": "ana", "item": "c1" }`. The values of items and agents
    /// stay as they are written, to the last digit.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let mut fields = Fields::read(text, "an event")?;
        let event = event(&mut fields)?;
        fields.end()?;
        Ok(event)
    }
}

impl Happened {
    /// Reads an event that may say when it happened, in `at`.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let mut fields = Fields::read(text, "an event")?;
        let at = instant(&mut fields, "at")?;
        let event = event(&mut fields)?;
        fields.end()?;
        Ok(Self { at, event })
    }
}

impl AgentEntry {
    /// Reads what a roster says of one agent from JSON: `{ "id": "ana", "queues": ["vip"] }`. Whether the program knows
    /// what it names is asked where the roster is used.
    pub fn read(text: &str) -> Result<Self, Misread> {
        let mut fields = Fields::read(text, "an agent")?;
        let id = fields.name("id")?;
        fields.of = format!("agent `{}`", shown(&id));
        let entry = Self {
            id,
            queues: fields.take("queues", "a list of queues, as in `[\"vip\"]`")?.unwrap_or_default(),
            skills: fields.map("skills", "a level, a label, or `true`", held)?.into_iter().collect(),
            units: fields.take("units", "a whole number")?,
            profiles: fields.map("profiles", "a limit, or `null`", limit)?.into_iter().collect(),
            presence: fields.name_if_any("presence")?,
            signed_in: fields.take("signed_in", "`true` or `false`")?.unwrap_or_default(),
            hours: fields.name_if_any("hours")?,
            shifts: shifts(&mut fields)?,
            fields: fields.raw("fields")?.map(ToOwned::to_owned),
        };
        fields.end()?;
        Ok(entry)
    }
}

fn event(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    let word = fields.name("event")?;
    let Some((known, form)) = WORDS.iter().find(|(known, _)| **known == *word) else {
        let similar = similar(&word, WORDS.iter().map(|(known, _)| *known)).map(str::to_owned);
        return Err(Misread::UnknownEvent { word: shown(&word), similar });
    };
    fields.of = format!("`{known}`");
    match form {
        Form::Item(event) => Ok(event(fields.name("item")?)),
        Form::Agent(event) => Ok(event(fields.name("agent")?)),
        Form::Both(event) => Ok(event(fields.name("agent")?, fields.name("item")?)),
        Form::Own(read) => read(fields),
    }
}

fn instant(fields: &mut Fields<'_>, field: &str) -> Result<Option<Instant>, Misread> {
    let text: Option<Arc<str>> = fields.take(field, EXAMPLE)?;
    let wrong = |text: &str| Misread::Wrong {
        of: fields.of.clone(),
        field: field.to_owned(),
        is: EXAMPLE.to_owned(),
        seen: shown(text),
    };
    text.map(|text| Instant::parse(&text).ok_or_else(|| wrong(&text))).transpose()
}

fn held(raw: &RawValue) -> Option<Held> {
    let text = raw.get();
    serde_json::from_str(text)
        .map(Held::Flag)
        .or_else(|_| serde_json::from_str(text).map(Held::Level))
        .or_else(|_| serde_json::from_str(text).map(Held::Label))
        .ok()
}

#[expect(
    clippy::option_option,
    reason = "`null` is the profile's own limit, anything else may be none at all"
)]
fn limit(raw: &RawValue) -> Option<Option<u32>> {
    serde_json::from_str(raw.get()).ok()
}

fn shifts(fields: &mut Fields<'_>) -> Result<Vec<Shift>, Misread> {
    let is = "a list of stretches, as in `[{ \"from\": \"2026-03-02T08:00:00Z\", \"to\": … }]`";
    let of = format!("a shift of {}", fields.of);
    let all: Vec<Box<RawValue>> = fields.take("shifts", is)?.unwrap_or_default();
    let shift = |raw: Box<RawValue>| {
        let mut fields = Fields::read(raw.get(), &of)?;
        let shift = Shift { from: fields.name("from")?.to_string(), to: fields.name("to")?.to_string() };
        fields.end()?;
        Ok(shift)
    };
    all.into_iter().map(shift).collect()
}

/// Reads the whole value by `read`: what is in it need not be stored anywhere in between.
fn whole<'de, D: Deserializer<'de>, T>(
    from: D,
    read: impl Fn(&str) -> Result<T, Misread>,
) -> Result<T, D::Error> {
    let text = Box::<RawValue>::deserialize(from)?;
    read(text.get()).map_err(de::Error::custom)
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        whole(from, Self::read)
    }
}

impl<'de> Deserialize<'de> for Happened {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        whole(from, Self::read)
    }
}

impl<'de> Deserialize<'de> for AgentEntry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        whole(from, Self::read)
    }
}
