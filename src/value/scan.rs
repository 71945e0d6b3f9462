/// A place in a short text of digits and signs, such as a date; every step says whether it fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a>(&'a [u8]);

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.as_bytes())
    }

    pub(super) fn at_end(self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn peek(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Takes one of `signs` and says which.
    pub(super) fn one_of(&mut self, signs: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !signs.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// Takes exactly `count` digits.
    pub(super) fn digits(&mut self, count: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(count)?;
        let number = number(head)?;
        self.0 = rest;
        Some(number)
    }

    /// Takes all digits that follow, at least one, if the number fits.
    pub(super) fn all_digits(&mut self) -> Option<i64> {
        self.digits(self.digits_ahead())
    }

    /// Takes all digits that follow, at least one, as the fraction of a second: microseconds, the rest dropped.
    pub(super) fn fraction(&mut self) -> Option<i64> {
        let (head, rest) =
            self.0.split_at_checked(self.digits_ahead()).filter(|(head, _)| !head.is_empty())?;
        self.0 = rest;
        Some(
            (0..6)
                .fold(0, |sum, place| sum * 10 + head.get(place).map_or(0, |digit| i64::from(digit - b'0'))),
        )
    }

    fn digits_ahead(self) -> usize {
        self.0.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_i64, |sum, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}
