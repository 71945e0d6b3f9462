use crate::item::seen::Seen;

/// Up to here a number of 64 bits holds any digits.
const MOST_DIGITS: usize = 18;

/// Up to here every whole number is a float, so that one division by a power of ten gives the nearest float to the
/// digits that were written.
const EXACT: u64 = 1 << 53;

const TENS: [f64; MOST_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

/// A whole number of up to seven digits.
#[inline]
pub(super) fn whole(rest: &[u8]) -> Option<(i64, &[u8])> {
    let (negative, digits) = sign(rest);
    let (size, after) = up_to_seven(digits)?;
    match after {
        [b'.' | b'e' | b'E', ..] => None,
        // Minus nought is a float.
        _ if negative && size == 0 => None,
        _ => Some((if negative { -size } else { size }, after)),
    }
}

/// A number of up to seven digits and up to four decimals, in ten-thousandths.
#[inline]
pub(super) fn scaled(rest: &[u8]) -> Option<(i64, &[u8])> {
    let (negative, digits) = sign(rest);
    let (size, after) = up_to_seven(digits)?;
    let [b'.', part @ ..] = after else {
        return whole(rest).map(|(size, after)| (size * 10_000, after));
    };
    let (digits, count) = eight(part)?;
    let after = part.get(count..).filter(|_| (1..=4).contains(&count))?;
    if let [b'e' | b'E', ..] = after {
        return None;
    }
    // Four digits, noughts for those that are not written, after four noughts.
    let kept = digits & !(u64::MAX << (8 * count));
    let size = size * 10_000 + number_of(kept << 32);
    Some((if negative { -size } else { size }, after))
}

#[inline]
fn sign(rest: &[u8]) -> (bool, &[u8]) {
    match rest {
        [b'-', after @ ..] => (true, after),
        _ => (false, rest),
    }
}

/// One to seven digits as JSON writes them, without a nought before others.
#[inline]
fn up_to_seven(rest: &[u8]) -> Option<(i64, &[u8])> {
    let (digits, count) = eight(rest)?;
    if !(1..=7).contains(&count) || count > 1 && rest.first() == Some(&b'0') {
        return None;
    }
    Some((number_of(digits << (64 - 8 * count)), rest.get(count..)?))
}

/// Eight bytes with digits as their numbers, and how many of them are digits.
#[inline]
fn eight(rest: &[u8]) -> Option<(u64, usize)> {
    let digits = u64::from_le_bytes(*rest.first_chunk()?) ^ 0x3030_3030_3030_3030;
    // The first that is ten or more has its high bit set, or gets it; what it carries is above.
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    Some((digits, usize::try_from(others.trailing_zeros() / 8).unwrap_or(0)))
}

/// The number of eight digits, the first one lowest: neighbours are added up, then pairs, then halves.
#[inline]
fn number_of(digits: u64) -> i64 {
    let pairs = digits.wrapping_mul(10 << 8 | 1) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_FFFF_0000_FFFF;
    let all = fours.wrapping_mul(10_000 << 32 | 1) >> 32;
    i64::try_from(all).unwrap_or(i64::MAX)
}

/// Reads a number without an exponent that is exact in 64 bits.
#[inline]
pub(super) fn number(rest: &[u8]) -> Option<(Seen<'static>, &[u8])> {
    let (negative, digits) = sign(rest);
    let (whole, after) = take_digits(0, digits);
    let count = digits.len() - after.len();
    if count == 0 || count > MOST_DIGITS || count > 1 && digits.first() == Some(&b'0') {
        return None;
    }
    match after {
        [b'.', part @ ..] => fraction(negative, whole, count, part),
        [b'e' | b'E', ..] => None,
        // Minus nought is a float.
        _ if negative && whole == 0 => None,
        _ => {
            let whole = i64::try_from(whole).ok()?;
            Some((Seen::Int(if negative { -whole } else { whole }), after))
        }
    }
}

fn fraction(negative: bool, whole: u64, count: usize, part: &[u8]) -> Option<(Seen<'static>, &[u8])> {
    let (all, after) = take_digits(whole, part);
    let places = part.len() - after.len();
    if places == 0 || count + places > MOST_DIGITS || all >= EXACT || matches!(after, [b'e' | b'E', ..]) {
        return None;
    }
    let size = float(all) / TENS.get(places)?;
    Some((Seen::Number(if negative { -size } else { size }), after))
}

/// Takes digits, and gives the number they continue.
#[inline]
fn take_digits(mut number: u64, mut rest: &[u8]) -> (u64, &[u8]) {
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        rest = after;
    }
    (number, rest)
}

/// The float of a whole number up to [`EXACT`].
fn float(whole: u64) -> f64 {
    const HALF: u64 = 1 << 32;
    let part = |part: u64| f64::from(u32::try_from(part).unwrap_or(u32::MAX));
    part(whole / HALF) * 4_294_967_296.0 + part(whole % HALF)
}

/// Goes past any number.
pub(super) fn skip(rest: &[u8]) -> Option<&[u8]> {
    let rest = rest.strip_prefix(b"-").unwrap_or(rest);
    let mut after = skip_digits(rest)?;
    if rest.first() == Some(&b'0') && rest.len() - after.len() > 1 {
        return None;
    }
    if let [b'.', part @ ..] = after {
        after = skip_digits(part)?;
    }
    if let [b'e' | b'E', power @ ..] = after {
        let digits = if let [b'+' | b'-', digits @ ..] = power { digits } else { power };
        after = skip_digits(digits)?;
    }
    Some(after)
}

/// Goes past digits, at least one.
#[inline]
fn skip_digits(rest: &[u8]) -> Option<&[u8]> {
    let (_, after) = take_digits(0, rest);
    (after.len() < rest.len()).then_some(after)
}
