use super::sheet::Section;
use crate::diagnostic::{Diagnostic, Edit, Fix, Label};
use crate::source::{FileId, Span};

/// Where sections stand in their files.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// By a section's number: the number of its file, and the offset at which it begins there.
    places: Vec<Option<(FileId, u32)>>,
}

impl Placed {
    /// Files are numbered as they come: those of sections first, then the others.
    pub(super) fn new<'s>(
        sheets: impl Iterator<Item = &'s [Section]>,
        others: impl Iterator<Item = FileId>,
    ) -> Self {
        let mut placed = Self::default();
        let mut number = 0;
        for (file, sections) in (0..).map(FileId).zip(sheets) {
            for section in sections {
                placed.put(section.id, file, section.range.start);
            }
            number = file.0 + 1;
        }
        for (file, other) in (number..).map(FileId).zip(others) {
            placed.put(other, file, 0);
        }
        placed
    }

    fn put(&mut self, section: FileId, file: FileId, start: u32) {
        let Ok(at) = usize::try_from(section.0) else { return };
        if self.places.len() <= at {
            self.places.resize(at + 1, None);
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = Some((file, start));
        }
    }

    /// Where a place in a section is in its file. A place in a text that is gone is the beginning of the first file.
    pub(super) fn place(&self, span: Span) -> Span {
        let known = usize::try_from(span.file.0).ok().and_then(|at| self.places.get(at).copied().flatten());
        let (file, start) = known.unwrap_or((FileId(0), 0));
        Span::new(file, span.start.saturating_add(start), span.end.saturating_add(start))
    }

    /// A diagnostic with its places in files.
    pub(super) fn diagnostic(&self, said: &Diagnostic) -> Diagnostic {
        let label = |label: &Label| Label { span: self.place(label.span), text: label.text.clone() };
        let edit = |edit: &Edit| Edit { span: self.place(edit.span), text: edit.text.clone() };
        let fix = |fix: &Fix| Fix { title: fix.title.clone(), edits: fix.edits.iter().map(edit).collect() };
        Diagnostic {
            code: said.code.clone(),
            severity: said.severity,
            message: said.message.clone(),
            help: said.help.clone(),
            labels: said.labels.iter().map(label).collect(),
            fixes: said.fixes.iter().map(fix).collect(),
        }
    }
}
