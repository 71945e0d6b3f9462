use super::documents::Documents;
use super::graph::Plan;
use super::overlay::Overlay;
use super::paths;
use super::position::Lines;
use crate::engine::Workspace;
use crate::source::FileId;
use gen_lsp_types::Diagnostic;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A program of which a file is open.
#[derive(Debug)]
pub(super) struct Program {
    /// The folder that the names of its files are relative to.
    pub(super) folder: String,
    /// The names of the files it begins with.
    pub(super) roots: Vec<String>,
    /// What is known of it.
    pub(super) workspace: Workspace,
    /// What there is to say of each of its files, by path.
    pub(super) said: BTreeMap<String, Vec<Diagnostic>>,
    is_touched: bool,
    lines: RefCell<BTreeMap<String, Indexed>>,
}

/// The lines of a text.
#[derive(Debug)]
struct Indexed {
    of: Arc<str>,
    lines: Arc<Lines>,
}

impl Program {
    /// The program as planned; nothing is read yet.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            folder: plan.folder.clone(),
            roots: plan.roots.clone(),
            workspace: Workspace::new(plan.roots.clone()),
            said: BTreeMap::new(),
            is_touched: true,
            lines: RefCell::default(),
        }
    }

    /// Whether it is what the plan says.
    pub(super) fn is(&self, plan: &Plan) -> bool {
        self.folder == plan.folder && self.roots == plan.roots
    }

    /// The text at a path is another now, or has come or gone.
    pub(super) fn touch(&mut self, path: &str) {
        let name = paths::name_in(&self.folder, path).filter(|name| self.workspace.concerns(name));
        if let Some(name) = name {
            self.workspace.touch(name);
            self.is_touched = true;
        }
    }

    /// Reads what was touched. Gives whether anything was.
    pub(super) fn refresh(&mut self, overlay: &Overlay<'_>) -> bool {
        let was_touched = std::mem::take(&mut self.is_touched);
        if was_touched {
            self.workspace.refresh(overlay);
            let names: BTreeSet<&str> = self.workspace.files().map(|(_, name)| name).collect();
            self.lines.get_mut().retain(|name, _| names.contains(name.as_str()));
        }
        was_touched
    }

    /// The number of the file at a path.
    pub(super) fn file(&self, path: &str) -> Option<FileId> {
        self.workspace.file(paths::name_in(&self.folder, path)?)
    }

    /// The paths of its files, by number.
    pub(super) fn paths(&self) -> Vec<String> {
        self.workspace.files().map(|(_, name)| paths::join(&self.folder, name)).collect()
    }

    /// Whether any of its files is open.
    pub(super) fn is_open(&self, documents: &Documents) -> bool {
        documents.iter().any(|(path, _)| self.file(path).is_some())
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> Option<String> {
        let mut files = self.workspace.files();
        files.find(|(id, _)| *id == file).map(|(_, name)| paths::join(&self.folder, name))
    }

    /// Where the lines of a file begin.
    pub(super) fn lines(&self, file: FileId) -> Option<Arc<Lines>> {
        let text = self.workspace.text(file)?;
        let (_, name) = self.workspace.files().find(|(id, _)| *id == file)?;
        let mut known = self.lines.borrow_mut();
        if let Some(Indexed { of, lines }) = known.get(name)
            && Arc::ptr_eq(of, text)
        {
            return Some(Arc::clone(lines));
        }
        let lines = Arc::new(Lines::new(text));
        known.insert(name.to_owned(), Indexed { of: Arc::clone(text), lines: Arc::clone(&lines) });
        Some(lines)
    }
}
