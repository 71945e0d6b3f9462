use super::{Expr, Header, Name, Setting, Text};
use crate::source::Span;

/// `enum Product { phone "Telephone" named ["tel"] = 192360001, … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// Name and label.
    pub header: Header,
    /// Its values, in declared order.
    pub values: Vec<EnumValue>,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The word that rules use.
    pub name: Name,
    /// How data and people spell it.
    pub label: Option<Text>,
    /// Further spellings: `named ["tel", "phone line"]`.
    pub spellings: Vec<Text>,
    /// The number that data may use instead: `= 192360001`.
    pub code: Option<(i64, Span)>,
    /// The whole entry.
    pub span: Span,
}

/// `entity Case { … }`, and `channel kiosk { … }`, whose fields are read as `channel.field`.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Name and label.
    pub header: Header,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// `product: Product? from "productid" = phone`
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The text of the `///` lines above it.
    pub doc: Option<String>,
    /// The word that rules use.
    pub name: Name,
    /// What it holds.
    pub ty: TypeName,
    /// The field's name in the data, where it differs.
    pub from: Option<Text>,
    /// What fills it when the data has no value.
    pub default: Option<Expr>,
    /// The whole entry.
    pub span: Span,
}

/// A type as written.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName {
    /// The type itself.
    pub kind: TypeNameKind,
    /// Whether `?` follows: the value may be missing.
    pub optional: bool,
    /// Where it stands.
    pub span: Span,
}

/// The shape of a type as written.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeNameKind {
    /// `text`, `Tier`, `queue`
    Word(String),
    /// `[text]`
    List(Box<TypeName>),
}

/// `who: Customer`
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The parameter's name.
    pub name: Name,
    /// Its type.
    pub ty: TypeName,
}

/// `let big_cart = 500`
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// The name it gets.
    pub name: Name,
    /// Its value: a literal.
    pub value: Expr,
}

/// `list angry_words = ["refund", "lawyer"]`
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The name it gets.
    pub name: Name,
    /// Its members, in order.
    pub members: Vec<Expr>,
}

/// `condition is_vip(who: Customer) = who.tier in [gold, platinum]`
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The name it gets.
    pub name: Name,
    /// What it is asked about; empty without parentheses.
    pub parameters: Vec<Parameter>,
    /// When it holds.
    pub body: Expr,
}

/// `model effort(title: text) -> int`
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The name it gets.
    pub name: Name,
    /// What it is given.
    pub parameters: Vec<Parameter>,
    /// What it answers.
    pub result: TypeName,
}

/// `hours office "Office hours" { … }` or `closures national { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Hours {
    /// Whether it began with `closures`, whose entries are dates with a reason.
    pub closures: bool,
    /// Name and label.
    pub header: Header,
    /// The settings: `zone`, `open`, `closed`, `only`, `until`; none in `closures`.
    pub settings: Vec<Setting>,
    /// The days of `closures`: a date or a range of dates, and the reason.
    pub days: Vec<(Expr, Option<Text>)>,
}
