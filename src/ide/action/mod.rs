//! What an editor can do to a program for its author, beside mending mistakes.
//!
//! Takes a [`Spot`](spot::Spot): a place of a section that was read without a mistake. Gives [`Action`]s whose edits
//! leave the program's meaning as it is, or add what the author will go on with. It must never know how edits are shown.

mod add;
mod choice;
mod comparison;
mod declare;
mod extract;
mod fired;
mod found;
mod imports;
mod inline;
mod label;
mod layout;
mod lookup;
mod names;
mod order;
mod settings;
mod split;
mod spot;

pub use found::{Action, ActionKind, actions, mended};
