use crate::engine::Workspace;
use crate::source::{FileId, Span, resolve};
use crate::syntax::ast::{ItemKind, Rows, Table, Text};

/// A text that is the path of another file of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The text, without its quotes.
    pub span: Span,
    /// The name of the file it leads to, which need not be there.
    pub target: String,
}

/// The paths a file speaks of: what it imports, and the tables and items it reads.
#[must_use]
pub fn links(workspace: &Workspace, file: FileId) -> Vec<Link> {
    let from = workspace.name(file).unwrap_or_default();
    let items = workspace.trees(file).flat_map(|tree| &tree.items);
    let paths = items.flat_map(|item| paths_of(&item.kind));
    let link = |path: &Text| {
        let span = workspace.place(path.span);
        let inner = Span::new(file, span.start + 1, span.end.saturating_sub(1));
        Some(Link { span: inner, target: resolve(from, &path.value)? })
    };
    paths.filter_map(link).collect()
}

fn paths_of(item: &ItemKind) -> Vec<&Text> {
    if let ItemKind::Import(import) = item {
        return vec![&import.path];
    }
    if let ItemKind::Test(test) = item {
        return test.files().collect();
    }
    if let ItemKind::Table(Table { rows: Rows::Csv(path), .. }) = item { vec![path] } else { Vec::new() }
}
