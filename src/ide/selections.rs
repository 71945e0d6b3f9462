use super::cursor::At;
use super::folds::brackets;
use super::parts::Parts;
use crate::engine::Workspace;
use crate::source::Span;
use crate::syntax::lex;

/// What can be selected around the cursor, from the word it touches to the whole file: each holds the one before.
#[must_use]
pub fn selections(workspace: &Workspace, at: At) -> Vec<Span> {
    let Some(text) = workspace.text(at.file) else { return Vec::new() };
    let whole = Span::new(at.file, 0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    let mut found = around(workspace, at);
    found.extend(at.word(workspace));
    found.retain(|span| at.touches(*span) && !span.is_empty());
    found.push(whole);
    found.sort_by_key(|span| (span.len(), std::cmp::Reverse(span.start)));
    let mut nested: Vec<Span> = Vec::new();
    for span in found {
        let holds = |inner: &Span| span.start <= inner.start && inner.end <= span.end && span != *inner;
        if nested.last().is_none_or(holds) {
            nested.push(span);
        }
    }
    nested
}

fn range(start: u32, end: u32) -> Option<std::ops::Range<usize>> {
    Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// The parts of the section under the cursor, by its tree and by its brackets: a damaged tree lacks parts.
fn around(workspace: &Workspace, at: At) -> Vec<Span> {
    let Some((tree, (start, text))) =
        workspace.tree(at.file, at.offset).zip(workspace.section(at.file, at.offset))
    else {
        return Vec::new();
    };
    let mut found: Vec<_> = Parts::of(tree).nodes.into_iter().map(|span| workspace.place(span)).collect();
    for (open, close) in brackets(&lex::tokens(text)) {
        let span =
            |from: u32, to: u32| Span::new(at.file, from.saturating_add(start), to.saturating_add(start));
        let inside = range(open + 1, close - 1).and_then(|range| text.get(range)).unwrap_or_default();
        let from = open + 1 + length(inside) - length(inside.trim_start());
        found.extend([span(open, close), span(from, from + length(inside.trim()))]);
    }
    found
}
