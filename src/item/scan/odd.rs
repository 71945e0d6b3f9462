use std::fmt;

/// The text is not plain JSON: another reader must say what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::item) struct Odd;

impl fmt::Display for Odd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("this is not plain JSON")
    }
}

impl std::error::Error for Odd {}

impl serde::de::Error for Odd {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
