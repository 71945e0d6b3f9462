use super::filter::{FEW, Filter, Hash, LOOK, SEEN, Table, WINDOW, eight_at, place};

/// What is told of each mark that stands in a text: the mark, and the place of its window.
pub(super) type Meet<'m> = &'m mut dyn FnMut(&Mark, usize);

/// In place of a mark.
const NONE: u32 = u32::MAX;
/// How many letters a window has at least, where patterns have as many.
const LEAST: usize = 4;
/// How many zeros must follow a text.
pub(super) const PADDING: usize = 24;
/// At how many places of a text windows are looked for before they are compared.
const FAR: usize = 64;
/// How many buckets there are for each window, at least.
const BUCKETS_PER_WINDOW: usize = 2;
/// How many windows of a pattern are compared with those of others to find the rarest.
const FURTHEST: usize = 255;

/// How patterns of some lengths are found in a text: by some of their letters, a window, that few others have.
///
/// Few patterns that are longer than a window have several that follow each other, so that only every second or fourth
/// place of a text is looked at. A look says of sixteen letters where a window may stand; there the marks of one
/// bucket are compared.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    hash: Hash,
    /// How many letters a window has.
    letters: usize,
    stride: Stride,
    filter: Filter,
    /// The first mark of each bucket.
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
    /// Whether the next mark is of another bucket.
    is_last: bool,
}

impl Lane {
    /// For patterns with their numbers, none of them empty; nothing for no pattern.
    pub(super) fn new(patterns: &[(u32, &[u8])]) -> Option<Self> {
        let shortest = patterns.iter().map(|(_, letters)| letters.len()).min()?;
        let stride = Stride::of(shortest, patterns.len());
        let letters = (shortest + 1 - stride.places()).min(WINDOW);
        let hash = Hash::new(letters);
        let mut marks = rarest(patterns, letters, stride.places(), hash);
        let bits = (marks.len() * BUCKETS_PER_WINDOW).max(2).next_power_of_two().trailing_zeros().min(24);
        let shift = u32::BITS - bits;
        let bucket_of = |window| hash.of(window) >> shift;
        marks.sort_by_key(|(window, _)| bucket_of(*window));
        let buckets = buckets(&mut marks, bits, bucket_of);
        let (windows, marks): (Vec<_>, Vec<_>) = marks.into_iter().unzip();
        let filter = Filter::of(&windows, hash);
        Some(Self { hash, letters, stride, filter, buckets, shift, marks: marks.into() })
    }

    /// Calls `meet` for each mark that stands in a text, with the place where it does: the text has so many letters, then
    /// zeros.
    #[inline]
    pub(super) fn search(&self, text: &[u8], length: usize, meet: Meet<'_>) {
        let Some(places) = (length + 1).checked_sub(self.letters) else { return };
        match &self.filter {
            Filter::Bytes(bytes) => self.search_in(bytes, text, places, meet),
            Filter::Bits(bits) => self.search_in(bits, text, places, meet),
        }
    }

    #[inline]
    fn search_in(&self, table: &impl Table, text: &[u8], places: usize, meet: Meet<'_>) {
        match self.stride {
            Stride::Every => self.search_by::<1>(table, text, places, meet),
            Stride::Second => self.search_by::<2>(table, text, places, meet),
            Stride::Fourth => self.search_by::<4>(table, text, places, meet),
        }
    }

    #[inline(never)]
    fn search_by<const STRIDE: usize>(&self, table: &impl Table, text: &[u8], places: usize, meet: Meet<'_>) {
        let mut first = 0;
        while first < places {
            let rest = text.get(first..).unwrap_or_default();
            let mut hits = look_far::<STRIDE>(table, self.hash, rest, places - first);
            while hits != 0 {
                self.compare(text, first + STRIDE * place(hits.trailing_zeros()), meet);
                hits &= hits - 1;
            }
            first += FAR * STRIDE;
        }
    }

    /// Compares the marks of the window at a place.
    #[inline]
    fn compare(&self, text: &[u8], at: usize, meet: Meet<'_>) {
        let eight = eight_at(text, at);
        let bucket = self.buckets.get(place(self.hash.of(eight) >> self.shift));
        let mut next = bucket.copied().unwrap_or(NONE);
        while let Some(mark) = self.marks.get(place(next)) {
            if eight << mark.shift == mark.eight {
                meet(mark, at);
            }
            if mark.is_last {
                break;
            }
            next += 1;
        }
    }
}

