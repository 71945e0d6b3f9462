//! Two readers, one reading: plain JSON is read fast, anything else by `serde_json`, and nobody can tell which.
//!
//! The fast reader gives up at a key with an escape, so an item with such a key in front, of a name that no program
//! reads, is the same item read slowly.

use enroute::bytecode::{
    Const, EnumShape, EnumValueShape, FieldShape, IntakeShape, ListKind, Reading, RecordShape, Root, Schema,
    Slot, SlotKind, SlotShape, WorkstreamShape,
};
use enroute::item::{Frame, ItemError, ReadOptions, Reader};
use proptest::prelude::*;

fn kinds() -> Vec<(&'static str, SlotKind)> {
    vec![
        ("flag", SlotKind::Bool),
        ("count", SlotKind::Int),
        ("amount", SlotKind::Decimal),
        ("title", SlotKind::Text),
        ("day", SlotKind::Date),
        ("clock", SlotKind::Time),
        ("opened", SlotKind::Instant),
        ("length", SlotKind::Duration),
        ("tier", SlotKind::Enum(0)),
        ("words", SlotKind::List(ListKind::Text)),
        ("tiers", SlotKind::List(ListKind::Enum(0))),
        ("numbers", SlotKind::List(ListKind::Decimal)),
        ("a key that is longer than sixteen bytes", SlotKind::Text),
        ("ключ", SlotKind::Text),
        ("channel", SlotKind::List(ListKind::Text)),
        ("record", SlotKind::Text),
    ]
}

struct Maker(Schema);

impl Maker {
    fn slot(&mut self, kind: SlotKind, path: &str) -> Slot {
        let slot = Slot(u32::try_from(self.0.slots.len()).unwrap());
        self.0.slots.push(SlotShape { kind, path: path.into(), root: Root::Item });
        slot
    }

    fn values(&mut self, path: &str) -> Vec<FieldShape> {
        let fields = kinds().into_iter().enumerate().map(|(place, (key, kind))| {
            let slot = self.slot(kind, &format!("{path}{key}"));
            let default = match (kind, place % 2) {
                (SlotKind::Text, 0) => Some(Const::Text(1)),
                (SlotKind::Int, _) => Some(Const::Value(7)),
                _ => None,
            };
            let reading = Reading::Value { slot, kind, optional: place % 3 != 0, default };
            FieldShape { key: key.into(), name: key.into(), reading }
        });
        fields.collect()
    }

    fn link(&mut self, key: &str, record: u32) -> FieldShape {
        let present = self.slot(SlotKind::Link, key);
        FieldShape {
            key: key.into(),
            name: key.into(),
            reading: Reading::Link { present, optional: false, record },
        }
    }

    fn answer(&mut self, key: &str, kind: SlotKind) -> FieldShape {
        let slot = self.slot(kind, key);
        let confidence = Some(self.slot(SlotKind::Decimal, "confidence"));
        FieldShape { key: key.into(), name: key.into(), reading: Reading::Answer { slot, kind, confidence } }
    }
}

/// Records: 0 the case, 1 context, 2 models, 3 its customer, 4 the customer's account, 5 another case.
fn schema() -> Schema {
    let mut maker = Maker(Schema::default());
    let mut case = maker.values("");
    case.push(maker.link("customer", 3));
    let context = vec![maker.answer("mood", SlotKind::Enum(0))];
    let models =
        vec![maker.answer("mood", SlotKind::Enum(0)), maker.answer("skills", SlotKind::List(ListKind::Text))];
    let mut customer = maker.values("customer.");
    customer.push(maker.link("account", 4));
    let account = maker.values("customer.account.");
    let other = maker.values("other.");
    let records = [case, context, models, customer, account, other];
    let value =
        |word: &str| EnumValueShape { word: word.into(), label: None, spellings: vec![], code: Some(12) };
    let workstream = |name: &str, record, context| WorkstreamShape {
        name: name.into(),
        record,
        context,
        channel: None,
        models: Some(2),
        instances: vec![format!("{name}.example/Help")],
    };
    Schema {
        enums: vec![EnumShape {
            name: "Tier".into(),
            values: ["gold", "silver", "long word here"].map(value).to_vec(),
        }]
        .into(),
        records: records.map(|fields| RecordShape { entity: "Case".into(), fields }).to_vec(),
        texts: ["Refund", "en", "straße", "a longer constant"].map(str::to_owned).to_vec(),
        workstreams: vec![workstream("desk", 0, Some(1)), workstream("shop", 5, None)],
        intakes: vec![IntakeShape {
            entity: "Case".into(),
            record: 0,
            context: None,
            channel: None,
            models: None,
        }],
        ..maker.0
    }
}

