use super::spot::Spot;
use crate::check::{Referent, Sort, declared};
use crate::engine::Workspace;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, ItemKind, Name};

/// What a word of the declaration names: its sort, and the place in a section where that is declared.
pub(super) fn named(spot: &Spot<'_>, word: &Name) -> Option<(Sort, Span)> {
    let uses = spot.workspace.found().uses.iter().flat_map(|uses| uses.iter());
    uses.filter(|used| used.span == word.span).find_map(|used| match used.of {
        Referent::Declared(place) => Some((used.sort, place)),
        Referent::BuiltIn(_) => None,
    })
}

/// A type as written, without the mark that a value may be missing.
pub(super) fn type_word(ty: &ast::TypeName) -> String {
    match &ty.kind {
        ast::TypeNameKind::Word(word) => word.clone(),
        ast::TypeNameKind::List(member) => format!("[{}]", type_word(member)),
    }
}

/// `wanted`, or with a number behind it, so that nothing of the program has that name yet.
pub(super) fn free_name(workspace: &Workspace, wanted: &str) -> String {
    let files = workspace.files().map(|(id, _)| id);
    let trees: Vec<_> = files.flat_map(|file| workspace.trees(file)).collect();
    let is_taken = |name: &str| {
        let items = trees.iter().flat_map(|tree| &tree.items);
        items.filter_map(|item| declared(&item.kind)).any(|(_, known)| known.text == name)
    };
    let numbered = (2..=u32::MAX).map(|number| format!("{wanted}_{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

/// The entity of that name.
pub(super) fn entity_named<'w>(workspace: &'w Workspace, name: &str) -> Option<&'w ast::Entity> {
    let files = workspace.files().map(|(id, _)| id);
    let mut items = files.flat_map(|file| workspace.trees(file)).flat_map(|tree| &tree.items);
    items.find_map(|item| {
        let ItemKind::Entity(entity) = &item.kind else { return None };
        (entity.header.name.text == name).then_some(entity)
    })
}

/// Whether an expression is a value as written, or the word of an enum's.
pub(super) fn is_value(spot: &Spot<'_>, expr: &Expr) -> bool {
    let word = expr.as_word().and_then(|word| named(spot, word));
    matches!(expr.kind, ExprKind::Literal(_)) || matches!(word, Some((Sort::Value, _)))
}

/// A text as it is written.
pub(super) fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{text}\"")
}

/// The workstream that is declared here, as it is meant, with what it copies.
pub(super) fn workstream<'w>(spot: &Spot<'w>) -> Option<&'w hir::Workstream> {
    let name = spot.workstream()?.header.name.span;
    let known = &spot.workspace.found().program.workstreams;
    known.iter().find(|known| known.named.span == Some(name)).map(AsRef::as_ref)
}

/// What the items of the workstream are.
pub(super) fn carried<'w>(spot: &Spot<'w>) -> Option<&'w hir::Entity> {
    let id = workstream(spot)?.carries;
    spot.workspace.found().program.entities.get(usize::try_from(id.0).ok()?)
}
