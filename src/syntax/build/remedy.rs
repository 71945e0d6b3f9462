use crate::source::Span;

/// What to write instead, and how, where that is clear: a text for a place, one or the other.
pub(super) struct Advice {
    pub(super) wanted: String,
    pub(super) mends: Vec<(Span, String)>,
}

impl From<String> for Advice {
    fn from(wanted: String) -> Self {
        Self { wanted, mends: Vec::new() }
    }
}

impl From<&str> for Advice {
    fn from(wanted: &str) -> Self {
        wanted.to_owned().into()
    }
}

impl Advice {
    /// To write just that.
    pub(super) fn write(span: Span, text: &str) -> Self {
        Self::from(format!("`{text}`")).by(span, text)
    }

    /// That is done by writing `text` there.
    pub(super) fn by(mut self, span: Span, text: &str) -> Self {
        self.mends.push((span, text.to_owned()));
        self
    }

    /// The same, if the place is known.
    pub(super) fn by_some(self, mend: Option<(Span, String)>) -> Self {
        match mend {
            Some((span, text)) => self.by(span, &text),
            None => self,
        }
    }
}
