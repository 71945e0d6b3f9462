/// The name of the file that `path` means where it is written in the file called `from`.
///
/// Names are relative to the program's folder, with `/` between parts; `path` is relative to the folder of `from`.
/// `None` if it is absolute or leads out of the program's folder.
#[must_use]
pub fn resolve(from: &str, path: &str) -> Option<String> {
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some(':');
    if drive || path.starts_with(['/', '\\']) {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a path is that of a text in the language, by how it ends.
#[must_use]
pub fn is_route(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == "route")
}

/// How the file called `from` writes the path of the file called `to`; both are names within one program.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> =
        from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(left, right)| left == right).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}
