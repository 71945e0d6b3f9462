//! Text to tree: what is accepted, what is refused, and how it is said.

use enroute::diagnostic::{Bag, Diagnostic};
use enroute::source::{FileId, SourceFile};
use enroute::syntax::{ast, parse, parse_whole};
use std::fs;

const FILE: FileId = FileId(0);

fn read(text: &str) -> (ast::File, Bag) {
    parse(FILE, &SourceFile::new("test.route", text))
}

fn example(name: &str) -> String {
    fs::read_to_string(format!("{}/examples/contoso/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn shown(bag: Bag, text: &str) -> String {
    let line = |found: &Diagnostic| {
        let span = found.span().unwrap();
        let line = text[..span.start as usize].matches('\n').count() + 1;
        let under = &text[span.start as usize..span.end as usize];
        format!(
            "{line}: {} {under:?}: {} ({})",
            found.code,
            found.message,
            found.help.as_deref().unwrap_or("")
        )
    };
    bag.into_sorted().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_examples_are_accepted() {
    for name in ["contoso.route", "people.route"] {
        let text = example(name);
        let (tree, bag) = read(&text);
        assert_eq!(shown(bag, &text), "", "{name}");
        assert!(tree.language.is_some() && tree.items.len() > 5);
        let damaged = tree.items.iter().filter(|item| item.damaged).count();
        assert_eq!(damaged, 0);
    }
}

#[test]
fn a_file_read_at_once_is_its_items_read_one_by_one() {
    for name in ["contoso.route", "people.route"] {
        let text = example(name);
        let (tree, _) = read(&text);
        assert!(parse_whole(FILE, &SourceFile::new(name, text)) == Some(tree), "{name}");
    }
}
