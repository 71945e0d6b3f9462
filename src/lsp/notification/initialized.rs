use crate::lsp::state::State;
use gen_lsp_types::InitializedParams;
use serde_json::json;

/// The files whose changes matter: programs, their tables, and the items that their tests are given.
const WATCHED: [&str; 3] = ["**/*.route", "**/*.csv", "**/*.{json,jsonl,ndjson}"];

/// The editor is ready: what depends on it is asked for.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "all who listen are alike")]
pub(in crate::lsp) fn hear(state: &mut State<'_>, _: &InitializedParams) {
    if state.client.watches {
        let watchers: Vec<_> = WATCHED.iter().map(|glob| json!({ "globPattern": glob })).collect();
        let registration = json!({
            "id": "enroute-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        state.outbox.ask("client/registerCapability", json!({ "registrations": [registration] }));
    }
    if state.client.is_configurable {
        state.outbox.ask_for_settings();
    }
}
