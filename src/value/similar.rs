/// Longer words are not compared: nobody misspells them, and comparing takes the time of one word times the other.
const LONGEST: usize = 60;

/// The one among `known` that was probably meant by `word`: within a third of its letters (one at least), upper and lower
/// case alike; the first of those that are equally near. None where none is near.
pub fn similar<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let letters = word.chars().take(LONGEST + 1).count();
    if letters > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let all =
        known.into_iter().map(|known| (strsim::damerau_levenshtein(&word, &known.to_lowercase()), known));
    let near = all.filter(|(distance, _)| *distance <= (letters / 3).max(1));
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}
