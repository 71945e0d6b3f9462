use super::term::{as_list, as_range};
use crate::check::context::Context;
use crate::syntax::ast::{self, ExprKind};

/// What stands after a setting's word, as the language writes it.
pub(super) fn show_setting(ctx: &Context<'_>, setting: &ast::Setting) -> String {
    let terms: Vec<_> = setting.terms.iter().map(|term| show(ctx, term)).collect();
    match &setting.when {
        Some(when) => format!("when {}", ctx.sources.text(when.span)),
        None => terms.join(" "),
    }
}

/// A value as the language writes it, without the line breaks and comments it may have been written with.
pub(super) fn show(ctx: &Context<'_>, term: &ast::Term) -> String {
    let all = |terms: &[ast::Term]| terms.iter().map(|term| show(ctx, term)).collect::<Vec<_>>().join(", ");
    if let Some(members) = as_list(term) {
        return format!("[{}]", all(members));
    }
    if let Some((from, to)) = as_range(term) {
        return format!("{}..{}", show(ctx, from), show(ctx, to));
    }
    if let ExprKind::Call(call) = &term.kind {
        return format!("{}({})", call.name.text, all(&call.arguments));
    }
    term.as_text().map_or_else(|| ctx.sources.text(term.span).to_owned(), |text| quote(&text.value))
}

fn quote(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
