use super::frame::number;
use crate::replay::{Flow, Replay};
use maud::{Markup, html};

/// How wide the picture is, and its parts, in pixels.
const WIDE: u64 = 640;
const LEFT: u64 = 170;
const BAR: u64 = 12;
const HIGH: u64 = 420;
const GAP: u64 = 8;
/// So many queues are shown on each side; the smallest are put together.
const MOST: usize = 18;

/// A queue on one side of the picture.
#[derive(Debug, Clone)]
struct End {
    name: String,
    items: u64,
    top: u64,
    high: u64,
    /// How much of it has been given to ways.
    used: u64,
}

/// Where items went on the left and go on the right; ways are as thick as many items take them, those that move coloured.
pub(super) fn picture(replay: &Replay) -> Markup {
    let all = replay.items.max(1);
    let mut left = ends(replay.flows.iter().map(|flow| (flow.from.to_string(), flow.items)), all);
    let mut right = ends(replay.flows.iter().map(|flow| (flow.to.to_string(), flow.items)), all);
    let mut flows: Vec<&Flow> = replay.flows.iter().collect();
    flows.sort_by_key(|flow| (flow.from != flow.to, std::cmp::Reverse(flow.items)));
    let ways: Vec<_> = flows.iter().filter_map(|flow| way(flow, &mut left, &mut right)).collect();
    let height = bottom(&left).max(bottom(&right)) + GAP;
    html! {
        div.scroll.flow {
            svg viewBox=(format!("0 0 {WIDE} {height}")) width=(WIDE) height=(height) role="img" aria-label="where items went, and where they go" {
                @for Way { line, thick, moved, title } in &ways {
                    path d=(line) fill="none" stroke-width=(thick) stroke=(if *moved { "var(--move)" } else { "var(--stay)" }) stroke-opacity=(if *moved { "0.75" } else { "0.35" }) {
                        title { (title) }
                    }
                }
                @for end in &left { (end.drawn(LEFT, true)) }
                @for end in &right { (end.drawn(WIDE - LEFT - BAR, false)) }
            }
        }
    }
}

/// The queues of one side, those of most items first.
fn ends(flows: impl Iterator<Item = (String, u64)>, all: u64) -> Vec<End> {
    let mut found: Vec<(String, u64)> = Vec::new();
    for (name, items) in flows {
        match found.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += items,
            None => found.push((name, items)),
        }
    }
    found.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    let rest: u64 = found.iter().skip(MOST).map(|(_, items)| items).sum();
    found.truncate(MOST);
    if rest > 0 {
        found.push((OTHERS.to_owned(), rest));
    }
    let mut top = GAP;
    let place = |(name, items): (String, u64)| {
        let high = (items * HIGH / all).max(2);
        let end = End { name, items, top, high, used: 0 };
        top += high + GAP + 14_u64.saturating_sub(high);
        end
    };
    found.into_iter().map(place).collect()
}

const OTHERS: &str = "others";

fn bottom(ends: &[End]) -> u64 {
    ends.last().map_or(0, |end| end.top + end.high.max(14))
}

struct Way {
    line: String,
    thick: String,
    moved: bool,
    title: String,
}

fn way(flow: &Flow, left: &mut [End], right: &mut [End]) -> Option<Way> {
    let (from, to) = (flow.from.to_string(), flow.to.to_string());
    let y1 = take(left, &from, flow.items)?;
    let y2 = take(right, &to, flow.items)?;
    let (x1, x2) = (LEFT + BAR, WIDE - LEFT - BAR);
    let half = u64::midpoint(x1, x2);
    let end = left.iter().find(|end| end.name == from || end.name == OTHERS)?;
    let thick = (flow.items * end.high * 10 / end.items.max(1)).max(10);
    Some(Way {
        line: format!("M{x1} {y1} C{half} {y1} {half} {y2} {x2} {y2}"),
        thick: format!("{}.{}", thick / 10, thick % 10),
        moved: flow.from != flow.to,
        title: format!("{from} → {to}: {}", number(flow.items)),
    })
}

/// The middle of the next free part of a queue, as high as so many items.
fn take(ends: &mut [End], name: &str, items: u64) -> Option<u64> {
    let at = ends
        .iter()
        .position(|end| end.name == name)
        .or_else(|| ends.iter().position(|end| end.name == OTHERS))?;
    let end = ends.get_mut(at)?;
    let before = end.used;
    end.used += items;
    Some(end.top + (before * 2 + items) * end.high / (end.items.max(1) * 2))
}

impl End {
    fn drawn(&self, x: u64, is_left: bool) -> Markup {
        let (anchor, at) = if is_left { ("end", x - 6) } else { ("start", x + BAR + 6) };
        let name: String = self.name.chars().take(20).collect();
        html! {
            rect x=(x) y=(self.top) width=(BAR) height=(self.high) rx="2" fill="var(--bar)" {}
            text x=(at) y=(self.top + self.high / 2 + 4) text-anchor=(anchor) font-size="12" { (name) " " (number(self.items)) }
        }
    }
}
