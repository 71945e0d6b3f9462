use super::address::{Address, AddressKey, IsField};
use super::error::ItemError;
use super::filling::Filling;
use super::frame::{Frame, Target};
use super::problem::{Instead, Problem, Reason, shown};
use super::reader::{ReadOptions, Reader, Records};
use super::repair::repair;
use super::seen::Seen;
use super::visit::{Any, Field, Hand, Key, Take, place_of, read_record};
use crate::bytecode::FieldShape;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

impl Reader {
    /// Reads an item from the bytes of one JSON object. Half characters, bytes that are not UTF-8 and numbers beyond
    /// any range are problems of their fields.
    pub fn json(&self, bytes: &[u8], options: &ReadOptions<'_>, frame: &mut Frame) -> Result<(), ItemError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let first = self.read_from(Source::Bytes(bytes), options, frame, Damage::None);
        let Err(ItemError::NotJson { .. }) = first else {
            return first;
        };
        let Some(repaired) = repair(bytes) else {
            return first;
        };
        match self.read_from(Source::Bytes(repaired.as_bytes()), options, frame, Damage::Repaired) {
            Err(ItemError::NotJson { .. }) => first,
            again => again,
        }
    }

    /// Reads an item from a JSON object in memory.
    pub fn value(
        &self,
        value: &Value,
        options: &ReadOptions<'_>,
        frame: &mut Frame,
    ) -> Result<(), ItemError> {
        self.read_from(Source::Value(value), options, frame, Damage::None)
    }

    fn read_from(
        &self,
        source: Source<'_>,
        options: &ReadOptions<'_>,
        frame: &mut Frame,
        damage: Damage,
    ) -> Result<(), ItemError> {
        begin(frame, self.default_target(options), damage);
        let mut first = Pass::new(self, frame, Certainty::Guessed);
        first.run(source)?;
        let (address, mode) = (first.address, first.mode);
        if mode == Mode::Reading && frame.target().is_some() {
            self.finish(frame, address, options);
            return Ok(());
        }
        let target = self.target(&address, options)?;
        begin(frame, Some(target), damage);
        let mut second = Pass::new(self, frame, Certainty::Known);
        second.run(source)?;
        let address = second.address;
        self.finish(frame, address, options);
        Ok(())
    }
}

fn begin(frame: &mut Frame, target: Option<Target>, damage: Damage) {
    frame.clear();
    if let Some(target) = target {
        frame.set_target(target);
    }
    if damage == Damage::Repaired {
        frame.expect_broken_texts();
    }
}

/// Whether the text of the item is as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    None,
    Repaired,
}

/// Where the JSON comes from.
#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Bytes(&'a [u8]),
    Value(&'a Value),
}

/// Whether the item's target is known for certain, or may be corrected by a key that comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Guessed,
    Known,
}

/// What a pass does with the fields it meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing was met but keys of the envelope.
    Waiting,
    /// Fields are read for the frame's target.
    Reading,
    /// The target turned out to be unknown or another one: only the envelope is read, and a second pass follows.
    Skipping,
}

/// One reading of an item, in the order of its keys: right at once where the keys that say what it is addressed to come
/// first or not at all, which is nearly always.
struct Pass<'a> {
    filling: Filling<'a>,
    certainty: Certainty,
    mode: Mode,
    address: Address,
    is_object: bool,
}

/// What a key at the top means.
#[derive(Debug, Clone, Copy)]
enum Envelope {
    Id,
    Address(AddressKey),
    Context,
    Channel,
    Models,
}

impl Envelope {
    fn of(key: &str) -> Option<Self> {
        match key {
            "id" => Some(Self::Id),
            "context" => Some(Self::Context),
            "channel" => Some(Self::Channel),
            "models" => Some(Self::Models),
            _ => AddressKey::of(key).map(Self::Address),
        }
    }
}

impl<'a> Pass<'a> {
    fn new(reader: &'a Reader, frame: &'a mut Frame, certainty: Certainty) -> Self {
        let mode = if certainty == Certainty::Known { Mode::Reading } else { Mode::Waiting };
        let filling = Filling { reader, frame };
        Self { filling, certainty, mode, address: Address::default(), is_object: true }
    }

    fn run(&mut self, source: Source<'_>) -> Result<(), ItemError> {
        let read = match source {
            Source::Bytes(bytes) => {
                let mut json = serde_json::Deserializer::from_slice(bytes);
                Any(&mut *self).deserialize(&mut json).and_then(|()| json.end())
            }
            Source::Value(value) => Any(&mut *self).deserialize(value),
        };
        read.map_err(|error| not_json(&error))?;
        if self.is_object { Ok(()) } else { Err(ItemError::NotAnObject) }
    }

    fn records(&self) -> Option<Records> {
        self.filling.frame.target().and_then(|target| self.filling.reader.records(target))
    }

