use crate::cli::cover::{ItemArgs, annotated, lcov, summary};
use crate::cli::html::HtmlArgs;
use crate::cli::outcome::{Failure, Outcome, Verdict};
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
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
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
    if let Some(filter) = &args.filter
        && runner::count(&compiled, Some(filter)) == 0
    {
        writeln!(anstream::stderr(), "no test has `{}` in its title", safe(filter))?;
        return Ok(Verdict::Problems);
    }
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
    Ok(Verdict::problems(args.fail_under.map(|least| is_under(&covered, least)).transpose()? == Some(true)))
}

/// Whether too little is covered; stderr is told what.
fn is_under(covered: &Covered, least: u8) -> Result<bool, Failure> {
    let scores = [("clauses", covered.clauses.percent()), ("rules", covered.rules.percent())];
    let under: Vec<_> = scores.into_iter().filter(|(_, percent)| *percent < usize::from(least)).collect();
    for (what, percent) in &under {
        writeln!(anstream::stderr(), "{what} are covered to {percent} %, less than {least} %")?;
    }
    Ok(!under.is_empty())
}

/// A share in percent as it stands among arguments.
fn percent(text: &str) -> Result<u8, String> {
    let figure = text.parse().ok().filter(|figure| *figure <= 100);
    figure.ok_or_else(|| "write a whole number from 0 to 100, without `%`, such as `90`".to_owned())
}
