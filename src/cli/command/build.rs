use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::output;
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, safe};
use std::io::Write;
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
    /// The file to write; one that is there must be a bundle
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
    let bytes = bundle.write();
    output::write(&args.output, "bundle", &bytes)?;
    let zones = bundle.zone_database().map_or_else(String::new, |version| format!(", zone rules {version}"));
    let shown = args.output.display().to_string();
    let (shown, count, digest) = (safe(&shown), bytes.len(), bundle.digest());
    writeln!(anstream::stderr(), "wrote {shown}: {count} bytes, {digest}{zones}")?;
    Ok(Verdict::Good)
}
