use crate::check::context::Context;
use crate::hir::{self, Const, ExprKind};
use crate::types::{EnumId, Type};
use crate::value::Decimal;

/// How what is written would be written as a value of the type that is wanted, where that is clear.
pub(super) fn respelled(ctx: &Context<'_>, wanted: &Type, given: &hir::Expr) -> Option<String> {
    let ExprKind::Const(given_value) = &given.kind else { return None };
    let written = ctx.sources.text(given.span);
    let figure = written.starts_with(|first: char| first.is_ascii_digit());
    // The name of a `let` is not respelled.
    if !figure && !written.starts_with('"') {
        return None;
    }
    match (wanted, given_value) {
        (Type::Enum(id), Const::Text(text)) => value(ctx, *id, text),
        (Type::Bool, Const::Text(text)) => yes_or_no(text.trim()),
        (Type::Bool, Const::Int(number)) => yes_or_no(&number.to_string()),
        (Type::Int | Type::Decimal, Const::Text(text)) => {
            let number = text.trim();
            let fits = if *wanted == Type::Int {
                number.parse::<i64>().is_ok()
            } else {
                Decimal::parse(number).is_some()
            };
            (fits && number.starts_with(|first: char| first.is_ascii_digit())).then(|| number.to_owned())
        }
        (Type::Instant, Const::Date(_)) => Some(format!("{written}T00:00Z")),
        (Type::Text, _) if figure => Some(format!("\"{written}\"")),
        _ => None,
    }
}

fn yes_or_no(text: &str) -> Option<String> {
    let word = match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "y" | "1" => "yes",
        "no" | "false" | "n" | "0" => "no",
        _ => return None,
    };
    Some(word.to_owned())
}

/// The value of an enum that a text names: by its word or label, or nearly so.
fn value(ctx: &Context<'_>, id: EnumId, text: &str) -> Option<String> {
    let values = &ctx.enumeration(id)?.values;
    let found = ctx.spelled(id)?.any(text.trim());
    let found = found.and_then(|at| values.get(usize::try_from(at).ok()?));
    let near = || ctx.nearest(&text.trim().to_lowercase(), values.iter().map(|value| value.word.as_str()));
    found.map(|value| value.word.clone()).or_else(near)
}
