use enroute::format::edits;
use std::fmt::Write;
use std::ops::Range;

/// How many lines are shown above and below what differs.
const AROUND: usize = 3;

/// What formatting changes, as a unified diff; empty where nothing does.
pub(crate) fn difference(name: &str, old: &str, new: &str) -> String {
    let lines: Vec<&str> = old.split_inclusive('\n').collect();
    let changes = changes(&lines, old, new);
    let mut page = String::new();
    if !changes.is_empty() {
        // Writing into a string cannot fail.
        let _ = write!(page, "--- {name}\n+++ {name}\n");
    }
    let mut grown = 0;
    for hunk in changes.chunk_by(|one, next| next.lines.start - one.lines.end <= 2 * AROUND) {
        grown = write_hunk(&mut page, &lines, hunk, grown);
    }
    page
}

/// Some lines of the old text, and what stands there in the new one.
struct Change {
    lines: Range<usize>,
    new: String,
}

fn changes(lines: &[&str], old: &str, new: &str) -> Vec<Change> {
    let (mut line, mut at) = (0, 0);
    let mut reach = |offset: u32| {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        while at < offset && line < lines.len() {
            at += lines.get(line).map_or(0, |text| text.len());
            line += 1;
        }
        line
    };
    edits(old, new)
        .into_iter()
        .map(|(range, new)| Change { lines: reach(range.start)..reach(range.end), new })
        .collect()
}

/// Writes changes that stand near one another. `grown` is how many lines the new text has more so far; gives the same
/// for what follows.
fn write_hunk(page: &mut String, lines: &[&str], changes: &[Change], grown: isize) -> isize {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return grown };
    let start = first.lines.start.saturating_sub(AROUND);
    let end = lines.len().min(last.lines.end + AROUND);
    let mut body = String::new();
    let (mut at, mut more) = (start, 0);
    for change in changes {
        put(&mut body, ' ', lines.get(at..change.lines.start));
        put(&mut body, '-', lines.get(change.lines.clone()));
        let new: Vec<&str> = change.new.split_inclusive('\n').collect();
        put(&mut body, '+', Some(&new));
        more += signed(new.len()) - signed(change.lines.len());
        at = change.lines.end;
    }
    put(&mut body, ' ', lines.get(at..end));
    let (old, new) = (signed(end - start), signed(end - start) + more);
    let from = signed(start) + 1;
    let (old_from, new_from) = (from - isize::from(old == 0), from + grown - isize::from(new == 0));
    let _ = writeln!(page, "@@ -{old_from},{old} +{new_from},{new} @@");
    page.push_str(&body);
    grown + more
}

fn signed(many: usize) -> isize {
    isize::try_from(many).unwrap_or(isize::MAX)
}

fn put(page: &mut String, sign: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        page.push(sign);
        page.push_str(line);
        if !line.ends_with('\n') {
            page.push_str("\n\\ No newline at end of file\n");
        }
    }
}
