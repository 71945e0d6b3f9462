//! The same rules in Enroute, in compiled Rust and in other engines: first shown to decide alike, then timed side by
//! side. See the README beside this crate.
#![cfg_attr(not(feature = "peers"), allow(dead_code, reason = "some helpers serve other engines only"))]

mod agree;
mod args;
mod case;
mod clock;
mod dialect;
mod engines;
mod figures;
mod growth;
mod heap;
mod load;
mod measure;
mod report;
mod sample;
mod tenant;

use anyhow::{Result, anyhow};
use args::Args;
use clap::Parser;
use figures::Run;
use load::History;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Some engines go down a level of the stack for each rule.
const STACK: usize = 2 << 30;

fn main() -> Result<()> {
    let args = Args::parse();
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || run(&args))?;
    work.join().map_err(|_| anyhow!("the benchmark panicked"))?
}

fn run(args: &Args) -> Result<()> {
    let mut run = Run { machine: report::machine(), date: report::date(), ..Run::default() };
    if args.growth {
        for shape in &args.shapes {
            run.growth.extend(growth::run(*shape, args)?);
        }
    } else if !args.tenant {
        cases(args, &mut run)?;
    }
    if !args.growth {
        run.tenant = Some(tenant::run(args)?);
    }
    println!("{}", report::markdown(&run));
    report::write(&run, &args.out)
}

fn cases(args: &Args, run: &mut Run) -> Result<()> {
    for shape in &args.shapes {
        let mut history = History::default();
        for size in &args.sizes {
            eprintln!("{size} rules, {}", shape.name());
            let case = case::run(*shape, *size, args, &mut history)?;
            println!("{}", report::case(&case));
            run.cases.push(case);
        }
    }
    Ok(())
}
