use super::atom::{Atom, Quantifier, SearchMode};
use super::error::VerifyError;
use super::operand::TextId;
use crate::value::fold;
use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;

/// From how many texts on one pass for all of them is faster than one for each.
const MANY: usize = 4;
/// How large a compiled pattern may be, in bytes.
const PATTERN_LIMIT: usize = 1 << 20;

/// What an atom looks for in texts, made ready.
#[derive(Debug, Clone)]
pub struct Search {
    needles: Vec<Needle>,
    all_at_once: Option<AhoCorasick>,
    pattern: Option<Regex>,
}

#[derive(Debug, Clone)]
struct Needle {
    text: Box<str>,
    finder: Finder<'static>,
}

impl Search {
    /// What `atom` looks for; nothing for atoms that are not about texts.
    pub(super) fn new(atom: &Atom, texts: &[String]) -> Result<Self, VerifyError> {
        let exact = is_exact(atom);
        let text = |id: &TextId| texts.get(id.index()).map_or("", String::as_str);
        let needle = |id: &TextId| {
            let text: Box<str> = if exact { text(id).into() } else { fold(text(id)).into() };
            Needle { finder: Finder::new(text.as_bytes()).into_owned(), text }
        };
        if let Atom::Regex { pattern, .. } = atom {
            let pattern = Some(compiled(text(pattern), exact)?);
            return Ok(Self { needles: Vec::new(), all_at_once: None, pattern });
        }
        let needles: Vec<_> = atom.texts().iter().map(needle).collect();
        let all_at_once = if is_one_pass(atom) && needles.len() >= MANY {
            AhoCorasick::new(needles.iter().map(|needle| needle.text.as_bytes())).ok()
        } else {
            None
        };
        Ok(Self { needles, all_at_once, pattern: None })
    }

    /// Whether as many as wanted stand in `text`, which is folded unless case counts.
    #[must_use]
    pub fn finds(&self, mode: SearchMode, quantifier: Quantifier, text: &str) -> bool {
        match quantifier {
            Quantifier::Any => self.any(mode, text),
            Quantifier::All => self.needles.iter().all(|needle| needle.stands_in(mode, text)),
            Quantifier::None => !self.any(mode, text),
        }
    }

    fn any(&self, mode: SearchMode, text: &str) -> bool {
        if let Some(all) = self.all_at_once.as_ref().filter(|_| mode == SearchMode::Anywhere) {
            return all.is_match(text);
        }
        self.needles.iter().any(|needle| needle.stands_in(mode, text))
    }

    /// Whether `text` is one of the texts.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.needles.iter().any(|needle| *needle.text == *text)
    }

    /// Whether each of the texts is one that `has` knows (or one, or none of them).
    #[must_use]
    pub fn members(&self, quantifier: Quantifier, mut has: impl FnMut(&str) -> bool) -> bool {
        match quantifier {
            Quantifier::Any => self.needles.iter().any(|needle| has(&needle.text)),
            Quantifier::All => self.needles.iter().all(|needle| has(&needle.text)),
            Quantifier::None => !self.needles.iter().any(|needle| has(&needle.text)),
        }
    }

    /// Whether the pattern is found in `text` as written.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

impl Needle {
    fn stands_in(&self, mode: SearchMode, text: &str) -> bool {
        match mode {
            SearchMode::Anywhere => self.finder.find(text.as_bytes()).is_some(),
            SearchMode::Start => text.starts_with(&*self.text),
            SearchMode::End => text.ends_with(&*self.text),
            SearchMode::Word => self.is_word_of(text),
        }
    }

    /// Words are looked for at every place, also where one ends inside another: `a a` in `a a a`.
    fn is_word_of(&self, text: &str) -> bool {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| self.finder.find(rest.as_bytes())) {
            let start = from + at;
            let before = text.get(..start).and_then(|left| left.chars().next_back());
            let after = text.get(start + self.text.len()..).and_then(|right| right.chars().next());
            if !before.is_some_and(is_word_letter) && !after.is_some_and(is_word_letter) {
                return true;
            }
            from = start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        false
    }
}

/// Whether a letter belongs to a word, so that a word looked for does not end before it.
#[must_use]
pub fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_exact(atom: &Atom) -> bool {
    matches!(
        atom,
        Atom::TextIs { exact: true, .. }
            | Atom::TextIn { exact: true, .. }
            | Atom::TextSearch { exact: true, .. }
            | Atom::Regex { exact: true, .. }
            | Atom::ListHasText { exact: true, .. }
    )
}

fn is_one_pass(atom: &Atom) -> bool {
    matches!(atom, Atom::TextSearch { mode: SearchMode::Anywhere, quantifier, .. } if *quantifier != Quantifier::All)
}

fn compiled(pattern: &str, exact: bool) -> Result<Regex, VerifyError> {
    let limits = Config::new()
        .nfa_size_limit(Some(PATTERN_LIMIT))
        .onepass_size_limit(Some(PATTERN_LIMIT))
        .hybrid_cache_capacity(PATTERN_LIMIT)
        .dfa(false);
    let syntax = syntax::Config::new().case_insensitive(!exact).nest_limit(100);
    let built = Regex::builder().configure(limits).syntax(syntax).build(pattern);
    built.map_err(|_| VerifyError::Pattern { pattern: pattern.to_owned() })
}
