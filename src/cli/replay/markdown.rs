use super::words::{headline, responsible, story, value};
use crate::cli::markdown::{code, escaped};
use enroute::replay::{Replay, Shift, share};
use std::fmt::Write as _;

/// So many lines of a table are shown; the rest is counted.
const MOST: usize = 12;

/// A replay as it stands well in a pull request.
pub(crate) fn markdown(replay: &Replay) -> String {
    let mut page = format!("### Replay\n\n**{}**\n", headline(replay));
    let moves = replay.flows.iter().filter(|flow| flow.from != flow.to);
    let moves =
        moves.map(|flow| (vec![code(&flow.from.to_string()), code(&flow.to.to_string())], flow.items));
    add(&mut page, &["from", "to"], moves.collect(), replay.items);
    let rules = replay.rules.iter().map(|pair| (pair.deciders().map(code).to_vec(), pair.items));
    add(&mut page, &["old rule", "new rule"], rules.collect(), replay.items);
    let aspects = replay.aspects.iter().map(|(one, items)| (vec![one.to_string()], *items));
    add(&mut page, &["what changes"], aspects.collect(), replay.items);
    let differences = replay.differences.iter().map(|Shift { difference, items }| {
        let (from, to) = (code(value(difference.from.as_ref())), code(value(difference.to.as_ref())));
        (vec![code(&difference.place), from, to, escaped(&responsible(difference))], *items)
    });
    add(&mut page, &["what", "was", "becomes", "by rule"], differences.collect(), replay.items);
    if !replay.samples.is_empty() {
        page.push_str("\n<details><summary>Items to look at</summary>\n\n");
        for sample in &replay.samples {
            // Writing to memory cannot fail.
            let _ =
                writeln!(page, "- {} (line {}): {}", code(&sample.id), sample.line, escaped(&story(sample)));
        }
        page.push_str("\n</details>\n");
    }
    for words in replay.left_out() {
        let _ = writeln!(page, "\n{words}");
    }
    page
}

fn add(page: &mut String, head: &[&str], mut rows: Vec<(Vec<String>, u64)>, all: u64) {
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(_, items)| std::cmp::Reverse(*items));
    let _ = writeln!(page, "\n| {} | items | share |", head.join(" | "));
    let _ = writeln!(page, "|{}---:|---:|", "---|".repeat(head.len()));
    let more = rows.len().saturating_sub(MOST);
    for (cells, items) in rows.into_iter().take(MOST) {
        let _ = writeln!(page, "| {} | {items} | {} |", cells.join(" | "), share(items, all));
    }
    if more > 0 {
        let _ = writeln!(page, "\nand {more} more");
    }
}
