use crate::cli::facts::FactArgs;
use crate::cli::html::HtmlArgs;
use crate::cli::items::Items;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::progress::Progress;
use crate::cli::reading::{ReadArgs, ThreadArgs};
use crate::cli::replay::{human, markdown};
use crate::cli::report::{Format, safe};
use crate::cli::work::{Both, Side, work_on};
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::page;
use enroute::replay::{Limit, Replay};
use enroute::vm::Facts;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    #[command(flatten)]
    read: ReadArgs,
    /// End with 1 where this is so; `items`, `moved`, `changed`, `same` and `failed` are counted
    #[arg(long, value_name = "LIMIT")]
    fail_if: Vec<Limit>,
    #[command(flatten)]
    threads: ThreadArgs,
    #[command(flatten)]
    facts: FactArgs,
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
    let (old, new) = (args.bundle(&args.old)?, args.bundle(&args.new)?);
    let Some((old, new)) = old.zip(new) else { return Ok(Verdict::Problems) };
    let facts = args.facts.facts(&new)?;
    let progress = Progress::new(true);
    let input = args.read.open(&args.items, &progress)?;
    let digests = (old.digest().to_string(), new.digest().to_string());
    let both =
        Arc::new(Both { old: side(old, facts.clone()), new: side(new, facts), read: args.read.clone() });
    let tally = work_on(&both, Items::new(input), args.threads.many(), &mut |load| {
        Ok(progress.add(load.decided + load.failed, &load.talk)?)
    })?;
    progress.end();
    let replay = tally.report(&digests.0, &digests.1);
    args.html.write(|| {
        let title = format!("{} in place of {}", args.new.display(), args.old.display());
        page::replayed(&title, &replay)
    })?;
    print(&replay, args.format)?;
    Ok(Verdict::problems(args.fail_if.iter().any(|limit| limit.is_broken(&replay))))
}

fn side(bundle: Bundle, facts: Facts) -> Side {
    Side { reader: Reader::new(bundle.schema()), bundle, facts }
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

impl Args {
    fn bundle(&self, path: &Path) -> Result<Option<Bundle>, Failure> {
        let bundle = load(path, Format::Human)?;
        if let Some(bundle) = &bundle {
            self.read.fits(bundle)?;
        }
        Ok(bundle)
    }
}
