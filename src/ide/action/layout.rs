//! What actions write, laid out.

use crate::diagnostic::Edit;
use crate::engine::Workspace;
use crate::format;
use crate::ide::cursor::text;
use crate::ide::edited::replaced;
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// When the declarations that edits change are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Whatever they looked like before: they become others.
    Always,
    /// Where they were laid out before: something is mended in them, and their author's own way of writing stays.
    AsBefore,
}

/// The edits, and with them those that lay out the declarations which they change. What cannot be read stays as it is.
pub(super) fn laid_out(workspace: &Workspace, mut edits: Vec<Edit>, when: When) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.span);
    let mut found = Vec::new();
    let mut rest = edits.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let Some(mut place) = paragraph(workspace, first.span) else {
            found.push(first.clone());
            rest = others;
            continue;
        };
        let mut count = 1;
        while let Some(next) = rest.get(count).and_then(|next| paragraph(workspace, next.span)) {
            if next.file != place.file || place.end < next.start {
                break;
            }
            place = place.to(next);
            count += 1;
        }
        let (own, others) = rest.split_at(count);
        let before = text(workspace, place);
        if when == When::AsBefore && !lines(before).is_empty() {
            found.extend_from_slice(own);
        } else {
            found.extend(in_paragraph(before, place, own));
        }
        rest = others;
    }
    found
}

/// The declarations at a place, and those around them as far as no line is empty: they may share columns.
fn paragraph(workspace: &Workspace, span: Span) -> Option<Span> {
    let section = |offset: u32| {
        let (start, text) = workspace.section(span.file, offset)?;
        Some(Span::new(span.file, start, start.saturating_add(length(text))))
    };
    let all = workspace.text(span.file)?;
    let before = section(span.start.saturating_sub(1))?;
    let mut place = before.to(section(span.end).unwrap_or(before));
    while place.start > 0 && !is_parted(all, place.start) {
        place = place.to(section(place.start - 1).filter(|next| next.start < place.start)?);
    }
    while place.end < length(all) && !is_parted(all, place.end) {
        place = place.to(section(place.end).filter(|next| next.end > place.end)?);
    }
    Some(place)
}

/// Whether there is an empty line at a place between two sections.
fn is_parted(all: &str, at: u32) -> bool {
    let Some((before, after)) = usize::try_from(at).ok().and_then(|at| all.split_at_checked(at)) else {
        return true;
    };
    let breaks = |text: &str| text.matches('\n').count();
    let blank = breaks(before) - breaks(before.trim_end()) + breaks(after) - breaks(after.trim_start());
    blank > 1
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// The edits of a paragraph, which reads `before`, and those that lay out what they make of it.
fn in_paragraph(before: &str, place: Span, edits: &[Edit]) -> Vec<Edit> {
    let own = |span: Span| span.start - place.start..span.end - place.start;
    let first: Vec<_> = edits.iter().map(|edit| (own(edit.span), edit.text.as_str())).collect();
    let after = replaced(before, first.iter().cloned());
    let second = lines(&after);
    let mut found = Vec::new();
    let mut grown = 0;
    for (stretch, by) in stretches(&first, &second) {
        let inner =
            second.iter().filter(|(range, _)| stretch.start <= range.start && range.end <= stretch.end);
        let inner = inner
            .map(|(range, text)| (range.start - stretch.start..range.end - stretch.start, text.as_str()));
        let new = replaced(part(&after, &stretch), inner);
        let old = moved(stretch.start, -grown)..moved(stretch.end, -grown - by);
        grown += by;
        let (front, back) = shared(part(before, &old), &new);
        let new = new.get(front..new.len() - back).unwrap_or_default();
        let span = Span {
            start: place.start + old.start + number(front),
            end: place.start + old.end - number(back),
            ..place
        };
        if !span.is_empty() || !new.is_empty() {
            found.push(Edit::new(span, new));
        }
    }
    found
}

/// The changes that lay out a text; the blanks around it stay.
fn lines(text: &str) -> Vec<(Range<u32>, String)> {
    let blank = text.len() - text.trim_start().len();
    let start = text.get(..blank).and_then(|blank| blank.rfind('\n')).map_or(0, |at| at + 1);
    let body = text.get(start..).unwrap_or_default().trim_end();
    let formatted = format::format(&SourceFile::new("", body)).text;
    let start = number(start);
    let placed = |(range, text): (Range<u32>, String)| (range.start + start..range.end + start, text);
    format::edits(body, formatted.trim_end()).into_iter().map(placed).collect()
}

/// The stretches of the text between `first` and `second` that either touches, each with how much longer `first` made it.
fn stretches(first: &[(Range<u32>, &str)], second: &[(Range<u32>, String)]) -> Vec<(Range<u32>, i64)> {
    let mut all: Vec<(Range<u32>, i64)> = Vec::new();
    let mut grown = 0;
    for (range, text) in first {
        let by = i64::from(length(text)) - i64::from(range.end - range.start);
        let start = moved(range.start, grown);
        all.push((start..start + length(text), by));
        grown += by;
    }
    all.extend(second.iter().map(|(range, _)| (range.clone(), 0)));
    all.sort_by_key(|(range, _)| (range.start, range.end));
    let mut found: Vec<(Range<u32>, i64)> = Vec::new();
    for (range, by) in all {
        match found.last_mut() {
            Some((last, sum)) if range.start <= last.end => {
                last.end = last.end.max(range.end);
                *sum += by;
            }
            _ => found.push((range, by)),
        }
    }
    found
}

fn moved(offset: u32, by: i64) -> u32 {
    u32::try_from(i64::from(offset) + by).unwrap_or_default()
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn part<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    let ends = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
    ends.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}

/// How much two texts share at their front, and at their back behind that.
fn shared(old: &str, new: &str) -> (usize, usize) {
    let same = |(one, other): &(char, char)| one == other;
    let sum = |letters: &mut dyn Iterator<Item = (char, char)>| {
        letters.take_while(same).map(|(letter, _)| letter.len_utf8()).sum::<usize>()
    };
    let front = sum(&mut old.chars().zip(new.chars()));
    let back = sum(&mut behind(old, front).chars().rev().zip(behind(new, front).chars().rev()));
    (front, back)
}

fn behind(text: &str, front: usize) -> &str {
    text.get(front..).unwrap_or_default()
}
