use super::outcome::Failure;
use super::output;
use std::path::PathBuf;

/// Where a page for a browser goes, if one is wanted.
#[derive(Debug, clap::Args)]
pub(crate) struct HtmlArgs {
    /// Write a page for a browser into this file, too
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
}

impl HtmlArgs {
    /// Writes the page that `make` makes, where one is wanted.
    pub(crate) fn write(&self, make: impl FnOnce() -> String) -> Result<(), Failure> {
        let Some(path) = &self.html else { return Ok(()) };
        output::write(path, "page", make().as_bytes())
    }
}
