use crate::builtins::{CHANNELS, ChannelField};
use crate::check::context::Context;
use crate::hir::{Entity, Field, Named};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Expr, ItemKind, Setting};

/// Makes the entities of what the channels of the language know, for those that a workstream names.
pub(in crate::check) fn declare_channels(ctx: &mut Context<'_>) {
    for item in ctx.items() {
        let ItemKind::Workstream(workstream) = &item.kind else { continue };
        // A voice workstream has its channel by its type.
        let says = |setting: &&Setting| matches!(setting.word.text.as_str(), "channel" | "type");
        let settings = workstream.settings.iter().filter(says);
        for word in settings.filter_map(|setting| setting.terms.first().and_then(Expr::as_word)) {
            if let Some((_, fields)) = CHANNELS.iter().find(|(channel, _)| *channel == word.text) {
                declare(ctx, &built_in_channel(&word.text), fields);
            }
        }
    }
}

/// What the entity of a channel of the language is called: no name of an author has a blank in it.
pub(super) fn built_in_channel(word: &str) -> String {
    format!("channel {word}")
}

fn declare(ctx: &mut Context<'_>, name: &str, fields: &[ChannelField]) {
    if !ctx.names.add_entity_of_channel(name) {
        return;
    }
    let fields = fields.iter().map(|field| Field {
        name: field.name.to_owned(),
        key: field.name.to_owned(),
        ty: field.ty.clone(),
        optional: true,
        default: None,
        span: Span::new(FileId(0), 0, 0),
    });
    let named = Named { name: name.to_owned(), label: name.to_owned(), span: None, doc: None };
    ctx.make().entities.push(Entity { named, fields: fields.collect() });
}
