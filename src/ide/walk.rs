//! Ways through tokens and trees that several answers share.

use super::stand::Stand;
use crate::engine::Workspace;
use crate::source::Span;
use crate::syntax::ast::{self, Field, ItemKind, Rule};
use crate::syntax::lex::{Token, TokenKind};

/// The words of a path up to a dot at the end of those tokens; empty without one.
pub(super) fn path_before<'w>(stand: &Stand<'w>, before: &[Token]) -> Vec<&'w str> {
    let mut words = Vec::new();
    let mut rest = before;
    while let [inner @ .., word, dot] = rest {
        if dot.kind != TokenKind::Dot || word.kind != TokenKind::Word {
            break;
        }
        words.push(stand.say(*word));
        rest = inner;
    }
    words.reverse();
    words
}

/// A rule, and where it stands in its declaration.
#[derive(Debug)]
pub(super) struct NamedRule<'t> {
    /// The rule.
    pub(super) rule: &'t Rule,
    /// The words of its list's address, such as `contoso_chat` and `urgency`.
    pub(super) list: Vec<&'t str>,
    /// Its place in the list, from 0.
    pub(super) index: usize,
}

impl NamedRule<'_> {
    /// What it is called: its label, or its list's name and its place.
    pub(super) fn name(&self) -> String {
        let list = self.list.last().copied().unwrap_or_default();
        self.rule
            .label
            .as_ref()
            .map_or_else(|| format!("{list}#{}", self.index + 1), |label| label.value.clone())
    }

    /// Its name with what it belongs to.
    pub(super) fn address(&self) -> String {
        match &self.rule.label {
            Some(label) => format!("{}.\"{}\"", self.list.join("."), label.value),
            None => format!("{}#{}", self.list.join("."), self.index + 1),
        }
    }
}

/// Every rule of a section.
pub(super) fn rules(tree: &ast::File) -> Vec<NamedRule<'_>> {
    tree.items.iter().flat_map(|item| of_item(&item.kind)).collect()
}

fn of_item(item: &ItemKind) -> Vec<NamedRule<'_>> {
    let mut found = Vec::new();
    if let ItemKind::Workstream(stream) = item {
        let name = stream.header.name.text.as_str();
        for ruleset in &stream.classify {
            let rules = match &ruleset.kind {
                ast::ClassifyKind::First(rules) | ast::ClassifyKind::All(rules) => rules.as_slice(),
                ast::ClassifyKind::Model(_) => &[],
            };
            add(&mut found, &[name, ruleset.name.text.as_str()], rules);
        }
        for route in &stream.route {
            add(&mut found, &[name, "route"], &route.rules);
        }
    } else if let ItemKind::Queue(queue) = item {
        let name = queue.header.name.text.as_str();
        let lists =
            [("overflow", &queue.overflow), ("prioritize", &queue.prioritize), ("choose", &queue.choose)];
        for (word, list) in lists {
            let rules = list.as_ref().map(|(rules, _)| rules.as_slice()).unwrap_or_default();
            add(&mut found, &[name, word], rules);
        }
    } else if let ItemKind::Intake(intake) = item {
        add(&mut found, &["intake"], &intake.rules);
    } else if let ItemKind::Assignment(assignment) = item {
        add(&mut found, &[assignment.name.text.as_str()], &assignment.rules);
    }
    found
}

fn add<'t>(found: &mut Vec<NamedRule<'t>>, list: &[&'t str], rules: &'t [Rule]) {
    for (index, rule) in rules.iter().enumerate() {
        found.push(NamedRule { rule, list: list.to_vec(), index });
        for clause in &rule.clauses {
            if let ast::ClauseKind::Overflow(inner) = &clause.kind {
                add(found, &["overflow"], inner);
            }
        }
    }
}

/// What stands at a place of a section.
pub(super) fn text_of(workspace: &Workspace, place: Span) -> &str {
    let span = workspace.place(place);
    let ends = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
    let text = workspace.text(span.file);
    text.zip(ends).and_then(|(text, (start, end))| text.get(start..end)).unwrap_or_default()
}

/// The declaration that holds a place of a section.
pub(super) fn item_at(workspace: &Workspace, place: Span) -> Option<&ast::Item> {
    let there = workspace.place(place);
    let tree = workspace.tree(there.file, there.start)?;
    tree.items.iter().find(|item| item.span.start <= place.start && place.end <= item.span.end)
}

/// The field or context variable that is declared at a place.
pub(super) fn field_at(workspace: &Workspace, place: Span) -> Option<&Field> {
    let item = item_at(workspace, place)?;
    let own = if let ItemKind::Entity(entity) | ItemKind::Channel(entity) = &item.kind {
        entity.fields.as_slice()
    } else {
        &[]
    };
    let of_workstream = if let ItemKind::Workstream(workstream) = &item.kind {
        workstream.context.iter().flat_map(|context| &context.fields).collect()
    } else {
        Vec::new()
    };
    own.iter().chain(of_workstream).find(|field| field.name.span == place)
}
