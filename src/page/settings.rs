use super::frame::table;
use crate::tell::SettingTold;
use maud::{Markup, html};

/// Settings in force: those that somebody wrote, and folded away, those that are so because nobody said anything.
pub(super) fn settings(all: &[SettingTold]) -> Markup {
    let (written, others): (Vec<_>, Vec<_>) = all.iter().partition(|setting| setting.is_written);
    html! {
        @if !written.is_empty() {
            details { summary { "Settings that are written (" (written.len()) ")" } (sheet(&written)) }
        }
        @if !others.is_empty() {
            details { summary { "Settings as they are by default (" (others.len()) ")" } (sheet(&others)) }
        }
    }
}

fn sheet(all: &[&SettingTold]) -> Markup {
    table(&["setting", "in force", "where it comes from"], all.iter().map(|setting| row(setting)))
}

fn row(setting: &SettingTold) -> Vec<Markup> {
    let name = html! {
        span title=(setting.address) { (setting.title) }
        @if let Some(doc) = setting.doc { div.faint { (doc) } }
    };
    vec![name, html! { code { (setting.value) } }, html! { span.faint { (setting.from) } }]
}
