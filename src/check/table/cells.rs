use super::literal::unquoted;
use crate::check::context::Context;
use crate::check::names::Kind;
use crate::check::uses::Sort;
use crate::hir::Parameter;
use crate::source::{FileId, Span};
use crate::types::Type;

/// The words of a line of a CSV file, cell by cell.
#[derive(Debug)]
pub(super) struct Cells<'t> {
    cells: Vec<Vec<(&'t str, Span)>>,
}

impl<'t> Cells<'t> {
    /// Those of the line that begins at `start`.
    pub(super) fn of(file: FileId, text: &'t str, start: u32) -> Self {
        let mut cells = Vec::new();
        let mut at = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(rest) = text.get(at..) {
            let (skipped, cell, length) = first(rest);
            cells.push(words(file, cell, at + skipped));
            if !rest.get(length..).is_some_and(|rest| rest.starts_with(',')) {
                break;
            }
            at += length + 1;
        }
        Self { cells }
    }

    /// Notes that a column is headed by the name of a parameter.
    pub(super) fn note_header(&self, ctx: &Context<'_>, column: usize, parameter: &Parameter) {
        let words = self.cells.get(column).into_iter().flatten();
        for (_, span) in words.filter(|(word, _)| *word == parameter.name) {
            ctx.note(*span, Sort::Parameter, parameter.span, String::new);
        }
    }

    /// Notes what the words of a column name, by its type.
    pub(super) fn note(&self, ctx: &Context<'_>, column: usize, ty: &Type) {
        for (word, span) in self.cells.get(column).into_iter().flatten() {
            if let Type::Enum(id) = ty {
                if let Some(value) = ctx.enum_value(*id, word) {
                    ctx.note_value(*span, *id, value);
                }
            } else if *ty == Type::Queue {
                ctx.names.note(Kind::Queue, word, *span);
            } else if *ty == Type::Skill {
                ctx.names.note(Kind::Skill, word, *span);
            }
        }
    }
}

/// The first cell of a text: how many bytes stand before it, what it says, and where it ends.
fn first(text: &str) -> (usize, &str, usize) {
    let Some(inner) = text.strip_prefix('"') else {
        let cell = text.split([',', '\n', '\r']).next().unwrap_or_default();
        return (0, cell, cell.len());
    };
    let closing = closing(inner);
    let cell = inner.get(..closing).unwrap_or_default();
    let behind = inner.get(closing..).unwrap_or_default().split([',', '\n', '\r']).next().unwrap_or_default();
    (1, cell, 1 + closing + behind.len())
}

/// Where a quoted cell ends. Two quotes stand for one, and the cell goes on.
fn closing(inner: &str) -> usize {
    let mut at = 0;
    while let Some(next) = inner.get(at..).and_then(|rest| rest.find('"')) {
        at += next;
        if !inner.get(at + 1..).is_some_and(|rest| rest.starts_with('"')) {
            return at;
        }
        at += 2;
    }
    inner.len()
}

/// The words of a cell, such as `phone` and `tv` of `not [phone, tv]`.
fn words(file: FileId, cell: &str, start: usize) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    let mut at = start;
    for part in cell.split([',', '[', ']']) {
        let word = part.trim().trim_start_matches(['<', '>', '=']).trim_start();
        let word = unquoted(word.strip_prefix("not ").unwrap_or(word));
        if let (Some(offset), false) = (part.rfind(word), word.is_empty()) {
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let from = at + offset;
            found.push((word, Span::new(file, place(from), place(from + word.len()))));
        }
        at += part.len() + 1;
    }
    found
}
