use crate::tell::{Anchor, Kind, Piece, Said, Sentence};
use maud::{Markup, html};
use std::fmt::Write as _;

/// A sentence with links to what it names.
pub(super) fn sentence(sentence: &Sentence) -> Markup {
    html! {
        @for piece in &sentence.pieces {
            @match piece {
                Piece::Words(words) => { (words) }
                Piece::Value(value) => { span.value { (value) } }
                Piece::Link { to, words } => { a href=(format!("#{}", place(to))) { (words) } }
                Piece::More(values) => {
                    details.more { summary { (values.len()) " more" } span.value { (values.join(", ")) } }
                }
            }
        }
    }
}

/// Sentences one after the other.
pub(super) fn sentences(all: &[Sentence]) -> Markup {
    html! {
        @if !all.is_empty() { div.told { @for told in all { (sentence(told)) " " } } }
    }
}

/// A condition as a list: what must hold together, and what of several is enough.
pub(super) fn said(told: &Said) -> Markup {
    match told {
        Said::One(told) => sentence(told),
        Said::Every(parts) => several("all of this:", parts),
        Said::Any(parts) => several("at least one of these:", parts),
    }
}

fn several(ahead: &str, parts: &[Said]) -> Markup {
    html! { (ahead) ul { @for part in parts { li { (said(part)) } } } }
}

/// The address within the page of something that is told there.
pub(super) fn place(anchor: &Anchor) -> String {
    id(anchor.kind, &anchor.name)
}

/// The same, of what has that name. Letters that addresses do not have become numbers.
pub(super) fn id(kind: Kind, name: &str) -> String {
    let mut id = format!("{}-", kind.word());
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || "_.".contains(letter) {
            id.push(letter);
        } else {
            // Writing to memory cannot fail.
            let _ = write!(id, "-{:x}-", u32::from(letter));
        }
    }
    id
}
