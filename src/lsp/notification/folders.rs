use crate::lsp::paths;
use crate::lsp::state::State;
use gen_lsp_types::{DidChangeWorkspaceFoldersParams, WorkspaceFolder};

/// Folders were opened or closed.
pub(in crate::lsp) fn changed(state: &mut State<'_>, params: &DidChangeWorkspaceFoldersParams) {
    let paths = |folders: &[WorkspaceFolder]| -> Vec<String> {
        folders.iter().map(|folder| paths::path(folder.uri.as_ref())).collect()
    };
    let (added, removed) = (paths(&params.event.added), paths(&params.event.removed));
    let mut folders = state.programs.folders().to_vec();
    folders.retain(|folder| !removed.contains(folder) && !added.contains(folder));
    folders.extend(added);
    state.programs.set_folders(folders);
    state.programs.list(state.outside.files);
}
