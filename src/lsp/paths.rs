pub(super) use crate::source::is_route;
use crate::source::resolve;
use std::fmt::Write;

/// The path that a `file:` address means, with `/` between parts. Any other address stands for itself.
pub(super) fn path(uri: &str) -> String {
    let after = uri.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
    let Some(path) = after.and_then(decoded) else { return uri.to_owned() };
    if !path.starts_with('/') {
        // The name of a machine comes first.
        return format!("//{path}");
    }
    match path.strip_prefix('/').filter(|rest| has_drive(rest)) {
        Some(rest) => {
            let (drive, rest) = rest.split_at_checked(1).unwrap_or_default();
            drive.to_lowercase() + rest
        }
        None => path,
    }
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
    match path.rsplit_once('/') {
        Some(("", name)) => ("/", name),
        Some(parts) => parts,
        None => ("", path),
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
    let (root, name) = match from.strip_prefix('/') {
        Some(name) => ("/", name),
        None => ("", from),
    };
    resolve(name, written).map(|name| format!("{root}{name}"))
}

fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && path.get(1..3) == Some(":/")
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
