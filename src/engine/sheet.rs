use super::imports::Paths;
use super::open;
use crate::diagnostic::Bag;
use crate::source::{FileId, Limits, Size, SourceFile};
use crate::syntax::{self, ast};
use std::ops::Range;
use std::sync::Arc;

/// A `.route` file, read section by section.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its whole text.
    pub(super) text: Arc<str>,
    /// Its sections, without a gap.
    pub(super) sections: Vec<Section>,
    /// The other files it speaks of.
    pub(super) paths: Paths,
    /// How much it holds.
    pub(super) size: Size,
    /// What is wrong with the file as a whole; then nothing is said of its sections.
    pub(super) fault: Option<Bag>,
}

/// A part of a file that is read alone.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// Where it stands in the file.
    pub(super) range: Range<u32>,
    /// Its number, which no other text has.
    pub(super) id: FileId,
    /// Its tree.
    pub(super) tree: Arc<ast::File>,
    /// What is wrong with how it is written.
    pub(super) bag: Arc<Bag>,
}

/// Who gives numbers to the texts of sections.
pub(super) trait Numbers {
    /// A number that no text has, for this one.
    fn number(&mut self, section: SourceFile) -> FileId;
    /// The number's text is needed no more.
    fn release(&mut self, id: FileId);
}

impl Sheet {
    /// The file of these bytes, beside `others`. `before` is what it was; sections that have the same text are kept as they
    /// are.
    pub(super) fn read(
        name: &str,
        bytes: Vec<u8>,
        before: Option<Self>,
        limits: &Limits,
        mut others: Size,
        numbers: &mut dyn Numbers,
    ) -> Self {
        let (source, fault) = open::route(FileId(0), name, bytes, limits, &mut others);
        let fault = fault.map(|fault| {
            let mut bag = Bag::new();
            bag.push(&fault);
            bag
        });
        let size = Size::of(&source.text);
        let text: Arc<str> = source.text.into();
        let mut old = before.map(Old::new).unwrap_or_default();
        let ranges = syntax::sections(&text);
        let count = ranges.len();
        let mut front: Vec<Section> = Vec::new();
        for range in &ranges {
            let Some(section) = old.first(part(&text, range)) else { break };
            front.push(Section { range: range.clone(), ..section });
        }
        let mut back: Vec<Section> = Vec::new();
        for range in ranges.iter().skip(front.len()).rev() {
            let Some(section) = old.last(part(&text, range)) else { break };
            back.push(Section { range: range.clone(), ..section });
        }
        let middle = ranges.iter().skip(front.len()).take(count - front.len() - back.len());
        for range in middle {
            front.push(section(name, part(&text, range), range, limits, numbers));
        }
        old.release(numbers);
        front.extend(back.into_iter().rev());
        let paths = Paths::of(name, front.iter().map(|section| section.tree.as_ref()));
        Self { text, sections: front, paths, size, fault }
    }

    /// Gives back the numbers of its sections.
    pub(super) fn release(self, numbers: &mut dyn Numbers) {
        Old::new(self).release(numbers);
    }

    /// The trees of its sections, in order.
    pub(super) fn trees(&self) -> impl Iterator<Item = &ast::File> {
        self.sections.iter().map(|section| section.tree.as_ref())
    }
}

fn section(
    name: &str,
    text: &str,
    range: &Range<u32>,
    limits: &Limits,
    numbers: &mut dyn Numbers,
) -> Section {
    let source = SourceFile::new(name, text);
    let id = numbers.number(source.clone());
    let (tree, bag) = syntax::parse_section(id, &source, limits);
    Section { range: range.clone(), id, tree: Arc::new(tree), bag: Arc::new(bag) }
}

/// The part of a text in that range; empty where there is none.
pub(super) fn part<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    let ends = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
    ends.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}

/// The sections of a file before it changed, taken from either end.
#[derive(Debug, Default)]
struct Old {
    text: Arc<str>,
    sections: std::collections::VecDeque<Section>,
}

impl Old {
    fn new(sheet: Sheet) -> Self {
        Self { text: sheet.text, sections: sheet.sections.into() }
    }

    fn first(&mut self, text: &str) -> Option<Section> {
        let is_same = part(&self.text, &self.sections.front()?.range) == text;
        if is_same { self.sections.pop_front() } else { None }
    }

    fn last(&mut self, text: &str) -> Option<Section> {
        let is_same = part(&self.text, &self.sections.back()?.range) == text;
        if is_same { self.sections.pop_back() } else { None }
    }

    fn release(self, numbers: &mut dyn Numbers) {
        for section in self.sections {
            numbers.release(section.id);
        }
    }
}
