use super::error::FileError;
use super::loader::LoadError;
use crate::diagnostic::Bag;
use crate::source::{Sources, resolve};
use crate::syntax::ast::{File, ItemKind, Rows, Text};
use std::collections::BTreeMap;

const ALIKE: f64 = 0.7;

/// The paths that a file imports, as written.
fn paths(file: &File) -> impl Iterator<Item = &Text> {
    file.items
        .iter()
        .filter_map(|item| if let ItemKind::Import(import) = &item.kind { Some(&import.path) } else { None })
}

/// The names of the files that the file called `name` imports, as far as they may be loaded.
pub(super) fn imported(name: &str, file: &File) -> Vec<String> {
    paths(file).filter_map(|path| resolve(name, &path.value)).filter(|name| is_route(name)).collect()
}

/// The paths of the tables that a file reads, as written.
pub(super) fn tables(file: &File) -> impl Iterator<Item = &Text> {
    let rows = file
        .items
        .iter()
        .filter_map(|item| if let ItemKind::Table(table) = &item.kind { Some(&table.rows) } else { None });
    rows.filter_map(|rows| match rows {
        Rows::Csv(path) => Some(path),
        Rows::Inline(_) => None,
    })
}

fn is_route(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end == "route")
}

/// Reports imports and tables that are not there or lie outside, and imports that go in a circle.
pub(super) fn check(
    sources: &Sources,
    files: &[File],
    absent: &BTreeMap<String, LoadError>,
    names: &[String],
    bag: &mut Bag,
) {
    let names_of_files: Vec<&str> = sources.iter().map(|(_, file)| file.name.as_str()).collect();
    for (file, from) in files.iter().zip(&names_of_files) {
        for path in paths(file) {
            if let Some(error) = import_error(from, path, absent, names) {
                bag.push(&error);
            }
        }
        for path in tables(file) {
            if let Some(error) = table_error(from, path, absent, names) {
                bag.push(&error);
            }
        }
    }
    for circle in circles(files, &names_of_files) {
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

/// How the file called `from` writes the path of the file called `to`.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> =
        from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(left, right)| left == right).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// One error for each circle, at the import that closes it.
fn circles(files: &[File], names: &[&str]) -> Vec<FileError> {
    let mut walk = Walk { files, names, done: vec![false; files.len()], way: Vec::new(), found: Vec::new() };
    for start in 0..files.len() {
        walk.from(start);
    }
    walk.found
}

/// A walk over imports, without recursion: a chain of imports may be as long as the program has files.
struct Walk<'a> {
    files: &'a [File],
    names: &'a [&'a str],
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
        let (Some(file), Some(from)) = (self.files.get(place), self.names.get(place)) else {
            return Vec::new();
        };
        let position = |name: String| self.names.iter().position(|other| *other == name);
        let mut edges: Vec<_> = paths(file)
            .filter_map(|path| Some((path, resolve(from, &path.value).and_then(position)?)))
            .filter(|(_, to)| *to < self.files.len())
            .collect();
        edges.reverse();
        edges
    }

    fn close(&mut self, begin: usize, to: usize, path: &Text) {
        let places = self.way.iter().skip(begin).map(|(place, _)| *place).chain([to]);
        let names: Vec<_> = places.filter_map(|place| self.names.get(place).copied()).collect();
        self.found.push(FileError::Cycle { circle: names.join(" → "), span: path.span });
    }
}
