use super::failure::Failure;
use super::imports::{self, Paths};
use super::loader::{LoadError, Loader};
use crate::diagnostic::Bag;
use crate::source::{FileId, Limits, Size, SourceFile, Sources, Span};
use crate::syntax::error::MarkError;
use crate::syntax::{self, ast};
use std::collections::BTreeMap;

/// All files of a program, read and parsed.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Every text: the `.route` files by name, then the tables by name. Files keep their numbers for good.
    pub sources: Sources,
    /// The `.route` files as written, in the order of `sources`.
    pub files: Vec<ast::File>,
    /// What is wrong with the files and with how they are written.
    pub bag: Bag,
}

/// Reads and parses the files called `roots` and all that they import, each once.
///
/// The result does not depend on the order of `roots`, nor on which file imports which: files are numbered by name.
/// A root that cannot be loaded is an error, and so is any file that is there and cannot be read; an import or table
/// that is not there is a diagnostic.
pub fn open(loader: &dyn Loader, roots: &[String], limits: &Limits) -> Result<Opened, Failure> {
    let mut found = Found { limits: *limits, ..Found::default() };
    found.follow(loader, roots)?;
    let Found { routes, tables, absent, .. } = found;
    let (mut sources, mut files, mut bag) = (Sources::new(), Vec::new(), Bag::new());
    for (read, id) in routes.into_values().zip((0..).map(FileId)) {
        let read = read.renumbered(id, limits);
        sources.add(read.source);
        bag.extend(read.bag);
        files.push(read.file);
    }
    for (name, bytes) in tables {
        let id = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
        let (source, fault) = text(id, &name, bytes, limits);
        sources.add(source);
        if let Some(fault) = &fault {
            bag.push(fault);
        }
    }
    let names = sources.iter().map(|(_, source)| source.name.as_str());
    let paths: Vec<_> = names.zip(&files).map(|(name, file)| Paths::of(name, [file])).collect();
    imports::check(&paths.iter().collect::<Vec<_>>(), &absent, loader, &mut bag);
    Ok(Opened { sources, files, bag })
}

/// What has been found so far, by name.
#[derive(Debug, Default)]
struct Found {
    limits: Limits,
    /// How much the files hold so far.
    size: Size,
    routes: BTreeMap<String, Read>,
    tables: BTreeMap<String, Vec<u8>>,
    absent: BTreeMap<String, LoadError>,
}

impl Found {
    /// Loads the roots and, from there, all that is imported.
    fn follow(&mut self, loader: &dyn Loader, roots: &[String]) -> Result<(), Failure> {
        let mut roots: Vec<_> = roots.to_vec();
        roots.sort();
        roots.dedup();
        let mut waiting: Vec<_> = roots.iter().rev().cloned().collect();
        while let Some(name) = waiting.pop() {
            if self.knows(&name) {
                continue;
            }
            let id = FileId(u32::try_from(self.routes.len()).unwrap_or(u32::MAX));
            match loader.read(&name) {
                Ok(bytes) => {
                    let read = Read::new(id, &name, bytes, &self.limits, &mut self.size);
                    self.take(loader, read, &mut waiting)?;
                }
                Err(why) => self.miss(name, why, &roots)?,
            }
        }
        Ok(())
    }

    fn knows(&self, name: &str) -> bool {
        self.routes.contains_key(name) || self.absent.contains_key(name)
    }

    /// Keeps a file, notes what it imports, and loads the tables it reads.
    fn take(&mut self, loader: &dyn Loader, read: Read, waiting: &mut Vec<String>) -> Result<(), Failure> {
        let name = read.source.name.clone();
        let paths = Paths::of(&name, [&read.file]);
        waiting.extend(paths.imported().map(str::to_owned));
        for table in paths.read() {
            if self.tables.contains_key(table) || self.absent.contains_key(table) {
                continue;
            }
            match loader.read(table) {
                Ok(bytes) => drop(self.tables.insert(table.to_owned(), bytes)),
                Err(why) => self.miss(table.to_owned(), why, &[])?,
            }
        }
        self.routes.insert(name, read);
        Ok(())
    }

