use super::layout::{format, groups};
use super::part::parts;
use crate::source::SourceFile;
use std::ops::Range;

/// The changes that make `new` of `old`, each of whole lines: offsets in `old`, and what stands there in `new`. Both
/// have the same lines, but for blanks and empty lines.
#[must_use]
pub fn edits(old: &str, new: &str) -> Vec<(Range<u32>, String)> {
    joined(by_line(old, new))
}

/// The changes that format the declarations which touch `range`, and no others.
#[must_use]
pub fn within(file: &SourceFile, range: &Range<u32>) -> Vec<(Range<u32>, String)> {
    let formatted = format(file);
    let parts = parts(file, &[]);
    let touched = parts.sound.iter().filter(|span| span.start <= range.end && range.start <= span.end);
    let all = touched.fold(range.clone(), |all, span| all.start.min(span.start)..all.end.max(span.end));
    let mut edits = by_line(&file.text, &formatted.text);
    edits.retain(|(lines, _)| lines.start <= all.end && all.start < lines.end.max(lines.start + 1));
    joined(edits)
}

/// The changes that format the lines which `range` touches. Where such a line changes, the lines that share columns with
/// it change too, for it would not stand under them else.
#[must_use]
pub fn selected(file: &SourceFile, range: &Range<u32>) -> Vec<(Range<u32>, String)> {
    let lines = whole(&file.text, range);
    let mut edits = by_line(&file.text, &format(file).text);
    let partly =
        |group: &Range<u32>| group.start < lines.end && lines.start < group.end && !holds(&lines, group);
    let groups = groups(file).into_iter().map(|group| whole(&file.text, &group)).filter(partly);
    let groups: Vec<_> = groups
        .filter(|group| edits.iter().any(|(line, _)| holds(&lines, line) && holds(group, line)))
        .collect();
    edits.retain(|(line, _)| holds(&lines, line) || groups.iter().any(|group| holds(group, line)));
    joined(edits)
}

fn holds(outer: &Range<u32>, inner: &Range<u32>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The lines that a range touches, with their ends. A range that ends where a line begins does not touch it.
fn whole(text: &str, range: &Range<u32>) -> Range<u32> {
    let place = |at: u32| text.floor_char_boundary(usize::try_from(at).unwrap_or(usize::MAX));
    let (start, end) = (place(range.start), place(range.end.saturating_sub(1).max(range.start)));
    let start = text.get(..start).and_then(|above| above.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(end..).and_then(|below| below.find('\n')).map_or(text.len(), |at| end + at + 1);
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    offset(start)..offset(end)
}

/// A change for each line that differs, and for each run of empty lines that does.
fn by_line(old: &str, new: &str) -> Vec<(Range<u32>, String)> {
    let mut edits = Vec::new();
    let (mut mine, mut theirs) = (Lines { text: old, at: 0 }, Lines { text: new, at: 0 });
    loop {
        let (empty, wanted) = (mine.empty(), theirs.empty());
        push(&mut edits, old, &empty, new.get(wanted));
        match (mine.line(), theirs.line()) {
            (Some(line), Some(wanted)) => push(&mut edits, old, &line, new.get(wanted)),
            (None, None) => return edits,
            (Some(_), None) | (None, Some(_)) => {
                edits.clear();
                push(&mut edits, old, &(0..old.len()), Some(new));
                return edits;
            }
        }
    }
}

fn push(edits: &mut Vec<(Range<u32>, String)>, old: &str, range: &Range<usize>, wanted: Option<&str>) {
    let wanted = wanted.unwrap_or_default();
    if old.get(range.clone()) != Some(wanted) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        edits.push((place(range.start)..place(range.end), wanted.to_owned()));
    }
}

/// Changes with those that touch made one.
fn joined(edits: Vec<(Range<u32>, String)>) -> Vec<(Range<u32>, String)> {
    let mut joined: Vec<(Range<u32>, String)> = Vec::new();
    for (range, text) in edits {
        match joined.last_mut() {
            Some((last, said)) if last.end == range.start => {
                last.end = range.end;
                said.push_str(&text);
            }
            _ => joined.push((range, text)),
        }
    }
    joined
}

/// A text, line by line.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Lines<'_> {
    /// The next line, its end included.
    fn peek(&self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        Some(self.at..self.at + length)
    }

    fn line(&mut self) -> Option<Range<usize>> {
        let line = self.peek()?;
        self.at = line.end;
        Some(line)
    }

    /// All empty lines from here on.
    fn empty(&mut self) -> Range<usize> {
        let start = self.at;
        while let Some(line) = self.peek() {
            let is_empty = self.text.get(line.clone()).is_none_or(|line| line.trim_ascii().is_empty());
            if !is_empty {
                break;
            }
            self.at = line.end;
        }
        start..self.at
    }
}
