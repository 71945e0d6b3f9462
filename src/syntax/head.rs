use super::ast::{File, Item, Language};
use super::error::ShapeError;
use super::lex;
use crate::diagnostic::Bag;
use crate::source::Span;

/// Says what is wrong with the `language` lines of a file, given as the trees of its sections, in order: `language 1`
/// heads every file. A file in which nothing could be read is not asked for it. `text` is that of the first section.
pub fn head<'t>(sections: impl IntoIterator<Item = &'t File>, text: &str, bag: &mut Bag) {
    let mut first: Option<&Language> = None;
    let mut item: Option<&Item> = None;
    let mut place = None;
    for section in sections {
        place.get_or_insert(Span::new(section.id, 0, 0));
        for language in &section.languages {
            let before = section.items.first().is_some_and(|item| item.span.start < language.span.start);
            report(language, first.is_some(), item.is_some() || before, top(text, place), bag);
            first.get_or_insert(language);
        }
        item = item.or_else(|| section.items.first());
    }
    if let (None, Some(_), Some(start)) = (first, item, place) {
        let place = top(text, Some(start)).unwrap_or(start);
        bag.push(&ShapeError::NoLanguage { span: place, place });
    }
}

/// The beginning of a file, after the mark that some editors write there.
fn top(text: &str, start: Option<Span>) -> Option<Span> {
    let top = lex::mark(text);
    start.map(|start| Span { start: top, end: top, ..start })
}

fn report(language: &Language, again: bool, below: bool, top: Option<Span>, bag: &mut Bag) {
    if again || below {
        let help = if again { "delete this one" } else { "move it to the top" };
        bag.push(&ShapeError::Misplaced { help, span: language.span, place: top.filter(|_| !again) });
    } else if language.version != 1 {
        bag.push(&ShapeError::Version { version: language.version, span: language.span });
    }
}
