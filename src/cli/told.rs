//! What `why` prints.

use super::decider::Decider;
use super::prose;
use super::report::{count, safe};
use super::work::Count;
use comfy_table::{CellAlignment, Table, presets};
use enroute::vm::TraceLevel;
use enroute::why::{NotApplied, Story, Taken, Takings, WhyNot};
use serde::Serialize;
use std::io::{self, Write};

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Style {
    /// In sentences
    #[default]
    Human,
    /// As one JSON object
    Json,
}

/// Why an item is decided as it is.
pub(crate) fn print_story(story: &Story, style: Style) -> io::Result<()> {
    match style {
        Style::Json => json(story),
        Style::Human => write!(anstream::stdout().lock(), "{}", safe(&prose::page(story))),
    }
}

/// Why it is not decided in another way.
pub(crate) fn print_otherwise(otherwise: &WhyNot, style: Style) -> io::Result<()> {
    if style == Style::Json {
        return json(otherwise);
    }
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}", safe(&otherwise.headline))?;
    for NotApplied { rule, sentence, .. } in &otherwise.rules {
        let place = format!("rule {} ({}:{})", rule.address(), rule.file(), rule.line);
        writeln!(out, "\n{}\n  {}", safe(&place), safe(sentence))?;
    }
    Ok(())
}

/// Which rules took items from which, of so many items.
pub(crate) fn print_taken(items: u64, taken: &[Taken], style: Style) -> io::Result<()> {
    if style == Style::Json {
        return json(&serde_json::json!({ "items": items, "taken": taken }));
    }
    let mut out = anstream::stdout().lock();
    let all = count(usize::try_from(items).unwrap_or(usize::MAX), "item");
    if taken.is_empty() {
        return writeln!(out, "{all}: no rule took one that a rule below it would have taken");
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(["rule", "took from", "items", "such as"]);
    for Taken { by, from, items, examples } in taken {
        let examples: Vec<_> =
            examples.iter().map(|item| format!("{} (line {})", item.id, item.line)).collect();
        table.add_row([
            by.address().to_owned(),
            from.address().to_owned(),
            items.to_string(),
            examples.join(", "),
        ]);
    }
    if let Some(column) = table.column_mut(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    writeln!(
        out,
        "{all}; these were taken though a rule below would have taken them too:\n{}",
        safe(&table.to_string())
    )
}

fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)
}

impl Count for Takings {
    fn item(&mut self, line: u64, decider: &mut Decider<'_>) {
        self.count(line, &decider.decide(TraceLevel::Everything));
    }

    fn add(&mut self, other: Self) {
        Self::add(self, other);
    }
}
