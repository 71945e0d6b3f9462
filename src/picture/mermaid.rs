use super::graph::{Graph, NodeKind};
use std::fmt::Write as _;

/// So many labels stand at an arrow; the rest is counted.
const LABELS: usize = 4;

/// The graph as a Mermaid flowchart, which pages of many forges draw.
#[must_use]
pub fn mermaid(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    for (at, node) in graph.nodes.iter().enumerate() {
        let lines =
            [node.title.clone(), node.detail.clone(), node.items.map_or_else(String::new, |n| n.to_string())];
        let lines: Vec<_> = lines.iter().filter(|line| !line.is_empty()).map(|line| escaped(line)).collect();
        let (open, close) = brackets(node.kind);
        // Writing to memory cannot fail, here and below.
        let _ = writeln!(out, "  n{at}{open}\"{}\"{close}", lines.join("<br>"));
    }
    for edge in &graph.edges {
        let mut label: Vec<_> = edge.labels.iter().take(LABELS).map(|label| escaped(label)).collect();
        let more = edge.labels.len().saturating_sub(LABELS);
        label.extend((more > 0).then(|| format!("and {more} more")));
        label.extend(edge.items.map(|items| items.to_string()));
        let arrow = if edge.overflow { "-.->" } else { "-->" };
        let label = if label.is_empty() { String::new() } else { format!("|\"{}\"|", label.join("<br>")) };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    out
}

fn brackets(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Intake => (">", "]"),
        NodeKind::Workstream => ("[", "]"),
        NodeKind::Ruleset => ("[/", "/]"),
        NodeKind::Route => ("{{", "}}"),
        NodeKind::Queue => ("[(", ")]"),
        NodeKind::Action => ("([", "])"),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("#quot;"),
            '<' => safe.push_str("#lt;"),
            '>' => safe.push_str("#gt;"),
            '#' => safe.push_str("#35;"),
            '&' => safe.push_str("#amp;"),
            '`' => safe.push('\''),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}