/// All that can be known of what was read.
fn told(
    reader: &Reader,
    frame: &mut Frame,
    options: &ReadOptions<'_>,
    bytes: &[u8],
) -> Result<String, ItemError> {
    reader.json(bytes, options, frame)?;
    let schema = schema();
    let slots = schema.slots.iter().zip(frame.values());
    let shown: Vec<_> = slots
        .map(|(shape, value)| match shape.kind {
            SlotKind::Text => {
                format!("{value} {:?} {:?}", frame.texts().raw(*value), frame.texts().folded(*value))
            }
            SlotKind::List(ListKind::Text) => {
                let texts = frame.lists().members(*value).iter().map(|member| frame.texts().raw(*member));
                format!("{value} {:?}", texts.collect::<Vec<_>>())
            }
            SlotKind::List(_) => format!("{value} {:?}", frame.lists().members(*value)),
            _ => value.to_string(),
        })
        .collect();
    Ok(format!("{:?} {:?} {:?} {shown:?}", frame.id(), frame.target(), frame.problems()))
}

/// The same item with a key in front that the fast reader does not read.
fn slowly(bytes: &[u8]) -> Option<Vec<u8>> {
    let inside = bytes.trim_ascii_start().strip_prefix(b"{")?;
    let comma: &[u8] = if inside.trim_ascii_start().starts_with(b"}") { b"" } else { b"," };
    Some([b"{\"\\u006eobody reads this\": null", comma, inside].concat())
}

/// Reads items one after the other both ways.
fn agree(items: &[Vec<u8>]) {
    let reader = Reader::new(&schema());
    let (mut fast, mut slow) = (reader.frame(), reader.frame());
    let all = [
        ReadOptions::default(),
        ReadOptions { workstream: Some("desk"), id: Some("7"), ..ReadOptions::default() },
        ReadOptions { record: Some("Case"), ..ReadOptions::default() },
    ];
    for (bytes, options) in items.iter().flat_map(|item| all.iter().map(move |options| (item, options))) {
        let Some(other) = slowly(bytes) else { continue };
        let read = told(&reader, &mut fast, options, bytes);
        let again = told(&reader, &mut slow, options, &other);
        match (&read, &again) {
            // The key in front moves the column.
            (Err(ItemError::NotJson { .. }), Err(ItemError::NotJson { .. })) => {}
            _ => assert_eq!(read, again, "{}", String::from_utf8_lossy(bytes)),
        }
    }
}

fn agree_on(text: &str) {
    agree(&[text.as_bytes().to_vec()]);
}

