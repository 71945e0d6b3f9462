use super::declare::Declared;
use crate::check::context::Context;
use crate::check::error::PlainError;
use crate::syntax::ast::Name;

/// Checks a quick reply: one text a language.
pub(super) fn declare(ctx: &mut Context<'_>, declared: &Declared<'_>) {
    let mut seen: Vec<&Name> = Vec::new();
    for language in declared.settings.all("text").filter_map(|text| text.first()?.as_word()) {
        if let Some(first) = seen.iter().find(|first| first.text == language.text) {
            let (language, span, first) = (language.text.clone(), language.span, first.span);
            ctx.report(PlainError::LanguageRepeated { language, span, first });
        } else {
            seen.push(language);
        }
    }
    let template = declared.template(ctx, Vec::new());
    ctx.make().replies.push(template);
}
