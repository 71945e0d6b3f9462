use super::cursor::At;
use super::index::occurrences_at;
use super::links::links;
use crate::engine::Workspace;
use crate::source::Span;

/// Where the thing under the cursor is declared: the word that gives it its name; for a path, the start of the file.
/// Nothing for what is built in.
#[must_use]
pub fn definition(workspace: &Workspace, at: At) -> Vec<Span> {
    let here = occurrences_at(workspace, at);
    if here.is_empty() {
        let link = links(workspace, at.file).into_iter().find(|link| at.touches(link.span));
        let file = link.and_then(|link| workspace.file(&link.target));
        return file.map(|file| Span::new(file, 0, 0)).into_iter().collect();
    }
    here.iter().filter_map(|one| one.declared(workspace)).collect()
}
