use crate::check::Kind;
use crate::ide::{Fold, FoldKind, Lens, Link, Symbol, SymbolKind};
use crate::lsp::paths;
use crate::lsp::run;
use crate::lsp::view::View;
use crate::source::{FileId, Span};
use gen_lsp_types as lsp;
use serde_json::json;

/// What a text declares, with what stands in it.
pub(in crate::lsp) fn symbol(view: View<'_>, symbol: &Symbol) -> lsp::DocumentSymbol {
    // Declarations are not nested deeper than the language allows.
    let children: Vec<_> = symbol.children.iter().map(|child| self::symbol(view, child)).collect();
    lsp::DocumentSymbol {
        name: shown(&symbol.name),
        detail: symbol.detail.clone(),
        kind: symbol_kind(symbol.kind),
        tags: None,
        #[expect(deprecated, reason = "a field must be given")]
        deprecated: None,
        range: view.range(symbol.span),
        selection_range: view.range(symbol.name_span),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Something that is declared in a program.
pub(in crate::lsp) fn found_symbol(view: View<'_>, symbol: &Symbol) -> Option<lsp::WorkspaceSymbol> {
    Some(lsp::WorkspaceSymbol {
        location: view.location(symbol.name_span)?.into(),
        data: None,
        base_symbol_information: lsp::BaseSymbolInformation {
            name: shown(&symbol.name),
            kind: symbol_kind(symbol.kind),
            tags: None,
            container_name: symbol.detail.clone(),
        },
    })
}

/// Editors refuse a list in which a name is empty.
fn shown(name: &str) -> String {
    if name.trim().is_empty() { "unnamed".to_owned() } else { name.to_owned() }
}

fn symbol_kind(kind: SymbolKind) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Declared(kind) => declared(kind),
        SymbolKind::Intake => lsp::SymbolKind::Interface,
        SymbolKind::Test | SymbolKind::Scenario => lsp::SymbolKind::Method,
        SymbolKind::Broken => lsp::SymbolKind::Null,
        SymbolKind::Field | SymbolKind::Column => lsp::SymbolKind::Field,
        SymbolKind::Value => lsp::SymbolKind::EnumMember,
        SymbolKind::Variable => lsp::SymbolKind::Variable,
        SymbolKind::Ruleset | SymbolKind::Rules => lsp::SymbolKind::Namespace,
        SymbolKind::Rule => lsp::SymbolKind::Event,
    }
}

fn declared(kind: Kind) -> lsp::SymbolKind {
    match kind {
        Kind::Constant | Kind::Rating => lsp::SymbolKind::Constant,
        Kind::Enum => lsp::SymbolKind::Enum,
        Kind::Entity => lsp::SymbolKind::Struct,
        Kind::Channel => lsp::SymbolKind::Interface,
        Kind::List => lsp::SymbolKind::Array,
        Kind::Condition | Kind::Table | Kind::Model | Kind::Assignment => lsp::SymbolKind::Function,
        Kind::Closures | Kind::Hours => lsp::SymbolKind::Event,
        Kind::Queue => lsp::SymbolKind::Class,
        Kind::Workstream | Kind::Organisation => lsp::SymbolKind::Module,
        Kind::SkillType | Kind::Skill | Kind::Profile | Kind::Presence => lsp::SymbolKind::Property,
        Kind::Session | Kind::Notification | Kind::Bot | Kind::Auth | Kind::Reply => lsp::SymbolKind::Object,
    }
}

/// What can be folded away.
pub(in crate::lsp) fn fold(view: View<'_>, fold: &Fold) -> lsp::FoldingRange {
    let range = view.range(fold.span);
    lsp::FoldingRange {
        start_line: range.start.line,
        start_character: Some(range.start.character),
        end_line: range.end.line,
        end_character: Some(range.end.character),
        kind: match fold.kind {
            FoldKind::Block => None,
            FoldKind::Comment => Some(lsp::FoldingRangeKind::Comment),
            FoldKind::Imports => Some(lsp::FoldingRangeKind::Imports),
        },
        collapsed_text: None,
    }
}

/// Stretches, each in the next: the innermost is given.
pub(in crate::lsp) fn selection(view: View<'_>, spans: &[Span]) -> lsp::SelectionRange {
    let mut all = spans.iter().rev().map(|span| view.range(*span));
    let outermost = lsp::SelectionRange { range: all.next().unwrap_or_default(), parent: None };
    all.fold(outermost, |parent, range| lsp::SelectionRange { range, parent: Some(Box::new(parent)) })
}

/// A path that leads to another file.
pub(in crate::lsp) fn link(view: View<'_>, link: &Link) -> lsp::DocumentLink {
    let path = paths::join(&view.program.folder, &link.target);
    lsp::DocumentLink {
        range: view.range(link.span),
        target: Some(view.documents.uri(&path)),
        tooltip: None,
        data: None,
    }
}

/// A command to run a test or scenario.
pub(in crate::lsp) fn lens(view: View<'_>, file: FileId, lens: &Lens) -> lsp::CodeLens {
    let range = view.range(lens.span);
    let (kind, name, line) = (lens.kind.word(), &lens.title, range.start.line);
    let argument = json!({ "uri": view.uri(file), "kind": kind, "name": name, "line": line });
    lsp::CodeLens {
        range,
        command: Some(lsp::Command {
            title: lens.kind.button().to_owned(),
            tooltip: None,
            command: run::COMMAND.to_owned(),
            arguments: Some(vec![argument]),
        }),
        data: None,
    }
}
