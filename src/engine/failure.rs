use super::loader::LoadError;
use crate::bytecode::VerifyError;

/// Why a program cannot even be looked at. It is not the author's mistake, so it is no diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// A file is there and cannot be read, or a file to begin with is not there.
    #[error("cannot read `{name}`: {why}")]
    Unreadable {
        /// The file's name.
        name: String,
        /// Why it cannot be read.
        why: LoadError,
    },
    /// The compiler wrote a program that its own verifier refuses.
    #[error("Enroute compiled this program wrongly; please report it: {0}")]
    Mistake(#[from] VerifyError),
}
