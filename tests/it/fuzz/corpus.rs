//! What hostile texts are made of: the programs of this repository, and the marks that programs trip over.

use crate::oracle::dice::Dice;
use enroute::syntax::{lex, sections};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The longest part of a program that is taken, and the longest program, in bytes.
const PART: usize = 400;
const PROGRAM: usize = 1_500;
/// The longest word.
const WORD: usize = 40;

/// What is put into a text where nobody expects it.
#[rustfmt::skip]
pub(crate) const MARKS: &[&str] = &[
    "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "'", "\\", "\\u", "//", "///", "/*", "#", ";", ",", ",,",
    ":", "::", ".", "..", "..<", "...", "->", "|", "||", "=", "==", "!=", "<", "<=", "??", "?", "+", "-",
    "--", "*", "/", "%", "&&", "!", "@", "$", "^", "~", "`", "_", "\n", "\r", "\r\n", "\n\n", "\t", " ",
    "\u{b}", "\u{c}", "\0", "\u{1}", "\u{7f}", "\u{85}", "\u{a0}", "\u{ad}", "\u{200b}", "\u{200d}",
    "\u{200e}", "\u{202e}", "\u{2066}", "\u{2028}", "\u{2029}", "\u{feff}", "\u{fffd}", "\u{ffff}",
    "\u{10ffff}", "é", "e\u{301}", "ﬁ", "ß", "İ", "а", "ο", "字", "😀", "👩‍👩‍👧", "“", "”", "„", "«", "’", "–",
    "−", "×", "≥", "≠", "→", "0", "1", "007", "1.5", "1.", ".5", "1e9", "0x1F", "99999999999999999999",
    "-0", "08:00", "24:00", "25:99", "2026-02-30", "2026-12-25", "5m", "1h30m", "5%", "101%", "10000-01-01",
];

/// Texts to take from.
pub(crate) struct Corpus {
    /// Whole small programs.
    pub(crate) programs: Vec<String>,
    /// Declarations with what stands above them.
    pub(crate) parts: Vec<String>,
    /// Single lines.
    pub(crate) lines: Vec<String>,
    /// The words of the language and those of the programs.
    pub(crate) words: Vec<String>,
}

/// All there is, read once.
pub(crate) static CORPUS: LazyLock<Corpus> = LazyLock::new(Corpus::read);

impl Corpus {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let texts = texts(root);
        let mut programs = BTreeSet::new();
        let mut parts = BTreeSet::new();
        let mut lines = BTreeSet::new();
        let mut words = literals(&fs::read_to_string(root.join("grammar/route.pest")).unwrap());
        for text in &texts {
            let short = |token: &lex::Token| (1..=WORD).contains(&token.text(text).len());
            let tokens = lex::tokens(text);
            words.extend(tokens.iter().filter(|it| short(it)).map(|it| it.text(text).to_owned()));
            lines.extend(text.lines().filter(|line| line.len() < PART).map(str::to_owned));
            if text.len() <= PROGRAM {
                programs.insert(text.clone());
            }
            let cut = sections(text).into_iter().map(|it| &text[it.start as usize..it.end as usize]);
            parts.extend(cut.filter(|part| part.len() <= PART).map(str::to_owned));
        }
        let all = |set: BTreeSet<String>| set.into_iter().collect();
        Self { programs: all(programs), parts: all(parts), lines: all(lines), words: all(words) }
    }

    /// A word of the language or of a program, or a mark.
    pub(crate) fn word(&self, dice: &mut Dice) -> &str {
        if dice.chance(40) { dice.pick::<&str>(MARKS) } else { dice.pick(&self.words).as_str() }
    }
}

/// What stands between quotes in the grammar.
fn literals(grammar: &str) -> BTreeSet<String> {
    let lines = grammar.lines().filter(|line| !line.starts_with("//"));
    let quoted = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
    quoted.filter(|word| !word.is_empty() && !word.contains('\\')).map(str::to_owned).collect()
}

/// Every program of the repository: files, the cases in them, and what the documents show.
fn texts(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for folder in ["examples", "tests/programs", "tests/spec", "docs"] {
        gather(&root.join(folder), &mut paths);
    }
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|end| end == "md") {
            let blocks = text.split("```route").skip(1).filter_map(|rest| rest.split_once('\n'));
            texts.extend(blocks.filter_map(|(_, rest)| rest.split("```").next()).map(str::to_owned));
        } else if text.starts_with("//# ") || text.contains("\n//# ") {
            texts.extend(
                text.split("\n//# ")
                    .map(|case| case.split_once('\n').map_or(case, |(_, program)| program).to_owned()),
            );
        } else {
            texts.push(text);
        }
    }
    texts
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|end| end == "route" || end == "md") {
            found.push(path);
        }
    }
}
