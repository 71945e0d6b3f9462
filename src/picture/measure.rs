use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A size of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// Names: 13 pixels, bold.
    Title,
    /// Rules: 12 pixels.
    Text,
    /// What stands below and beside: 11 pixels.
    Small,
}

impl Size {
    /// How wide a column of letters is at most, in tenths of a pixel: fonts differ, and a word must not leave its box.
    fn column(self) -> usize {
        match self {
            Self::Title => 80,
            Self::Text => 68,
            Self::Small => 62,
        }
    }
}

/// How wide a text is at most, in pixels.
pub(super) fn wide(text: &str, size: Size) -> u32 {
    u32::try_from(text.width().saturating_mul(size.column()).div_ceil(10)).unwrap_or(u32::MAX / 64)
}

/// The text, or as much of it as there is room for, and an ellipsis.
pub(super) fn fitted(text: &str, size: Size, room: u32) -> String {
    if wide(text, size) <= room {
        return text.to_owned();
    }
    let columns = usize::try_from(room).unwrap_or(0).saturating_mul(10) / size.column();
    let (mut left, mut short) = (columns.saturating_sub(1), String::new());
    for letter in text.chars() {
        let own = letter.width().unwrap_or(0);
        if own > left {
            break;
        }
        left -= own;
        short.push(letter);
    }
    short + "…"
}
