use super::column::columns;
use super::line::{Indent, Kind, Page};

/// Says of every stop how far right in its line it stands.
pub(super) fn align(page: &mut Page<'_>) {
    let mut open: Vec<(Vec<usize>, usize)> = Vec::new();
    for section in std::mem::take(&mut page.sections) {
        open.push((section, 0));
        while let Some((lines, depth)) = open.pop() {
            for chunk in chunks(page, &lines, depth) {
                share(page, chunk, depth);
                open.push((chunk.to_vec(), depth + 1));
            }
        }
    }
    for line in 0..page.lines.len() {
        settle(page, line);
    }
}

/// Lines that share columns or hang from one another: the first and the last of each such group.
pub(super) fn groups<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (usize, usize)> + 'p {
    let chunks = page.sections.iter().flat_map(|section| chunks(page, section, 0));
    let columns = chunks.filter_map(|chunk| chunk.first().copied().zip(chunk.last().copied()));
    let alone = (0..page.lines.len()).map(|line| (line, line));
    columns
        .chain(alone)
        .map(|(first, last)| (first, last + hanging(page, last)))
        .filter(|(first, last)| first < last)
}

/// How many of the next lines hang from words of that line, or from lines that do.
fn hanging(page: &Page<'_>, line: usize) -> usize {
    let hangs = |indent: Indent| indent.line > line || indent.line == line && indent.stop.is_some();
    let below = page.lines.iter().skip(line + 1);
    below.take_while(|line| line.indent.is_some_and(hangs)).count()
}

/// Lines one below the other whose stops of that depth are alike.
fn chunks<'l>(page: &Page<'_>, lines: &'l [usize], depth: usize) -> Vec<&'l [usize]> {
    let mut chunks = Vec::new();
    let mut rest = lines;
    while let Some((first, others)) = rest.split_first() {
        let Some(mut kind) = kind(page, *first, depth) else {
            rest = others;
            continue;
        };
        let alike = others.iter().take_while(|line| {
            let Some(next) = self::kind(page, **line, depth) else { return false };
            let fits = next == kind || next == Kind::Absent || kind == Kind::Absent;
            if kind == Kind::Absent {
                kind = next;
            }
            fits
        });
        let (chunk, after) = rest.split_at(1 + alike.count());
        chunks.push(chunk);
        rest = after;
    }
    chunks
}

/// The kind of a stop that may share a column.
fn kind<'t>(page: &Page<'t>, line: usize, depth: usize) -> Option<Kind<'t>> {
    let shared = page.lines.get(line)?.shared;
    page.stops_of(line).get(depth).map(|stop| stop.kind).filter(|_| depth < shared)
}

/// Puts stops into columns.
fn share(page: &mut Page<'_>, lines: &[usize], depth: usize) {
    let ends: Vec<_> = lines.iter().filter_map(|line| Some((*line, end(page, *line, depth)?))).collect();
    let base = ends.iter().map(|(_, end)| end.from).min().unwrap_or_default();
    let widths: Vec<_> = ends.iter().map(|(_, end)| end.to.saturating_sub(base)).collect();
    for ((line, end), column) in ends.iter().zip(columns(&widths)) {
        if let Some(stop) = page.stop_mut(*line, depth) {
            stop.at = Some(base + column + end.gap);
        }
    }
}

/// What stands before a stop: where it begins and ends in its line, and the blanks after it.
struct End {
    from: usize,
    to: usize,
    gap: usize,
}

fn end(page: &Page<'_>, line: usize, depth: usize) -> Option<End> {
    let stops = page.stops_of(line);
    let stop = stops.get(depth).filter(|stop| stop.kind != Kind::Absent)?;
    let before = stops.get(..depth)?.iter().rev().find(|stop| stop.at.is_some());
    let first = before.map_or(page.lines.get(line)?.words.start, |before| before.word);
    let from = before.and_then(|before| before.at).unwrap_or_default();
    let words = page.words.get(first..stop.word)?;
    let to = words.iter().enumerate().fold(from, |to, (at, word)| match at {
        _ if word.tall => word.width,
        0 => to + word.width,
        _ => to + word.gap + word.width,
    });
    let gap = page.words.get(stop.word)?.gap;
    Some(End { from, to, gap })
}

/// Puts the stops of a line that share no column.
fn settle(page: &mut Page<'_>, line: usize) {
    for depth in 0..page.stops_of(line).len() {
        let open = page.stops_of(line).get(depth).is_some_and(|stop| stop.at.is_none());
        let Some(end) = end(page, line, depth).filter(|_| open) else { continue };
        if let Some(stop) = page.stop_mut(line, depth) {
            stop.at = Some(end.to + end.gap);
        }
    }
}
