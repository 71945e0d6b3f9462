use super::context::Context;
use super::error::DataError;
use super::names::Kind;
use super::uses::Sort;
use crate::builtins;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::fold;
use std::collections::BTreeMap;

/// Checks enums, and fills `enums` with the built-in ones first.
pub(super) fn declare(ctx: &mut Context<'_>) {
    for row in builtins::ENUMS {
        let named =
            hir::Named { name: row.name.to_owned(), label: row.name.to_owned(), span: None, doc: None };
        ctx.declare_enum(hir::Enum { named, values: row.values.iter().map(built_in_value).collect() });
    }
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ast::ItemKind::Enum(written) = &item.kind else { continue };
        if ctx.names.owner(Kind::Enum, &written.header.name).is_none() {
            continue;
        }
        let named = Context::named(&written.header.name, written.header.label.as_ref(), item.doc.as_ref());
        let values = values(ctx, &written.values);
        if values.is_empty() && !item.damaged {
            let name = written.header.name.text.clone();
            ctx.report(DataError::EmptyEnum { name, span: written.header.span });
        }
        ctx.declare_enum(hir::Enum { named, values });
    }
}

fn built_in_value(value: &builtins::BuiltInValue) -> hir::EnumValue {
    hir::EnumValue {
        word: value.word.to_owned(),
        label: Some(value.label.to_owned()),
        spellings: Vec::new(),
        code: None,
        span: Span::new(crate::source::FileId(0), 0, 0),
    }
}

/// How data may spell the values of one enum, and by which number: no two values may share one.
#[derive(Default)]
struct Spellings {
    words: BTreeMap<String, (Span, u32)>,
    codes: BTreeMap<i64, Span>,
}

fn values(ctx: &mut Context<'_>, written: &[ast::EnumValue]) -> Vec<hir::EnumValue> {
    let mut spellings = Spellings::default();
    let mut values = Vec::new();
    // Words first: of two that are alike, the label is to be blamed, not the word.
    let mut kept = Vec::new();
    for value in written {
        if spell(ctx, &mut spellings, &value.name.text, value.name.span, kept.len()) {
            kept.push(value);
        }
    }
    for (at, value) in kept.into_iter().enumerate() {
        for text in value.label.iter().chain(&value.spellings) {
            spell(ctx, &mut spellings, &text.value, text.span, at);
        }
        check_code(ctx, &mut spellings, value);
        ctx.note(value.name.span, Sort::Value, value.name.span, String::new);
        values.push(hir::EnumValue {
            word: value.name.text.clone(),
            label: value.label.as_ref().map(|label| label.value.clone()),
            spellings: value.spellings.iter().map(|text| text.value.clone()).collect(),
            code: value.code.map(|(code, _)| code),
            span: value.span,
        });
    }
    values
}

/// Notes a spelling; `false` after a report that another value, or the same word, has it.
fn spell(ctx: &mut Context<'_>, seen: &mut Spellings, text: &str, span: Span, at: usize) -> bool {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    let key = fold(text).into_owned();
    match seen.words.get(&key).copied() {
        // A label may repeat the value's own word.
        Some((_, owner)) if owner == at => true,
        Some((first, _)) => {
            let name = ast::Name { text: text.to_owned(), span };
            report_twice(ctx, &name, first, "the values of this enum");
            false
        }
        None => {
            seen.words.insert(key, (span, at));
            true
        }
    }
}

fn check_code(ctx: &mut Context<'_>, seen: &mut Spellings, value: &ast::EnumValue) {
    let Some((code, span)) = value.code else { return };
    if let Some(first) = seen.codes.insert(code, span) {
        let name = ast::Name { text: code.to_string(), span };
        report_twice(ctx, &name, first, "the codes of this enum");
    }
}

/// Reports a name that stands twice among its like.
pub(super) fn report_twice(ctx: &mut Context<'_>, name: &ast::Name, first: Span, among: &str) {
    ctx.report(DataError::Duplicate {
        name: name.text.clone(),
        among: among.to_owned(),
        span: name.span,
        first,
    });
}
