use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::pages::PAGES;
use std::io::Write;

const EXAMPLES: &str = "\
Examples:
  enroute explain import-missing
  enroute explain --list";

const ALIKE: f64 = 0.7;

/// Which code.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A code, as reports show it
    #[arg(required_unless_present = "list")]
    code: Option<String>,
    /// List all codes
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

/// Prints the page of a code, or the list of codes.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut out = anstream::stdout().lock();
    match &args.code {
        None => PAGES.iter().try_for_each(|(code, page)| writeln!(out, "{code:32} {}", gist(page)))?,
        Some(code) => write!(out, "{}", page(code)?)?,
    }
    Ok(Verdict::Good)
}

fn page(code: &str) -> Result<&'static str, Failure> {
    let wanted = code.trim().to_lowercase();
    if let Some((_, page)) = PAGES.iter().find(|(code, _)| *code == wanted) {
        return Ok(page);
    }
    let likeness = |code: &str| strsim::jaro_winkler(&wanted, code);
    let similar = PAGES
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| likeness(code) >= ALIKE)
        .max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
    Err(Failure::Usage(match similar {
        Some(similar) => format!("there is no code `{code}`; did you mean `{similar}`?"),
        None => format!("there is no code `{code}`; `enroute explain --list` shows all"),
    }))
}

/// The first sentence of a page, or as much of it as fits its first line.
fn gist(page: &str) -> &str {
    let line = page.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.split_once(". ").map_or(line, |(first, _)| first).trim_end_matches('.')
}
