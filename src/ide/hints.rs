use super::walk;
use crate::engine::Workspace;
use crate::hir::{EffectiveSetting, Origin};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, ItemKind};

/// A few words shown within the text that are not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Where they are shown: in front of the byte at that offset.
    pub at: u32,
    /// The words.
    pub text: String,
    /// What there is to say of them.
    pub tooltip: String,
    /// What they say.
    pub kind: HintKind,
}

/// What a hint says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HintKind {
    /// What is in force though nobody wrote it.
    Default,
    /// What a rule without a label is called.
    RuleName,
}

/// The settings whose defaults people ask about, by where they stand.
const TOLD: [&str; 9] = [
    "distribution.wrap_up",
    "distribution.skills",
    "distribution.affinity",
    "distribution.auto_close",
    "assign",
    "members",
    "priority",
    "countdown",
    "auto_assign",
];

/// The hints within a stretch of a file, in order: the telling defaults of workstreams, queues and notifications at
/// their headers, and the names of rules that have no label.
#[must_use]
pub fn hints(workspace: &Workspace, file: FileId, span: Span) -> Vec<Hint> {
    let mut found = Vec::new();
    for tree in workspace.trees(file) {
        let places = tree.items.iter().map(|item| workspace.place(item.span));
        if !places.into_iter().any(|place| place.start <= span.end && span.start <= place.end) {
            continue;
        }
        for item in &tree.items {
            found.extend(of_header(workspace, item));
        }
        for named in walk::rules(tree).iter().filter(|named| named.rule.label.is_none()) {
            let place = workspace.place(named.rule.span);
            let tooltip = format!(
                "what decisions and tests call this rule: `{}`; a label gives it a name of its own",
                named.address()
            );
            found.push(Hint { at: place.start, text: named.name(), tooltip, kind: HintKind::RuleName });
        }
    }
    found.retain(|hint| span.start <= hint.at && hint.at <= span.end);
    found.sort_by_key(|hint| hint.at);
    found
}

fn of_header(workspace: &Workspace, item: &ast::Item) -> Option<Hint> {
    let program = &workspace.found().program;
    let (header, settings): (&ast::Header, &[EffectiveSetting]) = if let ItemKind::Workstream(stream) =
        &item.kind
    {
        let known =
            program.workstreams.iter().find(|known| known.named.span == Some(stream.header.name.span))?;
        (&stream.header, &known.settings)
    } else if let ItemKind::Queue(queue) = &item.kind {
        let known = program.queues.iter().find(|known| known.named.span == Some(queue.header.name.span))?;
        (&queue.header, &known.settings)
    } else if let ItemKind::Plain(plain) = &item.kind {
        let known =
            program.notifications.iter().find(|known| known.named.span == Some(plain.header.name.span))?;
        (&plain.header, &known.settings)
    } else {
        return None;
    };
    let told: Vec<_> = settings.iter().filter_map(told).collect();
    if told.is_empty() {
        return None;
    }
    let at = workspace.place(header.span).end;
    let text: Vec<_> = told.iter().map(|(setting, _)| short(setting)).collect();
    let tooltip: Vec<_> = told.iter().map(|(setting, why)| format!("`{}`: {why}", short(setting))).collect();
    Some(Hint { at, text: text.join(", "), tooltip: tooltip.join("\n\n"), kind: HintKind::Default })
}

/// A setting that is in force by default, with the reason.
fn told(setting: &EffectiveSetting) -> Option<(&EffectiveSetting, &str)> {
    let Origin::Default(why) = &setting.origin else { return None };
    TOLD.contains(&setting.address.as_str()).then_some((setting, why.as_str()))
}

fn short(setting: &EffectiveSetting) -> String {
    let word = setting.address.rsplit('.').next().unwrap_or_default();
    format!("{word} {}", setting.value)
}
