use super::program::Named;
use super::{Const, Expr, RatingId};
use crate::source::Span;
use crate::types::{Case, CompareOp, EntityId, HitPolicy, TextOp, Type};
use crate::value::{Date, Time, Weekday};

/// A declared enum. The first three of every program are built in: the days of the week (`mon` to `sun`), the
/// presences (`available`, `busy`, `do_not_disturb`, `away`, `offline`, `inactive`) and the sentiments.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// What it is called.
    pub named: Named,
    /// Its values, in declared order.
    pub values: Vec<EnumValue>,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The word that rules use.
    pub word: String,
    /// How people see it.
    pub label: Option<String>,
    /// Further spellings in the data.
    pub spellings: Vec<String>,
    /// The number that stands for it in the data.
    pub code: Option<i64>,
    /// Where it is declared.
    pub span: Span,
}

/// A declared entity, `entity Agent` among them, and the fields of a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What it is called.
    pub named: Named,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A field of an entity, or a context variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The word that rules use.
    pub name: String,
    /// The field's name in the data.
    pub key: String,
    /// What it holds.
    pub ty: Type,
    /// Whether it may be missing.
    pub optional: bool,
    /// What fills it when the data has no value.
    pub default: Option<Const>,
    /// Where it is declared.
    pub span: Span,
}

/// A rating: the levels a skill may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// What it is called.
    pub named: Named,
    /// The lowest level.
    pub lowest: i64,
    /// The highest level.
    pub highest: i64,
    /// What levels are called, by level.
    pub labels: Vec<(i64, String)>,
}

/// A skill.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// What it is called.
    pub named: Named,
    /// Its levels; none for a skill that is held or not.
    pub rating: Option<RatingId>,
    /// The skill type it belongs to.
    pub skill_type: Option<String>,
    /// The enum field whose values it stands for: `modelled_by Case.product`.
    pub modelled_by: Option<(EntityId, u32)>,
    /// Further spellings in the data.
    pub spellings: Vec<String>,
}

/// When a capacity profile is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// As soon as the work ends.
    Immediately,
    /// When the agent's shift ends.
    EndOfDay,
}

/// A capacity profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What it is called.
    pub named: Named,
    /// How many items at once (or in a day).
    pub limit: i64,
    /// When it is given back.
    pub reset: Reset,
    /// Whether a full profile keeps all other automatic work away.
    pub blocking: bool,
    /// Profiles that must be unused for this one to be used.
    pub excludes: Vec<super::ProfileId>,
}

/// A calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    /// What it is called.
    pub named: Named,
    /// Its time zone, known to exist.
    pub zone: String,
    /// When it is open in every week.
    pub open: Vec<OpenSpan>,
    /// The days it is closed, of all closures it names.
    pub closed: Vec<Closure>,
    /// Single days with hours of their own.
    pub only: Vec<Only>,
    /// The last day it is open at all.
    pub until: Option<Date>,
}

/// One opening: from the first time until the second on one day of the week; over midnight if the second is not later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSpan {
    /// The day it begins on.
    pub day: Weekday,
    /// When it begins.
    pub from: Time,
    /// When it ends; 24:00 for the end of the day.
    pub to: Time,
}

/// Days without opening, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why.
    pub reason: Option<String>,
}

/// A day with hours of its own, which override both the week's and the closures'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    /// The day.
    pub day: Date,
    /// Its openings, as local times; empty for closed.
    pub spans: Vec<(Time, Time)>,
    /// Why.
    pub reason: Option<String>,
}

/// What a condition, table, model or assignment is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// What it is called.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Where it is declared.
    pub span: Span,
}

/// A named list. Where rules use it, they have its members; its name is for showing.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What it is called.
    pub named: Named,
    /// Its members, in order.
    pub values: Vec<Const>,
}

/// A named condition. Its body names only conditions of lower numbers: there is no recursion.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What it is called.
    pub named: Named,
    /// What it is given.
    pub parameters: Vec<Parameter>,
    /// When it holds.
    pub body: Expr,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it is called.
    pub named: Named,
    /// What its cells are compared with: scalars.
    pub parameters: Vec<Parameter>,
    /// What a row gives: name (empty for a single unnamed output) and type.
    pub outputs: Vec<(String, Type)>,
    /// Which of several matching rows counts; `check` has proved `unique`.
    pub policy: HitPolicy,
    /// Whether every input has a row; proved by `check`.
    pub complete: bool,
    /// The rows, in order.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// One cell a parameter; all `Any` for `otherwise`.
    pub cells: Vec<TableCell>,
    /// One value an output.
    pub outputs: Vec<Const>,
    /// Where it stands (in the CSV file, if it came from one).
    pub span: Span,
}

/// What one column of a row asks.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCell {
    /// The test.
    pub test: TableCellTest,
    /// Whether the test must fail: `not …`. True of a missing value if the test is not `Any`.
    pub negated: bool,
}

/// The tests of a cell. All but `Any` are false of a missing value.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCellTest {
    /// Nothing.
    Any,
    /// One of these values.
    OneOf(Vec<Const>, Case),
    /// A range.
    Between {
        /// The first value that counts.
        from: Const,
        /// The last.
        to: Const,
        /// Whether the last itself does not count.
        half_open: bool,
    },
    /// A comparison: `<`, `<=`, `>`, `>=`.
    Compare(CompareOp, Const),
    /// Whether there is a value.
    Present,
    /// A search, without case, for any of these.
    Search(TextOp, Vec<String>),
}

/// A model that the host supplies.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What it is called.
    pub named: Named,
    /// What it is given.
    pub parameters: Vec<Parameter>,
    /// What it answers. The built-in model `skills` answers a list of skills: `List(Skill)`.
    pub result: Type,
}

impl EnumValue {
    /// Where its word stands; empty for a value that is built in.
    #[must_use]
    pub fn name_span(&self) -> Span {
        word_of(self.span, &self.word)
    }
}

impl Field {
    /// Where its name stands; empty for a field that is built in.
    #[must_use]
    pub fn name_span(&self) -> Span {
        word_of(self.span, &self.name)
    }
}

/// The word that a declaration begins with.
fn word_of(span: Span, word: &str) -> Span {
    let end = span.start.saturating_add(u32::try_from(word.len()).unwrap_or(u32::MAX));
    Span { end: end.min(span.end), ..span }
}
