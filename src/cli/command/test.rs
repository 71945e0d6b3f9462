use crate::cli::junit::junit;
use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::program::{Program, has_end};
use crate::cli::progress::Steps;
use crate::cli::report::{Format, Places, Report, count};
use crate::cli::results::Tested;
use crate::cli::{verdicts, watch};
use enroute::runner::{self, Crew, TestKind, TestReport};
use enroute::source::Sources;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

const EXAMPLES: &str = "\
Examples:
  enroute test contoso
  enroute test contoso --filter platinum
  enroute test contoso --watch
  enroute test contoso --format junit > results.xml";

/// What to test.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// `.route` files or folders, each a program
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only tests and scenarios whose title contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How results are reported
    #[arg(long, value_enum, default_value_t)]
    format: Style,
    /// Run again whenever a file of the program changes
    #[arg(long)]
    watch: bool,
    /// How many threads run tests [default: one for each core]; what is printed is the same for any number
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Args {
    fn threads(&self) -> NonZeroUsize {
        let all = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }
}

/// How results are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// For people: a line a test on stdout, failures drawn under the source on stderr
    #[default]
    Human,
    /// Every result, and what is wrong with programs, as one JSON object on stdout
    Json,
    /// Problems as JSON objects on stdout, one a line
    Jsonl,
    /// Problems as SARIF 2.1.0 on stdout
    Sarif,
    /// Problems as workflow commands of GitHub Actions on stdout
    Github,
    /// Results as `JUnit` XML on stdout
    Junit,
}

impl Style {
    fn problems(self) -> Format {
        match self {
            Self::Human | Self::Junit => Format::Human,
            Self::Json => Format::Json,
            Self::Jsonl => Format::Jsonl,
            Self::Sarif => Format::Sarif,
            Self::Github => Format::Github,
        }
    }
}

/// Runs the tests and scenarios of each program, and reports what failed.
pub(crate) fn run(args: &Args) -> Outcome {
    let files = RefCell::new(BTreeSet::new());
    if args.watch {
        let speaks_of = |name: &str| files.borrow().contains(name);
        watch::repeat(&args.paths, &|| once(args, &files), &speaks_of)
    } else {
        once(args, &files)
    }
}

/// Runs all once. The names of the files that the programs read, or would if they were there, go to `files`.
fn once(args: &Args, files: &RefCell<BTreeSet<String>>) -> Outcome {
    let mut out = anstream::stdout().lock();
    let mut found = Found {
        problems: Report::new(args.format.problems()),
        results: Tested::default(),
        all: TestReport::default(),
        broken: 0,
        failed: false,
    };
    for path in &args.paths {
        found.add(path, args, files, &mut out)?;
    }
    found.write(args.format, &mut out)?;
    // A filter that leaves everything out tests nothing: that is no success.
    let nothing = found.all.results.is_empty() && found.all.skipped > 0;
    Ok(Verdict::problems(found.problems.tally().errors > 0 || found.failed || nothing))
}

/// What came of all programs.
struct Found {
    problems: Report,
    results: Tested,
    all: TestReport,
    /// How many programs have errors, so that none of their tests could run.
    broken: usize,
    /// Whether a test or scenario failed that is not among the problems.
    failed: bool,
}

impl Found {
    /// Runs the program at `path`.
    fn add(
        &mut self,
        path: &Path,
        args: &Args,
        files: &RefCell<BTreeSet<String>>,
        out: &mut dyn Write,
    ) -> Result<(), crate::cli::outcome::Failure> {
        let program = Program::at(path)?;
        let compiled = program.compile_with_tests()?;
        let sources = &compiled.checked.sources;
        if args.watch {
            files.borrow_mut().extend(beside(sources));
        }
        let places = Places::new(sources, &program.prefix);
        let filter = args.filter.as_deref();
        let steps = Steps::new(runner::count(&compiled, filter));
        let crew = Crew { threads: args.threads(), done: &|more| steps.done(more) };
        let report = runner::run_with(&compiled, filter, crew);
        steps.finish();
        if compiled.bundle.is_none() {
            self.broken += 1;
            self.problems.add(&compiled.checked.diagnostics, &places);
            self.results.add_problems(&compiled.checked.diagnostics, &places);
        } else if args.format == Style::Json {
            self.results.add(&report, sources, &places);
            self.failed |= report.failures() > 0;
        } else {
            self.problems.add(&verdicts::failures(&report, sources), &places);
        }
        if args.format == Style::Human {
            write!(out, "{}", verdicts::lines(&report))?;
        }
        self.all.results.extend(report.results);
        self.all.skipped += report.skipped;
        Ok(())
    }

    fn write(&self, format: Style, out: &mut dyn Write) -> io::Result<()> {
        let failed = self.problems.tally().errors > 0;
        let mut talk = anstream::stderr().lock();
        match format {
            Style::Human => {
                if failed {
                    self.problems.write(out, &mut talk)?;
                }
                writeln!(out, "{}", words(&self.all))
            }
            Style::Junit => {
                write!(out, "{}", junit(&self.all, self.broken))?;
                if failed { self.problems.write(out, &mut talk) } else { Ok(()) }
            }
            Style::Json => self.results.write(out),
            Style::Jsonl | Style::Sarif | Style::Github => self.problems.write(out, &mut talk),
        }
    }
}

/// The names of the files with items that the texts of a program speak of.
fn beside(sources: &Sources) -> impl Iterator<Item = String> {
    let own = sources.iter().filter(|(_, file)| has_end(&file.name, "route"));
    let quoted = own.flat_map(|(_, file)| file.text.split(['"', '/', '\n']));
    quoted.filter(|word| word.contains(".json") || word.ends_with(".ndjson")).map(str::to_owned)
}

/// `2 tests, 1 scenario: 2 passed, 1 failed`
fn words(all: &TestReport) -> String {
    let (run, failed) = (all.results.len(), all.failures());
    if run == 0 && all.skipped > 0 {
        return format!("nothing has that text in its title; {} left out", count(all.skipped, "test"));
    }
    let scenarios = all.results.iter().filter(|result| result.kind == TestKind::Scenario).count();
    let what = match (run - scenarios, scenarios) {
        (tests, 0) => count(tests, "test"),
        (0, scenarios) => count(scenarios, "scenario"),
        (tests, scenarios) => format!("{}, {}", count(tests, "test"), count(scenarios, "scenario")),
    };
    let skipped = if all.skipped > 0 { format!(", {} left out", all.skipped) } else { String::new() };
    format!("{what}: {} passed, {failed} failed{skipped}", run - failed)
}
