use super::atom::{Atom, Quantifier, SearchMode};
use super::error::VerifyError;
use super::operand::{AtomId, TextId};
use super::program::Program;
use crate::value::fold;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;
use std::borrow::Cow;

/// From how many texts on one pass for all of them is worth the memory.
const MANY: usize = 16;
/// How large a compiled pattern may be, in bytes.
const PATTERN_LIMIT: usize = 1 << 20;
/// A pattern of more bytes is not even looked at, as the compiler does not: reading it takes hundreds of bytes a letter.
const LONGEST_PATTERN: usize = 50_000;
/// What reading and keeping a pattern takes beside what it is compiled to, and what a letter of it does.
const PATTERN_BYTES: u64 = 4096;
const LETTER_BYTES: u64 = 64;
/// How many letters of a pattern are shown that cannot be read.
const SHOWN: usize = 200;

/// What an atom looks for in texts.
#[derive(Debug, Clone, Copy)]
pub struct Search<'v> {
    wanted: &'v [TextId],
    texts: &'v [String],
    /// Texts that are not the same without case; empty where case counts.
    folded: &'v [(TextId, Box<str>)],
    engine: Option<&'v Engine>,
}

/// What all atoms look for, as far as it is dear to make.
#[derive(Debug, Clone)]
pub(super) struct Searches {
    /// The constant texts that are not the same without case, rising.
    folded: Vec<(TextId, Box<str>)>,
    /// Of few atoms, rising.
    engines: Vec<(AtomId, Engine)>,
    bytes: u64,
}

/// The memory that patterns may take all together.
#[derive(Debug)]
struct Room {
    taken: u64,
    most: u64,
}

impl Room {
    fn take(&mut self, bytes: u64) -> Result<(), VerifyError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken > self.most {
            return Err(VerifyError::Patterns { found: self.taken, most: self.most });
        }
        Ok(())
    }

    fn take_pattern(&mut self, letters: usize) -> Result<(), VerifyError> {
        let letters = u64::try_from(letters).unwrap_or(u64::MAX);
        self.take(letters.saturating_mul(LETTER_BYTES).saturating_add(PATTERN_BYTES))
    }
}

#[derive(Debug, Clone)]
enum Engine {
    Pattern(Regex),
    /// All texts at once. Where case does not count the index searches for them, and this is not made.
    Many(AhoCorasick),
}

impl Searches {
    /// Makes ready what atoms look for; no pattern may be too large, and all together may take so many bytes.
    pub(super) fn of(program: &Program, most: u64) -> Result<Self, VerifyError> {
        let texts = program.schema.texts.iter().zip(0..);
        let folded = texts.filter_map(|(text, place)| match fold(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => Some((TextId(place), folded.into())),
        });
        let mut engines = Vec::new();
        let mut room = Room { taken: 0, most };
        for (atom, place) in program.atoms.iter().zip(0..) {
            let engine = Engine::of(atom, &program.schema.texts, &mut room)?;
            engines.extend(engine.map(|engine| (AtomId(place), engine)));
        }
        Ok(Self { folded: folded.collect(), engines, bytes: room.taken })
    }

    /// What all patterns take, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What an atom looks for.
    pub(super) fn get<'v>(&'v self, program: &'v Program, id: AtomId) -> Option<Search<'v>> {
        let atom = program.atoms.get(id.index())?;
        let place = self.engines.binary_search_by_key(&id, |(atom, _)| *atom).ok();
        Some(Search {
            wanted: atom.texts(),
            texts: &program.schema.texts,
            folded: if is_exact(atom) { &[] } else { &self.folded },
            engine: place.and_then(|place| self.engines.get(place)).map(|(_, engine)| engine),
        })
    }
}

