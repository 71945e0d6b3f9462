use super::asked::{Log, News};
use super::error::{Declared, NameError, did_you_mean, nearest};
use super::kind::{KINDS, declared};
use super::shortest::shortest;
use super::uses::{Referent, Sort, Use};
use crate::builtins;
use crate::diagnostic::Bag;
use crate::hir::{
    AssignmentId, BotId, ConditionId, HoursId, ModelId, ProfileId, QueueId, SkillId, TableId, WorkKind,
    WorkstreamId,
};
use crate::source::{FileId, Span};
use crate::syntax::ast;
use crate::types::EntityId;
use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use std::cell::{RefCell, RefMut};
use std::collections::BTreeSet;

pub(super) use super::kind::Kind;

/// Where a name is declared, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    number: u32,
    /// `None` for what is built in.
    span: Option<Span>,
    damaged: bool,
}

/// All names of a program, by kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    spaces: IndexMap<Kind, IndexMap<String, Entry>>,
    /// Names of items that could not be read, by the word the item begins with (empty where that is lost).
    broken: BTreeSet<(String, String)>,
    /// Words that a nameless broken item begins with: anything of that kind may have been declared there.
    nameless: BTreeSet<String>,
    /// Where the declarations stand, in order.
    places: Vec<Span>,
    log: RefCell<Log>,
}

impl Names {
    /// Collects what the files declare. A name declared twice is reported, and the first declaration counts.
    pub(super) fn collect(files: &[&ast::File], log: Log, bag: &mut Bag) -> Self {
        let mut names = Self { log: RefCell::new(log), ..Self::default() };
        names.add_built_in();
        names.places = files.iter().flat_map(|file| &file.items).map(|item| item.span).collect();
        names.places.sort_unstable();
        let mut rivals = Vec::new();
        for item in files.iter().flat_map(|file| &file.items) {
            match (declared(&item.kind), &item.kind) {
                (Some((kind, name)), _) => {
                    rivals.extend(names.add(kind, name, item.damaged));
                    names.note(kind, &name.text, name.span);
                }
                (None, ast::ItemKind::Broken(broken)) => names.add_broken(broken),
                (None, _) => {}
            }
        }
        for (kind, error) in rivals {
            bag.push(&names.with_free_name(kind, error));
        }
        names
    }

    /// A name that no declaration of the kind has, in place of one that is taken.
    fn with_free_name(&self, kind: Kind, mut error: NameError) -> NameError {
        if let NameError::Duplicate { name, free, .. } | NameError::BuiltIn { name, free, .. } = &mut error {
            let taken = |other: &String| self.entry(kind, other).is_some();
            let mut all = (2..1_000).map(|number| format!("{name}_{number}"));
            *free = all.find(|other| !taken(other)).unwrap_or_else(|| format!("{name}_2"));
        }
        error
    }

    /// Where the declarations stand, in order.
    pub(super) fn places(&self) -> &[Span] {
        &self.places
    }

    fn add_built_in(&mut self) {
        let enums = builtins::ENUMS.iter().map(|row| (Kind::Enum, row.name));
        let models = builtins::MODELS.iter().map(|row| (Kind::Model, row.name));
        let queues = DEFAULT_QUEUES.iter().map(|name| (Kind::Queue, *name));
        for (kind, name) in enums.chain(models).chain(queues) {
            let number = self.next(kind);
            self.space(kind).insert(name.to_owned(), Entry { number, span: None, damaged: false });
        }
    }

    /// Gives the entity of a channel of the language its number; `false` where it has one.
    pub(super) fn add_entity_of_channel(&mut self, name: &str) -> bool {
        let number = self.next(Kind::Channel);
        let space = self.space(Kind::Channel);
        let is_new = !space.contains_key(name);
        if is_new {
            space.insert(name.to_owned(), Entry { number, span: None, damaged: false });
        }
        is_new
    }

    /// Gives what is wrong if the name is taken, without a name that is free.
    fn add(&mut self, kind: Kind, name: &ast::Name, damaged: bool) -> Option<(Kind, NameError)> {
        let rival = kind.rival().filter(|rival| self.entry(*rival, &name.text).is_some());
        let holder = rival.unwrap_or(kind);
        match self.entry(holder, &name.text).copied() {
            Some(Entry { span: Some(first), .. }) => {
                let (phrase, name, span) = (holder.phrase(), name.text.clone(), name.span);
                let error = NameError::Duplicate { kind: phrase, name, span, first, free: String::new() };
                return Some((kind, error));
            }
            Some(_) if holder == Kind::Enum => {
                let (phrase, name, span) = (holder.phrase(), name.text.clone(), name.span);
                return Some((kind, NameError::BuiltIn { kind: phrase, name, span, free: String::new() }));
            }
            Some(Entry { number, span: None, .. }) => {
                // A declaration of a built-in queue or model takes its number over.
                self.space(kind).insert(name.text.clone(), Entry { number, span: Some(name.span), damaged });
            }
            None => {
                let number = self.next(kind);
                self.space(kind).insert(name.text.clone(), Entry { number, span: Some(name.span), damaged });
            }
        }
        None
    }

