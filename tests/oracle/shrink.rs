//! A program that disagrees, made smaller as long as it does: lines are left out, many at first, then few.

use super::campaign::one;
use super::census::Census;
use super::trial::{Files, Mismatch, Plan};

/// How often a smaller program is tried at most.
const TRIES: usize = 3_000;

pub(crate) fn shrink(mut files: Files, seed: u64, plan: Plan, first: Mismatch) -> (Files, Mismatch) {
    let mut found = first;
    // What does not compile in the first place is shown as it is.
    if found.what.starts_with("does not compile") {
        return (files, found);
    }
    let wanted = sort(&found).to_owned();
    let mut tries = 0;
    let mut many = files[0].1.lines().count() / 2;
    while many > 0 && tries < TRIES {
        let mut from = 0;
        let mut smaller = false;
        loop {
            let lines: Vec<&str> = files[0].1.lines().collect();
            if from >= lines.len() || tries >= TRIES {
                break;
            }
            let kept = lines.iter().enumerate().filter(|(at, _)| !(from..from + many).contains(at));
            let text: String = kept.flat_map(|(_, line)| [*line, "\n"]).collect();
            let mut without = files.clone();
            without[0].1 = text;
            tries += 1;
            match one(&without, seed, plan, &mut Census::default()) {
                Some(mismatch) if sort(&mismatch) == wanted => {
                    (files, found, smaller) = (without, mismatch, true);
                }
                _ => from += many,
            }
        }
        if !smaller || many > 1 {
            many /= 2;
        }
    }
    (files, found)
}

/// What sort of disagreement it is: the first words.
fn sort(mismatch: &Mismatch) -> &str {
    let what = mismatch.what.as_str();
    if what.starts_with("panics") || what.starts_with("does not compile") { what } else { "differs" }
}
