use super::paths;
use super::position::Encoding;
use serde_json::Value;

/// What the editor has said of itself. Read leniently: an editor that says something odd of what we do not use is
/// served all the same.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub(super) struct Client {
    /// What its columns count.
    pub(super) encoding: Encoding,
    /// The paths of its folders.
    pub(super) folders: Vec<String>,
    /// The programs that it names.
    pub(super) programs: Vec<String>,
    /// Whether it asks for diagnostics; else they are sent.
    pub(super) pulls: bool,
    /// Whether it can be told to ask for diagnostics again.
    pub(super) pulls_again: bool,
    /// Whether it tells of files if asked to.
    pub(super) watches: bool,
    /// Whether it can be asked for settings.
    pub(super) is_configurable: bool,
    /// Whether changes may name the version of the text they are for.
    pub(super) knows_versions: bool,
    /// Whether changes may say what is to be thought of, and ask.
    pub(super) knows_annotations: bool,
    /// Whether a text to write may have places to fill in.
    pub(super) knows_snippets: bool,
    /// Whether it wants to be told what was handled.
    pub(super) traces: bool,
}

impl Client {
    /// From what comes with `initialize`.
    pub(super) fn of(params: &Value) -> Self {
        let can = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let may = |path: &str| can(path).and_then(Value::as_bool).unwrap_or_default();
        let offered = can("general/positionEncodings").and_then(Value::as_array).into_iter().flatten();
        Self {
            encoding: Encoding::agreed(offered.filter_map(Value::as_str)),
            folders: folders(params),
            programs: params.get("initializationOptions").and_then(programs).unwrap_or_default(),
            pulls: can("textDocument/diagnostic").is_some_and(Value::is_object),
            pulls_again: may("workspace/diagnostics/refreshSupport"),
            watches: may("workspace/didChangeWatchedFiles/dynamicRegistration"),
            is_configurable: may("workspace/configuration"),
            knows_versions: may("workspace/workspaceEdit/documentChanges"),
            knows_annotations: can("workspace/workspaceEdit/changeAnnotationSupport")
                .is_some_and(Value::is_object),
            knows_snippets: may("textDocument/completion/completionItem/snippetSupport"),
            traces: traces(params.get("trace")),
        }
    }
}

/// Whether a value of `trace` asks to be told.
pub(super) fn traces(trace: Option<&Value>) -> bool {
    trace.and_then(Value::as_str).is_some_and(|trace| trace != "off")
}

/// The programs that settings name, if they say anything of programs: `{ "programs": ["a.route", "folder"] }`.
pub(super) fn programs(settings: &Value) -> Option<Vec<String>> {
    let listed = settings.get("programs")?.as_array()?.iter();
    Some(listed.filter_map(Value::as_str).map(str::to_owned).collect())
}

fn folders(params: &Value) -> Vec<String> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array).into_iter().flatten();
    let mut found: Vec<_> =
        listed.filter_map(|folder| folder.get("uri")?.as_str()).map(paths::path).collect();
    if found.is_empty() {
        let root = params.get("rootUri").and_then(Value::as_str).map(paths::path);
        let older = || params.get("rootPath").and_then(Value::as_str).map(paths::from_native);
        found.extend(root.or_else(older));
    }
    found
}
