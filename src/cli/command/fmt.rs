use crate::cli::difference::difference;
use crate::cli::disk;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::{has_end, no_source, said};
use crate::cli::replace::replace;
use crate::cli::report::safe;
use enroute::format::{Formatted, format};
use enroute::source::{FileId, Limits, SourceFile};
use enroute::syntax::decode;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Where lines break is yours; how far they are indented, the blanks in them and what stands in one
column is not, and there is nothing to choose. A declaration with an error in it stays as it is.

Examples:
  enroute fmt                                  all .route files of this folder
  enroute fmt contoso/contoso.route --diff     what would change?
  enroute fmt contoso --check                  does anything have to change? then end with 1
  enroute fmt - < draft.route                  from stdin to stdout";

/// What to format.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// `.route` files, folders with all below them, or `-` for stdin
    #[arg(default_value = ".", hide_default_value = true)]
    paths: Vec<PathBuf>,
    /// Name the files that would change, and change none
    #[arg(long)]
    check: bool,
    /// Print what would change, and change nothing
    #[arg(long)]
    diff: bool,
}

/// Formats files where they stand, or says what would change.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for path in &args.paths {
        let outcome =
            if path.as_os_str() == "-" { stdin(args, &mut tally) } else { under(path, args, &mut tally) };
        match outcome {
            Err(Failure::Access(words)) => failures.push(words),
            other => other?,
        }
    }
    tally.tell(args)?;
    failures.append(&mut tally.failures);
    if failures.is_empty() {
        return Ok(Verdict::problems(args.check && tally.changed + tally.left > 0));
    }
    Err(Failure::Access(failures.join("\nenroute: ")))
}

/// What has been done so far.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    changed: usize,
    /// Declarations that were left as they are.
    left: usize,
    failures: Vec<String>,
}

impl Tally {
    fn tell(&self, args: &Args) -> io::Result<()> {
        let Self { files, changed, .. } = self;
        let would = if args.check || args.diff { "would change" } else { "changed" };
        let s = if *files == 1 { "" } else { "s" };
        match files {
            0 => Ok(()),
            _ => writeln!(anstream::stderr(), "{changed} of {files} file{s} {would}"),
        }
    }
}

/// A file, or all files of a folder.
fn under(path: &Path, args: &Args, tally: &mut Tally) -> Result<(), Failure> {
    let about = path.metadata().map_err(|error| cannot_read(path, &said(&error)))?;
    if !about.is_dir() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        return match no_source(name) {
            Some(why) => Err(Failure::Usage(format!("`{}` {why}", path.display()))),
            None => one(path, args, tally),
        };
    }
    let mut some = false;
    for name in disk::files(path).filter(|name| has_end(name, "route")) {
        some = true;
        match one(&shown(path, &name), args, tally) {
            Err(Failure::Access(words)) => tally.failures.push(words),
            other => other?,
        }
    }
    if some { Ok(()) } else { Err(cannot_read(path, "there is no `.route` file in this folder")) }
}

/// A file of a folder as people name it.
fn shown(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

fn one(path: &Path, args: &Args, tally: &mut Tally) -> Result<(), Failure> {
    let bytes = fs::read(path).map_err(|error| cannot_read(path, &said(&error)))?;
    let file = source(&path.display().to_string(), bytes)?;
    let formatted = format(&file);
    tally.files += 1;
    tally.left += formatted.left.len();
    complain(&file, &formatted)?;
    if formatted.text == file.text {
        return Ok(());
    }
    if args.check || args.diff {
        tally.changed += 1;
        return show(&file, &formatted, args);
    }
    let cannot =
        |error: io::Error| Failure::Access(format!("cannot write `{}`: {}", path.display(), said(&error)));
    replace(path, formatted.text.as_bytes()).map_err(cannot)?;
    tally.changed += 1;
    Ok(())
}

/// From stdin to stdout.
fn stdin(args: &Args, tally: &mut Tally) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| cannot_read(Path::new("-"), &said(&error)))?;
    let file = source("-", bytes)?;
    let formatted = format(&file);
    complain(&file, &formatted)?;
    if args.check || args.diff {
        tally.files += 1;
        tally.left += formatted.left.len();
        tally.changed += usize::from(formatted.text != file.text);
        return if formatted.text == file.text { Ok(()) } else { show(&file, &formatted, args) };
    }
    Ok(io::stdout().lock().write_all(formatted.text.as_bytes())?)
}

fn source(name: &str, bytes: Vec<u8>) -> Result<SourceFile, Failure> {
    let text = decode(FileId(0), bytes, &Limits::DEFAULT);
    let text = text.map_err(|error| cannot_read(Path::new(name), &error.to_string()))?;
    Ok(SourceFile::new(name, text))
}

/// Says that a file would change, and how.
fn show(file: &SourceFile, formatted: &Formatted, args: &Args) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    if args.diff {
        write!(out, "{}", difference(&file.name, &file.text, &formatted.text))?;
    } else {
        writeln!(out, "{}", file.name)?;
    }
    Ok(())
}

/// Says which declarations are left as they are, and why.
fn complain(file: &SourceFile, formatted: &Formatted) -> io::Result<()> {
    let mut out = anstream::stderr().lock();
    let (mut line, mut at) = (1, 0);
    for left in &formatted.left {
        let start = usize::try_from(left.span.start).unwrap_or(usize::MAX);
        line += file.text.get(at..start).unwrap_or_default().matches('\n').count();
        at = start;
        let words = format!("{}:{line}: `{}` stays as it is: {}", file.name, left.name, left.why);
        writeln!(out, "{}", safe(&words))?;
    }
    Ok(())
}

fn cannot_read(path: &Path, why: &str) -> Failure {
    Failure::Access(format!("cannot read `{}`: {why}", path.display()))
}
