use super::asked::Log;
use super::error::nearest;
use super::memory::Memory;
use super::names::{Kind, Names};
use super::patterns::Patterns;
use super::spelled::Spelled;
use super::uses::{Referent, Sort, Use};
use crate::diagnostic::{Bag, Diagnostic, Problem, Texts};
use crate::hir;
use crate::source::{Sources, Span};
use crate::syntax::ast;
use crate::types::{EntityId, EnumId, Type};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What every check is handed: the text, what it declares, the program made so far, and what was found wrong.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// Every text, for quoting and for the rows of tables.
    pub(super) sources: &'a Sources,
    /// The files, as written.
    pub(super) files: &'a [&'a ast::File],
    /// What is declared, by name.
    pub(super) names: Names,
    /// The program as far as it is known. A declaration's place in its list is its number in `names`. Read through
    /// functions that write down who asks, so that a change to what was asked for is noticed.
    program: hir::Program,
    /// What was found wrong.
    pub(super) bag: Bag,
    /// The values of `let`, by name; `None` where the value is faulty.
    constants: BTreeMap<String, Option<Constant>>,
    /// The members of each `list`, by name; `None` where one is faulty.
    lists: BTreeMap<String, Option<List>>,
    /// How the values of each enum are called.
    spelled: Vec<Spelled>,
    /// How deep the expression being looked at is nested.
    pub(super) depth: u32,
    /// What is said of fields that may be missing, by where each is declared: once a field and declaration that reads it.
    pub(super) doubts: IndexMap<Span, Diagnostic>,
    /// What words were found to name, declaration by declaration.
    pub(super) uses: Vec<Arc<[Use]>>,
    /// The regular expressions that were looked at.
    pub(super) patterns: Patterns,
    /// Whether queues use assignments of the program's own, which look at skills themselves.
    pub(super) own_assignments: bool,
    /// Whether something was found to be wrong, or could not be read, before tests were looked at.
    pub(super) faulty: bool,
    /// What the last check found out, where it is wanted.
    pub(super) memory: Option<&'a mut Memory>,
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
    pub(super) fn new(
        sources: &'a Sources,
        files: &'a [&'a ast::File],
        memory: Option<&'a mut Memory>,
    ) -> Self {
        let mut bag = Bag::new();
        let log = if memory.is_some() { Log::kept() } else { Log::default() };
        let names = Names::collect(files, log, &mut bag);
        Self {
            sources,
            files,
            names,
            program: hir::Program::default(),
            bag,
            constants: BTreeMap::new(),
            lists: BTreeMap::new(),
            spelled: Vec::new(),
            depth: 0,
            doubts: IndexMap::new(),
            uses: Vec::new(),
            patterns: Patterns::default(),
            own_assignments: false,
            faulty: false,
            memory,
        }
    }

    /// Every declaration of every file, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = &'a ast::Item> + use<'a> {
        self.files.iter().copied().flat_map(|file: &ast::File| &file.items)
    }

    /// Forgets what no longer holds, now that it is known what all names mean.
    pub(super) fn freshen(&mut self) {
        let Some(memory) = &mut self.memory else { return };
        let own: BTreeSet<&str> = self.program.files.iter().map(|file| file.name.as_str()).collect();
        let others = self.sources.iter().filter(|(_, file)| !own.contains(file.name.as_str()));
        let texts = others.map(|(id, file)| (file.name.clone(), id)).collect();
        memory.freshen(self.files, &self.names, texts);
    }

    /// The known name that was probably meant, where not so many errors are known already that nobody reads another.
    pub(super) fn nearest<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
        if self.bag.says_enough() { None } else { nearest(name, known) }
    }

    /// From now on, workstreams are looked at: whether skills count depends on the queues.
    pub(super) fn suppose_own_assignments(&mut self) {
        let own = |queue: &hir::Queue| matches!(queue.assign.value, hir::AssignMethod::Custom(_));
        self.own_assignments = self.program.queues.iter().any(|queue| own(queue) || !queue.choose.is_empty());
        if let Some(memory) = &mut self.memory {
            memory.suppose_own_assignments(self.own_assignments);
        }
    }

    /// From now on, tests and scenarios are looked at: of a program with errors less is said.
    pub(super) fn suppose_faulty(&mut self) {
        self.faulty = self.bag.has_errors() || self.items().any(|item| item.damaged);
        if let Some(memory) = &mut self.memory {
            memory.suppose_faulty(self.faulty);
        }
    }

    /// From now on, what is asked is asked for the declaration that stands there.
    pub(super) fn read_for(&self, place: Span) {
        self.names.log().read_for(Some(place.file));
    }

    /// From now on, what is asked is asked for no declaration.
    pub(super) fn read_for_nobody(&self) {
        self.names.log().read_for(None);
    }

    /// Says that a field that `problem` is about may be missing, once a field.
    pub(super) fn doubt(&mut self, declared: Span, problem: &dyn Problem) {
        self.doubts
            .entry(declared)
            .or_insert_with(|| Diagnostic::of(problem, Texts::All(self.sources, self.names.places())));
    }

    /// Puts into the bag what was said of fields that may be missing.
    pub(super) fn settle_doubts(&mut self) {
        for (_, diagnostic) in std::mem::take(&mut self.doubts) {
            self.bag.add(diagnostic);
        }
    }

    /// What a `let` of that name is; `Some(None)` where its value is faulty.
    pub(super) fn constant(&self, name: &str) -> Option<&Option<Constant>> {
        self.names.log().name(Kind::Constant, name);
        self.constants.get(name)
    }

    /// The names of every `let`.
    pub(super) fn constant_names(&self) -> impl Iterator<Item = &str> {
        self.names.log().kind(Kind::Constant);
        self.constants.keys().map(String::as_str)
    }

    /// Keeps what a `let` is.
    pub(super) fn declare_constant(&mut self, name: &str, value: Option<Constant>) {
        self.constants.insert(name.to_owned(), value);
    }

    /// What a `list` of that name is; `Some(None)` where a member is faulty.
    pub(super) fn list(&self, name: &str) -> Option<&Option<List>> {
        self.names.log().name(Kind::List, name);
        self.lists.get(name)
    }

    /// Keeps what a `list` is.
    pub(super) fn declare_list(&mut self, name: &str, members: Option<List>) {
        self.lists.insert(name.to_owned(), members);
    }

    /// The numbers of all enums.
    pub(super) fn enums(&self) -> impl Iterator<Item = EnumId> + use<> {
        self.names.log().kind(Kind::Enum);
        (0..).map(EnumId).take(self.program.enums.len())
    }

    /// Which entity is `Agent`, if the program says.
    pub(super) fn agent(&self) -> Option<EntityId> {
        self.names.number(Kind::Entity, "Agent").map(EntityId)
    }

    /// What the program says of all of it.
    pub(super) fn organisation(&self) -> &hir::Organisation {
        self.names.log().kind(Kind::Organisation);
        &self.program.organisation
    }

    /// The intake rules of the program, by entity.
    pub(super) fn intakes(&self) -> &[(EntityId, Vec<hir::IntakeRule>)] {
        self.names.log().intakes();
        &self.program.intakes
    }

    /// Notes that a word is a value of an enum.
    pub(super) fn note_value(&self, span: Span, of: EnumId, value: u32) {
        let declared = self.enumeration(of);
        let found = declared.and_then(|of| Some((of, of.values.get(usize::try_from(value).ok()?)?)));
        if let Some((of, value)) = found {
            let spelled = || format!("{}.{}", of.named.name, value.word);
            self.note(span, Sort::Value, value.name_span(), spelled);
        }
    }

    /// Notes that a word names something declared at `place`, or built in where that is no place of a text.
    pub(super) fn note(&self, span: Span, sort: Sort, place: Span, built_in: impl FnOnce() -> String) {
        self.names.log().note(|| {
            let of = if place.is_empty() { Referent::BuiltIn(built_in()) } else { Referent::Declared(place) };
            Use { span, sort, of }
        });
    }

    /// Puts a problem into the bag.
    #[expect(clippy::needless_pass_by_value, reason = "an error is made where it is reported")]
    pub(super) fn report(&mut self, problem: impl Problem) {
        self.bag.push_in(&problem, Texts::All(self.sources, self.names.places()));
    }

    /// The program, to add to it; nothing is read there for a declaration.
    pub(super) fn make(&mut self) -> &mut hir::Program {
        &mut self.program
    }

    /// All of the program, for what is looked at for no declaration; any other is said to have asked for everything.
    pub(super) fn whole(&self) -> &hir::Program {
        self.names.log().everything();
        &self.program
    }

    /// Adds an enum.
    pub(super) fn declare_enum(&mut self, declared: hir::Enum) {
        self.spelled.push(Spelled::of(&declared.values));
        self.program.enums.push(declared);
    }

    /// What the check came to: the program, what is wrong with it, and what its words name.
    pub(super) fn finish(self) -> (hir::Program, Bag, Vec<Arc<[Use]>>) {
        let Self { program, bag, mut uses, names, memory, .. } = self;
        uses.push(super::uses::sorted(names.log().take_uses()));
        if let Some(memory) = memory {
            names.log().hand_over(memory.asked());
        }
        (program, bag, uses)
    }

    /// The entity of that number. Channels have such numbers too.
    pub(super) fn entity(&self, id: EntityId) -> Option<&hir::Entity> {
        let found = self.program.entities.get(usize::try_from(id.0).ok()?)?;
        self.asked(Kind::Entity, &found.named);
        self.asked(Kind::Channel, &found.named);
        Some(found)
    }

    fn asked(&self, kind: Kind, named: &hir::Named) {
        self.names.log().name(kind, &named.name);
    }

    /// The enum of that number.
    pub(super) fn enumeration(&self, id: EnumId) -> Option<&hir::Enum> {
        let found = self.program.enums.get(usize::try_from(id.0).ok()?)?;
        self.asked(Kind::Enum, &found.named);
        Some(found)
    }

    /// How the values of an enum are called.
    pub(super) fn spelled(&self, id: EnumId) -> Option<&Spelled> {
        self.enumeration(id)?;
        self.spelled.get(usize::try_from(id.0).ok()?)
    }

    /// The position of a word in an enum.
    pub(super) fn enum_value(&self, id: EnumId, word: &str) -> Option<u32> {
        self.spelled(id)?.word(word)
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

macro_rules! declarations {
    ($($function:ident: $list:ident, $kind:ident, $id:ident -> $of:ident,)*) => {
        impl Context<'_> {
            $(
                #[doc = concat!("The ", stringify!($function), " of that number.")]
                pub(super) fn $function(&self, id: hir::$id) -> Option<&hir::$of> {
                    let found: &hir::$of = self.program.$list.get(id.index())?;
                    self.asked(Kind::$kind, &found.named);
                    Some(found)
                }
            )*
        }
    };
}

declarations! {
    rating: ratings, Rating, RatingId -> Rating,
    skill: skills, Skill, SkillId -> Skill,
    profile: profiles, Profile, ProfileId -> Profile,
    condition: conditions, Condition, ConditionId -> Condition,
    table: tables, Table, TableId -> Table,
    model: models, Model, ModelId -> Model,
    assignment: assignments, Assignment, AssignmentId -> Assignment,
    queue: queues, Queue, QueueId -> Queue,
    session: sessions, Session, SessionId -> Template,
    notification: notifications, Notification, NotificationId -> Notification,
    bot: bots, Bot, BotId -> Bot,
    workstream: workstreams, Workstream, WorkstreamId -> Workstream,
}
