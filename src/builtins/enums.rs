use crate::types::EnumId;

/// The days of the week, from `mon` to `sun`.
pub const WEEKDAY: EnumId = EnumId(0);
/// The base presences (domain section 15).
pub const PRESENCE: EnumId = EnumId(1);
/// The answers of the built-in sentiment model (domain section 7).
pub const SENTIMENT: EnumId = EnumId(2);

/// An enum that every program has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltInEnum {
    /// The word that types use.
    pub name: &'static str,
    /// Its values, in order.
    pub values: &'static [BuiltInValue],
}

/// One value of an enum that every program has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltInValue {
    /// The word that rules use.
    pub word: &'static str,
    /// How people and data spell it.
    pub label: &'static str,
}

const fn value(word: &'static str, label: &'static str) -> BuiltInValue {
    BuiltInValue { word, label }
}

/// The built-in enums, by number: the position of each is its [`EnumId`].
pub const ENUMS: &[BuiltInEnum] = &[
    BuiltInEnum {
        name: "Weekday",
        values: &[
            value("mon", "Monday"),
            value("tue", "Tuesday"),
            value("wed", "Wednesday"),
            value("thu", "Thursday"),
            value("fri", "Friday"),
            value("sat", "Saturday"),
            value("sun", "Sunday"),
        ],
    },
    BuiltInEnum {
        name: "Presence",
        values: &[
            value("available", "Available"),
            value("busy", "Busy"),
            value("do_not_disturb", "Do not disturb"),
            value("away", "Away"),
            value("offline", "Offline"),
            value("inactive", "Inactive"),
        ],
    },
    BuiltInEnum {
        name: "Sentiment",
        values: &[
            value("very_negative", "Very negative"),
            value("negative", "Negative"),
            value("slightly_negative", "Slightly negative"),
            value("neutral", "Neutral"),
            value("slightly_positive", "Slightly positive"),
            value("positive", "Positive"),
            value("very_positive", "Very positive"),
        ],
    },
];

/// The place of a base presence in its enum, by its word.
#[must_use]
pub fn presence(word: &str) -> Option<u32> {
    let presences = ENUMS.get(usize::try_from(PRESENCE.0).ok()?)?;
    let at = presences.values.iter().position(|value| value.word == word)?;
    u32::try_from(at).ok()
}
