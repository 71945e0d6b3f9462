//! Instructions: each encodes and decodes to itself, foreign bytes are refused, listings read well.

use enroute::bytecode::Slot;
use enroute::bytecode::{AtomId, NumberId, OP_BYTES, Op, Pc, TableId};

#[test]
fn every_instruction_decodes_to_itself() {
    for op in Op::samples() {
        assert_eq!(Op::decode(op.encode()), Some(op), "{op}");
    }
    let test = Op::Test { atom: AtomId(7), yes: Pc(u32::MAX), no: Pc(9) };
    assert_eq!(Op::decode(test.encode()), Some(test));
    let load = Op::Load { to: Slot(3), number: NumberId(70_000) };
    assert_eq!(Op::decode(load.encode()), Some(load));
}

#[test]
fn instructions_of_other_versions_are_refused() {
    assert_eq!(Op::decode([0xFF; OP_BYTES]), None);
    let mut bytes = Op::Yes {}.encode();
    bytes[OP_BYTES - 1] = 1;
    assert_eq!(Op::decode(bytes), None, "operands that an instruction does not have are zero");
}

#[test]
fn a_listing_shows_operands_by_their_sort() {
    assert_eq!(Op::Test { atom: AtomId(2), yes: Pc(4), no: Pc(5) }.to_string(), "test a2 ->4 ->5");
    assert_eq!(Op::Add { to: Slot(1), left: Slot(2), right: Slot(3) }.to_string(), "add s1 s2 s3");
    assert_eq!(Op::Lookup { table: TableId(0) }.to_string(), "lookup table0");
}
