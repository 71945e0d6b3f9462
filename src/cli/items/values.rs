use super::each::{LARGEST, Next, Piece, too_large};
use crate::cli::outcome::Failure;
use std::io::{self, BufRead};

/// The members of one JSON array, or the JSON values that stand one after the other.
pub(super) fn each(
    mut reader: Box<dyn BufRead>,
    cannot: &dyn Fn(io::Error) -> Failure,
    take: &mut dyn FnMut(u64, Piece<'_>) -> Next,
) -> Result<(), Failure> {
    let mut cut = Cutter::default();
    loop {
        let there = match reader.fill_buf() {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(cannot(error)),
        };
        if there.is_empty() {
            return cut.end(take);
        }
        for byte in there {
            if cut.push(*byte) && cut.give(take)?.is_break() {
                return Ok(());
            }
        }
        let used = there.len();
        reader.consume(used);
    }
}

/// Cuts a stream of bytes into JSON values without understanding them: it counts brackets outside of texts.
#[derive(Debug, Default)]
struct Cutter {
    bytes: Vec<u8>,
    line: u64,
    begins: u64,
    depth: u32,
    array: Array,
    in_text: bool,
    escaped: bool,
    too_large: bool,
}

/// Whether the values are members of one array.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Array {
    #[default]
    Unknown,
    Open,
    Closed,
    None,
}

impl Cutter {
    /// Takes one byte, and says whether it ends a value.
    fn push(&mut self, byte: u8) -> bool {
        self.line += u64::from(byte == b'\n');
        if self.in_text {
            self.keep(byte);
            self.in_text = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return !self.in_text && self.depth == 0;
        }
        match byte {
            b'[' if self.array == Array::Unknown && self.bytes.is_empty() => self.array = Array::Open,
            b']' if self.depth == 0 && self.array == Array::Open => {
                self.array = Array::Closed;
                return !self.bytes.is_empty();
            }
            b'{' | b'[' => {
                self.keep(byte);
                self.depth += 1;
            }
            b'}' | b']' => {
                self.keep(byte);
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            b'"' => {
                self.keep(byte);
                self.in_text = true;
            }
            b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return !self.bytes.is_empty(),
            0xEF | 0xBB | 0xBF if self.bytes.is_empty() && self.array == Array::Unknown => {}
            _ => self.keep(byte),
        }
        false
    }

    fn keep(&mut self, byte: u8) {
        if self.array == Array::Unknown {
            self.array = Array::None;
        }
        if self.bytes.is_empty() {
            self.begins = self.line + 1;
        }
        if self.bytes.len() < LARGEST {
            self.bytes.push(byte);
        } else {
            self.too_large = true;
        }
    }

    fn give(&mut self, take: &mut dyn FnMut(u64, Piece<'_>) -> Next) -> Next {
        let piece = if self.too_large { too_large() } else { Piece::Json(&self.bytes) };
        let next = take(self.begins, piece);
        self.bytes.clear();
        self.too_large = false;
        next
    }

    /// What is left at the end of the file, and whether the array was closed.
    fn end(mut self, take: &mut dyn FnMut(u64, Piece<'_>) -> Next) -> Result<(), Failure> {
        if !self.bytes.is_empty() {
            let _ = self.give(take)?;
        } else if self.array == Array::Open {
            let _ = take(self.line + 1, Piece::Bad("the file ends before the `]` of its list".to_owned()))?;
        }
        Ok(())
    }
}
