use crate::cli::facts::instant;
use crate::cli::items::{Input, Kind, each};
use crate::cli::loaded::load;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::output;
use crate::cli::pipe::{Floor, Keep, Opening, Tally, staff};
use crate::cli::report::{Format, count, safe};
use enroute::bundle::Bundle;
use enroute::dispatch::Roster;
use enroute::value::Instant;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroU64;
use std::ops::ControlFlow;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Events are JSON objects, one a line, with the event's word beside what it needs:
  {\"at\": \"2026-03-02T10:00:00Z\", \"event\": \"accepts\", \"agent\": \"ana\", \"item\": \"c1\"}
Without `at` it happens now. Each line is answered at once by a line: what the event asks of the
world, and when a `tick` is due if nothing else happens. A line that is no event is answered with
its `error`, and the stream goes on.

The roster is JSON, or CSV with lists as in `french=3;calls`. Where a state was saved before, the
agents are in it: neither the roster nor `--from` is looked at.

Examples:
  enroute dispatch contoso --agents agents.json < events.jsonl
  enroute dispatch contoso.routeb events.jsonl --agents agents.csv --trace
  enroute dispatch contoso.routeb --agents agents.json --state contoso.state --save-every 100";

/// What happens where.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file, a folder, or a compiled `.routeb`
    program: PathBuf,
    /// The file of events; `-` for stdin
    #[arg(default_value = "-", hide_default_value = true)]
    events: PathBuf,
    /// Who works here, as `.json` or `.csv` [default: nobody, until somebody joins]
    #[arg(long, value_name = "FILE")]
    agents: Option<PathBuf>,
    /// The file that the state is kept in: gone on from where it is there, saved at the end
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Save the state after every so many events too
    #[arg(long, value_name = "N", requires = "state")]
    save_every: Option<NonZeroU64>,
    /// The instant to begin at [default: that of the first event], as in `2026-03-02T08:00Z`
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    from: Option<Instant>,
    /// Add to each answer why it came so
    #[arg(long)]
    trace: bool,
    /// End at the first line that is no event
    #[arg(long)]
    strict: bool,
}

/// Lets events happen until there are no more.
pub(crate) fn run(args: &Args) -> Outcome {
    args.state.iter().try_for_each(|path| output::named(path, "state"))?;
    let Some(bundle) = load(&args.program, Format::Human)? else {
        return Ok(Verdict::Problems);
    };
    let keep = args.state.clone().map(|path| Keep::new(path, args.save_every));
    let Some(opening) = args.opening(&bundle, keep.as_ref())? else {
        return Ok(Verdict::Problems);
    };
    let mut floor = Floor::new(&bundle, opening, keep, args.trace)?;
    let input = Input::open(&args.events, Some(Kind::Jsonl), |raw, _| raw)?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut done = Ok(());
    let read = each(input, &mut |line, piece| match floor.take(line, piece, &mut out) {
        Ok(is_event) if is_event || !args.strict => ControlFlow::Continue(()),
        Ok(_) => ControlFlow::Break(()),
        Err(failure) => {
            done = Err(failure);
            ControlFlow::Break(())
        }
    });
    done?;
    // What could be read has happened, whatever came of the rest.
    floor.close()?;
    read?;
    tell(floor.tally)?;
    Ok(Verdict::problems(floor.tally.unread > 0))
}

impl Args {
    /// How things begin; none if something is wrong with the roster, which has then been reported.
    fn opening(&self, bundle: &Bundle, keep: Option<&Keep>) -> Result<Option<Opening>, Failure> {
        if let Some(saved) = keep.map(Keep::saved).transpose()?.flatten() {
            return Ok(Some(Opening::Saved(saved)));
        }
        let Some(path) = &self.agents else {
            return Ok(Some(Opening::New(Roster::default(), self.from)));
        };
        match staff(path, bundle)? {
            Ok(roster) => Ok(Some(Opening::New(roster, self.from))),
            Err(wrong) => {
                let mut talk = anstream::stderr().lock();
                for sentence in &wrong {
                    writeln!(talk, "{}: {}", path.display(), safe(sentence))?;
                }
                writeln!(talk, "{} in the roster", count(wrong.len(), "problem"))?;
                Ok(None)
            }
        }
    }
}

/// `12 events: 9 happened, 2 refused, 1 not read`
fn tell(tally: Tally) -> Result<(), Failure> {
    let Tally { happened, refused, unread } = tally;
    let all = count(usize::try_from(happened + refused + unread).unwrap_or(usize::MAX), "event");
    Ok(writeln!(anstream::stderr(), "{all}: {happened} happened, {refused} refused, {unread} not read")?)
}
