use super::git::Revision;
use super::outcome::Failure;
use super::program::{Program, has_end, said};
use super::report::{Format, Places, Report};
use enroute::bundle::{Bundle, Limits, Seal};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// The bundle that `path` names: a `.routeb` as it is, sources compiled. `None` where the sources have errors, which
/// have then been reported; what is less than an error stays with `check`.
pub(crate) fn load(path: &Path, format: Format) -> Result<Option<Bundle>, Failure> {
    if path.to_str().is_some_and(|name| has_end(name, "routeb")) {
        let bundle = read(path)?;
        tell_of_zones(path, &bundle, format)?;
        return Ok(Some(bundle));
    }
    let program = Program::at(path)?;
    let compiled = program.compile()?;
    if compiled.bundle.is_none() {
        let mut report = Report::new(format);
        report.add(&compiled.checked.diagnostics, &Places::new(&compiled.checked.sources, &program.prefix));
        report.write(&mut anstream::stderr().lock(), &mut anstream::stderr().lock())?;
    }
    Ok(compiled.bundle)
}

/// Warns, in a sentence, of a bundle that was compiled with other zone rules than are here.
pub(crate) fn tell_of_zones(path: &Path, bundle: &Bundle, format: Format) -> Result<(), Failure> {
    let Some(other) = bundle.other_zones() else { return Ok(()) };
    let mut talk = anstream::stderr().lock();
    let words = format!("`{}`: {other}", path.display());
    match format {
        Format::Json | Format::Jsonl => writeln!(talk, "{}", serde_json::json!({ "warning": words }))?,
        Format::Human | Format::Sarif | Format::Github => writeln!(talk, "warning: {words}")?,
    }
    Ok(())
}

/// The bundle in the file at `path`, or in the revision that it names.
pub(crate) fn read(path: &Path) -> Result<Bundle, Failure> {
    Bundle::load(&bytes(path)?).map_err(|error| cannot(path, &error.to_string()))
}

/// The bytes of a bundle, in the file at `path` or in the revision that it names: no more than any bundle has that is loaded
/// here, so that a file without an end is refused.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let bundle = Limits::default().size;
    let most = bundle.saturating_add(u64::try_from(Seal::BYTES).unwrap_or(u64::MAX));
    let bytes = match path.to_str().and_then(Revision::of) {
        Some(revision) => revision?.bytes()?,
        None => start(path, most.saturating_add(1)).map_err(|error| cannot(path, &said(&error)))?,
    };
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        return Ok(bytes);
    }
    Err(cannot(path, &format!("it has more than {} MB, the most that a bundle may have here", bundle >> 20)))
}

/// So many first bytes of a file, or all.
fn start(path: &Path, count: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// That the file at `path` cannot be read, and why.
pub(crate) fn cannot(path: &Path, why: &str) -> Failure {
    Failure::Access(format!("cannot read `{}`: {why}", path.display()))
}
