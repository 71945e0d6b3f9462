//! What a program's things are called outside of it: data spells fields, values and skills, hosts name queues.

use super::index::Occurrence;
use super::walk::{field_at, item_at, text_of};
use crate::check::{Kind, Referent, Sort};
use crate::diagnostic::{Edit, Texts};
use crate::engine::Workspace;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::ast::{ClassifyKind, Expr, ExprKind, Item, ItemKind, Plain, Setting, Text};
use crate::value::fold;

/// The edits by which data may go on saying `old` of what the program calls `new` from now on.
pub(super) fn kept(workspace: &Workspace, found: &Occurrence, old: &str, new: &str) -> Option<Edit> {
    let Referent::Declared(place) = found.of else { return None };
    let edit = match found.sort {
        Sort::Field => key(workspace, place, old, new),
        Sort::Value => value(workspace, place, old, new),
        Sort::Name(Kind::Skill) => skill(workspace, place, old, new),
        Sort::Name(_) | Sort::Parameter | Sort::Ruleset | Sort::Rule | Sort::Agent | Sort::Item => None,
    }?;
    Some(Edit { span: workspace.place(edit.span), ..edit })
}

/// A field without a `from` is called in the data as it is called here: the data keeps its name.
fn key(workspace: &Workspace, place: Span, old: &str, new: &str) -> Option<Edit> {
    let field = field_at(workspace, place)?;
    let end = field.ty.span.after();
    match &field.from {
        None => Some(Edit::new(end, &format!(" from \"{old}\""))),
        Some(from) if from.value == new => Some(Edit::new(Span { end: from.span.end, ..end }, "")),
        Some(_) => None,
    }
}

/// `silver` becomes `grey named ["silver"]`.
fn value(workspace: &Workspace, place: Span, old: &str, new: &str) -> Option<Edit> {
    let ItemKind::Enum(declared) = &item_at(workspace, place)?.kind else { return None };
    let value = declared.values.iter().find(|value| value.name.span == place)?;
    let change = change(value.label.as_ref(), &value.spellings, old, new);
    let before = value.label.as_ref().map_or(value.name.span, |label| label.span).after();
    match (change, value.spellings.as_slice()) {
        (Change::Nothing, _) => None,
        (Change::Added, []) => Some(Edit::new(before, &format!(" named [\"{old}\"]"))),
        (Change::Gone(_), [only]) => {
            let rest = text_of(workspace, Span { end: value.span.end, ..only.span.after() });
            let bracket = u32::try_from(rest.find(']')? + 1).ok()?;
            Some(Edit::new(Span { end: only.span.end + bracket, ..before }, ""))
        }
        (change, listed) => in_list(listed, change, old),
    }
}

/// `skill french { … }` becomes `skill speaks_french { …, named ["french"] }`.
fn skill(workspace: &Workspace, place: Span, old: &str, new: &str) -> Option<Edit> {
    let item = item_at(workspace, place)?;
    let ItemKind::Plain(plain) = &item.kind else { return None };
    let setting = plain.settings.iter().find(|setting| setting.word.text == "named");
    let listed = setting.map(spellings).unwrap_or_default();
    match (change(plain.header.label.as_ref(), &listed, old, new), setting) {
        (Change::Nothing, _) => None,
        (Change::Added, None) => with_entry(workspace, item, plain, &format!("named [\"{old}\"]")),
        (Change::Gone(_), Some(setting)) if listed.len() == 1 => {
            Some(without_entry(workspace, item, plain, setting))
        }
        (change, _) => in_list(&listed, change, old),
    }
}

fn spellings(setting: &Setting) -> Vec<Text> {
    let Some(ExprKind::List(members)) = setting.terms.first().map(|term| &term.kind) else {
        return Vec::new();
    };
    members.iter().filter_map(Expr::as_text).collect()
}

/// What becomes of a list of further spellings.
#[derive(Debug, Clone, Copy)]
enum Change {
    Nothing,
    /// The old word comes to it.
    Added,
    /// The one there is the new word, and is not needed any more.
    Gone(usize),
    /// The one there is the new word, and the old one is needed.
    Turned(usize),
}

/// Data may spell a thing by its word, its label and what is listed, in any case.
fn change(label: Option<&Text>, listed: &[Text], old: &str, new: &str) -> Change {
    let is_old = |text: &Text| fold(text.value.trim()) == fold(old);
    let known = fold(old) == fold(new) || label.into_iter().chain(listed).any(is_old);
    match (known, listed.iter().position(|text| text.value == new)) {
        (true, None) => Change::Nothing,
        (true, Some(at)) => Change::Gone(at),
        (false, None) => Change::Added,
        (false, Some(at)) => Change::Turned(at),
    }
}

