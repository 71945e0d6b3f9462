//! Places of a text from which stretches were cut out, and where those are in the text as it was.

/// What was cut out of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    found: Vec<Cut>,
}

#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where the cut is in the text that was left.
    at: u32,
    /// How much was cut out up to here, in bytes.
    gone: u32,
}

impl Cuts {
    /// What is left up to `at` is followed in the whole text by what stands at `next`. Both are places in the file.
    pub(super) fn cut(&mut self, at: u32, next: u32) {
        let gone = next.saturating_sub(at);
        match self.found.last_mut() {
            Some(last) if last.at == at => last.gone = gone,
            _ => self.found.push(Cut { at, gone }),
        }
    }

    /// Where what stands at a place of the text that was left begins in the whole text.
    pub(super) fn start(&self, place: u32) -> u32 {
        self.moved(place, self.found.partition_point(|cut| cut.at <= place))
    }

    /// Where what stands before a place of the text that was left ends in the whole text.
    pub(super) fn end(&self, place: u32) -> u32 {
        self.moved(place, self.found.partition_point(|cut| cut.at < place))
    }

    fn moved(&self, place: u32, cuts: usize) -> u32 {
        let last = cuts.checked_sub(1).and_then(|last| self.found.get(last));
        place.saturating_add(last.map_or(0, |cut| cut.gone))
    }
}
