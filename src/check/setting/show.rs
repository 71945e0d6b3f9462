use crate::check::context::Context;
use crate::syntax::ast::{self, ExprKind, Literal};

/// What stands after a setting's word, as the language writes it.
pub(in crate::check) fn show_setting(ctx: &Context<'_>, setting: &ast::Setting) -> String {
    let terms: Vec<_> = setting.terms.iter().map(|term| show(ctx, term)).collect();
    match &setting.when {
        Some(when) => format!("when {}", ctx.sources.text(when.span)),
        None => terms.join(" "),
    }
}

/// A value as the language writes it, without the line breaks and comments it may have been written with.
pub(in crate::check) fn show(ctx: &Context<'_>, term: &ast::Term) -> String {
    match &term.kind {
        ExprKind::List(members) => {
            let members: Vec<_> = members.iter().map(|member| show(ctx, member)).collect();
            format!("[{}]", members.join(", "))
        }
        ExprKind::Range(range) => {
            let dots = if range.half_open { "..<" } else { ".." };
            format!("{}{dots}{}", show(ctx, &range.from), show(ctx, &range.to))
        }
        ExprKind::Path(path) => {
            path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".")
        }
        ExprKind::Call(call) => {
            let arguments: Vec<_> = call.arguments.iter().map(|argument| show(ctx, argument)).collect();
            format!("{}({})", call.name.text, arguments.join(", "))
        }
        ExprKind::Literal(Literal::Text(text)) => quote(text),
        _ => ctx.sources.text(term.span).to_owned(),
    }
}

fn quote(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
