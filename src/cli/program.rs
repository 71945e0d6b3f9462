use super::disk::{self, Disk};
use super::git::Revision;
use super::outcome::Failure;
use enroute::engine::{self, Checked, Compiled, Loader};
use std::path::{Path, PathBuf};

/// A program on disk or in a repository's history: a `.route` file with all it imports, or all `.route` files of a folder.
pub(crate) struct Program {
    loader: Box<dyn Loader>,
    roots: Vec<String>,
    /// What stands before the names of its files when they are shown: empty, or ending in `/`.
    pub(crate) prefix: String,
}

impl Program {
    /// The program at `path`, or in the revision that it names.
    pub(crate) fn at(path: &Path) -> Result<Self, Failure> {
        match path.to_str().and_then(Revision::of) {
            Some(revision) => Self::then(&revision?),
            None => Self::on_disk(path),
        }
    }

    /// The program as it was in a revision.
    fn then(revision: &Revision) -> Result<Self, Failure> {
        let prefix = |folder: &str| format!("{}/", folder.trim_end_matches('/'));
        if revision.is_folder()? {
            let names = revision.names().into_iter().filter(|name| has_end(name, "route"));
            let roots: Vec<_> = names.collect();
            if roots.is_empty() {
                return Err(revision.cannot("there is no `.route` file in this folder"));
            }
            let prefix = prefix(revision.shown());
            return Ok(Self { loader: Box::new(revision.clone()), roots, prefix });
        }
        let name = revision.name();
        if let Some(why) = no_source(name) {
            return Err(Failure::Usage(format!("`{}` {why}", revision.shown())));
        }
        let folder = revision.shown().strip_suffix(name).unwrap_or_default();
        let prefix = if folder.ends_with(':') { folder.to_owned() } else { prefix(folder) };
        Ok(Self { loader: Box::new(revision.folder()), roots: vec![name.to_owned()], prefix })
    }

    fn on_disk(path: &Path) -> Result<Self, Failure> {
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
        Ok(Self { loader: Box::new(Disk::new(folder)), roots, prefix })
    }

    /// Reads and checks it.
    pub(crate) fn check(&self) -> Result<Checked, Failure> {
        Ok(engine::check(self.loader.as_ref(), &self.roots)?)
    }

    /// Reads, checks and compiles it.
    pub(crate) fn compile(&self) -> Result<Compiled, Failure> {
        Ok(engine::compile(self.loader.as_ref(), &self.roots)?)
    }

    /// Reads, checks and compiles it together with its tests.
    pub(crate) fn compile_with_tests(&self) -> Result<Compiled, Failure> {
        Ok(engine::compile_with_tests(self.loader.as_ref(), &self.roots)?)
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
