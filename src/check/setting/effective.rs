use super::get::{Found, Settings};
use super::show::{show, show_setting};
use crate::builtins::{Block, Form, SettingRow};
use crate::check::context::Context;
use crate::hir::{EffectiveSetting, Origin};
use crate::source::Span;

/// Where the settings of a declaration come from.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Source {
    /// The whole declaration, if it copies others: what stands outside it was copied.
    pub(in crate::check) own: Option<Span>,
    /// The declarations it copies, with their places.
    pub(in crate::check) copied: Vec<(String, Span)>,
    /// What is so beside what the tables say, by address: a value that depends on other settings.
    pub(in crate::check) known: Vec<EffectiveSetting>,
}

impl Source {
    /// Why what is written at `span` is in force.
    pub(in crate::check) fn origin(&self, span: Span) -> Origin {
        let holds =
            |outer: Span| outer.file == span.file && outer.start <= span.start && span.end <= outer.end;
        if self.own.is_none_or(holds) {
            return Origin::Written(span);
        }
        match self.copied.iter().find(|(_, place)| holds(*place)) {
            Some((from, _)) => Origin::Copied { from: from.clone(), span: Some(span) },
            None => Origin::Written(span),
        }
    }
}

/// Every setting in force of a block and the blocks within it, in the order of their tables: what is written, else
/// what `source` knows, else the default.
pub(in crate::check) fn effective(
    ctx: &Context<'_>,
    settings: &Settings<'_>,
    source: &Source,
) -> Vec<EffectiveSetting> {
    let mut lines = Vec::new();
    add_block(ctx, settings, source, "", &mut lines);
    lines
}

fn add_block(
    ctx: &Context<'_>,
    settings: &Settings<'_>,
    source: &Source,
    prefix: &str,
    lines: &mut Vec<EffectiveSetting>,
) {
    for row in settings.block.rows() {
        let address = format!("{prefix}{}", row.word);
        if let Form::Block(block) = row.form {
            let none = Settings::none(block);
            let inner = settings.block(row.word).unwrap_or(&none);
            add_block(ctx, inner, source, &format!("{address}."), lines);
        } else if let Form::Headed(_, block) = row.form {
            add_headed(ctx, settings, source, row, block, lines);
        } else {
            add_row(ctx, settings, source, row, &address, lines);
        }
    }
}

fn add_headed(
    ctx: &Context<'_>,
    settings: &Settings<'_>,
    source: &Source,
    row: &SettingRow,
    block: Block,
    lines: &mut Vec<EffectiveSetting>,
) {
    let none = Settings::none(block);
    for found in settings.all(row.word) {
        let head = show_setting(ctx, found.setting);
        let inner = found.inner.as_ref().unwrap_or(&none);
        add_block(ctx, inner, source, &format!("{}.{head}.", row.word), lines);
    }
}

fn add_row(
    ctx: &Context<'_>,
    settings: &Settings<'_>,
    source: &Source,
    row: &SettingRow,
    address: &str,
    lines: &mut Vec<EffectiveSetting>,
) {
    if let Some(known) = source.known.iter().find(|known| known.address == address) {
        lines.push(known.clone());
        return;
    }
    let before = lines.len();
    for found in settings.all(row.word) {
        let origin = source.origin(found.setting.span);
        lines.push(line(ctx, row, found, address, origin));
    }
    if let Some(default) = row.default.filter(|_| lines.len() == before && !settings.is_faulty(row.word)) {
        let origin = Origin::Default(default.why.to_owned());
        lines.push(EffectiveSetting { address: address.to_owned(), value: default.value.to_owned(), origin });
    }
}

/// A setting that may be repeated is told from its like by what stands first after its word.
fn line(
    ctx: &Context<'_>,
    row: &SettingRow,
    found: &Found<'_>,
    address: &str,
    origin: Origin,
) -> EffectiveSetting {
    let whole = || (address.to_owned(), show_setting(ctx, found.setting));
    let (address, value) = match found.setting.terms.split_first() {
        Some((first, rest)) if row.repeats() && !rest.is_empty() => {
            let rest: Vec<_> = rest.iter().map(|term| show(ctx, term)).collect();
            (format!("{address}.{}", show(ctx, first)), rest.join(" "))
        }
        Some(_) | None => whole(),
    };
    EffectiveSetting { address, value, origin }
}
