//! What is wrong with an event or an agent as a host wrote it.

use crate::value::similar;

/// Longer texts are not shown in full.
const LONG: usize = 60;
/// How many words one that is not known is compared with.
const COMPARED: usize = 10_000;

/// Why a text is no event, or no agent of a roster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// It is not JSON.
    #[error("this is not JSON, from {place} on: {why}")]
    NotJson {
        /// Where that shows: `column 18`.
        place: String,
        /// What is wrong there.
        why: String,
    },
    /// It is JSON, but no object.
    #[error("{of} is an object with fields, `{{ … }}`; this is something else")]
    NotAnObject {
        /// What it should be: `an event`.
        of: String,
    },
    /// There is no such event.
    #[error("there is no event `{word}`{}", meant(similar.as_deref()))]
    UnknownEvent {
        /// The word.
        word: String,
        /// The word that was probably meant.
        similar: Option<String>,
    },
    /// Something must be said.
    #[error("{of} needs `{field}`{}", instead.as_ref().map(|word| format!("; is that meant by `{word}`?")).unwrap_or_default())]
    Missing {
        /// Of what: `` `accepts` ``.
        of: String,
        /// What is missing.
        field: String,
        /// The field that was probably meant to say it.
        instead: Option<String>,
    },
    /// A field says something else than it can.
    #[error("{of}: `{field}` is {is}; this is `{seen}`")]
    Wrong {
        /// Of what.
        of: String,
        /// The field.
        field: String,
        /// What can stand there.
        is: String,
        /// What stands there, as it is written.
        seen: String,
    },
    /// There is no such field.
    #[error("{of} has no field `{field}`{}", advice(similar.as_deref(), known))]
    Unknown {
        /// Of what.
        of: String,
        /// The field.
        field: String,
        /// The field that was probably meant.
        similar: Option<String>,
        /// The fields that it has.
        known: Vec<String>,
    },
    /// A field stands there twice.
    #[error("{of} says `{field}` twice")]
    Twice {
        /// Of what.
        of: String,
        /// The field.
        field: String,
    },
}

fn meant(similar: Option<&str>) -> String {
    similar.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default()
}

fn advice(similar: Option<&str>, known: &[String]) -> String {
    match (similar, known) {
        (Some(_), _) => meant(similar),
        (None, []) => "; it has none".to_owned(),
        (None, known) => {
            let all: Vec<_> = known.iter().map(|field| format!("`{field}`")).collect();
            format!("; it has {}", all.join(", "))
        }
    }
}

/// A text as it is shown: its beginning, where it is long.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(LONG).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// `there is no queue `vpi`; did you mean `vip`?`
pub(super) fn there_is_no<'k>(what: &str, name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    format!("there is no {what} `{name}`{}", meant(similar(name, known.into_iter().take(COMPARED))))
}
