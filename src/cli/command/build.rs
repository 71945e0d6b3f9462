use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::{Program, said};
use crate::cli::report::{Format, Places, Report};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute build contoso -o contoso.routeb
  enroute build contoso/contoso.route -o contoso.routeb --format github";

/// What to compile, and where to.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file or a folder
    path: PathBuf,
    /// The file to write
    #[arg(short, long, value_name = "FILE.routeb")]
    output: PathBuf,
    /// How problems are reported
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Compiles, and writes the bundle unless there is an error.
pub(crate) fn run(args: &Args) -> Outcome {
    let program = Program::at(&args.path)?;
    let compiled = program.compile()?;
    let mut report = Report::new(args.format);
    report.add(&compiled.checked.diagnostics, &Places::new(&compiled.checked.sources, &program.prefix));
    report.write(&mut anstream::stdout().lock(), &mut anstream::stderr().lock())?;
    let Some(bundle) = compiled.bundle else {
        return Ok(Verdict::Problems);
    };
    let shown = args.output.display();
    let cannot = |error: io::Error| Failure::Access(format!("cannot write `{shown}`: {}", said(&error)));
    let bytes = bundle.write();
    fs::write(&args.output, &bytes).map_err(cannot)?;
    let zones = bundle.zone_database().map_or_else(String::new, |version| format!(", zone rules {version}"));
    writeln!(anstream::stderr(), "wrote {shown}: {} bytes, {}{zones}", bytes.len(), bundle.digest())?;
    Ok(Verdict::Good)
}
