//! Tables: their cells and outputs by type, rows from CSV, and the proofs of `unique` and `complete`.

mod cell;
mod cells;
mod csv;
mod declare;
mod literal;
mod proof;
mod region;

pub(super) use declare::declare;
