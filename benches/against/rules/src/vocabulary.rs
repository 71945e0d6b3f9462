use crate::random::Random;
use std::collections::HashSet;

const ONSETS: &[&str] = &[
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "br", "cl", "pr", "st", "tr", "w",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "ou"];
const ENDS: &[&str] = &["", "n", "r", "s", "t", "l", "nd", "ck", "m"];

/// That many different words of two or three syllables, lower-case ASCII, five to ten letters.
pub(crate) fn words(many: usize) -> Vec<String> {
    let mut random = Random::new(0x00C0_FFEE);
    let mut seen = HashSet::new();
    let mut words = Vec::with_capacity(many);
    while words.len() < many {
        let word = word(&mut random);
        if (5..=10).contains(&word.len()) && seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

fn word(random: &mut Random) -> String {
    let syllables = random.between(2, 3);
    let mut word = String::new();
    for _ in 0..syllables {
        word.push_str(ONSETS[random.place(ONSETS.len())]);
        word.push_str(VOWELS[random.place(VOWELS.len())]);
    }
    word.push_str(ENDS[random.place(ENDS.len())]);
    word
}
