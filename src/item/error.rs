/// Why a line of the host's data is no item at all, so that there is nothing to decide.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemError {
    /// The text is not JSON.
    #[error("this is not JSON, from {} on: {reason}", place(*line, *column))]
    NotJson {
        /// The line of the item's text, from 1.
        line: usize,
        /// The column, in bytes, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// The JSON is not an object.
    #[error("an item is an object with fields, `{{ … }}`; this is something else")]
    NotAnObject,
    /// The item names nothing that could decide it, and there is no default.
    #[error("the item says neither `workstream` nor `instance` nor `record`, so nothing can decide it")]
    NoTarget,
    /// The item names something that the program does not have, and there is no default.
    #[error("`{key}` is `{seen}`, which this program does not have, so nothing can decide the item")]
    UnknownTarget {
        /// `workstream`, `instance` or `record`.
        key: &'static str,
        /// The name.
        seen: String,
    },
}

/// A line is worth saying only where there are several.
fn place(line: usize, column: usize) -> String {
    if line > 1 { format!("line {line}, column {column}") } else { format!("column {column}") }
}
