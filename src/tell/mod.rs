//! A program in sentences, for people who do not write rules.
//!
//! Takes a program as meant (`hir`), and how a place in its text is called; gives sentences in pieces, so that whoever shows
//! them can make links of names, and the [`Book`] of all there is to say. It must never know how they are shown, nor look at
//! the text of the program.

mod assignment;
mod book;
mod condition;
mod hours;
mod noun;
mod people;
mod queue;
mod rules;
mod said;
mod search;
mod sentence;
mod served;
mod setting;
mod table;
mod teller;
mod value;
mod words;
mod workstream;

pub use assignment::AssignmentTold;
pub use book::{Book, ConditionTold, IntakeTold, ListTold, book};
pub use hours::HoursTold;
pub use people::{PeopleTold, Sheet};
pub use queue::QueueTold;
pub use rules::{Rule, Rules, When, unlabelled};
pub use said::Said;
pub use sentence::{Anchor, Kind, Piece, Sentence};
pub use setting::{SettingTold, Source};
pub use table::TableTold;
pub use workstream::{WorkstreamTold, decides_all};
