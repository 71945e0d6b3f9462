use super::Session;
use crate::sample::{Owned, Samples, Typed};
use anyhow::Result;
use std::hint::black_box;

/// No engine: the parse alone, with which others compare themselves. Texts are borrowed.
pub struct Parse(pub Samples);

impl Session for Parse {
    fn decide(&mut self, _: usize) -> Result<u32> {
        Ok(0)
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        black_box(Typed::parse(self.0[item].json.as_bytes())?);
        Ok(0)
    }
}

/// The same parse into texts of its own.
pub struct ParseOwned(pub Samples);

impl Session for ParseOwned {
    fn decide(&mut self, _: usize) -> Result<u32> {
        Ok(0)
    }

    fn decide_json(&mut self, item: usize) -> Result<u32> {
        black_box(serde_json::from_slice::<Owned>(self.0[item].json.as_bytes())?);
        Ok(0)
    }
}
