use crate::source::Span;
use serde::{Deserialize, Serialize};

/// A setting in force, and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective<T> {
    /// What is in force.
    pub value: T,
    /// Why.
    pub origin: Origin,
}

/// Where a setting in force came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The author wrote it there.
    Written(Span),
    /// It is the platform's default; the text says which rule of the domain sets it.
    Default(String),
    /// It was copied from the declaration of that name, where it was written there (or is its default).
    Copied {
        /// The declaration copied from.
        from: String,
        /// Where it is written, unless it is a default there too.
        span: Option<Span>,
    },
}

/// One line of the program with every default filled in, for `show`, for plans and for decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectiveSetting {
    /// Where it belongs, as words joined by dots: `distribution.wrap_up`.
    pub address: String,
    /// The value as the language writes it: `15m`, `[available, busy]`.
    pub value: String,
    /// Why.
    pub origin: Origin,
}

impl<T> Effective<T> {
    /// `value`, written at `span`.
    pub fn written(value: T, span: Span) -> Self {
        Self { value, origin: Origin::Written(span) }
    }

    /// `value`, because the platform does so by default.
    pub fn default(value: T, why: &str) -> Self {
        Self { value, origin: Origin::Default(why.to_owned()) }
    }
}
