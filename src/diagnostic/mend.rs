//! The shapes that fixes have: what is written where, so that the text around keeps its look.

use super::report::{Edit, Fix};
use super::texts::{Texts, place, stretch};
use crate::source::Span;

/// A longer text is not shown in a title.
const LONGEST: usize = 48;

impl Fix {
    /// Writes `text` at a place.
    #[must_use]
    pub fn write(span: Span, text: &str) -> Self {
        Self::change(titled("write", text), span, text)
    }

    /// The same under another title.
    #[must_use]
    pub fn change(title: impl Into<String>, span: Span, text: &str) -> Self {
        Self { title: title.into(), edits: vec![Edit::new(span, text)] }
    }

    /// Several edits; none if one of them cannot be made, or two of them overlap, as they may where brackets or quotes
    /// are damaged.
    #[must_use]
    pub fn all(title: impl Into<String>, edits: impl IntoIterator<Item = Option<Edit>>) -> Option<Self> {
        let edits = edits.into_iter().collect::<Option<Vec<_>>>()?;
        let mut places: Vec<_> = edits.iter().map(|edit| edit.span).collect();
        places.sort();
        let mut pairs = places.iter().zip(places.iter().skip(1));
        if pairs.any(|(one, next)| one.file == next.file && next.start < one.end) {
            return None;
        }
        Some(Self { title: title.into(), edits })
    }

    /// Those that can be made.
    #[must_use]
    pub fn list<const N: usize>(fixes: [Option<Self>; N]) -> Vec<Self> {
        fixes.into_iter().flatten().collect()
    }

    /// Adds an entry where `edit` says.
    #[must_use]
    pub fn add(text: &str, edit: Option<Edit>) -> Option<Self> {
        Self::all(titled("add", text), [edit])
    }

    /// Declares something after the declaration around a place.
    #[must_use]
    pub fn declare(texts: Texts<'_>, near: Span, what: &str, text: &str) -> Option<Self> {
        Self::all(format!("declare {what}"), [texts.declared(near, text)])
    }

    /// Leaves out the entry that holds a place.
    #[must_use]
    pub fn without(texts: Texts<'_>, title: impl Into<String>, span: Span) -> Option<Self> {
        let entry = texts.entry(span)?;
        Some(Self { title: title.into(), edits: vec![texts.left_out(entry)] })
    }
}

fn titled(verb: &str, text: &str) -> String {
    let line = text.trim();
    if line.len() > LONGEST || line.contains('\n') {
        let first = line.split(['\n', '{']).next().unwrap_or_default();
        let end = first.floor_char_boundary(LONGEST);
        return format!("{verb} `{} …`", first.get(..end).unwrap_or_default().trim_end());
    }
    format!("{verb} `{line}`")
}

impl Edit {
    /// The text at `span` becomes `text`.
    #[must_use]
    pub fn new(span: Span, text: &str) -> Self {
        Self { span, text: text.to_owned() }
    }
}

