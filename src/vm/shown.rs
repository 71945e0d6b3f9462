use super::decision::Shown;
use std::fmt;

impl fmt::Display for Shown {
    /// As a person reads it: `missing`, `yes`, `12`, `"two words"`, `[a, b]`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("missing"),
            Self::Bool(true) => out.write_str("yes"),
            Self::Bool(false) => out.write_str("no"),
            Self::Int(number) => write!(out, "{number}"),
            Self::Text(text) if is_word(text) => out.write_str(text),
            Self::Text(text) => write!(out, "\"{text}\""),
            Self::List(values) => {
                let words: Vec<_> = values.iter().map(ToString::to_string).collect();
                write!(out, "[{}]", words.join(", "))
            }
        }
    }
}

/// Whether a text is read as one thing without quotes.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "_-.:+".contains(letter))
}
