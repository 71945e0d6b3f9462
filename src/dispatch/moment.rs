//! Instants in events, effects and notes: as RFC 3339, for hosts of all languages. What is stored counts microseconds.

use crate::value::Instant;
use serde::{Deserialize, Deserializer, Serializer, de};
use std::borrow::Cow;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(super) fn serialize<S: Serializer>(instant: &Instant, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&instant.rfc3339())
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(text: D) -> Result<Instant, D::Error> {
    let text = Cow::<str>::deserialize(text)?;
    Instant::parse(&text).ok_or_else(|| de::Error::custom("this is no instant, as in `2026-03-02T10:15:00Z`"))
}

/// The same where there may be none.
#[expect(clippy::ref_option, reason = "serde hands over references")]
pub(super) fn if_any<S: Serializer>(instant: &Option<Instant>, out: S) -> Result<S::Ok, S::Error> {
    match instant {
        Some(instant) => serialize(instant, out),
        None => out.serialize_none(),
    }
}
