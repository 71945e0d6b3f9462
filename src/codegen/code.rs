//! The one place that knows labels, jumps and where an instruction stands. Conditions are built backwards, from where
//! they lead to where they begin, as a graph in which equal nodes are one; then the graph is laid out so that every
//! jump goes forward.

use super::output::Effort;
use crate::bytecode::{AtomId, Op, Pc};
use rustc_hash::FxHashMap;

/// The place of a node in the graph of the rule being compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeId(u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Yes,
    No,
    Test { atom: AtomId, yes: NodeId, no: NodeId },
    Do { op: Op, next: NodeId },
}

/// The graph of one rule.
#[derive(Debug)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    places: FxHashMap<Node, NodeId>,
    effort: Effort,
}

/// In place of the ends that all guards share, until it is known where those stand.
const SHARED: [Pc; 2] = [Pc(u32::MAX), Pc(u32::MAX - 1)];

/// Writes the ends that guards share behind all code: one where a guard holds, one where it does not.
pub(super) fn share_ends(code: &mut Vec<Op>) {
    let first = u32::try_from(code.len()).unwrap_or(u32::MAX);
    let [holds, fails] = SHARED;
    let place = |pc: Pc| match pc {
        pc if pc == holds => Pc(first),
        pc if pc == fails => Pc(first.saturating_add(1)),
        pc => pc,
    };
    for op in &mut *code {
        if let Op::Test { yes, no, .. } = op {
            (*yes, *no) = (place(*yes), place(*no));
        } else if let Op::Jump { to } = op {
            *to = place(*to);
        }
    }
    code.extend([Op::Yes {}, Op::No {}]);
}

/// Where nodes of a graph came to stand.
#[derive(Debug)]
pub(super) struct Laid {
    places: Vec<Option<Pc>>,
}

impl Laid {
    /// Where the node stands; the start of all code for a node that nothing leads to.
    pub(super) fn pc(&self, node: NodeId) -> Pc {
        self.places.get(index(node)).copied().flatten().unwrap_or(Pc(0))
    }
}

impl Graph {
    pub(super) const YES: NodeId = NodeId(0);
    pub(super) const NO: NodeId = NodeId(1);

    pub(super) fn new(effort: Effort) -> Self {
        Self { nodes: vec![Node::Yes, Node::No], places: FxHashMap::default(), effort }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A test before `yes` and `no`.
    pub(super) fn test(&mut self, atom: AtomId, yes: NodeId, no: NodeId) -> NodeId {
        self.node(Node::Test { atom, yes, no })
    }

    /// An instruction before `next`.
    pub(super) fn before(&mut self, op: Op, next: NodeId) -> NodeId {
        self.node(Node::Do { op, next })
    }

    fn node(&mut self, node: Node) -> NodeId {
        let next = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let place = match self.effort {
            Effort::Full => *self.places.entry(node).or_insert(next),
            Effort::Plain => next,
        };
        if place == next {
            self.nodes.push(node);
        }
        place
    }

    /// Writes what `root` leads to at the end of `code`, `root` first.
    pub(super) fn lay_out(&self, root: NodeId, code: &mut Vec<Op>) -> Laid {
        let order = self.written(&self.order(root));
        let mut places: Vec<_> = SHARED.map(Some).into();
        places.resize(self.nodes.len(), None);
        let mut at = code.len();
        for (node, following) in with_following(&order) {
            if let Some(place) = places.get_mut(index(node)) {
                *place = Some(Pc(u32::try_from(at).unwrap_or(u32::MAX)));
            }
            at += 1 + usize::from(self.needs_jump(node, following));
        }
        let laid = Laid { places };
        for (node, following) in with_following(&order) {
            self.write(node, following, &laid, code);
        }
        laid
    }

    /// What of an order is written: ends only where code comes by them without a jump.
    fn written(&self, order: &[NodeId]) -> Vec<NodeId> {
        let before = [None].into_iter().chain(order.iter().copied().map(Some));
        let written = order.iter().zip(before).filter(|(node, before)| match self.get(**node) {
            Node::Test { .. } | Node::Do { .. } => true,
            Node::Yes | Node::No => before.is_none_or(|before| self.falls_into(before, **node)),
        });
        written.map(|(node, _)| *node).collect()
    }

    fn falls_into(&self, node: NodeId, following: NodeId) -> bool {
        matches!(self.get(node), Node::Do { next, .. } if next == following)
    }

    fn needs_jump(&self, node: NodeId, following: Option<NodeId>) -> bool {
        matches!(self.get(node), Node::Do { next, .. } if Some(next) != following)
    }

    fn write(&self, node: NodeId, following: Option<NodeId>, laid: &Laid, code: &mut Vec<Op>) {
        match self.get(node) {
            Node::Yes => code.push(Op::Yes {}),
            Node::No => code.push(Op::No {}),
            Node::Test { atom, yes, no } => code.push(Op::Test { atom, yes: laid.pc(yes), no: laid.pc(no) }),
            Node::Do { op, next } => {
                code.push(op);
                if Some(next) != following {
                    code.push(Op::Jump { to: laid.pc(next) });
                }
            }
        }
    }

    /// What `root` leads to, each before all that it leads to, the way of `yes` first.
    fn order(&self, root: NodeId) -> Vec<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        let mut order = Vec::new();
        let mut open = vec![(root, false)];
        while let Some((node, left)) = open.pop() {
            if left {
                order.push(node);
            } else if seen.get_mut(index(node)).is_some_and(|seen| !std::mem::replace(seen, true)) {
                open.push((node, true));
                self.push_ways(node, &mut open);
            }
        }
        order.reverse();
        order
    }

    /// The way of `yes` is walked last, so that it stands first when the order is turned around.
    fn push_ways(&self, node: NodeId, open: &mut Vec<(NodeId, bool)>) {
        match self.get(node) {
            Node::Yes | Node::No => {}
            Node::Test { yes, no, .. } => open.extend([(yes, false), (no, false)]),
            Node::Do { next, .. } => open.push((next, false)),
        }
    }

    fn get(&self, node: NodeId) -> Node {
        self.nodes.get(index(node)).copied().unwrap_or(Node::No)
    }
}

fn index(node: NodeId) -> usize {
    usize::try_from(node.0).unwrap_or(usize::MAX)
}

fn with_following(order: &[NodeId]) -> impl Iterator<Item = (NodeId, Option<NodeId>)> {
    let following = order.iter().skip(1).copied().map(Some).chain([None]);
    order.iter().copied().zip(following)
}
