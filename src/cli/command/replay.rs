use crate::cli::again::AgainArgs;
use crate::cli::html::HtmlArgs;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::replay::{human, markdown};
use crate::cli::report::{Format, safe};
use enroute::page;
use enroute::replay::{Limit, Replay};
use std::io::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
OLD and NEW are each a `.route` file, a folder, a compiled `.routeb`, or one of these as it was in a revision of the
repository around here: `git:main:contoso`. Both decide at the same instant.

Examples:
  enroute replay git:main:contoso contoso items.jsonl
  enroute replay contoso.routeb contoso items.csv.gz --workstream contoso_chat --format markdown
  enroute replay old new items.jsonl --fail-if 'moved > 2%' --fail-if 'failed > 0'";

/// What takes the place of what, and on which items that is tried.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The program as it is
    old: PathBuf,
    /// The program as it would be
    new: PathBuf,
    /// The file of items; `-` for stdin
    items: PathBuf,
    /// End with 1 where this is so; `items`, `moved`, `changed`, `same` and `failed` are counted
    #[arg(long, value_name = "LIMIT")]
    fail_if: Vec<Limit>,
    #[command(flatten)]
    again: AgainArgs,
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
    /// As one JSON object; `enroute schema replay` prints its shape
    Json,
    /// For a pull request
    Markdown,
}

/// Decides each item by both, and tells what is different.
pub(crate) fn run(args: &Args) -> Outcome {
    let (old, new) = (load(&args.old, Format::Human)?, load(&args.new, Format::Human)?);
    let Some((old, new)) = old.zip(new) else { return Ok(Verdict::Problems) };
    let replay = args.again.again(old, new, &args.items)?;
    args.html.write(|| {
        let title = format!("{} in place of {}", args.new.display(), args.old.display());
        page::replayed(&title, &replay)
    })?;
    print(&replay, args.format)?;
    let broken: Vec<_> = args.fail_if.iter().filter(|limit| limit.is_broken(&replay)).collect();
    for limit in &broken {
        writeln!(anstream::stderr(), "{}", limit.said(&replay))?;
    }
    Ok(Verdict::problems(!broken.is_empty()))
}

fn print(replay: &Replay, style: Style) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match style {
        Style::Human => write!(out, "{}", safe(&human(replay)))?,
        Style::Markdown => write!(out, "{}", markdown(replay))?,
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, replay).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}
