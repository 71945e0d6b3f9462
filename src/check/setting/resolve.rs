use super::term::as_list;
use crate::builtins::{Form, NameKind, SettingRow};
use crate::check::context::Context;
use crate::check::error::{SettingError, nearest};
use crate::check::names::Kind;
use crate::syntax::ast;
use std::slice;

/// Looks up every name a setting refers to, by the form it has. Gives whether all of them are declared.
pub(super) fn names(ctx: &mut Context<'_>, row: &SettingRow, setting: &ast::Setting) -> bool {
    let mut found = true;
    for term in &setting.terms {
        found &= of_term(ctx, row, row.form, setting, term);
    }
    found
}

fn of_term(
    ctx: &mut Context<'_>,
    row: &SettingRow,
    form: Form,
    setting: &ast::Setting,
    term: &ast::Term,
) -> bool {
    if let Form::Name(kind) = form {
        return term.as_word().is_none_or(|name| find(ctx, kind, name));
    }
    if let Form::Either(forms) = form {
        return word_or_name(ctx, row, forms, setting, term);
    }
    let (Form::List(of) | Form::OneOrList(of)) = form else { return true };
    let mut found = true;
    for member in as_list(term).unwrap_or(slice::from_ref(term)) {
        found &= of_term(ctx, row, *of, setting, member);
    }
    found
}

/// A word the table knows, or a name: a name nobody declared may be a word misspelt.
fn word_or_name(
    ctx: &mut Context<'_>,
    row: &SettingRow,
    forms: &[Form],
    setting: &ast::Setting,
    term: &ast::Term,
) -> bool {
    let names = forms.iter().find_map(|form| {
        let (Form::Name(kind) | Form::Call(kind)) = form else { return None };
        Some(*kind)
    });
    let (Some(kind), Some(name)) = (names, term.as_word()) else { return true };
    let words = row.form.words();
    if words.contains(&name.text.as_str()) {
        return true;
    }
    let known = ctx.names.number(Kind::from(kind), &name.text).is_some();
    let near = nearest(&name.text, words.into_iter());
    if known || near.is_none() {
        return find(ctx, kind, name);
    }
    ctx.report(SettingError::WrongValue {
        word: row.word.to_owned(),
        takes: row.form.sentence(),
        span: term.span,
        example: row.example.to_owned(),
        nearest: near,
        whole: setting.span,
    });
    false
}

fn find(ctx: &mut Context<'_>, kind: NameKind, name: &ast::Name) -> bool {
    ctx.names.find(Kind::from(kind), name, &mut ctx.bag).is_some()
}
