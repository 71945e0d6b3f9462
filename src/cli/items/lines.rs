use super::batch::{Batch, MOST};
use super::each::LARGEST;
use std::io::{self, BufRead, ErrorKind};

/// Cuts a file into stretches of whole lines; the lines themselves are cut by whoever takes them.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    /// What was read of a line whose end was not.
    rest: Vec<u8>,
    /// How many lines have been given.
    given: u64,
    ended: bool,
    /// Why it ended, if not well; told after what was read before.
    broken: Option<io::Error>,
}

impl Lines {
    pub(super) fn new(reader: Box<dyn BufRead + Send>) -> Self {
        Self { reader, rest: Vec::new(), given: 0, ended: false, broken: None }
    }

    pub(super) fn fill(&mut self, batch: &mut Batch, room: usize) -> io::Result<()> {
        batch.lines = Some(self.given + 1);
        let bytes = &mut batch.bytes;
        bytes.append(&mut self.rest);
        if let Err(error) = self.read(bytes, room) {
            self.ended = true;
            self.broken = Some(error);
            bytes.truncate(memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1));
        }
        let (count, end) = stretch(bytes);
        if !self.ended || count == MOST {
            self.rest.extend_from_slice(bytes.get(end..).unwrap_or_default());
            bytes.truncate(end);
        }
        self.given += u64::try_from(count).unwrap_or(u64::MAX);
        self.broken.take_if(|_| bytes.is_empty()).map_or(Ok(()), Err)
    }

    /// Reads until there is enough and the end of a line in it, or the file ends.
    fn read(&mut self, bytes: &mut Vec<u8>, room: usize) -> io::Result<()> {
        let mut whole = memchr::memchr(b'\n', bytes).is_some();
        while !(self.ended || whole && bytes.len() >= room) {
            let there = match self.reader.fill_buf() {
                Ok(there) => there,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.ended = there.is_empty();
            whole = whole || memchr::memchr(b'\n', there).is_some();
            bytes.extend_from_slice(there);
            let used = there.len();
            self.reader.consume(used);
            if !whole && bytes.len() > LARGEST {
                // Whoever cuts the lines sees that this one is too long.
                bytes.truncate(LARGEST + 1);
                return self.skip_line(bytes);
            }
        }
        Ok(())
    }

    /// Reads past the end of the line at hand.
    fn skip_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        while !self.ended {
            let there = match self.reader.fill_buf() {
                Ok(there) => there,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.ended = there.is_empty();
            let end = memchr::memchr(b'\n', there);
            let used = end.map_or(there.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                bytes.push(b'\n');
                return Ok(());
            }
        }
        Ok(())
    }
}

/// How many whole lines a batch takes of these bytes, and where they end.
fn stretch(bytes: &[u8]) -> (usize, usize) {
    let ends = memchr::memchr_iter(b'\n', bytes).take(MOST);
    ends.fold((0, 0), |(count, _), end| (count + 1, end + 1))
}
