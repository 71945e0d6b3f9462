use crate::cli::args::Cli;
use crate::cli::outcome::{Outcome, Verdict};
use clap::CommandFactory;
use std::io::Write;

const EXAMPLES: &str = "\
Examples:
  enroute completions bash > ~/.local/share/bash-completion/completions/enroute
  enroute completions zsh > ~/.zfunc/_enroute";

/// Which shell.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints the script.
pub(crate) fn run(args: &Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "enroute", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Verdict::Good)
}
