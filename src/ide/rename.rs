use super::alike::{Difference, difference};
use super::cursor::{At, text};
use super::edited::Edited;
use super::index::{Occurrence, occurrences, occurrences_at};
use super::outside::{kept, told};
use super::parts::Parts;
use crate::check::{self, Sort, declared, is_built_in};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::engine::{Loader, Workspace};
use crate::source::Span;
use crate::syntax::ast::{self, ItemKind};
use crate::syntax::lex::{self, Token, TokenKind};
use std::collections::BTreeSet;

/// A new name for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The edits that write it, by place.
    pub edits: Vec<Edit>,
    /// What must be seen to outside of the program, as a sentence; `None` where nobody else says the old name, or data may
    /// go on saying it.
    pub outside: Option<String>,
}

/// The word under the cursor, if it names something that may be given another name; else a sentence that says why not.
pub fn prepare_rename(workspace: &Workspace, at: At) -> Result<Span, String> {
    let found = named(workspace, at)?;
    Ok(found.span)
}

/// Gives what the word under the cursor names the name `new`, wherever it is named; else a sentence that says why that
/// cannot be. Data that spells fields, values and skills as before is read as before. `loader` is where the workspace
/// got its texts from.
pub fn rename(workspace: &Workspace, loader: &dyn Loader, at: At, new: &str) -> Result<Renaming, String> {
    let found = named(workspace, at)?;
    let old = text(workspace, found.span);
    if old == new {
        return Ok(Renaming { edits: Vec::new(), outside: None });
    }
    if found.sort == Sort::Rule {
        check_label(new)?;
    } else {
        check_name(new)?;
    }
    check_free(workspace, &found, new)?;
    check_seen(workspace, old, &found)?;
    let mut edits = Vec::new();
    for one in occurrences(workspace, &found.of) {
        if text(workspace, one.span) != old {
            return Err(escaped(old));
        }
        edits.push(Edit { span: one.span, text: new.to_owned() });
    }
    edits.extend(kept(workspace, &found, old, new));
    edits.sort_by_key(|edit| edit.span);
    let edited = Edited::new(workspace, &edits);
    let after = edited.program(workspace, loader);
    match difference(workspace, &after, &edited) {
        None => Ok(Renaming { edits, outside: told(workspace, &found, old, new) }),
        Some(different) => Err(refusal(&after, &different, old, new)),
    }
}

/// What the word under the cursor names, if it may be given another name.
fn named(workspace: &Workspace, at: At) -> Result<Occurrence, String> {
    let mut here = occurrences_at(workspace, at);
    let Some(found) = here.pop() else {
        let word = at.word(workspace).map(|span| text(workspace, span));
        return Err(word.map_or_else(
            || "nothing that has a name stands here".to_owned(),
            |word| format!("`{word}` is no name here that the program declares"),
        ));
    };
    let word = text(workspace, found.span);
    if !here.is_empty() {
        return Err(format!("`{word}` names several things here: rename each where it is declared"));
    }
    let Some(place) = found.declared(workspace) else { return Err(format!("`{word}` is built in")) };
    let is_word = lex::tokens(word).iter().all(|token| token.kind == TokenKind::Word);
    if word != text(workspace, place) || !is_word && found.sort != Sort::Rule {
        return Err(escaped(text(workspace, place)));
    }
    match found.sort {
        Sort::Name(kind) if is_built_in(kind, word) => Err(format!("`{word}` is built in")),
        Sort::Name(_)
        | Sort::Field
        | Sort::Value
        | Sort::Parameter
        | Sort::Ruleset
        | Sort::Rule
        | Sort::Agent
        | Sort::Item => Ok(found),
    }
}

fn escaped(word: &str) -> String {
    format!("`{word}` is named in a text with `\\` in it, where its place is not known")
}

/// The words that can begin or join something, so that nothing may be called by them.
const RESERVED: [&str; 11] =
    ["and", "or", "not", "in", "is", "any", "when", "otherwise", "yes", "no", "during"];

fn check_name(new: &str) -> Result<(), String> {
    let tokens = lex::tokens(new);
    let is_word = tokens.len() == 1 && tokens.iter().all(|token| token.kind == TokenKind::Word);
    if !is_word {
        return Err(format!(
            "`{new}` is no name: write letters without accents, digits and `_`, a letter first"
        ));
    }
    if RESERVED.contains(&new) {
        return Err(format!("`{new}` is a word of the language"));
    }
    Ok(())
}

