use super::names::{Kind, Names};
use crate::diagnostic::{Bag, Problem};
use crate::hir;
use crate::source::{Sources, Span};
use crate::syntax::ast;
use crate::types::{EntityId, EnumId, Type};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// What every check is handed: the text, what it declares, the program made so far, and what was found wrong.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// Every text, for quoting and for the rows of tables.
    pub(super) sources: &'a Sources,
    /// The files, as written.
    pub(super) files: &'a [ast::File],
    /// What is declared, by name.
    pub(super) names: Names,
    /// The program as far as it is known. A declaration's place in its list is its number in `names`.
    pub(super) program: hir::Program,
    /// What was found wrong.
    pub(super) bag: Bag,
    /// The values of `let`, by name; `None` where the value is faulty.
    pub(super) constants: BTreeMap<String, Option<Constant>>,
    /// The members of each `list`, by name; `None` where one is faulty.
    pub(super) lists: BTreeMap<String, Option<List>>,
    /// The position of each value of each enum, by word.
    pub(super) enum_words: Vec<IndexMap<String, u32>>,
    /// How deep the expression being looked at is nested.
    pub(super) depth: u32,
    /// Declared fields that have been warned about as possibly missing.
    pub(super) doubted: BTreeSet<Span>,
}

/// What a `let` names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Constant {
    /// The value.
    pub(super) value: hir::Const,
    /// Its type.
    pub(super) ty: Type,
}

/// What a `list` names: members of one type.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct List {
    /// The members, in order.
    pub(super) values: Vec<hir::Const>,
    /// The type of each.
    pub(super) ty: Type,
}

impl<'a> Context<'a> {
    /// A context in which all names are known and nothing has been looked into yet.
    pub(super) fn new(sources: &'a Sources, files: &'a [ast::File]) -> Self {
        let mut bag = Bag::new();
        let names = Names::collect(files, &mut bag);
        Self {
            sources,
            files,
            names,
            program: hir::Program::default(),
            bag,
            constants: BTreeMap::new(),
            lists: BTreeMap::new(),
            enum_words: Vec::new(),
            depth: 0,
            doubted: BTreeSet::new(),
        }
    }

    /// Every declaration of every file, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = &'a ast::Item> + use<'a> {
        self.files.iter().flat_map(|file| &file.items)
    }

    /// Puts a problem into the bag.
    #[expect(clippy::needless_pass_by_value, reason = "an error is made where it is reported")]
    pub(super) fn report(&mut self, problem: impl Problem) {
        self.bag.push(&problem);
    }

    /// The entity of that number.
    pub(super) fn entity(&self, id: EntityId) -> Option<&hir::Entity> {
        self.program.entities.get(usize::try_from(id.0).ok()?)
    }

    /// The enum of that number.
    pub(super) fn enumeration(&self, id: EnumId) -> Option<&hir::Enum> {
        self.program.enums.get(usize::try_from(id.0).ok()?)
    }

    /// The position of a word in an enum.
    pub(super) fn enum_value(&self, id: EnumId, word: &str) -> Option<u32> {
        self.enum_words.get(usize::try_from(id.0).ok()?)?.get(word).copied()
    }

    /// Whether the declaration could only partly be read: what it seems to lack may be there.
    pub(super) fn is_damaged(&self, kind: Kind, name: &str) -> bool {
        self.names.is_damaged(kind, name)
    }

    /// What a declaration is called, for the program: `doc` is its item's.
    pub(super) fn named(name: &ast::Name, label: Option<&ast::Text>, doc: Option<&String>) -> hir::Named {
        hir::Named {
            name: name.text.clone(),
            label: label.map_or_else(|| name.text.clone(), |label| label.value.clone()),
            span: Some(name.span),
            doc: doc.cloned(),
        }
    }
}
