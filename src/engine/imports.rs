use super::error::FileError;
use super::loader::{LoadError, Loader};
use crate::diagnostic::{Bag, circle};
use crate::source::{FileId, Limits, SourceFile, Span, is_route, relative, resolve};
use crate::syntax::ast::{File, ItemKind, Rows, Table, Text};
use crate::syntax::{parse_section, sections};
use std::collections::BTreeMap;

const ALIKE: f64 = 0.7;

/// The other files that a file speaks of.
#[derive(Debug)]
pub(super) struct Paths {
    /// The name of the file.
    from: String,
    /// What it imports.
    imports: Vec<Path>,
    /// The tables it reads.
    tables: Vec<Path>,
    /// The items that its tests are given.
    items: Vec<Path>,
}

/// A path that stands in a file.
#[derive(Debug)]
struct Path {
    written: String,
    /// The name of the file that it means; `None` where it leads out of the program's folder.
    name: Option<String>,
    span: Span,
}

impl Paths {
    /// Those of the file called `from`, given as the trees of its sections.
    pub(super) fn of<'a>(from: &str, sections: impl IntoIterator<Item = &'a File>) -> Self {
        let mut paths =
            Self { from: from.to_owned(), imports: Vec::new(), tables: Vec::new(), items: Vec::new() };
        let path = |text: &Text| {
            let name = resolve(from, &text.value);
            Path { written: text.value.clone(), name, span: text.span }
        };
        for item in sections.into_iter().flat_map(|section| &section.items) {
            if let ItemKind::Import(import) = &item.kind {
                paths.imports.push(path(&import.path));
            } else if let ItemKind::Table(Table { rows: Rows::Csv(text), .. }) = &item.kind {
                paths.tables.push(path(text));
            } else if let ItemKind::Test(test) = &item.kind {
                paths.items.extend(test.files().map(path));
            }
        }
        paths
    }

    /// The names of the files that are imported, as far as they may be loaded.
    pub(super) fn imported(&self) -> impl Iterator<Item = &str> {
        self.imports.iter().filter_map(|path| path.name.as_deref()).filter(|name| is_route(name))
    }

    /// The paths of the files that are imported, as written.
    pub(super) fn written(&self) -> Vec<String> {
        self.imports.iter().map(|path| path.written.clone()).collect()
    }

    /// The names of the files that are read besides: tables, and items for tests.
    pub(super) fn read(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().chain(&self.items).filter_map(|path| path.name.as_deref())
    }
}

/// The paths that a text imports, as written. Only what may be an import is read.
#[must_use]
pub fn imported(text: &str) -> Vec<String> {
    let parts = sections(text);
    let parts = parts.iter().map(|range| super::sheet::part(text, range));
    let likely = parts.filter(|part| part.contains("import"));
    let read = |part: &str| parse_section(FileId(0), &SourceFile::new("", part), &Limits::DEFAULT).0;
    let trees: Vec<_> = likely.map(read).collect();
    Paths::of("", &trees).written()
}

/// Reports imports and tables that are not there or lie outside, and imports that go in a circle.
pub(super) fn check(
    files: &[&Paths],
    absent: &BTreeMap<String, LoadError>,
    loader: &dyn Loader,
    bag: &mut Bag,
) {
    let names = if absent.is_empty() { Vec::new() } else { loader.names() };
    for file in files {
        let kinds =
            [(&file.imports, Sought::Program), (&file.tables, Sought::Table), (&file.items, Sought::Items)];
        for (paths, sought) in kinds {
            for path in paths {
                let names = if bag.says_enough() { &[] } else { names.as_slice() };
                if let Some(error) = fault(sought, &file.from, path, absent, names) {
                    bag.push(&error);
                }
            }
        }
    }
    for circle in circles(files) {
        bag.push(&circle);
    }
}

/// What a path is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sought {
    Program,
    Table,
    Items,
}

