/// Why a program may not run. Programs that `codegen` makes have none of these: the bundle was damaged or forged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Something names what the program does not have.
    #[error("{what} names {kind} number {number}, and there are only {count}")]
    OutOfRange {
        /// What names it.
        what: String,
        /// The kind of thing named.
        kind: &'static str,
        /// The number named.
        number: u64,
        /// How many there are.
        count: u64,
    },
}
