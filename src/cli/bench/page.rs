use super::figures::{Costly, Figures};
use crate::cli::report::{count, safe};
use comfy_table::{CellAlignment, Table, presets};
use std::fmt::Write;

/// The figures for people.
pub(crate) fn page(figures: &Figures) -> String {
    let items = count(usize::try_from(figures.items).unwrap_or(usize::MAX), "item");
    let passes =
        count(usize::try_from(figures.passes).unwrap_or(usize::MAX), "pass").replace("passs", "passes");
    let mut page = format!("{items}, {passes}, one core\n");
    // Writing into a text cannot fail.
    if figures.capped {
        let _ = writeln!(page, "the file has more: only the first {} were measured", grouped(figures.items));
    }
    if figures.failed > 0 {
        let lines = if figures.failed == 1 { "line is" } else { "lines are" };
        let _ = writeln!(page, "{} {lines} no item and left out; `enroute run` says why", figures.failed);
    }
    let per_second = grouped(figures.decisions_per_second);
    let _ = writeln!(page, "\n{per_second} decisions a second\n\n{}", stages(figures));
    if !figures.rules.is_empty() {
        let _ = writeln!(page, "\nthe rules that take most work\n{}", rules(&figures.rules));
    }
    page
}

fn stages(figures: &Figures) -> Table {
    let stages = figures.stages;
    let all = figures.read_ns + figures.decide_ns;
    let rows = [
        ("read the item", stages.read),
        ("choose a workstream (intake)", stages.intake),
        ("classify", stages.classify),
        ("route", stages.route),
        ("one item", all),
    ];
    let mut table = table(["stage", "nanoseconds", "share"]);
    for (name, nanos) in rows {
        let tenths = (nanos * 1000 + all / 2).checked_div(all).unwrap_or(0);
        table.add_row([name.to_owned(), grouped(nanos), format!("{}.{} %", tenths / 10, tenths % 10)]);
    }
    right(table)
}

fn rules(rules: &[Costly]) -> Table {
    let mut table = table(["rule", "asked", "steps", "share"]);
    for rule in rules {
        let place = format!("{}\n  {}:{}", rule.rule, rule.file, rule.line);
        let share = format!("{:.1} %", rule.share);
        table.add_row([safe(&place).into_owned(), grouped(rule.asked), grouped(rule.steps), share]);
    }
    right(table)
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(header);
    table
}

/// Numbers stand to the right.
fn right(mut table: Table) -> Table {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