#[test]
fn numbers_of_every_form_are_read_alike() {
    let numbers = [
        "0",
        "-0",
        "-0.0",
        "0.0",
        "00",
        "01",
        "-",
        "-1",
        "1.",
        ".5",
        "1.5",
        "1.50",
        "-1.25",
        "1e3",
        "1E-2",
        "1.5e+2",
        "+1",
        "0.00005",
        "0.30000000000000004",
        "123456789012.3456",
        "999999999999999999",
        "9999999999999999999",
        "18446744073709551615",
        "-9223372036854775808",
        "9007199254740993",
        "900719925474099.3",
        "1e999",
        "12a",
        "1 2",
        "0.1234567890123456789",
        "99999999999.99995",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "٣",
        "1234567",
        "12345678",
        "-123456789",
        "1234567.8901",
        "-1234567.89012",
        "12345678.5",
        "0.5e1",
        "5E0",
        "-0.5",
        "-0.00004",
        "-0.0001",
        "0.1000",
        "1.5.5",
    ];
    for number in numbers {
        for key in ["count", "amount", "title", "flag", "tier", "numbers", "words", "id", "unknown"] {
            agree_on(&format!("{{\"workstream\": \"desk\", \"{key}\": {number}, \"day\": \"2026-01-01\"}}"));
            agree_on(&format!("{{\"workstream\": \"desk\", \"{key}\": [{number}]}}"));
        }
    }
}

#[test]
fn strings_of_every_form_are_read_alike() {
    let strings = [
        r"\n",
        r#"\""#,
        r"\\",
        r"\/\b\f\r\t",
        r"\u00e9",
        r"\u00E9x",
        r"\uD83D\uDE00",
        r"\uD83D",
        r"\uDE00",
        r"\uD83Dx",
        r"\uD83D\u0041",
        r"\u12",
        r"\u12G4",
        r"\x",
        r"\",
        "\t",
        "\u{1}",
        "\u{7f}",
        "é",
        "Straße",
        "ẞ",
        "K",
        "İ",
        "12345678",
        "1234567\\n",
        "12345678\\n901234567",
        "a longer CONSTANT",
        "REFUND",
        "en ",
        "\u{a0}en",
        "\u{fffd}",
        "gold;silver",
        "Long Word Here",
        "LONG WORD HERF",
        "12",
        "",
        "fifteen letters",
        "Fifteen Letters",
        "sixteen letters.",
        "sixteen letters é",
        "fourteen sign\u{e9}",
        "a text of so many letters that it is looked at in several steps",
        "A text of so many letters that it is looked at in several steps, é",
    ];
    for string in strings {
        for key in ["title", "tier", "words", "count", "id", "workstream", "instance", "unknown", "ключ"]
        {
            agree_on(&format!("{{\"{key}\": \"{string}\", \"workstream\": \"desk\"}}"));
            agree_on(&format!("{{\"{key}\": [\"{string}\"]}}"));
            agree_on(&format!("{{\"a{string}\": 1, \"{key}\": {{\"b{string}\": 1}}}}"));
        }
    }
}

#[test]
fn instants_of_every_form_are_read_alike() {
    let mut instants: Vec<String> = Vec::new();
    for day in
        ["2024-02-29", "2023-02-29", "2100-02-29", "2000-02-29", "2026-04-31", "0000-01-01", "9999-12-31"]
    {
        for time in
            ["00:00:00Z", "23:59:59Z", "24:00:00Z", "24:00:01Z", "12:60:00Z", "12:00:60Z", "12:00:0/Z"]
        {
            instants.push(format!("{day}T{time}"));
        }
    }
    let instant = b"2026-03-02T10:15:42Z";
    for at in 0..instant.len() {
        for byte in *b"09-:TtZz /\x7f" {
            let mut changed = instant.to_vec();
            changed[at] = byte;
            instants.push(String::from_utf8_lossy(&changed).into_owned());
        }
    }
    for instant in instants {
        for key in ["opened", "day", "title"] {
            agree_on(&format!("{{\"{key}\": \"{instant}\", \"workstream\": \"desk\"}}"));
            agree_on(&format!("{{\"workstream\": \"desk\", \"{key}\": \"{instant}\"}}"));
        }
    }
}

