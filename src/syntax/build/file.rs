use super::context::{Context, Source};
use super::grammar::{Grammar, Node, Parts, Rule};
use super::{data, desk, setting, table, trial, workstream};
use crate::syntax::ast::{File, Import, Item, ItemKind, Language, Plain, PlainKind};
use pest::Parser;

/// The whole file by the grammar alone; `None` if it does not fit, or is refused after reading.
pub(in crate::syntax) fn whole(source: Source<'_>) -> Option<File> {
    let mut cx = Context::new(source, 0);
    let file = Grammar::parse(Rule::file, source.prepared).ok()?.next()?;
    let mut found = File { id: source.file, languages: Vec::new(), items: Vec::new() };
    for part in file.into_inner().filter(|part| part.as_rule() != Rule::EOI) {
        match part.as_rule() {
            Rule::language => found.languages.push(language(&mut cx, &part)),
            _ => found.items.push(item(&mut cx, &part)),
        }
    }
    (!cx.damaged).then_some(found)
}

pub(super) fn language(cx: &mut Context<'_>, node: &Node<'_>) -> Language {
    let version = node.part(Rule::int).map_or(0, |version| super::literal::number(cx, &version));
    Language { version, span: cx.span(node) }
}

/// One declaration. `damaged` is set from what the context has met so far.
pub(super) fn item(cx: &mut Context<'_>, node: &Node<'_>) -> Item {
    let span = cx.span(node);
    let kind = kind(cx, node);
    Item { doc: cx.source.docs.above(span.start), kind, span, damaged: cx.damaged }
}

fn kind(cx: &mut Context<'_>, node: &Node<'_>) -> ItemKind {
    match node.as_rule() {
        Rule::import => ItemKind::Import(Import { path: cx.text(node) }),
        Rule::constant => ItemKind::Constant(data::constant(cx, node)),
        Rule::r#enum => ItemKind::Enum(data::r#enum(cx, node)),
        Rule::entity => ItemKind::Entity(data::entity(cx, node)),
        Rule::channel => ItemKind::Channel(data::entity(cx, node)),
        Rule::list => ItemKind::List(data::list(cx, node)),
        Rule::condition => ItemKind::Condition(data::condition(cx, node)),
        Rule::table => ItemKind::Table(table::table(cx, node)),
        Rule::model => ItemKind::Model(data::model(cx, node)),
        Rule::hours => ItemKind::Hours(data::hours(cx, node)),
        Rule::closures => ItemKind::Hours(data::closures(cx, node)),
        Rule::assignment => ItemKind::Assignment(desk::assignment(cx, node)),
        Rule::queue => ItemKind::Queue(desk::queue(cx, node)),
        Rule::workstream => ItemKind::Workstream(workstream::workstream(cx, node)),
        Rule::intake => ItemKind::Intake(workstream::intake(cx, node)),
        Rule::test => ItemKind::Test(trial::test(cx, node)),
        Rule::scenario => ItemKind::Scenario(trial::scenario(cx, node)),
        _ => ItemKind::Plain(plain(cx, node)),
    }
}

fn plain(cx: &mut Context<'_>, node: &Node<'_>) -> Plain {
    let word = node.part(Rule::plain_kind);
    let kind = match word.as_ref().map_or("", |word| word.as_str()) {
        "rating" => PlainKind::Rating,
        "skill_type" => PlainKind::SkillType,
        "skill" => PlainKind::Skill,
        "profile" => PlainKind::Profile,
        "presence" => PlainKind::Presence,
        "session" => PlainKind::Session,
        "notification" => PlainKind::Notification,
        "bot" => PlainKind::Bot,
        "auth" => PlainKind::Auth,
        "reply" => PlainKind::Reply,
        _ => PlainKind::Organisation,
    };
    Plain { kind, header: cx.header(node), settings: setting::block(cx, node) }
}
