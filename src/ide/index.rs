use super::cursor::At;
use crate::check::{Referent, Sort, Use};
use crate::engine::Workspace;
use crate::source::Span;

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
    let holds = |used: &&Use| {
        let place = workspace.place(used.span);
        place.file == at.file && place.start <= at.offset && at.offset <= place.end
    };
    let found = workspace.found().uses.iter().flat_map(|uses| uses.iter()).filter(holds);
    // Between two words that touch, the one that begins there counts.
    let best = found.min_by_key(|used| (used.span.len(), std::cmp::Reverse(used.span.start)))?;
    Some(Occurrence::new(workspace, best))
}

/// Every word that names the same thing, each once, by place.
#[must_use]
pub fn occurrences(workspace: &Workspace, of: &Referent) -> Vec<Occurrence> {
    let all = workspace.found().uses.iter().flat_map(|uses| uses.iter());
    let mut found: Vec<_> =
        all.filter(|used| used.of == *of).map(|used| Occurrence::new(workspace, used)).collect();
    found.sort_by_key(|found| (found.span, !found.declares));
    found.dedup_by_key(|found| found.span);
    found
}

/// Every word of a file that names something, each once, by place.
#[must_use]
pub fn occurrences_in(workspace: &Workspace, file: crate::source::FileId) -> Vec<Occurrence> {
    let all = workspace.found().uses.iter().flat_map(|uses| uses.iter());
    let placed = all.map(|used| Occurrence::new(workspace, used));
    let mut found: Vec<_> = placed.filter(|found| found.span.file == file).collect();
    found.sort_by_key(|found| (found.span, !found.declares));
    found.dedup_by_key(|found| found.span);
    found
}
