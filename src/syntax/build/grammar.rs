use pest::iterators::Pair;

/// The parser that `grammar/route.pest` describes.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/route.pest"]
pub(super) struct Grammar;

/// A part of the text that one rule of the grammar accepted.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// Looking into a [`Node`] by the names of its parts.
pub(super) trait Parts<'i> {
    /// The first part of that kind.
    fn part(&self, kind: Rule) -> Option<Node<'i>>;

    /// All parts of that kind, in order.
    fn parts(&self, kind: Rule) -> impl Iterator<Item = Node<'i>>;

    /// Whether there is a part of that kind.
    fn has(&self, kind: Rule) -> bool {
        self.part(kind).is_some()
    }
}

impl<'i> Parts<'i> for Node<'i> {
    fn part(&self, kind: Rule) -> Option<Node<'i>> {
        self.parts(kind).next()
    }

    fn parts(&self, kind: Rule) -> impl Iterator<Item = Node<'i>> {
        self.clone().into_inner().filter(move |part| part.as_rule() == kind)
    }
}