impl Mark {
    fn new(pattern: u32, text: &[u8], offset: u16) -> Self {
        let rest = text.get(usize::from(offset)..).unwrap_or_default();
        let shift = u8::try_from(8 * WINDOW.saturating_sub(rest.len())).unwrap_or(0);
        Self { eight: eight_at(rest, 0) << shift, pattern, offset, shift, is_last: true }
    }
}

impl Stride {
    /// How a text is searched for so many patterns, the shortest of so many letters. Few are looked for at as few places as
    /// can be; of many, longer windows are looked for, which are met by chance less often.
    fn of(shortest: usize, many: usize) -> Self {
        let fits = |stride: &Self| shortest + 1 >= LEAST + stride.places() && many * stride.places() <= FEW;
        [Self::Fourth, Self::Second].into_iter().find(fits).unwrap_or(Self::Every)
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
fn rarest(patterns: &[(u32, &[u8])], letters: usize, many: usize, hash: Hash) -> Vec<(u64, Mark)> {
    let bits = (patterns.len() * 16).next_power_of_two().trailing_zeros().clamp(8, 16);
    let counter = |window: u64| place(hash.of(window) >> (u32::BITS - bits));
    let mut counts = vec![0_u32; 1 << bits];
    for window in patterns.iter().flat_map(|(_, text)| windows_of(text, letters)) {
        counts.get_mut(counter(window)).into_iter().for_each(|count| *count = count.saturating_add(1));
    }
    let mut marks = Vec::with_capacity(patterns.len() * many);
    let mut windows: Vec<(u64, u32)> = Vec::new();
    for (pattern, text) in patterns {
        let with_count = |window| (window, counts.get(counter(window)).copied().unwrap_or(0));
        windows.clear();
        windows.extend(windows_of(text, letters).map(with_count));
        let runs = windows.windows(many).zip(0_u16..);
        let rarest = runs.min_by_key(|(run, _)| run.iter().map(|(_, count)| u64::from(*count)).sum::<u64>());
        let Some((run, offset)) = rarest else { continue };
        let mark = |((window, _), offset): (&(u64, u32), u16)| (*window, Mark::new(*pattern, text, offset));
        marks.extend(run.iter().zip(offset..).map(mark));
    }
    marks
}

fn windows_of(text: &[u8], letters: usize) -> impl Iterator<Item = u64> {
    let window =
        |letters: &[u8]| letters.iter().rev().fold(0, |window, letter| window << 8 | u64::from(*letter));
    text.windows(letters).take(FURTHEST).map(window)
}

/// Where each bucket begins, of windows that stand in the order of their buckets.
fn buckets(marks: &mut [(u64, Mark)], bits: u32, bucket_of: impl Fn(u64) -> u32) -> Box<[u32]> {
    let mut buckets = vec![NONE; 1 << bits];
    let mut first = 0;
    for bucket in marks.chunk_by_mut(|(left, _), (right, _)| bucket_of(*left) == bucket_of(*right)) {
        let (before, last) = (bucket.len() - 1, bucket.last());
        if let Some(place) = last.and_then(|(window, _)| buckets.get_mut(place(bucket_of(*window)))) {
            *place = first;
        }
        bucket.iter_mut().take(before).for_each(|(_, mark)| mark.is_last = false);
        first += u32::try_from(before + 1).unwrap_or(0);
    }
    buckets.into()
}

/// Looks at up to 64 of so many places of a text: bit n is 1 where a window may stand at the nth.
#[inline(never)]
fn look_far<const STRIDE: usize>(table: &impl Table, hash: Hash, text: &[u8], places: usize) -> u64 {
    let (mut hits, mut shift, mut rest) = (0, 0, text);
    while let Some(seen) = rest.first_chunk::<SEEN>() {
        hits |= u64::from(table.look::<STRIDE>(seen, hash)) << shift;
        shift += LOOK / STRIDE;
        if shift >= FAR || shift * STRIDE >= places {
            break;
        }
        rest = rest.get(LOOK..).unwrap_or_default();
    }
    hits
}
