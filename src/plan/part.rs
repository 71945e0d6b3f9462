use super::change::Said;

/// Something declared, as far as plans compare it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// `queue`
    pub(super) kind: &'static str,
    pub(super) name: String,
    /// Its settings in force, by address, in order.
    pub(super) settings: Vec<(String, Said)>,
    /// What stands in it in lists: rules, fields, values, rows.
    pub(super) lists: Vec<List>,
    /// Where it is declared.
    pub(super) said: Said,
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
    pub(super) parts: Vec<Part>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// What it is known by, if it has a name of its own.
    pub(super) key: Option<String>,
    pub(super) said: Said,
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
}