    /// A file that is not there is the author's mistake; one that is there and cannot be read is not.
    fn miss(&mut self, name: String, why: LoadError, roots: &[String]) -> Result<(), Failure> {
        let absent = matches!(why, LoadError::Missing | LoadError::Outside);
        if !absent || roots.contains(&name) {
            return Err(Failure::Unreadable { name, why });
        }
        self.absent.insert(name, why);
        Ok(())
    }
}

/// A file, parsed under the number it probably gets.
#[derive(Debug)]
struct Read {
    id: FileId,
    source: SourceFile,
    /// What is wrong with the file as a whole.
    fault: Option<MarkError>,
    file: ast::File,
    bag: Bag,
}

impl Read {
    fn new(id: FileId, name: &str, bytes: Vec<u8>, limits: &Limits, all: &mut Size) -> Self {
        let (source, fault) = route(id, name, bytes, limits, all);
        Self::parsed(id, source, fault, limits)
    }

    /// The tree of a text. What is said of a text whose bytes are damaged would only repeat that.
    fn parsed(id: FileId, source: SourceFile, fault: Option<MarkError>, limits: &Limits) -> Self {
        let (file, found) = syntax::parse_within(id, &source, limits);
        let mut bag = Bag::new();
        match &fault {
            Some(fault) => bag.push(fault),
            None => bag = found,
        }
        Self { id, source, fault, file, bag }
    }

    /// The same file under the number it really has; parsed again only where the guess was wrong.
    fn renumbered(self, id: FileId, limits: &Limits) -> Self {
        if self.id == id {
            return self;
        }
        let mut fault = self.fault;
        if let Some(
            MarkError::NotUtf8 { span, .. }
            | MarkError::TooLarge { span, .. }
            | MarkError::TooMuch { span, .. },
        ) = &mut fault
        {
            span.file = id;
        }
        Self::parsed(id, self.source, fault, limits)
    }
}

/// The text of a `.route` file, and what is wrong with it as a whole: as [`text`], and where the program has more with it
/// than it may. `all` is what the other files hold, and with this one afterwards.
pub(super) fn route(
    id: FileId,
    name: &str,
    bytes: Vec<u8>,
    limits: &Limits,
    all: &mut Size,
) -> (SourceFile, Option<MarkError>) {
    let (source, fault) = text(id, name, bytes, limits);
    let with = all.and(Size::of(&source.text));
    match fault.or_else(|| too_much(id, with, limits)) {
        Some(fault @ MarkError::TooMuch { .. }) => (SourceFile::new(name, ""), Some(fault)),
        fault => {
            *all = with;
            (source, fault)
        }
    }
}

fn too_much(id: FileId, size: Size, limits: &Limits) -> Option<MarkError> {
    let counts = [
        ("declarations", size.declarations, limits.declarations),
        ("words and signs", size.words, limits.words),
    ];
    let (what, count, limit) = counts.into_iter().find(|(_, count, limit)| count > limit)?;
    Some(MarkError::TooMuch { what, count, limit, span: Span::new(id, 0, 0) })
}

/// The text of a file's bytes as far as it can be shown, and what is wrong with it as a whole.
pub(super) fn text(
    id: FileId,
    name: &str,
    bytes: Vec<u8>,
    limits: &Limits,
) -> (SourceFile, Option<MarkError>) {
    let shown = std::str::from_utf8(&bytes).is_err().then(|| String::from_utf8_lossy(&bytes).into_owned());
    match syntax::decode(id, bytes, limits) {
        Ok(text) => (SourceFile::new(name, text), None),
        Err(error) => (SourceFile::new(name, shown.unwrap_or_default()), Some(error)),
    }
}
