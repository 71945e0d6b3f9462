//! Every word of a program that names something is known to.

use crate::ide_program::programs;
use enroute::ide::{Symbol, occurrences_in, symbols};
use enroute::syntax::lex::{TokenKind, tokens};
use std::collections::BTreeSet;
use std::fmt::Write;

fn names(symbols: &[Symbol], found: &mut BTreeSet<String>) {
    for symbol in symbols {
        found.insert(symbol.name.clone());
        names(&symbol.children, found);
    }
}

#[test]
fn every_word_that_names_something_is_known_to() {
    let mut missing = String::new();
    for (program, texts) in programs() {
        let workspace = texts.workspace();
        let mut declared = BTreeSet::new();
        for (file, _) in workspace.files() {
            names(&symbols(&workspace, file), &mut declared);
        }
        for (file, name) in workspace.files() {
            let known: BTreeSet<_> =
                occurrences_in(&workspace, file).iter().map(|one| one.span.start).collect();
            let text = workspace.text(file).unwrap();
            let mut line = 1;
            for token in tokens(text) {
                let word = token.text(text);
                if token.kind == TokenKind::Word && declared.contains(word) && !known.contains(&token.start) {
                    let shown = text.lines().nth(line - 1).unwrap().trim();
                    writeln!(missing, "{program} {name}:{line} `{word}` in {shown}").unwrap();
                }
                line += word.matches('\n').count();
            }
        }
    }
    assert_eq!(missing, "");
}
