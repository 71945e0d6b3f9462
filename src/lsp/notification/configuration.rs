use crate::lsp::client;
use crate::lsp::state::State;
use gen_lsp_types::DidChangeConfigurationParams;

/// Settings have changed: they come along, or are to be asked for.
pub(in crate::lsp) fn changed(state: &mut State<'_>, params: &DidChangeConfigurationParams) {
    match params.settings.get("enroute") {
        Some(settings) => choose(state, client::programs(settings).as_deref()),
        None if state.client.is_configurable => state.outbox.ask_for_settings(),
        None => {}
    }
}

/// The author says what is a program; where nothing is said, what was said at the beginning holds.
pub(in crate::lsp) fn choose(state: &mut State<'_>, programs: Option<&[String]>) {
    state.programs.choose(programs.unwrap_or(&state.client.programs).to_vec());
    state.programs.list(state.outside.files);
}
