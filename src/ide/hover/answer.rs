use super::{declared, played, setting};
use crate::builtins::{self, Block};
use crate::engine::Workspace;
use crate::ide::cursor::At;
use crate::ide::index::occurrence;
use crate::ide::links::links;
use crate::ide::meaning::Sense;
use crate::ide::room::{List, Room, rooms};
use crate::ide::scope::Scope;
use crate::ide::stand::{Stand, is_rule};
use crate::ide::walk;
use crate::source::Span;
use crate::syntax::lex::{Token, TokenKind};

/// What there is to say of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// What there is to say, as Markdown.
    pub text: String,
}

/// What there is to say of what stands at a place: what a name names, what a setting does and is set to, what a word of
/// the language means, what a rule is called.
#[must_use]
pub fn hover(workspace: &Workspace, at: At) -> Option<Hover> {
    let Some(stand) = Stand::new(workspace, at) else { return of_name(workspace, at) };
    if let Some(inside) = stand.inside {
        return in_text(workspace, &stand, inside, at);
    }
    if stand.word.is_empty() && stand.behind().first().is_none_or(|token| token.start != stand.offset) {
        return None;
    }
    let stand = if stand.word.is_empty() {
        Stand::new(workspace, At { offset: at.offset + 1, ..at })?
    } else {
        stand
    };
    let rooms = rooms(&stand);
    if let (Some(block), true) = (block(&rooms), stand.before().is_empty())
        && let Some(text) = setting::text(workspace, &stand, block)
    {
        return Some(Hover { span: stand.span(), text });
    }
    if let Some(found) = of_name(workspace, at) {
        return Some(found);
    }
    let text = played::text(&stand, &rooms).or_else(|| of_word(workspace, &stand, &rooms))?;
    Some(Hover { span: stand.span(), text })
}

/// What there is to say of what a word names.
fn of_name(workspace: &Workspace, at: At) -> Option<Hover> {
    let found = occurrence(workspace, at)?;
    let text = declared::text(workspace, &found)?;
    Some(Hover { span: found.span, text })
}

/// What there is to say of a place within quotes: the rule it is the label of, or what the words there name.
fn in_text(workspace: &Workspace, stand: &Stand<'_>, inside: Token, at: At) -> Option<Hover> {
    if inside.kind != TokenKind::Text {
        return None;
    }
    if let Some(text) = rule_at(workspace, stand, inside.start) {
        return Some(Hover { span: stand.place(inside.start..inside.end), text });
    }
    if let Some(found) = of_name(workspace, at) {
        return Some(found);
    }
    let link = links(workspace, at.file).into_iter().find(|link| at.touches(link.span))?;
    let is_known = workspace.file(&link.target).is_some();
    let text = if is_known { "of the program" } else { "which is not read" };
    Some(Hover { span: link.span, text: format!("the file `{}`, {text}", link.target) })
}

/// The block whose settings stand there, also among the rules of an assignment.
fn block(rooms: &[Room]) -> Option<Block> {
    if let Some(Room::Settings(block)) = rooms.last() {
        return Some(*block);
    }
    (rooms.last() == Some(&Room::Rules(List::Assignment))).then_some(Block::Assignment)
}

/// What a word of the language means there.
fn of_word(workspace: &Workspace, stand: &Stand<'_>, rooms: &[Room]) -> Option<String> {
    let here = *stand.behind().first().filter(|token| token.kind == TokenKind::Word)?;
    let word = stand.say(here);
    let scope = Scope::new(workspace, stand, rooms);
    let mut path: Vec<&str> = walk::path_before(stand, stand.before());
    path.push(word);
    if let Some(block) = block(rooms)
        && let Some(text) = setting::value(stand, block, word)
    {
        return Some(text);
    }
    let begins =
        stand.before().is_empty() || is_rule(stand.before(), stand.text) && stand.before().len() <= 2;
    if matches!(word, "when" | "otherwise" | "after") && begins {
        let name =
            rule_at(workspace, stand, here.start).map(|name| format!("\n\n{name}")).unwrap_or_default();
        return builtins::keyword(word).map(|doc| format!("`{word}`: {doc}{name}"));
    }
    if stand
        .rest()
        .first()
        .is_some_and(|next| next.kind == TokenKind::Open(crate::syntax::lex::Bracket::Round))
        && let Some(known) = builtins::FUNCTIONS.iter().find(|known| known.word == word)
    {
        return Some(format!("```route\n{}\n```\n{}", known.example, known.doc));
    }
    if let Some(found) = scope.path(&path).filter(|found| found.sense != Sense::Qualifier) {
        let ty = scope.typed(&found.ty, found.optional);
        let missing = if found.optional { " It may be missing." } else { "" };
        let doc = found.doc.unwrap_or_default();
        let head = if ty.is_empty() { path.join(".") } else { format!("{}: {ty}", path.join(".")) };
        return Some(format!("```route\n{head}\n```\n{doc}{missing}").trim_end().to_owned());
    }
    if let Some(known) = builtins::TYPES.iter().find(|known| known.word == word) {
        return Some(format!("`{word}`: {}", known.doc));
    }
    builtins::keyword(word).map(|doc| format!("`{word}`: {doc}"))
}

/// What the rule is called that begins at that offset of the section.
fn rule_at(workspace: &Workspace, stand: &Stand<'_>, start: u32) -> Option<String> {
    let at = stand.place(start..start);
    let tree = workspace.tree(at.file, at.start)?;
    let named = walk::rules(tree);
    let found = named.into_iter().find(|named| {
        let guard = named.rule.label.as_ref().map_or(named.rule.span.start, |label| label.span.end);
        named.rule.span.start == start || guard <= start && start <= guard + 2
    })?;
    Some(format!("rule `{}`", found.address()))
}