fn in_list(listed: &[Text], change: Change, old: &str) -> Option<Edit> {
    match change {
        Change::Nothing => None,
        Change::Added => Some(Edit::new(listed.last()?.span.after(), &format!(", \"{old}\""))),
        Change::Turned(at) => Some(Edit::new(listed.get(at)?.span, &format!("\"{old}\""))),
        Change::Gone(at) => {
            let gone = listed.get(at)?.span;
            let before = at.checked_sub(1).and_then(|before| listed.get(before));
            let place = match (before, listed.get(at + 1)) {
                (Some(before), _) => Span { start: before.span.end, ..gone },
                (None, Some(next)) => Span { end: next.span.start, ..gone },
                (None, None) => gone,
            };
            Some(Edit::new(place, ""))
        }
    }
}

/// The section of a declaration as the only text there is, with what puts places in it back.
fn alone(workspace: &Workspace, item: &Item, ask: impl Fn(Texts<'_>) -> Option<Edit>) -> Option<Edit> {
    let there = workspace.place(item.span);
    let (_, text) = workspace.section(there.file, there.start)?;
    let sources = Sources::from_iter([SourceFile::new("", text)]);
    let edit = ask(Texts::All(&sources, &[here(item.span)]))?;
    Some(Edit { span: Span { file: item.span.file, ..edit.span }, ..edit })
}

/// A place of a section in the only text there is.
fn here(span: Span) -> Span {
    Span { file: FileId(0), ..span }
}

fn with_entry(workspace: &Workspace, item: &Item, plain: &Plain, entry: &str) -> Option<Edit> {
    alone(workspace, item, |texts| texts.added(here(plain.header.span), entry))
}

fn without_entry(workspace: &Workspace, item: &Item, plain: &Plain, setting: &Setting) -> Edit {
    let block = Span { end: item.span.end, ..plain.header.span.after() };
    if plain.settings.len() == 1 && !text_of(workspace, block).contains("//") {
        return Edit::new(block, "");
    }
    let left_out = alone(workspace, item, |texts| Some(texts.left_out(here(setting.span))));
    left_out.unwrap_or_else(|| Edit::new(setting.span, ""))
}

/// Who else names what is renamed, and has to say `new` from now on; `None` where nobody does.
pub(super) fn told(workspace: &Workspace, found: &Occurrence, old: &str, new: &str) -> Option<String> {
    let Referent::Declared(place) = found.of else { return None };
    let who = match found.sort {
        Sort::Name(Kind::Entity) if !is_taken_in(workspace, old) => None,
        Sort::Name(kind) => who_names(kind),
        Sort::Ruleset if asks_model(workspace, place) => Some("items with answers of models"),
        Sort::Rule => Some("whoever reads decisions"),
        Sort::Ruleset | Sort::Field | Sort::Value | Sort::Parameter | Sort::Agent | Sort::Item => None,
    }?;
    Some(format!("{who} may say `{old}`: they must say `{new}` from now on"))
}

fn who_names(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Queue => Some("rosters, facts of queues and whoever reads decisions"),
        Kind::Workstream => Some("items, events and whoever reads decisions"),
        Kind::Entity => Some("items that are records"),
        Kind::Skill | Kind::Profile => Some("rosters and whoever reads decisions"),
        Kind::Presence => Some("rosters and events"),
        Kind::Hours => Some("rosters"),
        Kind::Bot | Kind::Session | Kind::Notification | Kind::Assignment => Some("whoever reads decisions"),
        Kind::Constant
        | Kind::Enum
        | Kind::Channel
        | Kind::List
        | Kind::Condition
        | Kind::Table
        | Kind::Model
        | Kind::Closures
        | Kind::Rating
        | Kind::SkillType
        | Kind::Auth
        | Kind::Reply
        | Kind::Organisation => None,
    }
}

/// Whether items say by the name of that entity that they are its records.
fn is_taken_in(workspace: &Workspace, entity: &str) -> bool {
    let files = workspace.files().map(|(file, _)| file);
    let mut items = files.flat_map(|file| workspace.trees(file)).flat_map(|tree| &tree.items);
    items.any(|item| matches!(&item.kind, ItemKind::Intake(intake) if intake.entity.text == entity))
}

/// Whether items bring an answer under the name of that ruleset.
fn asks_model(workspace: &Workspace, place: Span) -> bool {
    let Some(ItemKind::Workstream(workstream)) = item_at(workspace, place).map(|item| &item.kind) else {
        return false;
    };
    let mut own = workstream.classify.iter();
    own.any(|ruleset| ruleset.name.span == place && matches!(ruleset.kind, ClassifyKind::Model(_)))
}
