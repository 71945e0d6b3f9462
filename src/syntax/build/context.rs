use super::cuts::Cuts;
use super::grammar::{Node, Parts, Rule};
use crate::diagnostic::{Bag, Problem, Texts};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Header, Name, Rule as AstRule, Text};
use crate::syntax::lex::{Token, offset, unquote};
use crate::syntax::split::Docs;
use std::iter::Peekable;
use std::vec::IntoIter;

/// A file while it is read.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Source<'t> {
    /// Which file it is.
    pub(in crate::syntax) file: FileId,
    /// Its text, as written.
    pub(in crate::syntax) text: &'t str,
    /// Its text, as the grammar reads it.
    pub(in crate::syntax) prepared: &'t str,
    /// Its tokens.
    pub(in crate::syntax) tokens: &'t [Token],
    /// Its documentation.
    pub(in crate::syntax) docs: &'t Docs,
    /// What has been found wrong with single tokens, in order.
    pub(in crate::syntax) faults: &'t [Span],
    /// Whether what the grammar need not read is read without it.
    pub(in crate::syntax) quickly: bool,
}

/// What building a tree needs besides the nodes.
pub(super) struct Context<'t> {
    pub(super) source: Source<'t>,
    /// Offset in the file at which the text of the nodes begins.
    pub(super) base: u32,
    /// Offset in the file beyond which the text of the nodes has what nobody wrote.
    pub(super) limit: u32,
    /// What of the file is missing in the text of the nodes.
    pub(super) cuts: Cuts,
    pub(super) bag: Bag,
    /// Whether a part of the item could not be built.
    pub(super) damaged: bool,
    /// How deep the expression being built stands in others.
    pub(super) depth: usize,
    /// The rules that were read without the grammar, in order; each goes into the block it stands in.
    pub(super) quick: Peekable<IntoIter<AstRule>>,
}

impl<'t> Context<'t> {
    pub(super) fn new(source: Source<'t>, base: u32) -> Self {
        Self {
            source,
            base,
            limit: u32::MAX,
            cuts: Cuts::default(),
            bag: Bag::new(),
            damaged: false,
            depth: 0,
            quick: Vec::new().into_iter().peekable(),
        }
    }

    /// Reports a problem of a part that is then left out.
    pub(super) fn damage(&mut self, problem: &dyn Problem) {
        self.damaged = true;
        self.bag.push_in(problem, Texts::One(self.source.file, self.source.text));
    }

    pub(super) fn at(&self, start: usize, end: usize) -> Span {
        let place = |at| self.base.saturating_add(offset(at));
        let from = self.cuts.start(place(start));
        let to = if start == end { from } else { self.cuts.end(place(end)) };
        Span::new(self.source.file, from.min(self.limit), to.min(self.limit))
    }

    /// Where a node stands, without the blanks after it.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        let span = node.as_span();
        self.at(span.start(), span.start() + node.as_str().trim_end().len())
    }

    /// The node itself as a name.
    pub(super) fn word(&self, node: &Node<'_>) -> Name {
        Name { text: node.as_str().to_owned(), span: self.span(node) }
    }

    /// The node's first name. The grammar sees to it that there is one.
    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        self.maybe_name(node).unwrap_or_else(|| Name { text: String::new(), span: self.span(node) })
    }

    pub(super) fn maybe_name(&self, node: &Node<'_>) -> Option<Name> {
        node.part(Rule::name).map(|name| self.word(&name))
    }

    /// The node itself as a quoted text.
    pub(super) fn quoted(&self, node: &Node<'_>) -> Text {
        Text { value: unquote(node.as_str()), span: self.span(node) }
    }

    pub(super) fn maybe_text(&self, node: &Node<'_>) -> Option<Text> {
        node.part(Rule::text).map(|text| self.quoted(&text))
    }

    /// The node's first text. The grammar sees to it that there is one.
    pub(super) fn text(&self, node: &Node<'_>) -> Text {
        self.maybe_text(node).unwrap_or_else(|| Text { value: String::new(), span: self.span(node) })
    }

    /// `kind name "Label"` at the start of the node.
    pub(super) fn header(&self, node: &Node<'_>) -> Header {
        let (name, label) = (self.name(node), self.maybe_text(node));
        let end = label.as_ref().map_or(name.span, |label| label.span);
        let start = self.span(node);
        let span = Span::new(start.file, start.start, end.end);
        Header { name, label, span }
    }
}
