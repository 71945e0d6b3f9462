use crate::engine::LoadError;
use crate::runner::TestReport;
use crate::source::Sources;

/// Who reads files for the server. Paths are whole, with `/` between parts.
pub trait Files {
    /// The bytes of the file called `name` in `folder` or below it.
    fn read(&self, folder: &str, name: &str) -> Result<Vec<u8>, LoadError>;

    /// The paths of all `.route` files in a folder and below, and of all tables.
    fn below(&self, folder: &str) -> Vec<String>;
}

/// How the results of tests are shown to a person, as plain text.
pub type Draw = fn(&TestReport, &Sources) -> String;

/// What the server needs of the world.
#[derive(Clone, Copy)]
pub struct Outside<'a> {
    /// Who reads files.
    pub files: &'a dyn Files,
    /// Who draws the results of tests.
    pub draw: Draw,
}

impl std::fmt::Debug for Outside<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Outside")
    }
}
