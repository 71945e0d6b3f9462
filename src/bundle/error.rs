use crate::bytecode::VerifyError;

/// Why bytes are not a bundle that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The bytes are something else.
    #[error("this is not a bundle: a bundle begins with `routeb`")]
    NotABundle,
    /// It was written in a form this version cannot read.
    #[error(
        "the bundle has format {found}, and this version reads format {known}: compile the sources again"
    )]
    Version {
        /// The format it has.
        found: u32,
        /// The format this version reads.
        known: u32,
    },
    /// Bytes are missing.
    #[error("the bundle is cut short: {section} should go on")]
    Short {
        /// Where the bytes end.
        section: &'static str,
    },
    /// Bytes were changed.
    #[error("the bundle is damaged: the checksum of {section} does not match")]
    Damaged {
        /// Which part.
        section: &'static str,
    },
    /// A part cannot be read.
    #[error("the bundle is damaged: {section} cannot be read")]
    Unreadable {
        /// Which part.
        section: &'static str,
    },
    /// Bytes follow that are no seal, or more than one.
    #[error("bytes follow {section} that do not belong there")]
    Trailing {
        /// After which part.
        section: &'static str,
    },
    /// The seal was written in a form this version cannot read.
    #[error("the seal has version {found}, and this version reads version {known}: sign the bundle again")]
    SealVersion {
        /// The version it has.
        found: u32,
        /// The version this version reads.
        known: u32,
    },
    /// It is larger or dearer than the host allows: see [`super::Limits`].
    #[error(
        "the bundle takes more than this host allows: {what} {found} {unit}, and {allowed} are allowed (`{name}`)"
    )]
    Limit {
        /// The limit, by its name among [`super::Limits`].
        name: &'static str,
        /// What takes so much: `its file has`.
        what: &'static str,
        /// How much it takes.
        found: u64,
        /// Of what.
        unit: &'static str,
        /// How much is allowed.
        allowed: u64,
    },
    /// The program in it breaks a promise.
    #[error("the bundle's program cannot be trusted: {0}")]
    Refused(#[from] VerifyError),
}

impl LoadError {
    /// Which of these it is, in a word that stays the same in later versions: `not-a-bundle`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "not-a-bundle",
            Self::Version { .. } => "other-format",
            Self::Short { .. } => "cut-short",
            Self::Damaged { .. } => "damaged",
            Self::Unreadable { .. } => "unreadable",
            Self::Trailing { .. } => "trailing-bytes",
            Self::SealVersion { .. } => "other-seal",
            Self::Limit { .. } => "over-limit",
            Self::Refused(_) => "unsound-program",
        }
    }
}
