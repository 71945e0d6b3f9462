/// What is no wider than this is never set aside.
const MODEST: usize = 40;

/// Nothing is padded by more than this.
const MOST: usize = 40;

/// For each width, the width of the column it belongs to: that of the widest which shares it. What is far wider than
/// the others has a column of its own, so that one long cell does not push all others to the right.
pub(super) fn columns(widths: &[usize]) -> Vec<usize> {
    let mut sorted: Vec<(usize, usize)> = widths.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    let mut columns = vec![0; widths.len()];
    let mut rest = sorted.as_slice();
    while let Some(((narrowest, _), (median, _))) = rest.first().zip(rest.get(rest.len() / 2)) {
        let most = median.saturating_mul(2).max(MODEST).min(narrowest + MOST);
        let (together, others) = rest.split_at(rest.partition_point(|(width, _)| *width <= most));
        let widest = together.last().map_or(0, |(width, _)| *width);
        for (_, at) in together {
            if let Some(column) = columns.get_mut(*at) {
                *column = widest;
            }
        }
        rest = others;
    }
    columns
}