#[test]
fn every_end_of_an_item_is_read_alike() {
    let item = concat!(
        r#"{"id":"c1","workstream":"desk","title":"REFUND é \n","count":12.0,"tiers":["gold",7],"day":null,"#,
        r#""customer":{"tier":"Gold","account":{"title":true},"x":[{"y":[1e5]},"z"]},"unknown":{"a":[1,{"b":null}]},"#,
        r#""models":{"mood":{"value":"gold","confidence":0.5,"why":{}},"skills":["a","b"]},"context":{"mood":"silver"} }"#
    );
    for end in 0..=item.len() {
        agree(&[item.as_bytes()[..end].to_vec()]);
    }
    for at in 0..item.len() {
        for byte in *b"\"\\{}[],: \n\x00\xFFx0-e.t" {
            let mut changed = item.as_bytes().to_vec();
            changed[at] = byte;
            agree(&[changed]);
        }
    }
}

#[test]
fn keys_may_come_in_any_order_from_item_to_item() {
    let keys: Vec<_> = (0..200).map(|number| format!("\"key {number}\":{number}")).collect();
    let known = r#""title":"a","count":5,"customer":{"tier":"gold"}"#;
    let one = format!("{{\"workstream\":\"desk\",{known},{}}}", keys.join(","));
    let two = format!("{{{},\"workstream\":\"desk\",{known}}}", keys[..50].join(","));
    let three = format!("{{\"count\":5,{},\"workstream\":\"shop\",\"title\":\"a\"}}", keys[100..].join(","));
    let items = [one, two, three].map(String::into_bytes);
    let order = [0, 1, 2, 1, 1, 2, 0, 0, 2, 2, 0, 1];
    agree(&order.map(|place: usize| items[place].clone()));
}

/// A value of JSON, sometimes one that fits the key, sometimes not JSON at all.
fn value() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        4 => prop::sample::select(vec![
            "null", "true", "false", "0", "-3", "12", "12.0", "1.25", "-0.00005", "1e3", "99999999999999999999", "-0",
            "\"gold\"", "\"Silver\"", "\"REFUND\"", "\"  \"", "\" en \"", "\"2026-03-02T10:15:00Z\"", "\"2026-12-25\"",
            "\"08:15\"", "\"1h30m\"", "\"a; b\"", "\"12\"", "\"é\"", "\"desk\"", "\"shop\"", "\"Case\"", "\"nobody\"",
            "\"SHOP.example/help\"", "\"\\uD800\"", "\"tab\\tquote\\\"\"", "nul", "\"",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,20}".prop_map(|text| serde_json::Value::from(text).to_string()),
        1 => any::<f64>().prop_map(|number| serde_json::Value::from(number).to_string()),
        1 => any::<i64>().prop_map(|number| number.to_string()),
    ];
    scalar.prop_recursive(3, 24, 6, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4)
            .prop_map(|members| format!("[{}]", members.join(", ")));
        prop_oneof![list, object(inner, 5)]
    })
}

fn key() -> impl Strategy<Value = String> {
    let known: Vec<_> = kinds().into_iter().map(|(key, _)| key.to_owned()).collect();
    let further = [
        "customer",
        "account",
        "mood",
        "skills",
        "value",
        "confidence",
        "id",
        "workstream",
        "instance",
        "record",
    ];
    let parts = ["context", "channel", "models", "unknown", "Title", "coun", "counts", ""];
    let further = further.iter().chain(&parts).map(|key| (*key).to_owned());
    prop::sample::select(known.into_iter().chain(further).collect::<Vec<_>>())
}

fn object(values: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec!["", "", " ", "\n\t"]);
    let field = (key(), values, space)
        .prop_map(|(key, value, space)| format!("{space}\"{key}\"{space}:{space}{value}{space}"));
    prop::collection::vec(field, 0..most).prop_map(|fields| format!("{{{}}}", fields.join(",")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_reader_reads_as_the_slow_one(
        items in prop::collection::vec(object(value(), 12), 1..5),
        spoilt in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
    ) {
        let mut items: Vec<_> = items.into_iter().map(String::into_bytes).collect();
        if let Some((place, byte)) = spoilt {
            let last = items.last_mut().unwrap();
            let place = place.index(last.len());
            last[place] = byte;
        }
        agree(&items);
    }
}
