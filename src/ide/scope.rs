//! What words mean at a place, by what the program is known to say.

use super::room::{List, Room, block_of};
use super::stand::Stand;
use crate::builtins::{self, Block, FactOf};
use crate::check::Kind;
use crate::engine::Workspace;
use crate::hir::{self, Field, Program, RulesetKind};
use crate::syntax::ast::{self, ItemKind};
use crate::syntax::lex::{Token, TokenKind};
use crate::types::{EntityId, EnumId, Type};

/// What may be spoken of at a place.
#[derive(Debug)]
pub(super) struct Scope<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) program: &'w Program,
    /// What the item carries, if anything says so.
    pub(super) item: Option<EntityId>,
    pub(super) context: &'w [Field],
    pub(super) channel: &'w [Field],
    /// The rulesets that ask models, with what they answer.
    pub(super) models: Vec<(&'w str, Type)>,
    pub(super) parameters: Vec<(&'w str, Type)>,
    /// Whether a bare word is about an agent.
    pub(super) of_agent: bool,
    /// Of whom facts are known, beside those known everywhere.
    pub(super) known: Vec<FactOf>,
}

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
    /// What may be spoken of where `stand` says; `rooms` are the blocks around it.
    pub(super) fn new(workspace: &'w Workspace, stand: &Stand<'w>, rooms: &[Room]) -> Self {
        let program = &workspace.found().program;
        let mut scope = Self {
            workspace,
            program,
            item: None,
            context: &[],
            channel: &[],
            models: Vec::new(),
            parameters: Vec::new(),
            of_agent: false,
            known: Vec::new(),
        };
        let head = stand.heads.first().map(|head| stand.head(head)).unwrap_or_else(|| stand.before());
        let words = stand.words(head);
        let name = words.get(1).copied().unwrap_or_default();
        match words.first().copied().unwrap_or_default() {
            "workstream" => scope.in_workstream(name),
            "intake" => scope.item = scope.entity(name),
            "test" => scope.in_test(stand),
            "assignment" => scope.in_assignment(name),
            "queue" => scope.item = scope.queue(name).and_then(|queue| queue.carries),
            _ => {}
        }
        if let Some(carried) = carried(stand) {
            scope.item = scope.entity(carried).or(scope.item);
        }
        scope.parameters = parameters(program, stand, head);
        scope.ask_of(stand, rooms);
        scope
    }

    fn in_workstream(&mut self, name: &str) {
        let Some(stream) = self.program.workstreams.iter().find(|stream| stream.named.name == name) else {
            return;
        };
        self.item = Some(stream.carries);
        self.context = &stream.context;
        let fields = stream.channel_fields.and_then(|id| self.entity_of(id));
        self.channel = fields.map(|entity| entity.fields.as_slice()).unwrap_or_default();
        for ruleset in &stream.classify {
            if let RulesetKind::Model { model, .. } = &ruleset.kind
                && let Some(model) = self.program.models.get(model.index())
            {
                self.models.push((&ruleset.name, model.result.clone()));
            }
        }
    }

    fn in_test(&mut self, stand: &Stand<'w>) {
        self.known.push(FactOf::Decision);
        let words = stand.words(&stand.tokens);
        let given = words.windows(2).find_map(|pair| match pair {
            ["given", name] if !matches!(*name, "queue" | "model" | "id") => Some(*name),
            _ => None,
        });
        let Some(given) = given else { return };
        self.in_workstream(given);
        self.item = self.item.or_else(|| self.entity(given));
    }

    fn in_assignment(&mut self, name: &str) {
        let found = self.program.assignments.iter().find(|known| known.named.name == name);
        self.item = found.and_then(|known| known.versions.iter().find_map(|version| version.entity));
        self.known.push(FactOf::Waiting);
    }

    /// Whether agents and queues may be asked about, by the clause that the place stands in.
    fn ask_of(&mut self, stand: &Stand<'_>, rooms: &[Room]) {
        let words = stand.words(stand.before());
        let last = |wanted: &str| words.iter().rposition(|word| *word == wanted);
        let room = rooms.last().copied().unwrap_or(Room::Margin);
        let picks = room == Room::Rules(List::Assignment) && last("where").or(last("order")) > last("when");
        let members = room == Room::Settings(Block::Queue) && words.first() == Some(&"members");
        self.of_agent = picks || members;
        if self.of_agent {
            self.known.push(FactOf::Agent);
        }
        if room == Room::Rules(List::Overflow) {
            self.known.push(FactOf::Queue);
        }
        if self.item.is_some() {
            self.known.push(FactOf::Item);
        }
    }

    /// The entity of that name.
    pub(super) fn entity(&self, name: &str) -> Option<EntityId> {
        let at = self.program.entities.iter().position(|entity| entity.named.name == name)?;
        u32::try_from(at).ok().map(EntityId)
    }

    /// The entity of that number.
    pub(super) fn entity_of(&self, id: EntityId) -> Option<&'w hir::Entity> {
        self.program.entities.get(usize::try_from(id.0).ok()?)
    }

    /// The enum of that number.
    pub(super) fn enum_of(&self, id: EnumId) -> Option<&'w hir::Enum> {
        self.program.enums.get(usize::try_from(id.0).ok()?)
    }

    /// The queue of that name.
    pub(super) fn queue(&self, name: &str) -> Option<&'w hir::Queue> {
        self.program.queues.iter().find(|queue| queue.named.name == name)
    }

    fn fields(&self, entity: Option<EntityId>) -> &'w [Field] {
        entity.and_then(|id| self.entity_of(id)).map(|entity| entity.fields.as_slice()).unwrap_or_default()
    }

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
            FactOf::Agent | FactOf::Queue | FactOf::Waiting | FactOf::Decision => self.known.contains(&of),
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

/// What `carries` says in the declaration.
fn carried<'w>(stand: &Stand<'w>) -> Option<&'w str> {
    let head = stand.heads.first()?;
    let block = stand.head(head).first().and_then(|word| block_of(stand.say(*word)))?;
    block.row("carries")?;
    stand.entries(head).into_iter().find_map(|entry| match stand.words(entry).as_slice() {
        ["carries", name, ..] => Some(*name),
        _ => None,
    })
}

/// The parameters that a header names, as far as they are written.
fn parameters<'w>(program: &Program, stand: &Stand<'w>, head: &[Token]) -> Vec<(&'w str, Type)> {
    let takes =
        head.first().is_some_and(|word| matches!(stand.say(*word), "condition" | "table" | "assignment"));
    if !takes {
        return Vec::new();
    }
    let closed = head.iter().position(|token| matches!(token.kind, TokenKind::Arrow | TokenKind::Equals));
    let list = head.get(..closed.unwrap_or(head.len())).unwrap_or_default();
    let pairs = list.windows(3).filter_map(|three| match three {
        [name, colon, ty] if name.kind == TokenKind::Word && colon.kind == TokenKind::Colon => {
            Some((stand.say(*name), type_named(program, stand.say(*ty))))
        }
        _ => None,
    });
    pairs.collect()
}

/// The type that a word means.
pub(super) fn type_named(program: &Program, word: &str) -> Type {
    if let Some(known) = builtins::TYPES.iter().find(|known| known.word == word) {
        return known.ty.clone();
    }
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let of_enum = program.enums.iter().position(|known| known.named.name == word);
    let of_entity = || program.entities.iter().position(|known| known.named.name == word);
    of_enum
        .map(|at| Type::Enum(EnumId(number(at))))
        .or_else(|| of_entity().map(|at| Type::Entity(EntityId(number(at)))))
        .unwrap_or(Type::Unknown)
}