impl Engine {
    /// What an atom needs, if there is room for it: held against the letters before, and against what came of them after.
    fn of(atom: &Atom, texts: &[String], room: &mut Room) -> Result<Option<Self>, VerifyError> {
        let text = |id: &TextId| texts.get(id.index()).map_or("", String::as_str);
        if let Atom::Regex { pattern, exact, .. } = atom {
            let pattern = text(pattern);
            room.take_pattern(pattern.len())?;
            let regex = compiled(pattern, *exact)?;
            room.take(u64::try_from(regex.memory_usage()).unwrap_or(u64::MAX))?;
            return Ok(Some(Self::Pattern(regex)));
        }
        if !is_one_pass(atom) || atom.texts().len() < MANY {
            return Ok(None);
        }
        atom.texts().iter().try_for_each(|id| room.take_pattern(text(id).len()))?;
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let all = AhoCorasick::builder().kind(kind).build(atom.texts().iter().map(text));
        Ok(all.ok().map(Self::Many))
    }
}

impl<'v> Search<'v> {
    /// Whether as many as wanted stand in `text`, which is folded unless case counts.
    #[must_use]
    pub fn finds(&self, mode: SearchMode, quantifier: Quantifier, text: &str) -> bool {
        match quantifier {
            Quantifier::Any => self.any(mode, text),
            Quantifier::All => self.needles().all(|needle| mode.stands_in(needle, text)),
            Quantifier::None => !self.any(mode, text),
        }
    }

    fn any(&self, mode: SearchMode, text: &str) -> bool {
        if let Some(Engine::Many(all)) = self.engine {
            return all.is_match(text);
        }
        self.needles().any(|needle| mode.stands_in(needle, text))
    }

    /// Whether `text` is one of the texts.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.needles().any(|needle| needle == text)
    }

    /// Whether each of the texts is one that `has` knows (or one, or none of them).
    #[must_use]
    pub fn members(&self, quantifier: Quantifier, has: impl FnMut(&str) -> bool) -> bool {
        match quantifier {
            Quantifier::Any => self.needles().any(has),
            Quantifier::All => self.needles().all(has),
            Quantifier::None => !self.needles().any(has),
        }
    }

    /// Whether the pattern is found in `text` as written.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        matches!(self.engine, Some(Engine::Pattern(pattern)) if pattern.is_match(text))
    }

    /// The texts as they are compared.
    fn needles(&self) -> impl Iterator<Item = &'v str> {
        let Self { texts, folded, .. } = *self;
        self.wanted.iter().map(move |id| {
            let place = folded.binary_search_by_key(id, |(text, _)| *text).ok();
            let without_case = place.and_then(|place| folded.get(place)).map(|(_, text)| &**text);
            without_case.or_else(|| texts.get(id.index()).map(String::as_str)).unwrap_or_default()
        })
    }
}

impl SearchMode {
    fn stands_in(self, needle: &str, text: &str) -> bool {
        match self {
            Self::Anywhere => memmem::find(text.as_bytes(), needle.as_bytes()).is_some(),
            Self::Start => text.starts_with(needle),
            Self::End => text.ends_with(needle),
            Self::Word => is_word_of(needle, text),
        }
    }
}

/// Words are looked for at every place, also where one ends inside another: `a a` in `a a a`.
fn is_word_of(needle: &str, text: &str) -> bool {
    let finder = memmem::Finder::new(needle.as_bytes());
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| finder.find(rest.as_bytes())) {
        let start = from + at;
        let before = text.get(..start).and_then(|left| left.chars().next_back());
        let after = text.get(start + needle.len()..).and_then(|right| right.chars().next());
        if !before.is_some_and(is_word_letter) && !after.is_some_and(is_word_letter) {
            return true;
        }
        from = start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    false
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
    matches!(
        atom,
        Atom::TextSearch { mode: SearchMode::Anywhere, exact: true, quantifier, .. } if *quantifier != Quantifier::All
    )
}

fn compiled(pattern: &str, exact: bool) -> Result<Regex, VerifyError> {
    let limits = Config::new()
        .nfa_size_limit(Some(PATTERN_LIMIT))
        .onepass_size_limit(Some(PATTERN_LIMIT))
        .hybrid_cache_capacity(PATTERN_LIMIT)
        .dfa(false);
    let syntax = syntax::Config::new().case_insensitive(!exact).nest_limit(100);
    let made = || Regex::builder().configure(limits).syntax(syntax).build(pattern).ok();
    let regex = (pattern.len() <= LONGEST_PATTERN).then(made).flatten();
    regex.ok_or_else(|| VerifyError::Pattern { pattern: pattern.chars().take(SHOWN).collect() })
}
