use super::cursor::At;
use crate::check::{Referent, Sort, Use};
use crate::engine::Workspace;
use crate::source::{FileId, Span};
use std::collections::BTreeSet;

/// A word that names something, with its place in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The word.
    pub span: Span,
    /// What kind of thing it names.
    pub sort: Sort,
    /// Which one; a place in a section, to be compared only.
    pub of: Referent,
    /// Whether this is where the thing is declared.
    pub declares: bool,
}

impl Occurrence {
    fn new(workspace: &Workspace, used: &Use) -> Self {
        let declares = used.of == Referent::Declared(used.span);
        Self { span: workspace.place(used.span), sort: used.sort, of: used.of.clone(), declares }
    }

    /// Where the thing is declared; `None` for what is built in.
    #[must_use]
    pub fn declared(&self, workspace: &Workspace) -> Option<Span> {
        match &self.of {
            Referent::Declared(place) => Some(workspace.place(*place)),
            Referent::BuiltIn(_) => None,
        }
    }
}

/// What the word under the cursor names, if it names something: the smallest such word.
#[must_use]
pub fn occurrence(workspace: &Workspace, at: At) -> Option<Occurrence> {
    occurrences_at(workspace, at).into_iter().next()
}

/// As [`occurrence`], with all that the word names: a text that several workstreams show names something of each.
pub(super) fn occurrences_at(workspace: &Workspace, at: At) -> Vec<Occurrence> {
    let touched = |used: &&Use| at.touches(workspace.place(used.span));
    let here: Vec<&Use> = match workspace.tree(at.file, at.offset) {
        Some(section) => workspace.found().uses_in(section.id).filter(touched).collect(),
        // A table in a file of its own has no sections.
        None => workspace.found().uses.iter().flat_map(|uses| uses.iter()).filter(touched).collect(),
    };
    // Between two words that touch, the one that begins there counts.
    let best =
        here.iter().map(|used| used.span).min_by_key(|span| (span.len(), std::cmp::Reverse(span.start)));
    let mut found: Vec<Occurrence> = Vec::new();
    for used in here.into_iter().filter(|used| Some(used.span) == best) {
        if !found.iter().any(|other| other.of == used.of) {
            found.push(Occurrence::new(workspace, used));
        }
    }
    found.sort_by_key(|one| (!one.declares, one.declared(workspace)));
    found
}

/// Every word that names the same thing, each once, by place.
#[must_use]
pub fn occurrences(workspace: &Workspace, of: &Referent) -> Vec<Occurrence> {
    let all = workspace.found().uses.iter().flat_map(|uses| uses.iter());
    let same = all.filter(|used| used.of == *of).map(|used| Occurrence::new(workspace, used));
    by_place(same.collect())
}

/// Every word of a file that names something, each once, by place.
#[must_use]
pub fn occurrences_in(workspace: &Workspace, file: FileId) -> Vec<Occurrence> {
    let sections: BTreeSet<FileId> = workspace.trees(file).map(|tree| tree.id).collect();
    let all = workspace.found().uses.iter().flat_map(|uses| uses.iter());
    let is_here = |used: &&Use| {
        let in_table = sections.is_empty() && workspace.place(used.span).file == file;
        in_table || sections.contains(&used.span.file)
    };
    let uses = all.filter(is_here);
    by_place(uses.map(|used| Occurrence::new(workspace, used)).collect())
}

fn by_place(mut found: Vec<Occurrence>) -> Vec<Occurrence> {
    found.sort_by_key(|found| (found.span, !found.declares));
    found.dedup_by_key(|found| found.span);
    found
}
