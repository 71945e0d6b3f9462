//! How lines end where something is written.

use crate::diagnostic::Edit;
use crate::engine::Workspace;
use crate::source::FileId;

/// The edit with its lines ended as those of its file are.
pub(super) fn as_in_file(workspace: &Workspace, edit: Edit) -> Edit {
    Edit { text: ended(workspace, edit.span.file, edit.text), ..edit }
}

/// A text with its lines ended as the first one of a file is.
pub(super) fn ended(workspace: &Workspace, file: FileId, text: String) -> String {
    let first = workspace.text(file).and_then(|whole| whole.split_once('\n'));
    let returns = first.is_some_and(|(line, _)| line.ends_with('\r'));
    if returns && text.contains('\n') { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}
