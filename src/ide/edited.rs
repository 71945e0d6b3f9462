use crate::diagnostic::Edit;
use crate::engine::{LoadError, Loader, Workspace};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// The texts of a program after edits, and where each of its places is then.
#[derive(Debug)]
pub(super) struct Edited {
    texts: BTreeMap<String, String>,
    moves: BTreeMap<FileId, Vec<Move>>,
}

/// What one edit does to the offsets behind it.
#[derive(Debug, Clone, Copy)]
struct Move {
    start: u32,
    end: u32,
    /// By how much what stands behind this edit, and behind those before it, has moved.
    by: i64,
}

impl Edited {
    /// The texts of the workspace after the edits, which are by place, none overlapping another.
    pub(super) fn new(workspace: &Workspace, edits: &[Edit]) -> Self {
        let mut edited = Self { texts: BTreeMap::new(), moves: BTreeMap::new() };
        for (file, name) in workspace.files() {
            let here: Vec<_> = edits.iter().filter(|edit| edit.span.file == file).collect();
            if let Some(text) = workspace.text(file).filter(|_| !here.is_empty()) {
                let changes = here.iter().map(|edit| (edit.span.start..edit.span.end, edit.text.as_str()));
                edited.texts.insert(name.to_owned(), replaced(text, changes));
                edited.moves.insert(file, moves(&here));
            }
        }
        edited
    }

    /// The program that the texts make now.
    pub(super) fn program(&self, workspace: &Workspace, loader: &dyn Loader) -> Workspace {
        let mut after = Workspace::new(workspace.roots().to_vec());
        after.refresh(&Overlay { texts: &self.texts, loader });
        after
    }

    /// Where a place is after the edits.
    pub(super) fn moved(&self, span: Span) -> Span {
        let Some(moves) = self.moves.get(&span.file) else { return span };
        let before = |end: usize| end.checked_sub(1).and_then(|at| moves.get(at)).map_or(0, |last| last.by);
        let is_before = |one: &Move| one.end <= span.start && (one.start < one.end || one.end < span.start);
        let start = before(moves.partition_point(is_before));
        let end = before(moves.partition_point(|one| one.start < span.end));
        let shift =
            |offset: u32, by: i64| u32::try_from(i64::from(offset).saturating_add(by)).unwrap_or_default();
        Span::new(span.file, shift(span.start, start), shift(span.end, end))
    }
}

/// A text after changes at places in it, which are in order, none overlapping another.
pub(super) fn replaced<'e>(text: &str, edits: impl IntoIterator<Item = (Range<u32>, &'e str)>) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    for (range, instead) in edits {
        let (start, end) = (index(range.start), index(range.end));
        whole += text.get(at..start).unwrap_or_default();
        whole += instead;
        at = end;
    }
    whole + text.get(at..).unwrap_or_default()
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn moves(edits: &[&Edit]) -> Vec<Move> {
    let mut by = 0;
    let one = |edit: &&Edit| {
        let longer = i64::try_from(edit.text.len()).unwrap_or(i64::MAX);
        by += longer - i64::from(edit.span.len());
        Move { start: edit.span.start, end: edit.span.end, by }
    };
    edits.iter().map(one).collect()
}

/// Texts that lie over those of a loader.
struct Overlay<'l> {
    texts: &'l BTreeMap<String, String>,
    loader: &'l dyn Loader,
}

impl Loader for Overlay<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.texts.get(name).map_or_else(|| self.loader.read(name), |text| Ok(text.clone().into_bytes()))
    }

    fn names(&self) -> Vec<String> {
        self.loader.names()
    }
}
