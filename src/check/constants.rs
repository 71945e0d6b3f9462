use super::context::{Constant, Context, List};
use super::names::Kind;
use super::{data, expr};
use crate::builtins::{self, ModelResult};
use crate::hir;
use crate::syntax::ast;
use crate::types::Type;

/// Checks `let`, and fills `constants`.
pub(super) fn declare(ctx: &mut Context<'_>) {
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ast::ItemKind::Constant(constant) = &item.kind else { continue };
        if ctx.names.owner(Kind::Constant, &constant.name).is_some() {
            let value = expr::literal(ctx, &constant.value).map(|(value, ty)| Constant { value, ty });
            ctx.declare_constant(&constant.name.text, value);
        }
    }
}

/// Checks `list`, and fills `lists`.
pub(super) fn declare_lists(ctx: &mut Context<'_>) {
    let mut lists = Vec::new();
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ast::ItemKind::List(list) = &item.kind else { continue };
        if ctx.names.owner(Kind::List, &list.name).is_some() {
            let members = expr::members(ctx, &list.members, None, list.name.span);
            let members = if item.damaged { None } else { members };
            let named = || Context::named(&list.name, None, item.doc.as_ref());
            lists.extend(
                members.as_ref().map(|(values, _)| hir::List { named: named(), values: values.clone() }),
            );
            ctx.declare_list(&list.name.text, members.map(|(values, ty)| List { values, ty }));
        }
    }
    ctx.make().lists = lists;
}

/// Checks `model`, and fills `models` with the built-in ones first.
pub(super) fn declare_models(ctx: &mut Context<'_>) {
    let mut models: Vec<_> = builtins::MODELS.iter().map(built_in_model).collect();
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ast::ItemKind::Model(model) = &item.kind else { continue };
        let Some(number) = ctx.names.owner(Kind::Model, &model.name) else { continue };
        let declared = hir::Model {
            named: Context::named(&model.name, None, item.doc.as_ref()),
            parameters: data::parameters(ctx, &model.parameters),
            result: data::resolve_type(ctx, &model.result),
        };
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        match models.get_mut(at) {
            Some(built_in) => *built_in = declared,
            None => models.push(declared),
        }
    }
    ctx.make().models = models;
}

fn built_in_model(row: &builtins::BuiltInModel) -> hir::Model {
    let span = crate::source::Span::new(crate::source::FileId(0), 0, 0);
    let parameter = |name: String| hir::Parameter { name, ty: Type::Text, span };
    let first = std::iter::once(row.first.to_owned());
    let more = (2..=row.most).map(|number| format!("{}_{number}", row.first));
    hir::Model {
        named: hir::Named { name: row.name.to_owned(), label: row.name.to_owned(), span: None, doc: None },
        parameters: first.chain(more).map(parameter).collect(),
        result: match row.result {
            ModelResult::Sentiment => Type::Enum(builtins::SENTIMENT),
            ModelResult::Minutes => Type::Int,
            ModelResult::Skills => Type::List(Box::new(Type::Skill)),
        },
    }
}
