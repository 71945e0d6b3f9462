//! How a text is damaged: as people damage it, as machines do, and as nobody would.

use super::corpus::{CORPUS, Corpus};
use crate::oracle::dice::Dice;
use std::ops::Range;

/// Does one thing to a text.
pub(crate) fn damage(text: &mut String, dice: &mut Dice) {
    let corpus = &*CORPUS;
    let at = place(text, dice);
    match dice.below(20) {
        0..3 => text.insert_str(at, corpus.word(dice)),
        3..5 => text.insert_str(at, &format!(" {} ", corpus.word(dice))),
        5..8 => text.replace_range(word(text, at), corpus.word(dice)),
        8 => text.replace_range(word(text, at), ""),
        9 => swap(text, word(text, at), dice, word),
        10 => swap(text, line(text, at), dice, line),
        11 => text.replace_range(line(text, at), ""),
        12 => double(text, &line(text, at)),
        13 => text.insert_str(line(text, at).start, &format!("{}\n", dice.pick(&corpus.lines))),
        14 => text.replace_range(stretch(text, at, dice), ""),
        15 => double(text, &stretch(text, at, dice)),
        16 => cut(text, at, dice),
        17 => splice(text, at, corpus, dice),
        18 => repeat(text, at, dice),
        _ => flip(text, at, dice),
    }
}

/// Keeps no more than that many bytes.
pub(crate) fn shorten(text: &mut String, most: usize) {
    if text.len() > most {
        text.truncate(text.floor_char_boundary(most));
    }
}

fn place(text: &str, dice: &mut Dice) -> usize {
    text.floor_char_boundary(dice.below(text.len() + 1))
}

/// The word, or the single letter, that stands there.
fn word(text: &str, at: usize) -> Range<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let start = text[..at].trim_end_matches(is_part).len();
    let rest = &text[start..];
    let end = rest.len() - rest.trim_start_matches(is_part).len();
    let end = if end > 0 { end } else { rest.chars().next().map_or(0, char::len_utf8) };
    start..start + end
}

fn line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    start..end
}

/// Some letters from there on.
fn stretch(text: &str, at: usize, dice: &mut Dice) -> Range<usize> {
    at..text.ceil_char_boundary((at + dice.below(30)).min(text.len())).max(at)
}

/// Puts what stands at `one` and what stands at another place into each other's place.
fn swap(text: &mut String, one: Range<usize>, dice: &mut Dice, whole: fn(&str, usize) -> Range<usize>) {
    let other = whole(text, place(text, dice));
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    if first.end <= second.start {
        let (before, after) = (text[first.clone()].to_owned(), text[second.clone()].to_owned());
        text.replace_range(second, &before);
        text.replace_range(first, &after);
    }
}

fn double(text: &mut String, range: &Range<usize>) {
    let again = text[range.clone()].to_owned();
    text.insert_str(range.end, &again);
}

/// Takes away what stands before a place, or after it.
fn cut(text: &mut String, at: usize, dice: &mut Dice) {
    if dice.chance(70) {
        text.truncate(at);
    } else {
        text.replace_range(..at, "");
    }
}

/// Goes on from there as another program does.
fn splice(text: &mut String, at: usize, corpus: &Corpus, dice: &mut Dice) {
    let other = dice.pick(&corpus.parts);
    let from = place(other, dice);
    text.truncate(at);
    text.push_str(&other[from..]);
}

fn repeat(text: &mut String, at: usize, dice: &mut Dice) {
    let times = 2 + dice.below(30);
    let what = match dice.below(3) {
        0 => text[word(text, at)].to_owned(),
        1 => CORPUS.word(dice).to_owned(),
        _ => format!("{} ", CORPUS.word(dice)),
    };
    text.insert_str(at, &what.repeat(times));
}

/// One bit of one byte changes.
fn flip(text: &mut String, at: usize, dice: &mut Dice) {
    let mut bytes = std::mem::take(text).into_bytes();
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << dice.below(8);
    }
    *text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
}
