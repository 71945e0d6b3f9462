use super::symbols::{Symbol, symbols};
use crate::engine::Workspace;
use std::cmp::Reverse;

/// The most symbols that are given.
const MOST: usize = 200;

/// The symbols of all files whose names hold the letters of `query` in that order, the best first, at most 200. Without
/// letters, the first of all.
#[must_use]
pub fn find_symbols(workspace: &Workspace, query: &str) -> Vec<Symbol> {
    let query: Vec<char> =
        query.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    for (file, _) in workspace.files() {
        for symbol in symbols(workspace, file) {
            add(symbol, &query, &mut found);
        }
    }
    if !query.is_empty() {
        found.sort_by_key(|(likeness, symbol)| (Reverse(*likeness), symbol.name.len()));
    }
    found.into_iter().take(MOST).map(|(_, symbol)| symbol).collect()
}

/// Adds a symbol and what stands in it, each alone.
fn add(mut symbol: Symbol, query: &[char], found: &mut Vec<(i64, Symbol)>) {
    let children = std::mem::take(&mut symbol.children);
    if let Some(likeness) = likeness(&symbol.name, query) {
        found.push((likeness, symbol));
    }
    for child in children {
        add(child, query, found);
    }
}

/// How well a name fits; `None` where it lacks a letter. Letters that begin a word of the name count more, and so do
/// letters in a row.
fn likeness(name: &str, query: &[char]) -> Option<i64> {
    let mut wanted = query.iter().peekable();
    let (mut total, mut before, mut in_row) = (0, ' ', false);
    for letter in name.chars() {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let fits = wanted.next_if(|wanted| **wanted == lower).is_some();
        let begins = !before.is_alphanumeric() || letter.is_uppercase() && before.is_lowercase();
        total += match (fits, begins, in_row) {
            (true, true, _) => 8,
            (true, false, true) => 5,
            (true, false, false) => 1,
            (false, _, _) => 0,
        };
        (before, in_row) = (letter, fits);
    }
    wanted.peek().is_none().then_some(total)
}
