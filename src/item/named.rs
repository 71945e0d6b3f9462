use super::seen::{Seen, trimmed};
use super::visit::{Any, Hand, Key, Take};
use crate::bytecode::Schema;
use crate::value::fold;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess};

/// The address that an item says it came in by, in the JSON that it is read from: as the program writes it if it is one
/// of the program's, else as the item does. None where the item says none.
#[must_use]
pub fn instance_of(schema: &Schema, json: &str) -> Option<String> {
    if !json.contains("\"instance\"") {
        return None;
    }
    let mut said = None;
    let mut source = serde_json::Deserializer::from_str(json);
    Any(Instance(&mut said)).deserialize(&mut source).ok()?;
    let said = said?;
    let folded = fold(&said);
    let mut known = schema.workstreams.iter().flat_map(|workstream| &workstream.instances);
    let known = known.find(|known| fold(trimmed(known)) == folded).cloned();
    Some(known.unwrap_or(said))
}

/// Takes an item's `instance`, the last if there are several.
struct Instance<'s>(&'s mut Option<String>);

impl Take for Instance<'_> {
    fn seen(self, _: Seen<'_>) {}

    fn object<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(is_instance) = object.next_key_seed(Key(|key: &str| key == "instance"))? {
            if !is_instance {
                object.next_value::<IgnoredAny>()?;
                continue;
            }
            object.next_value_seed(Any(Hand(|seen: Seen<'_>| {
                if let Seen::Text(text) = seen {
                    *self.0 = Some(trimmed(text).to_owned()).filter(|text| !text.is_empty());
                }
            })))?;
        }
        Ok(())
    }
}
