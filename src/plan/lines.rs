use super::part::{List, Part};
use std::collections::{BTreeMap, VecDeque};

/// What became of the parts of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is there in both, by its place in each.
    Kept { old: usize, new: usize, moved: bool },
    /// It is only in the new one.
    Added(usize),
    /// It is only in the old one.
    Removed(usize),
}

/// Finds the parts of two lists that are the same: those of one name, those that say the same, rules of one condition, and
/// single ones between neighbours that stayed.
pub(super) fn fates(old: &List, new: &List) -> Vec<Fate> {
    let mut pairs = Pairs::of(old, new);
    pairs.by(&|part| Some(format!("{} {}", part.key.as_ref()?, part.same)), false);
    pairs.by(&|part| part.key.clone(), false);
    if old.what == "rule" {
        pairs.by(&|part| Some(part.same.clone()), false);
        pairs.by(&condition, true);
    } else if old.parts.iter().chain(&new.parts).all(|part| part.key.is_none()) {
        pairs.by(&|part| Some(part.same.clone()), false);
    }
    if matches!(old.what, "rule" | "row") {
        pairs.between_neighbours();
    }
    pairs.told()
}

/// A rule's condition, if it has one that says something.
fn condition(part: &Part) -> Option<String> {
    let condition = part.pieces.iter().find(|piece| piece.what == "condition")?;
    (condition.same != "otherwise").then(|| condition.same.clone())
}

struct Pairs<'l> {
    old: &'l List,
    new: &'l List,
    /// The partner of each part of the old list.
    of_old: Vec<Option<usize>>,
    /// The partner of each part of the new list.
    of_new: Vec<Option<usize>>,
}

impl<'l> Pairs<'l> {
    fn of(old: &'l List, new: &'l List) -> Self {
        Self { old, new, of_old: vec![None; old.parts.len()], of_new: vec![None; new.parts.len()] }
    }

    fn pair(&mut self, old: usize, new: usize) {
        if let Some((one, other)) = self.of_old.get_mut(old).zip(self.of_new.get_mut(new)) {
            (*one, *other) = (Some(new), Some(old));
        }
    }

    /// Pairs those without a partner that are known by the same; where `single`, only if no other is known by it.
    fn by(&mut self, known_by: &dyn Fn(&Part) -> Option<String>, single: bool) {
        let mut left: BTreeMap<String, (VecDeque<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, part) in self.old.parts.iter().enumerate() {
            if let Some(word) = known_by(part).filter(|_| self.of_old.get(at) == Some(&None)) {
                left.entry(word).or_default().0.push_back(at);
            }
        }
        for (at, part) in self.new.parts.iter().enumerate() {
            if let Some(word) = known_by(part).filter(|_| self.of_new.get(at) == Some(&None)) {
                left.entry(word).or_default().1.push(at);
            }
        }
        for (olds, news) in left.into_values() {
            if !single || (olds.len() == 1 && news.len() == 1) {
                olds.into_iter().zip(news).for_each(|(old, new)| self.pair(old, new));
            }
        }
    }

    /// Pairs the only one between two neighbours with the only one that stood there. Rules of two labels are two rules.
    fn between_neighbours(&mut self) {
        for new in 0..self.of_new.len() {
            let before = new.checked_sub(1).map(|at| self.of_new.get(at).copied().flatten());
            let behind = self.of_new.get(new + 1).copied();
            let old = match before {
                None => 0,
                Some(None) => continue,
                Some(Some(before)) => before + 1,
            };
            let end = match behind {
                None => self.of_old.len(),
                Some(None) => continue,
                Some(Some(behind)) => behind,
            };
            let both = self.old.parts.get(old).zip(self.new.parts.get(new));
            let labelled = both.is_some_and(|(one, other)| one.key.is_some() && other.key.is_some());
            let is_free = self.of_new.get(new) == Some(&None) && self.of_old.get(old) == Some(&None);
            if is_free && old + 1 == end && !(labelled && self.old.what == "rule") {
                self.pair(old, new);
            }
        }
    }

    fn told(self) -> Vec<Fate> {
        let kept: Vec<usize> = self.of_new.iter().copied().flatten().collect();
        let mut stays = rising(&kept).into_iter();
        let mut told: Vec<_> = (self.of_new.iter().enumerate())
            .map(|(new, old)| match old {
                Some(old) => Fate::Kept { old: *old, new, moved: stays.next() == Some(false) },
                None => Fate::Added(new),
            })
            .collect();
        let gone = self.of_old.iter().enumerate().filter(|(_, new)| new.is_none());
        told.extend(gone.map(|(old, _)| Fate::Removed(old)));
        told
    }
}

/// Which numbers are of a longest rising row: what does not have to move.
fn rising(numbers: &[usize]) -> Vec<bool> {
    // The place of the smallest number that ends a row of each length, and who stands before each number.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|end| end < number));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(stay) = stays.get_mut(at) {
            *stay = true;
        }
        next = before.get(at).copied().flatten();
    }
    stays
}
