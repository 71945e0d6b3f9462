use super::edited::Edited;
use crate::check::{Referent, Use};
use crate::diagnostic::Diagnostic;
use crate::engine::Workspace;
use crate::source::Span;

/// How a program differs from what it was before edits that should change nothing.
#[derive(Debug)]
pub(super) enum Difference {
    /// Something is said that was not said before.
    Said(Diagnostic),
    /// Something is said no more.
    NotSaid,
    /// The word there, in the program after the edits, names something else, or did.
    Means(Span),
}

/// The first difference between a program and what it was before, but for the places and the words that were edited.
pub(super) fn difference(before: &Workspace, after: &Workspace, edited: &Edited) -> Option<Difference> {
    if !before.files().eq(after.files()) {
        return Some(Difference::NotSaid);
    }
    said(before, after, edited).or_else(|| meant(before, after, edited))
}

fn said(before: &Workspace, after: &Workspace, edited: &Edited) -> Option<Difference> {
    let told = |said: &Diagnostic, span: Option<Span>| (said.code.clone(), said.severity, span);
    let first = before.diagnostics().iter();
    let mut first: Vec<_> =
        first.map(|said| told(said, said.span().map(|span| edited.moved(span)))).collect();
    let later = after.diagnostics().iter();
    let mut later: Vec<_> = later.map(|said| (told(said, said.span()), said)).collect();
    first.sort();
    later.sort_by(|one, other| one.0.cmp(&other.0));
    let mut first = first.into_iter().peekable();
    for (told, said) in later {
        // What is first of the two in order is missing in the other.
        match first.next() {
            Some(known) if known == told => {}
            Some(known) if known < told => return Some(Difference::NotSaid),
            _ => return Some(Difference::Said(said.clone())),
        }
    }
    first.next().map(|_| Difference::NotSaid)
}

/// What the words name: by word, with what each names; `None` for what is built in.
fn meant(before: &Workspace, after: &Workspace, edited: &Edited) -> Option<Difference> {
    let first = meanings(before, |span| edited.moved(span));
    let later = meanings(after, |span| span);
    if first == later {
        return None;
    }
    let pair = first.iter().zip(&later).find(|(one, other)| one != other);
    let extra = || first.get(later.len()).or_else(|| later.get(first.len()));
    let place = pair.map(|(one, other)| one.min(other)).or_else(extra);
    place.map(|(word, _)| Difference::Means(*word))
}

fn meanings(workspace: &Workspace, place: impl Fn(Span) -> Span) -> Vec<(Span, Result<Span, String>)> {
    let all = workspace.found().uses.iter().flat_map(|uses| uses.iter());
    let meaning = |used: &Use| {
        let of = match &used.of {
            Referent::Declared(declared) => Ok(place(workspace.place(*declared))),
            Referent::BuiltIn(name) => Err(name.clone()),
        };
        (place(workspace.place(used.span)), of)
    };
    let mut found: Vec<_> = all.map(meaning).collect();
    found.sort();
    found
}
