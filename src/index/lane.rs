use super::filter::{Filter, Hash, LOOK, SEEN, Table, WINDOW, place};

/// How many letters are compared at once.
pub(super) const AT_ONCE: usize = 8;
/// How many buckets there are for each window, at least.
const BUCKETS_PER_WINDOW: usize = 2;
/// How many windows of a pattern are compared with those of others to find the rarest.
const FURTHEST: usize = 255;

/// How patterns of some lengths are found in a text: by some of their letters, a window, that few others have.
///
/// Where all patterns are longer than a window, each has several windows that follow each other, so that only every second
/// or fourth place of a text is looked at. A look says of sixteen letters where a window may stand; there the marks of one
/// bucket are compared.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    hash: Hash,
    /// How many letters a window has.
    letters: usize,
    stride: Stride,
    filter: Filter,
    /// The first mark of each bucket, and the end of the last.
    buckets: Box<[u32]>,
    shift: u32,
    marks: Box<[Mark]>,
}

/// Which places of a text are looked at.
#[derive(Debug, Clone, Copy)]
enum Stride {
    Every,
    Second,
    Fourth,
}

/// A window of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// The letters from the window's first on, up to eight, moved to the upper end.
    eight: u64,
    /// The number of the pattern.
    pub(super) pattern: u32,
    /// How far from the pattern's start the window stands.
    pub(super) offset: u16,
    /// How far the letters are moved.
    shift: u8,
}

impl Lane {
    /// For patterns with their numbers, none of them empty; nothing for no pattern.
    pub(super) fn new(patterns: &[(u32, &[u8])]) -> Option<Self> {
        let shortest = patterns.iter().map(|(_, letters)| letters.len()).min()?;
        let letters = shortest.clamp(1, WINDOW);
        let stride = Stride::within(shortest + 1 - letters);
        let hash = Hash::new(letters);
        let mut marks = rarest(patterns, letters, stride.places(), hash);
        let bits = (marks.len() * BUCKETS_PER_WINDOW).max(2).next_power_of_two().trailing_zeros().min(24);
        let shift = u32::BITS - bits;
        marks.sort_by_key(|(window, _)| hash.of(*window) >> shift);
        let (windows, marks): (Vec<_>, Vec<_>) = marks.into_iter().unzip();
        let filter = Filter::of(&windows, hash);
        let buckets = buckets(&windows, |window| hash.of(window) >> shift, 1 << bits);
        Some(Self { hash, letters, stride, filter, buckets, shift, marks: marks.into() })
    }

    /// Calls `meet` for each mark that stands in a text, with the place where it does.
    #[inline]
    pub(super) fn search(&self, text: &[u8], meet: impl FnMut(&Mark, usize)) {
        match &self.filter {
            Filter::Bytes(bytes) => self.search_in(bytes, text, meet),
            Filter::Bits(bits) => self.search_in(bits, text, meet),
        }
    }

    #[inline]
    fn search_in(&self, table: &impl Table, text: &[u8], meet: impl FnMut(&Mark, usize)) {
        match self.stride {
            Stride::Every => self.search_by::<1>(table, text, meet),
            Stride::Second => self.search_by::<2>(table, text, meet),
            Stride::Fourth => self.search_by::<4>(table, text, meet),
        }
    }

    fn search_by<const STRIDE: usize>(
        &self,
        table: &impl Table,
        text: &[u8],
        mut meet: impl FnMut(&Mark, usize),
    ) {
        let searched = self.looks::<STRIDE>(table, text, |mark, at| meet(mark, at));
        let rest = text.get(searched..).unwrap_or_default();
        if rest.len() >= self.letters {
            let mut padded = [0; 2 * SEEN];
            padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            let padded = padded.get(..rest.len() + SEEN - 1).unwrap_or_default();
            self.looks::<STRIDE>(table, padded, |mark, at| meet(mark, searched + at));
        }
    }

    /// Searches as much of a text as whole looks see; gives how much.
    #[inline]
    fn looks<const STRIDE: usize>(
        &self,
        table: &impl Table,
        text: &[u8],
        mut meet: impl FnMut(&Mark, usize),
    ) -> usize {
        let mut searched = 0;
        loop {
            let rest = text.get(searched..).unwrap_or_default();
            let (hits, looks) = self.look_far::<STRIDE>(table, rest);
            self.follow::<STRIDE>(hits, rest, |mark, at| meet(mark, searched + at));
            if looks == 0 {
                return searched;
            }
            searched += looks * LOOK;
        }
    }

    /// Looks at up to 64 places: bit n is 1 where a window may stand at the nth. Says how many looks that were.
    #[inline]
    fn look_far<const STRIDE: usize>(&self, table: &impl Table, text: &[u8]) -> (u64, usize) {
        let (mut hits, mut rest) = (0, text);
        for look in 0..4 * STRIDE {
            let Some(seen) = rest.first_chunk() else { return (hits, look) };
            hits |= u64::from(table.look::<STRIDE>(seen, self.hash)) << (look * LOOK / STRIDE);
            rest = rest.get(LOOK..).unwrap_or_default();
        }
        (hits, 4 * STRIDE)
    }

