use super::{Name, Text};
use crate::source::Span;
use crate::types::{ArithOp, BoolOp, Case, CompareOp, Quantifier, TextOp};

/// Something that has a value: a condition, a field, a number, a list …
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, parentheses included.
    pub span: Span,
}

/// The shapes of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// `12`, `"text"`, `yes`, `28d`, `70%`
    Literal(Literal),
    /// `customer.tier`; a single word may also be an enum value, a queue, a skill …
    Path(Path),
    /// `is_vip(customer)`, `weekday(office)`, `skilled_first(french)`, `free(chat_load)`
    Call(Call),
    /// `[gold, platinum]`
    List(Vec<Expr>),
    /// `100..5000`, `08:00..18:00`, `mon..fri`
    Range(Box<Range>),
    /// `not x`
    Not(Box<Expr>),
    /// `a and b and c`, or the same with `or`; never mixed at one level, never fewer than two
    Chain(BoolOp, Vec<Expr>),
    /// `a >= b`
    Compare {
        /// The left side.
        left: Box<Expr>,
        /// The operator.
        op: CompareOp,
        /// Whether `exactly` stands before the operator.
        case: Case,
        /// The right side.
        right: Box<Expr>,
    },
    /// `tier in [gold, platinum]`, `amount not in 1..5`
    In {
        /// The left side.
        left: Box<Expr>,
        /// Whether `not` stands before `in`.
        negated: bool,
        /// Whether `exactly` stands before the operator.
        case: Case,
        /// A list, a range, or a name of a list.
        set: Box<Expr>,
    },
    /// `message contains any angry_words`, `code starts with "40"`; on lists too
    Search {
        /// What is searched.
        left: Box<Expr>,
        /// How.
        op: TextOp,
        /// `any`, `all`, `none` or nothing.
        quantifier: Option<Quantifier>,
        /// Whether `exactly` stands before the operator.
        case: Case,
        /// What is searched for: a text, a list, or a name of a list.
        right: Box<Expr>,
    },
    /// `order_id is present` (`true`), `order_id is missing` (`false`)
    Presence {
        /// What is asked about.
        left: Box<Expr>,
        /// `true` for `is present`.
        present: bool,
    },
    /// `opened within last 7d`, `due within next 2h`
    Within {
        /// The instant.
        left: Box<Expr>,
        /// `true` for `next`.
        next: bool,
        /// How long.
        length: Box<Expr>,
    },
    /// `opened older than 3d`
    OlderThan {
        /// The instant.
        left: Box<Expr>,
        /// How long.
        length: Box<Expr>,
    },
    /// `during office` (now), `opened during office`
    During {
        /// The instant; `now` where it is left out.
        left: Option<Box<Expr>>,
        /// The hours asked.
        hours: Name,
    },
    /// `item needs french >= 3`, `has french >= 3`, `has calls`
    Skill {
        /// `item needs` is about the item (`true`), `has` about the agent.
        item: bool,
        /// The skill, or a parameter of type `skill`.
        skill: Name,
        /// The level asked for, with its operator.
        level: Option<(CompareOp, Box<Expr>)>,
    },
    /// `item holds vip_load`
    Holds {
        /// The capacity profile.
        profile: Name,
    },
    /// `a + b`
    Arith {
        /// The left side.
        left: Box<Expr>,
        /// The operator.
        op: ArithOp,
        /// The right side.
        right: Box<Expr>,
    },
    /// `-a`
    Negate(Box<Expr>),
    /// `a ?? b`
    Default {
        /// The value that may be missing.
        left: Box<Expr>,
        /// What stands in for it.
        right: Box<Expr>,
    },
    /// Part of the text that could not be read; a diagnostic has been given.
    Broken,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `yes`, `no`
    Bool(bool),
    /// `12`
    Int(i64),
    /// `12.5`: ten-thousandths
    Decimal(crate::value::Decimal),
    /// `"text"`
    Text(String),
    /// `2026-12-25`
    Date(crate::value::Date),
    /// `08:00`, `24:00`
    Time(crate::value::Time),
    /// `2026-03-02T10:15`: a local day and time, whose zone follows or is known
    Local(crate::value::Date, crate::value::Time),
    /// `2026-03-02T10:15Z`, `2026-03-02T10:15+01:00`
    Instant(crate::value::Instant),
    /// `28d`, `1h30m`
    Duration(crate::value::Duration),
    /// `70%`
    Percent(i64),
    /// `any`
    Any,
}

/// `customer.account.tier`: words joined by dots; at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The words, in order.
    pub words: Vec<Name>,
}

/// `name(arguments)`
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// What is called.
    pub name: Name,
    /// With what.
    pub arguments: Vec<Expr>,
}

/// `a..b`, which holds both ends, or `a..<b`, which holds all but the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The first.
    pub from: Expr,
    /// The last.
    pub to: Expr,
    /// Whether `<` stands before the last.
    pub half_open: bool,
}

impl Expr {
    /// The word, if this is a path of one word.
    #[must_use]
    pub fn as_word(&self) -> Option<&Name> {
        let ExprKind::Path(Path { words }) = &self.kind else { return None };
        words.first().filter(|_| words.len() == 1)
    }

    /// The quoted text, if this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<Text> {
        let ExprKind::Literal(Literal::Text(value)) = &self.kind else { return None };
        Some(Text { value: value.clone(), span: self.span })
    }

    /// The expressions directly inside this one, in the order in which they are written.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Call(call) => call.arguments.iter().collect(),
            ExprKind::List(members) | ExprKind::Chain(_, members) => members.iter().collect(),
            ExprKind::Range(range) => vec![&range.from, &range.to],
            ExprKind::Not(inner) | ExprKind::Negate(inner) => vec![inner],
            ExprKind::Compare { left, right, .. }
            | ExprKind::In { left, set: right, .. }
            | ExprKind::Search { left, right, .. }
            | ExprKind::Arith { left, right, .. }
            | ExprKind::Default { left, right }
            | ExprKind::Within { left, length: right, .. }
            | ExprKind::OlderThan { left, length: right } => vec![left, right],
            ExprKind::Presence { left, .. } => vec![left],
            ExprKind::During { left, .. } => left.iter().map(Box::as_ref).collect(),
            ExprKind::Skill { level, .. } => level.iter().map(|(_, level)| level.as_ref()).collect(),
            ExprKind::Literal(_) | ExprKind::Path(_) | ExprKind::Holds { .. } | ExprKind::Broken => {
                Vec::new()
            }
        }
    }
}
