use crate::diagnostic::Diagnostic;
use crate::ide::{self, Action};
use crate::lsp::convert;
use crate::lsp::refusal::Refusal;
use crate::lsp::state::State;
use crate::lsp::view::Page;
use crate::source::Span;
use gen_lsp_types::{CodeActionKind, CodeActionParams, CodeActionResponse};

/// The changes that may be made at a place. They come from what is known now, so they fit the text as it stands.
pub(in crate::lsp) fn answer(
    state: &State<'_>,
    params: &CodeActionParams,
) -> Result<Option<Vec<CodeActionResponse>>, Refusal> {
    let page = state.page(&params.text_document.uri)?;
    let span = page.span(params.range);
    let only = params.context.only.as_deref().unwrap_or_default();
    let is_wanted = |kind: CodeActionKind| {
        let kind = String::from(kind);
        let fits = |wanted: &CodeActionKind| includes(&String::from(wanted.clone()), &kind);
        only.is_empty() || only.iter().any(fits)
    };
    let versions = state.client.knows_versions;
    let loader = page.loader();
    let all = ide::actions(page.view.workspace(), &loader, span).into_iter();
    let wanted = all.filter(|action| is_wanted(convert::kind(action.kind)));
    let converted = wanted.map(|action| {
        let mends = mended(page, span, &action);
        convert::action(page.view, &action, mends, versions).into()
    });
    let mut actions: Vec<CodeActionResponse> = converted.collect();
    // Of the whole text it is asked for by its name only: editors do so when a file is saved.
    if !only.is_empty() && is_wanted(CodeActionKind::SourceFixAll) {
        let edits = ide::mended(page.view.workspace(), page.file);
        if !edits.is_empty() {
            actions.push(convert::fix_all(page.view, &edits, versions).into());
        }
    }
    Ok(Some(actions))
}

/// Whether `source` asks for `source.fixAll`.
fn includes(wanted: &str, kind: &str) -> bool {
    kind.strip_prefix(wanted)
        .is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// The diagnostic that an action mends.
fn mended<'s>(page: Page<'s>, span: Span, action: &Action) -> Option<&'s Diagnostic> {
    let code = action.mends.as_deref()?;
    let all = page.view.workspace().diagnostics().iter();
    let here: Vec<_> = all.filter(|found| found.code == code && touches(found, span)).collect();
    let has_it = |found: &&&Diagnostic| found.fixes.iter().any(|fix| fix.title == action.title);
    here.iter().find(has_it).or(here.first()).copied()
}

/// Whether a diagnostic stands at a place of the text or next to it.
fn touches(found: &Diagnostic, span: Span) -> bool {
    found.span().is_some_and(|place| place.touches(span))
}
