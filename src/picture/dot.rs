use super::graph::{Graph, NodeKind};
use std::fmt::Write as _;

/// The graph in the language of Graphviz.
#[must_use]
pub fn dot(graph: &Graph) -> String {
    let mut out = String::from(
        "digraph enroute {\n  rankdir=LR\n  node [fontname=\"sans-serif\" fontsize=11]\n  edge [fontname=\"sans-serif\" fontsize=9]\n",
    );
    for (at, node) in graph.nodes.iter().enumerate() {
        let items = node.items.map_or_else(String::new, |items| format!("\\n{items}"));
        let detail =
            if node.detail.is_empty() { String::new() } else { format!("\\n{}", quoted(&node.detail)) };
        let shape = shape(node.kind);
        // Writing to memory cannot fail, here and below.
        let _ = writeln!(out, "  n{at} [shape={shape} label=\"{}{detail}{items}\"]", quoted(&node.title));
    }
    for edge in &graph.edges {
        let mut label: Vec<_> = edge.labels.iter().map(|label| quoted(label)).collect();
        label.extend(edge.items.map(|items| items.to_string()));
        let style = if edge.overflow { " style=dashed" } else { "" };
        let _ = writeln!(out, "  n{} -> n{} [label=\"{}\"{style}]", edge.from, edge.to, label.join("\\n"));
    }
    out + "}\n"
}

fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Intake => "cds",
        NodeKind::Workstream => "box",
        NodeKind::Ruleset => "note",
        NodeKind::Route => "diamond",
        NodeKind::Queue => "cylinder",
        NodeKind::Action => "plaintext",
    }
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ")
}
