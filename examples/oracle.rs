//! The campaign of the oracle.
#[path = "../tests/oracle/mod.rs"]
mod oracle;
fn main() {
    let mut census = oracle::census::Census::default();
    let start = std::time::Instant::now();
    let n: u64 = std::env::args().nth(1).map_or(20, |s| s.parse().unwrap());
    let first: u64 = std::env::args().nth(2).map_or(0, |s| s.parse().unwrap());
    let items: usize = std::env::args().nth(3).map_or(100, |s| s.parse().unwrap());
    for seed in first..first + n {
        let program = oracle::program::throw(seed);
        let plan = oracle::trial::Plan { items, traced: 4 };
        match oracle::trial::run(&program.files(), seed, plan, &mut census) {
            Err(refused) => { println!("program {seed} refused: {}\n{}", refused.0, program.text); return; }
            Ok(Some(bad)) => { println!("program {seed} item {}: {}\n{}\n{}", bad.number, bad.what, bad.item, program.text); return; }
            Ok(None) => {}
        }
    }
    println!("{} decisions in {:?}", census.decisions, start.elapsed());
    println!("never: {:#?}\none sided: {:?}\n{:#?}", census.never(), census.one_sided(), census.tests);
}
