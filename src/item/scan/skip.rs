use super::cursor::Scan;
use super::odd::Odd;

/// How deep a value that nobody reads may be nested here.
const DEEPEST: usize = 48;

impl Scan<'_> {
    /// Goes past a value of any kind, and checks that it is one.
    #[inline]
    pub(super) fn skip(&mut self, depth: usize) -> Result<(), Odd> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.skip_string()
            }
            Some(b'{') => self.skip_object(depth + 1),
            Some(b'[') => self.skip_array(depth + 1),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => self.skip_number(),
        }
    }

    fn skip_object(&mut self, depth: usize) -> Result<(), Odd> {
        if depth > DEEPEST {
            return Err(Odd);
        }
        self.at += 1;
        let mut first = true;
        while self.next_key(first)? {
            first = false;
            self.plain_string()?;
            self.colon()?;
            self.skip(depth)?;
        }
        Ok(())
    }

    fn skip_array(&mut self, depth: usize) -> Result<(), Odd> {
        if depth > DEEPEST {
            return Err(Odd);
        }
        self.at += 1;
        let mut first = true;
        while self.next_member(first)? {
            first = false;
            self.skip(depth)?;
        }
        Ok(())
    }
}