impl Texts<'_> {
    /// Leaves out what stands at a place: with its line, the comma beside it, or the blanks before it.
    #[must_use]
    pub fn left_out(self, span: Span) -> Edit {
        Edit::new(self.with_separator(span).unwrap_or(span), "")
    }

    fn with_separator(self, span: Span) -> Option<Span> {
        let (before, after) = self.beside(span)?;
        let (from, to) = stretch(span)?;
        let rest = after.trim_start_matches([' ', '\t']);
        let ends = rest.trim_end().is_empty() || rest.starts_with("//");
        let blank = before.trim().is_empty();
        if blank && ends {
            let whole = self.whole(span.file);
            let end = to + after.len();
            let line = whole.get(end..)?.starts_with('\n');
            return Some(place(span.file, (from - before.len(), end + usize::from(line))));
        }
        if let Some(next) = rest.strip_prefix(',') {
            let gap = after.len() - next.trim_start_matches([' ', '\t']).len();
            return Some(place(span.file, (from, to + gap)));
        }
        let start = before.trim_end_matches([' ', '\t']);
        let start = start.strip_suffix(',').unwrap_or(start);
        if blank { None } else { Some(place(span.file, (from - (before.len() - start.len()), to))) }
    }

    /// Leaves out the whole declaration around a place.
    #[must_use]
    pub fn undeclared(self, span: Span) -> Option<Edit> {
        self.declaration(span).map(|span| self.left_out(span))
    }

    /// Writes a declaration after the one around a place.
    #[must_use]
    pub fn declared(self, near: Span, text: &str) -> Option<Edit> {
        let end = self.declaration(near)?.after();
        let (_, rest) = self.beside(end)?;
        let length = u32::try_from(rest.len()).ok()?;
        let end = Span::new(end.file, end.end + length, end.end + length);
        Some(Edit::new(end, &format!("\n\n{text}")))
    }

    /// Adds an entry to the block that begins after `header`, on its line; makes that block where there is none.
    #[must_use]
    pub fn added(self, header: Span, entry: &str) -> Option<Edit> {
        match self.block(header) {
            Some(block) => self.at_end_of(block, entry),
            None => Some(Edit::new(header.after(), &format!(" {{ {entry} }}"))),
        }
    }

    /// Adds an entry to the block around a place, at its end.
    #[must_use]
    pub fn added_beside(self, span: Span, entry: &str) -> Option<Edit> {
        self.at_end_of(self.around(span, "{")?, entry)
    }

    /// Adds an entry to a block, at its end: a line where the block has lines. Rules have a line each.
    #[must_use]
    pub fn at_end_of(self, (open, close): (Span, Span), entry: &str) -> Option<Edit> {
        let inner = self.at(Span::new(open.file, open.end, close.start));
        let code = super::scan::last_code(inner);
        let own_line = entry.starts_with('\n');
        let entry = entry.trim_start_matches('\n');
        let (outer, _) = self.beside(open)?;
        let outer: String = outer.chars().take_while(|letter| letter.is_whitespace()).collect();
        if !inner.contains('\n') {
            let at = Span::new(open.file, open.end + u32::try_from(code).ok()?, close.start);
            return Some(match (own_line, code) {
                (true, _) => Edit::new(at, &format!("\n{outer}  {}\n{outer}", indented(entry, &outer))),
                (false, 0) => Edit::new(at, &format!(" {entry} ")),
                (false, _) => Edit::new(at, &format!(", {entry} ")),
            });
        }
        let first = inner.lines().skip(1).find(|line| !line.trim().is_empty());
        let indent = first.map_or(format!("{outer}  "), |line| {
            line.chars().take_while(|letter| letter.is_whitespace()).collect()
        });
        // After what else stands on the line of the last entry: a comment.
        let end = code + inner.get(code..)?.find('\n').unwrap_or(0);
        let at = open.end + u32::try_from(end).ok()?;
        let entry = indented(entry, indent.strip_suffix("  ").unwrap_or(&indent));
        Some(Edit::new(Span::new(open.file, at, at), &format!("\n{indent}{entry}")))
    }

    /// Adds an entry to the block that begins after `header`, as its first.
    #[must_use]
    pub fn added_first(self, header: Span, entry: &str) -> Option<Edit> {
        let (open, close) = self.block(header)?;
        let inner = self.at(Span::new(open.file, open.end, close.start));
        if inner.contains('\n') {
            return Some(Edit::new(open.after(), &format!("\n  {entry}")));
        }
        let more = if inner.trim().is_empty() { " " } else { "," };
        Some(Edit::new(open.after(), &format!(" {entry}{more}")))
    }

    /// Puts the lines of `from` above those of `to`. Both must have lines of their own.
    #[must_use]
    pub fn moved(self, from: Span, to: Span) -> Option<[Edit; 2]> {
        let ((before, after), (indent, _)) = (self.beside(from)?, self.beside(to)?);
        let own = |text: &str| text.trim().is_empty();
        let ends = own(after) || after.trim_start().starts_with("//");
        if !own(before) || !ends || !own(indent) || from.file != to.file {
            return None;
        }
        let start = to.start - u32::try_from(indent.len()).ok()?;
        let line = format!("{indent}{}{}\n", self.at(from), after.trim_end());
        Some([Edit::new(Span::new(to.file, start, start), &line), self.left_out(from)])
    }

    /// Puts the entries of the second block into the first, and leaves the second out. Each place is in its block's
    /// header.
    #[must_use]
    pub fn joined(self, second: Span, first: Span) -> Option<[Edit; 2]> {
        let (open, close) = self.block(second)?;
        let inner = self.at(Span::new(open.file, open.end, close.start)).trim();
        let whole = self.entry(second).or_else(|| self.declaration(second))?;
        let own_line = if inner.contains('\n') || inner.starts_with('"') { "\n" } else { "" };
        let entries = format!("{own_line}{inner}");
        Some([self.at_end_of(self.block(first)?, &entries)?, self.left_out(whole)])
    }
}

/// A text of several lines, each but the first with that before it.
fn indented(text: &str, indent: &str) -> String {
    text.lines().collect::<Vec<_>>().join(&format!("\n{indent}"))
}
