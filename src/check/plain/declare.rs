use super::{bot, notification, organisation, presence, profile, rating, reply, session, skill};
use crate::builtins::Block;
use crate::check::context::Context;
use crate::check::names::Kind;
use crate::check::setting::{Frame, Settings, Source, effective, read};
use crate::hir;
use crate::syntax::ast::{self, ItemKind, PlainKind};

/// One such declaration, its settings read.
#[derive(Debug)]
pub(super) struct Declared<'s> {
    /// What it is called.
    pub(super) named: hir::Named,
    /// As written.
    pub(super) plain: &'s ast::Plain,
    /// What it says.
    pub(super) settings: Settings<'s>,
}

/// Checks declarations that are nothing but settings, and fills `ratings`, `skills`, `profiles`, the templates, bots
/// and the organisation.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    // Skills speak of ratings.
    for kind in [PlainKind::Rating, PlainKind::Skill] {
        declare_all(ctx, |other| other == kind);
    }
    declare_all(ctx, |other| !matches!(other, PlainKind::Rating | PlainKind::Skill));
}

fn declare_all(ctx: &mut Context<'_>, wanted: impl Fn(PlainKind) -> bool) {
    for item in ctx.items() {
        ctx.read_for(item.span);
        let ItemKind::Plain(plain) = &item.kind else { continue };
        if wanted(plain.kind) {
            declare_one(ctx, item, plain);
        }
    }
}

fn declare_one(ctx: &mut Context<'_>, item: &ast::Item, plain: &ast::Plain) {
    let (kind, block) = kinds(plain.kind);
    let frame = Frame { block, header: plain.header.span, damaged: item.damaged };
    let settings = read(ctx, frame, &plain.settings);
    let named = Context::named(&plain.header.name, plain.header.label.as_ref(), item.doc.as_ref());
    let counts = ctx.names.owner(kind, &plain.header.name).is_some();
    let declared = Declared { named, plain, settings };
    if counts {
        add(ctx, plain.kind, &declared);
    }
}

fn add(ctx: &mut Context<'_>, kind: PlainKind, declared: &Declared<'_>) {
    match kind {
        PlainKind::Rating => rating::declare(ctx, declared),
        PlainKind::Skill => skill::declare(ctx, declared),
        PlainKind::Profile => profile::declare(ctx, declared),
        PlainKind::Notification => notification::declare(ctx, declared),
        PlainKind::Session => session::declare(ctx, declared),
        PlainKind::Reply => reply::declare(ctx, declared),
        PlainKind::Bot => bot::declare(ctx, declared),
        PlainKind::Organisation => organisation::declare(ctx, declared),
        PlainKind::Auth => {
            let template = declared.template(ctx, Vec::new());
            ctx.make().auths.push(template);
        }
        PlainKind::Presence => {
            presence::declare(ctx, declared);
        }
        PlainKind::SkillType => {}
    }
}

impl Declared<'_> {
    /// Its settings in force; `known` are those whose default depends on others.
    pub(super) fn lines(
        &self,
        ctx: &Context<'_>,
        known: Vec<hir::EffectiveSetting>,
    ) -> Vec<hir::EffectiveSetting> {
        effective(ctx, &self.settings, &Source { known, ..Source::default() })
    }

    /// The declaration as the program passes it on.
    pub(super) fn template(&self, ctx: &Context<'_>, known: Vec<hir::EffectiveSetting>) -> hir::Template {
        hir::Template { named: self.named.clone(), settings: self.lines(ctx, known) }
    }
}

fn kinds(kind: PlainKind) -> (Kind, Block) {
    match kind {
        PlainKind::Rating => (Kind::Rating, Block::Rating),
        PlainKind::SkillType => (Kind::SkillType, Block::SkillType),
        PlainKind::Skill => (Kind::Skill, Block::Skill),
        PlainKind::Profile => (Kind::Profile, Block::Profile),
        PlainKind::Presence => (Kind::Presence, Block::Presence),
        PlainKind::Session => (Kind::Session, Block::Session),
        PlainKind::Notification => (Kind::Notification, Block::Notification),
        PlainKind::Bot => (Kind::Bot, Block::Bot),
        PlainKind::Auth => (Kind::Auth, Block::Auth),
        PlainKind::Reply => (Kind::Reply, Block::Reply),
        PlainKind::Organisation => (Kind::Organisation, Block::Organisation),
    }
}
