//! What an editor asks about a program, answered in plain data.
//!
//! Takes a [`Workspace`](crate::engine::Workspace) that is up to date, and a place in one of its files; gives places,
//! texts and edits, in byte offsets of whole files. It must never know the protocol of an editor, nor touch a file.

mod action;
mod alike;
mod breaks;
mod columns;
mod complete;
mod cursor;
mod definition;
mod edited;
mod find;
mod folds;
mod hints;
mod hover;
mod index;
mod lenses;
mod links;
mod meaning;
mod outside;
mod paint;
mod parts;
mod references;
mod rename;
mod room;
mod scope;
mod selections;
mod signature;
mod stand;
mod symbols;
mod walk;

pub use action::{Action, ActionKind, actions, mended};
pub use complete::{Completion, CompletionKind, complete};
pub use cursor::At;
pub use definition::definition;
pub use find::find_symbols;
pub use folds::{Fold, FoldKind, folds};
pub use hints::{Hint, HintKind, hints};
pub use hover::{Hover, hover};
pub use index::{Occurrence, occurrence, occurrences, occurrences_in};
pub use lenses::{Lens, LensKind, lenses};
pub use links::{Link, links};
pub use paint::{Paint, PaintKind, paint};
pub use references::{Access, IncludeDeclaration, highlights, references};
pub use rename::{Renaming, prepare_rename, rename};
pub use selections::selections;
pub use signature::{Signature, signature};
pub use symbols::{Symbol, SymbolKind, symbols};
