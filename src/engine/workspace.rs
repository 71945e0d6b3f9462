use super::imports;
use super::loader::{LoadError, Loader};
use super::numbers::Slots;
use super::open;
use super::placed::Placed;
use super::sheet::{Numbers, Section, Sheet, part};
use crate::check::{self, Found, Memory, Tally};
use crate::diagnostic::{Bag, Diagnostic};
use crate::source::{FileId, Limits, Size, SourceFile, Span};
use crate::syntax::{self, ast};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A program whose texts change, as in an editor: what has not changed is not read or checked again.
///
/// Says what [`super::check`] says of the same texts.
#[derive(Debug)]
pub struct Workspace {
    roots: Vec<String>,
    limits: Limits,
    sheets: BTreeMap<Arc<str>, Sheet>,
    tables: BTreeMap<Arc<str>, Beside>,
    /// The names of the sheets, then of the tables: a file's place here is its number.
    names: Vec<Arc<str>>,
    absent: BTreeMap<String, LoadError>,
    touched: BTreeSet<String>,
    slots: Slots,
    memory: Memory,
    placed: Placed,
    found: Found,
    diagnostics: Vec<Diagnostic>,
}

/// A text beside the program's own files.
#[derive(Debug)]
struct Beside {
    id: FileId,
    text: Arc<str>,
    fault: Option<Bag>,
}

/// How much was done to bring a program up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    /// The sections that were read: declarations with the comments above them.
    pub parsed: u64,
    /// What was checked.
    pub checked: Tally,
}

impl Workspace {
    /// The program that the files called `roots` begin; nothing is read yet.
    #[must_use]
    pub fn new(roots: Vec<String>) -> Self {
        Self {
            touched: roots.iter().cloned().collect(),
            roots,
            limits: Limits::DEFAULT,
            sheets: BTreeMap::new(),
            tables: BTreeMap::new(),
            names: Vec::new(),
            absent: BTreeMap::new(),
            slots: Slots::default(),
            memory: Memory::default(),
            placed: Placed::default(),
            found: Found::default(),
            diagnostics: Vec::new(),
        }
    }

    /// Notes that the text of the file called `name` is another now, that it is there, or that it is gone.
    pub fn touch(&mut self, name: &str) {
        self.touched.insert(name.to_owned());
    }

    /// Notes that other files have come or gone: what is said of one that is not there may name one of them now.
    pub fn touch_absent(&mut self) {
        self.touched.extend(self.absent.keys().cloned());
    }

    /// Whether anything was noted that [`Self::refresh`] is to look at.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    /// Whether a file belongs to the program, or would if it were there.
    #[must_use]
    pub fn concerns(&self, name: &str) -> bool {
        let here = self.sheets.contains_key(name) || self.tables.contains_key(name);
        here || self.absent.contains_key(name) || self.roots.iter().any(|root| root == name)
    }

    /// Brings everything up to date: reads what was touched and what the program needs now, and checks what that
    /// concerns. Gives how much was done.
    pub fn refresh(&mut self, loader: &dyn Loader) -> Effort {
        let parsed_before = self.slots.numbered();
        let touched = std::mem::take(&mut self.touched);
        if touched.is_empty() {
            return Effort::default();
        }
        self.absent.retain(|name, _| !touched.contains(name));
        let reachable = self.follow(loader, touched);
        self.leave_out(&reachable);
        self.names = self.sheets.keys().chain(self.tables.keys()).map(Arc::clone).collect();
        let paths: Vec<_> = self.sheets.values().map(|sheet| &sheet.paths).collect();
        let mut bag = self.said_of_texts();
        imports::check(&paths, &self.absent, loader, &mut bag);
        self.check(bag);
        Effort { parsed: self.slots.numbered() - parsed_before, checked: self.memory.tally() }
    }

