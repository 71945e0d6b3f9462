//! What may be wrong with a program that could be read, in the author's words.
//!
//! One enum a theme: each variant carries facts, and its words, code and help stand on it.

mod assignment;
mod data;
mod distribution;
mod doubt;
mod hours;
mod intake;
mod limit;
mod mended;
mod name;
mod nearest;
mod overflow;
mod path;
mod plain;
mod queue;
mod reach;
mod retyped;
mod rows;
mod rule;
mod setting;
mod table;
mod template;
mod trial;
mod types;
mod workstream;

pub(super) use assignment::AssignmentError;
pub(super) use data::DataError;
pub(super) use distribution::DistributionError;
pub(super) use doubt::Doubt;
pub(super) use hours::HoursError;
pub(super) use intake::IntakeError;
pub(super) use limit::LimitExceeded;
pub(super) use name::{Declared, NameError};
pub(super) use nearest::{did_you_mean, nearest};
pub(super) use overflow::OverflowError;
pub(super) use path::PathError;
pub(super) use plain::PlainError;
pub(super) use queue::QueueError;
pub(super) use reach::ReachError;
pub(super) use rows::RowsError;
pub(super) use rule::RuleError;
pub(super) use setting::SettingError;
pub(super) use table::TableError;
pub(super) use template::TemplateError;
pub(super) use trial::{ScenarioError, TestError};
pub(super) use types::TypeError;
pub(super) use workstream::WorkstreamError;
