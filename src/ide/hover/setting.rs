use crate::builtins::{Block, Form, SettingRow};
use crate::check::Kind;
use crate::engine::Workspace;
use crate::hir::{EffectiveSetting, Origin, Program};
use crate::ide::stand::Stand;
use crate::syntax::lex::Token;

/// What a setting does, what it may be, and what it is set to.
pub(super) fn text(workspace: &Workspace, stand: &Stand<'_>, block: Block) -> Option<String> {
    let word = stand.behind().first().map(|token| stand.say(*token))?;
    let row = block.row(word)?;
    let in_force = in_force(workspace, stand, word);
    let is_block = matches!(row.form, Form::Block(_) | Form::Headed(..));
    let mut lines = Vec::new();
    if is_block || row.repeats() {
        lines.push(table(in_force.into_iter()));
    } else {
        lines.extend(in_force.into_iter().map(|setting| {
            format!("```route\n{word} {}\n```\nIn force, {}.", setting.value, origin(&setting.origin))
        }));
    }
    lines.push(row.doc.to_owned());
    if !is_block {
        lines.push(format!("Takes {}.", row.form.sentence()));
    }
    lines.extend(default(row));
    lines.push(format!("Example:\n```route\n{}\n```", row.example));
    lines.retain(|line| !line.is_empty());
    Some(lines.join("\n\n"))
}

/// What a word that is the value of a setting says.
pub(super) fn value(stand: &Stand<'_>, block: Block, word: &str) -> Option<String> {
    let row = stand.before().first().and_then(|first| block.row(stand.say(*first)))?;
    parts(row.form)
        .contains(&word)
        .then(|| format!("`{word}`, of `{}`: {}\n\nTakes {}.", row.word, row.doc, row.form.sentence()))
}

/// The words of a form that has several parts.
fn parts(form: Form) -> Vec<&'static str> {
    if let Form::Sequence(forms) | Form::Either(forms) = form {
        return forms.iter().flat_map(|form| parts(*form)).collect();
    }
    form.words()
}

fn default(row: &SettingRow) -> Option<String> {
    if row.is_required() {
        return Some("It must be written.".to_owned());
    }
    let default = row.default?;
    Some(format!("Without it: `{}`, {}.", default.value, default.why))
}

/// What is set by that word, in the declaration around it.
fn in_force<'w>(workspace: &'w Workspace, stand: &Stand<'_>, word: &str) -> Vec<&'w EffectiveSetting> {
    let Some((outer, inner)) = stand.heads.split_first() else { return Vec::new() };
    let header = stand.words(stand.head(outer));
    let [kind, name, ..] = header.as_slice() else { return Vec::new() };
    let mut address: Vec<String> = inner.iter().map(|head| step(stand, stand.head(head))).collect();
    address.push(word.to_owned());
    let address = address.join(".");
    let within = format!("{address}.");
    let all = settings_of(&workspace.found().program, kind, name);
    all.iter().filter(|setting| setting.address == address || setting.address.starts_with(&within)).collect()
}

/// The part of an address that a block within a declaration adds.
fn step(stand: &Stand<'_>, head: &[Token]) -> String {
    stand.words(head).join(".")
}

/// The settings in force of a declaration, by the word it begins with.
fn settings_of<'w>(program: &'w Program, word: &str, name: &str) -> &'w [EffectiveSetting] {
    let template = |all: &'w [crate::hir::Template]| {
        all.iter().find(|known| known.named.name == name).map(|known| known.settings.as_slice())
    };
    let found = match word {
        "organisation" => Some(program.organisation.settings.as_slice()),
        "queue" => program
            .queues
            .iter()
            .find(|known| known.named.name == name)
            .map(|known| known.settings.as_slice()),
        "workstream" => program
            .workstreams
            .iter()
            .find(|known| known.named.name == name)
            .map(|known| known.settings.as_slice()),
        "notification" => program
            .notifications
            .iter()
            .find(|known| known.named.name == name)
            .map(|known| known.settings.as_slice()),
        "presence" => program
            .presences
            .iter()
            .find(|known| known.named.name == name)
            .map(|known| known.settings.as_slice()),
        "bot" => {
            program.bots.iter().find(|known| known.named.name == name).map(|known| known.settings.as_slice())
        }
        "session" => template(&program.sessions),
        "auth" => template(&program.auths),
        "reply" => template(&program.replies),
        _ => None,
    };
    found.unwrap_or_default()
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Written(_) => "written here".to_owned(),
        Origin::Default(why) => format!("by default: {why}"),
        Origin::Copied { from, span: Some(_) } => format!("copied from `{from}`"),
        Origin::Copied { from, span: None } => format!("by default, as in `{from}`"),
    }
}

/// The settings of a declaration: those that people ask about, or all of them where it stands.
pub(super) fn summary(workspace: &Workspace, kind: Kind, name: &str, declares: bool) -> String {
    const TOLD: [&str; 14] = [
        "type",
        "channel",
        "carries",
        "mode",
        "fallback",
        "hours",
        "priority",
        "members",
        "assign",
        "countdown",
        "auto_assign",
        "base",
        "kind",
        "role",
    ];
    let all = settings_of(&workspace.found().program, kind.word(), name);
    let told = |setting: &&EffectiveSetting| declares || TOLD.contains(&setting.address.as_str());
    table(all.iter().filter(told))
}

/// Settings in force, one a line.
fn table<'s>(settings: impl Iterator<Item = &'s EffectiveSetting>) -> String {
    let rows: Vec<String> = settings.map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("| setting | in force | from |\n|---|---|---|\n{}", rows.join("\n"))
}

fn row(setting: &EffectiveSetting) -> String {
    let value = setting.value.replace('|', "\\|");
    let from = match &setting.origin {
        Origin::Written(_) => "written".to_owned(),
        Origin::Default(_) => "default".to_owned(),
        Origin::Copied { from, .. } => format!("copy of `{from}`"),
    };
    format!("| {} | `{value}` | {from} |", setting.address)
}
