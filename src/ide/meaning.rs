//! What words and paths mean, of whatever may be spoken of.

use super::scope::Scope;
use crate::builtins::{self, FactOf};
use crate::check::Kind;
use crate::hir::{self, Field};
use crate::syntax::ast::{self, ItemKind};
use crate::types::{EntityId, EnumId, Type};

/// What a word or path means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    /// The word.
    pub(super) word: String,
    /// What it is.
    pub(super) sense: Sense,
    pub(super) ty: Type,
    pub(super) optional: bool,
    pub(super) doc: Option<String>,
}

/// What a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    /// A parameter of the declaration.
    Parameter,
    /// A field of the item, the agent or a link.
    Field,
    /// A context variable.
    Context,
    /// What a ruleset's model answers.
    Model,
    /// A fact of the language.
    Fact,
    /// A `let`.
    Constant,
    /// A condition.
    Condition,
    /// A word that says whose field follows, such as `item`.
    Qualifier,
}

impl Meaning {
    fn of_field(field: &Field, sense: Sense) -> Self {
        let (word, ty, optional) = (field.name.clone(), field.ty.clone(), field.optional);
        Self { word, sense, ty, optional, doc: None }
    }

    fn of_fact(fact: &builtins::KnownFact) -> Self {
        let (word, ty, optional) = (fact.word.to_owned(), fact.ty.clone(), fact.optional);
        Self { word, sense: Sense::Fact, ty, optional, doc: Some(fact.doc.to_owned()) }
    }

    fn qualifier(word: &str, ty: Type) -> Self {
        let doc = builtins::keyword(word).map(str::to_owned);
        Self { word: word.to_owned(), sense: Sense::Qualifier, ty, optional: false, doc }
    }
}

impl<'w> Scope<'w> {
    /// Everything that a path may begin with.
    pub(super) fn roots(&self) -> Vec<Meaning> {
        let mut found: Vec<Meaning> = Vec::new();
        for (word, ty) in &self.parameters {
            let (word, ty) = ((*word).to_owned(), ty.clone());
            found.push(Meaning { word, sense: Sense::Parameter, ty, optional: false, doc: None });
        }
        let own = if self.of_agent { self.program.agent } else { self.item };
        found.extend(self.fields(own).iter().map(|field| Meaning::of_field(field, Sense::Field)));
        if !self.of_agent {
            found.extend(self.context.iter().map(|field| Meaning::of_field(field, Sense::Context)));
        }
        for (word, ty) in &self.models {
            let (word, ty) = ((*word).to_owned(), ty.clone());
            found.push(Meaning { word, sense: Sense::Model, ty, optional: true, doc: None });
        }
        let bare = |of: FactOf| match of {
            FactOf::Everywhere => true,
            FactOf::Item => false,
            FactOf::Agent => self.of_agent && self.known.contains(&of),
            FactOf::Queue | FactOf::Waiting | FactOf::Decision => self.known.contains(&of),
        };
        let named = |word: &str| self.of_agent && word == "id";
        let facts = builtins::FACTS.iter().filter(|fact| bare(fact.of) && !named(fact.word));
        for fact in facts {
            if !found.iter().any(|known| known.word == fact.word) {
                found.push(Meaning::of_fact(fact));
            }
        }
        found.extend(self.qualifiers());
        found
    }

    fn qualifiers(&self) -> Vec<Meaning> {
        let entity = |id: Option<EntityId>| id.map_or(Type::Unknown, Type::Entity);
        let mut found = Vec::new();
        if self.item.is_some() {
            found.push(Meaning::qualifier("item", entity(self.item)));
        }
        if !self.context.is_empty() {
            found.push(Meaning::qualifier("context", Type::Unknown));
        }
        if !self.channel.is_empty() {
            found.push(Meaning::qualifier("channel", Type::Unknown));
        }
        if self.of_agent {
            found.push(Meaning::qualifier("agent", Type::Agent));
        }
        found
    }

