use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report};
use std::path::PathBuf;

const EXAMPLES: &str = "\
A file stands for itself and all it imports; a folder is one program, all its .route files.

Examples:
  enroute check contoso
  enroute check contoso/contoso.route --format json
  enroute check contoso --as-of 2027-01-01      which calendars list no closure after that day?";

/// What to check.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// `.route` files or folders, each a program
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How problems are reported
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Name the calendars that list no closure after this day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<enroute::value::Date>,
}

/// Checks, and reports what it found.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut report = Report::new(args.format);
    for path in &args.paths {
        let program = Program::at(path)?;
        let mut checked = program.check()?;
        if let Some(day) = args.as_of {
            checked.diagnostics.extend(enroute::engine::stale_calendars(&checked.program, day));
        }
        report.add(&checked.diagnostics, &Places::new(&checked.sources, &program.prefix));
    }
    report.write(&mut anstream::stdout().lock(), &mut anstream::stderr().lock())?;
    Ok(Verdict::problems(report.tally().errors > 0))
}

fn date(text: &str) -> Result<enroute::value::Date, String> {
    enroute::value::Date::parse(text).ok_or_else(|| "write a day as in `2027-01-31`".to_owned())
}
