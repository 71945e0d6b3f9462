use crate::ide::Hover;
use crate::lsp::view::View;
use gen_lsp_types as lsp;

/// A text in Markdown.
pub(super) fn markdown(text: String) -> lsp::MarkupContent {
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: text }
}

/// What there is to say of a word.
pub(in crate::lsp) fn hover(view: View<'_>, hover: Hover) -> lsp::Hover {
    lsp::Hover { contents: markdown(hover.text).into(), range: Some(view.range(hover.span)) }
}
