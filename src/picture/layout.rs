use super::card::{Card, ROW};
use super::graph::{Graph, NodeKind};

/// How far it is from one column to the next, and from one card to the one below.
const GAP: u32 = 130;
const WIDEST_GAP: u32 = 460;
const BELOW: u32 = 22;
/// How far below its upper edge a card is led to.
const HIGH: u32 = 15;
/// What is left free around the picture, and for each way that goes around on the right.
const MARGIN: u32 = 16;
const TRACK: u32 = 12;
/// So many tracks at most; then ways share them.
const TRACKS: usize = 14;

/// The columns, from the left.
const COLUMNS: [NodeKind; 3] = [NodeKind::Intake, NodeKind::Workstream, NodeKind::Queue];

/// Where the cards of a graph stand, in pixels.
#[derive(Debug)]
pub(super) struct Layout {
    /// The left upper corner of each card.
    pub(super) places: Vec<(u32, u32)>,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Where the space on the right of the last column begins.
    pub(super) right: u32,
}

impl Layout {
    /// A column for each kind of card; in a column, cards stand as near to what leads to them as those above allow.
    pub(super) fn of(graph: &Graph, cards: &[Card]) -> Self {
        let mut layout = Self { places: vec![(0, 0); cards.len()], width: 0, height: 0, right: 0 };
        let mut left = MARGIN;
        for kind in COLUMNS {
            let own = cards.iter().enumerate();
            let own =
                own.filter(|(_, card)| graph.nodes.get(card.node).is_some_and(|node| node.kind == kind));
            let column: Vec<_> = own.map(|(at, _)| at).collect();
            if let Some(width) = layout.add(cards, column, left) {
                layout.right = left + width;
                // Ways would be steep between high columns that stand close.
                left += width + (layout.height / 10).clamp(GAP, WIDEST_GAP);
            }
        }
        let around = cards.iter().flat_map(|card| &card.rows).filter(|row| row.overflow && !row.ends);
        let tracks = u32::try_from(around.count().min(TRACKS)).unwrap_or(0);
        layout.width = layout.right + MARGIN + if tracks > 0 { (tracks + 2) * TRACK } else { 0 };
        layout.height += MARGIN;
        layout
    }

    /// Adds a column, and says how wide it is; none where it is empty.
    fn add(&mut self, cards: &[Card], mut column: Vec<usize>, left: u32) -> Option<u32> {
        let width = column.iter().filter_map(|at| cards.get(*at)).map(|card| card.width).max()?;
        let wanted: Vec<_> = cards.iter().map(|card| self.wanted(cards, card)).collect();
        column.sort_by_key(|at| (wanted.get(*at).copied().flatten().unwrap_or(u32::MAX), *at));
        // A card may stand lower, as near to what leads to it as leaves room for those below.
        let heights = column.iter().filter_map(|at| cards.get(*at)).map(|card| card.height + BELOW);
        let mut spare = self.height.saturating_sub(heights.sum::<u32>() + MARGIN - BELOW);
        let mut top = MARGIN;
        for at in column {
            let height = cards.get(at).map_or(0, |card| card.height);
            let near = wanted.get(at).copied().flatten().map_or(top, |middle| middle.saturating_sub(HIGH));
            let lower = near.saturating_sub(top).min(spare);
            (top, spare) = (top + lower, spare - lower);
            if let Some(place) = self.places.get_mut(at) {
                *place = (left, top);
            }
            top += height + BELOW;
        }
        self.height = self.height.max(top.saturating_sub(BELOW));
        Some(width)
    }

    /// The middle height of what leads to a card from columns that stand already; none where nothing does.
    fn wanted(&self, cards: &[Card], card: &Card) -> Option<u32> {
        let before = cards.iter().zip(&self.places).filter(|(_, place)| place.0 > 0);
        let heights: Vec<u32> = before
            .flat_map(|(from, place)| {
                from.rows.iter().zip(0..).map(move |(row, at)| (row, port(from, *place, at)))
            })
            .filter(|(row, _)| row.to == card.node && !row.overflow)
            .map(|(_, (_, y))| y)
            .collect();
        let many = u64::try_from(heights.len()).ok()?;
        let sum: u64 = heights.iter().copied().map(u64::from).sum();
        sum.checked_div(many).and_then(|middle| u32::try_from(middle).ok())
    }
}

/// Where the way of a row begins: at the right edge of its card.
pub(super) fn port(card: &Card, (x, y): (u32, u32), row: u32) -> (u32, u32) {
    (x + card.width, y + card.above_rows + row * ROW + ROW / 2)
}

/// How far to the right of the last column the `nth` way that goes around stands.
pub(super) fn track(nth: usize) -> u32 {
    u32::try_from(nth % TRACKS + 1).unwrap_or(1) * TRACK + TRACK / 2
}
