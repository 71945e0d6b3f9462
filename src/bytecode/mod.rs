//! What a compiled program is made of.
//!
//! Takes nothing, gives the shapes that the compiler writes and the machine reads: first of all the [`Schema`], which
//! says what an item looks like to a program. It must never know a text an author wrote, nor how anything is run.

mod schema;

pub use schema::{
    Const, EnumShape, EnumValueShape, FieldShape, IntakeShape, ListKind, MISSING, Reading, RecordShape, Root,
    Schema, Slot, SlotKind, SlotShape, WorkstreamShape,
};
