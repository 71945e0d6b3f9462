use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::{PlainError, did_you_mean};
use crate::check::names::Kind;
use crate::check::uses::Sort;
use crate::hir;
use crate::syntax::ast::{ExprKind, Path};
use crate::types::{EntityId, Type};

/// Checks a skill: what it is modelled by is a field of choices.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let settings = &declared.settings;
    let rating = settings.word("rating").and_then(|name| ctx.names.number(Kind::Rating, &name.text));
    let modelled_by = modelled_by(ctx, declared);
    ctx.make().skills.push(hir::Skill {
        named: declared.named.clone(),
        rating: rating.map(hir::RatingId),
        skill_type: settings.word("type").map(|name| name.text.clone()),
        modelled_by,
        spellings: settings.texts("named").into_iter().map(|text| text.value).collect(),
    });
}

fn modelled_by(ctx: &mut Context<'_>, declared: &Declared<'_>) -> Option<(EntityId, u32)> {
    let term = declared.settings.get("modelled_by")?.first()?;
    let ExprKind::Path(Path { words }) = &term.kind else { return None };
    let [entity, field] = words.as_slice() else {
        ctx.report(PlainError::ModelledBy { span: term.span, help: None, choices: Vec::new() });
        return None;
    };
    let id = ctx.names.entity(entity, &mut ctx.bag)?;
    let fields = ctx.entity(id).map(|entity| entity.fields.as_slice()).unwrap_or_default();
    let at = fields.iter().position(|known| known.name == field.text);
    let found = at.and_then(|at| fields.get(at));
    if let Some(found) = found {
        ctx.note(field.span, Sort::Field, found.name_span(), || found.name.clone());
    }
    let is_choice = found.is_some_and(|field| matches!(field.ty, Type::Enum(_) | Type::Unknown));
    if is_choice {
        return at.and_then(|at| u32::try_from(at).ok()).map(|at| (id, at));
    }
    let near = ctx.nearest(&field.text, fields.iter().map(|field| field.name.as_str()));
    let help = did_you_mean(near.as_deref()).filter(|_| at.is_none());
    let are = fields.iter().filter(|field| matches!(field.ty, Type::Enum(_)));
    let choices = are.take(4).map(|field| format!("{}.{}", entity.text, field.name)).collect();
    ctx.report(PlainError::ModelledBy { span: term.span, help, choices });
    None
}