    /// Compares the marks where a window may stand.
    #[inline]
    fn follow<const STRIDE: usize>(&self, mut hits: u64, text: &[u8], mut meet: impl FnMut(&Mark, usize)) {
        while hits != 0 {
            let at = STRIDE * place(hits.trailing_zeros());
            let eight = text.get(at..).and_then(<[u8]>::first_chunk);
            let eight = eight.map_or(0, |eight| u64::from_le_bytes(*eight));
            for mark in self.bucket(eight) {
                if eight << mark.shift == mark.eight {
                    meet(mark, at);
                }
            }
            hits &= hits - 1;
        }
    }

    /// The marks that have the window that the first letters of those eight are, and some others.
    #[inline]
    fn bucket(&self, eight: u64) -> &[Mark] {
        let window = u32::try_from(eight & u64::from(u32::MAX)).unwrap_or(0);
        match self.buckets.get(place(self.hash.of(window) >> self.shift)..) {
            Some([first, end, ..]) => self.marks.get(place(*first)..place(*end)).unwrap_or_default(),
            Some(_) | None => &[],
        }
    }
}

impl Mark {
    fn new(pattern: u32, text: &[u8], offset: u16) -> Self {
        let rest = text.get(usize::from(offset)..).unwrap_or_default();
        let eight = rest.iter().take(AT_ONCE).rev().fold(0, |eight, letter| eight << 8 | u64::from(*letter));
        let shift = u8::try_from(8 * AT_ONCE.saturating_sub(rest.len())).unwrap_or(0);
        Self { eight: eight << shift, pattern, offset, shift }
    }

    /// Whether all of a pattern of so many letters was compared where its mark stands.
    #[inline]
    pub(super) fn is_all_of(&self, length: usize) -> bool {
        self.offset == 0 && length <= AT_ONCE
    }
}

impl Stride {
    /// The widest stride that meets one of so many places that follow each other.
    fn within(places: usize) -> Self {
        match places {
            0..=1 => Self::Every,
            2..=3 => Self::Second,
            _ => Self::Fourth,
        }
    }

    fn places(self) -> usize {
        match self {
            Self::Every => 1,
            Self::Second => 2,
            Self::Fourth => 4,
        }
    }
}

/// Of each pattern as many windows as the stride has places, one after the other: those that the fewest others have.
fn rarest(patterns: &[(u32, &[u8])], letters: usize, many: usize, hash: Hash) -> Vec<(u32, Mark)> {
    let bits = (patterns.len() * 16).next_power_of_two().trailing_zeros().clamp(8, 16);
    let counter = |window: u32| place(hash.of(window) >> (u32::BITS - bits));
    let mut counts = vec![0_u32; 1 << bits];
    for window in patterns.iter().flat_map(|(_, text)| windows_of(text, letters)) {
        counts.get_mut(counter(window)).into_iter().for_each(|count| *count = count.saturating_add(1));
    }
    let mut marks = Vec::with_capacity(patterns.len() * many);
    let mut windows: Vec<(u32, u32)> = Vec::new();
    for (pattern, text) in patterns {
        let counted = |window| (window, counts.get(counter(window)).copied().unwrap_or(0));
        windows.clear();
        windows.extend(windows_of(text, letters).map(counted));
        let runs = windows.windows(many).zip(0_u16..);
        let rarest = runs.min_by_key(|(run, _)| run.iter().map(|(_, count)| u64::from(*count)).sum::<u64>());
        let Some((run, offset)) = rarest else { continue };
        let mark = |((window, _), offset): (&(u32, u32), u16)| (*window, Mark::new(*pattern, text, offset));
        marks.extend(run.iter().zip(offset..).map(mark));
    }
    marks
}

fn windows_of(text: &[u8], letters: usize) -> impl Iterator<Item = u32> {
    let window = |letters: &[u8]| letters.iter().rev().fold(0, |window, letter| window << 8 | u32::from(*letter));
    text.windows(letters).take(FURTHEST).map(window)
}

/// Where each bucket begins, of windows that stand in the order of their buckets.
fn buckets(windows: &[u32], bucket_of: impl Fn(u32) -> u32, count: u32) -> Box<[u32]> {
    let mut firsts = Vec::with_capacity(place(count) + 1);
    let (mut rest, mut first) = (windows, 0);
    for bucket in 0..=count {
        while let Some((_, others)) = rest.split_first().filter(|(window, _)| bucket_of(**window) < bucket) {
            (rest, first) = (others, first + 1);
        }
        firsts.push(first);
    }
    firsts.into()
}
