//! The tree as written: every word the author typed that means something, and where it stands.
//!
//! Nothing here is resolved: a name is a word, a setting is a word and the terms after it.

mod clause;
mod data;
mod desk;
mod expr;
mod file;
mod setting;
mod table;
mod trial;
mod workstream;

pub use clause::{Clause, ClauseKind, Guard, OrderKey, QueueTarget, Rule, Share, Target, UrgencyStep};
pub use data::{
    Condition, Constant, Entity, Enum, EnumValue, Field, Hours, List, Model, Parameter, TypeName,
    TypeNameKind,
};
pub use desk::{Assignment, Queue};
pub use expr::{Call, Expr, ExprKind, Literal, Path, Range};
pub use file::{Broken, File, Header, Import, Item, ItemKind, Language, Name, Plain, PlainKind, Text};
pub use setting::{Setting, Term};
pub use table::{Cell, CellKind, OutputColumn, Row, Rows, Table};
pub use trial::{
    ExpectColumn, Expectation, Given, GivenColumn, GivenColumnKind, GivenKind, Line, Scenario, Test, TestRow,
    TestRows,
};
pub use workstream::{Classify, ClassifyKind, Context, Copies, Intake, Route, Without, Workstream};

pub use crate::types::{ArithOp, BoolOp, Case, CompareOp, HitPolicy, Quantifier, RoutePolicy, TextOp};
