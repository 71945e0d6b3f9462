use super::disk::{self, Disk};
use super::outcome::Failure;
use enroute::engine::{self, Checked, Compiled};
use std::path::{Path, PathBuf};

/// A program on disk: a `.route` file with all it imports, or all `.route` files of a folder.
#[derive(Debug)]
pub(crate) struct Program {
    disk: Disk,
    roots: Vec<String>,
    /// What stands before the names of its files when they are shown: empty, or ending in `/`.
    pub(crate) prefix: String,
}

impl Program {
    /// The program at `path`.
    pub(crate) fn at(path: &Path) -> Result<Self, Failure> {
        let cannot = |why: &str| Failure::Access(format!("cannot read `{}`: {why}", path.display()));
        let about = path.metadata().map_err(|error| cannot(&said(&error)))?;
        let (folder, roots) = if about.is_dir() {
            (path.to_owned(), disk::files(path).filter(|name| has_end(name, "route")).collect::<Vec<_>>())
        } else {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| cannot("its name is not text"))?;
            if let Some(why) = no_source(name) {
                return Err(Failure::Usage(format!("`{}` {why}", path.display())));
            }
            (path.parent().map(Path::to_owned).unwrap_or_default(), vec![name.to_owned()])
        };
        if roots.is_empty() {
            return Err(cannot("there is no `.route` file in this folder"));
        }
        let prefix = prefix(&folder);
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        Ok(Self { disk: Disk::new(folder), roots, prefix })
    }

    /// Reads and checks it.
    pub(crate) fn check(&self) -> Result<Checked, Failure> {
        Ok(engine::check(&self.disk, &self.roots)?)
    }

    /// Reads, checks and compiles it.
    pub(crate) fn compile(&self) -> Result<Compiled, Failure> {
        Ok(engine::compile(&self.disk, &self.roots)?)
    }

    /// Reads, checks and compiles it together with its tests.
    pub(crate) fn compile_with_tests(&self) -> Result<Compiled, Failure> {
        Ok(engine::compile_with_tests(&self.disk, &self.roots)?)
    }
}

/// Why a file of that name is no source, where its name says so.
pub(crate) fn no_source(name: &str) -> Option<&'static str> {
    let items = ["jsonl", "ndjson", "json", "csv", "gz"];
    if has_end(name, "routeb") {
        return Some("is compiled and has no text any more; name the `.route` file or folder it came from");
    }
    let holds_items = items.iter().any(|end| has_end(name, end));
    holds_items.then_some("holds items; a program is a `.route` file or a folder, and comes first")
}

/// Whether a name ends in `.end`, whatever the case.
pub(crate) fn has_end(name: &str, end: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(end))
}

/// What an operation system says, without its number.
pub(crate) fn said(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        return "there is no such file or folder".to_owned();
    }
    let words = error.to_string();
    words.split_once(" (os error").map_or(words.clone(), |(words, _)| words.to_lowercase())
}

fn prefix(folder: &Path) -> String {
    let shown = folder.display().to_string().replace('\\', "/");
    match shown.trim_end_matches('/') {
        "" if shown.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        shown => format!("{}/", shown.strip_prefix("./").unwrap_or(shown)),
    }
}
