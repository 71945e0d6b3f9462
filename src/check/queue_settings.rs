use super::context::Context;
use crate::builtins::{Block, SettingRow};
use crate::hir::{AssignMethod, EffectiveSetting, Origin, Queue};
use crate::syntax::ast;

/// Every setting of a queue in force, for showing: as written in it, as copied, or as the platform has it. `chain` is
/// the queue, the one it copies, and so on.
pub(super) fn in_force(ctx: &Context<'_>, chain: &[&ast::Queue], queue: &Queue) -> Vec<EffectiveSetting> {
    Block::Queue
        .rows()
        .iter()
        .filter_map(|row| written(ctx, chain, row).or_else(|| default(row, queue)))
        .collect()
}

fn written(ctx: &Context<'_>, chain: &[&ast::Queue], row: &SettingRow) -> Option<EffectiveSetting> {
    let found = chain.iter().enumerate().find_map(|(index, queue)| {
        let setting = queue.settings.iter().find(|setting| setting.word.text == row.word)?;
        Some((index, *queue, setting))
    });
    let (index, queue, setting) = found?;
    let origin = match index {
        0 => Origin::Written(setting.span),
        _ => Origin::Copied { from: queue.header.name.text.clone(), span: Some(setting.span) },
    };
    Some(EffectiveSetting { address: row.word.to_owned(), value: text(ctx, setting)?, origin })
}

/// What stands after a setting's word, as the author wrote it.
fn text(ctx: &Context<'_>, setting: &ast::Setting) -> Option<String> {
    let source = ctx.sources.get(setting.span.file)?;
    let from = usize::try_from(setting.word.span.end).ok()?;
    let to = usize::try_from(setting.span.end).ok()?;
    Some(source.text.get(from..to)?.trim().to_owned())
}

fn default(row: &SettingRow, queue: &Queue) -> Option<EffectiveSetting> {
    let (value, origin) = match row.word {
        "type" if queue.built_in => {
            let kinds: Vec<_> = queue.kinds.iter().map(|kind| super::clauses::kind_word(*kind)).collect();
            (kinds.join(", "), Origin::Default("every program has this queue (domain section 10)".to_owned()))
        }
        "priority" => (queue.priority.value.to_string(), queue.priority.origin.clone()),
        "assign" => (method(&queue.assign.value).to_owned(), queue.assign.origin.clone()),
        _ => {
            let default = row.default?;
            (default.value.to_owned(), Origin::Default(default.why.to_owned()))
        }
    };
    Some(EffectiveSetting { address: row.word.to_owned(), value, origin })
}

fn method(method: &AssignMethod) -> &'static str {
    match method {
        AssignMethod::HighestCapacity => "highest_capacity",
        AssignMethod::RoundRobin => "round_robin",
        AssignMethod::LeastActive => "least_active",
        AssignMethod::Custom(_) => "an assignment of the program",
    }
}