    /// What the values of `let` are.
    pub(super) fn constants(&self) -> Vec<Meaning> {
        let all = self.items().filter_map(|item| {
            let ItemKind::Constant(constant) = &item.kind else { return None };
            Some((item, constant))
        });
        let meant = |(item, constant): (&ast::Item, &ast::Constant)| Meaning {
            word: constant.name.text.clone(),
            sense: Sense::Constant,
            ty: of_literal(&constant.value),
            optional: false,
            doc: item.doc.clone(),
        };
        all.map(meant).collect()
    }

    /// The names of lists whose members have that type.
    pub(super) fn lists(&self, ty: &Type) -> Vec<&'w str> {
        let all = self.items().filter_map(|item| {
            let ItemKind::List(list) = &item.kind else { return None };
            Some(list)
        });
        let is = |list: &&ast::List| {
            let first = list.members.first();
            let values = |id: EnumId, word: &str| {
                self.enum_of(id).is_some_and(|of| of.values.iter().any(|value| value.word == word))
            };
            match (ty, first.and_then(ast::Expr::as_word)) {
                (Type::Enum(id), Some(word)) => values(*id, &word.text),
                _ => first.is_some_and(|first| of_literal(first) == *ty),
            }
        };
        all.filter(is).map(|list| list.name.text.as_str()).collect()
    }

    /// Every declaration of the program.
    pub(super) fn items(&self) -> impl Iterator<Item = &'w ast::Item> + use<'w> {
        let workspace = self.workspace;
        let trees = workspace.files().flat_map(|(file, _)| workspace.trees(file));
        trees.flat_map(|tree| &tree.items)
    }

    /// What may stand after the dot behind those words.
    pub(super) fn below(&self, words: &[&str]) -> Vec<Meaning> {
        let fields =
            |fields: &[Field], sense| fields.iter().map(|field| Meaning::of_field(field, sense)).collect();
        let facts =
            |of: FactOf| builtins::FACTS.iter().filter(move |fact| fact.of == of).map(Meaning::of_fact);
        if let [word] = words {
            match *word {
                "context" if !self.context.is_empty() => return fields(self.context, Sense::Context),
                "channel" if !self.channel.is_empty() => return fields(self.channel, Sense::Field),
                "item" if self.item.is_some() => {
                    let mut found: Vec<_> = fields(self.fields(self.item), Sense::Field);
                    found.extend(facts(FactOf::Item));
                    return found;
                }
                "agent" if self.of_agent => {
                    let mut found: Vec<_> = fields(self.fields(self.program.agent), Sense::Field);
                    found.extend(facts(FactOf::Agent));
                    return found;
                }
                "queue" if self.known.contains(&FactOf::Queue) => return facts(FactOf::Queue).collect(),
                "decision" if self.known.contains(&FactOf::Decision) => {
                    return facts(FactOf::Decision).collect();
                }
                _ => {}
            }
            if let Some(of) = self.program.enums.iter().position(|known| known.named.name == *word) {
                return self.values(of);
            }
            if self.models.iter().any(|(ruleset, _)| ruleset == word) {
                return vec![Meaning {
                    word: "confidence".to_owned(),
                    sense: Sense::Model,
                    ty: Type::Int,
                    optional: true,
                    doc: Some("How sure the model is of its answer, in percent.".to_owned()),
                }];
            }
        }
        match self.path(words).map(|found| found.ty) {
            Some(Type::Entity(id)) => fields(self.fields(Some(id)), Sense::Field),
            _ => Vec::new(),
        }
    }

    /// The fields of an entity, as what may stand behind a link to it.
    pub(super) fn below_entity(&self, id: EntityId) -> Vec<Meaning> {
        let fields = self.fields(Some(id)).iter();
        fields.map(|field| Meaning::of_field(field, Sense::Field)).collect()
    }

    fn values(&self, of: usize) -> Vec<Meaning> {
        let values = self.program.enums.get(of).map(|of| of.values.as_slice()).unwrap_or_default();
        let ty = Type::Enum(EnumId(u32::try_from(of).unwrap_or(u32::MAX)));
        let meant = |value: &hir::EnumValue| Meaning {
            word: value.word.clone(),
            sense: Sense::Constant,
            ty: ty.clone(),
            optional: false,
            doc: value.label.clone(),
        };
        values.iter().map(meant).collect()
    }

    /// What a path means.
    pub(super) fn path(&self, words: &[&str]) -> Option<Meaning> {
        let (last, before) = words.split_last()?;
        if before.is_empty() {
            let found = self.roots().into_iter().find(|known| known.word == *last);
            return found
                .or_else(|| self.constants().into_iter().find(|known| known.word == *last))
                .or_else(|| self.condition(last));
        }
        let outer = self.below(before);
        let mut found = outer.into_iter().find(|known| known.word == *last)?;
        found.optional |= self.path(before).is_some_and(|link| link.optional);
        Some(found)
    }

    /// A condition without parameters.
    fn condition(&self, name: &str) -> Option<Meaning> {
        let found = self.program.conditions.iter().find(|known| known.named.name == name)?;
        let doc = found.named.doc.clone();
        let (word, sense) = (name.to_owned(), Sense::Condition);
        Some(Meaning { word, sense, ty: Type::Bool, optional: false, doc })
    }

    /// What a call gives.
    pub(super) fn call(&self, name: &str) -> Option<Type> {
        if let Some(found) = self.program.tables.iter().find(|known| known.named.name == name) {
            let [(_, ty)] = found.outputs.as_slice() else { return None };
            return Some(ty.clone());
        }
        match name {
            "today" => Some(Type::Date),
            "time_of_day" => Some(Type::Time),
            "weekday" => Some(Type::Enum(builtins::WEEKDAY)),
            "free" | "load" => Some(Type::Int),
            _ => self.program.conditions.iter().any(|known| known.named.name == name).then_some(Type::Bool),
        }
    }

    /// What something callable is given, with its types: a condition, table, model or assignment.
    pub(super) fn given(&self, name: &str) -> Option<(Kind, &'w [hir::Parameter])> {
        let program = self.program;
        let condition = || program.conditions.iter().find(|known| known.named.name == name);
        let table = || program.tables.iter().find(|known| known.named.name == name);
        let assignment = || program.assignments.iter().find(|known| known.named.name == name);
        let model = || program.models.iter().find(|known| known.named.name == name);
        condition()
            .map(|known| (Kind::Condition, known.parameters.as_slice()))
            .or_else(|| table().map(|known| (Kind::Table, known.parameters.as_slice())))
            .or_else(|| assignment().map(|known| (Kind::Assignment, known.parameters.as_slice())))
            .or_else(|| model().map(|known| (Kind::Model, known.parameters.as_slice())))
    }

    /// A type as the language writes it.
    pub(super) fn type_word(&self, ty: &Type) -> String {
        if let Some(known) = builtins::TYPES.iter().find(|known| known.ty == *ty) {
            return known.word.to_owned();
        }
        if let Type::Enum(id) = ty {
            return self.enum_of(*id).map(|of| of.named.name.clone()).unwrap_or_default();
        }
        if let Type::Entity(id) = ty {
            return self.entity_of(*id).map(|of| of.named.name.clone()).unwrap_or_default();
        }
        if let Type::List(member) = ty { format!("[{}]", self.type_word(member)) } else { String::new() }
    }

    /// A type as the language writes it, with `?` where the value may be missing.
    pub(super) fn typed(&self, ty: &Type, optional: bool) -> String {
        let word = self.type_word(ty);
        if optional && !word.is_empty() { format!("{word}?") } else { word }
    }
}

/// The type of a literal, as far as it shows.
fn of_literal(value: &ast::Expr) -> Type {
    use ast::{ExprKind, Literal};
    let ExprKind::Literal(literal) = &value.kind else { return Type::Unknown };
    match literal {
        Literal::Bool(_) => Type::Bool,
        Literal::Int(_) | Literal::Percent(_) => Type::Int,
        Literal::Decimal(_) => Type::Decimal,
        Literal::Text(_) => Type::Text,
        Literal::Date(_) => Type::Date,
        Literal::Time(_) => Type::Time,
        Literal::Instant(_) | Literal::Local(..) => Type::Instant,
        Literal::Duration(_) => Type::Duration,
        Literal::Any => Type::Unknown,
    }
}
