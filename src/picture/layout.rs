use super::graph::{Graph, NodeKind};

/// How wide a column is, and how far it is to the next.
pub(super) const WIDE: u32 = 190;
const GAP: u32 = 110;
/// How high a node is, and how far it is to the next.
pub(super) const HIGH: u32 = 46;
const BELOW: u32 = 18;
/// What is left free around the picture.
const MARGIN: u32 = 16;

/// Where the nodes of a graph stand, in pixels.
#[derive(Debug)]
pub(super) struct Layout {
    /// The left upper corner of each node.
    pub(super) places: Vec<(u32, u32)>,
    pub(super) width: u32,
    pub(super) height: u32,
}

const COLUMNS: [NodeKind; 6] = [
    NodeKind::Intake,
    NodeKind::Workstream,
    NodeKind::Ruleset,
    NodeKind::Route,
    NodeKind::Queue,
    NodeKind::Action,
];

impl Layout {
    /// A column for each kind of node that there is; in a column, nodes stand as near to what leads to them as the order
    /// of their middle allows.
    pub(super) fn of(graph: &Graph) -> Self {
        let mut places = vec![(0, 0); graph.nodes.len()];
        let (mut left, mut height) = (MARGIN, 0);
        for kind in COLUMNS {
            let mut column: Vec<usize> = of_kind(graph, kind);
            if column.is_empty() {
                continue;
            }
            column.sort_by_key(|node| (middle(graph, &places, *node), *node));
            let mut top = MARGIN;
            for node in column {
                if let Some(place) = places.get_mut(node) {
                    *place = (left, top);
                }
                top += HIGH + BELOW;
            }
            height = height.max(top);
            left += WIDE + GAP;
        }
        Self { places, width: left.saturating_sub(GAP) + MARGIN, height: height + MARGIN }
    }
}

fn of_kind(graph: &Graph, kind: NodeKind) -> Vec<usize> {
    let nodes = graph.nodes.iter().enumerate();
    nodes.filter(|(_, node)| node.kind == kind).map(|(at, _)| at).collect()
}

/// The middle height of what leads to a node from columns before it.
fn middle(graph: &Graph, places: &[(u32, u32)], node: usize) -> u32 {
    let kind = graph.nodes.get(node).map(|node| node.kind);
    let before = graph
        .edges
        .iter()
        .filter(|edge| edge.to == node && graph.nodes.get(edge.from).map(|from| from.kind) < kind);
    let heights: Vec<_> = before.filter_map(|edge| places.get(edge.from)).map(|(_, top)| *top).collect();
    let many = u32::try_from(heights.len()).unwrap_or(u32::MAX);
    heights.iter().sum::<u32>().checked_div(many).unwrap_or(u32::MAX)
}
