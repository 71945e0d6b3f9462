use crate::cli::disk::{self, Disk};
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::has_end;
use crate::cli::report::{Places, drawn};
use crate::cli::verdicts;
use enroute::engine::{LoadError, Loader};
use enroute::lsp::{Ended, Files, Outside};
use enroute::runner::TestReport;
use enroute::source::Sources;
use std::io;
use std::path::{Path, PathBuf};

const ABOUT: &str = "\
It is for editors: they start it, and talk to it over its input and output. docs/editors.md says how to set up yours.";

/// How an editor starts it.
#[derive(Debug, clap::Args)]
#[command(after_help = ABOUT)]
pub(crate) struct Args {
    /// Talk over input and output; there is no other way, and some editors say so
    #[arg(long)]
    stdio: bool,
}

/// Answers an editor until it goes.
pub(crate) fn run(args: &Args) -> Outcome {
    let _ = args.stdio;
    let (connection, writer) = enroute::lsp::over(io::BufReader::new(io::stdin()), io::stdout());
    let ended = enroute::lsp::serve(&connection, Outside { files: &Folders, draw });
    drop(connection);
    match writer.join() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Err(error.into()),
        Err(_) => return Err(Failure::Access("cannot write to the editor".to_owned())),
    }
    Ok(match ended {
        Ended::Properly | Ended::Silently => Verdict::Good,
        Ended::Abruptly => Verdict::Problems,
    })
}

/// The files on disk.
struct Folders;

impl Files for Folders {
    fn read(&self, folder: &str, name: &str) -> Result<Vec<u8>, LoadError> {
        Disk::new(PathBuf::from(folder)).read(name)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let files = disk::files(Path::new(folder));
        let wanted = files.filter(|name| ["route", "csv"].iter().any(|end| has_end(name, end)));
        wanted.map(|name| format!("{}/{name}", folder.trim_end_matches('/'))).collect()
    }
}

/// What `enroute test` prints of these results, without colours.
fn draw(report: &TestReport, sources: &Sources) -> String {
    let failures = verdicts::failures(report, sources);
    verdicts::lines(report) + &drawn(&failures, &Places::new(sources, ""))
}
