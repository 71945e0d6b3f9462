use crate::bundle::{About, Bundle, RuleAbout};
use crate::bytecode::RuleId;
use serde::{Serialize, Serializer};

/// A rule, as people cite it. All its words are one piece of memory, so that handing one out is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleName {
    /// The address, the name, the file.
    words: Box<str>,
    /// Where the name begins, and where the file.
    name: usize,
    file: usize,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// A rule, as people cite it.
#[derive(Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename = "RuleName")]
struct Shape<'n> {
    /// Its address: `contoso_chat.urgency."Angry words"`.
    address: &'n str,
    /// Its label, `Angry words`, or for one without a label its list and number, `urgency#2`.
    name: &'n str,
    /// The file it stands in.
    file: &'n str,
    /// The line, from 1.
    line: u32,
    /// The column, from 1, in characters.
    column: u32,
}

impl RuleName {
    /// The name of a rule of a bundle; of one that the bundle does not have, an empty one.
    #[must_use]
    pub fn of(bundle: &Bundle, rule: RuleId) -> Self {
        super::report::rule_name(bundle, rule)
    }

    /// The name of a rule that those words are about; of one that they are not, an empty one.
    pub(super) fn within(about: &About, rule: RuleId) -> Self {
        let found = about.rule(rule);
        found.map_or_else(Self::unknown, |found| Self::new(&found, about.file(found.place)))
    }

    /// The name of a rule that stands in that file.
    pub(super) fn new(rule: &RuleAbout<'_>, file: &str) -> Self {
        let words = [rule.address, rule.name, file].concat().into_boxed_str();
        let name = rule.address.len();
        let (line, column) = (rule.place.line, rule.place.column);
        Self { words, name, file: name + rule.name.len(), line, column }
    }

    /// For a rule that the bundle does not name.
    pub(super) fn unknown() -> Self {
        Self { words: Box::from(""), name: 0, file: 0, line: 0, column: 0 }
    }

    /// Its address: `contoso_chat.urgency."Angry words"`.
    #[must_use]
    pub fn address(&self) -> &str {
        self.words.get(..self.name).unwrap_or_default()
    }

    /// Its label, `Angry words`, or for one without a label its list and number, `urgency#2`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.words.get(self.name..self.file).unwrap_or_default()
    }

    /// The file it stands in.
    #[must_use]
    pub fn file(&self) -> &str {
        self.words.get(self.file..).unwrap_or_default()
    }

    /// Whether a person may call it so: by its label, or by its address, each with or without the quotes.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let label = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        self.name() == name
            || label == Some(self.name())
            || self.address() == name
            || self.address().replace('"', "") == name
    }

    /// The list it stands in, as an address: `contoso_chat.urgency`, `contoso_chat.route`, `Case.intake`.
    #[must_use]
    pub fn list(&self) -> &str {
        let address = self.address();
        let labelled = address.strip_suffix('"').and_then(|rest| rest.strip_suffix(self.name()));
        labelled
            .and_then(|rest| rest.strip_suffix(".\""))
            .or_else(|| Some(address.rsplit_once('#')?.0))
            .unwrap_or(address)
    }
}

impl Serialize for RuleName {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let (address, name, file) = (self.address(), self.name(), self.file());
        Shape { address, name, file, line: self.line, column: self.column }.serialize(out)
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for RuleName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Shape::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Shape::json_schema(generator)
    }
}