/// A label is any text that stands between quotes as it is.
fn check_label(new: &str) -> Result<(), String> {
    let is_plain = !new.trim().is_empty() && !new.contains(['"', '\\', '\n', '\r', '\t']);
    if is_plain { Ok(()) } else { Err(format!("`{new}` is no label: write a text of one line without `\"`")) }
}

fn check_free(workspace: &Workspace, found: &Occurrence, new: &str) -> Result<(), String> {
    let Sort::Name(kind) = found.sort else { return Ok(()) };
    let files = workspace.files().map(|(file, _)| file);
    let mut items = files.flat_map(|file| workspace.trees(file)).flat_map(|tree| &tree.items);
    let is_taken = |other: check::Kind| other == kind || kind.rival() == Some(other);
    let taken = items
        .find_map(|item| declared(&item.kind).filter(|(other, name)| is_taken(*other) && name.text == new));
    match taken {
        Some((other, _)) => Err(format!("there is {} called `{new}` already", other.phrase())),
        None if is_built_in(kind, new) => Err(format!("`{new}` is built in")),
        None => Ok(()),
    }
}

/// Where something is wrong with a declaration, words in it may name what is renamed without anybody knowing.
fn check_seen(workspace: &Workspace, old: &str, found: &Occurrence) -> Result<(), String> {
    let errors = workspace.diagnostics().iter().filter(|said| said.severity == Severity::Error);
    let places: BTreeSet<_> = errors
        .filter_map(Diagnostic::span)
        .filter_map(|span| workspace.section(span.file, span.start).map(|(start, _)| (span.file, start)))
        .collect();
    let is_local = matches!(found.sort, Sort::Agent | Sort::Item);
    let home = found.declared(workspace).and_then(|place| {
        let (start, _) = workspace.section(place.file, place.start)?;
        Some((place.file, start))
    });
    for (file, start) in places.into_iter().filter(|place| !is_local || Some(*place) == home) {
        let section = workspace.tree(file, start).zip(workspace.section(file, start));
        let unknown =
            section.and_then(|(tree, (_, text))| unknown_word(workspace, tree, text, (old, found.sort)));
        if let Some(token) = unknown {
            let place = Span::new(file, token.start + start, token.end + start);
            return Err(format!(
                "`{old}` also stands {}, among errors: mend them first",
                line(workspace, place)
            ));
        }
    }
    Ok(())
}

/// A word of a section that could name what is called `old`, and of which nothing is known.
fn unknown_word(
    workspace: &Workspace,
    tree: &ast::File,
    text: &str,
    (old, sort): (&str, Sort),
) -> Option<Token> {
    let known: BTreeSet<u32> = workspace.found().uses_in(tree.id).map(|used| used.span.start).collect();
    let whole = tree.items.iter().all(|item| !item.damaged && !matches!(item.kind, ItemKind::Broken(_)));
    let words: BTreeSet<u32> = Parts::of(tree).words.into_iter().map(|(span, _)| span.start).collect();
    let is_unknown = |token: &Token| {
        let word = token.text(text);
        if sort == Sort::Rule {
            let label = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
            return label == Some(old) && !known.contains(&token.start.saturating_add(1));
        }
        let is_it = token.kind == TokenKind::Word && word == old;
        is_it && !known.contains(&token.start) && (!whole || words.contains(&token.start))
    };
    lex::tokens(text).into_iter().find(is_unknown)
}

fn refusal(after: &Workspace, different: &Difference, old: &str, new: &str) -> String {
    match different {
        Difference::Said(said) => match said.span() {
            Some(span) if after.section(span.file, 0).is_none() => {
                format!("`{old}` is also written {}: change the table first", line(after, span))
            }
            span => {
                let place = span.map(|span| line(after, span)).unwrap_or_default();
                format!("called `{new}`, it would not check: {}, {place}", said.message)
            }
        },
        Difference::NotSaid => {
            format!("called `{new}`, it would change what is found wrong with the program")
        }
        Difference::Means(span) => {
            format!("called `{new}`, the program would mean something else {}", line(after, *span))
        }
    }
}

/// `in line 7 of desk.route`
fn line(workspace: &Workspace, span: Span) -> String {
    let name =
        workspace.files().find(|(file, _)| *file == span.file).map(|(_, name)| name).unwrap_or_default();
    let above = text(workspace, Span { start: 0, end: span.start, ..span });
    format!("in line {} of `{name}`", above.matches('\n').count() + 1)
}
