use super::outcome::Failure;
use enroute::engine::{LoadError, Loader};
use std::process::{Command, Stdio};

/// How a path in a repository's history begins on the command line: `git:main:contoso`.
const PREFIX: &str = "git:";

/// A folder or file as it was in a revision of the repository around here.
#[derive(Debug, Clone)]
pub(crate) struct Revision {
    /// What it is called on the command line.
    shown: String,
    /// The hash of the revision, so that it stays the same one whatever happens meanwhile.
    commit: String,
    /// Below the repository's root, with `/` between parts and none at the end; empty for the root.
    path: String,
}

impl Revision {
    /// What `text` names, if it names a revision: `git:REVISION:PATH`, the path as seen from here.
    pub(crate) fn of(text: &str) -> Option<Result<Self, Failure>> {
        let rest = text.strip_prefix(PREFIX)?;
        let wrong = || {
            let words = "write a revision and a path, such as `git:main:contoso`";
            Failure::Usage(format!("`{text}` names nothing in the history; {words}"))
        };
        Some(match rest.split_once(':') {
            // What begins with a dash would be read as an option.
            Some((revision, path)) if !revision.is_empty() && !revision.starts_with('-') => {
                Self::found(text, revision, path)
            }
            _ => Err(wrong()),
        })
    }

    fn found(shown: &str, revision: &str, path: &str) -> Result<Self, Failure> {
        let cannot = |why: String| Failure::Access(format!("cannot read `{shown}`: {why}"));
        let here = git(&["rev-parse", "--show-prefix"]);
        let outside = || "this folder is in no git repository".to_owned();
        let here = here.map_err(|why| cannot(if why.starts_with(NO_GIT) { why } else { outside() }))?;
        let commit = git(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]);
        let commit = commit.map_err(|_| cannot(format!("there is no revision `{revision}`")))?;
        let commit = String::from_utf8_lossy(&commit).trim_end().to_owned();
        let here = String::from_utf8_lossy(&here).trim_end().to_owned();
        let path = enroute::source::resolve(&here, path.trim_end_matches('/'));
        let path = path.ok_or_else(|| cannot("it leads out of the repository".to_owned()))?;
        Ok(Self { shown: shown.to_owned(), commit, path })
    }

    /// What it is called on the command line.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Its own last name.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it was a folder then; an error where there was nothing.
    pub(crate) fn is_folder(&self) -> Result<bool, Failure> {
        let object = format!("{}:{}", self.commit, self.path);
        let absent = |_| self.cannot("it is not there in that revision");
        let kind = git(&["cat-file", "-t", &object]).map_err(absent)?;
        Ok(kind.starts_with(b"tree"))
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let object = format!("{}:{}", self.commit, self.path);
        git(&["cat-file", "blob", &object]).map_err(|why| self.cannot(&why))
    }

    /// The folder it lies in.
    pub(crate) fn folder(&self) -> Self {
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self { path: folder.to_owned(), ..self.clone() }
    }

    pub(crate) fn cannot(&self, why: &str) -> Failure {
        Failure::Access(format!("cannot read `{}`: {why}", self.shown))
    }

    /// Where a file of the folder lies in the repository.
    fn below(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }
}

impl Loader for Revision {
    fn read(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        let path = self.below(name);
        let listed =
            git(&["ls-tree", "--full-tree", &self.commit, "--", &path]).map_err(LoadError::Failed)?;
        // `100644 blob 1a2b…<tab>path`; a link is `120000`, and what it leads to is not looked up.
        if !listed.starts_with(b"100") {
            return Err(LoadError::Missing);
        }
        git(&["cat-file", "blob", &format!("{}:{path}", self.commit)]).map_err(LoadError::Failed)
    }

    fn names(&self) -> Vec<String> {
        let tree = format!("{}:{}", self.commit, self.path);
        let listed = git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &tree]).unwrap_or_default();
        let names = listed.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        names.filter_map(|name| std::str::from_utf8(name).ok()).map(str::to_owned).collect()
    }
}

/// What is said where git itself is not there.
const NO_GIT: &str = "cannot start `git`";

/// What git answers, or what it complains of.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let ran = Command::new("git").args(arguments).stdin(Stdio::null()).output();
    let ran = ran.map_err(|error| format!("{NO_GIT}: {error}"))?;
    if ran.status.success() {
        return Ok(ran.stdout);
    }
    let words = String::from_utf8_lossy(&ran.stderr);
    let first = words.lines().next().unwrap_or("git says nothing");
    Err(first.strip_prefix("fatal: ").unwrap_or(first).to_owned())
}
