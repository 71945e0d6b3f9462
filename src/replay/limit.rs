use super::report::Replay;
use super::words::share;
use std::cmp::Ordering;
use std::str::FromStr;

/// How much a replay may change: `moved > 2%`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// As it was written.
    text: String,
    what: Counted,
    /// Whether the figure itself is beyond it.
    or_equal: bool,
    /// Whether more than the figure is beyond it, or less.
    beyond: Ordering,
    /// Thousandths: of items, or of a percent.
    figure: u64,
    percent: bool,
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Items,
    Moved,
    Changed,
    Same,
    Failed,
}

const WORDS: [(&str, Counted); 5] = [
    ("items", Counted::Items),
    ("moved", Counted::Moved),
    ("changed", Counted::Changed),
    ("same", Counted::Same),
    ("failed", Counted::Failed),
];

/// Why a text is no limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// It does not begin with what is counted.
    #[error("`{0}` is not counted; `items`, `moved`, `changed`, `same` and `failed` are")]
    Word(String),
    /// It does not say how the count is compared, or with what.
    #[error("write what is counted, `>`, `>=`, `<` or `<=`, and a figure, such as `moved > 2%`")]
    Form,
}

impl Limit {
    /// Whether the replay is beyond the limit.
    #[must_use]
    pub fn is_broken(&self, replay: &Replay) -> bool {
        let (count, all) = self.counted(replay);
        let (count, all, figure) = (u128::from(count), u128::from(all), u128::from(self.figure));
        // count / items > figure / 100,000, without a fraction
        let order =
            if self.percent { (count * 100_000).cmp(&(figure * all)) } else { (count * 1000).cmp(&figure) };
        order == self.beyond || self.or_equal && order == Ordering::Equal
    }

    /// That it is broken, and by what: "`moved > 2%` is so: 5.00 %".
    #[must_use]
    pub fn said(&self, replay: &Replay) -> String {
        let (count, all) = self.counted(replay);
        let figure = if self.percent { share(count, all) } else { count.to_string() };
        format!("`{}` is so: {figure}", self.text)
    }

    /// How many there are of what is counted, and of all.
    fn counted(&self, replay: &Replay) -> (u64, u64) {
        let count = match self.what {
            Counted::Items => replay.items,
            Counted::Moved => replay.moved,
            Counted::Changed => replay.changed,
            Counted::Same => replay.same,
            Counted::Failed => replay.failed,
        };
        (count, replay.items + replay.failed)
    }
}

impl FromStr for Limit {
    type Err = LimitError;

    /// Reads `moved > 2%`, `failed >= 1`, `same < 99.5%`.
    fn from_str(text: &str) -> Result<Self, LimitError> {
        let text = text.trim();
        let end = text.find(|letter: char| !letter.is_ascii_alphabetic()).ok_or(LimitError::Form)?;
        let (word, rest) = text.split_at_checked(end).ok_or(LimitError::Form)?;
        if word.is_empty() {
            return Err(LimitError::Form);
        }
        let what = WORDS.iter().find(|(known, _)| *known == word).map(|(_, what)| *what);
        let what = what.ok_or_else(|| LimitError::Word(word.to_owned()))?;
        let rest = rest.trim_start();
        let beyond = match rest.chars().next() {
            Some('>') => Ordering::Greater,
            Some('<') => Ordering::Less,
            _ => return Err(LimitError::Form),
        };
        let rest = rest.get(1..).unwrap_or_default();
        let (or_equal, rest) = rest.strip_prefix('=').map_or((false, rest), |rest| (true, rest));
        let rest = rest.trim();
        let (percent, rest) = rest.strip_suffix('%').map_or((false, rest), |rest| (true, rest.trim_end()));
        let figure = thousandths(rest).ok_or(LimitError::Form)?;
        Ok(Self { text: text.to_owned(), what, or_equal, beyond, figure, percent })
    }
}

/// `2`, `0.5`: in thousandths.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part)
}
