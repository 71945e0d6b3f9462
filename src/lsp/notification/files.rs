use crate::lsp::paths;
use crate::lsp::state::State;
use gen_lsp_types::{
    CreateFilesParams, DeleteFilesParams, DidChangeWatchedFilesParams, FileChangeType, RenameFilesParams,
};

/// Somebody has written, made or removed files.
pub(in crate::lsp) fn changed(state: &mut State<'_>, params: &DidChangeWatchedFilesParams) {
    let others = params.changes.iter().any(|change| change.kind != FileChangeType::Changed);
    touch(state, params.changes.iter().map(|change| change.uri.as_ref()));
    if others {
        state.programs.list(state.outside.files);
    }
}

/// The editor has made files.
pub(in crate::lsp) fn created(state: &mut State<'_>, params: &CreateFilesParams) {
    touch(state, params.files.iter().map(|file| file.uri.as_ref()));
    state.programs.list(state.outside.files);
}

/// The editor has renamed files.
pub(in crate::lsp) fn renamed(state: &mut State<'_>, params: &RenameFilesParams) {
    touch(state, params.files.iter().flat_map(|file| [file.old_uri.as_ref(), file.new_uri.as_ref()]));
    state.programs.list(state.outside.files);
}

/// The editor has removed files.
pub(in crate::lsp) fn deleted(state: &mut State<'_>, params: &DeleteFilesParams) {
    touch(state, params.files.iter().map(|file| file.uri.as_ref()));
    state.programs.list(state.outside.files);
}

fn touch<'u>(state: &mut State<'_>, uris: impl Iterator<Item = &'u str>) {
    for uri in uris {
        state.programs.written(&paths::path(uri), &state.documents);
    }
}
