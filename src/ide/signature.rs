use super::columns::{Cell, Columns};
use super::cursor::At;
use super::room::{Room, rooms};
use super::scope::Scope;
use super::stand::{Stand, is_close, is_open};
use crate::builtins;
use crate::engine::Workspace;
use crate::syntax::ast::ItemKind;
use crate::syntax::lex::{Bracket, Token, TokenKind};
use std::ops::Range;

/// What is given to something that is being called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The call with its parameters and what it gives: `is_vip(who: Customer)`.
    pub label: String,
    /// What it is, as Markdown.
    pub doc: Option<String>,
    /// Each parameter: where it stands in the label, in bytes, and what there is to say of it.
    pub parameters: Vec<(Range<u32>, String)>,
    /// The parameter at the cursor, from 0.
    pub active: usize,
}

/// The call around a place: of a condition, a table, a model, an assignment or a function of the language; in a row of a
/// test, its columns.
#[must_use]
pub fn signature(workspace: &Workspace, at: At) -> Option<Signature> {
    let stand = Stand::new(workspace, at)?;
    if stand.inside.is_some_and(|inside| inside.kind != TokenKind::Text) {
        return None;
    }
    let rooms = rooms(&stand);
    let Some((name, active)) = call_around(&stand) else { return columns(&stand, &rooms) };
    let scope = Scope::new(workspace, &stand, &rooms);
    if let Some(known) = builtins::FUNCTIONS.iter().find(|known| known.word == name) {
        let given: Vec<_> = known.parameters.iter().map(|word| ((*word).to_owned(), String::new())).collect();
        return Some(drawn(name, &given, "", Some(known.doc.to_owned()), active));
    }
    let (kind, parameters) = scope.given(name)?;
    let given: Vec<_> = parameters
        .iter()
        .map(|parameter| {
            let ty = scope.type_word(&parameter.ty);
            (format!("{}: {ty}", parameter.name), format!("{} of type `{ty}`", parameter.name))
        })
        .collect();
    let doc = documented(&scope, name);
    let result = result(&scope, name);
    let doc = doc.or_else(|| builtins::keyword(kind.word()).map(str::to_owned));
    Some(drawn(name, &given, &result, doc, active))
}

/// The columns of the rows that a place stands in.
fn columns(stand: &Stand<'_>, rooms: &[Room]) -> Option<Signature> {
    if rooms.last() != Some(&Room::Cells) {
        return None;
    }
    let before: Vec<_> = stand.before().iter().copied().filter(|token| token.end <= stand.offset).collect();
    let (cell, _) = Cell::after(&before);
    let columns = Columns::of(stand);
    let Columns { given, expected } = &columns;
    let (first, last) = (given.first()?, expected.last()?);
    let label =
        stand.text.get(usize::try_from(first.range.start).ok()?..usize::try_from(last.range.end).ok()?)?;
    let sides = [(given, "given"), (expected, "expected")];
    let parameters = sides.iter().flat_map(|(columns, what)| {
        columns.iter().map(|column| {
            let range = column.range.start - first.range.start..column.range.end - first.range.start;
            (range, (*what).to_owned())
        })
    });
    let active = if cell.is_expected { given.len() + cell.column } else { cell.column };
    Some(Signature { label: label.to_owned(), doc: None, parameters: parameters.collect(), active })
}

fn drawn(
    name: &str,
    given: &[(String, String)],
    result: &str,
    doc: Option<String>,
    active: usize,
) -> Signature {
    let mut label = format!("{name}(");
    let mut parameters = Vec::new();
    let length = |label: &String| u32::try_from(label.len()).unwrap_or(u32::MAX);
    for (at, (text, doc)) in given.iter().enumerate() {
        if at > 0 {
            label.push_str(", ");
        }
        let start = length(&label);
        label.push_str(text);
        parameters.push((start..length(&label), doc.clone()));
    }
    label.push(')');
    label.push_str(result);
    Signature { label, doc, parameters, active }
}

/// What a table gives.
fn result(scope: &Scope<'_>, name: &str) -> String {
    let Some(table) = scope.program.tables.iter().find(|table| table.named.name == name) else {
        return String::new();
    };
    let outputs: Vec<_> = table.outputs.iter().map(|(name, ty)| (name, scope.type_word(ty))).collect();
    match outputs.as_slice() {
        [(name, ty)] if name.is_empty() => format!(" -> {ty}"),
        several => {
            let all: Vec<_> = several.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
            format!(" -> ({})", all.join(", "))
        }
    }
}

/// The documentation of a declaration that is called.
fn documented(scope: &Scope<'_>, name: &str) -> Option<String> {
    let is_it = |kind: &ItemKind| match crate::check::declared(kind) {
        Some((_, known)) => {
            known.text == name
                && matches!(
                    kind,
                    ItemKind::Condition(_)
                        | ItemKind::Table(_)
                        | ItemKind::Model(_)
                        | ItemKind::Assignment(_)
                )
        }
        None => false,
    };
    scope.items().find(|item| is_it(&item.kind))?.doc.clone()
}

/// What is called around the place, and how many commas stand before the place.
fn call_around<'w>(stand: &Stand<'w>) -> Option<(&'w str, usize)> {
    let here = stand.inside.map_or(stand.offset, |inside| inside.start);
    let until = stand.tokens.partition_point(|token| token.end <= here.max(1) && token.start < here);
    let before: &[Token] = stand.tokens.get(..until)?;
    let (mut depth, mut commas) = (0_usize, 0);
    for (at, token) in before.iter().enumerate().rev() {
        if is_close(*token) {
            depth += 1;
        } else if is_open(*token) && depth > 0 {
            depth -= 1;
        } else if token.kind == TokenKind::Open(Bracket::Round) {
            let callee = at.checked_sub(1).and_then(|at| before.get(at))?;
            let headed =
                at.checked_sub(2).and_then(|at| before.get(at)).is_some_and(|word| declares(stand, *word));
            let glued = callee.end == token.start && callee.kind == TokenKind::Word && !headed;
            return glued.then(|| (stand.say(*callee), commas));
        } else if token.kind == TokenKind::Open(Bracket::Curly) {
            return None;
        } else if is_open(*token) {
            commas = 0;
        } else if token.kind == TokenKind::Comma && depth == 0 {
            commas += 1;
        }
    }
    None
}

/// Whether what follows is a header, whose parentheses hold parameters.
fn declares(stand: &Stand<'_>, word: Token) -> bool {
    matches!(stand.say(word), "condition" | "table" | "model" | "assignment") && {
        let at = stand.tokens.iter().position(|token| token.start == word.start);
        at == Some(0) || at.is_some_and(|at| stand.breaks_before(at))
    }
}
