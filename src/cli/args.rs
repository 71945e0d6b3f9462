use super::command::{
    bench, build, check, completions, cover, dispatch, docs, explain, fmt, graph, inspect, keygen, lsp, new,
    plan, replay, run, schema, show, sign, test, verify, why,
};
use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  enroute new desk                                a small program to begin with
  enroute check desk                              is it allowed?
  enroute fmt desk                                lay out its text
  enroute test desk                               does it do what its tests say?
  enroute run desk desk/items.jsonl               decide items, one JSON line each
  enroute dispatch desk --agents agents.json      who gets what, as events come in
  enroute why desk desk/items.jsonl --line 2      why was that item decided so?

Exit codes: 0 well; 1 problems in rules, tests or items; 2 wrong usage; 3 cannot read or write.";

/// Routing as code: who handles which piece of customer work, written as rules people can read.
#[derive(Debug, Parser)]
#[command(name = "enroute", version, about, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin a program: rules, tests and items that work, in a new folder
    New(new::Args),
    /// Say whether programs are allowed, and what looks wrong
    Check(check::Args),
    /// Lay out `.route` files as they should look
    Fmt(fmt::Args),
    /// Compile a program into one file that decides items
    Build(build::Args),
    /// Decide items, one JSON line each
    Run(run::Args),
    /// Let events happen, from a pipe or a file, and print what each asks of the world
    Dispatch(dispatch::Args),
    /// Tell in sentences why one item is decided as it is
    Why(why::Args),
    /// Say what changes in the configuration when one program takes the place of another
    Plan(plan::Args),
    /// Say what becomes of items when one program takes the place of another
    Replay(replay::Args),
    /// Run the tests and scenarios that programs contain
    Test(test::Args),
    /// Say what of the rules tests or items reach
    Cover(cover::Args),
    /// Print every setting in force, and where it came from
    Show(show::Args),
    /// Tell people who do not write rules what a program does: its run-book
    Docs(docs::Args),
    /// Draw how items come from workstreams to queues
    Graph(graph::Args),
    /// Measure how fast items are decided, and which rules cost most
    Bench(bench::Args),
    /// Look into a compiled program
    Inspect(inspect::Args),
    /// Make a pair of keys: one to sign bundles with, one to know them by
    Keygen(keygen::Args),
    /// Sign a compiled program, so that hosts know whose it is
    Sign(sign::Args),
    /// Say who signed a compiled program, and whether that one is trusted
    Verify(verify::Args),
    /// Answer an editor while somebody writes rules; editors start it
    Lsp(lsp::Args),
    /// Explain a code that a report names
    Explain(explain::Args),
    /// Print the JSON Schema of what other commands print or read
    Schema(schema::Args),
    /// Print completions for a shell
    Completions(completions::Args),
}