    fn add_broken(&mut self, broken: &ast::Broken) {
        let keyword = broken.keyword.as_ref().map(|word| word.text.as_str()).unwrap_or_default();
        // A misspelt word declares what was meant.
        let meant = nearest(keyword, KINDS.iter().map(|(_, word)| *word));
        let is_known = KINDS.iter().any(|(_, word)| *word == keyword);
        let keyword = meant.filter(|_| !is_known).unwrap_or_else(|| keyword.to_owned());
        match &broken.name {
            Some(name) => {
                self.broken.insert((name.text.clone(), keyword));
            }
            None => {
                self.nameless.insert(keyword);
            }
        }
    }

    fn space(&mut self, kind: Kind) -> &mut IndexMap<String, Entry> {
        self.spaces.entry(kind).or_default()
    }

    /// Entities and the fields of channels are numbered together.
    fn next(&self, kind: Kind) -> u32 {
        let count = |kind| self.spaces.get(&kind).map_or(0, IndexMap::len);
        let is_record = matches!(kind, Kind::Entity | Kind::Channel);
        let taken = if is_record { count(Kind::Entity) + count(Kind::Channel) } else { count(kind) };
        u32::try_from(taken).unwrap_or(u32::MAX)
    }

    fn entry(&self, kind: Kind, name: &str) -> Option<&Entry> {
        self.log.borrow_mut().name(kind, name);
        self.spaces.get(&kind)?.get(name)
    }

