use super::{Header, Name, Parameter, Rule, Setting};
use crate::source::Span;

/// `queue vip "VIP chat" { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Name and label.
    pub header: Header,
    /// `queue x copies y`
    pub copies: Option<Name>,
    /// The settings of its block.
    pub settings: Vec<Setting>,
    /// `overflow { … }`, with its place
    pub overflow: Option<(Vec<Rule>, Span)>,
    /// `prioritize { … }`, with its place
    pub prioritize: Option<(Vec<Rule>, Span)>,
    /// `choose { … }`, with its place
    pub choose: Option<(Vec<Rule>, Span)>,
    /// Blocks of the three kinds above beyond the first: reported by `check`.
    pub repeated: Vec<(String, Span)>,
}

/// `assignment skilled_first(s: skill) { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The name it gets.
    pub name: Name,
    /// What it is given.
    pub parameters: Vec<Parameter>,
    /// `inherit [presences, skills]` and the like.
    pub settings: Vec<Setting>,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
}
