use crate::check::context::Context;
use crate::check::error::{PathError, TestError, did_you_mean};
use crate::check::expr;
use crate::check::uses::Sort;
use crate::hir::{self, TestValue};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Name, Setting};
use crate::types::{EntityId, Type};
use std::collections::BTreeMap;

/// Where the values of an item may go.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// What the item carries.
    pub(super) entity: Option<EntityId>,
    /// The context variables.
    pub(super) context: Vec<hir::Field>,
    /// The fields of its channel.
    pub(super) channel: Vec<hir::Field>,
    /// The rulesets that ask a model, with what it may answer: `models { mood negative }`. Tests say that elsewhere.
    pub(super) models: Vec<hir::Field>,
}

type Values = Vec<(String, TestValue)>;

/// The values of an item as a test gives them, by path.
pub(super) fn values(ctx: &mut Context<'_>, item: &Item, written: &[Setting]) -> Values {
    let mut found = Values::new();
    report_twice(ctx, written);
    for setting in written {
        let fields = match (setting.word.text.as_str(), &setting.block) {
            ("context", Some(block)) => Some((&item.context, "context", block)),
            ("channel", Some(block)) => Some((&item.channel, "channel", block)),
            ("models", Some(block)) if !item.models.is_empty() => Some((&item.models, "models", block)),
            _ => None,
        };
        match fields {
            Some((fields, prefix, block)) => {
                report_twice(ctx, block);
                let of = format!("the {prefix}");
                for setting in block {
                    give(ctx, fields, (prefix, &of), setting, &mut found);
                }
            }
            None => top(ctx, item, setting, &mut found),
        }
    }
    found
}

/// Notes what the words of an item name, whether or not a row gives other values in their place.
pub(super) fn note_words(ctx: &Context<'_>, item: &Item, above: &[Name], written: &[Setting]) {
    for setting in written {
        let path = [above, std::slice::from_ref(&setting.word)].concat();
        note_path(ctx, item, &path);
        note_words(ctx, item, &path, setting.block.as_deref().unwrap_or_default());
    }
}

/// Notes what the words of a path name: fields of the item and of what it is linked to, or a context variable.
pub(super) fn note_path(ctx: &Context<'_>, item: &Item, path: &[Name]) {
    let [first, rest @ ..] = path else { return };
    let carried = item.entity.and_then(|entity| ctx.entity(entity));
    let own = carried.map_or(&[][..], |entity| &entity.fields);
    let (mut fields, words) = match first.text.as_str() {
        "context" if !rest.is_empty() => (item.context.as_slice(), rest),
        "channel" if !rest.is_empty() => (item.channel.as_slice(), rest),
        word if own.iter().any(|field| field.name == word) => (own, path),
        _ => (item.context.as_slice(), path),
    };
    for word in words {
        let Some(field) = fields.iter().find(|field| field.name == word.text) else { return };
        ctx.note(word.span, Sort::Field, field.name_span(), || field.name.clone());
        let Type::Entity(linked) = field.ty else { return };
        fields = ctx.entity(linked).map_or(&[][..], |entity| &entity.fields);
    }
}

/// A value for a field of the item or a context variable: whichever there is.
fn top(ctx: &mut Context<'_>, item: &Item, setting: &Setting, found: &mut Values) {
    let word = setting.word.text.as_str();
    let known = |fields: &[hir::Field]| fields.iter().any(|field| field.name == word);
    let entity = item.entity.and_then(|entity| ctx.entity(entity));
    let fields = entity.map_or(&[][..], |entity| &entity.fields);
    match (known(fields), known(&item.context)) {
        (true, true) => ctx.report(PathError::Ambiguous {
            word: word.to_owned(),
            span: setting.word.span,
            fixes: Vec::new(),
            help: format!(
                "write `context {{ {word} … }}` for the context variable, or rename one of the two"
            ),
            parameter: None,
        }),
        (false, true) => give(ctx, &item.context, ("context", "the context"), setting, found),
        (true, false) => {
            let own: Vec<_> = fields.iter().filter(|field| field.name == word).cloned().collect();
            give(ctx, &own, ("", ""), setting, found);
        }
        (false, false) => {
            let of = entity.map_or("the item", |entity| &entity.named.name).to_owned();
            let all = fields.iter().chain(&item.context).map(|field| field.name.as_str());
            let near = ctx.nearest(word, all);
            unknown(ctx, &of, &setting.word, near);
        }
    }
}

