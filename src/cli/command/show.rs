use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::Program;
use crate::cli::report::{Format, Places, Report, safe};
use enroute::hir::{self, EffectiveSetting, Named, Origin};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  enroute show contoso
  enroute show contoso --format json";

/// What to show.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A `.route` file or a folder
    path: PathBuf,
    /// How settings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// How settings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Style {
    /// For people: a line a setting
    #[default]
    Human,
    /// A JSON array, one object a declaration
    Json,
}

/// A declaration with every setting in force.
#[derive(Debug, Serialize)]
struct Declaration<'p> {
    kind: &'static str,
    name: &'p str,
    label: &'p str,
    settings: Vec<Shown<'p>>,
}

/// A setting in force, and where it came from, in words.
#[derive(Debug, Serialize)]
struct Shown<'p> {
    setting: &'p str,
    value: &'p str,
    from: String,
}

/// Prints every setting of a program that can be used.
pub(crate) fn run(args: &Args) -> Outcome {
    let program = Program::at(&args.path)?;
    let checked = program.check()?;
    let places = Places::new(&checked.sources, &program.prefix);
    if checked.has_errors() {
        let mut report = Report::new(Format::Human);
        report.add(&checked.diagnostics, &places);
        report.write(&mut io::sink(), &mut anstream::stderr().lock())?;
        return Ok(Verdict::Problems);
    }
    let declarations = declarations(&checked.program, &places);
    let mut out = anstream::stdout().lock();
    match args.format {
        Style::Human => declarations.iter().try_for_each(|declaration| print(declaration, &mut out))?,
        Style::Json => {
            serde_json::to_writer_pretty(&mut out, &declarations).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok::<_, Failure>(Verdict::Good)
}

fn declarations<'p>(program: &'p hir::Program, places: &Places<'_>) -> Vec<Declaration<'p>> {
    let mut found: Vec<(&'static str, &Named, &[EffectiveSetting])> = Vec::new();
    if let Some(named) = &program.organisation.named {
        found.push(("organisation", named, &program.organisation.settings));
    }
    found.extend(program.workstreams.iter().map(|it| ("workstream", &it.named, it.settings.as_slice())));
    found.extend(program.queues.iter().map(|it| ("queue", &it.named, it.settings.as_slice())));
    found.extend(program.sessions.iter().map(|it| ("session", &it.named, it.settings.as_slice())));
    found.extend(program.notifications.iter().map(|it| ("notification", &it.named, it.settings.as_slice())));
    found.extend(program.auths.iter().map(|it| ("auth", &it.named, it.settings.as_slice())));
    found.extend(program.replies.iter().map(|it| ("reply", &it.named, it.settings.as_slice())));
    found.extend(program.presences.iter().map(|it| ("presence", &it.named, it.settings.as_slice())));
    found.extend(program.bots.iter().map(|it| ("bot", &it.named, it.settings.as_slice())));
    found
        .into_iter()
        .map(|(kind, named, settings)| Declaration {
            kind,
            name: &named.name,
            label: &named.label,
            settings: settings.iter().map(|setting| shown(setting, places)).collect(),
        })
        .collect()
}

fn shown<'p>(setting: &'p EffectiveSetting, places: &Places<'_>) -> Shown<'p> {
    let from = match &setting.origin {
        Origin::Written(span) => place(*span, places),
        Origin::Default(why) => format!("default: {why}"),
        Origin::Copied { from, span: Some(span) } => format!("copied from {from}, {}", place(*span, places)),
        Origin::Copied { from, span: None } => format!("copied from {from}, a default there"),
    };
    Shown { setting: &setting.address, value: &setting.value, from }
}

fn place(span: enroute::source::Span, places: &Places<'_>) -> String {
    let place = places.place(span);
    format!("{}:{}", place.file, place.line)
}

fn print(declaration: &Declaration<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} {} {:?}", declaration.kind, declaration.name, safe(declaration.label))?;
    for Shown { setting, value, from } in &declaration.settings {
        writeln!(out, "  {setting:34} {:30} {from}", safe(value))?;
    }
    writeln!(out)
}
