//! What a check remembers for the next one: an editor asks again after every key, and little has changed.

use super::asked::{Asked, News};
use super::names::Names;
use super::patterns::Tried;
use super::uses::Use;
use crate::diagnostic::{Bag, Diagnostic};
use crate::hir;
use crate::source::{FileId, Span};
use crate::syntax::ast;
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the last check found out about each declaration, and what it asked for that: a declaration is looked at again
/// only where it, or something it asked about, has changed. Holds for one program. Texts are known by the numbers of
/// their files, so a text that changes must get a number that no text of the check before had.
#[derive(Debug, Default)]
pub struct Memory {
    asked: BTreeMap<FileId, Asked>,
    names: Names,
    texts: BTreeMap<String, FileId>,
    intakes: FxHashSet<FileId>,
    own_assignments: bool,
    faulty: bool,
    pub(super) tally: Tally,
    pub(super) tables: Memo<Arc<hir::Table>>,
    pub(super) conditions: Memo<Arc<hir::Condition>>,
    pub(super) queues: Memo<Option<Arc<hir::Queue>>>,
    pub(super) workstreams: Memo<(Arc<hir::Workstream>, Vec<ast::Text>)>,
    pub(super) tests: Memo<Arc<[Arc<hir::Test>]>>,
    pub(super) scenarios: Memo<Option<Arc<hir::Scenario>>>,
}

/// How much a check has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How often a table, condition, queue, workstream, test or scenario was looked at.
    pub looked_at: u64,
    /// How often everything about one was remembered.
    pub remembered: u64,
}

/// What was found out about declarations of one kind, by where each stands.
#[derive(Debug)]
pub(super) struct Memo<T> {
    kept: FxHashMap<Span, Kept<T>>,
}

/// Everything that looking at one declaration has brought to light.
#[derive(Debug, Clone)]
pub(super) struct Kept<T> {
    /// What it means.
    pub(super) value: T,
    /// What is wrong with it.
    pub(super) bag: Bag,
    /// What is said of a field that it was the first to read, by where the field is declared.
    pub(super) doubts: IndexMap<Span, Diagnostic>,
    /// What its words name.
    pub(super) uses: Arc<[Use]>,
    /// Which regular expressions it has.
    pub(super) patterns: Vec<Tried>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { kept: FxHashMap::default() }
    }
}

impl<T: Clone> Memo<T> {
    /// What is known of the declaration that stands there.
    pub(super) fn get(&self, place: Span) -> Option<Kept<T>> {
        self.kept.get(&place).cloned()
    }

    /// Keeps what was found out.
    pub(super) fn keep(&mut self, place: Span, kept: Kept<T>) {
        self.kept.insert(place, kept);
    }

    fn keep_only(&mut self, fresh: &FxHashSet<FileId>) {
        self.kept.retain(|place, _| fresh.contains(&place.file));
    }
}

impl Memory {
    /// How much the last check has done.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// What every section asked about.
    pub(super) fn asked(&mut self) -> &mut BTreeMap<FileId, Asked> {
        &mut self.asked
    }

    /// Forgets what no longer holds. Called once it is known what all names mean now. `files` are those of the program,
    /// `texts` what else it is made of.
    pub(super) fn freshen(&mut self, files: &[&ast::File], names: &Names, texts: BTreeMap<String, FileId>) {
        self.tally = Tally::default();
        let intakes = with_intakes(files);
        let there: FxHashSet<FileId> = files.iter().map(|file| file.id).collect();
        let is_stale = |file: &FileId, asked: &Asked| {
            !there.contains(file) || asked.texts().any(|name| self.texts.get(name) != texts.get(name))
        };
        let stale = self.asked.iter().filter(|(file, asked)| is_stale(file, asked)).map(|(file, _)| *file);
        let mut stale: FxHashSet<FileId> = stale.collect();
        let mut news = self.names.changes(names);
        news.intakes = intakes != self.intakes;
        self.spread(news, names, &intakes, &mut stale);
        let fresh = there.difference(&stale).copied().collect();
        self.asked.retain(|file, _| !stale.contains(file));
        self.keep_only(&fresh);
        self.names = names.without_log();
        (self.texts, self.intakes) = (texts, intakes);
    }

    /// Adds to `stale` whatever asked about something that has changed, or that is stale itself.
    fn spread(
        &self,
        mut news: News,
        names: &Names,
        intakes: &FxHashSet<FileId>,
        stale: &mut FxHashSet<FileId>,
    ) {
        names.add_declared_in(stale, &mut news);
        loop {
            let is_reached = |file: &FileId, asked: &Asked| !stale.contains(file) && asked.meets(&news);
            let reached = self.asked.iter().filter(|(file, asked)| is_reached(file, asked));
            let reached: FxHashSet<FileId> = reached.map(|(file, _)| *file).collect();
            if reached.is_empty() {
                return;
            }
            news.intakes |= !intakes.is_disjoint(&reached);
            names.add_declared_in(&reached, &mut news);
            stale.extend(reached);
        }
    }

    /// Rules of workstreams are judged by whether the program has assignments of its own.
    pub(super) fn suppose_own_assignments(&mut self, own_assignments: bool) {
        if self.own_assignments != own_assignments {
            self.workstreams = Memo::default();
        }
        self.own_assignments = own_assignments;
    }

    /// In a program with errors, less is said of tests.
    pub(super) fn suppose_faulty(&mut self, faulty: bool) {
        if self.faulty != faulty {
            self.tests = Memo::default();
            self.scenarios = Memo::default();
        }
        self.faulty = faulty;
    }

    fn keep_only(&mut self, fresh: &FxHashSet<FileId>) {
        self.tables.keep_only(fresh);
        self.conditions.keep_only(fresh);
        self.queues.keep_only(fresh);
        self.workstreams.keep_only(fresh);
        self.tests.keep_only(fresh);
        self.scenarios.keep_only(fresh);
    }
}

fn with_intakes(files: &[&ast::File]) -> FxHashSet<FileId> {
    let is_intake = |item: &ast::Item| matches!(item.kind, ast::ItemKind::Intake(_));
    files.iter().filter(|file| file.items.iter().any(is_intake)).map(|file| file.id).collect()
}
