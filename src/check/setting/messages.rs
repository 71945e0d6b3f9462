use super::get::Settings;
use crate::hir::Messages;

/// What a block of messages says, moment by moment.
pub(in crate::check) fn messages(block: &Settings<'_>) -> Messages {
    let said = block.found.iter();
    said.map(|found| (found.row.word.to_owned(), found.text_at(0).map(|text| text.value))).collect()
}
