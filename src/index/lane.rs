use super::filter::{Filter, Hash, LOOK, SEEN, Table, WINDOW, place};

/// What is told of each mark that stands in a text: the mark, and the place of its window.
pub(super) type Meet<'m> = &'m mut dyn FnMut(&Mark, usize);

/// In place of a mark.
const NONE: u32 = u32::MAX;
/// How many letters are compared at once.
pub(super) const AT_ONCE: usize = 8;
/// At how many places of a text windows are looked for before they are compared.
const FAR: usize = 64;
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
        let letters = shortest.clamp(1, WINDOW);
        let stride = Stride::within(shortest + 1 - letters);
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

    /// Calls `meet` for each mark that stands in a text, with the place where it does.
    #[inline]
    pub(super) fn search(&self, text: &[u8], meet: Meet<'_>) {
        match &self.filter {
            Filter::Bytes(bytes) => self.search_in(bytes, text, meet),
            Filter::Bits(bits) => self.search_in(bits, text, meet),
        }
    }

    #[inline]
    fn search_in(&self, table: &impl Table, text: &[u8], meet: Meet<'_>) {
        match self.stride {
            Stride::Every => self.search_by::<1>(table, text, meet),
            Stride::Second => self.search_by::<2>(table, text, meet),
            Stride::Fourth => self.search_by::<4>(table, text, meet),
        }
    }

    #[inline(never)]
    fn search_by<const STRIDE: usize>(
        &self,
        table: &impl Table,
        text: &[u8],
        meet: Meet<'_>,
    ) {
        let mut padded = [0; SEEN];
        let text = if text.len() < SEEN {
            padded.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
            &padded
        } else {
            text
        };
        let mut searched = 0;
        while searched + WINDOW <= text.len() {
            let first = searched.min(text.len() - SEEN);
            let rest = text.get(first..).unwrap_or_default();
            let mut hits = look_far::<STRIDE>(table, self.hash, rest);
            let last = rest.len() - SEEN;
            while hits != 0 {
                let place = place(hits.trailing_zeros());
                let look = last.min(place * STRIDE / LOOK * LOOK);
                self.compare(text, first + look + place * STRIDE % LOOK, meet);
                hits &= hits - 1;
            }
            searched = first + FAR * STRIDE;
        }
        if self.letters < WINDOW {
            for at in text.len() + 1 - WINDOW..text.len() {
                self.compare(text, at, meet);
            }
        }
    }

    /// Compares the marks of the window at a place.
    #[inline]
    fn compare(&self, text: &[u8], at: usize, meet: Meet<'_>) {
        let eight = eight_at(text, at);
        let window = u32::try_from(eight & u64::from(u32::MAX)).unwrap_or(0);
        let bucket = self.buckets.get(place(self.hash.of(window) >> self.shift));
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
        let shift = u8::try_from(8 * AT_ONCE.saturating_sub(rest.len())).unwrap_or(0);
        Self { eight: eight_at(rest, 0) << shift, pattern, offset, shift, is_last: true }
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
fn buckets(marks: &mut [(u32, Mark)], bits: u32, bucket_of: impl Fn(u32) -> u32) -> Box<[u32]> {
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

/// Looks at the first 64 places of a text: bit n is 1 where a window may stand at the nth. The last look sees the text's
/// last letters, and some that another has seen.
#[inline(never)]
fn look_far<const STRIDE: usize>(table: &impl Table, hash: Hash, text: &[u8]) -> u64 {
    let (mut hits, mut shift, mut rest) = (0, 0, text);
    while let Some(seen) = rest.first_chunk().filter(|_| rest.len() > SEEN && shift < FAR) {
        hits |= u64::from(table.look::<STRIDE>(seen, hash)) << shift;
        rest = rest.get(LOOK..).unwrap_or_default();
        shift += LOOK / STRIDE;
    }
    if shift < FAR {
        let seen = text.last_chunk();
        hits |= seen.map_or(0, |seen| u64::from(table.look::<STRIDE>(seen, hash))) << shift;
    }
    hits
}

/// Eight letters of a text from a place on; zeros after its last.
#[inline]
pub(super) fn eight_at(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    match text.last_chunk() {
        Some(eight) if !rest.is_empty() => u64::from_le_bytes(*eight) >> (8 * (AT_ONCE - rest.len())),
        Some(_) | None => rest.iter().rev().fold(0, |eight, letter| eight << 8 | u64::from(*letter)),
    }
}
