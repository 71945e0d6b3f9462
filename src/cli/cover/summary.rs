use crate::cli::report::count;
use enroute::cover::{Covered, CoveredClause, CoveredGroup, CoveredRule, Score};
use std::fmt::Write as _;

/// What was reached, in short, and all that was not.
pub(crate) fn summary(covered: &Covered) -> String {
    let mut page = String::new();
    let scores = [
        ("rules", covered.rules, "held at least once"),
        ("clauses", covered.clauses, "seen to hold, and seen not to, while they decided"),
        ("rows", covered.rows, "found in their table"),
        ("queues", covered.went_to, "had an item"),
        ("shares", covered.shares, "of splits were drawn"),
    ];
    for (what, score, meaning) in scores.into_iter().filter(|(_, score, _)| score.all > 0) {
        let Score { reached, all } = score;
        // Writing to memory cannot fail, here and below.
        let _ = writeln!(page, "{what:<8} {reached:>6} of {all:<6} {:>3} %  {meaning}", score.percent());
    }
    for group in covered.written() {
        add_group(&mut page, &group);
    }
    let empty: Vec<_> = covered.queues.iter().filter(|queue| queue.items == 0).collect();
    if !empty.is_empty() {
        let names: Vec<_> = empty.iter().map(|queue| format!("`{}`", queue.name)).collect();
        let _ = writeln!(page, "\nno item went to {}", names.join(", "));
    }
    let items = count(usize::try_from(covered.items).unwrap_or(usize::MAX), "item");
    let _ = writeln!(page, "\n{items} decided");
    page
}

fn add_group(page: &mut String, group: &CoveredGroup) {
    let mut missing: Vec<String> = group.rules.iter().flat_map(of_rule).collect();
    let rows: Vec<_> = group.rows.iter().filter(|row| row.found == 0).collect();
    if let (Some(first), many) = (rows.first(), rows.len()) {
        let lines: Vec<_> = rows.iter().take(12).map(|row| row.line.to_string()).collect();
        let more = if many > 12 { ", …" } else { "" };
        let rows = count(many, "row");
        missing.push(format!("{rows} never found: {}:{}{more}", first.file, lines.join(", ")));
    }
    if !missing.is_empty() {
        let _ = writeln!(page, "\n{}", group.address);
        for words in missing {
            let _ = writeln!(page, "  {words}");
        }
    }
}

/// What is missing of a rule, a sentence each.
fn of_rule(rule: &CoveredRule) -> Vec<String> {
    let name = format!("\"{}\" ({}:{})", rule.rule.name(), rule.rule.file(), rule.rule.line);
    if rule.reached == 0 {
        return vec![format!("{name} was never reached")];
    }
    let mut missing = Vec::new();
    if rule.held == 0 {
        missing.push(format!("{name} never held"));
    }
    // That the only clause of a rule never held is said with the rule.
    let said = |clause: &CoveredClause| rule.held == 0 && rule.clauses.len() == 1 && clause.failed > 0;
    let clauses = rule.clauses.iter().filter(|clause| !said(clause));
    missing.extend(clauses.filter_map(|clause| clause.lacks().map(|lacks| format!("{name}: {lacks}"))));
    let undrawn = rule.shares.iter().filter(|share| share.drawn == 0);
    missing.extend(
        undrawn.map(|share| format!("{name}: nothing drew the {} % for `{}`", share.percent, share.queue)),
    );
    missing
}
