use super::read::Written;
use super::term::as_list;
use crate::builtins::{Form, NameKind, SettingRow};
use crate::check::clauses::work_kind;
use crate::check::context::Context;
use crate::check::error::{SettingError, nearest};
use crate::check::names::Kind;
use crate::hir::WorkKind;
use crate::syntax::ast;
use std::slice;

/// Looks up every name a setting refers to, by the form it has. Gives whether all of them are declared.
pub(super) fn names(ctx: &mut Context<'_>, row: &SettingRow, written: Written<'_, '_>) -> bool {
    let mut found = true;
    for term in &written.setting.terms {
        let of = Of { row, work: written.work };
        found &= of_term(ctx, of, row.form, term);
    }
    found
}

/// The setting that a term belongs to.
#[derive(Clone, Copy)]
struct Of<'s> {
    row: &'s SettingRow,
    /// The kinds of work that its block is about.
    work: &'s [WorkKind],
}

fn of_term(ctx: &mut Context<'_>, of: Of<'_>, form: Form, term: &ast::Term) -> bool {
    if let Form::Name(kind) = form {
        return term.as_word().is_none_or(|name| find(ctx, of, kind, name));
    }
    if let Form::Either(forms) = form {
        return word_or_name(ctx, of, forms, term);
    }
    let (Form::List(member) | Form::OneOrList(member)) = form else { return true };
    let mut found = true;
    for term in as_list(term).unwrap_or(slice::from_ref(term)) {
        found &= of_term(ctx, of, *member, term);
    }
    found
}

/// A word the table knows, or a name: a name nobody declared may be a word misspelt.
fn word_or_name(ctx: &mut Context<'_>, of: Of<'_>, forms: &[Form], term: &ast::Term) -> bool {
    let Of { row, .. } = of;
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
    let (Some(near), false) = (near, known) else { return find(ctx, of, kind, name) };
    ctx.report(SettingError::WrongValue {
        word: row.word.to_owned(),
        takes: row.form.sentence(),
        span: term.span,
        help: format!("did you mean `{near}`?"),
        instead: Some((term.span, near)),
    });
    false
}

fn find(ctx: &mut Context<'_>, of: Of<'_>, kind: NameKind, name: &ast::Name) -> bool {
    ctx.names.find_for(Kind::from(kind), name, of.work, &mut ctx.bag).is_some()
}

/// The kinds of work that a block says it is about.
pub(super) fn work_of(settings: &[ast::Setting]) -> Vec<WorkKind> {
    let said = settings.iter().find(|setting| setting.word.text == "type");
    let terms = said
        .and_then(|setting| setting.terms.last())
        .map(|term| as_list(term).unwrap_or(slice::from_ref(term)));
    let words = terms.unwrap_or_default().iter().filter_map(ast::Expr::as_word);
    words.filter_map(|word| work_kind(&word.text)).collect()
}
