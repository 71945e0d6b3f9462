use super::found::{Action, ActionKind};
use crate::check::declared;
use crate::diagnostic::{Edit, Severity};
use crate::engine::{Loader, Workspace};
use crate::ide::cursor;
use crate::source::{FileId, Limits, SourceFile, Span, is_route, relative};
use crate::syntax::{self, ast};

/// How many files beside the program are looked through.
const MOST: usize = 100;

/// Imports of files that declare what is not known here.
pub(super) fn missing(workspace: &Workspace, loader: &dyn Loader, span: Span) -> Vec<Action> {
    let is_unknown = |code: &str| code.starts_with("unknown-");
    let here = workspace.diagnostics().iter().filter(|said| said.severity == Severity::Error);
    let unknown =
        here.filter(|said| is_unknown(&said.code) && said.span().is_some_and(|place| place.touches(span)));
    let mut found = Vec::new();
    for said in unknown {
        let Some(name) = said.span().map(|place| cursor::text(workspace, place)) else { continue };
        for file in declaring(workspace, loader, name) {
            found.extend(import(workspace, span.file, &file).map(|edit| Action {
                title: format!("import `{file}`, which declares `{name}`"),
                kind: ActionKind::Fix,
                edits: vec![edit],
                mends: Some(said.code.clone()),
                preferred: false,
            }));
        }
    }
    found
}

/// The files beside the program that declare a name.
fn declaring(workspace: &Workspace, loader: &dyn Loader, name: &str) -> Vec<String> {
    let known: Vec<&str> = workspace.files().map(|(_, name)| name).collect();
    let others = loader.names().into_iter().filter(|file| is_route(file) && !known.contains(&file.as_str()));
    others.take(MOST).filter(|file| declares(loader, file, name)).collect()
}

fn declares(loader: &dyn Loader, file: &str, name: &str) -> bool {
    let Ok(bytes) = loader.read(file) else { return false };
    let Ok(text) = String::from_utf8(bytes) else { return false };
    // Most files do not have the word at all.
    if !text.contains(name) {
        return false;
    }
    let (tree, _) = syntax::parse_section(FileId(0), &SourceFile::new(file, text), &Limits::DEFAULT);
    tree.items.iter().filter_map(|item| declared(&item.kind)).any(|(_, known)| known.text == name)
}

/// The import of a file, below the imports that there are, or below the line of the language.
fn import(workspace: &Workspace, file: FileId, of: &str) -> Option<Edit> {
    let (_, own) = workspace.files().find(|(id, _)| *id == file)?;
    let path = relative(own, of);
    let mut after: Option<(Span, &str)> = None;
    for tree in workspace.trees(file) {
        if let Some(language) = tree.languages.first() {
            after = after.or(Some((language.span, "\n\n")));
        }
        let last = tree.items.iter().rfind(|item| matches!(item.kind, ast::ItemKind::Import(_)));
        after = last.map(|item| (item.span, "\n")).or(after);
    }
    let (span, gap) = after?;
    Some(Edit { span: workspace.place(span.after()), text: format!("{gap}import \"{path}\"") })
}
