use super::error::ItemError;
use super::filling::Filling;
use super::frame::Frame;
use super::json::not_json;
use super::reader::Reader;
use super::seen::Seen;
use super::visit::{Any, Take, read_record};
use serde::de::{DeserializeSeed, MapAccess};

impl Reader {
    /// Reads one entity alone, by its place in [`crate::bytecode::Schema::records`], from a JSON object; without one,
    /// all of its defaults. Whatever the frame held is forgotten.
    pub fn entity(&self, record: u32, json: Option<&str>, frame: &mut Frame) -> Result<(), ItemError> {
        frame.clear();
        if let Some(json) = json {
            let mut is_object = true;
            let mut source = serde_json::Deserializer::from_str(json);
            let filling = Filling { reader: self, frame: &mut *frame };
            let entity = Any(Entity { filling, record, is_object: &mut is_object });
            entity.deserialize(&mut source).and_then(|()| source.end()).map_err(|error| not_json(&error))?;
            if !is_object {
                return Err(ItemError::NotAnObject);
            }
        }
        Filling { reader: self, frame }.complete(record, 0);
        Ok(())
    }
}

/// Takes the object of an entity.
struct Entity<'f> {
    filling: Filling<'f>,
    record: u32,
    is_object: &'f mut bool,
}

impl Take for Entity<'_> {
    fn seen(self, _: Seen<'_>) {
        *self.is_object = false;
    }

    fn object<'de, A: MapAccess<'de>>(mut self, object: A) -> Result<(), A::Error> {
        read_record(&mut self.filling, self.record, 0, object)
    }
}
