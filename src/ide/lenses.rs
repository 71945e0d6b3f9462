use crate::engine::Workspace;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Item, ItemKind};

/// Something of a file that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// Its title, where it stands.
    pub span: Span,
    /// What it is.
    pub kind: LensKind,
    /// Its title.
    pub title: String,
}

/// What can be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LensKind {
    /// A `test`.
    Test,
    /// A `scenario`.
    Scenario,
}

impl LensKind {
    /// The word of the language for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Scenario => "scenario",
        }
    }

    /// What the button over it says.
    #[must_use]
    pub fn button(self) -> &'static str {
        match self {
            Self::Test => "run test",
            Self::Scenario => "run scenario",
        }
    }
}

/// The tests and scenarios of a file.
#[must_use]
pub fn lenses(workspace: &Workspace, file: FileId) -> Vec<Lens> {
    let lens = |item: &Item| {
        let (kind, title) = if let ItemKind::Test(test) = &item.kind {
            (LensKind::Test, &test.title)
        } else if let ItemKind::Scenario(scenario) = &item.kind {
            (LensKind::Scenario, &scenario.title)
        } else {
            return None;
        };
        Some(Lens { span: workspace.place(title.span), kind, title: title.value.clone() })
    };
    workspace.trees(file).flat_map(|tree| &tree.items).filter_map(lens).collect()
}
