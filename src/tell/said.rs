use super::sentence::{Sentence, joined, words};

/// A condition in words: one sentence, or several that must hold together or one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// One test.
    One(Sentence),
    /// All of them must hold.
    Every(Vec<Said>),
    /// At least one of them must hold.
    Any(Vec<Said>),
}

/// What can be read aloud in one breath, in letters and in tests.
const BREATH: usize = 170;
const TESTS: usize = 3;

impl Said {
    /// All of it in one sentence.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        self.at_depth(0)
    }

    /// Whether it is better shown as a list than read in one sentence.
    #[must_use]
    pub fn is_long(&self) -> bool {
        let sentence = self.sentence();
        let many = self.tests() > TESTS || self.sentence().to_string().chars().count() > BREATH;
        many && sentence.pieces.len() > 1 && !matches!(self, Self::One(_))
    }

    fn tests(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Every(parts) | Self::Any(parts) => parts.iter().map(Self::tests).sum(),
        }
    }

    /// The first chain within another is told by `either` and `both`; what stands deeper, by parentheses.
    fn at_depth(&self, depth: usize) -> Sentence {
        let (parts, word, ahead) = match self {
            Self::One(sentence) => return sentence.clone(),
            Self::Every(parts) => (parts, "and", "both "),
            Self::Any(parts) => (parts, "or", "either "),
        };
        let nests = parts.iter().any(|part| !matches!(part, Self::One(_)));
        let (comma, last) = match (nests, parts.len()) {
            (true, _) => (format!(", {word} "), format!(", {word} ")),
            (false, 2) => (String::new(), format!(" {word} ")),
            (false, _) => (", ".to_owned(), format!(" {word} ")),
        };
        let told = joined(parts.iter().map(|part| part.at_depth(depth + 1)).collect(), &comma, &last);
        match depth {
            0 => told,
            1 if !nests => words(if parts.len() == 2 { ahead } else { "" }).then(told),
            _ => words("(").then(told).say(")"),
        }
    }
}
