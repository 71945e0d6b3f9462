use super::graph::{Edge, Graph};
use super::layout::{HIGH, Layout, WIDE};

/// A drawn way from one node to another.
#[derive(Debug)]
pub(super) struct Path {
    /// As SVG draws it.
    pub(super) line: String,
    /// Where its words stand.
    pub(super) middle: (u32, u32),
    /// How thick it is, in tenths of a pixel.
    pub(super) thick: u64,
}

/// The ways of a graph. Where nodes stand in one column, a way goes around on their right.
pub(super) fn paths(graph: &Graph, layout: &Layout) -> Vec<Path> {
    let most = graph.edges.iter().filter_map(|edge| edge.items).max().unwrap_or(0).max(1);
    graph.edges.iter().map(|edge| path(edge, layout, most)).collect()
}

fn path(edge: &Edge, layout: &Layout, most: u64) -> Path {
    let at = |node: usize| layout.places.get(node).copied().unwrap_or_default();
    let ((from_x, from_y), (to_x, to_y)) = (at(edge.from), at(edge.to));
    let (x1, y1, y2) = (from_x + WIDE, from_y + HIGH / 2, to_y + HIGH / 2);
    let thick = 12 + edge.items.unwrap_or(0) * 60 / most;
    if to_x <= from_x {
        let bow = x1 + 50;
        let x2 = to_x + WIDE;
        let line = format!("M{x1} {y1} C{bow} {y1} {bow} {y2} {x2} {y2}");
        return Path { line, middle: (bow - 12, u32::midpoint(y1, y2)), thick };
    }
    let half = u32::midpoint(x1, to_x);
    let line = format!("M{x1} {y1} C{half} {y1} {half} {y2} {to_x} {y2}");
    Path { line, middle: (half, u32::midpoint(y1, y2)), thick }
}
