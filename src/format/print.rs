use super::column::columns;
use super::entry::STEP;
use super::line::Page;

/// Where comments at the ends of lines stand, where there is room for them.
const COMMENTS: usize = 51;

/// How far a comment stands from what it follows, at least.
const BEFORE_COMMENT: usize = 3;

/// Lines hang from nothing that stands further to the right.
const FARTHEST: usize = 80;

/// The page as text, each line with `newline` at its end.
pub(super) fn print(page: &Page<'_>, text: &str, newline: &str) -> String {
    let starts = starts(page);
    let ends: Vec<_> = starts.iter().enumerate().map(|(line, start)| end(page, line, *start)).collect();
    let comments = comments(page, &ends);
    let mut printed = String::with_capacity(text.len() + text.len() / 8);
    let lines = page.lines.iter().enumerate().zip(&starts).zip(ends.iter().zip(&comments));
    for (((number, line), start), (end, comment)) in lines {
        if line.apart {
            printed.push_str(newline);
        }
        pad(&mut printed, *start);
        match line.verbatim {
            Some(verbatim) => printed.push_str(verbatim),
            None => words(page, number, text, &mut printed),
        }
        if let Some(words) = line.comment {
            pad(&mut printed, comment.saturating_sub(*end));
            printed.push_str(words);
        }
        printed.push_str(newline);
    }
    printed
}

/// The column in which each line begins.
fn starts(page: &Page<'_>) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::with_capacity(page.lines.len());
    for line in &page.lines {
        let start = line.indent.map_or(0, |indent| {
            let start = starts.get(indent.line).copied().unwrap_or_default();
            let stop = indent.stop.and_then(|stop| page.stops_of(indent.line).get(stop)?.at);
            let hung = stop.map(|at| start + at).filter(|at| *at <= FARTHEST);
            let under = hung.unwrap_or(start + if stop.is_some() { STEP } else { 0 });
            under + indent.plus
        });
        starts.push(start);
    }
    starts
}

/// Calls `each` with every word of a line and the blanks before it; gives the column in which the last ends.
fn walk(page: &Page<'_>, number: usize, mut each: impl FnMut(usize, usize)) -> usize {
    let Some(line) = page.lines.get(number) else { return 0 };
    let mut stops = page.stops_of(number).iter().filter(|stop| stop.at.is_some()).peekable();
    let mut column = 0;
    for at in line.words.clone() {
        let Some(word) = page.words.get(at) else { continue };
        let stop = stops.next_if(|stop| stop.word == at).and_then(|stop| stop.at);
        let gap = stop.map_or(word.gap, |stop| stop.saturating_sub(column));
        each(at, gap);
        column = if word.tall { word.width } else { column + gap + word.width };
    }
    column
}

/// The column in which a line ends.
fn end(page: &Page<'_>, number: usize, start: usize) -> usize {
    let width = walk(page, number, |_, _| {});
    let tall = page.words_of(number).iter().any(|word| word.tall);
    if tall { width } else { start + width }
}

fn words(page: &Page<'_>, number: usize, text: &str, printed: &mut String) {
    walk(page, number, |at, gap| {
        pad(printed, gap);
        printed.push_str(page.words.get(at).map_or("", |word| word.token.text(text)));
    });
}

/// The column of each line's comment. Comments between two empty lines stand one under the other.
fn comments(page: &Page<'_>, ends: &[usize]) -> Vec<usize> {
    let mut columns = vec![0; ends.len()];
    let mut run = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        if line.apart || line.verbatim.is_some() {
            place(&mut run, ends, &mut columns);
        }
        if line.comment.is_some() {
            run.push(at);
        }
    }
    place(&mut run, ends, &mut columns);
    columns
}

fn place(run: &mut Vec<usize>, ends: &[usize], found: &mut [usize]) {
    let least = COMMENTS - BEFORE_COMMENT;
    let widths: Vec<_> = run.iter().map(|at| ends.get(*at).copied().unwrap_or_default().max(least)).collect();
    for (at, column) in run.drain(..).zip(columns(&widths)) {
        if let Some(found) = found.get_mut(at) {
            *found = column + BEFORE_COMMENT;
        }
    }
}

fn pad(printed: &mut String, blanks: usize) {
    printed.extend(std::iter::repeat_n(' ', blanks));
}
