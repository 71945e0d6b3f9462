use super::args::{Cli, Command};
use super::command;
use super::outcome::{Failure, Outcome, code};
use super::report::safe;
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;
use std::thread;

/// Room for rules nested as deeply as the language allows, in every build.
pub(super) const STACK: usize = 256 << 20;

/// Reads the arguments, does what they ask, and says how it went. Ends with 2 on its own where they make no sense.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(words) => {
            // Nobody is left to tell if even this cannot be written.
            let _ = words.print();
            return ExitCode::from(u8::from(words.use_stderr()) * 2);
        }
    };
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || run(cli.command));
    let outcome = match worker.map(thread::JoinHandle::join) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Failure::Access("Enroute made a mistake of its own; please report it".to_owned())),
        Err(error) => Err(Failure::Access(format!("cannot start: {error}"))),
    };
    complain(&outcome);
    code(&outcome)
}

fn run(command: Command) -> Outcome {
    match command {
        Command::New(args) => command::new::run(&args),
        Command::Check(args) => command::check::run(&args),
        Command::Fmt(args) => command::fmt::run(&args),
        Command::Build(args) => command::build::run(&args),
        Command::Run(args) => command::run::run(&args),
        Command::Dispatch(args) => command::dispatch::run(&args),
        Command::Plan(args) => command::plan::run(&args),
        Command::Replay(args) => command::replay::run(&args),
        Command::Why(args) => command::why::run(&args),
        Command::Test(args) => command::test::run(&args),
        Command::Cover(args) => command::cover::run(&args),
        Command::Show(args) => command::show::run(&args),
        Command::Docs(args) => command::docs::run(&args),
        Command::Graph(args) => command::graph::run(&args),
        Command::Bench(args) => command::bench::run(&args),
        Command::Inspect(args) => command::inspect::run(&args),
        Command::Keygen(args) => command::keygen::run(&args),
        Command::Sign(args) => command::sign::run(&args),
        Command::Verify(args) => command::verify::run(&args),
        Command::Lsp(args) => command::lsp::run(&args),
        Command::Explain(args) => command::explain::run(&args),
        Command::Schema(args) => command::schema::run(&args),
        Command::Completions(args) => command::completions::run(&args),
    }
}

fn complain(outcome: &Outcome) {
    if let Err(Failure::Usage(words) | Failure::Access(words)) = outcome {
        // As above: there is nobody else to tell.
        let _ = writeln!(anstream::stderr(), "enroute: {}", safe(words));
    }
}
