use super::change::Said;
use super::text;
use crate::source::Span;

/// Something declared, as far as plans compare it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// `queue`
    pub(super) kind: &'static str,
    pub(super) name: String,
    /// Which of its kind it copies.
    pub(super) copies: Option<String>,
    /// Its settings in force, in order.
    pub(super) settings: Vec<Setting>,
    /// What stands in it in lists: rules, fields, values, rows.
    pub(super) lists: Vec<List>,
    /// Where it is declared.
    pub(super) said: Said,
    pub(super) span: Span,
    /// Where its name stands.
    pub(super) name_span: Span,
}

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    /// `distribution.wrap_up`
    pub(super) address: String,
    pub(super) said: Said,
    /// What it says, in a form that is equal for all ways of writing it.
    pub(super) same: String,
    /// Where it is written, if it is; in what is copied for a copy.
    pub(super) span: Option<Span>,
}

/// Parts of something declared that stand one below the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    /// The address of the list: `urgency`, `route`; empty for what a declaration holds itself.
    pub(super) address: String,
    /// What a part is called in a sentence: `rule`, `field`.
    pub(super) what: &'static str,
    /// Whether their order says something.
    pub(super) ordered: bool,
    /// Whether the list is one part of another list, which says whether the whole of it is new or gone.
    pub(super) within: bool,
    pub(super) parts: Vec<Part>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// What it is known by, if it has a name of its own.
    pub(super) key: Option<String>,
    pub(super) said: Said,
    /// What it says beside its name, in a form that is equal for all ways of writing it.
    pub(super) same: String,
    /// What a rule is made of.
    pub(super) pieces: Vec<Piece>,
    pub(super) span: Span,
}

/// A piece of a rule: its condition, or one thing it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// `condition`, `target`, `value`
    pub(super) what: &'static str,
    /// Of what, where there may be several: `priority`, `french`.
    pub(super) of: Option<String>,
    pub(super) text: String,
    pub(super) same: String,
}

impl Thing {
    /// Whether the other is declared by the same word and name.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.kind == other.kind && self.name == other.name
    }

    /// Its name, as it stands where it is named.
    pub(super) fn marked(&self) -> String {
        text::marked(self.kind, &self.name)
    }

    pub(super) fn setting(&self, address: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.address == address)
    }

    pub(super) fn list(&self, address: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.address == address)
    }

    /// Whether it writes that itself, and does not copy it.
    pub(super) fn holds(&self, span: Span) -> bool {
        self.span.file == span.file && self.span.start <= span.start && span.end <= self.span.end
    }
}

impl List {
    /// The address of a part in its declaration: `urgency."Angry words"`, `route#2`, `amount`.
    pub(super) fn of(&self, at: usize) -> String {
        let key = self.parts.get(at).and_then(|part| part.key.as_deref());
        match (key, self.what) {
            (Some(key), "rule") if self.address.is_empty() => format!("\"{key}\""),
            (Some(key), "rule") => format!("{}.\"{key}\"", self.address),
            (Some(key), _) if self.address.is_empty() => key.to_owned(),
            (Some(key), _) => format!("{}.{key}", self.address),
            (None, _) => format!("{}#{}", self.address, at + 1),
        }
    }

    /// How a sentence calls a part: `route rule "Platinum"`, `overflow rule 2`, `field amount`.
    pub(super) fn called(&self, at: usize) -> String {
        let key = self.parts.get(at).and_then(|part| part.key.as_deref());
        let what = match (self.what, self.address.as_str()) {
            ("rule", "") => "rule".to_owned(),
            ("rule", list) => format!("{list} rule"),
            (what, _) => what.to_owned(),
        };
        match (key, self.what) {
            (Some(key), "rule") => format!("{what} \"{key}\""),
            (Some(key), _) => format!("{what} `{key}`"),
            (None, "member") => what,
            (None, _) => format!("{what} {}", at + 1),
        }
    }
}
