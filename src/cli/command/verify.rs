use crate::cli::keys;
use crate::cli::loaded;
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::report::{Format, safe};
use enroute::trust::{self, Opened, Ratchet, Trust, TrustError};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
PUB is a public key: PEM, or the key itself as 64 digits. Several are for the time in which one takes the place of another. \
The answer is that of a host that demands a signature by one of them and has the default ceilings, `Limits::default()`: 256 MB \
of file, and others. A host that sets its own may refuse what is trusted here, or take what is too large.

Exit codes: 0 trusted; 1 not trusted; 2 wrong usage; 3 the bundle or a key cannot be read.

Examples:
  enroute verify contoso.signed.routeb --key release.pub
  enroute verify contoso.signed.routeb --key release.pub --key next.pub --at-least 7 --format json";

/// What to verify, and whom to trust.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A compiled `.routeb`
    bundle: PathBuf,
    /// A public key that is trusted; may be given several times
    #[arg(long = "key", value_name = "PUB", required = true)]
    keys: Vec<String>,
    /// The least revision that is taken
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    at_least: u64,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Style {
    /// For people
    #[default]
    Human,
    /// As one JSON object; `enroute schema signed` prints its shape
    Json,
}

/// Whether a bundle is taken by hosts that trust these keys.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "Signed")]
pub(crate) struct Answer {
    /// Whether it is.
    trusted: bool,
    /// Why it is not, as a word that stays the same; `docs/signing.md` lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Why it is not, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// The public key that signed it, as 64 digits; nothing where it is not trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The revision it was signed as; nothing where it is not trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u64>,
    /// The digest of the bundle, which decisions name; nothing where it is not trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

impl Answer {
    fn of(opened: &Result<Opened, TrustError>) -> Self {
        match opened {
            Ok(opened) => Self {
                trusted: true,
                code: None,
                problem: None,
                key: opened.signed.map(|signed| signed.key.to_string()),
                revision: opened.signed.map(|signed| signed.revision),
                digest: Some(opened.bundle.digest().to_string()),
            },
            Err(error) => {
                let (code, problem) = (Some(error.code()), Some(error.to_string()));
                Self { trusted: false, code, problem, key: None, revision: None, digest: None }
            }
        }
    }
}

/// Says who signed the bundle, or why it is not trusted.
pub(crate) fn run(args: &Args) -> Outcome {
    let keys: Vec<_> = args.keys.iter().map(|key| keys::public(key)).collect::<Result<_, _>>()?;
    let bytes = loaded::bytes(&args.bundle)?;
    let opened = trust::open(&bytes, &Trust::only(keys), &Ratchet::at_least(args.at_least));
    if let Ok(opened) = &opened {
        let format = if args.format == Style::Json { Format::Json } else { Format::Human };
        loaded::tell_of_zones(&args.bundle, &opened.bundle, format)?;
    }
    let answer = Answer::of(&opened);
    match args.format {
        Style::Human => human(&answer)?,
        Style::Json => {
            let mut out = io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, &answer).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Verdict::problems(!answer.trusted))
}

fn human(answer: &Answer) -> Result<(), Failure> {
    if let Some(problem) = &answer.problem {
        writeln!(anstream::stderr(), "not trusted: {}", safe(problem))?;
        return Ok(());
    }
    let mut out = anstream::stdout().lock();
    let lines = [
        ("signed by", answer.key.clone()),
        ("revision", answer.revision.map(|revision| revision.to_string())),
        ("digest", answer.digest.clone()),
    ];
    for (name, value) in lines {
        writeln!(out, "{name:<10} {}", value.unwrap_or_default())?;
    }
    Ok(())
}
