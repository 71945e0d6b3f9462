use super::header::Header;
use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::setting::Settings;
use crate::hir::{ChannelKind, WorkKind};
use crate::syntax::ast::Text;
use std::collections::BTreeSet;

/// The addresses a workstream's items come in by, each with its place; in order, each once.
pub(super) fn read(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) -> Vec<Text> {
    let listed = settings.texts("instances").into_iter();
    let blocks = settings.all("instance").filter_map(|instance| instance.text_at(0));
    let mut seen = BTreeSet::new();
    let found: Vec<Text> = listed.chain(blocks).filter(|text| seen.insert(place(&text.value))).collect();
    if let (true, Some(first)) = (header.is_record(), found.first()) {
        ctx.report(WorkstreamError::InstancesOnRecord { span: first.span });
        return Vec::new();
    }
    for text in &found {
        report_form(ctx, header, text);
    }
    found
}

/// What two addresses of the same place have in common.
fn place(address: &str) -> String {
    address.trim_end_matches('/').to_ascii_lowercase()
}

fn report_form(ctx: &mut Context<'_>, header: &Header, text: &Text) {
    let by_number =
        matches!(header.channel, Some(ChannelKind::Sms | ChannelKind::Whatsapp | ChannelKind::Voice))
            || header.kind == Some(WorkKind::Voice);
    let (fits, wanted) = if by_number {
        (is_number(&text.value), "a phone number such as `+442079460018`")
    } else {
        (is_address(&text.value), "a page or account such as `contoso.com/help`, without spaces")
    };
    if !fits {
        ctx.report(WorkstreamError::InstanceForm { instance: text.value.clone(), wanted, span: text.span });
    }
}

/// `+` and 7 to 15 digits, the international form.
fn is_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else { return false };
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_address(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_whitespace)
}
