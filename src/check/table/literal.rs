use crate::check::context::Context;
use crate::check::error::did_you_mean;
use crate::check::names::Kind;
use crate::hir::{Const, QueueId, SkillId};
use crate::types::Type;
use crate::value::{Date, Decimal, Duration, Instant, Time};

/// A value as a cell of a CSV file spells it: as in a program, but texts need no quotes, and enum values may be
/// given by their labels. `Err` holds what to write instead.
pub(super) fn read(ctx: &Context<'_>, text: &str, ty: &Type) -> Result<Const, String> {
    let bare = unquoted(text);
    let found = match ty {
        Type::Bool => match bare {
            "yes" => Some(Const::Bool(true)),
            "no" => Some(Const::Bool(false)),
            _ => None,
        },
        Type::Int => bare.parse().ok().map(Const::Int),
        Type::Decimal => Decimal::parse(bare).map(Const::Decimal),
        Type::Text | Type::Agent => {
            Some(bare).filter(|text| !text.is_empty()).map(|text| Const::Text(text.to_owned()))
        }
        Type::Date => Date::parse(bare).map(Const::Date),
        Type::Time => Time::parse(bare).map(Const::Time),
        Type::Instant => Instant::parse(bare).map(Const::Instant),
        Type::Duration => Duration::parse(bare).map(Const::Duration),
        Type::Enum(id) => ctx
            .enum_value(*id, bare)
            .or_else(|| ctx.spelled(*id)?.label(bare))
            .map(|value| Const::Enum(*id, value)),
        Type::Queue => ctx.names.number(Kind::Queue, bare).map(|id| Const::Queue(QueueId(id))),
        Type::Skill => ctx.names.number(Kind::Skill, bare).map(|id| Const::Skill(SkillId(id))),
        Type::Entity(_) | Type::List(_) | Type::Unknown => None,
    };
    found.ok_or_else(|| instead(ctx, bare, ty))
}

/// What to write in place of a cell that can not be read.
fn instead(ctx: &Context<'_>, text: &str, ty: &Type) -> String {
    let near = |known: &mut dyn Iterator<Item = &str>| did_you_mean(ctx.nearest(text, known).as_deref());
    let of_enum = if let Type::Enum(id) = ty { ctx.enumeration(*id) } else { None };
    let found = match of_enum {
        Some(found) => near(&mut found.values.iter().map(|value| value.word.as_str())),
        None if *ty == Type::Queue => near(&mut ctx.names.all(Kind::Queue)),
        None if *ty == Type::Skill => near(&mut ctx.names.all(Kind::Skill)),
        None => None,
    };
    found.unwrap_or_else(|| format!("write {}", example(ty)))
}

fn example(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "`yes` or `no`",
        Type::Int => "a whole number, such as `12`",
        Type::Decimal => "a number with at most four decimals, such as `12.5`",
        Type::Text | Type::Agent => "the text",
        Type::Date => "a day, such as `2026-12-25`",
        Type::Time => "a time of day, such as `08:00`",
        Type::Instant => "a moment with its zone, such as `2026-03-02T10:15Z`",
        Type::Duration => "a length of time, such as `2h30m`",
        Type::Enum(_) => "one of its values",
        Type::Queue => "the name of a queue",
        Type::Skill => "the name of a skill",
        Type::Entity(_) | Type::List(_) | Type::Unknown => "a single value",
    }
}

/// The text between quotes, if it is quoted.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}
