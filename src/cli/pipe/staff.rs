use super::sheet;
use crate::cli::outcome::Failure;
use crate::cli::program::{has_end, said};
use enroute::bundle::Bundle;
use enroute::centre::Centre;
use enroute::dispatch::{AgentEntry, Roster};
use enroute::value::Instant;
use serde_json::value::RawValue;
use std::fs;
use std::path::Path;

/// The roster in a file, JSON or CSV. What is wrong with it is given agent by agent.
pub(crate) fn staff(path: &Path, bundle: &Bundle) -> Result<Result<Roster, Vec<String>>, Failure> {
    let cannot = |why: String| Failure::Access(format!("cannot read `{}`: {why}", path.display()));
    let bytes = fs::read(path).map_err(|error| cannot(said(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let is_csv = path.to_str().is_some_and(|name| has_end(name, "csv"));
    let entries = if is_csv { sheet::entries(text, path, bundle)? } else { listed(text).map_err(cannot)? };
    Ok(checked(entries, bundle))
}

/// The agents of a JSON array.
fn listed(text: &str) -> Result<Vec<Result<AgentEntry, String>>, String> {
    let entries: Vec<Box<RawValue>> = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            return "a roster is a list of agents, `[{ \"id\": \"ana\" }, …]`".to_owned();
        }
        format!("this is not JSON: {error}")
    })?;
    let read = |(place, entry): (u64, Box<RawValue>)| {
        AgentEntry::read(entry.get()).map_err(|error| format!("entry {place}: {error}"))
    };
    Ok((1..).zip(entries).map(read).collect())
}

/// The roster of these agents, if the program knows all that it names.
fn checked(entries: Vec<Result<AgentEntry, String>>, bundle: &Bundle) -> Result<Roster, Vec<String>> {
    let (mut roster, mut wrong) = (Roster::default(), Vec::new());
    for entry in entries {
        match entry {
            Ok(entry) => roster.agents.push(entry),
            Err(error) => wrong.push(error),
        }
    }
    // At which instant makes no difference to what a program knows.
    if let Err(refused) = Centre::new(bundle).open(&roster, Instant(0)) {
        wrong.extend(refused.iter().map(ToString::to_string));
    }
    if wrong.is_empty() { Ok(roster) } else { Err(wrong) }
}
