use crate::diagnostic::Edit;
use crate::ide::{Completion, CompletionKind, Hint, Hover, Signature};
use crate::lsp::convert::change::text_edit;
use crate::lsp::position::Encoding;
use crate::lsp::view::View;
use crate::source::FileId;
use gen_lsp_types as lsp;
use std::ops::Range;

/// A text in Markdown.
fn markdown(text: &str) -> lsp::MarkupContent {
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: text.to_owned() }
}

/// What there is to say of a word.
pub(in crate::lsp) fn hover(view: View<'_>, hover: &Hover) -> lsp::Hover {
    lsp::Hover { contents: markdown(&hover.text).into(), range: Some(view.range(hover.span)) }
}

/// Something that may be written; an editor that knows no snippets gets them with plain words to fill in.
pub(in crate::lsp) fn completion(view: View<'_>, offer: &Completion, snippets: bool) -> lsp::CompletionItem {
    let is_snippet = offer.is_snippet && snippets;
    let text = if offer.is_snippet && !snippets { plain(&offer.text) } else { offer.text.clone() };
    let format = if is_snippet { lsp::InsertTextFormat::Snippet } else { lsp::InsertTextFormat::PlainText };
    lsp::CompletionItem {
        label: offer.label.clone(),
        kind: Some(completion_kind(offer.kind)),
        detail: offer.detail.clone(),
        documentation: offer.doc.as_deref().map(|doc| markdown(doc).into()),
        // Editors sort by text.
        sort_text: Some(format!("{:06}", offer.rank)),
        insert_text_format: Some(format),
        text_edit: Some(text_edit(view, &Edit { span: offer.span, text }).into()),
        ..Default::default()
    }
}

/// A snippet's text without its marks: `${1:name}` is `name`, `$0` nothing.
fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut letters = snippet.chars().peekable();
    let mut depth = 0_usize;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            '$' => {
                let is_open = letters.next_if_eq(&'{').is_some();
                while letters.next_if(char::is_ascii_digit).is_some() {}
                if is_open {
                    depth += 1;
                    letters.next_if_eq(&':');
                }
            }
            '}' if depth > 0 => depth -= 1,
            letter => text.push(letter),
        }
    }
    text
}

fn completion_kind(kind: CompletionKind) -> lsp::CompletionItemKind {
    match kind {
        CompletionKind::Block => lsp::CompletionItemKind::Snippet,
        CompletionKind::Keyword => lsp::CompletionItemKind::Keyword,
        CompletionKind::Operator => lsp::CompletionItemKind::Operator,
        CompletionKind::Setting => lsp::CompletionItemKind::Property,
        CompletionKind::Value | CompletionKind::Level => lsp::CompletionItemKind::Value,
        CompletionKind::EnumValue => lsp::CompletionItemKind::EnumMember,
        CompletionKind::Field => lsp::CompletionItemKind::Field,
        CompletionKind::Variable => lsp::CompletionItemKind::Variable,
        CompletionKind::Constant => lsp::CompletionItemKind::Constant,
        CompletionKind::Function => lsp::CompletionItemKind::Function,
        CompletionKind::Type => lsp::CompletionItemKind::Struct,
        CompletionKind::Name => lsp::CompletionItemKind::Class,
        CompletionKind::File => lsp::CompletionItemKind::File,
        CompletionKind::Event => lsp::CompletionItemKind::Event,
    }
}

/// The call around a place. Its parameters are counted as positions are.
pub(in crate::lsp) fn signature(encoding: Encoding, signature: &Signature) -> lsp::SignatureHelp {
    let label = signature.label.as_str();
    let parameter = |(range, doc): &(Range<u32>, String)| lsp::ParameterInformation {
        label: (counted(encoding, label, range.start), counted(encoding, label, range.end)).into(),
        documentation: (!doc.is_empty()).then(|| markdown(doc).into()),
    };
    let active = u32::try_from(signature.active).unwrap_or_default();
    let information = lsp::SignatureInformation {
        label: label.to_owned(),
        documentation: signature.doc.as_deref().map(|doc| markdown(doc).into()),
        parameters: Some(signature.parameters.iter().map(parameter).collect()),
        active_parameter: Some(active.into()),
    };
    lsp::SignatureHelp {
        signatures: vec![information],
        active_signature: Some(0),
        active_parameter: Some(active.into()),
    }
}

/// How much of a text stands in front of an offset.
fn counted(encoding: Encoding, text: &str, offset: u32) -> u32 {
    let before = usize::try_from(offset).ok().and_then(|offset| text.get(..offset));
    encoding.length(before.unwrap_or(text))
}

/// A few words within the text that are not part of it.
pub(in crate::lsp) fn hint(view: View<'_>, file: FileId, hint: &Hint) -> lsp::InlayHint {
    lsp::InlayHint {
        position: view.position(file, hint.at),
        label: hint.text.clone().into(),
        kind: None,
        text_edits: None,
        tooltip: (!hint.tooltip.is_empty()).then(|| markdown(&hint.tooltip).into()),
        padding_left: Some(true),
        padding_right: Some(true),
        data: None,
    }
}
