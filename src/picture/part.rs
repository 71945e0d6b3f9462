use super::graph::{Edge, Graph, NodeKind};

/// What items of one workstream come to, and which intakes lead there.
#[must_use]
pub fn part(graph: &Graph, workstream: &str) -> Graph {
    let home =
        graph.nodes.iter().position(|node| node.kind == NodeKind::Workstream && node.title == workstream);
    let Some(home) = home else { return Graph::default() };
    let mut kept = vec![false; graph.nodes.len()];
    let mut waiting = vec![home];
    while let Some(node) = waiting.pop() {
        if let Some(known) = kept.get_mut(node).filter(|known| !**known) {
            *known = true;
            waiting.extend(graph.edges.iter().filter(|edge| edge.from == node).map(|edge| edge.to));
        }
    }
    for edge in graph.edges.iter().filter(|edge| edge.to == home) {
        if let Some(known) = kept.get_mut(edge.from) {
            *known = true;
        }
    }
    keep(graph, &kept)
}

/// The nodes that are kept, and the ways between them.
fn keep(graph: &Graph, kept: &[bool]) -> Graph {
    let is_kept = |node: usize| kept.get(node) == Some(&true);
    let place = |node: usize| is_kept(node).then(|| (0..node).filter(|before| is_kept(*before)).count());
    let edge = |edge: &Edge| Some(Edge { from: place(edge.from)?, to: place(edge.to)?, ..edge.clone() });
    let nodes = graph.nodes.iter().enumerate().filter(|(at, _)| is_kept(*at));
    Graph {
        nodes: nodes.map(|(_, node)| node.clone()).collect(),
        edges: graph.edges.iter().filter_map(edge).collect(),
    }
}
