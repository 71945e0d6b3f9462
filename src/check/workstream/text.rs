use super::defaults;
use crate::builtins::{Block, Form};
use crate::check::context::Context;
use crate::check::error::TemplateError;
use crate::check::expr;
use crate::check::names::Kind;
use crate::check::scope::Scope;
use crate::check::setting::{Settings, as_list};
use crate::hir::Origin;
use crate::source::Span;
use crate::syntax::ast::{self, ItemKind, Name, Path, Plain, Setting, Text};

/// Checks the texts of every template that a workstream names: each `{path}` must be known of its items.
pub(super) fn read(ctx: &mut Context<'_>, settings: &Settings<'_>, scope: &Scope) {
    let scope = Scope { agent: true, later_models: Vec::new(), ..scope.clone() };
    let mut texts = own_texts(settings);
    texts.extend(inherited_texts(ctx, settings));
    let slots = settings.block("templates");
    let session = slots.and_then(|slots| slots.word("session")).into_iter();
    let offers = slots.into_iter().flat_map(|slots| &slots.found).filter(|slot| slot.row.word != "session");
    let offers = offers.filter_map(|slot| slot.first()?.as_word());
    let replies = settings.words("replies");
    texts.extend(session.flat_map(|name| texts_of(ctx, Block::Session, Kind::Session, name)));
    texts.extend(offers.flat_map(|name| texts_of(ctx, Block::Notification, Kind::Notification, name)));
    texts.extend(replies.into_iter().flat_map(|name| texts_of(ctx, Block::Reply, Kind::Reply, name)));
    for text in texts {
        check(ctx, &scope, &text);
    }
    for found in settings.all("identify") {
        if let Some(ast::ExprKind::Path(path)) = found.term(2).map(|term| &term.kind) {
            expr::place(ctx, &scope, path);
        }
    }
}

/// The texts of the workstream's own messages and those of its instances.
fn own_texts(settings: &Settings<'_>) -> Vec<Text> {
    let instances = settings.all("instance").filter_map(|instance| instance.inner.as_ref());
    let blocks = instances.chain([settings]).filter_map(|inner| inner.block("messages"));
    blocks.flat_map(|block| &block.found).filter_map(|message| message.text_at(0)).collect()
}

/// The texts of the organisation's messages that the workstream leaves as they are.
fn inherited_texts(ctx: &Context<'_>, settings: &Settings<'_>) -> Vec<Text> {
    // Nobody talks in a conversation about a record, so that nobody is told anything there.
    if settings.is("type", "record") {
        return Vec::new();
    }
    let inherited = defaults::messages(ctx, settings);
    let declared = ctx.organisation().named.as_ref().and_then(|named| named.span);
    let item = ctx.items().find_map(|item| {
        let ItemKind::Plain(plain) = &item.kind else { return None };
        Some(plain).filter(|plain| Some(plain.header.name.span) == declared)
    });
    let blocks = item.into_iter().flat_map(|plain| &plain.settings).filter_map(|own| own.block.as_ref());
    let counts =
        |message: &&Setting| inherited.iter().any(|line| line.origin == Origin::Written(message.span));
    let texts = blocks.flatten().filter(counts).filter_map(|message| message.terms.first()?.as_text());
    texts.collect()
}

fn texts_of(ctx: &Context<'_>, block: Block, kind: Kind, name: &Name) -> Vec<Text> {
    let declared = ctx.names.place(kind, &name.text);
    let plain = ctx.items().find_map(|item| {
        let ItemKind::Plain(plain) = &item.kind else { return None };
        Some(plain).filter(|plain| Some(plain.header.name.span) == declared)
    });
    plain.map(|plain| texts_in(block, plain)).unwrap_or_default()
}

fn texts_in(block: Block, plain: &Plain) -> Vec<Text> {
    let is_template = |setting: &&Setting| {
        let form = block.row(&setting.word.text).map(|row| row.form);
        match form {
            Some(Form::Template) => true,
            Some(Form::Sequence(parts)) => parts.contains(&Form::Template),
            _ => false,
        }
    };
    let last = plain.settings.iter().filter(is_template).filter_map(|setting| setting.terms.last());
    last.filter(|term| as_list(term).is_none()).filter_map(ast::Expr::as_text).collect()
}

fn check(ctx: &mut Context<'_>, scope: &Scope, text: &Text) {
    for part in parts(text, quotes(ctx, text)) {
        match part {
            Ok(path) => {
                expr::place(ctx, scope, &path);
            }
            Err(span) => ctx.report(TemplateError::BrokenText { span }),
        }
    }
}

/// The paths in braces; a place where the braces do not hold a path is an error.
fn parts(text: &Text, quotes: Option<u32>) -> Vec<Result<Path, Span>> {
    let mut found = Vec::new();
    let mut rest = text.value.as_str();
    let mut offset = 0;
    while let Some((before, after)) = rest.split_once('{') {
        offset += before.len() + 1;
        let Some((inner, next)) = after.split_once('}') else {
            found.push(Err(within(text, quotes, offset - 1, 1)));
            break;
        };
        found.push(
            path((text, quotes), offset, inner)
                .ok_or_else(|| within(text, quotes, offset - 1, inner.len() + 2)),
        );
        offset += inner.len() + 1;
        rest = next;
    }
    found
}

fn path((text, quotes): (&Text, Option<u32>), offset: usize, inner: &str) -> Option<Path> {
    let mut at = offset;
    let mut words = Vec::new();
    for word in inner.split('.') {
        let is_word = word.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_word {
            return None;
        }
        words.push(Name { text: word.to_owned(), span: within(text, quotes, at, word.len()) });
        at += word.len() + 1;
    }
    Some(Path { words })
}

/// A stretch of a text as a place of the source; the whole text where escapes moved things.
fn within(text: &Text, quotes: Option<u32>, offset: usize, length: usize) -> Span {
    let (Ok(offset), Ok(length)) = (u32::try_from(offset), u32::try_from(length)) else { return text.span };
    let Some(quotes) = quotes else { return text.span };
    let start = text.span.start + quotes + offset;
    Span::new(text.span.file, start, start + length)
}

/// How many quotes a text begins with; `None` where it is not written as it reads.
fn quotes(ctx: &Context<'_>, text: &Text) -> Option<u32> {
    let start = usize::try_from(text.span.start).ok()?;
    let written = ctx.sources.get(text.span.file)?.text.get(start..)?;
    let (quotes, both) = if written.starts_with("\"\"\"") { (3, 6) } else { (1, 2) };
    let plain = usize::try_from(text.span.len()).is_ok_and(|length| length == text.value.len() + both);
    plain.then_some(quotes)
}