    /// The record of what is asked.
    pub(super) fn log(&self) -> RefMut<'_, Log> {
        self.log.borrow_mut()
    }

    /// The names without the record of what was asked.
    pub(super) fn without_log(&self) -> Self {
        let Self { spaces, broken, nameless, places: _, log: _ } = self;
        let (spaces, broken, nameless) = (spaces.clone(), broken.clone(), nameless.clone());
        Self { spaces, broken, nameless, places: Vec::new(), log: RefCell::default() }
    }

    /// What means something else in `later`.
    pub(super) fn changes(&self, later: &Self) -> News {
        let broken = self.broken != later.broken || self.nameless != later.nameless;
        let mut news = News { broken, ..News::default() };
        for (one, other) in [(self, later), (later, self)] {
            for (kind, space) in &one.spaces {
                let others = other.spaces.get(kind);
                let is_new =
                    |name: &str, entry: &Entry| others.and_then(|space| space.get(name)) != Some(entry);
                for (name, _) in space.iter().filter(|(name, entry)| is_new(name, entry)) {
                    news.add(*kind, name);
                }
            }
        }
        news
    }

    /// Adds to `news` what the sections declare.
    pub(super) fn add_declared_in(&self, sections: &FxHashSet<FileId>, news: &mut News) {
        for (kind, space) in &self.spaces {
            let is_in = |entry: &Entry| entry.span.is_some_and(|span| sections.contains(&span.file));
            for (name, _) in space.iter().filter(|(_, entry)| is_in(entry)) {
                news.add(*kind, name);
            }
        }
    }

    /// Notes that a word names something that is declared, if it does.
    pub(super) fn note(&self, kind: Kind, name: &str, span: Span) {
        let Some(entry) = self.spaces.get(&kind).and_then(|space| space.get(name)) else { return };
        let of = entry.span.map_or_else(|| Referent::BuiltIn(name.to_owned()), Referent::Declared);
        self.log().note(|| Use { span, sort: Sort::Name(kind), of });
    }

    /// The number of a name, without a word about it if there is none.
    pub(super) fn number(&self, kind: Kind, name: &str) -> Option<u32> {
        self.entry(kind, name).map(|entry| entry.number)
    }

    /// The number of the declaration that stands at `name`; `None` if the name was declared before.
    pub(super) fn owner(&self, kind: Kind, name: &ast::Name) -> Option<u32> {
        self.entry(kind, &name.text).filter(|entry| entry.span == Some(name.span)).map(|entry| entry.number)
    }

    /// Gives a declaration another number.
    pub(super) fn renumber(&mut self, kind: Kind, name: &str, number: u32) {
        if let Some(entry) = self.space(kind).get_mut(name) {
            entry.number = number;
        }
    }

    /// Where a name is declared; `None` for what is built in or unknown.
    pub(super) fn place(&self, kind: Kind, name: &str) -> Option<Span> {
        self.entry(kind, name)?.span
    }

    /// Whether the declaration could only partly be read.
    pub(super) fn is_damaged(&self, kind: Kind, name: &str) -> bool {
        self.entry(kind, name).is_some_and(|entry| entry.damaged)
    }

    /// Whether a declaration of that kind may stand where text could not be read.
    pub(super) fn may_be_broken(&self, kind: Kind, name: &str) -> bool {
        self.log().broken();
        let is = |keyword: &str| self.broken.contains(&(name.to_owned(), keyword.to_owned()));
        is(kind.word()) || is("") || self.nameless.contains(kind.word())
    }

    /// All names of a kind, in order of declaration.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.log().kind(kind);
        let names = self.spaces.get(&kind).into_iter().flat_map(|space| space.keys().map(String::as_str));
        // What channels of the language know has names that nobody can write.
        names.filter(|name| !name.contains(' '))
    }

    /// How many names of a kind there are.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.log().kind(kind);
        self.spaces.get(&kind).map_or(0, IndexMap::len)
    }

    /// Another kind that knows the name.
    pub(super) fn other_kind(&self, kind: Kind, name: &str) -> Option<Kind> {
        KINDS
            .iter()
            .map(|(other, _)| *other)
            .find(|other| *other != kind && self.entry(*other, name).is_some())
    }

    /// The number of a name; an unknown one is reported, with the nearest name as the fix.
    pub(super) fn find(&self, kind: Kind, name: &ast::Name, bag: &mut Bag) -> Option<u32> {
        self.find_for(kind, name, &[], bag)
    }

    /// The number of a queue to which work of these kinds comes; an unknown one is reported.
    pub(super) fn queue_for(&self, name: &ast::Name, work: &[WorkKind], bag: &mut Bag) -> Option<QueueId> {
        self.find_for(Kind::Queue, name, work, bag).map(QueueId)
    }

    /// The same of any kind of name; `work` is what comes to it, where that is known.
    pub(super) fn find_for(
        &self,
        kind: Kind,
        name: &ast::Name,
        work: &[WorkKind],
        bag: &mut Bag,
    ) -> Option<u32> {
        let found = self.number(kind, &name.text);
        if found.is_none() && !self.may_be_broken(kind, &name.text) {
            self.report_unknown(kind, name, work, bag);
        }
        self.note(kind, &name.text, name.span);
        found
    }

    fn report_unknown(&self, kind: Kind, name: &ast::Name, work: &[WorkKind], bag: &mut Bag) {
        let other =
            |other: &&str| !self.place(kind, other).is_some_and(|own| self.are_together(own, name.span));
        let known = (!bag.says_enough()).then(|| self.all(kind).collect::<Vec<_>>());
        let nearest = nearest(&name.text, known.into_iter().flatten().filter(other));
        let (span, text) = (name.span, name.text.clone());
        let declare = shortest(kind, &name.text, work).and_then(|text| self.declared_as(kind, name, text));
        match self.other_kind(kind, &name.text) {
            Some(other) => bag.push(&NameError::WrongKind {
                name: text,
                span,
                is: other.phrase(),
                wanted: kind.phrase(),
                help: did_you_mean(nearest.as_deref()),
                nearest,
                declare,
            }),
            None => bag.push(&NameError::Unknown {
                name: text,
                span,
                kind: kind.phrase(),
                help: Some(did_you_mean(nearest.as_deref()).unwrap_or_else(|| self.known(kind))),
                nearest,
                declare,
            }),
        }
    }

    /// Whether both stand in one declaration.
    pub(super) fn are_together(&self, one: Span, other: Span) -> bool {
        self.around(other).is_some_and(|place| holds(place, one))
    }

    /// The declaration that a word stands in.
    fn around(&self, word: Span) -> Option<Span> {
        let at = self.places.partition_point(|place| *place <= word || holds(*place, word));
        self.places.get(at.checked_sub(1)?).copied().filter(|place| holds(*place, word))
    }

    /// A declaration of an unknown name, after the one it is used in.
    fn declared_as(&self, kind: Kind, name: &ast::Name, text: String) -> Option<Declared> {
        let place = self.around(name.span)?;
        Some(Declared { what: format!("{} {}", kind.word(), name.text), text, after: place.after() })
    }

    /// What there is instead, where no name is near.
    fn known(&self, kind: Kind) -> String {
        let names: Vec<_> = self.all(kind).take(8).map(|name| format!("`{name}`")).collect();
        if names.is_empty() {
            return format!("declare {} of that name, at the left margin of any file", kind.phrase());
        }
        format!("known are {}", names.join(", "))
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// The queues every program has, by number.
pub(super) const DEFAULT_QUEUES: [&str; 3] = ["default_messaging", "default_record", "default_voice"];

macro_rules! lookups {
    ($($function:ident: $kind:ident -> $id:ident,)*) => {
        impl Names {
            $(
                #[doc = concat!("The number of that ", stringify!($function), "; an unknown name is reported.")]
                pub(super) fn $function(&self, name: &ast::Name, bag: &mut Bag) -> Option<$id> {
                    self.find(Kind::$kind, name, bag).map($id)
                }
            )*
        }
    };
}

lookups! {
    entity: Entity -> EntityId,
    condition: Condition -> ConditionId,
    table: Table -> TableId,
    model: Model -> ModelId,
    hours: Hours -> HoursId,
    assignment: Assignment -> AssignmentId,
    queue: Queue -> QueueId,
    workstream: Workstream -> WorkstreamId,
    skill: Skill -> SkillId,
    profile: Profile -> ProfileId,
    bot: Bot -> BotId,
}
