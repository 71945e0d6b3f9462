use super::documents::Documents;
use super::graph::Plan;
use super::overlay::Overlay;
use super::paths;
use super::position::Lines;
use crate::engine::Workspace;
use crate::source::FileId;
use gen_lsp_types::{Diagnostic, Uri};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A program, with its texts as the editor has them.
#[derive(Debug)]
pub(super) struct Program {
    /// The path of the file or folder that is the program.
    pub(super) at: String,
    /// The folder that the names of its files are relative to.
    pub(super) folder: String,
    /// The names of the files it begins with.
    pub(super) roots: Vec<String>,
    /// What is known of it.
    pub(super) workspace: Workspace,
    /// What there is to say of each of its files, by number.
    pub(super) said: Vec<Vec<Diagnostic>>,
    /// Its files, by number.
    files: Vec<File>,
}

/// A file of a program.
#[derive(Debug)]
struct File {
    path: String,
    uri: Uri,
    text: Arc<str>,
    lines: OnceCell<Lines>,
}

impl Program {
    /// The program as planned; nothing is read yet.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            at: plan.at.clone(),
            folder: plan.folder.clone(),
            roots: plan.roots.clone(),
            workspace: Workspace::new(plan.roots.clone()),
            said: Vec::new(),
            files: Vec::new(),
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
        }
    }

    /// Other files have come or gone.
    pub(super) fn touch_absent(&mut self) {
        self.workspace.touch_absent();
    }

    /// Reads what was touched. Gives whether anything was.
    pub(super) fn refresh(&mut self, overlay: &Overlay<'_>) -> bool {
        let was_touched = self.workspace.is_touched();
        if was_touched {
            self.workspace.refresh(overlay);
            self.list(overlay.documents);
        }
        was_touched
    }

    /// Notes where its texts are. What is known of a text that has not changed is kept.
    fn list(&mut self, documents: &Documents) {
        let before = std::mem::take(&mut self.files).into_iter();
        let mut before: BTreeMap<String, File> = before.map(|file| (file.path.clone(), file)).collect();
        for (id, name) in self.workspace.files() {
            let Some(text) = self.workspace.text(id) else { continue };
            let path = paths::join(&self.folder, name);
            let uri = documents.uri(&path);
            let known = before.remove(&path).filter(|file| Arc::ptr_eq(&file.text, text));
            let lines = known.map(|file| file.lines).unwrap_or_default();
            self.files.push(File { path, uri, text: Arc::clone(text), lines });
        }
    }

    /// The number of the file at a path.
    pub(super) fn file(&self, path: &str) -> Option<FileId> {
        self.workspace.file(paths::name_in(&self.folder, path)?)
    }

    /// How many files it has.
    pub(super) fn size(&self) -> usize {
        self.files.len()
    }

    /// What there is to say of each of its files, by path.
    pub(super) fn said(&self) -> impl Iterator<Item = (&str, &[Diagnostic])> {
        self.files.iter().map(|file| file.path.as_str()).zip(self.said.iter().map(Vec::as_slice))
    }

    /// What there is to say of the file at a path; `None` where it has no such file.
    pub(super) fn said_of(&self, path: &str) -> Option<&[Diagnostic]> {
        self.said.get(usize::try_from(self.file(path)?.0).ok()?).map(Vec::as_slice)
    }

    /// Whether any of its files is open.
    pub(super) fn is_open(&self, documents: &Documents) -> bool {
        documents.iter().any(|(path, _)| self.file(path).is_some())
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> Option<&str> {
        self.listed(file).map(|file| file.path.as_str())
    }

    /// The address of a file.
    pub(super) fn uri(&self, file: FileId) -> Option<&Uri> {
        self.listed(file).map(|file| &file.uri)
    }

    /// Where the lines of a file begin.
    pub(super) fn lines(&self, file: FileId) -> Option<&Lines> {
        self.listed(file).map(|file| file.lines.get_or_init(|| Lines::new(&file.text)))
    }

    fn listed(&self, file: FileId) -> Option<&File> {
        self.files.get(usize::try_from(file.0).ok()?)
    }
}
