use super::paths;
use crate::source::resolve;
use std::collections::{BTreeMap, BTreeSet};

/// Which `.route` file imports which, and so which programs there are.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// The folders and files that are programs because the author says so.
    chosen: Vec<String>,
    /// The paths below the folders of the editor, and below those that are programs.
    listed: BTreeSet<String>,
    /// The texts that are open.
    opened: BTreeSet<String>,
    /// What each file imports, as written.
    imports: BTreeMap<String, Vec<String>>,
}

/// A program as it would be read: a folder, and the files there that it begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The path of the file or folder that is the program.
    pub(super) at: String,
    /// The folder that its names are relative to.
    pub(super) folder: String,
    /// The names of the files it begins with.
    pub(super) roots: Vec<String>,
    /// The paths of its files.
    pub(super) members: BTreeSet<String>,
}

impl Graph {
    /// What the author says is a program.
    pub(super) fn choose(&mut self, chosen: Vec<String>) {
        self.chosen = chosen;
    }

    /// What the author says is a program.
    pub(super) fn chosen(&self) -> &[String] {
        &self.chosen
    }

    /// The paths there are now. Gives those that have come or gone.
    pub(super) fn list(&mut self, listed: BTreeSet<String>) -> Vec<String> {
        let changed: Vec<_> = self.listed.symmetric_difference(&listed).cloned().collect();
        for path in &changed {
            self.forget(path);
        }
        self.listed = listed;
        changed
    }

    /// The paths there are.
    pub(super) fn listed(&self) -> &BTreeSet<String> {
        &self.listed
    }

    /// A text was opened.
    pub(super) fn open(&mut self, path: &str) {
        self.opened.insert(path.to_owned());
        self.forget(path);
    }

    /// A text was closed.
    pub(super) fn close(&mut self, path: &str) {
        self.opened.remove(path);
        self.forget(path);
    }

    /// What a file imports is to be read again.
    pub(super) fn forget(&mut self, path: &str) {
        self.imports.remove(path);
    }

    /// A file imports these paths now; gives whether it did not before.
    pub(super) fn learn(&mut self, path: &str, imports: Vec<String>) -> bool {
        let known = self.imports.get(path) == Some(&imports);
        self.imports.insert(path.to_owned(), imports);
        !known
    }

    /// The programs that there are, by path. `read` says what a file imports that is not known yet.
    pub(super) fn plans(&mut self, read: &dyn Fn(&str) -> Vec<String>) -> Vec<Plan> {
        let listed = self.listed.iter().filter(|path| paths::is_route(path));
        let files: BTreeSet<String> = listed.chain(&self.opened).cloned().collect();
        let mut plans: Vec<_> =
            self.chosen.clone().into_iter().filter_map(|at| self.chosen_plan(at, read)).collect();
        let mut reached: BTreeSet<String> =
            plans.iter().flat_map(|plan| plan.members.iter().cloned()).collect();
        let imported: BTreeSet<String> = files.iter().flat_map(|path| self.imported_by(path, read)).collect();
        let (inner, roots): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| imported.contains(path));
        // What no root leads to imports itself in a circle, or lies outside of the folder of who imports it.
        for path in roots.into_iter().chain(inner) {
            if !reached.contains(&path) {
                let plan = self.plan_of_file(path, read);
                reached.extend(plan.members.iter().cloned());
                plans.push(plan);
            }
        }
        plans.sort_by(|one, other| one.at.cmp(&other.at));
        plans
    }

    fn chosen_plan(&mut self, at: String, read: &dyn Fn(&str) -> Vec<String>) -> Option<Plan> {
        if paths::is_route(&at) {
            return Some(self.plan_of_file(at, read));
        }
        let names = self.listed.iter().filter(|path| paths::is_route(path));
        let roots: Vec<_> = names.filter_map(|path| paths::name_in(&at, path).map(str::to_owned)).collect();
        (!roots.is_empty()).then(|| self.plan(at.clone(), at, roots, read))
    }

    fn plan_of_file(&mut self, path: String, read: &dyn Fn(&str) -> Vec<String>) -> Plan {
        let (folder, name) = paths::split(&path);
        let (folder, roots) = (folder.to_owned(), vec![name.to_owned()]);
        self.plan(path, folder, roots, read)
    }

    /// Follows imports from the roots, as far as the folder reaches.
    fn plan(
        &mut self,
        at: String,
        folder: String,
        roots: Vec<String>,
        read: &dyn Fn(&str) -> Vec<String>,
    ) -> Plan {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut waiting = roots.clone();
        while let Some(name) = waiting.pop() {
            if !names.insert(name.clone()) {
                continue;
            }
            let written = self.imports_of(&paths::join(&folder, &name), read);
            waiting.extend(written.iter().filter_map(|written| resolve(&name, written)));
        }
        let members = names.iter().map(|name| paths::join(&folder, name)).collect();
        Plan { at, folder, roots, members }
    }

    /// The paths that a file imports, itself left out.
    fn imported_by(&mut self, path: &str, read: &dyn Fn(&str) -> Vec<String>) -> Vec<String> {
        let written = self.imports_of(path, read);
        let resolved = written.iter().filter_map(|written| paths::resolved(path, written));
        resolved.filter(|other| other != path).collect()
    }

    fn imports_of(&mut self, path: &str, read: &dyn Fn(&str) -> Vec<String>) -> &[String] {
        self.imports.entry(path.to_owned()).or_insert_with(|| read(path))
    }
}
