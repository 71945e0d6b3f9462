use super::asleep::{Asleep, Held};
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
    /// What the author says is a program, as written.
    written: Vec<String>,
    graph: Graph,
    /// All programs that there are.
    plans: Vec<Plan>,
    /// By the path of the file or folder that is the program.
    live: BTreeMap<String, Program>,
    asleep: Asleep,
    edited: BTreeSet<String>,
    /// Whether something has changed that the editor did not write itself.
    has_news: bool,
    is_stale: bool,
}

impl Programs {
    /// The folders that are open in the editor.
    pub(super) fn set_folders(&mut self, folders: Vec<String>) {
        self.folders = folders;
        self.choose(self.written.clone());
    }

    /// The folders that are open in the editor.
    pub(super) fn folders(&self) -> &[String] {
        &self.folders
    }

    /// A path as a person knows it: as seen from the folder of the editor that it lies in.
    pub(super) fn shown<'p>(&self, path: &'p str) -> &'p str {
        self.folders.iter().find_map(|folder| paths::name_in(folder, path)).unwrap_or(path)
    }

    /// What the author says is a program: paths, those that are relative as seen from each folder.
    pub(super) fn choose(&mut self, written: Vec<String>) {
        let chosen = written.iter().map(|path| paths::from_native(path)).flat_map(|path| {
            let from = if paths::is_on_disk(&path) { &[] } else { self.folders.as_slice() };
            let found: Vec<_> = from.iter().map(|folder| paths::below(folder, &path)).collect();
            if found.is_empty() { vec![path] } else { found }
        });
        let mut chosen: Vec<_> = chosen.collect();
        chosen.sort_unstable();
        chosen.dedup();
        self.graph.choose(chosen);
        self.written = written;
        self.has_news = true;
        self.is_stale = true;
    }

    /// Looks again which files there are.
    pub(super) fn list(&mut self, files: &dyn Files) {
        let folders = self.folders.iter().chain(self.graph.chosen());
        let folders = folders.filter(|folder| paths::is_on_disk(folder) && !paths::is_route(folder));
        let listed = folders.flat_map(|folder| files.below(folder)).collect();
        let changed = self.graph.list(listed);
        for path in &changed {
            self.touch(path);
        }
        if !changed.is_empty() {
            self.each(Program::touch_absent);
            self.is_stale = true;
            self.has_news = true;
        }
    }

    /// Whether something has changed, since this was asked last, that the editor did not write itself.
    pub(super) fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.has_news)
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
        self.come_or_gone(path);
    }

    /// A text was closed.
    pub(super) fn close(&mut self, path: &str) {
        self.graph.close(path);
        self.edited.remove(path);
        self.come_or_gone(path);
    }

    fn come_or_gone(&mut self, path: &str) {
        self.is_stale = true;
        self.touch(path);
        if !self.graph.listed().contains(path) {
            self.each(Program::touch_absent);
        }
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
            self.has_news = true;
        }
        self.touch(path);
    }

    fn touch(&mut self, path: &str) {
        self.each(|program| program.touch(path));
    }

    fn each(&mut self, mut change: impl FnMut(&mut Program)) {
        self.live.values_mut().for_each(&mut change);
        self.asleep.each(change);
    }

    /// Forgets all that was worked out.
    pub(super) fn forget(&mut self) {
        self.live.clear();
        self.asleep.keep(|_| false);
        self.is_stale = true;
    }

    /// The programs of which a file is open, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Program> {
        self.live.values()
    }

    /// All programs, those of which a file is open first.
    pub(super) fn all<'p>(&'p self, documents: &'p Documents, files: &'p dyn Files) -> Vec<Held<'p>> {
        self.held(documents, files, |_| true)
    }

    /// All programs that have the file at a path, those of which a file is open first.
    pub(super) fn with<'p>(
        &'p self,
        path: &str,
        documents: &'p Documents,
        files: &'p dyn Files,
    ) -> Vec<Held<'p>> {
        let mut found = self.held(documents, files, |plan| plan.members.contains(path));
        found.retain(|program| program.file(path).is_some());
        found
    }

    fn held<'p>(
        &'p self,
        documents: &Documents,
        files: &dyn Files,
        wanted: impl Fn(&Plan) -> bool,
    ) -> Vec<Held<'p>> {
        let others = self.plans.iter().filter(|plan| !self.live.contains_key(&plan.at) && wanted(plan));
        let wake = |plan: &Plan| {
            let overlay = Overlay { folder: &plan.folder, documents, files, known: self.listed() };
            Held::Asleep(self.asleep.program(plan, &overlay))
        };
        self.live.values().map(Held::Awake).chain(others.map(wake)).collect()
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
        self.plans = self.graph.plans(&|path| read_imports(path, documents, files));
        let is_needed = |plan: &Plan, live: &BTreeMap<String, Program>| {
            let open = documents.iter().any(|(path, _)| plan.members.contains(path));
            open || live.get(&plan.at).is_some_and(|program| program.is(plan) && program.is_open(documents))
        };
        let mut before = std::mem::take(&mut self.live);
        for plan in &self.plans {
            if is_needed(plan, &before) {
                let kept = before.remove(&plan.at).filter(|program| program.is(plan));
                self.live.insert(plan.at.clone(), kept.unwrap_or_else(|| Program::new(plan)));
            }
        }
        let planned: BTreeSet<&str> = self.plans.iter().map(|plan| plan.at.as_str()).collect();
        self.asleep.keep(|at| planned.contains(at) && !self.live.contains_key(at));
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
