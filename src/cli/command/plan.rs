use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::planned::{human, markdown};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, safe};
use enroute::engine::Checked;
use enroute::plan::plan;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
OLD and NEW are each a `.route` file or a folder, or one of these as it was in a revision of the repository around here:
`git:main:contoso`. What the platform does not let anybody change in place is refused, and the command ends with 1.

Examples:
  enroute plan git:main:contoso contoso
  enroute plan old new --format markdown";

/// What takes the place of what.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The program as it is
    old: PathBuf,
    /// The program as it would be
    new: PathBuf,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// For people
    #[default]
    Human,
    /// As one JSON object; `enroute schema plan` prints its shape
    Json,
    /// For a pull request
    Markdown,
}

/// Compares the two, and tells what changes.
pub(crate) fn run(args: &Args) -> Outcome {
    let Some((old, new)) = checked(&args.old)?.zip(checked(&args.new)?) else {
        return Ok(Verdict::Problems);
    };
    let plan = plan(&old, &new);
    let mut out = anstream::stdout().lock();
    match args.format {
        Style::Human => write!(out, "{}", safe(&human(&plan)))?,
        Style::Markdown => write!(out, "{}", markdown(&plan))?,
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, &plan).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Verdict::problems(plan.refused > 0))
}

/// The program there, if it has no error; its errors are reported.
fn checked(path: &Path) -> Result<Option<Checked>, Failure> {
    let program = Program::at(path)?;
    let checked = program.check()?;
    if checked.has_errors() {
        let mut report = Report::new(Format::Human);
        report.add(&checked.diagnostics, &Places::new(&checked.sources, &program.prefix));
        report.write(&mut io::sink(), &mut anstream::stderr().lock())?;
        return Ok(None);
    }
    Ok(Some(checked))
}
