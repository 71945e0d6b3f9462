use super::decision::{Seen, Shown};
use std::fmt;

impl fmt::Display for Shown {
    /// As a person reads it: `missing`, `yes`, `12`, `"two words"`, `[a, b]`; a text that reads like no text, `"missing"`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("missing"),
            Self::Bool(true) => out.write_str("yes"),
            Self::Bool(false) => out.write_str("no"),
            Self::Int(number) => write!(out, "{number}"),
            Self::Text(text) if is_word(text) => out.write_str(text),
            Self::Text(text) => quoted(text, out),
            Self::List(values) => {
                let words: Vec<_> = values.iter().map(ToString::to_string).collect();
                write!(out, "[{}]", words.join(", "))
            }
        }
    }
}

impl fmt::Display for Seen {
    /// As a person reads it: `customer.tier is gold`, `the item needs french at level 3`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, value } = self;
        let of_item = path.strip_prefix("item ").and_then(|rest| rest.split_once(' '));
        match (of_item, value) {
            (Some((verb, what)), Shown::Missing) => write!(out, "the item {verb} no {what}"),
            (Some((verb, what)), Shown::Bool(_)) => write!(out, "the item {verb} {what}"),
            (Some((verb, what)), level) => write!(out, "the item {verb} {what} at level {level}"),
            (None, value) => write!(out, "{path} is {value}"),
        }
    }
}

/// A text in quotes, on one line.
fn quoted(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str("\"")?;
    for letter in text.chars() {
        match letter {
            '"' => out.write_str("\\\""),
            '\\' => out.write_str("\\\\"),
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\t' => out.write_str("\\t"),
            letter => write!(out, "{letter}"),
        }?;
    }
    out.write_str("\"")
}

/// Whether a text is read as one thing without quotes, and not as another value.
fn is_word(text: &str) -> bool {
    let other = ["missing", "yes", "no"].contains(&text);
    !other
        && !text.is_empty()
        && text.chars().all(|letter| letter.is_alphanumeric() || "_-.:+".contains(letter))
}
