//! The cases. Each handles its items once more than is counted, so that memory has grown to its size before.

use cases::{Shape, compile, facts, items, program, source, text};
use enroute::Bundle;
use enroute::item::{Columns, Frame, ItemField, ReadOptions, Reader, Target};
use enroute::source::Sources;
use enroute::vm::{Facts, Machine, Scribe, TraceLevel};
use gungraun::prelude::*;
use std::hint::black_box;

/// So many items are handled where a case handles items.
const MANY: usize = 1_000;

/// A program that stays for as long as the case runs, and what items go through.
struct Desk {
    reader: Reader,
    frame: Frame,
    machine: Machine<'static>,
    scribe: Scribe<'static>,
    facts: Facts,
    items: Vec<String>,
}

impl Desk {
    fn new(bundle: Bundle, items: Vec<String>) -> Self {
        let bundle: &'static Bundle = Box::leak(Box::new(bundle));
        let reader = Reader::new(bundle.schema());
        let (machine, scribe) = (Machine::new(bundle), Scribe::new(bundle));
        Self { frame: reader.frame(), reader, machine, scribe, facts: facts(), items }
    }

    /// The bank, with its items again and again.
    fn bank() -> Self {
        let lines = text("bank", "items.jsonl");
        Self::new(program("bank"), lines.lines().cycle().take(MANY).map(str::to_owned).collect())
    }

    fn read(&mut self, place: usize) {
        let options = ReadOptions::default();
        self.reader.json(self.items[place].as_bytes(), &options, &mut self.frame).expect("an item");
    }
}

/// Items in frames of their own, to be settled alone.
struct Waiting {
    machine: Machine<'static>,
    facts: Facts,
    frames: Vec<Frame>,
}

impl Waiting {
    fn settle(&mut self) {
        for frame in &mut self.frames {
            black_box(self.machine.settle(frame, &self.facts));
        }
    }
}

fn waiting(shape: Shape, rules: u64) -> Waiting {
    let desk = Desk::new(compile(&source(shape, rules)), items(rules, MANY as u64));
    let read = |item: &String| {
        let mut frame = desk.reader.frame();
        desk.reader.json(item.as_bytes(), &ReadOptions::default(), &mut frame).expect("an item");
        frame
    };
    let mut waiting =
        Waiting { frames: desk.items.iter().map(read).collect(), machine: desk.machine, facts: desk.facts };
    waiting.settle();
    waiting
}

fn json() -> Desk {
    let mut desk = Desk::bank();
    (0..desk.items.len()).for_each(|place| desk.read(place));
    desk
}

#[library_benchmark]
#[bench::bank(json())]
fn read_json(mut desk: Desk) -> Desk {
    (0..desk.items.len()).for_each(|place| desk.read(place));
    desk
}

/// Rows of a CSV, cut into their cells.
struct Rows {
    reader: Reader,
    frame: Frame,
    columns: Columns,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn read(&mut self) {
        let options = ReadOptions { record: Some("Case"), id: Some("row"), ..ReadOptions::default() };
        for row in &self.rows {
            let cells = row.iter().map(String::as_str);
            self.reader.row(&mut self.columns, cells, &options, &mut self.frame).expect("a row");
        }
    }
}

fn rows() -> Rows {
    let text = text("city", "items.csv");
    let (header, lines) = text.split_once('\n').expect("a header");
    let cut = |line: &str| line.split(',').map(str::to_owned).collect();
    let reader = Reader::new(program("city").schema());
    let columns = Columns::new(header.split(','));
    let rows = lines.lines().cycle().take(MANY).map(cut).collect();
    let mut rows = Rows { frame: reader.frame(), reader, columns, rows };
    rows.read();
    rows
}

#[library_benchmark]
#[bench::city(rows())]
fn read_row(mut rows: Rows) -> Rows {
    rows.read();
    rows
}

#[library_benchmark]
#[bench::keys(waiting(Shape::Keys, 10))]
fn settle_10(mut waiting: Waiting) -> Waiting {
    waiting.settle();
    waiting
}

