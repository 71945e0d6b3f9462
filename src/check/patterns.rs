//! Regular expressions: each is of bounded size, and all of a program together are.

use super::context::Context;
use super::error::TypeError;
use crate::source::Span;
use regex_automata::{meta, util::syntax};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A pattern that needs more memory than this when compiled is refused, in bytes.
const LARGEST: usize = 1 << 20;
/// What is counted for one that is refused.
const LARGEST_BYTES: u64 = 1 << 20;
/// A pattern of more bytes is not even looked at: reading it takes hundreds of bytes of memory a letter.
const LONGEST: usize = 50_000;
/// What all patterns of a program together may need, in bytes: as much as a host has room for if it says nothing else.
const TOGETHER: u64 = 256 << 20;

/// The patterns of a program that were looked at so far, each counted once.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// What each needs.
    fit: BTreeMap<Arc<str>, u64>,
    /// What they need together, those that are too big counted each time.
    bytes: u64,
    /// Those that the declaration being looked at has, whether it is the first to have them or not.
    here: Vec<Tried>,
}

/// A pattern that was compiled.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    /// Its text; `None` where it is too big, as it would be the next time.
    fit: Option<Arc<str>>,
    bytes: u64,
}

impl Patterns {
    /// Whether they need more than there is room for: then no further one is compiled.
    pub(super) fn are_too_many(&self) -> bool {
        self.bytes > TOGETHER
    }

    /// Counts what a declaration has.
    pub(super) fn take_over(&mut self, patterns: &[Tried]) {
        for tried in patterns {
            self.count(tried.clone());
        }
    }

    /// Begins a record of what one declaration has; gives the record before.
    pub(super) fn begin(&mut self) -> Vec<Tried> {
        std::mem::take(&mut self.here)
    }

    /// Ends the record, and goes on with the one before.
    pub(super) fn end(&mut self, before: Vec<Tried>) -> Vec<Tried> {
        std::mem::replace(&mut self.here, before)
    }

    /// Notes that the declaration has a pattern; whether it is known to fit.
    fn is_known(&mut self, pattern: &str) -> bool {
        let known = self.fit.get_key_value(pattern);
        let known = known.map(|(text, bytes)| Tried { fit: Some(Arc::clone(text)), bytes: *bytes });
        let is_known = known.is_some();
        self.here.extend(known);
        is_known
    }

    fn count(&mut self, tried: Tried) {
        let before = tried.fit.clone().and_then(|text| self.fit.insert(text, tried.bytes));
        if before.is_none() {
            self.bytes = self.bytes.saturating_add(tried.bytes);
        }
        self.here.push(tried);
    }
}

/// Proves that a pattern is a regular expression of bounded size, and that there is room for it beside the others.
pub(super) fn check_pattern(ctx: &mut Context<'_>, pattern: &str, span: Span) -> Option<()> {
    if ctx.patterns.is_known(pattern) {
        return Some(());
    }
    // That was said where it came about.
    if ctx.patterns.are_too_many() {
        return None;
    }
    let built = compiled(pattern);
    let tried = match &built {
        Ok(bytes) => Some(Tried { fit: Some(pattern.into()), bytes: *bytes }),
        Err(Fault::TooBig) => Some(Tried { fit: None, bytes: LARGEST_BYTES }),
        Err(Fault::Wrong(_)) => None,
    };
    if let Some(tried) = tried {
        ctx.patterns.count(tried);
    }
    let (why, help) = match built {
        Ok(_) if !ctx.patterns.are_too_many() => return Some(()),
        Ok(_) => (
            "all patterns of the program together are too big".to_owned(),
            "write smaller numbers of repetitions, or look for words with `contains`",
        ),
        Err(Fault::Wrong(why)) => (why, "write a regular expression, such as \"ORD-[0-9]+\""),
        Err(Fault::TooBig) => {
            ("it is too big".to_owned(), "write smaller numbers of repetitions, or look for less")
        }
    };
    ctx.report(TypeError::BadPattern { why, span, help });
    None
}

/// Why a pattern cannot be used.
enum Fault {
    Wrong(String),
    TooBig,
}

/// What a pattern needs when compiled, in bytes.
fn compiled(pattern: &str) -> Result<u64, Fault> {
    if pattern.len() > LONGEST {
        return Err(Fault::TooBig);
    }
    // Whether it fits is all that is asked. The lazy search stays on: it needs the pattern backwards too, and the machine
    // refuses a program in which that does not fit.
    let limits = meta::Config::new().nfa_size_limit(Some(LARGEST)).onepass(false).dfa(false);
    let syntax = syntax::Config::new().case_insensitive(true).nest_limit(50);
    let built = meta::Builder::new().configure(limits).syntax(syntax).build(pattern);
    match built {
        Ok(regex) => Ok(u64::try_from(regex.memory_usage()).unwrap_or(u64::MAX)),
        Err(error) => {
            Err(error.syntax_error().map_or(Fault::TooBig, |wrong| Fault::Wrong(plain(&wrong.to_string()))))
        }
    }
}

/// The last line of what the library says, which names the mistake; the others draw the pattern.
fn plain(message: &str) -> String {
    let last = message.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").replace(
        "look-around, including look-ahead and look-behind, is not supported",
        "it may not look ahead or behind",
    )
}
