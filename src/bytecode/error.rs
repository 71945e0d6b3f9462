/// Why a program may not run. Programs that `codegen` makes have none of these: the bundle was damaged or forged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Something names what the program does not have.
    #[error("{place} names {kind} number {number}, and there are only {count}")]
    OutOfRange {
        /// What names it.
        place: String,
        /// The kind of thing named.
        kind: &'static str,
        /// The number named.
        number: u64,
        /// How many there are.
        count: u64,
    },
    /// A jump goes back or to itself, or code runs past its end.
    #[error("instruction {at} does not go forward to another")]
    NotForward {
        /// The instruction.
        at: u64,
    },
    /// A slot is used as something else than it is.
    #[error("{place} uses slot {slot} as what it is not")]
    WrongKind {
        /// What uses it.
        place: String,
        /// The slot.
        slot: u32,
    },
    /// A list or rule is not what its user needs.
    #[error("{place} {fault}")]
    Misshapen {
        /// What is wrong.
        place: String,
        /// How.
        fault: &'static str,
    },
    /// A table's row asks a table.
    #[error("a row of table {table} asks a table")]
    TableAsksTable {
        /// The table.
        table: u64,
    },
    /// A time zone is not known.
    #[error("the time zone `{zone}` is not known to this version")]
    Zone {
        /// Its name.
        zone: String,
    },
    /// A pattern cannot be read, or is too large.
    #[error("the pattern `{pattern}` cannot be read or is too large")]
    Pattern {
        /// The pattern.
        pattern: String,
    },
    /// All patterns together are larger than they may be.
    #[error("the patterns of the program take {found} bytes of memory or more, and {most} are allowed")]
    Patterns {
        /// What was counted until there was too much.
        found: u64,
        /// What is allowed.
        most: u64,
    },
    /// A rule is filed where a decision would not look for it.
    #[error("a rule is filed under what need not hold where it matches")]
    Misfiled,
    /// The cost written into the program is not what it costs.
    #[error("the worst cost written in the program is not what the program costs")]
    Cost,
}
