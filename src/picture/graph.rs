/// What leads where in a program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    /// What there is, by column, then in the order of the program.
    pub nodes: Vec<Node>,
    /// What leads from one to another, in the order of the program.
    pub edges: Vec<Edge>,
}

/// Something that an item comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub title: String,
    /// A line below it: its label, or how many rules it has.
    pub detail: String,
    /// How many items came there, where that was counted.
    pub items: Option<u64>,
}

/// What a node is; the order is that of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// The intake of an entity.
    Intake,
    /// A workstream.
    Workstream,
    /// A ruleset of classification.
    Ruleset,
    /// The route of a workstream.
    Route,
    /// A queue.
    Queue,
    /// What overflow does but sending items to another queue.
    Action,
}

/// What leads from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where it begins: a place among the nodes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The rules that lead there, a line each; empty where everything goes that way.
    pub labels: Vec<String>,
    /// Whether it is taken only where a queue is full or closed, or items wait too long.
    pub overflow: bool,
    /// How many items went that way, where that was counted.
    pub items: Option<u64>,
}

/// So many labels stand at an arrow; the rest is counted.
const LABELS: usize = 4;

impl Edge {
    /// What is written at it, line by line.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.labels.iter().take(LABELS).cloned().collect();
        let more = self.labels.len().saturating_sub(LABELS);
        lines.extend((more > 0).then(|| format!("and {more} more")));
        lines.extend(self.items.map(|items| items.to_string()));
        lines
    }
}

impl Graph {
    /// A workstream, its rulesets in order, and its route; anything else alone.
    pub(super) fn lane(&self, at: usize) -> Vec<usize> {
        let is_inner = |node: usize| {
            self.nodes.get(node).is_some_and(|node| matches!(node.kind, NodeKind::Ruleset | NodeKind::Route))
        };
        let mut lane = vec![at];
        let mut last = at;
        while let Some(edge) = self.edges.iter().find(|edge| edge.from == last && is_inner(edge.to)) {
            if lane.contains(&edge.to) {
                break;
            }
            lane.push(edge.to);
            last = edge.to;
        }
        lane
    }

    /// Every node, those of a workstream together: its lane.
    pub(super) fn lanes(&self) -> Vec<Vec<usize>> {
        let is_first = |node: &Node| !matches!(node.kind, NodeKind::Ruleset | NodeKind::Route);
        let firsts = self.nodes.iter().enumerate().filter(|(_, node)| is_first(node));
        firsts.map(|(at, _)| self.lane(at)).collect()
    }

    /// What is written in a node, line by line; a ruleset's name without that of its workstream, beside which it stands.
    pub(super) fn lines(&self, lane: &[usize], at: usize) -> Vec<String> {
        let Some(node) = self.nodes.get(at) else { return Vec::new() };
        let home = lane.first().filter(|first| **first != at).and_then(|first| self.nodes.get(*first));
        let title = home.and_then(|home| node.title.strip_prefix(&home.title));
        let title = title.map_or(node.title.as_str(), |title| title.trim_start_matches('.'));
        let items = node.items.map_or_else(String::new, |items| items.to_string());
        let lines = [title.to_owned(), node.detail.clone(), items];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
    /// The place of a node, which is added if it is not there.
    pub(super) fn node(&mut self, kind: NodeKind, title: &str, detail: impl FnOnce() -> String) -> usize {
        let known = self.nodes.iter().position(|node| node.kind == kind && node.title == title);
        known.unwrap_or_else(|| {
            self.nodes.push(Node { kind, title: title.to_owned(), detail: detail(), items: None });
            self.nodes.len() - 1
        })
    }

    /// Adds a way, or a label and items to one that is there.
    pub(super) fn edge(
        &mut self,
        ends: (usize, usize),
        label: Option<String>,
        overflow: bool,
        items: Option<u64>,
    ) {
        let same = |edge: &&mut Edge| (edge.from, edge.to, edge.overflow) == (ends.0, ends.1, overflow);
        if let Some(known) = self.edges.iter_mut().find(same) {
            known.labels.extend(label.filter(|label| !known.labels.contains(label)));
            known.items = known.items.zip(items).map(|(one, other)| one + other).or(known.items).or(items);
        } else {
            let labels = label.into_iter().collect();
            self.edges.push(Edge { from: ends.0, to: ends.1, labels, overflow, items });
        }
    }
}
