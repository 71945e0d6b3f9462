use super::words::{headline, responsible, story, value};
use comfy_table::{CellAlignment, Table, presets};
use enroute::replay::{Replay, Shift, share};
use std::fmt::Write as _;

/// So many lines of a table are shown; the rest is counted.
const MOST: usize = 20;

/// A replay for people.
pub(crate) fn human(replay: &Replay) -> String {
    let mut page = headline(replay);
    page.push('\n');
    let moves = replay.flows.iter().filter(|flow| flow.from != flow.to);
    let moves = moves.map(|flow| (vec![flow.from.to_string(), flow.to.to_string()], flow.items));
    add(&mut page, "Moves", &["from", "to"], moves.collect(), replay.items);
    let rules = replay.rules.iter().map(|pair| (pair.deciders().map(str::to_owned).to_vec(), pair.items));
    add(&mut page, "Responsible for moves", &["old rule", "new rule"], rules.collect(), replay.items);
    let aspects = replay.aspects.iter().map(|(one, items)| (vec![one.to_string()], *items));
    add(&mut page, "What changes", &["about items"], aspects.collect(), replay.items);
    let differences = replay.differences.iter().map(|Shift { difference, items }| {
        let (from, to) = (value(difference.from.as_ref()), value(difference.to.as_ref()));
        (vec![difference.place.clone(), from.to_owned(), to.to_owned(), responsible(difference)], *items)
    });
    let head = ["what", "was", "becomes", "by rule"];
    add(&mut page, "What items are given otherwise", &head, differences.collect(), replay.items);
    add_samples(&mut page, replay);
    for words in replay.left_out() {
        // Writing to memory cannot fail, here and below.
        let _ = writeln!(page, "\n{words}");
    }
    page
}

fn add_samples(page: &mut String, replay: &Replay) {
    if !replay.samples.is_empty() {
        page.push_str("\nItems to look at\n");
        for sample in &replay.samples {
            let like = if sample.like_it > 1 {
                format!("  (and {} like it)", sample.like_it - 1)
            } else {
                String::new()
            };
            let _ = writeln!(page, "  {} (line {}): {}{like}", sample.id, sample.line, story(sample));
        }
    }
}

fn add(page: &mut String, title: &str, head: &[&str], mut rows: Vec<(Vec<String>, u64)>, all: u64) {
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(_, items)| std::cmp::Reverse(*items));
    let mut table = Table::new();
    let head = head.iter().copied().chain(["items", "share"]);
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(head);
    let more = rows.len().saturating_sub(MOST);
    for (mut cells, items) in rows.into_iter().take(MOST) {
        cells.extend([items.to_string(), share(items, all)]);
        table.add_row(cells);
    }
    let columns = table.column_count();
    for column in table.column_iter_mut().skip(columns.saturating_sub(2)) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let rest = if more > 0 { format!("and {more} more\n") } else { String::new() };
    let _ = write!(page, "\n{title}\n{table}\n{rest}");
}
