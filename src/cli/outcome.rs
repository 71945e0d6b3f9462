use std::io;
use std::process::ExitCode;

/// How a command ended.
pub(crate) type Outcome = Result<Verdict, Failure>;

/// What a command that did its work found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All is well.
    Good,
    /// There are problems in the rules, tests or items; they have been reported.
    Problems,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was asked for something that makes no sense.
    Usage(String),
    /// It could not read or write.
    Access(String),
    /// Whoever read the output has had enough.
    Closed,
}

impl Verdict {
    /// Whether something is wrong.
    pub(crate) fn problems(wrong: bool) -> Self {
        if wrong { Self::Problems } else { Self::Good }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Access(format!("cannot write: {error}"))
    }
}

impl From<enroute::engine::Failure> for Failure {
    fn from(error: enroute::engine::Failure) -> Self {
        Self::Access(error.to_string())
    }
}

/// The exit code: 0 well, 1 problems in rules, tests or items, 2 usage, 3 cannot read or write.
pub(crate) fn code(outcome: &Outcome) -> ExitCode {
    ExitCode::from(match outcome {
        Ok(Verdict::Good) | Err(Failure::Closed) => 0,
        Ok(Verdict::Problems) => 1,
        Err(Failure::Usage(_)) => 2,
        Err(Failure::Access(_)) => 3,
    })
}
