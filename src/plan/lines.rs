use super::part::List;

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

/// Finds the parts of two lists that are the same: those of one name, then those that say the same.
pub(super) fn fates(old: &List, new: &List) -> Vec<Fate> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut taken = vec![false; old.parts.len()];
    let mut matched = vec![false; new.parts.len()];
    let mut pair = |is_same: &dyn Fn(usize, usize) -> bool| {
        for (at, matched) in matched.iter_mut().enumerate().filter(|(_, matched)| !**matched) {
            let found = taken.iter().enumerate().find(|(other, taken)| !**taken && is_same(*other, at));
            if let Some((other, _)) = found {
                *matched = true;
                pairs.push((other, at));
                if let Some(taken) = taken.get_mut(other) {
                    *taken = true;
                }
            }
        }
    };
    let both = |one: usize, other: usize| old.parts.get(one).zip(new.parts.get(other));
    let key =
        |one, other| both(one, other).is_some_and(|(one, other)| one.key.is_some() && one.key == other.key);
    let text = |one, other| both(one, other).is_some_and(|(one, other)| one.said.text == other.said.text);
    pair(&key);
    pair(&text);
    pairs.sort_unstable_by_key(|(_, new)| *new);
    let stay = rising(&pairs.iter().map(|(old, _)| *old).collect::<Vec<_>>());
    let kept = pairs.iter().enumerate().map(|(at, (old, new))| Fate::Kept {
        old: *old,
        new: *new,
        moved: !stay.contains(&at),
    });
    let mut found: Vec<_> = kept.collect();
    let is_new = |at: &usize| !pairs.iter().any(|(_, new)| new == at);
    found.extend((0..new.parts.len()).filter(is_new).map(Fate::Added));
    found.sort_by_key(|fate| match fate {
        Fate::Kept { new, .. } | Fate::Added(new) => *new,
        Fate::Removed(_) => usize::MAX,
    });
    let is_gone = |at: &usize| !pairs.iter().any(|(old, _)| old == at);
    found.extend((0..old.parts.len()).filter(is_gone).map(Fate::Removed));
    found
}

/// The places of a longest rising row among numbers: what does not have to move.
fn rising(numbers: &[usize]) -> Vec<usize> {
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
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(at);
        next = before.get(at).copied().flatten();
    }
    row
}
