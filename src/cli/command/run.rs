use crate::cli::facts::FactArgs;
use crate::cli::items::Items;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::progress::Progress;
use crate::cli::reading::{ReadArgs, ThreadArgs};
use crate::cli::report::{Format, count};
use crate::cli::work::{Job, Load, work_on};
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::vm::{Facts, TraceLevel};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

const EXAMPLES: &str = "\
Items are .jsonl or .ndjson (an object a line), .json (an array, or objects one after the other) or .csv, each also as
.gz; `-` is stdin. A line that is no item is reported on stderr with its number, and the run goes on.

Examples:
  enroute run contoso contoso/items.jsonl --at 2026-03-02T10:15Z
  enroute run contoso.routeb items.csv.gz --workstream contoso_chat --summary
  zcat items.jsonl.gz | enroute run contoso - > decisions.jsonl";

/// What to decide, by what.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file, a folder, or a compiled `.routeb`
    program: PathBuf,
    /// The file of items; `-` for stdin
    items: PathBuf,
    /// Print counts and shares of queues and rules instead of decisions
    #[arg(long)]
    summary: bool,
    #[command(flatten)]
    read: ReadArgs,
    /// Refuse items with bad data instead of deciding them as well as possible
    #[arg(long)]
    strict: bool,
    /// Add to each decision what became of each rule, with the values its clauses saw
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    threads: ThreadArgs,
    #[command(flatten)]
    facts: FactArgs,
    /// How problems are reported on stderr
    #[arg(long, value_enum, default_value_t)]
    format: Talk,
}

/// How problems are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Talk {
    /// For people
    #[default]
    Human,
    /// One JSON object a line
    Json,
}

/// What has become of the items so far.
struct Tally {
    out: BufWriter<io::StdoutLock<'static>>,
    decided: u64,
    failed: u64,
}

/// Decides each item, and counts.
pub(crate) fn run(args: &Args) -> Outcome {
    let format = if args.format == Talk::Json { Format::Jsonl } else { Format::Human };
    let Some(bundle) = load(&args.program, format)? else {
        return Ok(Verdict::Problems);
    };
    args.read.fits(&bundle)?;
    let facts = args.facts.facts(&bundle)?;
    let progress = Progress::new(args.summary || !io::stdout().is_terminal());
    let input = args.read.open(&args.items, &progress)?;
    let out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut tally = Tally { out, decided: 0, failed: 0 };
    let job = Arc::new(args.job(bundle, facts));
    let summary =
        work_on(&job, Items::new(input), args.threads.many(), &mut |load| tally.give(load, &progress))?;
    progress.end();
    if args.summary {
        write!(tally.out, "{}", summary.table(&job.bundle))?;
    }
    tally.finish(args.format)
}

impl Args {
    fn job(&self, bundle: Bundle, facts: Facts) -> Job {
        Job {
            reader: Reader::new(bundle.schema()),
            bundle,
            facts,
            trace: if self.trace { TraceLevel::Clauses } else { TraceLevel::Off },
            read: self.read.clone(),
            strict: self.strict,
            summary: self.summary,
            json: self.format == Talk::Json,
        }
    }
}

impl Tally {
    /// Prints what has become of a batch.
    fn give(&mut self, load: &Load, progress: &Progress) -> Result<(), Failure> {
        self.decided += load.decided;
        self.failed += load.failed;
        self.out.write_all(&load.out)?;
        progress.given(load)?;
        Ok(())
    }

    /// Writes what is left, and how many items there were: those decided, and those reported.
    fn finish(mut self, format: Talk) -> Outcome {
        self.out.flush()?;
        let all = count(usize::try_from(self.decided + self.failed).unwrap_or(usize::MAX), "item");
        let words = format!("{all}: {} decided, {} not", self.decided, self.failed);
        let mut talk = anstream::stderr().lock();
        match format {
            Talk::Human => writeln!(talk, "{words}")?,
            Talk::Json => {
                let counts = serde_json::json!({ "decided": self.decided, "failed": self.failed });
                writeln!(talk, "{counts}")?;
            }
        }
        Ok(Verdict::problems(self.failed > 0))
    }
}
