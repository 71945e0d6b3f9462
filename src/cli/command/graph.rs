use crate::cli::cover::ItemArgs;
use crate::cli::known;
use crate::cli::outcome::{Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report};
use enroute::picture::{dot, drawn, mermaid, part, svg};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute graph contoso > contoso.svg
  enroute graph contoso --only contoso_chat --format mermaid
  enroute graph contoso --items items.jsonl --at 2026-03-02T10:15Z > counted.svg";

/// What is drawn, and how.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file or a folder
    path: PathBuf,
    /// Draw only this workstream and what its items come to
    #[arg(long, value_name = "WORKSTREAM")]
    only: Option<String>,
    #[command(flatten)]
    items: ItemArgs,
    /// How the graph is written
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// As a picture
    #[default]
    Svg,
    /// In the language of Graphviz
    Dot,
    /// As a Mermaid flowchart
    Mermaid,
}

/// Draws how items come from workstreams to queues, and what happens where a queue is full.
pub(crate) fn run(args: &Args) -> Outcome {
    let program = Program::at(&args.path)?;
    let compiled = program.compile()?;
    let Some(bundle) = &compiled.bundle else {
        let mut report = Report::new(Format::Human);
        report.add(&compiled.checked.diagnostics, &Places::new(&compiled.checked.sources, &program.prefix));
        report.write(&mut anstream::stderr().lock(), &mut anstream::stderr().lock())?;
        return Ok(Verdict::Problems);
    };
    let names: Vec<_> =
        compiled.checked.program.workstreams.iter().map(|one| one.named.name.as_str()).collect();
    known::among("workstream", args.only.as_deref(), &names)?;
    let covered = args.items.coverage(bundle)?.map(|coverage| coverage.covered(bundle));
    let whole = drawn(&compiled.checked, covered.as_ref());
    let graph = args.only.as_deref().map_or_else(|| whole.clone(), |name| part(&whole, name));
    let written = match args.format {
        Style::Svg => svg(&graph),
        Style::Dot => dot(&graph),
        Style::Mermaid => mermaid(&graph),
    };
    anstream::stdout().lock().write_all(written.as_bytes())?;
    Ok(Verdict::Good)
}
