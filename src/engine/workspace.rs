use super::imports::{self, Paths};
use super::loader::{LoadError, Loader};
use super::numbers::Slots;
use super::open;
use super::placed::Placed;
use super::sheet::{Numbers, Section, Sheet, part};
use crate::check::{self, Found, Memory, Tally};
use crate::diagnostic::{Bag, Diagnostic};
use crate::source::{FileId, Limits, SourceFile, Span};
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
    sheets: BTreeMap<String, Sheet>,
    tables: BTreeMap<String, Beside>,
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
        let paths: Vec<_> = self.sheets.iter().map(|(name, sheet)| Paths::of(name, sheet.trees())).collect();
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
            if touched.remove(&name) || !self.sheets.contains_key(&name) {
                self.read(loader, &name);
            }
            let Some(sheet) = self.sheets.get(&name) else { continue };
            let paths = Paths::of(&name, sheet.trees());
            waiting.extend(paths.imported());
            let tables: Vec<_> = paths.read().collect();
            for table in tables {
                if touched.remove(&table) || !self.tables.contains_key(&table) {
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
                let sheet = Sheet::read(name, bytes, before, &self.limits, &mut self.slots);
                self.sheets.insert(name.to_owned(), sheet);
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
                self.tables.insert(name.to_owned(), Beside { id, text, fault });
            }
            Err(why) => {
                self.absent.insert(name.to_owned(), why);
            }
        }
    }

    /// Lets go of files that nothing leads to any more.
    fn leave_out(&mut self, reached: &BTreeSet<String>) {
        self.absent.retain(|name, _| reached.contains(name));
        let gone: Vec<_> = self.sheets.keys().filter(|name| !reached.contains(*name)).cloned().collect();
        for sheet in gone.iter().filter_map(|name| self.sheets.remove(name)) {
            sheet.release(&mut self.slots);
        }
        let gone: Vec<_> = self.tables.keys().filter(|name| !reached.contains(*name)).cloned().collect();
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
        let names = self.sheets.keys().chain(self.tables.keys()).map(String::as_str);
        (0..).map(FileId).zip(names)
    }

    /// The names of the files that the program begins with.
    #[must_use]
    pub fn roots(&self) -> &[String] {
        &self.roots
    }

    /// The number of the file called `name`.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<FileId> {
        self.files().find(|(_, known)| *known == name).map(|(id, _)| id)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> Option<&Arc<str>> {
        let texts = self.sheets.values().map(|sheet| &sheet.text);
        texts.chain(self.tables.values().map(|table| &table.text)).nth(usize::try_from(file.0).ok()?)
    }

    /// The paths that the file called `name` imports, as written; `None` where it is no `.route` file of the program.
    #[must_use]
    pub fn imports(&self, name: &str) -> Option<Vec<String>> {
        let sheet = self.sheets.get(name)?;
        Some(Paths::of(name, sheet.trees()).written())
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
        self.sheets.values().nth(usize::try_from(file.0).ok()?)
    }

    /// The section that holds an offset; the last one holds the end of the file too.
    fn section_of(&self, file: FileId, offset: u32) -> Option<(&Sheet, &Section)> {
        let sheet = self.sheet(file)?;
        let at = sheet.sections.partition_point(|section| section.range.end <= offset);
        let section = sheet.sections.get(at).or_else(|| sheet.sections.last())?;
        Some((sheet, section))
    }
}
