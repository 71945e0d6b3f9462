//! Items: how data is read into a frame, and what is said of data that cannot be read.

use enroute::bytecode::{
    Const, EnumShape, EnumValueShape, FieldShape, IntakeShape, ListKind, MISSING, Reading, RecordShape, Root,
    Schema, Slot, SlotKind, SlotShape, WorkstreamShape,
};
use enroute::item::{Columns, Frame, Given, Item, ItemError, ReadOptions, Reader, Target, symbol_of};
use enroute::value::{Date, Decimal, Duration, Instant, Time};
use proptest::prelude::*;

/// Builds a schema by the paths it should have.
#[derive(Default)]
struct Maker(Schema);

impl Maker {
    fn slot(&mut self, kind: SlotKind, path: &str, root: Root) -> Slot {
        let slot = Slot(u32::try_from(self.0.slots.len()).unwrap());
        self.0.slots.push(SlotShape { kind, path: path.into(), root });
        slot
    }

    fn field(&mut self, path: &str, kind: SlotKind) -> FieldShape {
        self.optional(path, kind, true)
    }

    fn optional(&mut self, path: &str, kind: SlotKind, optional: bool) -> FieldShape {
        let slot = self.slot(kind, path, Root::Item);
        let reading = Reading::Value { slot, kind, optional, default: None };
        let name = path.rsplit('.').next().unwrap();
        FieldShape { key: name.into(), name: name.into(), reading }
    }

    fn with_default(&mut self, path: &str, kind: SlotKind, filler: Const) -> FieldShape {
        let mut field = self.field(path, kind);
        if let Reading::Value { default, .. } = &mut field.reading {
            *default = Some(filler);
        }
        field
    }

    fn link(&mut self, path: &str, optional: bool, record: u32) -> FieldShape {
        let present = self.slot(SlotKind::Link, path, Root::Item);
        let name = path.rsplit('.').next().unwrap();
        FieldShape {
            key: name.into(),
            name: name.into(),
            reading: Reading::Link { present, optional, record },
        }
    }
}

fn value(word: &str, label: Option<&str>, spellings: &[&str], code: Option<i64>) -> EnumValueShape {
    let spellings = spellings.iter().map(|text| (*text).to_owned()).collect();
    EnumValueShape { word: word.into(), label: label.map(Into::into), spellings, code }
}

fn record(entity: &str, fields: Vec<FieldShape>) -> RecordShape {
    RecordShape { entity: entity.into(), fields }
}

fn enums() -> Vec<EnumShape> {
    let products = vec![
        value("phone", Some("Telephone"), &["tel", "phone line"], Some(192_360_001)),
        value("tv", Some("Television"), &[], None),
    ];
    let tiers = ["bronze", "silver", "gold", "platinum"].map(|word| value(word, None, &[], None));
    vec![
        EnumShape { name: "Product".into(), values: products },
        EnumShape { name: "Tier".into(), values: tiers.to_vec() },
    ]
}

fn case(maker: &mut Maker) -> Vec<FieldShape> {
    let mut product = maker.field("product", SlotKind::Enum(0));
    product.key = "productid".into();
    vec![
        product,
        maker.field("flag", SlotKind::Bool),
        maker.with_default("count", SlotKind::Int, Const::Value(3)),
        maker.field("amount", SlotKind::Decimal),
        maker.field("title", SlotKind::Text),
        maker.field("day", SlotKind::Date),
        maker.field("clock", SlotKind::Time),
        maker.optional("opened", SlotKind::Instant, false),
        maker.field("length", SlotKind::Duration),
        maker.field("words", SlotKind::List(ListKind::Text)),
        maker.field("tiers", SlotKind::List(ListKind::Enum(1))),
        maker.field("numbers", SlotKind::List(ListKind::Int)),
        maker.with_default("language", SlotKind::Text, Const::Text(3)),
        maker.link("customer", true, 4),
        maker.field("channel", SlotKind::Text),
    ]
}

