//! Searching texts: whatever patterns rules look for together, each is found as if it were looked for alone.

use super::index::{matched, program, rules, same};
use enroute::Bundle;

/// How a pattern must stand.
#[derive(Debug, Clone, Copy)]
enum How {
    Anywhere,
    Word,
    Start,
    End,
}

const HOW: [How; 4] = [How::Anywhere, How::Word, How::Start, How::End];

impl How {
    fn written(self) -> &'static str {
        match self {
            Self::Anywhere => "contains",
            Self::Word => "contains word",
            Self::Start => "starts with",
            Self::End => "ends with",
        }
    }

    /// Whether a pattern stands in a text, tried at every place.
    fn finds(self, text: &str, pattern: &str) -> bool {
        let of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut places = text.char_indices().map(|(at, _)| at);
        places.any(|at| {
            let (before, rest) = text.split_at(at);
            let Some(after) = rest.strip_prefix(pattern) else { return false };
            match self {
                Self::Anywhere => true,
                Self::Word => !before.ends_with(of_word) && !after.starts_with(of_word),
                Self::Start => before.is_empty(),
                Self::End => after.is_empty(),
            }
        })
    }
}

/// Numbers that follow from a first one, below a bound.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self, letters: &[&str], length: usize) -> String {
        (0..length).map(|_| letters[self.below(letters.len())]).collect()
    }
}

fn looking_for(wanted: &[(How, String)]) -> Bundle {
    let one = |n: usize| format!("message {} \"{}\"", wanted[n].0.written(), wanted[n].1);
    program("", "", "all", &rules(wanted.len(), one))
}

#[track_caller]
fn assert_finds(bundle: &Bundle, wanted: &[(How, String)], text: &str) {
    let decided = same(bundle, &[&format!("\"message\":\"{text}\"")]);
    let found: Vec<String> = matched(&decided[0]).into_iter().map(str::to_owned).collect();
    let finds = |n: &usize| wanted[*n].0.finds(text, &wanted[*n].1);
    let all: Vec<String> = (0..wanted.len()).filter(finds).map(|n| format!("R{n}")).collect();
    assert_eq!(found, all, "{text}");
}

/// Patterns of some lengths in texts of all lengths, of few letters, so that they overlap and nearly stand.
#[track_caller]
fn agree(letters: &[&str], lengths: std::ops::Range<usize>, many: usize) {
    let mut numbers = Numbers(u64::try_from(many + 31 * lengths.start).unwrap());
    let wanted: Vec<_> = (0..many)
        .map(|n| {
            let length = lengths.start + numbers.below(lengths.len());
            (HOW[n % HOW.len()], format!("a{}", numbers.text(letters, length - 1)))
        })
        .collect();
    let bundle = looking_for(&wanted);
    for length in (0..90).chain([127, 128, 129, 130, 255, 256, 257, 300, 700]) {
        let text = numbers.text(letters, length);
        assert_finds(&bundle, &wanted, &text);
        let (_, first) = &wanted[numbers.below(many)];
        let (_, second) = &wanted[numbers.below(many)];
        assert_finds(&bundle, &wanted, &format!("{first}{text}{second}"));
        assert_finds(&bundle, &wanted, &format!("{first} {text} {second}"));
    }
}

#[test]
fn short_patterns_are_found_at_every_place() {
    agree(&["a", "b", " "], 1..5, 60);
    agree(&["a", "b", "c", "d", "é", "-"], 2..5, 60);
}

#[test]
fn patterns_of_all_lengths_are_found_together() {
    agree(&["a", "b", " "], 1..20, 120);
    agree(&["a", "é", "ß", "東", "_", " "], 1..12, 120);
}

#[test]
fn few_and_many_long_patterns_are_found() {
    agree(&["a", "b", " "], 5..7, 60);
    agree(&["a", "b", "c"], 7..12, 60);
    agree(&["a", "b", "c", " "], 7..30, 130);
    agree(&["a", "b", "é", " "], 5..9, 400);
}

#[test]
fn patterns_that_share_all_their_first_letters_are_found() {
    let wanted: Vec<_> = (0..90)
        .map(|n| (HOW[n % 2], format!("{} {n}", "the same words again and ".repeat(n % 12))))
        .collect();
    let bundle = looking_for(&wanted);
    for (_, pattern) in &wanted {
        assert_finds(&bundle, &wanted, &format!("- {pattern}."));
        assert_finds(&bundle, &wanted, &format!("{pattern}0 {pattern}"));
    }
}

#[test]
fn patterns_that_stand_in_each_other_are_found() {
    let wanted: Vec<_> = (0..80).map(|n| (HOW[n % 4], "a".repeat(n + 1))).collect();
    let bundle = looking_for(&wanted);
    for length in [1, 3, 4, 5, 17, 63, 64, 79, 80, 400] {
        assert_finds(&bundle, &wanted, &"a".repeat(length));
        assert_finds(&bundle, &wanted, &format!("b{}", "a".repeat(length)));
        assert_finds(&bundle, &wanted, &format!("a {}é", "a".repeat(length)));
    }
}
