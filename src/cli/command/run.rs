use crate::cli::decider::Decider;
use crate::cli::facts::FactArgs;
use crate::cli::items::{Input, Kind, Piece, each};
use crate::cli::known;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::report::{Format, count, safe};
use crate::cli::summary::Summary;
use crate::cli::terminal;
use enroute::item::ReadOptions;
use enroute::vm::{Decision, TraceLevel};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

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
    /// What the file holds, where its name does not say
    #[arg(long, value_enum)]
    input: Option<Kind>,
    /// Print counts and shares of queues and rules instead of decisions
    #[arg(long)]
    summary: bool,
    /// The workstream of items that name none
    #[arg(long, value_name = "NAME")]
    workstream: Option<String>,
    /// The record (entity) of items that name neither a workstream nor an instance, for its intake
    #[arg(long, value_name = "ENTITY", conflicts_with = "workstream")]
    record: Option<String>,
    /// Refuse items with bad data instead of deciding them as well as possible
    #[arg(long)]
    strict: bool,
    /// Add to each decision what became of each rule, with the values its clauses saw
    #[arg(long)]
    trace: bool,
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
struct Run<'r> {
    args: &'r Args,
    decider: Decider<'r>,
    out: BufWriter<io::StdoutLock<'static>>,
    summary: Summary,
    decided: u64,
    failed: u64,
}

/// Decides each item, and counts.
pub(crate) fn run(args: &Args) -> Outcome {
    let format = if args.format == Talk::Json { Format::Jsonl } else { Format::Human };
    let Some(bundle) = load(&args.program, format)? else {
        return Ok(Verdict::Problems);
    };
    known::addressed(&bundle, args.workstream.as_deref(), args.record.as_deref())?;
    let facts = args.facts.facts(&bundle)?;
    let trace = if args.trace { TraceLevel::Clauses } else { TraceLevel::Off };
    let bar = terminal::bar(args.summary || !io::stdout().is_terminal());
    let input = Input::open(&args.items, args.input, |raw, size| terminal::watched(raw, size, &bar))?;
    let mut run = Run {
        args,
        decider: Decider::new(&bundle, facts, trace),
        out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        summary: Summary::default(),
        decided: 0,
        failed: 0,
    };
    each(input, &mut |line, piece| run.take(line, &piece))?;
    bar.finish_and_clear();
    run.finish()
}

impl Run<'_> {
    fn take(&mut self, line: u64, piece: &Piece<'_>) -> Result<ControlFlow<()>, Failure> {
        let id = line.to_string();
        let options = ReadOptions {
            workstream: self.args.workstream.as_deref(),
            record: self.args.record.as_deref(),
            id: Some(&id),
        };
        match self.decider.decide(piece, &options) {
            None => {}
            Some(Ok(decision)) if self.args.strict && !decision.problems.is_empty() => {
                let words: Vec<_> =
                    decision.problems.iter().map(|problem| problem.message.as_str()).collect();
                self.complain(line, &words.join("; "))?;
            }
            Some(Ok(decision)) => self.give(&decision)?,
            Some(Err(why)) => self.complain(line, &why)?,
        }
        Ok(ControlFlow::Continue(()))
    }

    fn give(&mut self, decision: &Decision) -> Result<(), Failure> {
        self.decided += 1;
        if self.args.summary {
            self.summary.add(decision);
            return Ok(());
        }
        serde_json::to_writer(&mut self.out, decision).map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    fn complain(&mut self, line: u64, why: &str) -> Result<(), Failure> {
        self.failed += 1;
        let mut talk = anstream::stderr().lock();
        match self.args.format {
            Talk::Human => writeln!(talk, "line {line}: {}", safe(why))?,
            Talk::Json => writeln!(talk, "{}", serde_json::json!({ "line": line, "problem": why }))?,
        }
        Ok(())
    }

    /// Writes what is left, and how many items there were: those decided, and those reported.
    fn finish(mut self) -> Outcome {
        if self.args.summary {
            write!(self.out, "{}", self.summary.table())?;
        }
        self.out.flush()?;
        let all = count(usize::try_from(self.decided + self.failed).unwrap_or(usize::MAX), "item");
        let words = format!("{all}: {} decided, {} not", self.decided, self.failed);
        let mut talk = anstream::stderr().lock();
        match self.args.format {
            Talk::Human => writeln!(talk, "{words}")?,
            Talk::Json => {
                let counts = serde_json::json!({ "decided": self.decided, "failed": self.failed });
                writeln!(talk, "{counts}")?;
            }
        }
        Ok(Verdict::problems(self.failed > 0))
    }
}
