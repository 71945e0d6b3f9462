//! The `enroute` command.

fn main() {}
