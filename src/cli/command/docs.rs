use crate::cli::html::HtmlArgs;
use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, safe};
use crate::cli::runbook;
use enroute::source::Span;
use enroute::{page, picture, tell};
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute docs contoso
  enroute docs contoso --html contoso.html";

/// What is told.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file or a folder
    path: PathBuf,
    #[command(flatten)]
    html: HtmlArgs,
}

/// Tells all that a program does in sentences.
pub(crate) fn run(args: &Args) -> Outcome {
    let program = Program::at(&args.path)?;
    let checked = program.check()?;
    let places = Places::new(&checked.sources, &program.prefix);
    if checked.has_errors() {
        let mut report = Report::new(Format::Human);
        report.add(&checked.diagnostics, &places);
        report.write(&mut io::sink(), &mut anstream::stderr().lock())?;
        return Ok(Verdict::Problems);
    }
    let place = |span: Span| {
        let place = places.place(span);
        format!("{}:{}", place.file, place.line)
    };
    let book = tell::book(&checked.program, &place);
    let title = book.title.clone().unwrap_or_else(|| format!("Run-book of {}", args.path.display()));
    args.html.write(|| page::runbook(&title, &book, &picture::drawn(&checked, None)))?;
    anstream::stdout().lock().write_all(safe(&runbook::text(&title, &book)).as_bytes())?;
    Ok(Verdict::Good)
}
