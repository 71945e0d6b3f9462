use super::graph::{Edge, Graph, Node, NodeKind};
use super::layout::{HIGH, Layout, WIDE};
use super::paths::{Path, paths};
use std::fmt::Write as _;

/// So many letters of a name are shown in a node.
const LETTERS: usize = 26;

/// Colours that suit light and dark pages, where the page does not say its own.
const STYLE: &str = "\
.enroute text{font:12px system-ui,sans-serif;fill:var(--ink,#1b2530)}\
.enroute .detail{font-size:10px;fill:var(--faint,#5b6875)}\
.enroute rect{stroke:var(--line,#9aa7b4);fill:var(--paper,#fff)}\
.enroute .queue rect{fill:var(--queue,#e4f0ff)}.enroute .workstream rect{fill:var(--workstream,#fff2da)}\
.enroute .route rect{fill:var(--route,#e9f7e8)}\
.enroute path{fill:none;stroke:var(--way,#7d8b99)}.enroute .overflow path{stroke-dasharray:5 4;stroke:var(--overflow,#c2571a)}\
@media (prefers-color-scheme:dark){.enroute{--ink:#e8edf2;--faint:#a3b0bd;--line:#52606d;--paper:#1c242c;--queue:#17324f;\
--workstream:#4a3812;--route:#1d3d22;--way:#7f8d9b;--overflow:#f0935a}}";

/// The graph as a picture that stands for itself; words of a way show when it is pointed at.
#[must_use]
pub fn svg(graph: &Graph) -> String {
    let layout = Layout::of(graph);
    let (width, height) = (layout.width, layout.height);
    let mut out = format!(
        "<svg class=\"enroute\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"from workstreams to queues\"><style>{STYLE}</style>"
    );
    for (edge, path) in graph.edges.iter().zip(paths(graph, &layout)) {
        way(&mut out, edge, &path);
    }
    for (node, place) in graph.nodes.iter().zip(&layout.places) {
        boxed(&mut out, node, *place);
    }
    out + "</svg>\n"
}

fn way(out: &mut String, edge: &Edge, path: &Path) {
    let class = if edge.overflow { " class=\"overflow\"" } else { "" };
    let title: Vec<_> = edge.labels.iter().map(|label| escaped(label)).collect();
    let (whole, part) = (path.thick / 10, path.thick % 10);
    // Writing to memory cannot fail, here and below.
    let _ = write!(
        out,
        "<g{class}><title>{}</title><path d=\"{}\" stroke-width=\"{whole}.{part}\"/>",
        title.join("\n"),
        path.line
    );
    let (x, y) = path.middle;
    let words = edge.items.map(|items| items.to_string());
    if let Some(words) = words.filter(|words| words != "0") {
        let _ =
            write!(out, "<text class=\"detail\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{words}</text>");
    }
    out.push_str("</g>");
}

fn boxed(out: &mut String, node: &Node, (x, y): (u32, u32)) {
    let class = match node.kind {
        NodeKind::Intake => "intake",
        NodeKind::Workstream => "workstream",
        NodeKind::Ruleset => "ruleset",
        NodeKind::Route => "route",
        NodeKind::Queue => "queue",
        NodeKind::Action => "action",
    };
    let items = node.items.map_or_else(String::new, |items| format!(" · {items}"));
    let detail = short(&format!("{}{items}", node.detail));
    let (left, first, second) = (x + 10, y + 19, y + 36);
    let _ = write!(
        out,
        "<g class=\"{class}\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"7\"/>\
         <text x=\"{left}\" y=\"{first}\">{}</text><text class=\"detail\" x=\"{left}\" y=\"{second}\">{}</text></g>",
        escaped(&node.title),
        escaped(&short(&node.title)),
        escaped(&detail),
    );
}

fn short(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        text.to_owned()
    } else {
        text.chars().take(LETTERS - 1).chain(['…']).collect()
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}
