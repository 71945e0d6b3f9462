use super::batch::Batch;
use super::each::{LARGEST, why_too_large};
use std::io::{self, BufRead, ErrorKind};

/// The members of one JSON array, or the JSON values that stand one after the other.
pub(super) struct Values {
    reader: Box<dyn BufRead + Send>,
    cutter: Cutter,
    ended: bool,
}

impl Values {
    pub(super) fn new(reader: Box<dyn BufRead + Send>) -> Self {
        Self { reader, cutter: Cutter::default(), ended: false }
    }

    pub(super) fn fill(&mut self, batch: &mut Batch, room: usize) -> io::Result<()> {
        while !self.ended && !batch.is_full(room) {
            let there = match self.reader.fill_buf() {
                Ok(there) => there,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.ended = there.is_empty();
            let mut used = 0;
            for byte in there {
                used += 1;
                if self.cutter.push(*byte) {
                    self.cutter.give(batch);
                    if batch.is_full(room) {
                        break;
                    }
                }
            }
            self.reader.consume(used);
            if self.ended {
                self.cutter.end(batch);
            }
        }
        Ok(())
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

    fn give(&mut self, batch: &mut Batch) {
        if self.too_large {
            batch.push_bad(self.begins, why_too_large());
        } else {
            batch.push_json(self.begins, &self.bytes);
        }
        self.bytes.clear();
        self.too_large = false;
    }

    /// What is left at the end of the file, and whether the array was closed.
    fn end(&mut self, batch: &mut Batch) {
        if !self.bytes.is_empty() {
            self.give(batch);
        } else if self.array == Array::Open {
            batch.push_bad(self.line + 1, "the file ends before the `]` of its list".to_owned());
        }
    }
}
