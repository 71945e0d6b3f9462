use super::context::Context;
use super::error::{DataError, did_you_mean};
use super::names::Kind;
use crate::builtins::TYPES;
use crate::source::Span;
use crate::syntax::ast;
use crate::types::{EntityId, EnumId, Type};

/// What a type is the type of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A field of an entity or channel, or a context variable.
    Field,
    /// A parameter or result.
    Parameter,
    /// A member of a list.
    Member,
}

/// The type that `name` means; `Type::Unknown` after a report.
pub(super) fn resolve(ctx: &mut Context<'_>, name: &ast::TypeName, place: Use) -> Type {
    match &name.kind {
        ast::TypeNameKind::Word(word) => resolve_word(ctx, word, name, place),
        ast::TypeNameKind::List(member) => resolve_list(ctx, member, name, place),
    }
}

fn resolve_list(ctx: &mut Context<'_>, member: &ast::TypeName, name: &ast::TypeName, place: Use) -> Type {
    if place == Use::Member {
        return not_allowed(ctx, name, "a list of lists", "a field", "write one list: `[text]`");
    }
    if member.optional {
        return not_allowed(
            ctx,
            member,
            "a value that may be missing",
            "a member of a list",
            "write the `?` after the bracket: `[text]?`",
        );
    }
    let member = resolve(ctx, member, Use::Member);
    if member == Type::Unknown { Type::Unknown } else { Type::List(Box::new(member)) }
}

fn resolve_word(ctx: &mut Context<'_>, word: &str, name: &ast::TypeName, place: Use) -> Type {
    let plain = TYPES.iter().find(|known| known.word == word).map(|known| known.ty.clone());
    let declared = || {
        let of_enum = ctx.names.number(Kind::Enum, word).map(|id| Type::Enum(EnumId(id)));
        let of_entity = ctx.names.number(Kind::Entity, word).map(|id| Type::Entity(EntityId(id)));
        of_enum.or(of_entity)
    };
    match (plain.or_else(declared), place) {
        (Some(Type::Entity(_)), Use::Member) => {
            not_allowed(ctx, name, "a record", "a member of a list", "name a text, a number or an enum")
        }
        (Some(Type::Agent), Use::Field) => {
            not_allowed(ctx, name, "`agent`", "a field", "write `text`: data holds an agent's id")
        }
        (Some(Type::Queue | Type::Skill), Use::Field) => {
            not_allowed(ctx, name, "a name of the program", "a field", "write `text`, or an enum")
        }
        (Some(ty), _) => {
            note(ctx, word, name, &ty);
            ty
        }
        (None, _) => {
            report_unknown(ctx, word, name);
            Type::Unknown
        }
    }
}

fn note(ctx: &Context<'_>, word: &str, name: &ast::TypeName, ty: &Type) {
    let kind = if matches!(ty, Type::Enum(_)) { Kind::Enum } else { Kind::Entity };
    let length = u32::try_from(word.len()).unwrap_or(u32::MAX);
    let span = Span { end: name.span.start.saturating_add(length), ..name.span };
    ctx.names.note(kind, word, span);
}

fn not_allowed(
    ctx: &mut Context<'_>,
    name: &ast::TypeName,
    what: &str,
    place: &'static str,
    help: &'static str,
) -> Type {
    let instead = help.strip_prefix("write `").and_then(|rest| rest.split('`').next());
    ctx.report(DataError::TypeNotAllowed { what: what.to_owned(), place, span: name.span, help, instead });
    Type::Unknown
}

fn report_unknown(ctx: &mut Context<'_>, word: &str, name: &ast::TypeName) {
    if ctx.names.may_be_broken(Kind::Enum, word) || ctx.names.may_be_broken(Kind::Entity, word) {
        return;
    }
    let known = TYPES.iter().map(|known| known.word);
    let known = known.chain(ctx.names.all(Kind::Enum)).chain(ctx.names.all(Kind::Entity));
    let nearest = usual_name(word).map(str::to_owned).or_else(|| ctx.nearest(word, known));
    let help = did_you_mean(nearest.as_deref())
        .or_else(|| Some("types are bool, int, decimal, text, date, time, instant, duration, and the program's own enums and entities".to_owned()));
    let mut span = name.span;
    if name.optional {
        span.end = span.end.saturating_sub(1).max(span.start);
    }
    ctx.report(DataError::UnknownType { name: word.to_owned(), span, help, nearest });
}

/// What other languages call our types.
fn usual_name(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "string" | "str" | "varchar" => "text",
        "integer" | "whole" => "int",
        "number" | "float" | "money" | "currency" | "double" => "decimal",
        "boolean" | "flag" => "bool",
        "datetime" | "timestamp" => "instant",
        _ => return None,
    })
}

/// A type in the author's words, with its article.
pub(super) fn phrase(ctx: &Context<'_>, ty: &Type) -> String {
    match ty {
        Type::Bool => "a yes or no".to_owned(),
        Type::Int => "a whole number".to_owned(),
        Type::Decimal => "a number".to_owned(),
        Type::Text => "a text".to_owned(),
        Type::Date => "a day".to_owned(),
        Type::Time => "a time of day".to_owned(),
        Type::Instant => "a point in time".to_owned(),
        Type::Duration => "a length of time".to_owned(),
        Type::Enum(_) => format!("a value of `{}`", word(ctx, ty)),
        Type::Entity(_) => format!("a whole `{}`", word(ctx, ty)),
        Type::List(member) => format!("a list of {}", plural(ctx, member)),
        Type::Queue => "a queue".to_owned(),
        Type::Skill => "a skill".to_owned(),
        Type::Agent => "an agent".to_owned(),
        Type::Unknown => "something unknown".to_owned(),
    }
}

fn plural(ctx: &Context<'_>, ty: &Type) -> String {
    if let Type::Enum(_) = ty {
        return format!("`{}` values", word(ctx, ty));
    }
    if ty.is_number() {
        return "numbers".to_owned();
    }
    word(ctx, ty) + "s"
}

/// A type as the language writes it.
pub(super) fn word(ctx: &Context<'_>, ty: &Type) -> String {
    if let Some(known) = TYPES.iter().find(|known| known.ty == *ty) {
        return known.word.to_owned();
    }
    if let Type::Enum(id) = ty {
        return ctx.enumeration(*id).map_or_else(String::new, |found| found.named.name.clone());
    }
    if let Type::Entity(id) = ty {
        return ctx.entity(*id).map_or_else(String::new, |found| found.named.name.clone());
    }
    if let Type::List(member) = ty { format!("[{}]", word(ctx, member)) } else { String::new() }
}