fn give(
    ctx: &mut Context<'_>,
    fields: &[hir::Field],
    (prefix, of): (&str, &str),
    setting: &Setting,
    found: &mut Values,
) {
    let word = &setting.word;
    let Some(field) = fields.iter().find(|field| field.name == word.text) else {
        let near = ctx.nearest(&word.text, fields.iter().map(|field| field.name.as_str()));
        return unknown(ctx, of, word, near);
    };
    ctx.note(word.span, Sort::Field, field.name_span(), || field.name.clone());
    let path = if prefix.is_empty() { word.text.clone() } else { format!("{prefix}.{}", word.text) };
    if let Type::Entity(entity) = &field.ty {
        return link(ctx, *entity, &path, setting, found);
    }
    let value = if let Type::List(member) = &field.ty {
        many(ctx, member, setting).map(TestValue::Many)
    } else if field.ty == Type::Unknown {
        None
    } else {
        one(ctx, &field.ty, setting).map(TestValue::One)
    };
    found.extend(value.map(|value| (path, value)));
}

/// The values of something the item is linked to: `customer { name "Ana" }`.
fn link(ctx: &mut Context<'_>, entity: EntityId, path: &str, setting: &Setting, found: &mut Values) {
    let Some(known) = ctx.entity(entity) else { return };
    let (fields, of) = (known.fields.clone(), known.named.name.clone());
    let Some(block) = setting.block.as_ref().filter(|_| setting.terms.is_empty()) else {
        let example = format!("{} {{ … }}", setting.word.text);
        return form(ctx, setting, "a block with the values of its fields", example);
    };
    report_twice(ctx, block);
    for setting in block {
        give(ctx, &fields, (path, &of), setting, found);
    }
}

fn one(ctx: &mut Context<'_>, ty: &Type, setting: &Setting) -> Option<hir::Const> {
    match setting.terms.as_slice() {
        [value] if setting.block.is_none() && setting.when.is_none() => expr::constant(ctx, value, ty),
        _ => {
            form(ctx, setting, "one value", format!("{} …", setting.word.text));
            None
        }
    }
}

fn many(ctx: &mut Context<'_>, member: &Type, setting: &Setting) -> Option<Vec<hir::Const>> {
    let [term] = setting.terms.as_slice() else {
        form(ctx, setting, "a list of values", format!("{} […]", setting.word.text));
        return None;
    };
    let ExprKind::List(members) = &term.kind else {
        form(ctx, setting, "a list of values", format!("{} […]", setting.word.text));
        return None;
    };
    members.iter().map(|value| expr::constant(ctx, value, member)).collect()
}

fn form(ctx: &mut Context<'_>, setting: &Setting, wanted: &'static str, example: String) {
    ctx.report(TestError::ValueForm { word: setting.word.text.clone(), wanted, example, span: setting.span });
}

fn unknown(ctx: &mut Context<'_>, of: &str, word: &Name, near: Option<String>) {
    ctx.report(PathError::UnknownField {
        of: of.to_owned(),
        word: word.text.clone(),
        span: word.span,
        help: did_you_mean(near.as_deref()),
        nearest: near,
    });
}

/// Reports values that a block gives twice.
pub(super) fn report_twice(ctx: &mut Context<'_>, written: &[Setting]) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for setting in written {
        let (word, span) = (setting.word.text.as_str(), setting.word.span);
        if let Some(first) = seen.get(word).copied() {
            ctx.report(TestError::ValueTwice { word: word.to_owned(), span, first });
        } else {
            seen.insert(word, span);
        }
    }
}
