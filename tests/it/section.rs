//! A file read section by section says what the file read as one says: editors read again only the section that changed.

use crate::support::{route_files, route_texts};
use enroute::diagnostic::{Bag, Diagnostic};
use enroute::source::{FileId, Limits, SourceFile, Span};
use enroute::syntax::{ast, head, parse, parse_section, sections};
use proptest::prelude::*;
use std::fmt::Write;
use std::ops::Range;

const WHOLE: FileId = FileId(0);

/// Everything that is read and said, with places in the whole text.
#[derive(Debug, PartialEq)]
struct Reading {
    items: Vec<String>,
    said: Vec<Diagnostic>,
}

fn whole(text: &str) -> Reading {
    let (tree, bag) = parse(WHOLE, &SourceFile::new("x.route", text));
    Reading {
        items: tree.items.iter().map(|item| format!("{item:?}")).collect(),
        said: sorted(bag, std::slice::from_ref(&(0..0))),
    }
}

fn by_section(text: &str) -> Reading {
    let parts = sections(text);
    let mut bag = Bag::new();
    let trees: Vec<ast::File> = (0..)
        .map(FileId)
        .zip(&parts)
        .map(|(id, part)| {
            let section = SourceFile::new("x.route", &text[range(part)]);
            let (tree, found) = parse_section(id, &section, &Limits::DEFAULT);
            bag.extend(found);
            tree
        })
        .collect();
    head(&trees, text, &mut bag);
    let items = trees.iter().flat_map(|tree| &tree.items).map(|item| moved(&format!("{item:?}"), &parts));
    Reading { items: items.collect(), said: sorted(bag, &parts) }
}

fn range(part: &Range<u32>) -> Range<usize> {
    part.start as usize..part.end as usize
}

/// A tree as shown, its places moved to where they are in the whole text.
fn moved(shown: &str, parts: &[Range<u32>]) -> String {
    let mut pieces = shown.split("Span { file: FileId(");
    let mut text = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let mut numbers = piece.splitn(3, |letter: char| !letter.is_ascii_digit());
        let file: usize = numbers.next().unwrap().parse().unwrap();
        let start = parts[file].start;
        let (place, rest) = piece.split_once(" }").unwrap();
        let number = |word: &str| -> u32 {
            let after = place.split_once(word).unwrap().1;
            after.split(|letter: char| !letter.is_ascii_digit()).next().unwrap().parse().unwrap()
        };
        let (from, to) = (number("start: ") + start, number("end: ") + start);
        write!(text, "Span {{ file: FileId(0), start: {from}, end: {to} }}{rest}").unwrap();
    }
    text
}

fn sorted(bag: Bag, parts: &[Range<u32>]) -> Vec<Diagnostic> {
    let place = |span: Span| {
        let start = parts[span.file.0 as usize].start;
        Span::new(WHOLE, span.start + start, span.end + start)
    };
    let mut said = bag.into_sorted();
    for one in &mut said {
        one.labels.iter_mut().for_each(|label| label.span = place(label.span));
        one.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| edit.span = place(edit.span));
    }
    said.sort_by(|left, right| {
        (left.span(), &left.code, &left.message).cmp(&(right.span(), &right.code, &right.message))
    });
    said
}

fn assert_alike(text: &str) {
    let parts = sections(text);
    assert_eq!(
        parts.iter().map(|part| &text[range(part)]).collect::<String>(),
        text,
        "sections are without gaps"
    );
    assert_eq!(by_section(text), whole(text), "{text}");
}

#[test]
fn every_program_here_is_read_alike_section_by_section() {
    for (name, text) in route_files() {
        assert_eq!(by_section(&text), whole(&text), "{name}");
    }
}

#[test]
fn a_declaration_is_a_section_with_the_comments_above_it() {
    let text = "language 1\n\n// about a\nqueue a { type record } // still a\n/// about b\nqueue b {\n  type record\n}\n// end\n";
    let parts: Vec<&str> = sections(text).iter().map(|part| &text[range(part)]).collect();
    assert_eq!(
        parts,
        [
            "language 1\n",
            "\n// about a\nqueue a { type record } // still a\n",
            "/// about b\nqueue b {\n  type record\n}\n// end\n"
        ]
    );
}

#[test]
fn what_shares_a_line_is_one_section() {
    for text in [
        "queue a { type record } queue b { type record }\nqueue c { type record }\n",
        "language 1 queue a { type record }",
    ] {
        assert_alike(text);
    }
    assert_eq!(
        sections("queue a { type record } queue b { type record }\nqueue c { type record }\n").len(),
        2
    );
}

#[test]
fn documentation_behind_a_declaration_is_about_the_next() {
    assert_alike("queue a { type record } /// about b\nqueue b { type record }\n");
}

#[test]
fn language_lines_are_judged_over_all_sections() {
    for text in [
        "",
        "// nothing\n",
        "queue a { type record }\n",
        "queue a { type record }\nlanguage 1\n",
        "language 1\nlanguage 1\nlanguage 2\n",
        "language 2\n",
        "\u{feff}queue a { type record }\n",
    ] {
        assert_alike(text);
    }
}

proptest! {
    #[test]
    fn a_damaged_program_is_read_alike_section_by_section(at in any::<prop::sample::Index>(), length in 0..60_usize, with in "[ -~\n\"{}/]{0,5}", which in any::<prop::sample::Index>()) {
        let texts = route_texts();
        let mut text: Vec<char> = texts[which.index(texts.len())].chars().collect();
        let start = at.index(text.len() + 1);
        text.splice(start..(start + length).min(text.len()), with.chars());
        assert_alike(&text.into_iter().collect::<String>());
    }
}

#[test]
fn a_byte_order_mark_is_one_only_where_a_text_begins() {
    let text =
        "\u{FEFF}language 1\nqueue a { type record }\n\u{FEFF} queue b { type record }\n\u{FEFF}\u{FEFF}";
    assert_eq!(by_section(text), whole(text));
    assert!(whole(text).said.iter().any(|said| said.code == "foreign-character"));
}