/// What is wrong with a path, if anything; a file that is not there may be meant to be one of `names`.
fn fault(
    sought: Sought,
    from: &str,
    path: &Path,
    absent: &BTreeMap<String, LoadError>,
    names: &[String],
) -> Option<FileError> {
    let Some(name) = &path.name else { return Some(path.outside()) };
    let (is_import, span) = (sought == Sought::Program, path.span);
    if is_import && !is_route(name) {
        return Some(FileError::ImportNotRoute { name: name.clone(), span });
    }
    absent.get(name).map(|why| match why {
        LoadError::Outside => path.outside(),
        LoadError::Missing | LoadError::TooLarge { .. } | LoadError::Failed(_) => {
            let similar = similar(from, name, names, |other| is_route(other) == is_import);
            let name = name.clone();
            match sought {
                Sought::Program => FileError::ImportMissing { name, similar, span },
                Sought::Table => FileError::TableFileMissing { name, similar, span },
                Sought::Items => FileError::ItemsFileMissing { name, similar, span },
            }
        }
    })
}

impl Path {
    fn outside(&self) -> FileError {
        FileError::Outside { path: self.written.clone(), span: self.span }
    }
}

/// The path, from the file called `from`, of the file most like `name`.
fn similar(from: &str, name: &str, names: &[String], wanted: impl Fn(&str) -> bool) -> Option<String> {
    let likeness = |other: &String| strsim::jaro_winkler(name, other);
    let best = names
        .iter()
        .filter(|other| wanted(other) && other.as_str() != from && likeness(other) >= ALIKE)
        .max_by(|left, right| likeness(left).total_cmp(&likeness(right)).then(right.cmp(left)))?;
    Some(relative(from, best))
}

/// One error for each circle, at the import that closes it.
fn circles(files: &[&Paths]) -> Vec<FileError> {
    let numbers = files.iter().map(|file| file.from.as_str()).zip(0..).collect();
    let mut walk =
        Walk { files, numbers, seen: vec![Seen::Never; files.len()], way: Vec::new(), found: Vec::new() };
    for start in 0..files.len() {
        walk.from(start);
    }
    walk.found
}

/// A walk over imports, without recursion: a chain of imports may be as long as the program has files.
struct Walk<'a> {
    files: &'a [&'a Paths],
    /// The place of each file, by name.
    numbers: BTreeMap<&'a str, usize>,
    seen: Vec<Seen>,
    way: Vec<(usize, Vec<(&'a Path, usize)>)>,
    found: Vec<FileError>,
}

/// Whether a walk has come to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Never,
    /// It is on the way, after so many.
    OnTheWay(usize),
    Done,
}

impl<'a> Walk<'a> {
    fn from(&mut self, start: usize) {
        self.enter(start);
        while let Some((at, rest)) = self.way.last_mut() {
            let (at, next) = (*at, rest.pop());
            match next {
                None => {
                    self.leave(at);
                }
                Some((path, to)) => match self.seen.get(to) {
                    Some(Seen::OnTheWay(begin)) => self.close(*begin, path),
                    _ => self.enter(to),
                },
            }
        }
    }

    fn enter(&mut self, place: usize) {
        let Some(seen) = self.seen.get_mut(place).filter(|seen| **seen == Seen::Never) else { return };
        *seen = Seen::OnTheWay(self.way.len());
        let edges = self.edges(place);
        self.way.push((place, edges));
    }

    fn leave(&mut self, place: usize) {
        self.way.pop();
        if let Some(seen) = self.seen.get_mut(place) {
            *seen = Seen::Done;
        }
    }

    /// The imports of a file that name a file we have, the last first.
    fn edges(&self, place: usize) -> Vec<(&'a Path, usize)> {
        let Some(file) = self.files.get(place) else { return Vec::new() };
        let to = |path: &Path| self.numbers.get(path.name.as_deref()?).copied();
        let mut edges: Vec<_> = file.imports.iter().filter_map(|path| Some((path, to(path)?))).collect();
        edges.reverse();
        edges
    }

    fn close(&mut self, begin: usize, path: &Path) {
        let name = |place: usize| self.files.get(place).map_or_else(String::new, |file| file.from.clone());
        let names = self.way.get(begin..).unwrap_or_default().iter().map(|(place, _)| name(*place));
        self.found.push(FileError::Cycle { circle: circle(names, " → "), span: path.span });
    }
}
