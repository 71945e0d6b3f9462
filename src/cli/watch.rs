use super::outcome::{Failure, Outcome};
use super::program::has_end;
use super::report::safe;
use super::terminal;
use notify_debouncer_full::notify::{self, RecursiveMode};
use notify_debouncer_full::{DebouncedEvent, new_debouncer};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// An editor that saves a file touches it several times.
const SETTLED: Duration = Duration::from_millis(200);

/// The files a program is made of, and those that may hold items for its tests. Results go into such files too: one
/// matters only where the program speaks of it.
const ENDS: [&str; 2] = ["route", "csv"];
const ITEMS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Does `once`, and does it again whenever a file of a program changes, until the process is ended from outside. What
/// cannot be read now may be readable after the next change. `speaks_of` says whether a program has named a file.
pub(crate) fn repeat(
    paths: &[PathBuf],
    once: &dyn Fn() -> Outcome,
    speaks_of: &dyn Fn(&str) -> bool,
) -> Outcome {
    let (tell, told) = mpsc::channel();
    let cannot = |error: &notify::Error| Failure::Access(format!("cannot watch for changes: {error}"));
    let mut watcher = new_debouncer(SETTLED, None, tell).map_err(|error| cannot(&error))?;
    if !paths.iter().all(|path| path.exists()) {
        return once();
    }
    for path in paths {
        watcher.watch(folder(path), RecursiveMode::Recursive).map_err(|error| cannot(&error))?;
    }
    look(once)?;
    for events in told {
        let changed = events.unwrap_or_default().iter().find_map(|event| changed(event, speaks_of));
        let Some(name) = changed else { continue };
        begin(&name)?;
        look(once)?;
    }
    Err(Failure::Access("cannot watch for changes any more".to_owned()))
}

/// The folder that a program stands in.
fn folder(path: &Path) -> &Path {
    if path.is_dir() {
        return path;
    }
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Does it, and says what it waits for then.
fn look(once: &dyn Fn() -> Outcome) -> Result<(), Failure> {
    match once() {
        Ok(_) => {}
        Err(Failure::Access(words)) => writeln!(anstream::stderr(), "enroute: {}", safe(&words))?,
        Err(failure) => return Err(failure),
    }
    writeln!(anstream::stderr(), "waiting for a file to change (Ctrl-C ends)")?;
    Ok(())
}

/// The name of a program's file that an event changed.
fn changed(event: &DebouncedEvent, speaks_of: &dyn Fn(&str) -> bool) -> Option<String> {
    if event.kind.is_access() {
        return None;
    }
    let names = event.paths.iter().filter_map(|path| path.file_name()?.to_str());
    let ends = |name: &str, ends: &[&str]| ends.iter().any(|end| has_end(name, end));
    let matters = |name: &&str| ends(name, &ENDS) || ends(name, &ITEMS) && speaks_of(name);
    names.filter(matters).map(str::to_owned).next()
}

/// A person sees one run at a time; a file that output goes into keeps all.
fn begin(name: &str) -> io::Result<()> {
    if terminal::talks_to_a_person() {
        write!(anstream::stderr(), "\u{1b}[2J\u{1b}[H")?;
    }
    writeln!(anstream::stderr(), "{} has changed: running again", safe(name))
}
