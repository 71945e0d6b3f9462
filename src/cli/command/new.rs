use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::said;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  enroute new desk && enroute run desk desk/items.jsonl";

/// The files of a new program; `examples/start` is the same program, and tested.
const FILES: [(&str, &str); 3] = [
    ("main.route", include_str!("../../../examples/start/main.route")),
    ("items.jsonl", include_str!("../../../examples/start/items.jsonl")),
    ("README.md", include_str!("../../../examples/start/README.md")),
];

/// Where to begin.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder to make; must not exist, or be empty
    folder: PathBuf,
}

/// Writes a small working program into a new folder.
pub(crate) fn run(args: &Args) -> Outcome {
    let folder = &args.folder;
    if folder.exists() && !is_empty(folder)? {
        return Err(Failure::Usage(format!("`{}` is there already, and not empty", folder.display())));
    }
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| cannot(&path, &error))?;
    }
    let (shown, items) = (folder.display().to_string(), format!("{}/items.jsonl", folder.display()));
    let (program, items) = (typed(&shown), typed(&items));
    writeln!(
        anstream::stderr(),
        "made {shown}: rules, tests and items\n\n  enroute test {program}\n  enroute run {program} {items}"
    )?;
    Ok(Verdict::Good)
}

/// A path as it is typed: one with blanks stands in quotes.
fn typed(path: &str) -> String {
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.to_owned() }
}

fn is_empty(folder: &Path) -> Result<bool, Failure> {
    let mut entries = fs::read_dir(folder).map_err(|error| cannot(folder, &error))?;
    Ok(entries.next().is_none())
}

fn cannot(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Access(format!("cannot write `{}`: {}", path.display(), said(error)))
}
