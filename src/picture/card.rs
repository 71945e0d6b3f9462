use super::graph::{Edge, Graph, Node, NodeKind};
use super::measure::{Size, fitted, wide};

/// The narrowest and the widest card, in pixels.
const NARROW: u32 = 170;
const WIDE: u32 = 360;
/// What is left free beside words.
pub(super) const PAD: u32 = 12;
/// How high the head of a card is without its second line, how high that is, and a row.
const HEAD: u32 = 30;
const DETAIL: u32 = 16;
pub(super) const ROW: u32 = 24;
/// How high a chip is, with what is left free below it, and how far it is to the next.
pub(super) const CHIP: u32 = 20;
const CHIPS: u32 = 26;
const APART: u32 = 18;
/// So many rules of one row are named in it.
const NAMED: usize = 3;

/// A box of the picture: a workstream with all its rules, a queue with its overflow, an intake.
#[derive(Debug)]
pub(super) struct Card {
    /// The node whose name it has.
    pub(super) node: usize,
    pub(super) title: String,
    pub(super) detail: String,
    /// How many items came here.
    pub(super) items: Option<u64>,
    /// Its rulesets, with the places of their corners from that of the card.
    pub(super) chips: Vec<Chip>,
    /// What leads on from here.
    pub(super) rows: Vec<Row>,
    pub(super) width: u32,
    pub(super) height: u32,
    /// How far below the upper edge the first row begins.
    pub(super) above_rows: u32,
}

/// A ruleset in its workstream's card.
#[derive(Debug)]
pub(super) struct Chip {
    pub(super) text: String,
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
}

/// A row of a card: rules that lead to one place.
#[derive(Debug)]
pub(super) struct Row {
    /// Their names, shortened.
    pub(super) text: String,
    /// All of them, and where they lead.
    pub(super) whole: String,
    pub(super) overflow: bool,
    pub(super) items: Option<u64>,
    /// The node they lead to, which may have no card of its own.
    pub(super) to: usize,
    /// The name of that.
    pub(super) target: String,
    /// Whether that is the end of an item's way, as voicemail is, and no card.
    pub(super) ends: bool,
}

/// The cards of a graph: one for each intake, workstream and queue; those of a kind are as wide as the widest.
pub(super) fn cards(graph: &Graph) -> Vec<Card> {
    let nodes = graph.nodes.iter().enumerate();
    let own = nodes
        .filter(|(_, node)| matches!(node.kind, NodeKind::Intake | NodeKind::Workstream | NodeKind::Queue));
    let mut cards: Vec<_> = own.map(|(at, node)| card(graph, at, node)).collect();
    let kind = |card: &Card| graph.nodes.get(card.node).map(|node| node.kind);
    let widths: Vec<_> = cards.iter().map(|card| (kind(card), card.width)).collect();
    for card in &mut cards {
        let own = kind(card);
        let column = widths.iter().filter(|(kind, _)| *kind == own).map(|(_, width)| *width);
        card.width = column.max().unwrap_or(card.width);
    }
    cards
}

fn card(graph: &Graph, at: usize, node: &Node) -> Card {
    let members = graph.lane(at);
    let edges = graph.edges.iter().filter(|edge| members.contains(&edge.from) && !members.contains(&edge.to));
    let rows: Vec<_> = edges.map(|edge| row(graph, edge)).collect();
    let rulesets = members.iter().filter_map(|at| graph.nodes.get(*at));
    let rulesets = rulesets.filter(|node| node.kind == NodeKind::Ruleset);
    let chips: Vec<_> = rulesets.map(|ruleset| chip_text(node, ruleset)).collect();
    let head = wide(&node.title, Size::Title)
        + node.items.map_or(0, |items| wide(&items.to_string(), Size::Small) + PAD);
    let widest_row = rows.iter().map(|row| row_width(row) + PAD).max().unwrap_or(0);
    let chip_row: u32 = chips.iter().map(|chip| wide(chip, Size::Small) + PAD + APART).sum();
    let detail = wide(&node.detail, Size::Small);
    let needed = head.max(widest_row).max(chip_row).max(detail) + 2 * PAD;
    let width = needed.clamp(NARROW, WIDE);
    let below_head = HEAD + if node.detail.is_empty() { 6 } else { DETAIL + 4 };
    let (chips, lines) = placed(chips, width, below_head);
    let above_rows = below_head + lines * CHIPS;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX / 64);
    let height = above_rows + count * ROW + 4;
    let (title, detail, items) = (node.title.clone(), node.detail.clone(), node.items);
    let fit = |row: Row| fit(row, width);
    Card {
        node: at,
        title,
        detail,
        items,
        chips,
        rows: rows.into_iter().map(fit).collect(),
        width,
        height,
        above_rows,
    }
}

/// `urgency · 2 rules`
fn chip_text(workstream: &Node, ruleset: &Node) -> String {
    let name = ruleset.title.strip_prefix(&workstream.title).unwrap_or(&ruleset.title);
    let name = name.trim_start_matches('.');
    if ruleset.detail.is_empty() { name.to_owned() } else { format!("{name} · {}", ruleset.detail) }
}

/// Chips side by side, in as many lines as they need.
fn placed(texts: Vec<String>, width: u32, top: u32) -> (Vec<Chip>, u32) {
    let room = width.saturating_sub(2 * PAD);
    let (mut chips, mut x, mut line) = (Vec::new(), 0, 0);
    for text in texts {
        let text = fitted(&text, Size::Small, room.saturating_sub(PAD));
        let own = wide(&text, Size::Small) + PAD;
        if x > 0 && x + own > room {
            (x, line) = (0, line + 1);
        }
        chips.push(Chip { text, x: PAD + x, y: top + line * CHIPS, width: own });
        x += own + APART;
    }
    let lines = if chips.is_empty() { 0 } else { line + 1 };
    (chips, lines)
}

fn row(graph: &Graph, edge: &Edge) -> Row {
    let to = graph.nodes.get(edge.to);
    let ends = to.is_some_and(|node| node.kind == NodeKind::Action);
    let more = edge.labels.len().saturating_sub(NAMED);
    let mut text = edge.labels.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 {
        text = format!("{text} and {more} more");
    }
    if text.is_empty() {
        "everything".clone_into(&mut text);
    }
    let target = to.map_or_else(String::new, |node| node.title.clone());
    let labels = if edge.labels.is_empty() { "everything".to_owned() } else { edge.labels.join("\n") };
    let whole = format!("{labels}\n→ {target}");
    Row { text, whole, overflow: edge.overflow, items: edge.items, to: edge.to, target, ends }
}

/// How wide a row is with all that stands in it.
fn row_width(row: &Row) -> u32 {
    let items = row.items.map_or(0, |items| wide(&items.to_string(), Size::Small) + PAD);
    wide(&row.text, Size::Text) + items + wide(&row.target, Size::Small) + 2 * PAD
}

/// A row that fits into a card of that width.
fn fit(row: Row, width: u32) -> Row {
    let room = width.saturating_sub(3 * PAD);
    let target = fitted(&row.target, Size::Small, room * 3 / 5);
    let bare = Row { text: String::new(), target, ..row };
    let text = fitted(&row.text, Size::Text, room.saturating_sub(row_width(&bare)));
    Row { text, ..bare }
}
