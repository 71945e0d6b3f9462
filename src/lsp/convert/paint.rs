use crate::check::{Kind, Sort};
use crate::ide::{Paint, PaintKind};
use crate::lsp::view::View;
use gen_lsp_types as lsp;

/// What a word may be painted as, in the protocol's words. A word's place here is its number.
const TYPES: [&str; 16] = [
    "keyword",
    "property",
    "variable",
    "enumMember",
    "parameter",
    "type",
    "function",
    "string",
    "number",
    "comment",
    "operator",
    "enum",
    "struct",
    "class",
    "namespace",
    "event",
];

/// What else may be said of a word: a bit each.
const MODIFIERS: [&str; 3] = ["declaration", "defaultLibrary", "documentation"];

/// What the numbers mean.
pub(in crate::lsp) fn legend() -> lsp::SemanticTokensLegend {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    lsp::SemanticTokensLegend { token_types: owned(&TYPES), token_modifiers: owned(&MODIFIERS) }
}

/// Words as they are painted, each by its distance from the one before.
pub(in crate::lsp) fn tokens(view: View<'_>, paints: &[Paint]) -> lsp::SemanticTokens {
    let mut before = lsp::Position::default();
    let mut data = Vec::with_capacity(paints.len());
    for paint in paints {
        let lsp::Range { start, end } = view.range(paint.span);
        if end.line != start.line || end.character <= start.character {
            continue;
        }
        let same_line = start.line == before.line;
        let column = if same_line { before.character } else { 0 };
        data.push(lsp::SemanticToken {
            delta_line: start.line.saturating_sub(before.line),
            delta_start: start.character.saturating_sub(column),
            length: end.character - start.character,
            token_type: number(name(paint.kind)),
            token_modifiers_bitset: modifiers(paint),
        });
        before = start;
    }
    lsp::SemanticTokens { result_id: None, data }
}

fn modifiers(paint: &Paint) -> u32 {
    let is_doc = paint.kind == PaintKind::Doc;
    u32::from(paint.declares) | u32::from(paint.built_in) << 1 | u32::from(is_doc) << 2
}

fn number(name: &str) -> u32 {
    let at = TYPES.iter().position(|known| *known == name);
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
}

fn name(kind: PaintKind) -> &'static str {
    match kind {
        PaintKind::Keyword => "keyword",
        PaintKind::Setting => "property",
        PaintKind::Named(sort) => named(sort),
        PaintKind::Type => "type",
        PaintKind::Function => "function",
        PaintKind::Word => "variable",
        PaintKind::Text => "string",
        PaintKind::Number | PaintKind::Duration | PaintKind::Date => "number",
        PaintKind::Comment | PaintKind::Doc => "comment",
        PaintKind::Operator => "operator",
    }
}

fn named(sort: Sort) -> &'static str {
    match sort {
        Sort::Name(kind) => declared(kind),
        Sort::Field => "property",
        Sort::Value => "enumMember",
        Sort::Parameter => "parameter",
        Sort::Ruleset => "namespace",
        Sort::Rule => "string",
        Sort::Agent | Sort::Item => "variable",
    }
}

fn declared(kind: Kind) -> &'static str {
    match kind {
        Kind::Enum | Kind::Rating => "enum",
        Kind::Entity | Kind::Channel => "struct",
        Kind::Condition | Kind::Table | Kind::Model | Kind::Assignment => "function",
        Kind::Constant | Kind::List => "variable",
        Kind::Closures | Kind::Hours => "event",
        Kind::Workstream | Kind::Organisation => "namespace",
        Kind::Queue
        | Kind::SkillType
        | Kind::Skill
        | Kind::Profile
        | Kind::Presence
        | Kind::Session
        | Kind::Notification
        | Kind::Bot
        | Kind::Auth
        | Kind::Reply => "class",
    }
}
