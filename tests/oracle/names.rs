//! What rules are called and where they stand, told from the program and its text.

use enroute::hir::{OverflowRule, Program, RulesetKind};
use enroute::source::{Sources, Span};
use enroute::vm::RuleName;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A rule as people cite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) address: String,
    pub(crate) label: String,
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Name {
    pub(crate) fn is(&self, got: &RuleName) -> bool {
        self.address == got.address()
            && self.label == got.name()
            && self.file == got.file()
            && (self.line, self.column) == (got.line, got.column)
    }
}

/// What is written in a place, on one line of at most 240 characters, and the place's line and column, from 1.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) place: (u32, u32),
}

/// The names of all rules of a program, in the program's order.
pub(crate) struct Names<'a> {
    sources: &'a Sources,
    /// What is written in places that were asked for before, and where they are.
    known: RefCell<HashMap<Span, Rc<Written>>>,
    /// By workstream, ruleset, rule.
    pub(crate) classify: Vec<Vec<Vec<Name>>>,
    /// By workstream and rule, with those of its own overflow.
    pub(crate) route: Vec<Vec<(Name, Vec<Name>)>>,
    pub(crate) intake: Vec<Vec<Name>>,
    /// By queue: the unwritten rule of its hours, and those written.
    pub(crate) overflow: Vec<(Option<Name>, Vec<Name>)>,
    /// By table and row.
    pub(crate) rows: Vec<Vec<Name>>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(program: &Program, sources: &'a Sources) -> Self {
        let mut names = Self {
            sources,
            known: RefCell::default(),
            classify: Vec::new(),
            route: Vec::new(),
            intake: Vec::new(),
            overflow: Vec::new(),
            rows: Vec::new(),
        };
        names.workstreams(program);
        for (entity, rules) in &program.intakes {
            let owner = &program.entities[super::item::at(*entity)].named.name;
            names.intake.push(
                rules.iter().map(|rule| names.labelled(owner, "intake", &rule.name, rule.span)).collect(),
            );
        }
        for queue in &program.queues {
            let owner = &queue.named.name;
            let unwritten = queue
                .hours
                .and(queue.named.span)
                .map(|span| names.labelled(owner, "overflow", "out of hours", span));
            names.overflow.push((unwritten, names.of_overflow(owner, &queue.overflow)));
        }
        for table in &program.tables {
            let owner = &table.named.name;
            let row =
                |(at, span): (usize, Span)| names.named(format!("{owner}#{at}"), format!("#{at}"), span);
            names.rows.push((1..).zip(table.rows.iter().map(|row| row.span)).map(row).collect());
        }
        names
    }

    fn workstreams(&mut self, program: &Program) {
        for workstream in &program.workstreams {
            let owner = &workstream.named.name;
            let of_ruleset = |ruleset: &enroute::hir::Ruleset| match &ruleset.kind {
                RulesetKind::Rules(_, rules) => rules
                    .iter()
                    .map(|rule| self.labelled(owner, &ruleset.name, &rule.name, rule.span))
                    .collect(),
                RulesetKind::Model { .. } => Vec::new(),
            };
            let classify = workstream.classify.iter().map(of_ruleset).collect();
            let rules = workstream.route.iter().flat_map(|route| &route.rules);
            let route = rules.map(|rule| {
                let name = self.labelled(owner, "route", &rule.name, rule.span);
                let own = format!("{owner}.route.\"{}\"", rule.name);
                (name, self.of_overflow(&own, rule.overflow.as_deref().unwrap_or_default()))
            });
            let route = route.collect();
            self.classify.push(classify);
            self.route.push(route);
        }
    }

    fn of_overflow(&self, owner: &str, rules: &[OverflowRule]) -> Vec<Name> {
        rules.iter().map(|rule| self.labelled(owner, "overflow", &rule.name, rule.span)).collect()
    }

    /// A rule without a label is called by its list and number.
    fn labelled(&self, owner: &str, list: &str, name: &str, span: Span) -> Name {
        let unnamed = name.strip_prefix(list).is_some_and(|rest| rest.starts_with('#'));
        let address = if unnamed { format!("{owner}.{name}") } else { format!("{owner}.{list}.\"{name}\"") };
        self.named(address, name.to_owned(), span)
    }

    fn named(&self, address: String, name: String, span: Span) -> Name {
        let (line, column) = self.place(span);
        Name { address, label: name, file: self.file(span).to_owned(), line, column }
    }

    pub(crate) fn file(&self, span: Span) -> &'a str {
        let found = self.sources.iter().find(|(id, _)| *id == span.file);
        found.map_or("", |(_, file)| &file.name)
    }

    pub(crate) fn written(&self, span: Span) -> Rc<Written> {
        let made = || Rc::new(Written { text: self.text(span), place: self.place(span) });
        Rc::clone(self.known.borrow_mut().entry(span).or_insert_with(made))
    }

    /// The line and the column, from 1, in characters.
    fn place(&self, span: Span) -> (u32, u32) {
        let Some((_, file)) = self.sources.iter().find(|(id, _)| *id == span.file) else { return (0, 0) };
        let before = &file.text[..usize::try_from(span.start).unwrap()];
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        (u32::try_from(line + 1).unwrap(), u32::try_from(column + 1).unwrap())
    }

    /// What is written there, on one line of at most 240 characters.
    fn text(&self, span: Span) -> String {
        let words: Vec<&str> = self.sources.text(span).split_whitespace().collect();
        let text = words.join(" ");
        if text.chars().count() <= 240 {
            return text;
        }
        text.chars().take(239).chain(['…']).collect()
    }
}