fn customer(maker: &mut Maker) -> Vec<FieldShape> {
    vec![
        maker.with_default("customer.tier", SlotKind::Enum(1), Const::Value(0)),
        maker.optional("customer.name", SlotKind::Text, false),
        maker.link("customer.account", true, 5),
    ]
}

fn models(maker: &mut Maker) -> Vec<FieldShape> {
    let kind = SlotKind::Enum(1);
    let confidence = Some(maker.slot(SlotKind::Decimal, "mood.confidence", Root::Model));
    let slot = maker.slot(kind, "mood", Root::Model);
    vec![FieldShape {
        key: "mood".into(),
        name: "mood".into(),
        reading: Reading::Answer { slot, kind, confidence },
    }]
}

fn workstream(name: &str, instances: &[&str]) -> WorkstreamShape {
    let instances = instances.iter().map(|text| (*text).to_owned()).collect();
    WorkstreamShape {
        name: name.into(),
        record: 0,
        context: Some(1),
        channel: Some(2),
        models: Some(3),
        instances,
    }
}

/// Records: 0 the case, 1 its context, 2 its channel, 3 its models, 4 its customer, 5 the customer's account.
fn schema() -> Schema {
    let mut maker = Maker::default();
    let records = vec![
        record("Case", case(&mut maker)),
        record("context", vec![maker.field("context.cart", SlotKind::Decimal)]),
        record("channel", vec![maker.field("channel.locale", SlotKind::Text)]),
        record("models", models(&mut maker)),
        record("Customer", customer(&mut maker)),
        record("Account", vec![maker.field("customer.account.country", SlotKind::Text)]),
    ];
    let texts = ["Refund", "refund", "Straße", "en"].map(str::to_owned).to_vec();
    let workstreams = vec![workstream("cases", &["contoso.com/help"]), workstream("shop", &[])];
    let intakes =
        vec![IntakeShape { entity: "Case".into(), record: 0, context: None, channel: None, models: None }];
    Schema { enums: enums().into(), records, texts, workstreams, intakes, ..maker.0 }
}

/// A reader, a frame, and the paths of the schema.
struct Desk {
    schema: Schema,
    reader: Reader,
    frame: Frame,
}

impl Desk {
    fn new() -> Self {
        let schema = schema();
        Self { reader: Reader::new(&schema), frame: Frame::new(&schema), schema }
    }

    fn json(text: &str) -> Self {
        let mut desk = Self::new();
        desk.read(text);
        desk
    }

    fn read(&mut self, text: &str) {
        let options = ReadOptions { workstream: Some("cases"), id: Some("7"), ..ReadOptions::default() };
        self.reader.json(text.as_bytes(), &options, &mut self.frame).unwrap();
    }

    fn slot(&self, path: &str) -> Slot {
        let place = self.schema.slots.iter().position(|slot| slot.path == path).unwrap();
        Slot(u32::try_from(place).unwrap())
    }

    fn get(&self, path: &str) -> i64 {
        self.frame.get(self.slot(path))
    }

    fn text(&self, path: &str) -> &str {
        self.frame.text(self.slot(path))
    }

    fn list(&self, path: &str) -> &[i64] {
        self.frame.list(self.slot(path))
    }

    fn texts(&self, path: &str) -> Vec<&str> {
        self.list(path).iter().map(|member| self.frame.texts().raw(*member)).collect()
    }

    /// The problems, but for the one that says that nobody opened the case.
    fn problems(&self) -> Vec<String> {
        let all = self.frame.problems().iter().map(ToString::to_string);
        all.filter(|problem| problem != "`opened` has no value").collect()
    }
}

/// Reads one field and says what came of it.
fn one(field: &str, json: &str) -> (i64, Vec<String>) {
    let key = if field == "product" { "productid" } else { field };
    let desk = Desk::json(&format!("{{\"{key}\": {json}}}"));
    (desk.get(field), desk.problems())
}

