//! Somebody who types: a few words somewhere, then away again, so that the program stays as large as it was.

use std::collections::BTreeMap;

/// A source of chance that is the same every time.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % bound.max(1)
    }
}

/// A place to type at, and what is typed there.
pub(crate) struct Burst {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) words: &'static str,
}

/// What is typed at the end of a line of that shape.
const WORDS: [(&str, &str, &str); 6] = [
    ("when ", " when ", "amount > 12 and "),
    ("queue desk", " { type", " \"A label\""),
    ("// The desk", "// The", " quiet and busy"),
    ("      set ", "      set ", "severity = 2 set "),
    ("    \"To ", "    \"", "Almost always: "),
    ("  carries", "  carries  Case", "  "),
];

/// A burst in one of the files: mostly in a desk's own, sometimes in what all desks share.
pub(crate) fn burst(chance: &mut Chance, files: &BTreeMap<String, String>, open: &[String]) -> Option<Burst> {
    if chance.below(50) == 0 {
        let name = "main.route";
        let lines: Vec<_> =
            files.get(name)?.lines().enumerate().filter(|(_, line)| line.starts_with("condition")).collect();
        let (line, text) = lines.get(chance.below(lines.len()))?;
        return Some(Burst {
            name: name.to_owned(),
            line: *line,
            column: text.len(),
            words: " and what.amount > 3",
        });
    }
    let name = open.get(chance.below(open.len()))?;
    let lines: Vec<&str> = files.get(name)?.lines().collect();
    for _ in 0..1000 {
        let line = chance.below(lines.len());
        let text = lines.get(line)?;
        let fits = |(begins, at, words): &(&str, &str, &'static str)| {
            let place = text
                .find(at)
                .filter(|_| text.starts_with(begins) || text.trim_start().starts_with(begins))?;
            Some((place + at.len(), *words))
        };
        if let Some((column, words)) = WORDS.iter().find_map(fits) {
            return Some(Burst { name: name.clone(), line, column, words });
        }
    }
    None
}
