use anyhow::{Result, bail};
use clap::Parser;
use rules::Shape;
use std::path::PathBuf;

/// The same rules in Enroute, in compiled Rust and in other engines, side by side.
#[derive(Debug, Parser)]
pub struct Args {
    /// Numbers of rules.
    #[arg(long, value_delimiter = ',', default_values_t = [10, 100, 1_000, 10_000])]
    pub sizes: Vec<usize>,
    /// Shapes of rules: selective, mixed, scan.
    #[arg(long, value_delimiter = ',', value_parser = shape, default_values = ["selective", "mixed", "scan"])]
    pub shapes: Vec<Shape>,
    /// Only these engines; ours and the if-chain run always.
    #[arg(long, value_delimiter = ',')]
    pub engines: Vec<String>,
    /// Items in rotation.
    #[arg(long, default_value_t = 4_000)]
    pub items: usize,
    /// Fewer rounds: the figures wobble more.
    #[arg(long)]
    pub quick: bool,
    /// Instead: Enroute alone, from 10 to 1,000,000 rules.
    #[arg(long)]
    pub growth: bool,
    /// Instead: only the whole tenant.
    #[arg(long)]
    pub tenant: bool,
    /// The most rules that `--growth` goes up to.
    #[arg(long, default_value_t = 1_000_000)]
    pub most: usize,
    /// Where tables, figures and plots go.
    #[arg(long, default_value = "benches/against/results")]
    pub out: PathBuf,
}

impl Args {
    /// How often each lane is measured.
    pub fn rounds(&self) -> usize {
        if self.quick { 7 } else { 25 }
    }
}

fn shape(name: &str) -> Result<Shape> {
    match Shape::ALL.into_iter().find(|shape| shape.name() == name) {
        Some(shape) => Ok(shape),
        None => bail!("the shapes are selective, mixed and scan"),
    }
}
