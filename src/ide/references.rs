use super::cursor::At;
use super::index::{Occurrence, occurrences, occurrences_at};
use super::parts::Parts;
use crate::check::Referent;
use crate::engine::Workspace;
use crate::source::Span;
use std::collections::BTreeSet;

/// Whether the word that declares a thing counts as a reference to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncludeDeclaration {
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// What happens to a thing where it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It is spoken of.
    Read,
    /// It is declared, or `set` writes to it.
    Write,
}

/// Every word of the program that names what the word under the cursor names, by place.
#[must_use]
pub fn references(workspace: &Workspace, at: At, declaration: IncludeDeclaration) -> Vec<Span> {
    let all = named_alike(workspace, at).into_iter();
    all.filter(|one| declaration == IncludeDeclaration::Yes || !one.declares).map(|one| one.span).collect()
}

/// The words of the cursor's file that name what the word under the cursor names, and what each does to it.
#[must_use]
pub fn highlights(workspace: &Workspace, at: At) -> Vec<(Span, Access)> {
    let found = named_alike(workspace, at);
    let here: Vec<_> = found.into_iter().filter(|one| one.span.file == at.file).collect();
    if here.is_empty() {
        return Vec::new();
    }
    let written: BTreeSet<Span> = workspace
        .trees(at.file)
        .flat_map(|tree| Parts::of(tree).written)
        .map(|span| workspace.place(span))
        .collect();
    let access = |one: &Occurrence| {
        if one.declares || written.contains(&one.span) { Access::Write } else { Access::Read }
    };
    here.iter().map(|one| (one.span, access(one))).collect()
}

/// Every word that names something that the word under the cursor names, each once, by place.
fn named_alike(workspace: &Workspace, at: At) -> Vec<Occurrence> {
    let here = occurrences_at(workspace, at);
    let of: Vec<&Referent> = here.iter().map(|one| &one.of).collect();
    let mut found: Vec<_> = of.into_iter().flat_map(|of| occurrences(workspace, of)).collect();
    found.sort_by_key(|one| (one.span, !one.declares));
    found.dedup_by_key(|one| one.span);
    found
}
