/// What many things come to, from the first to each: what a run of them comes to is known at once, however many runs share
/// them.
#[derive(Debug)]
pub(crate) struct Sums(Vec<u128>);

impl Sums {
    /// Adds them up.
    pub(crate) fn of(things: impl Iterator<Item = u64>) -> Self {
        let so_far = things.scan(0_u128, |sum, thing| {
            *sum = sum.saturating_add(u128::from(thing));
            Some(*sum)
        });
        Self(std::iter::once(0).chain(so_far).collect())
    }

    /// What so many come to, from one on; nothing where they are not all there.
    pub(crate) fn of_run(&self, first: u32, count: u32) -> u64 {
        let at = |place: u64| usize::try_from(place).ok().and_then(|place| self.0.get(place)).copied();
        let ends = at(u64::from(first)).zip(at(u64::from(first) + u64::from(count)));
        ends.map_or(0, |(from, to)| size(to.saturating_sub(from)))
    }

    /// What all come to.
    pub(crate) fn all(&self) -> u64 {
        self.0.last().map_or(0, |all| size(*all))
    }
}

fn size(sum: u128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}
