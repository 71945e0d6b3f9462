use super::odd::Odd;

/// A place in the text of one item.
#[derive(Debug)]
pub(in crate::item) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Where texts with escapes are written without them.
    pub(super) unescaped: String,
}

impl<'t> Scan<'t> {
    /// The beginning of a text; `memory` is kept for texts with escapes, see [`Scan::end`].
    pub(in crate::item) fn new(text: &'t str, memory: String) -> Self {
        Self { text, at: 0, unescaped: memory }
    }

    /// Gives the memory back, and says whether nothing but white space is left.
    pub(in crate::item) fn end(mut self) -> (String, Result<(), Odd>) {
        self.space();
        let end = if self.at == self.text.len() { Ok(()) } else { Err(Odd) };
        (self.unescaped, end)
    }

    /// What is left.
    #[inline]
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space and says what follows.
    #[inline]
    pub(super) fn space(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    /// Takes exactly this byte.
    #[inline]
    pub(super) fn take(&mut self, wanted: u8) -> Result<(), Odd> {
        if self.peek() == Some(wanted) {
            self.at += 1;
            return Ok(());
        }
        Err(Odd)
    }

    /// Takes exactly this word.
    #[inline]
    pub(super) fn word(&mut self, wanted: &[u8]) -> Result<(), Odd> {
        if self.rest().starts_with(wanted) {
            self.at += wanted.len();
            return Ok(());
        }
        Err(Odd)
    }

    /// Goes to the next key of an object, past its quote; `false` at the object's end.
    #[inline]
    pub(super) fn next_key(&mut self, first: bool) -> Result<bool, Odd> {
        match self.space() {
            Some(b'}') => {
                self.at += 1;
                return Ok(false);
            }
            Some(b',') if !first => {
                self.at += 1;
                self.space();
            }
            _ if first => {}
            _ => return Err(Odd),
        }
        self.take(b'"').map(|()| true)
    }

    /// Goes from a key to its value.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), Odd> {
        self.space();
        self.take(b':')?;
        self.space();
        Ok(())
    }

    /// Goes to the next member of an array; `false` at the array's end.
    #[inline]
    pub(super) fn next_member(&mut self, first: bool) -> Result<bool, Odd> {
        match self.space() {
            Some(b']') => {
                self.at += 1;
                return Ok(false);
            }
            Some(b',') if !first => {
                self.at += 1;
                self.space();
            }
            Some(_) if first => {}
            _ => return Err(Odd),
        }
        Ok(true)
    }
}
