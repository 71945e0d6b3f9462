use super::graph::{Graph, NodeKind};
use std::fmt::Write as _;

/// What comes before all nodes.
const HEAD: &str = "digraph enroute {
  rankdir=LR
  node [fontname=\"sans-serif\" fontsize=11]
  edge [fontname=\"sans-serif\" fontsize=9]
";

/// The graph in the language of Graphviz; a workstream and its rulesets stand in a frame.
#[must_use]
pub fn dot(graph: &Graph) -> String {
    let mut out = HEAD.to_owned();
    for lane in graph.lanes() {
        let framed = lane.first().filter(|_| lane.len() > 1);
        // Writing to memory cannot fail, here and below.
        if let Some(first) = framed {
            let _ = writeln!(out, "  subgraph cluster_{first} {{\n    style=rounded\n    color=gray");
        }
        for at in &lane {
            let kind = graph.nodes.get(*at).map_or(NodeKind::Queue, |node| node.kind);
            let label = joined(&graph.lines(&lane, *at));
            let _ = writeln!(out, "  n{at} [shape={} label=\"{label}\"]", shape(kind));
        }
        if framed.is_some() {
            out.push_str("  }\n");
        }
    }
    for edge in &graph.edges {
        let style = if edge.overflow { " style=dashed" } else { "" };
        let _ =
            writeln!(out, "  n{} -> n{} [label=\"{}\"{style}]", edge.from, edge.to, joined(&edge.lines()));
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

/// Lines of a label, with nothing in them that means something to Graphviz.
fn joined(lines: &[String]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| quoted(line)).collect();
    lines.join("\\n")
}

fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.replace('\\', "\\\\").replace('"', "\\\"")
}
