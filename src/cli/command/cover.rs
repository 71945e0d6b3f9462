use crate::cli::cover::{annotated, lcov, summary};
use crate::cli::decider::Decider;
use crate::cli::facts::FactArgs;
use crate::cli::items::{Input, Kind, each};
use crate::cli::known;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, safe};
use enroute::cover::{Coverage, Covered};
use enroute::engine::Compiled;
use enroute::item::{ReadOptions, Reader};
use enroute::runner;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
    /// What the items of this file reach, in place of the program's tests; `-` for stdin
    #[arg(long, value_name = "FILE")]
    items: Option<PathBuf>,
    /// What the file holds, where its name does not say
    #[arg(long, value_enum, requires = "items")]
    input: Option<Kind>,
    /// The workstream of items that name none
    #[arg(long, value_name = "NAME", requires = "items")]
    workstream: Option<String>,
    /// The record (entity) of items that name neither a workstream nor an instance, for its intake
    #[arg(long, value_name = "ENTITY", requires = "items", conflicts_with = "workstream")]
    record: Option<String>,
    #[command(flatten)]
    facts: FactArgs,
    /// Show the source, with how often each rule and row held and what was never seen
    #[arg(long)]
    annotate: bool,
    /// End with 1 where fewer of the clauses, or of the rules, are covered, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    fail_under: Option<u8>,
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
    let coverage = match &args.items {
        None => runner::cover(&compiled, args.filter.as_deref()),
        Some(items) => args.by_items(&compiled, items)?,
    };
    let sources = &compiled.checked.sources;
    let Some(coverage) = coverage else {
        let mut report = Report::new(Format::Human);
        report.add(&compiled.checked.diagnostics, &Places::new(sources, &program.prefix));
        report.write(&mut anstream::stderr().lock(), &mut anstream::stderr().lock())?;
        return Ok(Verdict::Problems);
    };
    let covered = coverage.covered();
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

impl Args {
    /// What the items of a file reach.
    fn by_items<'c>(&self, compiled: &'c Compiled, path: &Path) -> Result<Option<Coverage<'c>>, Failure> {
        let Some(bundle) = &compiled.bundle else { return Ok(None) };
        known::addressed(bundle, self.workstream.as_deref(), self.record.as_deref())?;
        let facts = self.facts.facts(bundle)?;
        let reader = Reader::new(bundle.schema());
        let mut decider = Decider::new(bundle, &reader, &facts);
        let mut coverage = Coverage::new(bundle);
        let input = Input::open(path, self.input, |raw, _| raw)?;
        let mut talk = anstream::stderr().lock();
        each(input, &mut |line, piece| {
            let id = line.to_string();
            let options = ReadOptions {
                workstream: self.workstream.as_deref(),
                record: self.record.as_deref(),
                id: Some(&id),
            };
            match decider.read(piece, &options) {
                Ok(()) => {
                    let ruling = decider.settle_watched(&mut coverage);
                    coverage.decided(ruling);
                }
                // Nobody is left to tell if this cannot be written.
                Err(why) => drop(writeln!(talk, "line {line}: {}", safe(&why))),
            }
            ControlFlow::Continue(())
        })?;
        Ok(Some(coverage))
    }
}
