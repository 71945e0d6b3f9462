use crate::cli::bench::{Course, page};
use crate::cli::facts::FactArgs;
use crate::cli::items::Items;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::progress::Progress;
use crate::cli::reading::ReadArgs;
use crate::cli::report::Format;
use crate::cli::work::Job;
use enroute::item::Reader;
use enroute::vm::TraceLevel;
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The items (the first 100,000) are kept in memory and decided in several passes on one core; nothing is written. Times are
medians. Reading and deciding are timed over whole passes. How deciding divides into intake, classify and route is measured
in passes of its own, because looking at the clock at each stage takes time itself: it is a proportion, not a stopwatch.
What rules cost is counted: how often a rule's condition was asked, and how many steps (tests and computations) that took.

Examples:
  enroute bench contoso contoso/items.jsonl --at 2026-03-02T10:15Z
  enroute bench contoso.routeb items.csv.gz --workstream contoso_chat --top 20
  enroute bench contoso items.jsonl --format json";

/// What to measure.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file, a folder, or a compiled `.routeb`
    program: PathBuf,
    /// The file of items; `-` for stdin
    items: PathBuf,
    #[command(flatten)]
    read: ReadArgs,
    /// How many passes
    #[arg(long, value_name = "N", default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..=1000))]
    passes: u32,
    /// How many of the costliest rules to name
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    #[command(flatten)]
    facts: FactArgs,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// As tables
    #[default]
    Human,
    /// As one JSON object; `enroute schema bench` describes it
    Json,
}

/// Measures, and prints the figures.
pub(crate) fn run(args: &Args) -> Outcome {
    let format = if args.format == Style::Json { Format::Jsonl } else { Format::Human };
    let Some(bundle) = load(&args.program, format)? else {
        return Ok(Verdict::Problems);
    };
    args.read.fits(&bundle)?;
    let facts = args.facts.facts(&bundle)?;
    let input = args.read.open(&args.items, &Progress::new(false))?;
    let job = Job {
        reader: Reader::new(bundle.schema()),
        bundle,
        facts,
        trace: TraceLevel::Off,
        read: args.read.clone(),
        strict: false,
        summary: false,
        json: false,
    };
    let course = Course::new(&job, Items::new(input))?;
    if course.is_empty() {
        let words =
            format!("there is no item to decide in `{}`; `enroute run` says why", args.items.display());
        return Err(Failure::Usage(words));
    }
    let figures = course.run(args.passes, args.top);
    let mut out = anstream::stdout().lock();
    match args.format {
        Style::Human => write!(out, "{}", page(&figures))?,
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, &figures).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Verdict::Good)
}