fn reads(field: &str, json: &str, expected: i64) {
    assert_eq!(one(field, json), (expected, vec![]), "{field}: {json}");
}

fn refuses(field: &str, json: &str, problem: &str) {
    assert_eq!(one(field, json), (MISSING, vec![problem.to_owned()]), "{field}: {json}");
}

#[test]
fn bools_are_read_kindly() {
    for yes in ["true", "\"true\"", "\"Yes\"", "\" 1 \"", "1"] {
        reads("flag", yes, 1);
    }
    for no in ["false", "\"FALSE\"", "\"no\"", "\"0\"", "0"] {
        reads("flag", no, 0);
    }
    refuses("flag", "\"maybe\"", "`flag` is `maybe`, which is not yes or no; taken as missing");
    refuses("flag", "2", "`flag` is `2`, which is not yes or no; taken as missing");
}

#[test]
fn whole_numbers_are_read_kindly() {
    for twelve in ["12", "12.0", "\"12\"", "\" 12.00 \"", "\"+12\""] {
        reads("count", twelve, 12);
    }
    let refused = |json: &str, problem: &str| assert_eq!(one("count", json), (3, vec![problem.to_owned()]));
    refused("\"abc\"", "`count` is `abc`, which is not a whole number; its default is taken");
    refused("12.5", "`count` is `12.5`, which is not a whole number; its default is taken");
    refused(
        "18446744073709551615",
        "`count` is `18446744073709551615`, which is too large; its default is taken",
    );
    refused(
        "-9223372036854775808",
        "`count` is `-9223372036854775808`, which is too large; its default is taken",
    );
    refused("1e999", "`count` is `1e999`, which is too large; its default is taken");
    refused(
        "\"99999999999999999999\"",
        "`count` is `99999999999999999999`, which is too large; its default is taken",
    );
    refused("{\"a\": 1}", "`count` is `{…}`, which is not a whole number; its default is taken");
    refused("[1]", "`count` is `[…]`, which is not a whole number; its default is taken");
}

#[test]
fn decimals_are_exact_and_rounded_to_four_places() {
    for text in ["12.5", "\"12.50\"", "\"12.5\""] {
        reads("amount", text, 125_000);
    }
    reads("amount", "740.1", 7_401_000);
    reads("amount", "0.30000000000000004", 3_000);
    reads("amount", "-0.00005", -1);
    reads("amount", "\"0.00005\"", 1);
    reads("amount", "123456789012.3456", 1_234_567_890_123_456);
    refuses("amount", "\"12,50\"", "`amount` is `12,50`, which is not a number; taken as missing");
    refuses(
        "amount",
        "1e300",
        &format!("`amount` is `1{}…`, which is too large; taken as missing", "0".repeat(59)),
    );
}

#[test]
fn days_and_times_are_read_in_their_usual_forms() {
    let christmas = i64::from(Date::parse("2026-12-25").unwrap().0);
    for text in ["2026-12-25", "2026-12-25T00:00:00Z", "2026-12-25 23:30:00-11:00", "2026-12-25T08:00"] {
        reads("day", &format!("\"{text}\""), christmas);
    }
    refuses(
        "day",
        "\"25.12.2026\"",
        "`day` is `25.12.2026`, which is not a date such as 2026-12-25; taken as missing",
    );
    refuses(
        "day",
        "\"2026-02-29\"",
        "`day` is `2026-02-29`, which is not a date such as 2026-12-25; taken as missing",
    );
    reads("clock", "\"08:00\"", Time::parse("08:00").unwrap().0);
    reads("clock", "\"24:00\"", 86_400_000_000);
    refuses(
        "clock",
        "\"24:01\"",
        "`clock` is `24:01`, which is not a time of day such as 08:00; taken as missing",
    );
    let opened = Instant::parse("2023-01-26T05:50:13Z").unwrap().0;
    for text in [
        "2023-01-26T08:50:13+03:00",
        "2023-01-26T05:50:13",
        "2023-01-26 05:50:13Z",
        "2023-01-26T05:50:13.000+0000",
    ] {
        reads("opened", &format!("\"{text}\""), opened);
    }
    reads("opened", "\"2023-01-25\"", Instant::parse("2023-01-25T00:00Z").unwrap().0);
    refuses(
        "opened",
        "1674712213",
        "`opened` is `1674712213`, which is not a date and time such as 2026-12-25T08:00Z; taken as missing",
    );
    for text in ["1h30m", "PT1H30M", "PT90M"] {
        reads("length", &format!("\"{text}\""), 5_400_000_000);
    }
    refuses(
        "length",
        "90",
        "`length` is `90`, which is not a length of time such as 1h30m; taken as missing",
    );
}

