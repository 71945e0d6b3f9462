use super::card::{CHIP, Card, Chip, PAD, ROW, Row, cards};
use super::graph::{Graph, NodeKind};
use super::layout::Layout;
use super::measure::{Size, fitted, wide};
use super::paths::{Path, paths};
use std::fmt::Write as _;

/// Colours for light and dark screens.
const STYLE: &str = include_str!("style.css");

/// The graph as a picture that stands for itself: workstreams with their rules on the left, queues with their overflow on the
/// right. What is shortened is there in full where it is pointed at.
#[must_use]
pub fn svg(graph: &Graph) -> String {
    let cards = cards(graph);
    let layout = Layout::of(graph, &cards);
    let (width, height) = (layout.width.max(1), layout.height.max(1));
    let mut out = format!(
        "<svg class=\"enroute\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"from workstreams to queues\"><style>{}</style>{MARKERS}\
         <rect class=\"sheet\" width=\"{width}\" height=\"{height}\"/>",
        STYLE.replace('\n', "")
    );
    for path in paths(graph, &cards, &layout) {
        way(&mut out, &path);
    }
    for (card, place) in cards.iter().zip(&layout.places) {
        let kind = graph.nodes.get(card.node).map_or(NodeKind::Queue, |node| node.kind);
        draw(&mut out, card, class(kind), *place);
    }
    out + "</svg>\n"
}

/// The points of arrows.
const MARKERS: &str = "<defs><marker id=\"enroute-to\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
     markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"point\" d=\"M0 0L8 4L0 8z\"/></marker>\
     <marker id=\"enroute-over\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
     markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"point over\" d=\"M0 0L8 4L0 8z\"/></marker></defs>";

fn class(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Intake => "intake",
        NodeKind::Workstream => "workstream",
        NodeKind::Ruleset => "ruleset",
        NodeKind::Route => "route",
        NodeKind::Queue => "queue",
        NodeKind::Action => "action",
    }
}

fn way(out: &mut String, path: &Path<'_>) {
    let (class, point) = match (path.row.overflow, path.row.items) {
        (true, _) => ("way overflow", "enroute-over"),
        (false, Some(0)) => ("way idle", "enroute-to"),
        (false, _) => ("way", "enroute-to"),
    };
    let (whole, part) = (path.thick / 10, path.thick % 10);
    let title = escaped(&format!("{}: {}", path.from, path.row.whole));
    // Writing to memory cannot fail, here and below.
    let _ = write!(
        out,
        "<g class=\"{class}\"><title>{title}</title><path class=\"near\" d=\"{0}\"/>\
         <path d=\"{0}\" stroke-width=\"{whole}.{part}\" marker-end=\"url(#{point})\"/></g>",
        path.line
    );
}

fn draw(out: &mut String, card: &Card, class: &str, (x, y): (u32, u32)) {
    let (width, height) = (card.width, card.height);
    let counted = card.items.map(|items| items.to_string());
    let taken = counted.as_ref().map_or(0, |items| wide(items, Size::Small) + PAD);
    let title = fitted(&card.title, Size::Title, width.saturating_sub(2 * PAD + taken));
    let _ = write!(
        out,
        "<g class=\"card {class}\" transform=\"translate({x} {y})\"><title>{}</title>\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\"/><text class=\"name\" x=\"{PAD}\" y=\"20\">{}</text>",
        escaped(&format!("{}\n{}", card.title, card.detail)),
        escaped(&title),
    );
    if let Some(items) = counted {
        number(out, width.saturating_sub(PAD), 20, &items);
    }
    if !card.detail.is_empty() {
        let detail = fitted(&card.detail, Size::Small, width.saturating_sub(2 * PAD));
        let _ = write!(out, "<text class=\"small\" x=\"{PAD}\" y=\"37\">{}</text>", escaped(&detail));
    }
    for (at, chip) in card.chips.iter().enumerate() {
        draw_chip(out, chip, at > 0);
    }
    for (row, at) in card.rows.iter().zip(0..) {
        draw_row(out, card, row, card.above_rows + at * ROW);
    }
    out.push_str("</g>");
}

/// A ruleset, with an arrow from the one before it.
fn draw_chip(out: &mut String, chip: &Chip, follows: bool) {
    let Chip { text, x, y, width } = chip;
    let (inner, base) = (x + PAD / 2, y + 14);
    if follows && *x > PAD {
        let _ =
            write!(out, "<text class=\"small\" x=\"{}\" y=\"{base}\" text-anchor=\"middle\">→</text>", x - 9);
    }
    let _ = write!(
        out,
        "<rect class=\"chip\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{CHIP}\" rx=\"10\"/>\
         <text class=\"small\" x=\"{inner}\" y=\"{base}\">{}</text>",
        escaped(text)
    );
}

fn draw_row(out: &mut String, card: &Card, row: &Row, top: u32) {
    let (line, base, right) = (top, top + 16, card.width.saturating_sub(PAD));
    let class = if row.overflow { "row overflow" } else { "row" };
    let _ = write!(
        out,
        "<g class=\"{class}\"><title>{}</title><path class=\"rule\" d=\"M0 {line}H{}\"/><text x=\"{PAD}\" y=\"{base}\">{}</text>",
        escaped(&row.whole),
        card.width,
        escaped(&row.text),
    );
    let items = row.items.map(|items| items.to_string());
    let taken = items.as_ref().map_or(0, |items| wide(items, Size::Small) + PAD);
    if let Some(items) = &items {
        number(out, right, base, items);
    }
    let own = wide(&row.target, Size::Small) + PAD;
    let left = right.saturating_sub(taken).saturating_sub(own);
    if row.ends {
        let _ = write!(
            out,
            "<rect class=\"end\" x=\"{left}\" y=\"{}\" width=\"{own}\" height=\"18\" rx=\"4\"/>",
            top + 3
        );
    }
    let (end, target) = (right.saturating_sub(taken).saturating_sub(PAD / 2), escaped(&row.target));
    let _ = write!(out, "<text class=\"small\" x=\"{end}\" y=\"{base}\" text-anchor=\"end\">{target}</text>");
    out.push_str("</g>");
}

fn number(out: &mut String, right: u32, base: u32, items: &str) {
    let _ =
        write!(out, "<text class=\"number\" x=\"{right}\" y=\"{base}\" text-anchor=\"end\">{items}</text>");
}

fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push('\n'),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}
