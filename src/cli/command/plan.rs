use crate::cli::again::AgainArgs;
use crate::cli::html::HtmlArgs;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::pipe::staff;
use crate::cli::planned::{human, markdown};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, count, safe};
use enroute::bundle::Bundle;
use enroute::dispatch::AgentEntry;
use enroute::engine::Checked;
use enroute::page;
use enroute::plan::{Holder, Moved, Plan, plan};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
OLD and NEW are each a `.route` file or a folder, or one of these as it was in a revision of the repository around here:
`git:main:contoso`. What the platform does not let anybody change in place is refused, and the command ends with 1.

Examples:
  enroute plan git:main:contoso contoso
  enroute plan git:main:contoso contoso --items items.jsonl --format markdown
  enroute plan old new --roster agents.json";

/// What takes the place of what.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The program as it is
    old: PathBuf,
    /// The program as it would be
    new: PathBuf,
    /// The roster as it is, JSON or CSV: nothing may be deleted that an agent there still holds
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Say also how many of these items move to another queue; `-` for stdin
    #[arg(long, value_name = "FILE")]
    items: Option<PathBuf>,
    #[command(flatten)]
    again: AgainArgs,
    #[command(flatten)]
    html: HtmlArgs,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// For people
    #[default]
    Human,
    /// As one JSON object; `enroute schema plan` prints its shape
    Json,
    /// For a pull request
    Markdown,
}

/// Compares the two, and tells what changes.
pub(crate) fn run(args: &Args) -> Outcome {
    let Some((old, new)) = compiled(&args.old)?.zip(compiled(&args.new)?) else {
        return Ok(Verdict::Problems);
    };
    let Some(holders) = args.holders(&old.1)? else { return Ok(Verdict::Problems) };
    let mut found = plan(&old.0, &new.0, &holders);
    found.replay = args.replay(old.1, new.1)?;
    args.html.write(|| {
        page::planned(&format!("{} in place of {}", args.new.display(), args.old.display()), &found)
    })?;
    print(&found, args.format)?;
    Ok(Verdict::problems(found.refused > 0))
}

fn print(plan: &Plan, style: Style) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match style {
        Style::Human => write!(out, "{}", safe(&human(plan)))?,
        Style::Markdown => write!(out, "{}", markdown(plan))?,
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, plan).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The program there, if it has no error; its errors are reported.
fn compiled(path: &Path) -> Result<Option<(Checked, Bundle)>, Failure> {
    let program = Program::at(path)?;
    let compiled = program.compile()?;
    let Some(bundle) = compiled.bundle else {
        let mut report = Report::new(Format::Human);
        report.add(&compiled.checked.diagnostics, &Places::new(&compiled.checked.sources, &program.prefix));
        report.write(&mut io::sink(), &mut anstream::stderr().lock())?;
        return Ok(None);
    };
    Ok(Some((compiled.checked, bundle)))
}

impl Args {
    /// What the agents of the roster hold; none if something is wrong with it, which has then been reported.
    fn holders(&self, bundle: &Bundle) -> Result<Option<Vec<Holder>>, Failure> {
        let Some(path) = &self.roster else { return Ok(Some(Vec::new())) };
        match staff(path, bundle)? {
            Ok(roster) => Ok(Some(roster.agents.iter().flat_map(held).collect())),
            Err(wrong) => {
                let mut talk = anstream::stderr().lock();
                for line in &wrong {
                    writeln!(talk, "{}: {}", path.display(), safe(line))?;
                }
                writeln!(
                    talk,
                    "{} in the roster, held against the program as it is",
                    count(wrong.len(), "problem")
                )?;
                Ok(None)
            }
        }
    }

    fn replay(&self, old: Bundle, new: Bundle) -> Result<Option<Moved>, Failure> {
        let Some(items) = &self.items else { return Ok(None) };
        let found = self.again.again(old, new, items)?;
        Ok(Some(Moved {
            items: found.items,
            moved: found.moved,
            changed: found.changed,
            same: found.same,
            failed: found.failed,
        }))
    }
}

/// What an agent works with, by kind and name.
fn held(agent: &AgentEntry) -> Vec<Holder> {
    let queues = agent.queues.iter().map(|name| ("queue", name));
    let skills = agent.skills.keys().map(|name| ("skill", name));
    let profiles = agent.profiles.keys().map(|name| ("profile", name));
    let presence = agent.presence.iter().map(|name| ("presence", name));
    let hours = agent.hours.iter().map(|name| ("hours", name));
    let all = queues.chain(skills).chain(profiles).chain(presence).chain(hours);
    all.map(|(kind, name)| Holder { agent: agent.id.to_string(), kind, name: name.to_string() }).collect()
}
