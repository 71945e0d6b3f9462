pub(super) use crate::source::is_route;
use crate::source::resolve;
use std::fmt::Write;

/// The path that a `file:` address means, with `/` between parts. Any other address stands for itself.
pub(super) fn path(uri: &str) -> String {
    let said = uri.strip_prefix("file:").filter(|rest| !matches!(*rest, "" | "//"));
    let Some(path) = said.and_then(decoded) else { return uri.to_owned() };
    let local = path.strip_prefix("//").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
    // Without a name of a machine, the path begins there.
    let path = local.filter(|rest| rest.starts_with('/')).unwrap_or(&path);
    normal(path.strip_prefix('/').filter(|rest| has_drive(rest)).unwrap_or(path))
}

/// The path that a person or another program writes, on whatever machine: `C:\rules\..\desk` is `c:/desk`.
pub(super) fn from_native(written: &str) -> String {
    if written.starts_with("file:") { path(written) } else { normal(&written.replace('\\', "/")) }
}

/// The path that a relative path means in a folder.
pub(super) fn below(folder: &str, path: &str) -> String {
    normal(&join(folder, path))
}

/// A path without parts that say nothing: `.`, `..` and empty ones. Drives are lower case; only a root ends with `/`.
fn normal(path: &str) -> String {
    let root = root(path);
    let mut parts: Vec<&str> = Vec::new();
    for part in path.strip_prefix(root).unwrap_or_default().split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if !root.is_empty() => {}
            part => parts.push(part),
        }
    }
    let root = if has_drive(root) { root.to_ascii_lowercase() } else { root.to_owned() };
    let slash = if root.is_empty() || root.ends_with('/') { "" } else { "/" };
    root + slash + &parts.join("/")
}

/// What a path begins with that it cannot leave: `/`, a drive, a machine; nothing where it is relative.
fn root(path: &str) -> &str {
    let machine = path.strip_prefix("//").filter(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let length = if let Some(rest) = machine {
        rest.find('/').map_or(path.len(), |machine| 2 + machine + 1)
    } else if has_drive(path) {
        path.len().min(3)
    } else {
        usize::from(path.starts_with('/'))
    };
    path.get(..length).unwrap_or_default()
}

/// The address of a path; of what is no path, the address that it was.
pub(super) fn uri(path: &str) -> String {
    if path.starts_with("//") {
        return format!("file:{}", encoded(path));
    }
    match path {
        path if path.starts_with('/') => format!("file://{}", encoded(path)),
        path if has_drive(path) => format!("file:///{}", encoded(path)),
        path => path.to_owned(),
    }
}

/// Whether a path can be that of a file on disk.
pub(super) fn is_on_disk(path: &str) -> bool {
    path.starts_with('/') || has_drive(path)
}

/// The folder that a path lies in, and the last part of the path.
pub(super) fn split(path: &str) -> (&str, &str) {
    let root = root(path);
    match path.strip_prefix(root).unwrap_or_default().rsplit_once('/') {
        Some((folder, name)) => (path.get(..root.len() + folder.len()).unwrap_or_default(), name),
        None => path.split_at_checked(root.len()).unwrap_or_default(),
    }
}

/// The name that a path has in a folder; `None` if it lies elsewhere.
pub(super) fn name_in<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder.is_empty() {
        return (!path.contains('/')).then_some(path);
    }
    path.strip_prefix(folder.trim_end_matches('/'))?.strip_prefix('/')
}

/// The path of what is called `name` in a folder.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{}/{name}", folder.trim_end_matches('/')) }
}

/// The path that `written` means in a file at `from`, wherever it leads.
pub(super) fn resolved(from: &str, written: &str) -> Option<String> {
    let root = root(from);
    resolve(from.strip_prefix(root)?, written).map(|name| format!("{root}{name}"))
}

fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    let has_colon =
        letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':');
    has_colon && letters.next().is_none_or(|letter| letter == '/')
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { hex(rest.next()?)? * 16 + hex(rest.next()?)? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
