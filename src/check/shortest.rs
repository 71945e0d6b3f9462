use super::clauses::kind_word;
use super::kind::Kind;
use crate::hir::WorkKind;

/// How the shortest declaration of a name is written, of those kinds of which one can be guessed. `work` is what comes
/// to a queue of that name; nothing where that is not known.
pub(super) fn shortest(kind: Kind, name: &str, work: &[WorkKind]) -> Option<String> {
    let takes = queue_type(work);
    let block = match kind {
        Kind::Skill | Kind::SkillType | Kind::Reply => "",
        Kind::Queue => takes.as_str(),
        Kind::Profile => " { limit 3, reset immediately }",
        Kind::Hours => " {\n  zone \"Europe/London\"\n  open mon..fri 08:00..18:00\n}",
        Kind::Closures => " { 2026-12-25 \"Christmas Day\" }",
        Kind::Rating => " { range 1..5 }",
        Kind::Assignment => " {\n  \"Anyone\": otherwise pick agents order by idle_time descending\n}",
        Kind::Session => " { kind generic }",
        Kind::Notification => " { countdown 60s }",
        Kind::Bot => " { kind copilot }",
        Kind::Auth => " { kind token }",
        Kind::Constant
        | Kind::Enum
        | Kind::Entity
        | Kind::Channel
        | Kind::List
        | Kind::Condition
        | Kind::Table
        | Kind::Model
        | Kind::Workstream
        | Kind::Presence
        | Kind::Organisation => return None,
    };
    Some(format!("{} {name}{block}", kind.word()))
}

/// The type of a queue that takes all of it.
fn queue_type(work: &[WorkKind]) -> String {
    let words: Vec<_> = work.iter().map(|kind| kind_word(*kind)).collect();
    match words.as_slice() {
        [] => " { type [messaging, record, voice] }".to_owned(),
        [one] => format!(" {{ type {one} }}"),
        several => format!(" {{ type [{}] }}", several.join(", ")),
    }
}
