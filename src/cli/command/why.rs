use crate::cli::decider::Decider;
use crate::cli::facts::FactArgs;
use crate::cli::html::HtmlArgs;
use crate::cli::items::{Input, Kind, Piece, each};
use crate::cli::known;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::report::{Format, safe};
use enroute::bundle::Bundle;
use enroute::item::{ReadOptions, Reader};
use enroute::page;
use enroute::vm::{Decision, TraceLevel};
use enroute::why::{NotApplied, Story, WhyNot, not_queue, not_rule, tell};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute why contoso '{\"workstream\": \"contoso_chat\", \"message\": \"I want a refund\"}'
  enroute why contoso items.jsonl --line 3
  enroute why contoso items.jsonl --line 3 --not \"Platinum\"
  enroute why contoso items.csv --id case-17 --record Case --format json";

/// Which item, by which program.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file, a folder, or a compiled `.routeb`
    program: PathBuf,
    /// The item: JSON text, a file of items, or `-` for stdin
    item: String,
    /// The item that begins on this line of the file [default: the first item]
    #[arg(long, value_name = "N", conflicts_with = "id")]
    line: Option<u64>,
    /// The item with this id
    #[arg(long, value_name = "X")]
    id: Option<String>,
    /// What the file holds, where its name does not say
    #[arg(long, value_enum)]
    input: Option<Kind>,
    /// The workstream of an item that names none
    #[arg(long, value_name = "NAME")]
    workstream: Option<String>,
    /// The record (entity) of an item that names neither a workstream nor an instance, for its intake
    #[arg(long, value_name = "ENTITY", conflicts_with = "workstream")]
    record: Option<String>,
    /// Tell why that rule was not applied, by its label or address
    #[arg(long, value_name = "RULE")]
    not: Option<String>,
    /// Tell why the item does not go to that queue
    #[arg(long, value_name = "QUEUE", conflicts_with = "not")]
    not_queue: Option<String>,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    html: HtmlArgs,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// In sentences
    #[default]
    Human,
    /// As one JSON object
    Json,
}

/// Decides the item, and tells why so.
pub(crate) fn run(args: &Args) -> Outcome {
    let format = if args.format == Style::Json { Format::Jsonl } else { Format::Human };
    let Some(bundle) = load(&args.program, format)? else {
        return Ok(Verdict::Problems);
    };
    known::addressed(&bundle, args.workstream.as_deref(), args.record.as_deref())?;
    let facts = args.facts.facts(&bundle)?;
    let input = if args.item.trim_start().starts_with('{') {
        Input::text("the item", args.item.clone())
    } else {
        Input::open(args.item.as_ref(), args.input, |raw, _| raw)?
    };
    let reader = Reader::new(bundle.schema());
    let mut decider = Decider::new(&bundle, &reader, &facts);
    let mut found = None;
    each(input, &mut |line, piece| args.look(&mut decider, line, piece, &mut found))?;
    match found {
        None => Err(Failure::Usage(format!("there is no such item in `{}`", args.item))),
        Some((line, Err(why))) => {
            writeln!(anstream::stderr(), "line {line}: {}", safe(&why))?;
            Ok(Verdict::Problems)
        }
        Some((_, Ok(decision))) => {
            if let Some(otherwise) = args.otherwise(&bundle, &decision)? {
                args.html.write(|| page::told_otherwise("Why not otherwise", &otherwise))?;
                print_otherwise(&otherwise, args.format)?;
            } else {
                let story = tell(&decision);
                args.html.write(|| page::told(&format!("Why item {} is decided so", story.id), &story))?;
                print(&story, args.format)?;
            }
            Ok(Verdict::Good)
        }
    }
}

/// The item asked for, and the line it begins on.
type Found = Option<(u64, Result<Decision, String>)>;

impl Args {
    /// Looks at one item, and stops at the one asked for.
    fn look(
        &self,
        decider: &mut Decider<'_>,
        line: u64,
        piece: &Piece<'_>,
        found: &mut Found,
    ) -> ControlFlow<()> {
        if self.line.is_some_and(|wanted| wanted != line) {
            return ControlFlow::Continue(());
        }
        let id = line.to_string();
        let options = ReadOptions {
            workstream: self.workstream.as_deref(),
            record: self.record.as_deref(),
            id: Some(&id),
        };
        let asks_otherwise = self.not.is_some() || self.not_queue.is_some();
        let level = if asks_otherwise { TraceLevel::Everything } else { TraceLevel::Clauses };
        let answer = decider.read(piece, &options).map(|()| decider.decide(level));
        let own = answer.as_ref().map(|decision| decision.id.as_str()).unwrap_or_default();
        if self.id.as_deref().is_some_and(|wanted| wanted != own) {
            return ControlFlow::Continue(());
        }
        *found = Some((line, answer));
        ControlFlow::Break(())
    }
}

impl Args {
    /// Why it was not decided in the way that was asked about.
    fn otherwise(&self, bundle: &Bundle, decision: &Decision) -> Result<Option<WhyNot>, Failure> {
        if let Some(rule) = &self.not {
            let found = not_rule(decision, rule);
            let missing = || Failure::Usage(format!("the item meets no rule called `{rule}`"));
            return found.ok_or_else(missing).map(Some);
        }
        let Some(queue) = &self.not_queue else { return Ok(None) };
        let known: Vec<_> = bundle.about().queues.iter().map(|queue| &*queue.name).collect();
        known::among("queue", Some(queue), &known)?;
        Ok(not_queue(bundle, decision, queue))
    }
}

fn print_otherwise(otherwise: &WhyNot, style: Style) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match style {
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, otherwise)?;
            writeln!(out)
        }
        Style::Human => {
            writeln!(out, "{}", safe(&otherwise.headline))?;
            for NotApplied { rule, sentence, .. } in &otherwise.rules {
                let place = format!("rule {} ({}:{})", rule.address(), rule.file(), rule.line);
                writeln!(out, "\n{}\n  {}", safe(&place), safe(sentence))?;
            }
            Ok(())
        }
    }
}

fn print(story: &Story, style: Style) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match style {
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, story)?;
            writeln!(out)
        }
        Style::Human => write!(out, "{}", safe(&crate::cli::prose::page(story))),
    }
}
