use super::sentence::{place, said, sentence};
use crate::tell::{Rule, Rules, When};
use maud::{Markup, html};

/// A list of rules, with what is said of it before and after.
pub(super) fn rules(told: &Rules) -> Markup {
    html! {
        h4 { (told.title) @if !told.name.is_empty() { " " (small(&told.name)) } }
        (list(told))
    }
}

/// The same without its heading.
pub(super) fn list(told: &Rules) -> Markup {
    html! {
        @if !told.policy.pieces.is_empty() { div.told.policy { (sentence(&told.policy)) } }
        @if !told.rules.is_empty() { ol.rules { @for told in &told.rules { (rule(told)) } } }
        @if let Some(after) = &told.after { div.told.policy { (sentence(after)) } }
    }
}

fn rule(told: &Rule) -> Markup {
    html! {
        li id=(place(&told.anchor)) {
            @if told.is_named { div.name { b { (told.name) } (small(&told.place)) } }
            @match &told.when {
                When::Holds(when) if when.is_long() => {
                    div { "When " (said(when)) "then " (sentence(&told.done())) "." }
                }
                When::Holds(_) | When::Always(_) => { div { (sentence(&told.sentence())) } }
            }
            @if !told.is_named { (small(&told.place)) }
            @if let Some(own) = &told.overflow {
                details { summary { (own.title) } (list(own)) }
            }
        }
    }
}

/// A name or place in the program, for who looks for it there.
pub(super) fn small(word: &str) -> Markup {
    html! { @if !word.is_empty() { code.small { (word) } } }
}
