use super::frame::table;
use crate::tell::SettingTold;
use maud::{Markup, html};

/// Settings in force, folded away: those that somebody wrote, then those that are so because nobody said anything.
pub(super) fn settings(all: &[SettingTold]) -> Markup {
    let (written, others): (Vec<_>, Vec<_>) = all.iter().partition(|setting| setting.is_written);
    let head = ["setting", "in force", "where it comes from"];
    html! {
        @if !all.is_empty() {
            details {
                summary { "Settings in force: " (written.len()) " written, " (others.len()) " by default" }
                (table(&head, written.iter().chain(&others).map(|setting| row(setting))))
            }
        }
    }
}

fn row(setting: &SettingTold) -> Vec<Markup> {
    let name = html! {
        span title=(setting.address) { (setting.title) }
        @if let Some(doc) = setting.doc { div.faint { (doc) } }
    };
    vec![name, html! { code { (setting.value) } }, html! { span.faint { (setting.from) } }]
}
