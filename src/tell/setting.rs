use super::sentence::capital;
use super::words::plain;
use crate::builtins::{Block, Form};
use crate::hir::{EffectiveSetting, Origin};
use crate::source::Span;

/// Says where something is written, as `contoso.route:12`.
pub type Source<'a> = &'a dyn Fn(Span) -> String;

/// A setting in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingTold {
    /// What it is called, in plain words: `Distribution: wrap up`.
    pub title: String,
    /// Its address in the program: `distribution.wrap_up`.
    pub address: String,
    /// What it is set to, as the program writes it.
    pub value: String,
    /// What it does, in a sentence.
    pub doc: Option<&'static str>,
    /// Where it comes from, in words.
    pub from: String,
    /// Whether an author wrote it, there or where it was copied from; otherwise it is so because nobody said anything.
    pub is_written: bool,
}

pub(super) fn settings(block: Block, all: &[EffectiveSetting], source: Source<'_>) -> Vec<SettingTold> {
    all.iter().map(|setting| told(block, setting, source)).collect()
}

fn told(block: Block, setting: &EffectiveSetting, source: Source<'_>) -> SettingTold {
    let (from, is_written) = match &setting.origin {
        Origin::Written(span) => (format!("written in {}", source(*span)), true),
        Origin::Default(why) => (format!("by default: {why}"), false),
        Origin::Copied { from, span: Some(span) } => (format!("copied from {from}, {}", source(*span)), true),
        Origin::Copied { from, span: None } => (format!("copied from {from}, a default there"), false),
    };
    SettingTold {
        title: title(&setting.address),
        address: setting.address.clone(),
        value: setting.value.clone(),
        doc: doc(block, &setting.address),
        from,
        is_written,
    }
}

fn title(address: &str) -> String {
    let parts: Vec<_> = address.split('.').map(plain).collect();
    capital(&parts.join(": "))
}

/// The sentence about the setting of that address.
fn doc(block: Block, address: &str) -> Option<&'static str> {
    let (word, rest) = address.split_once('.').unwrap_or((address, ""));
    let row = block.row(word)?;
    if let Form::Block(inner) = row.form {
        return doc(inner, rest);
    }
    if let Form::Headed(_, inner) = row.form {
        // What stands before the last dot is what the block is about: an address, a kind of conversation.
        return doc(inner, rest.rsplit_once('.').map_or(rest, |(_, last)| last));
    }
    Some(row.doc)
}