#[test]
fn enum_values_go_by_word_label_spelling_and_code() {
    for text in ["\"phone\"", "\"TELEPHONE\"", "\"Phone Line\"", "\"192360001\"", "192360001", "192360001.0"]
    {
        reads("product", text, 0);
    }
    reads("product", "\" television \"", 1);
    refuses("product", "\"fax\"", "`product` is `fax`, which is not a value of `Product`; taken as missing");
}

#[test]
fn blank_is_missing_without_a_problem() {
    for field in ["flag", "amount", "title", "day", "clock", "length", "product", "words"] {
        reads(field, "\"  \"", MISSING);
        reads(field, "null", MISSING);
    }
    reads("count", "\"\"", 3);
}

#[test]
fn texts_take_numbers_too() {
    for (json, text) in [("\"REFUND me\"", "REFUND me"), ("12", "12"), ("1.5", "1.5"), ("true", "true")] {
        let desk = Desk::json(&format!("{{\"title\": {json}}}"));
        assert_eq!(desk.text("title"), text);
    }
}

#[test]
fn a_text_that_a_rule_mentions_has_its_symbol() {
    let desk = Desk::json(r#"{"title": "REFUND"}"#);
    let texts = desk.frame.texts();
    let title = desk.get("title");
    assert_eq!(texts.raw(title), "REFUND");
    assert_eq!(texts.folded(title), "refund");
    assert_eq!(symbol_of(title), symbol_of(texts.constant(0)));
    assert_eq!(symbol_of(texts.constant(0)), symbol_of(texts.constant(1)));
    let (first, last) = texts.range_of(1);
    assert!((first..=last).contains(&title));
    assert!(texts.same(title, texts.constant(1)) && !texts.same(title, texts.constant(2)));
    let other = Desk::json(r#"{"title": "refunds"}"#);
    assert_eq!(symbol_of(other.get("title")), 0);
}

#[test]
fn lists_come_as_arrays_texts_or_single_values() {
    let desk = Desk::json(r#"{"words": ["a", " b ", "", 3], "tiers": "gold; Silver", "numbers": 4}"#);
    assert_eq!(desk.texts("words"), ["a", "b", "3"]);
    assert_eq!(desk.list("tiers"), [2, 1]);
    assert_eq!(desk.list("numbers"), [4]);
    assert_eq!(desk.problems(), [""; 0]);
    let desk = Desk::json(r#"{"numbers": [1, "x", [2], 3], "tiers": [], "words": {}}"#);
    assert_eq!(desk.list("numbers"), [1, 3]);
    assert!(desk.get("tiers") != MISSING && desk.list("tiers").is_empty());
    assert_eq!(
        desk.problems(),
        [
            "`numbers` is `x`, which is not a whole number; left out of the list",
            "`numbers` is `[…]`, which is not a whole number; left out of the list",
            "`words` is `{…}`, which is not a list whose members are each a text; taken as missing",
        ]
    );
}

#[test]
fn defaults_apply_through_a_link_that_is_there() {
    let desk = Desk::json(r#"{"customer": {"name": "Ana"}}"#);
    assert_eq!((desk.get("customer"), desk.get("customer.tier")), (1, 0));
    assert_eq!(desk.get("customer.account"), MISSING);
    assert_eq!(desk.text("language"), "en");
    assert_eq!(desk.problems(), [""; 0]);
}

#[test]
fn through_a_missing_link_everything_is_missing() {
    for text in [r#"{"customer": null}"#, "{}"] {
        let desk = Desk::json(text);
        assert_eq!((desk.get("customer"), desk.get("customer.tier")), (MISSING, MISSING));
        assert_eq!(desk.problems(), [""; 0]);
    }
}

#[test]
fn a_required_field_without_a_value_is_a_problem() {
    let desk = Desk::json(r#"{"customer": {"account": {"country": "FR"}}}"#);
    assert_eq!(desk.text("customer.account.country"), "FR");
    assert_eq!(desk.problems(), ["`customer.name` has no value"]);
    assert_eq!(desk.frame.problems().len(), 2);
    let told = Desk::json(r#"{"opened": "yesterday"}"#);
    assert_eq!(told.frame.problems().len(), 1, "one cause, one problem");
}

#[test]
fn a_key_that_stands_twice_counts_the_last_time() {
    let desk = Desk::json(
        r#"{"count": 1, "count": 2, "customer": {"name": "Ana", "tier": "gold"}, "customer": {"name": "Bo"}}"#,
    );
    assert_eq!((desk.get("count"), desk.get("customer.tier")), (2, 0));
    assert_eq!(desk.text("customer.name"), "Bo");
    assert_eq!(
        desk.problems(),
        [
            "`count` stands more than once; the last one counts",
            "`customer` stands more than once; the last one counts"
        ]
    );
}

#[test]
fn damaged_texts_are_problems_of_their_fields() {
    let desk = Desk::json(r#"{"title": "a\uD800b", "count": 5, "other": "\uDC00"}"#);
    assert_eq!((desk.get("title"), desk.get("count")), (MISSING, 5));
    assert_eq!(desk.problems(), ["`title` holds a character that is damaged; taken as missing"]);
    let fine = Desk::json(r#"{"title": "a \uD83D\uDE00 \\uD800"}"#);
    assert_eq!(fine.text("title"), "a \u{1F600} \\uD800");
    let mut desk = Desk::new();
    let options = ReadOptions { workstream: Some("cases"), ..ReadOptions::default() };
    desk.reader.json(b"{\"title\": \"caf\xE9\", \"count\": 5}", &options, &mut desk.frame).unwrap();
    assert_eq!((desk.get("title"), desk.get("count")), (MISSING, 5));
}

#[test]
fn deep_data_that_nobody_reads_is_skipped() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let desk = Desk::json(&format!("{{\"unknown\": {deep}, \"count\": 5}}"));
    assert_eq!(desk.get("count"), 5);
    let desk = Desk::json(&format!("{{\"title\": {deep}, \"customer\": {deep}, \"count\": 5}}"));
    assert_eq!(desk.get("count"), 5);
    assert_eq!(desk.problems().len(), 2);
}

#[test]
fn context_channel_and_models_stand_beside_the_fields() {
    let desk = Desk::json(
        r#"{"models": {"mood": {"value": "gold", "confidence": 0.75}}, "context": {"cart": "740"}, "channel": {"locale": "fr"}}"#,
    );
    assert_eq!(
        (desk.get("context.cart"), desk.get("mood"), desk.get("mood.confidence")),
        (7_400_000, 2, 7_500)
    );
    assert_eq!(desk.text("channel.locale"), "fr");
    let desk = Desk::json(r#"{"models": {"mood": "silver"}, "context": 5, "channel": "Phone"}"#);
    assert_eq!(desk.get("mood"), 1);
    assert_eq!(desk.text("channel"), "Phone", "the case has a field of that name");
    assert_eq!(desk.problems(), ["`context` is `5`, which is not an object with fields; taken as missing"]);
}

#[test]
fn an_item_names_its_target_anywhere() {
    let target = |text: &str| {
        let desk = Desk::json(text);
        assert_eq!(desk.get("count"), 5, "{text}");
        desk.frame.target().unwrap()
    };
    assert_eq!(target(r#"{"count": 5}"#), Target::Workstream(0));
    assert_eq!(target(r#"{"workstream": "shop", "count": 5}"#), Target::Workstream(1));
    assert_eq!(target(r#"{"count": 5, "workstream": "shop"}"#), Target::Workstream(1));
    assert_eq!(target(r#"{"record": "Case", "count": 5, "id": "x"}"#), Target::Intake(0));
    assert_eq!(target(r#"{"record": "Case", "count": 5, "workstream": "shop"}"#), Target::Workstream(1));
    assert_eq!(target(r#"{"instance": "CONTOSO.com/help", "count": 5}"#), Target::Workstream(0));
    let unknown = Desk::json(r#"{"workstream": "shap", "count": 5}"#);
    assert_eq!(unknown.frame.target(), Some(Target::Workstream(0)));
    assert_eq!(unknown.problems(), ["`workstream` is `shap`, which this program does not have"]);
}

#[test]
fn an_item_without_an_id_gets_one() {
    assert_eq!(Desk::json("{}").frame.id(), "7");
    assert_eq!(Desk::json(r#"{"id": "c1"}"#).frame.id(), "c1");
    assert_eq!(Desk::json(r#"{"id": 12}"#).frame.id(), "12");
    assert_eq!(Desk::json(r#"{"count": 1, "id": "c1", "workstream": "shop"}"#).frame.id(), "c1");
}

#[test]
fn what_is_no_item_is_an_error() {
    let mut desk = Desk::new();
    let mut read =
        |text: &str| desk.reader.json(text.as_bytes(), &ReadOptions::default(), &mut desk.frame).unwrap_err();
    assert_eq!(read(r#"{"count": 5}"#), ItemError::NoTarget);
    let unknown = ItemError::UnknownTarget { key: "workstream", seen: "x".into() };
    assert_eq!(read(r#"{"workstream": "x"}"#), unknown);
    assert_eq!(read("[1]"), ItemError::NotAnObject);
    assert_eq!(read("12"), ItemError::NotAnObject);
    assert!(matches!(read("{\"count\": }"), ItemError::NotJson { line: 1, column: 11, .. }));
    assert!(matches!(read("{} {}"), ItemError::NotJson { .. }));
    assert!(matches!(read(""), ItemError::NotJson { .. }));
}

#[test]
fn a_frame_serves_one_item_after_another() {
    let mut desk =
        Desk::json(r#"{"title": "one", "words": ["a"], "count": "x", "customer": {"name": "Ana"}}"#);
    desk.read(r#"{"title": "two", "opened": "2026-01-01"}"#);
    assert_eq!(desk.text("title"), "two");
    assert_eq!((desk.get("words"), desk.get("customer.name"), desk.get("count")), (MISSING, MISSING, 3));
    assert!(desk.frame.problems().is_empty());
}

#[test]
fn a_value_in_memory_reads_like_its_text() {
    let text =
        r#"{"count": 5, "amount": 1.25, "words": ["a"], "customer": {"name": "Ana"}, "workstream": "shop"}"#;
    let by_text = Desk::json(text);
    let mut desk = Desk::new();
    let value = serde_json::from_str(text).unwrap();
    desk.reader.value(&value, &ReadOptions::default(), &mut desk.frame).unwrap();
    assert_eq!(desk.frame.target(), by_text.frame.target());
    for path in ["count", "amount", "customer", "customer.tier"] {
        assert_eq!(desk.get(path), by_text.get(path), "{path}");
    }
    assert_eq!(desk.texts("words"), by_text.texts("words"));
}

#[test]
fn rows_say_the_same_in_columns_with_dots() {
    let mut desk = Desk::new();
    let header = [
        "\u{FEFF}id",
        "productid",
        "amount",
        "customer.name",
        "customer.account.country",
        "context.cart",
        "words",
        "workstream",
    ];
    let mut columns = Columns::new(header);
    let mut read = |desk: &mut Desk, row: &[&str]| {
        let options = ReadOptions { workstream: Some("cases"), id: Some("9"), ..ReadOptions::default() };
        desk.reader.row(&mut columns, row.iter().copied(), &options, &mut desk.frame).unwrap();
    };
    read(&mut desk, &["c1", "Telephone", "12.50", "Ana", "FR", "740", "a;b", "shop"]);
    assert_eq!((desk.frame.id(), desk.frame.target()), ("c1", Some(Target::Workstream(1))));
    assert_eq!((desk.get("product"), desk.get("amount"), desk.get("context.cart")), (0, 125_000, 7_400_000));
    assert_eq!((desk.get("customer"), desk.get("customer.account"), desk.get("customer.tier")), (1, 1, 0));
    assert_eq!(desk.texts("words"), ["a", "b"]);
    assert_eq!(desk.problems(), [""; 0]);
    read(&mut desk, &["", "fax", "", "", "", ""]);
    assert_eq!((desk.frame.id(), desk.frame.target()), ("9", Some(Target::Workstream(0))));
    assert_eq!((desk.get("customer"), desk.get("customer.tier")), (MISSING, MISSING));
    assert_eq!(desk.problems(), ["`product` is `fax`, which is not a value of `Product`; taken as missing"]);
}

#[test]
fn items_are_built_in_code() {
    let mut desk = Desk::new();
    let item = Item::for_workstream("shop")
        .id("c1")
        .set("product", "tv")
        .set("customer.name", "Ana")
        .set("amount", Decimal(15_000))
        .set("length", Duration(60_000_000))
        .set("words", vec!["a;b", "c"])
        .set("count", None::<i64>)
        .set("nobody.reads.this", 1)
        .context("cart", 740)
        .channel("locale", "fr")
        .model("mood", "gold");
    desk.reader.item(&item, &ReadOptions::default(), &mut desk.frame).unwrap();
    assert_eq!((desk.frame.id(), desk.frame.target()), ("c1", Some(Target::Workstream(1))));
    assert_eq!((desk.get("product"), desk.get("amount"), desk.get("length")), (1, 15_000, 60_000_000));
    assert_eq!((desk.get("customer"), desk.get("count"), desk.get("mood")), (1, 3, 2));
    assert_eq!((desk.get("context.cart"), desk.text("channel.locale")), (7_400_000, "fr"));
    assert_eq!(desk.texts("words"), ["a;b", "c"]);
    let record = Item::for_record("Case").set("customer", true);
    desk.reader.item(&record, &ReadOptions::default(), &mut desk.frame).unwrap();
    assert_eq!((desk.frame.target(), desk.get("customer")), (Some(Target::Intake(0)), 1));
    let nowhere = Item::for_workstream("nowhere");
    assert!(desk.reader.item(&nowhere, &ReadOptions::default(), &mut desk.frame).is_err());
}

#[test]
fn an_item_is_filled_field_by_field_without_names() {
    let mut desk = Desk::new();
    let reader = desk.reader.clone();
    let shop = reader.workstream("shop").unwrap();
    let field = |path: &str| reader.field(shop, path).unwrap();
    let mut filler = reader.begin(&mut desk.frame, shop, "c1");
    filler.set(&field("product"), "tv");
    filler.set(&field("customer.name"), &String::from("Ana"));
    filler.set(&field("amount"), Decimal(15_000));
    filler.set(&field("length"), Duration(60_000_000));
    filler.set(&field("opened"), Instant(5));
    filler.set(&field("words"), ["a;b", "c"].as_slice());
    filler.set(&field("tiers"), [Given::from("gold"), Given::from("no tier")].as_slice());
    filler.set(&field("count"), None::<i64>);
    filler.set(&field("context.cart"), 740);
    filler.set(&field("title"), Date::parse("2026-12-25").unwrap());
    filler.set(&field("flag"), Decimal(15_000));
    filler.finish();
    assert_eq!((desk.frame.id(), desk.frame.target()), ("c1", Some(Target::Workstream(1))));
    assert_eq!((desk.get("product"), desk.get("amount"), desk.get("length")), (1, 15_000, 60_000_000));
    assert_eq!((desk.get("customer"), desk.get("customer.tier"), desk.get("count")), (1, 0, 3));
    assert_eq!(
        (desk.get("opened"), desk.get("context.cart"), desk.text("title")),
        (5, 7_400_000, "2026-12-25")
    );
    assert_eq!((desk.texts("words"), desk.list("tiers")), (vec!["a;b", "c"], [2].as_slice()));
    assert_eq!(
        desk.problems(),
        [
            "`tiers` is `no tier`, which is not a value of `Tier`; left out of the list",
            "`flag` is `1.5`, which is not yes or no; taken as missing"
        ]
    );
    assert_eq!(reader.field(shop, "nobody.reads.this"), None);
    assert_eq!((reader.workstream("nowhere"), reader.intake("Case")), (None, Some(Target::Intake(0))));
    let record = reader.intake("Case").unwrap();
    let mut filler = reader.begin(&mut desk.frame, record, "");
    filler.set(&field("count"), 5);
    filler.finish();
    assert_eq!(desk.get("count"), 3, "a field of another target");
}

#[test]
fn a_schema_is_kept_in_bytes() {
    let schema = schema();
    let bytes = postcard::to_stdvec(&schema).unwrap();
    assert_eq!(postcard::from_bytes::<Schema>(&bytes).unwrap(), schema);
}

proptest! {
    #[test]
    fn any_bytes_are_an_item_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut desk = Desk::new();
        let options = ReadOptions { workstream: Some("cases"), ..ReadOptions::default() };
        let _ = desk.reader.json(&bytes, &options, &mut desk.frame);
    }

    #[test]
    fn any_text_in_any_field_is_a_value_or_a_problem(text in "\\PC{0,12}", number in any::<f64>()) {
        let mut desk = Desk::new();
        let fields = ["productid", "flag", "count", "amount", "day", "clock", "opened", "length", "tiers", "numbers", "title", "words"];
        for given in [serde_json::json!(text), serde_json::json!(number)] {
            let item: serde_json::Map<_, _> = fields.iter().map(|field| ((*field).to_owned(), given.clone())).collect();
            let options = ReadOptions { workstream: Some("cases"), ..ReadOptions::default() };
            desk.reader.value(&serde_json::Value::Object(item), &options, &mut desk.frame).unwrap();
        }
    }

    #[test]
    fn what_is_written_is_read_again(days in -719_528_i32..2_932_896, micros in 0_i64..=86_400_000_000, long in any::<i64>()) {
        prop_assert_eq!(Date::parse(&Date(days).to_string()), Some(Date(days)));
        prop_assert_eq!(Time::parse(&Time(micros).to_string()), Some(Time(micros)));
        let instant = Instant::from_utc(Date(days), Time(micros));
        prop_assert_eq!(Instant::parse(&instant.to_string()), Some(instant));
        let seconds = Duration((long / 1_000_000).saturating_abs() * 1_000_000);
        prop_assert_eq!(Duration::parse(&seconds.to_string()), Some(seconds));
        prop_assert_eq!(Decimal::parse(&Decimal(long.max(-i64::MAX)).to_string()), Some(Decimal(long.max(-i64::MAX))));
    }
}
