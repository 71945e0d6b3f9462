#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| enroute_fuzz::parse(bytes));
