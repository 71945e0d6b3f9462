use super::documents::Documents;
use super::graph::{Graph, Plan};
use super::outside::Files;
use super::overlay::Overlay;
use super::paths;
use super::program::Program;
use crate::engine;
use std::collections::{BTreeMap, BTreeSet};

/// What an edit may lead to: it changes an import, which brings a file, which changes what is a program. Then all is
/// settled; a circle of such changes is left for the next edit.
const MOST_ROUNDS: usize = 8;

/// The programs below the folders of the editor; those of which a file is open are kept up to date.
#[derive(Debug, Default)]
pub(super) struct Programs {
    folders: Vec<String>,
    graph: Graph,
    /// By the path of the file or folder that is the program.
    live: BTreeMap<String, Program>,
    edited: BTreeSet<String>,
    is_stale: bool,
}

impl Programs {
    /// The folders that are open in the editor.
    pub(super) fn set_folders(&mut self, folders: Vec<String>) {
        self.folders = folders;
    }

    /// The folders that are open in the editor.
    pub(super) fn folders(&self) -> &[String] {
        &self.folders
    }

    /// What the author says is a program: paths, relative to the first folder.
    pub(super) fn choose(&mut self, chosen: &[String]) {
        let first = self.folders.first().map_or("", String::as_str);
        let whole = |path: &String| {
            let path = path.trim_start_matches("./").trim_end_matches('/');
            match path {
                "" | "." => first.to_owned(),
                path if paths::is_on_disk(path) => path.to_owned(),
                path => paths::join(first, path),
            }
        };
        self.graph.choose(chosen.iter().map(whole).collect());
        self.is_stale = true;
    }

    /// Looks again which files there are.
    pub(super) fn list(&mut self, files: &dyn Files) {
        let folders = self.folders.iter().chain(self.graph.chosen());
        let folders = folders.filter(|folder| paths::is_on_disk(folder) && !paths::is_route(folder));
        let listed = folders.flat_map(|folder| files.below(folder)).collect();
        for path in self.graph.list(listed) {
            self.touch(&path);
            self.is_stale = true;
        }
    }

    /// Whether a path is known, or lies where it would not be.
    pub(super) fn knows(&self, path: &str) -> bool {
        let within = |folder: &String| paths::name_in(folder, path).is_some();
        self.graph.listed().contains(path) || !self.folders.iter().any(within)
    }

    /// A text was opened.
    pub(super) fn open(&mut self, path: &str, documents: &Documents) {
        if documents.at(path).is_some_and(|document| document.is_route) {
            self.graph.open(path);
        }
        self.is_stale = true;
        self.touch(path);
    }

    /// A text was closed.
    pub(super) fn close(&mut self, path: &str) {
        self.graph.close(path);
        self.edited.remove(path);
        self.is_stale = true;
        self.touch(path);
    }

    /// An open text was edited.
    pub(super) fn edit(&mut self, path: &str) {
        self.edited.insert(path.to_owned());
        self.touch(path);
    }

    /// A file was written by somebody.
    pub(super) fn written(&mut self, path: &str, documents: &Documents) {
        if documents.at(path).is_none() {
            self.graph.forget(path);
            self.is_stale = true;
        }
        self.touch(path);
    }

    fn touch(&mut self, path: &str) {
        self.live.values_mut().for_each(|program| program.touch(path));
    }

    /// Forgets all that was worked out.
    pub(super) fn forget(&mut self) {
        self.live.clear();
        self.is_stale = true;
    }

    /// The programs of which a file is open, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Program> {
        self.live.values()
    }

    /// The paths there are.
    pub(super) fn listed(&self) -> &BTreeSet<String> {
        self.graph.listed()
    }

    /// Brings everything up to date; gives the programs that have changed to `changed`, and whether anything has.
    pub(super) fn settle(
        &mut self,
        documents: &Documents,
        files: &dyn Files,
        changed: &mut dyn FnMut(&mut Program),
    ) -> bool {
        let mut any = false;
        for _ in 0..MOST_ROUNDS {
            if std::mem::take(&mut self.is_stale) {
                self.arrange(documents, files);
                any = true;
            }
            for program in self.live.values_mut() {
                let folder = program.folder.clone();
                let overlay = Overlay { folder: &folder, documents, files, known: self.graph.listed() };
                if program.refresh(&overlay) {
                    changed(program);
                    any = true;
                }
            }
            self.learn(documents);
            if !self.is_stale {
                break;
            }
        }
        any
    }

    /// Makes the programs that are needed, and lets go of the others.
    fn arrange(&mut self, documents: &Documents, files: &dyn Files) {
        let plans = self.graph.plans(&|path| read_imports(path, documents, files));
        let is_needed = |plan: &Plan, live: &BTreeMap<String, Program>| {
            let open = documents.iter().any(|(path, _)| plan.members.contains(path));
            open || live.get(&plan.at).is_some_and(|program| program.is(plan) && program.is_open(documents))
        };
        let mut before = std::mem::take(&mut self.live);
        for plan in &plans {
            if is_needed(plan, &before) {
                let kept = before.remove(&plan.at).filter(|program| program.is(plan));
                self.live.insert(plan.at.clone(), kept.unwrap_or_else(|| Program::new(plan)));
            }
        }
    }

    /// Notes what the edited texts import now.
    fn learn(&mut self, documents: &Documents) {
        for path in std::mem::take(&mut self.edited) {
            let read = |program: &Program| program.workspace.imports(paths::name_in(&program.folder, &path)?);
            let imports = self.live.values().find_map(read);
            let imports = imports.or_else(|| Some(engine::imported(&documents.at(&path)?.text)));
            let is_route = documents.at(&path).is_some_and(|document| document.is_route);
            if is_route && imports.is_some_and(|imports| self.graph.learn(&path, imports)) {
                self.is_stale = true;
            }
        }
    }
}

/// The paths that a file imports, as written.
fn read_imports(path: &str, documents: &Documents, files: &dyn Files) -> Vec<String> {
    if let Some(document) = documents.at(path) {
        return engine::imported(&document.text);
    }
    let (folder, name) = paths::split(path);
    let bytes = if paths::is_on_disk(path) { files.read(folder, name).ok() } else { None };
    bytes.map(|bytes| engine::imported(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}
