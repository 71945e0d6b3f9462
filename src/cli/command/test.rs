use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, count, safe};
use crate::cli::verdicts;
use enroute::runner::{self, TestReport};
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute test contoso
  enroute test contoso --filter platinum
  enroute test contoso --format junit > results.xml";

/// What to test.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// `.route` files or folders, each a program
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only tests whose title contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How results are reported
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How results are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// For people: a line a test on stdout, failures drawn under the source on stderr
    #[default]
    Human,
    /// Problems as one JSON array on stdout
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

/// Runs the tests of each program, and reports what failed.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut problems = Report::new(args.format.problems());
    let mut out = anstream::stdout().lock();
    let mut all = TestReport::default();
    for path in &args.paths {
        let program = Program::at(path)?;
        let compiled = program.compile_with_tests()?;
        let places = Places::new(&compiled.checked.sources, &program.prefix);
        let report = runner::run(&compiled, args.filter.as_deref());
        if compiled.bundle.is_none() {
            problems.add(&compiled.checked.diagnostics, &places);
        } else {
            problems.add(&verdicts::failures(&report, &compiled.checked.sources), &places);
        }
        if args.format == Style::Human {
            lines(&report, &mut out)?;
        }
        all.results.extend(report.results);
        all.skipped += report.skipped;
    }
    if args.format == Style::Junit {
        write!(out, "{}", verdicts::junit(&all))?;
    }
    let failed = problems.tally().errors > 0;
    if failed || !matches!(args.format, Style::Human | Style::Junit) {
        problems.write(&mut out, &mut anstream::stderr().lock())?;
    }
    if args.format == Style::Human {
        writeln!(out, "{}", words(&all))?;
    }
    Ok(Verdict::problems(failed))
}

fn lines(report: &TestReport, out: &mut dyn Write) -> io::Result<()> {
    report.results.iter().try_for_each(|result| {
        let mark = if result.failed.is_empty() { "✓" } else { "✗" };
        writeln!(out, "{mark} {}", safe(&result.title))
    })
}

/// `2 tests: 1 passed, 1 failed`
fn words(all: &TestReport) -> String {
    let (tests, failed) = (all.results.len(), all.failures());
    if tests == 0 && all.skipped > 0 {
        return format!("no test has that text in its title; {} left out", count(all.skipped, "test"));
    }
    let skipped = if all.skipped > 0 { format!(", {} left out", all.skipped) } else { String::new() };
    format!("{}: {} passed, {failed} failed{skipped}", count(tests, "test"), tests - failed)
}
