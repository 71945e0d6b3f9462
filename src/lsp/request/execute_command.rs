use crate::lsp::refusal::Refusal;
use crate::lsp::run::{self, Wanted};
use crate::lsp::state::State;
use gen_lsp_types::ExecuteCommandParams;
use serde_json::Value;

/// Runs a test or scenario.
pub(in crate::lsp) fn answer(
    state: &State<'_>,
    params: &ExecuteCommandParams,
) -> Result<Option<Value>, Refusal> {
    if params.command != run::COMMAND {
        return Err(Refusal::bad_params(format!("there is no command `{}`", params.command)));
    }
    let argument = params.arguments.iter().flatten().next().cloned().unwrap_or_default();
    let wanted: Wanted = serde_json::from_value(argument).map_err(|_| Refusal::bad_params(run::ARGUMENT))?;
    run::run(state, &wanted).map(Some)
}
