use super::graph::{Graph, NodeKind};
use std::fmt::Write as _;

/// The graph as a Mermaid flowchart, which pages of many forges draw; a workstream and its rulesets stand in a frame.
#[must_use]
pub fn mermaid(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    for lane in graph.lanes() {
        let framed = lane.first().filter(|_| lane.len() > 1);
        // Writing to memory cannot fail, here and below.
        if let Some(first) = framed {
            let _ = writeln!(out, "  subgraph w{first}[\" \"]");
        }
        for at in &lane {
            let (open, close) = brackets(graph.nodes.get(*at).map_or(NodeKind::Queue, |node| node.kind));
            let _ = writeln!(out, "  n{at}{open}\"{}\"{close}", joined(&graph.lines(&lane, *at)));
        }
        if framed.is_some() {
            out.push_str("  end\n");
        }
    }
    for edge in &graph.edges {
        let arrow = if edge.overflow { "-.->" } else { "-->" };
        let label = joined(&edge.lines());
        let label = if label.is_empty() { String::new() } else { format!("|\"{label}\"|") };
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

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>")
}

/// A text with nothing in it that means something to Mermaid, or to the Markdown and HTML within it.
fn escaped(text: &str) -> String {
    let (mut safe, text) = begun(text);
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("#quot;"),
            '<' => safe.push_str("#lt;"),
            '>' => safe.push_str("#gt;"),
            '#' => safe.push_str("#35;"),
            '&' => safe.push_str("#amp;"),
            '*' => safe.push_str("#42;"),
            '\\' => safe.push_str("#92;"),
            '`' => safe.push('\''),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// What would begin a list in Markdown, such as `1.` and `-`, made safe; and the rest.
fn begun(text: &str) -> (String, &str) {
    let behind = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = text.strip_suffix(behind).unwrap_or_default();
    let marks =
        if number.is_empty() { [('-', "#45;"), ('+', "#43;")] } else { [('.', "#46;"), (')', "#41;")] };
    let found = marks.iter().find_map(|(mark, safe)| Some((safe, behind.strip_prefix(*mark)?)));
    found.map_or((String::new(), text), |(safe, rest)| (format!("{number}{safe}"), rest))
}
