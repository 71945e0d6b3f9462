use crate::cli::decider::Decider;
use crate::cli::facts::FactArgs;
use crate::cli::html::HtmlArgs;
use crate::cli::items::{Input, Items, Piece, each};
use crate::cli::known;
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::progress::Progress;
use crate::cli::reading::{ReadArgs, ThreadArgs};
use crate::cli::report::{Format, safe};
use crate::cli::told::{Style, print_otherwise, print_story, print_taken};
use crate::cli::work::{Counting, work_on};
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::page;
use enroute::value::similar;
use enroute::vm::{Decision, Facts, RuleName, TraceLevel};
use enroute::why::{Takings, WhyNot, deciding_rules, not_queue, not_rule, tell};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  enroute why contoso '{\"workstream\": \"contoso_chat\", \"message\": \"I want a refund\"}'
  enroute why contoso items.jsonl --line 3
  enroute why contoso items.jsonl --line 3 --not \"Platinum\"
  enroute why contoso items.jsonl --taken
  enroute why contoso items.csv --id case-17 --record Case --format json";

/// What stands for every rule.
const ANY: &str = "";

/// Which item, by which program.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file, a folder, or a compiled `.routeb`
    program: PathBuf,
    /// The item: JSON text, a file of items, or `-` for stdin
    #[arg(id = "items", value_name = "ITEM")]
    item: String,
    /// The item that begins on this line of the file [default: the first item]
    #[arg(long, value_name = "N", conflicts_with = "id")]
    line: Option<u64>,
    /// The item with this id
    #[arg(long, value_name = "X")]
    id: Option<String>,
    #[command(flatten)]
    read: ReadArgs,
    /// Tell why that rule was not applied, by its label or address
    #[arg(long, value_name = "RULE")]
    not: Option<String>,
    /// Tell why the item does not go to that queue
    #[arg(long, value_name = "QUEUE", conflicts_with = "not")]
    not_queue: Option<String>,
    /// Go through all items of the file, and tell which rules took items that others below them would have taken too; of one
    /// rule, if it is named
    #[arg(
        long, value_name = "RULE", num_args = 0..=1, require_equals = true, default_missing_value = ANY,
        conflicts_with_all = ["line", "id", "not", "not_queue"],
    )]
    taken: Option<String>,
    #[command(flatten)]
    threads: ThreadArgs,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    html: HtmlArgs,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// Decides the item, and tells why so.
pub(crate) fn run(args: &Args) -> Outcome {
    let format = if args.format == Style::Json { Format::Jsonl } else { Format::Human };
    let Some(bundle) = load(&args.program, format)? else {
        return Ok(Verdict::Problems);
    };
    args.read.fits(&bundle)?;
    let facts = args.facts.facts(&bundle)?;
    if let Some(rule) = &args.taken {
        return args.taken(bundle, facts, Some(rule.as_str()).filter(|rule| *rule != ANY));
    }
    let input = if args.item.trim_start().starts_with('{') {
        Input::text("the item", args.item.clone())
    } else {
        args.read.open(args.item.as_ref(), &Progress::new(false))?
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
                print_story(&story, args.format)?;
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
        let options = self.read.options(&id);
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
    /// Which rules take items from which.
    fn taken(&self, bundle: Bundle, facts: Facts, rule: Option<&str>) -> Outcome {
        if let Some(name) = rule {
            let rules = deciding_rules(&bundle);
            let names: Vec<_> = rules.iter().map(RuleName::name).collect();
            if !rules.iter().any(|rule| rule.is_called(name)) {
                known::among("rule", Some(name), &names)?;
            }
        }
        let progress = Progress::new(true);
        let items = Items::new(self.read.open(self.item.as_ref(), &progress)?);
        let job = Arc::new(Counting::new(bundle, facts, self.read.clone(), |_| Takings::default()));
        let takings = work_on(&job, items, self.threads.many(), &mut |load| progress.given(load))?;
        progress.end();
        let takings = takings.unwrap_or_default();
        let items = takings.items();
        let taken = takings.into_taken(rule);
        self.html.write(|| page::taken("Which rules take items from which", items, &taken))?;
        print_taken(items, &taken, self.format)?;
        Ok(Verdict::Good)
    }

    /// Why it was not decided in the way that was asked about.
    fn otherwise(&self, bundle: &Bundle, decision: &Decision) -> Result<Option<WhyNot>, Failure> {
        if let Some(rule) = &self.not {
            let missing = || {
                let rules = deciding_rules(bundle);
                let advice = similar(rule, rules.iter().map(RuleName::name))
                    .map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
                Failure::Usage(format!("the item meets no rule called `{rule}`{advice}"))
            };
            return not_rule(bundle, decision, rule).ok_or_else(missing).map(Some);
        }
        let Some(queue) = &self.not_queue else { return Ok(None) };
        let known: Vec<_> = bundle.about().queues.iter().map(|queue| &*queue.name).collect();
        known::among("queue", Some(queue), &known)?;
        Ok(not_queue(bundle, decision, queue))
    }
}