#[library_benchmark]
#[bench::keys(waiting(Shape::Keys, 1_000))]
fn settle_1000_keys(mut waiting: Waiting) -> Waiting {
    waiting.settle();
    waiting
}

#[library_benchmark]
#[bench::words(waiting(Shape::Words, 1_000))]
fn settle_1000_words(mut waiting: Waiting) -> Waiting {
    waiting.settle();
    waiting
}

/// Items made in code, field by field.
struct Made {
    desk: Desk,
    chat: Target,
    message: ItemField,
    tier: ItemField,
}

const MESSAGES: [(&str, &str); 4] = [
    ("My new card was posted ten days ago and still isn't here", "plus"),
    ("the machine ate my card!!", "private"),
    ("There are two payments to a casino that I did not make", "premium"),
    ("What rate do you use when I pay in Swiss francs?", "basic"),
];

impl Made {
    fn decide(&mut self) {
        let Desk { reader, frame, machine, facts, .. } = &mut self.desk;
        for (message, tier) in MESSAGES.iter().cycle().take(MANY) {
            let mut item = reader.begin(frame, self.chat, "chat-001");
            item.set(&self.message, *message);
            item.set(&self.tier, *tier);
            item.finish();
            black_box(machine.decide(frame, facts, TraceLevel::Off));
        }
    }
}

fn made() -> Made {
    let desk = Desk::bank();
    let chat = desk.reader.workstream("bank_chat").expect("a workstream");
    let [message, tier] = ["message", "customer.tier"]
        .map(|path| desk.reader.field(chat, path).expect("a field that rules read"));
    let mut made = Made { desk, chat, message, tier };
    made.decide();
    made
}

#[library_benchmark]
#[bench::bank(made())]
fn fill_and_decide(mut made: Made) -> Made {
    made.decide();
    made
}

fn traced(desk: &mut Desk) {
    for place in 0..desk.items.len() / 10 {
        desk.read(place);
        black_box(desk.machine.decide(&mut desk.frame, &desk.facts, TraceLevel::Clauses));
    }
}

fn to_trace() -> Desk {
    let mut desk = Desk::bank();
    traced(&mut desk);
    desk
}

#[library_benchmark]
#[bench::bank(to_trace())]
fn read_and_trace(mut desk: Desk) -> Desk {
    traced(&mut desk);
    desk
}

/// An item that was settled, to be written down again and again.
struct Settled {
    desk: Desk,
    out: Vec<u8>,
}

impl Settled {
    fn write(&mut self) {
        let Desk { frame, machine, scribe, .. } = &mut self.desk;
        for _ in 0..MANY {
            self.out.clear();
            scribe.write(machine, frame, &mut self.out);
        }
    }
}

fn settled() -> Settled {
    let mut desk = Desk::bank();
    desk.read(0);
    desk.machine.settle(&mut desk.frame, &desk.facts);
    let mut settled = Settled { desk, out: Vec::new() };
    settled.write();
    settled
}

#[library_benchmark]
#[bench::bank(settled())]
fn write_decision(mut settled: Settled) -> Settled {
    settled.write();
    settled
}

fn bytes() -> Vec<u8> {
    compile(&source(Shape::Keys, 1_000)).write()
}

#[library_benchmark]
#[bench::keys(bytes())]
fn load_1000(bytes: Vec<u8>) -> (Vec<u8>, Bundle) {
    let bundle = Bundle::load(&bytes).expect("a bundle");
    (bytes, bundle)
}

#[library_benchmark]
#[bench::keys(source(Shape::Keys, 1_000))]
fn compile_1000(sources: Sources) -> (Sources, Bundle) {
    let bundle = compile(&sources);
    (sources, bundle)
}

library_benchmark_group!(
    name = all,
    benchmarks = [
        read_json,
        read_row,
        fill_and_decide,
        settle_10,
        settle_1000_keys,
        settle_1000_words,
        read_and_trace,
        write_decision,
        load_1000,
        compile_1000
    ]
);

main!(library_benchmark_groups = all);