    /// Reads the touched files, and those that are reached and not known. Gives the names of all that are reached.
    fn follow(&mut self, loader: &dyn Loader, mut touched: BTreeSet<String>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut waiting = self.roots.clone();
        while let Some(name) = waiting.pop() {
            if !reached.insert(name.clone()) {
                continue;
            }
            if touched.remove(&name) || !self.sheets.contains_key(name.as_str()) {
                self.read(loader, &name);
            }
            let Some(Sheet { paths, .. }) = self.sheets.get(name.as_str()) else { continue };
            waiting.extend(paths.imported().map(str::to_owned));
            let tables: Vec<_> = paths.read().map(str::to_owned).collect();
            for table in tables {
                if touched.remove(&table) || !self.tables.contains_key(table.as_str()) {
                    self.read_beside(loader, &table);
                }
                reached.insert(table);
            }
        }
        reached
    }

    fn read(&mut self, loader: &dyn Loader, name: &str) {
        let before = self.sheets.remove(name);
        if self.absent.contains_key(name) {
            return;
        }
        match loader.read(name) {
            Ok(bytes) => {
                let others = self.sheets.values().map(|sheet| sheet.size).fold(Size::default(), Size::and);
                let sheet = Sheet::read(name, bytes, before, &self.limits, others, &mut self.slots);
                self.sheets.insert(name.into(), sheet);
            }
            Err(why) => {
                if let Some(sheet) = before {
                    sheet.release(&mut self.slots);
                }
                self.absent.insert(name.to_owned(), why);
            }
        }
    }

    fn read_beside(&mut self, loader: &dyn Loader, name: &str) {
        if let Some(before) = self.tables.remove(name) {
            self.slots.release(before.id);
        }
        if self.absent.contains_key(name) {
            return;
        }
        match loader.read(name) {
            Ok(bytes) => {
                let id = self.slots.number(SourceFile::new(name, ""));
                let (source, fault) = open::text(id, name, bytes, &self.limits);
                let text: Arc<str> = source.text.as_str().into();
                self.slots.put(id, source);
                let fault = fault.map(|fault| {
                    let mut bag = Bag::new();
                    bag.push(&fault);
                    bag
                });
                self.tables.insert(name.into(), Beside { id, text, fault });
            }
            Err(why) => {
                self.absent.insert(name.to_owned(), why);
            }
        }
    }

    /// Lets go of files that nothing leads to any more.
    fn leave_out(&mut self, reached: &BTreeSet<String>) {
        self.absent.retain(|name, _| reached.contains(name));
        let gone: Vec<_> = self.sheets.keys().filter(|name| !reached.contains(&***name)).cloned().collect();
        for sheet in gone.iter().filter_map(|name| self.sheets.remove(name)) {
            sheet.release(&mut self.slots);
        }
        let gone: Vec<_> = self.tables.keys().filter(|name| !reached.contains(&***name)).cloned().collect();
        for table in gone.iter().filter_map(|name| self.tables.remove(name)) {
            self.slots.release(table.id);
        }
    }

    /// What is wrong with how the files are written.
    fn said_of_texts(&self) -> Bag {
        let mut bag = Bag::new();
        for sheet in self.sheets.values() {
            if let Some(fault) = &sheet.fault {
                bag.extend(fault.clone());
                continue;
            }
            for section in &sheet.sections {
                bag.extend(Bag::clone(&section.bag));
            }
            syntax::head(sheet.trees(), &sheet.text, &mut bag);
        }
        for fault in self.tables.values().filter_map(|table| table.fault.as_ref()) {
            bag.extend(fault.clone());
        }
        bag
    }

    fn check(&mut self, mut bag: Bag) {
        let trees: Vec<_> = self.sheets.values().flat_map(Sheet::trees).collect();
        self.found = check::check_again(self.slots.sources(), &trees, &mut self.memory);
        bag.extend(std::mem::take(&mut self.found.bag));
        self.slots.settle();
        let sheets = self.sheets.values().map(|sheet| sheet.sections.as_slice());
        self.placed = Placed::new(sheets, self.tables.values().map(|table| table.id));
        let mut diagnostics: Vec<_> = bag.iter().map(|said| self.placed.diagnostic(said)).collect();
        diagnostics.sort_by_key(Diagnostic::span);
        self.diagnostics = diagnostics;
    }
}

