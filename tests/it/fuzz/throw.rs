//! One throw of chance is one input: the same target, seed and number give the same bytes everywhere.

use super::corpus::CORPUS;
use super::damage::{damage, shorten};
use super::item;
use super::session::BREAK;
use super::target::Target;
use crate::oracle::dice::Dice;

/// The input of that number.
pub(crate) fn throw(target: Target, seed: u64, number: u64) -> Vec<u8> {
    let dice = &mut Dice::new(seed.wrapping_mul(0x0100_0000_0001) ^ number);
    let mut bytes = match target {
        Target::Lex | Target::Split => words(dice, 160).into_bytes(),
        Target::Parse => damaged(words(dice, 300), dice, 300).into_bytes(),
        Target::Item => return item::thrown(dice),
        Target::Check | Target::Format => {
            let program = program(dice);
            damaged(program, dice, 1_600).into_bytes()
        }
        Target::Session => session(dice).into_bytes(),
    };
    if dice.below(64) == 0 {
        let at = dice.below(bytes.len() + 1);
        bytes.insert(at, *dice.pick(&[0x80, 0xBF, 0xC0, 0xC3, 0xE2, 0xED, 0xF0, 0xF5, 0xFE, 0xFF]));
    }
    bytes
}

/// A short text of the language's words, lines and parts.
fn words(dice: &mut Dice, most: usize) -> String {
    let corpus = &*CORPUS;
    let mut text = match dice.below(4) {
        0 => (0..2 + dice.below(12)).map(|_| corpus.word(dice)).collect::<Vec<_>>().join(" "),
        1 => (0..=dice.below(3)).map(|_| dice.pick(&corpus.lines).as_str()).collect::<Vec<_>>().join("\n"),
        2 => dice.pick(&corpus.parts).clone(),
        _ => {
            let part = dice.pick(&corpus.parts);
            part[part.floor_char_boundary(dice.below(part.len() + 1))..].to_owned()
        }
    };
    shorten(&mut text, most);
    damage(&mut text, dice);
    text
}

/// A small program, or some declarations that do not belong together.
fn program(dice: &mut Dice) -> String {
    let corpus = &*CORPUS;
    if dice.chance(70) {
        return dice.pick(&corpus.programs).clone();
    }
    let mut text = "language 1\n".to_owned();
    for _ in 0..=dice.below(4) {
        text.push_str(dice.pick(&corpus.parts).as_str());
    }
    text
}

fn damaged(mut text: String, dice: &mut Dice, most: usize) -> String {
    for _ in 0..dice.below(5) {
        damage(&mut text, dice);
    }
    shorten(&mut text, most);
    text
}

/// A program, and what becomes of it as somebody edits it.
fn session(dice: &mut Dice) -> String {
    let mut text = program(dice);
    let mut all = text.clone();
    for _ in 0..=dice.below(3) {
        let before = text.clone();
        damage(&mut text, dice);
        shorten(&mut text, 1_600);
        all.push_str(BREAK);
        all.push_str(&text);
        if dice.chance(30) {
            text = before;
        }
    }
    all
}