    fn field(&self, place: Option<usize>) -> Option<&'a FieldShape> {
        let reader: &'a Reader = self.filling.reader;
        reader.field(self.records()?.item, place?)
    }

    /// Where a key stands among the item's fields.
    fn place(&self, key: &str, next: usize) -> Option<usize> {
        let shape = self.filling.reader.record(self.records()?.item)?;
        place_of(shape, key, next)
    }

    /// Whether fields are read: decides it at the first field.
    fn reads(&mut self) -> bool {
        if self.mode == Mode::Waiting {
            let known = self.filling.frame.target().is_some();
            self.mode = if known { Mode::Reading } else { Mode::Skipping };
        }
        self.mode == Mode::Reading
    }

    fn hear(&mut self, key: AddressKey, seen: Seen<'_>, field: Option<&FieldShape>) {
        let is_field = if field.is_some() { IsField::Yes } else { IsField::No };
        let Filling { reader, frame } = &mut self.filling;
        let found = self.address.hear(&reader.targets, key, seen, is_field, frame.folding());
        if !found || self.certainty == Certainty::Known {
            return;
        }
        let target = self.address.target();
        let first = self.mode == Mode::Waiting && self.address.is_settled();
        match target {
            Some(target) if first => self.filling.frame.set_target(target),
            // A workstream named later would overrule an instance or a record.
            _ if target != self.filling.frame.target() || !self.address.is_settled() => {
                self.mode = Mode::Skipping;
            }
            _ => {}
        }
    }

    fn scalar(&mut self, key: Envelope, seen: Seen<'_>, field: Option<&FieldShape>) {
        match key {
            Envelope::Id if !seen.is_blank() => set_id(self.filling.frame, seen),
            Envelope::Address(key) => self.hear(key, seen, field),
            Envelope::Id | Envelope::Context | Envelope::Channel | Envelope::Models => {}
        }
        if let Some(field) = field
            && self.reads()
        {
            self.filling.value(field, seen);
        }
    }
}

fn set_id(frame: &mut Frame, seen: Seen<'_>) {
    match seen {
        Seen::Text(text) => frame.set_id(text.trim()),
        Seen::Int(_) | Seen::Huge(_) | Seen::Number(_) => frame.set_id(&seen.to_string()),
        Seen::Nothing | Seen::Bool(_) | Seen::Object | Seen::Array => {}
    }
}

fn not_json(error: &serde_json::Error) -> ItemError {
    let words = error.to_string();
    let reason = plain(words.split(" at line ").next().unwrap_or_default()).to_owned();
    ItemError::NotJson { line: error.line(), column: error.column(), reason }
}

/// What a JSON reader says, for people who do not read its trade.
fn plain(reason: &str) -> &str {
    match reason {
        "expected value" | "expected ident" => "no value begins so; texts stand in \"quotes\"",
        "key must be a string" => "a field's name stands in \"quotes\"",
        "trailing characters" => "something follows after its end",
        "trailing comma" => "a comma has nothing after it",
        reason if reason.starts_with("EOF") => "it ends too soon",
        reason => reason,
    }
}

impl Take for &mut Pass<'_> {
    fn seen(self, _: Seen<'_>) {
        self.is_object = false;
    }

    fn object<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut next = 0;
        loop {
            let met = object.next_key_seed(Key(|key: &str| (Envelope::of(key), self.place(key, next))))?;
            let Some((envelope, place)) = met else {
                return Ok(());
            };
            next = place.map_or(next, |place| place + 1);
            let field = self.field(place);
            match (envelope, field) {
                (Some(key @ (Envelope::Id | Envelope::Address(_))), field) => {
                    object.next_value_seed(Any(Hand(|seen: Seen<'_>| self.scalar(key, seen, field))))?;
                }
                _ if !self.reads() => _ = object.next_value::<IgnoredAny>()?,
                (Some(key), field) => object.next_value_seed(Any(Part { pass: &mut *self, key, field }))?,
                (None, Some(field)) => {
                    let record = self.records().map_or(u32::MAX, |records| records.item);
                    object.next_value_seed(Any(Field {
                        filling: &mut self.filling,
                        record,
                        shape: field,
                        depth: 0,
                    }))?;
                }
                (None, None) => _ = object.next_value::<IgnoredAny>()?,
            }
        }
    }
}

/// Takes `context`, `channel` or `models`: an object, unless the item has a field of that name.
struct Part<'f, 'a> {
    pass: &'f mut Pass<'a>,
    key: Envelope,
    field: Option<&'a FieldShape>,
}

impl Part<'_, '_> {
    fn record(&self) -> Option<u32> {
        let records = self.pass.records()?;
        match self.key {
            Envelope::Context => records.context,
            Envelope::Channel => records.channel,
            Envelope::Models => records.models,
            Envelope::Id | Envelope::Address(_) => None,
        }
    }

    fn word(&self) -> &'static str {
        match self.key {
            Envelope::Channel => "channel",
            Envelope::Models => "models",
            Envelope::Context | Envelope::Id | Envelope::Address(_) => "context",
        }
    }
}

impl Take for Part<'_, '_> {
    fn seen(self, seen: Seen<'_>) {
        match self.field {
            Some(field) => self.pass.filling.value(field, seen),
            None if seen.is_blank() || self.record().is_none() => {}
            None => {
                let wanted = "an object with fields".to_owned();
                let reason =
                    Reason::Unreadable { seen: shown(&seen.to_string()), wanted, instead: Instead::Missing };
                self.pass.filling.frame.report(Problem { path: self.word().to_owned(), reason });
            }
        }
    }

    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        match (self.record(), self.field) {
            (Some(record), _) => read_record(&mut self.pass.filling, record, 0, object),
            (None, Some(field)) => {
                let record = self.pass.records().map_or(u32::MAX, |records| records.item);
                let filling = &mut self.pass.filling;
                Any(Field { filling, record, shape: field, depth: 0 }).visit_map(object)
            }
            (None, None) => Any(Hand(|_: Seen<'_>| ())).visit_map(object),
        }
    }
}