impl Workspace {
    /// The names of its files: the `.route` files, then the tables, each sorted. A file's place here is its number in
    /// every place that this type gives out.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &str)> {
        (0..).map(FileId).zip(self.names.iter().map(AsRef::as_ref))
    }

    /// The names of the files that the program begins with.
    #[must_use]
    pub fn roots(&self) -> &[String] {
        &self.roots
    }

    /// The number of the file called `name`.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<FileId> {
        let (sheets, tables) = self.names.split_at_checked(self.sheets.len())?;
        let at = |names: &[Arc<str>]| names.binary_search_by(|known| known.as_ref().cmp(name)).ok();
        let number = at(sheets).or_else(|| Some(sheets.len() + at(tables)?));
        number.and_then(|number| u32::try_from(number).ok()).map(FileId)
    }

    /// The name of a file.
    #[must_use]
    pub fn name(&self, file: FileId) -> Option<&str> {
        self.names.get(usize::try_from(file.0).ok()?).map(AsRef::as_ref)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> Option<&Arc<str>> {
        match self.sheet(file) {
            Some(sheet) => Some(&sheet.text),
            None => self.tables.get(self.name(file)?).map(|table| &table.text),
        }
    }

    /// The paths that the file called `name` imports, as written; `None` where it is no `.route` file of the program.
    #[must_use]
    pub fn imports(&self, name: &str) -> Option<Vec<String>> {
        self.sheets.get(name).map(|sheet| sheet.paths.written())
    }

    /// Everything there is to say of the program, by place.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What there is to say of how a file is written, whatever it means.
    #[must_use]
    pub fn misread(&self, file: FileId) -> Vec<Diagnostic> {
        let sections = self.sheet(file).map(|sheet| sheet.sections.as_slice()).unwrap_or_default();
        let said = sections.iter().flat_map(|section| section.bag.iter());
        said.map(|said| self.placed.diagnostic(said)).collect()
    }

    /// The program as meant, and what its words name. Places in it are places in sections: see [`Self::place`].
    #[must_use]
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// Where a place in a section is in its file.
    #[must_use]
    pub fn place(&self, span: Span) -> Span {
        self.placed.place(span)
    }

    /// The section that holds an offset of a file: where it begins, and its text.
    #[must_use]
    pub fn section(&self, file: FileId, offset: u32) -> Option<(u32, &str)> {
        let (sheet, section) = self.section_of(file, offset)?;
        Some((section.range.start, part(&sheet.text, &section.range)))
    }

    /// The tree of the section that holds an offset of a file. Places in it are places in the section.
    #[must_use]
    pub fn tree(&self, file: FileId, offset: u32) -> Option<&Arc<ast::File>> {
        self.section_of(file, offset).map(|(_, section)| &section.tree)
    }

    /// The trees of all sections of a file, in order. Places in them are places in sections.
    pub fn trees(&self, file: FileId) -> impl Iterator<Item = &Arc<ast::File>> {
        let sections = self.sheet(file).map(|sheet| sheet.sections.as_slice()).unwrap_or_default();
        sections.iter().map(|section| &section.tree)
    }

    fn sheet(&self, file: FileId) -> Option<&Sheet> {
        let number = usize::try_from(file.0).ok().filter(|number| *number < self.sheets.len())?;
        self.sheets.get(self.names.get(number)?)
    }

    /// The section that holds an offset; the last one holds the end of the file too.
    fn section_of(&self, file: FileId, offset: u32) -> Option<(&Sheet, &Section)> {
        let sheet = self.sheet(file)?;
        let at = sheet.sections.partition_point(|section| section.range.end <= offset);
        let section = sheet.sections.get(at).or_else(|| sheet.sections.last())?;
        Some((sheet, section))
    }
}
