use super::context::Context;
use super::error::DataError;
use super::names::Kind;
use super::uses::Sort;
use super::{data, enumeration, types};
use crate::hir;
use crate::source::Span;
use crate::syntax::ast;
use crate::types::{EntityId, Type};
use std::collections::BTreeMap;

/// Checks entities and the fields of channels, and fills `entities` and `agent`.
pub(super) fn declare(ctx: &mut Context<'_>) {
    let written: Vec<_> = ctx.items().filter_map(|item| Some((item, entity_of(item)?))).collect();
    // A field may link to an entity declared further down, so all get their names first.
    let mut kept = Vec::new();
    for (item, (kind, entity)) in written {
        if let Some(number) = ctx.names.owner(kind, &entity.header.name) {
            let named = Context::named(&entity.header.name, entity.header.label.as_ref(), item.doc.as_ref());
            ctx.make().entities.push(hir::Entity { named, fields: Vec::new() });
            kept.push((EntityId(number), item.span, entity));
        }
    }
    ctx.make().agent = ctx.names.number(Kind::Entity, "Agent").map(EntityId);
    for (id, place, entity) in kept {
        ctx.read_for(place);
        let fields = fields(ctx, &entity.fields);
        report_endless(ctx, id, &entity.fields);
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        if let Some(entity) = ctx.make().entities.get_mut(at) {
            entity.fields = fields;
        }
    }
}

fn entity_of(item: &ast::Item) -> Option<(Kind, &ast::Entity)> {
    if let ast::ItemKind::Entity(entity) = &item.kind {
        return Some((Kind::Entity, entity));
    }
    let ast::ItemKind::Channel(channel) = &item.kind else { return None };
    Some((Kind::Channel, channel))
}

/// Checks fields: no name twice, types that exist, defaults that fit.
pub(super) fn fields(ctx: &mut Context<'_>, written: &[ast::Field]) -> Vec<hir::Field> {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut fields = Vec::new();
    for field in written {
        if let Some(first) = seen.get(field.name.text.as_str()) {
            enumeration::report_twice(ctx, &field.name, *first, "these fields");
            continue;
        }
        seen.insert(&field.name.text, field.name.span);
        ctx.note(field.name.span, Sort::Field, field.name.span, String::new);
        fields.push(one_field(ctx, field));
    }
    fields
}

fn one_field(ctx: &mut Context<'_>, field: &ast::Field) -> hir::Field {
    let ty = types::resolve(ctx, &field.ty, types::Use::Field);
    let default = field.default.as_ref().and_then(|value| default(ctx, value, &ty));
    hir::Field {
        name: field.name.text.clone(),
        key: field.from.as_ref().map_or_else(|| field.name.text.clone(), |from| from.value.clone()),
        // A faulty default still says that the value is never missing.
        optional: field.ty.optional && field.default.is_none(),
        ty,
        default,
        span: field.span,
    }
}

fn default(ctx: &mut Context<'_>, value: &ast::Expr, ty: &Type) -> Option<hir::Const> {
    if let Type::Entity(_) = ty {
        ctx.report(DataError::LinkDefault { span: value.span });
        return None;
    }
    if let Type::List(_) = ty {
        ctx.report(DataError::TypeNotAllowed {
            what: "a list".to_owned(),
            place: "a field with a default",
            span: value.span,
            help: "leave the default out: without data, the list has no members",
            instead: None,
        });
        return None;
    }
    if *ty == Type::Unknown { None } else { data::default(ctx, value, ty) }
}

/// A record that needs another of its own kind, which needs another, cannot exist.
fn report_endless(ctx: &mut Context<'_>, id: EntityId, fields: &[ast::Field]) {
    for field in fields.iter().filter(|field| !field.ty.optional) {
        let ast::TypeNameKind::Word(word) = &field.ty.kind else { continue };
        if ctx.names.number(Kind::Entity, word) == Some(id.0) {
            ctx.report(DataError::Endless { entity: word.clone(), span: field.ty.span });
        }
    }
}
