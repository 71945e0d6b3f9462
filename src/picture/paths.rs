use super::card::{Card, Row};
use super::graph::Graph;
use super::layout::{Layout, port, track};
use std::collections::BTreeMap;

/// How far below the upper edge of a card ways arrive.
const ARRIVAL: u32 = 15;
/// How far the ways that arrive on the right stand below one another.
const NEXT: u32 = 4;

/// A drawn way from a row to a card.
#[derive(Debug)]
pub(super) struct Path<'c> {
    pub(super) row: &'c Row,
    /// The name of the card it begins at.
    pub(super) from: &'c str,
    /// As SVG draws it.
    pub(super) line: String,
    /// How thick it is, in tenths of a pixel.
    pub(super) thick: u64,
}

/// The ways of a graph. What overflows goes around on the right of the queues.
pub(super) fn paths<'c>(graph: &Graph, cards: &'c [Card], layout: &Layout) -> Vec<Path<'c>> {
    let most = graph.edges.iter().filter_map(|edge| edge.items).max().unwrap_or(0).max(1);
    let homes: BTreeMap<usize, usize> = cards.iter().enumerate().map(|(at, card)| (card.node, at)).collect();
    let (mut around, mut paths) = (0, Vec::new());
    for (card, place) in cards.iter().zip(&layout.places) {
        for (row, at) in card.rows.iter().zip(0..) {
            let home =
                homes.get(&row.to).and_then(|home| Some((cards.get(*home)?, layout.places.get(*home)?)));
            let Some((to, end)) = home else { continue };
            let (x1, y1) = port(card, *place, at);
            let line = if end.0 > place.0 {
                let (x2, y2) = (end.0, end.1 + ARRIVAL);
                let half = u32::midpoint(x1, x2);
                format!("M{x1} {y1}C{half} {y1} {half} {y2} {} {y2}", x2.saturating_sub(2))
            } else {
                around += 1;
                let (x2, y2) =
                    (end.0 + to.width, end.1 + ARRIVAL + NEXT * u32::try_from(around % 4).unwrap_or(0));
                bow((x1, y1), (x2, y2), layout.right + track(around - 1))
            };
            // Three pixels and more where most items go.
            let thick = row.items.map_or(13, |items| 13 + items.saturating_mul(50) / most);
            paths.push(Path { row, from: &card.title, line, thick });
        }
    }
    paths
}

/// Around on the right, with round corners.
fn bow((x1, y1): (u32, u32), (x2, y2): (u32, u32), right: u32) -> String {
    let round = 6.min(y1.abs_diff(y2) / 2);
    let inner = right.saturating_sub(round);
    let (bend, back) =
        if y2 > y1 { (y1 + round, y2.saturating_sub(round)) } else { (y1.saturating_sub(round), y2 + round) };
    format!("M{x1} {y1}H{inner}Q{right} {y1} {right} {bend}V{back}Q{right} {y2} {inner} {y2}H{}", x2 + 2)
}
