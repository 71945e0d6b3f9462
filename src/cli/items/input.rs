use crate::cli::outcome::Failure;
use crate::cli::program::{has_end, said};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

const GZIP: [u8; 2] = [0x1F, 0x8B];

/// How a file holds items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// A JSON object a line
    Jsonl,
    /// A JSON array, one object, or several one after the other
    Json,
    /// A row an item, after a header; dots lead into links
    Csv,
}

/// A file of items, open.
pub(crate) struct Input {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) reader: Box<dyn BufRead + Send>,
}

impl Input {
    /// Opens the file at `path` (`-`: stdin). What it holds is told by its name, or else by its first letter, unless
    /// `kind` says; gzip is known by its first bytes. `watch` sees all that is read, as it is on disk.
    pub(crate) fn open(
        path: &Path,
        kind: Option<Kind>,
        watch: impl FnOnce(Box<dyn Read + Send>, Option<u64>) -> Box<dyn Read + Send>,
    ) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let cannot = |error: &io::Error| Failure::Access(format!("cannot read `{name}`: {}", said(error)));
        let (raw, size): (Box<dyn Read + Send>, _) = if name == "-" {
            (Box::new(io::stdin()), None)
        } else {
            let file = File::open(path).map_err(|error| cannot(&error))?;
            let about = file.metadata().map_err(|error| cannot(&error))?;
            if about.is_dir() {
                return Err(Failure::Access(format!("cannot read `{name}`: it is a folder")));
            }
            (Box::new(file), Some(about.len()))
        };
        let mut reader = unzipped(watch(raw, size)).map_err(|error| cannot(&error))?;
        let kind = match kind.or_else(|| kind_by_name(&name)) {
            Some(kind) => kind,
            None => kind_by_look(&mut reader).map_err(|error| cannot(&error))?,
        };
        Ok(Self { name, kind, reader })
    }

    /// Items handed over as an argument.
    pub(crate) fn text(name: &str, text: String) -> Self {
        Self { name: name.to_owned(), kind: Kind::Json, reader: Box::new(io::Cursor::new(text.into_bytes())) }
    }
}

fn unzipped(raw: Box<dyn Read + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader = BufReader::with_capacity(1 << 16, raw);
    if reader.fill_buf()?.starts_with(&GZIP) {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(reader))));
    }
    Ok(Box::new(reader))
}

fn kind_by_name(name: &str) -> Option<Kind> {
    let plain =
        if has_end(name, "gz") { name.rsplit_once('.').map_or(name, |(plain, _)| plain) } else { name };
    [("jsonl", Kind::Jsonl), ("ndjson", Kind::Jsonl), ("json", Kind::Json), ("csv", Kind::Csv)]
        .into_iter()
        .find_map(|(end, kind)| has_end(plain, end).then_some(kind))
}

/// A file that begins with `[` is one array; anything else is taken line by line.
fn kind_by_look(reader: &mut Box<dyn BufRead + Send>) -> io::Result<Kind> {
    let first = reader.fill_buf()?.trim_ascii_start().first().copied();
    Ok(if first == Some(b'[') { Kind::Json } else { Kind::Jsonl })
}
