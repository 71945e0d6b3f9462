use super::change::Said;
use super::part::{Setting, Thing};
use super::reader::{Reader, setting};
use crate::builtins::{Block, SettingRow};
use crate::hir::{self, EffectiveSetting};
use crate::syntax::ast::{self, Plain, PlainKind};

/// A declaration that is nothing but settings.
pub(super) fn plain(reader: &Reader<'_>, found: &Plain, thing: &mut Thing) {
    match effective(&reader.checked.program, found.kind, &found.header.name.text) {
        Ok(settings) => reader.in_force(settings.unwrap_or_default(), thing),
        Err(block) => written(reader, &found.settings, block, thing),
    }
}

/// The settings in force of a declaration that the checker fills in; else the block by whose table they are filled in here.
fn effective<'p>(
    program: &'p hir::Program,
    kind: PlainKind,
    name: &str,
) -> Result<Option<&'p [EffectiveSetting]>, Block> {
    let template = |all: &'p [hir::Template]| {
        all.iter().find(|one| one.named.name == name).map(|one| one.settings.as_slice())
    };
    Ok(match kind {
        PlainKind::Organisation => Some(&program.organisation.settings),
        PlainKind::Session => template(&program.sessions),
        PlainKind::Auth => template(&program.auths),
        PlainKind::Reply => template(&program.replies),
        PlainKind::Notification => {
            let known = program.notifications.iter().find(|one| one.named.name == name);
            known.map(|one| one.settings.as_slice())
        }
        PlainKind::Presence => {
            let known = program.presences.iter().find(|one| one.named.name == name);
            known.map(|one| one.settings.as_slice())
        }
        PlainKind::Bot => {
            let known = program.bots.iter().find(|one| one.named.name == name);
            known.map(|one| one.settings.as_slice())
        }
        PlainKind::Rating => return Err(Block::Rating),
        PlainKind::SkillType => return Err(Block::SkillType),
        PlainKind::Skill => return Err(Block::Skill),
        PlainKind::Profile => return Err(Block::Profile),
    })
}

/// The settings of a block as they are written, and the defaults of its table for those that are not.
pub(super) fn written(reader: &Reader<'_>, settings: &[ast::Setting], block: Block, thing: &mut Thing) {
    for row in block.rows() {
        let before = thing.settings.len();
        let said = settings.iter().filter(|setting| setting.word.text == row.word);
        thing.settings.extend(said.map(|known| one(reader, known, row)));
        if let Some(default) = row.default.filter(|_| thing.settings.len() == before) {
            let why = Some("by default".to_owned());
            let said = Said { text: default.value.to_owned(), why, file: None, line: None };
            thing.settings.push(setting(row.word, said, None));
        }
    }
}

/// One that may be repeated is told from its like by what stands first after its word.
fn one(reader: &Reader<'_>, known: &ast::Setting, row: &SettingRow) -> Setting {
    let whole = reader.said(known.span);
    let rest = |word: &str, text: &str| text.strip_prefix(word).unwrap_or(text).trim_start().to_owned();
    let text = rest(row.word, &whole.text);
    match known.terms.as_slice() {
        [first, _, ..] if row.repeats() => {
            let head = reader.words(first.span);
            let said = Said { text: rest(&head, &text), ..whole };
            setting(&format!("{}.{head}", row.word), said, Some(known.span))
        }
        _ => setting(row.word, Said { text, ..whole }, Some(known.span)),
    }
}

/// A queue with what it copies, and its three lists of rules.
pub(super) fn queue(reader: &Reader<'_>, found: &ast::Queue, thing: &mut Thing) {
    let known = reader.checked.program.queues.iter().find(|one| one.named.name == found.header.name.text);
    let Some(known) = known else { return };
    reader.in_force(&known.settings, thing);
    let own = |name: &str, list: &str| super::workstream::label(name, list);
    let overflow = known.overflow.iter().map(|rule| (own(&rule.name, "overflow"), rule.span));
    thing.lists.push(reader.rules_at("overflow", overflow));
    let prioritize = known.prioritize.iter().map(|rule| (own(&rule.name, "prioritize"), rule.span));
    thing.lists.push(reader.rules_at("prioritize", prioritize));
    let choose = known.choose.iter().map(|rule| (own(&rule.name, "choose"), rule.span));
    thing.lists.push(reader.rules_at("choose", choose));
}

/// The word a declaration of settings begins with.
pub(super) fn word(kind: PlainKind) -> &'static str {
    match kind {
        PlainKind::Rating => "rating",
        PlainKind::SkillType => "skill_type",
        PlainKind::Skill => "skill",
        PlainKind::Profile => "profile",
        PlainKind::Presence => "presence",
        PlainKind::Session => "session",
        PlainKind::Notification => "notification",
        PlainKind::Bot => "bot",
        PlainKind::Auth => "auth",
        PlainKind::Reply => "reply",
        PlainKind::Organisation => "organisation",
    }
}
