use super::postings::Stretch;

/// What a value is multiplied with: its upper bits then name the bucket (Fibonacci hashing).
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The postings of values that stand far from each other, in as many buckets as there are values, or somewhat more. Most
/// buckets hold a value or two. Whoever made a bundle may have chosen its values so that they share a bucket: there they
/// are found by halves.
#[derive(Debug, Clone, Default)]
pub(super) struct Spread {
    /// The first entry of each bucket, and of one after the last.
    starts: Box<[u32]>,
    /// By bucket, then by value.
    entries: Box<[(i32, Stretch)]>,
    /// How many bits of a product do not name the bucket.
    shift: u32,
}

impl Spread {
    /// The table of values, each there once.
    pub(super) fn new(values: &[(i32, Stretch)]) -> Self {
        let bits = values.len().max(2).next_power_of_two().trailing_zeros();
        let shift = u64::BITS - bits;
        let mut entries = values.to_vec();
        entries.sort_unstable_by_key(|(value, _)| (bucket(*value, shift), *value));
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (value, _) in &entries {
            starts.get_mut(bucket(*value, shift) + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut start = 0;
        for place in &mut starts {
            start += *place;
            *place = start;
        }
        Self { starts: starts.into(), entries: entries.into(), shift }
    }

    /// What stands under a value.
    #[inline]
    pub(super) fn get(&self, value: i32) -> Option<Stretch> {
        let Some([start, end, ..]) = self.starts.get(bucket(value, self.shift)..) else { return None };
        let place = |start: u32| usize::try_from(start).unwrap_or(usize::MAX);
        let bucket = self.entries.get(place(*start)..place(*end))?;
        let found = bucket.binary_search_by_key(&value, |(value, _)| *value).ok()?;
        bucket.get(found).map(|(_, stretch)| *stretch)
    }

    /// All values with what stands under them, in no order.
    pub(super) fn all(&self) -> &[(i32, Stretch)] {
        &self.entries
    }
}

#[inline]
fn bucket(value: i32, shift: u32) -> usize {
    let product = u64::from(value.cast_unsigned()).wrapping_mul(FACTOR);
    usize::try_from(product.checked_shr(shift).unwrap_or(0)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Spread, Stretch, bucket};

    fn table(values: &[i32]) -> (Spread, Vec<(i32, Stretch)>) {
        let mut values = values.to_vec();
        values.sort_unstable();
        values.dedup();
        let stretch = |at| Stretch { start: at, count: 1 };
        let values: Vec<_> = values.into_iter().zip(0..).map(|(value, at)| (value, stretch(at))).collect();
        (Spread::new(&values), values)
    }

    #[test]
    fn every_value_is_found_and_no_other() {
        let some: Vec<i32> = (0..3000).map(|value: i32| value.wrapping_mul(-1_640_531)).collect();
        for values in [&[][..], &[7], &[i32::MIN, i32::MAX], &[0, 1, -1, 1000], &some] {
            let (table, wanted) = table(values);
            for (value, stretch) in &wanted {
                assert_eq!(table.get(*value), Some(*stretch));
                let near = value.wrapping_add(1);
                assert_eq!(table.get(near).is_some(), values.contains(&near), "{near}");
            }
            assert_eq!(table.all().len(), wanted.len());
        }
        assert_eq!(Spread::default().get(0), None);
    }

    /// Values chosen so that their products are alike in the upper bits.
    #[test]
    fn values_that_share_a_bucket_are_all_found() {
        let shift = u64::BITS - 12;
        let alike: Vec<i32> = (0..i32::MAX).filter(|value| bucket(*value, shift) == 77).take(4000).collect();
        let (table, wanted) = table(&alike);
        assert_eq!((table.shift, alike.len()), (shift, 4000));
        let longest = table.starts.windows(2).map(|ends| ends[1] - ends[0]).max();
        assert_eq!(longest, Some(4000));
        assert!(wanted.iter().all(|(value, stretch)| table.get(*value) == Some(*stretch)));
    }
}
