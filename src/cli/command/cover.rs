use crate::cli::cover::{ItemArgs, annotated, lcov, summary};
use crate::cli::html::HtmlArgs;
use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, safe};
use enroute::cover::{Coverage, Covered};
use enroute::page;
use enroute::runner::{self, Crew};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

const EXAMPLES: &str = "\
A clause is covered when it was seen to hold and seen not to hold while it decided: had it come out otherwise, so would the
rule's condition.

Examples:
  enroute cover contoso
  enroute cover contoso --annotate
  enroute cover contoso --items items.jsonl --at 2026-03-02T10:15Z
  enroute cover contoso --fail-under 100";

/// What is to be covered, by what.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file or a folder
    path: PathBuf,
    /// Only tests whose title contains this text
    #[arg(long, value_name = "TEXT", conflicts_with = "items")]
    filter: Option<String>,
    #[command(flatten)]
    items: ItemArgs,
    /// Show the source, with how often each rule and row held and what was never seen
    #[arg(long)]
    annotate: bool,
    /// End with 1 where fewer of the clauses, or of the rules, are covered, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    fail_under: Option<u8>,
    #[command(flatten)]
    html: HtmlArgs,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// For people
    #[default]
    Human,
    /// As one JSON object
    Json,
    /// As lcov reads it
    Lcov,
}

/// Runs the tests, or decides the items, and says what of the rules they reach.
pub(crate) fn run(args: &Args) -> Outcome {
    let program = Program::at(&args.path)?;
    let compiled = program.compile_with_tests()?;
    let sources = &compiled.checked.sources;
    let Some(bundle) = &compiled.bundle else {
        let mut report = Report::new(Format::Human);
        report.add(&compiled.checked.diagnostics, &Places::new(sources, &program.prefix));
        report.write(&mut anstream::stderr().lock(), &mut anstream::stderr().lock())?;
        return Ok(Verdict::Problems);
    };
    let covered = match args.items.coverage(bundle)? {
        None => {
            let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            runner::cover(&compiled, args.filter.as_deref(), Crew { threads, ..Crew::ALONE })
        }
        Some(coverage) => Some(coverage.covered(bundle)),
    };
    let covered = covered.unwrap_or_else(|| Coverage::new(bundle).covered(bundle));
    args.html
        .write(|| page::covered(&format!("What is covered of {}", args.path.display()), &covered, sources))?;
    let mut out = anstream::stdout().lock();
    match args.format {
        Style::Human => {
            if args.annotate {
                write!(out, "{}", annotated(&covered, sources))?;
            }
            write!(out, "{}", safe(&summary(&covered)))?;
        }
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, &covered).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Style::Lcov => write!(out, "{}", lcov(&covered, &program.prefix))?,
    }
    Ok(Verdict::problems(args.fail_under.is_some_and(|least| is_under(&covered, least))))
}

fn is_under(covered: &Covered, least: u8) -> bool {
    [covered.clauses, covered.rules].iter().any(|score| score.percent() < usize::from(least))
}
