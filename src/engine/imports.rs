use super::error::FileError;
use super::loader::{LoadError, Loader};
use crate::diagnostic::Bag;
use crate::source::{FileId, Limits, SourceFile, is_route, relative, resolve};
use crate::syntax::ast::{File, ItemKind, Rows, Table, Text};
use crate::syntax::{parse_section, sections};
use std::collections::BTreeMap;

const ALIKE: f64 = 0.7;

/// The other files that a file speaks of.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    /// The name of the file.
    from: &'a str,
    /// The paths it imports, as written.
    imports: Vec<&'a Text>,
    /// The paths of the tables it reads, as written.
    tables: Vec<&'a Text>,
}

impl<'a> Paths<'a> {
    /// Those of the file called `from`, given as the trees of its sections.
    pub(super) fn of(from: &'a str, sections: impl IntoIterator<Item = &'a File>) -> Self {
        let mut paths = Self { from, imports: Vec::new(), tables: Vec::new() };
        for item in sections.into_iter().flat_map(|section| &section.items) {
            if let ItemKind::Import(import) = &item.kind {
                paths.imports.push(&import.path);
            } else if let ItemKind::Table(Table { rows: Rows::Csv(path), .. }) = &item.kind {
                paths.tables.push(path);
            }
        }
        paths
    }

    /// The names of the files that are imported, as far as they may be loaded.
    pub(super) fn imported(&self) -> impl Iterator<Item = String> {
        self.imports.iter().filter_map(|path| resolve(self.from, &path.value)).filter(|name| is_route(name))
    }

    /// The paths of the files that are imported, as written.
    pub(super) fn written(&self) -> Vec<String> {
        self.imports.iter().map(|path| path.value.clone()).collect()
    }

    /// The names of the tables that are read.
    pub(super) fn read(&self) -> impl Iterator<Item = String> {
        self.tables.iter().filter_map(|path| resolve(self.from, &path.value))
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
    files: &[Paths<'_>],
    absent: &BTreeMap<String, LoadError>,
    loader: &dyn Loader,
    bag: &mut Bag,
) {
    let names = if absent.is_empty() { Vec::new() } else { loader.names() };
    for file in files {
        let imports = file.imports.iter().filter_map(|path| import_error(file.from, path, absent, &names));
        let tables = file.tables.iter().filter_map(|path| table_error(file.from, path, absent, &names));
        for error in imports.chain(tables) {
            bag.push(&error);
        }
    }
    for circle in circles(files) {
        bag.push(&circle);
    }
}

fn import_error(
    from: &str,
    path: &Text,
    absent: &BTreeMap<String, LoadError>,
    names: &[String],
) -> Option<FileError> {
    let Some(name) = resolve(from, &path.value) else {
        return Some(FileError::Outside { path: path.value.clone(), span: path.span });
    };
    if !is_route(&name) {
        return Some(FileError::ImportNotRoute { name, span: path.span });
    }
    absent.get(&name).map(|why| match why {
        LoadError::Outside => FileError::Outside { path: path.value.clone(), span: path.span },
        LoadError::Missing | LoadError::TooLarge { .. } | LoadError::Failed(_) => {
            let similar = similar(from, &name, names, is_route);
            FileError::ImportMissing { name, similar, span: path.span }
        }
    })
}

fn table_error(
    from: &str,
    path: &Text,
    absent: &BTreeMap<String, LoadError>,
    names: &[String],
) -> Option<FileError> {
    let Some(name) = resolve(from, &path.value) else {
        return Some(FileError::Outside { path: path.value.clone(), span: path.span });
    };
    absent.get(&name).map(|why| match why {
        LoadError::Outside => FileError::Outside { path: path.value.clone(), span: path.span },
        LoadError::Missing | LoadError::TooLarge { .. } | LoadError::Failed(_) => {
            let similar = similar(from, &name, names, |name| !is_route(name));
            FileError::TableFileMissing { name, similar, span: path.span }
        }
    })
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
fn circles(files: &[Paths<'_>]) -> Vec<FileError> {
    let mut walk = Walk { files, done: vec![false; files.len()], way: Vec::new(), found: Vec::new() };
    for start in 0..files.len() {
        walk.from(start);
    }
    walk.found
}

/// A walk over imports, without recursion: a chain of imports may be as long as the program has files.
struct Walk<'a> {
    files: &'a [Paths<'a>],
    done: Vec<bool>,
    way: Vec<(usize, Vec<(&'a Text, usize)>)>,
    found: Vec<FileError>,
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
                Some((path, to)) => match self.way.iter().position(|(place, _)| *place == to) {
                    Some(begin) => self.close(begin, to, path),
                    None => self.enter(to),
                },
            }
        }
    }

    fn enter(&mut self, place: usize) {
        if self.done.get(place) == Some(&false) {
            let edges = self.edges(place);
            self.way.push((place, edges));
        }
    }

    fn leave(&mut self, place: usize) {
        self.way.pop();
        if let Some(done) = self.done.get_mut(place) {
            *done = true;
        }
    }

    /// The imports of a file that name a file we have, the last first.
    fn edges(&self, place: usize) -> Vec<(&'a Text, usize)> {
        let Some(file) = self.files.get(place) else { return Vec::new() };
        let position = |name: String| self.files.iter().position(|other| other.from == name);
        let imports = file.imports.iter().copied();
        let mut edges: Vec<_> = imports
            .filter_map(|path| Some((path, resolve(file.from, &path.value).and_then(position)?)))
            .collect();
        edges.reverse();
        edges
    }

    fn close(&mut self, begin: usize, to: usize, path: &Text) {
        let places = self.way.iter().skip(begin).map(|(place, _)| *place).chain([to]);
        let names: Vec<_> = places.filter_map(|place| Some(self.files.get(place)?.from)).collect();
        self.found.push(FileError::Cycle { circle: names.join(" → "), span: path.span });
    }
}
