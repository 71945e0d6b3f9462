use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// One input, and what it may cost.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// Writes the input into a folder.
    pub(crate) write: fn(&Path) -> io::Result<()>,
    /// What is done with it.
    pub(crate) command: &'static [&'static str],
    /// The most seconds it may take.
    pub(crate) seconds: f64,
    /// The code that the program ends with.
    pub(crate) code: i32,
    /// What is said of it, in part.
    pub(crate) said: &'static str,
}

const CHECK: &[&str] = &["check", "main.route"];
const BUILD: &[&str] = &["build", "main.route", "-o", "out.routeb"];
const RUN: &[&str] = &["run", "main.route", "items.jsonl", "--summary"];
const STRICT: &[&str] = &["run", "main.route", "items.jsonl", "--summary", "--strict"];

const HEAD: &str = "language 1
entity Case { title: text, amount: decimal?, words: [text], parent: Parent? }
entity Parent { name: text, parent: Parent? }
queue cases { type record }
intake Case { \"All\": otherwise to desk_0 }
";
const DESK: &str = " {
  type record, carries Case, mode push, fallback cases
  distribution { units 10, presences [available], skills none }
  route first {
";

/// A program that is allowed, within five seconds.
const fn fine(name: &'static str, said: &'static str, write: fn(&Path) -> io::Result<()>) -> Row {
    Row { code: 0, ..row(name, said, write) }
}

/// A program that is refused within five seconds.
const fn row(name: &'static str, said: &'static str, write: fn(&Path) -> io::Result<()>) -> Row {
    Row { name, write, command: CHECK, seconds: 5.0, code: 1, said }
}

pub(crate) const ROWS: &[Row] = &[
    Row {
        seconds: 10.0,
        code: 3,
        ..row("a file of 100 MB", "larger than 32 MB", |to| many(to, "", "queue q { }\n", 8_700_000, ""))
    },
    Row {
        code: 3,
        ..row("a million rules in a workstream", "larger than 32 MB", |to| rules(to, 1_000_000, 1))
    },
    Row {
        code: 3,
        ..row("a million rules in 10,000 workstreams", "larger than 32 MB", |to| rules(to, 1_000_000, 10_000))
    },
    row("a million rules in 1,000 files", "words and signs", rules_in_files),
    fine("140,000 rules, as many as there may be", "no problems", |to| rules(to, 140_000, 1)),
    Row { command: BUILD, ..fine("140,000 rules, built", "wrote out.routeb", |to| rules(to, 140_000, 1)) },
    row("a million declarations", "declarations", |to| {
        numbered(to, "queue q", " { type record }\n", 1_000_000)
    }),
    fine("149,000 queues, as many as there may be", "no problems", |to| {
        numbered(to, "queue q", " { type record }\n", 149_000)
    }),
    fine("149,000 conditions", "no problems", |to| {
        numbered(to, "condition c", "(n: int) = n > 5\n", 149_000)
    }),
    row("149,000 duplicates", "duplicate-name", |to| {
        many(to, "language 1\n", "queue q { type record }\n", 149_000, "")
    }),
    fine("a comment of 10 MB in one line", "no problems", |to| {
        many(to, "language 1\n// ", "word ", 2_000_000, "\n")
    }),
    row("a list of 600,000 texts, a line of 6 MB", "words and signs", |to| {
        many(to, "language 1\nlist l = [", "\"a word\", ", 600_000, "\"b\"]\n")
    }),
    fine("a list of a million numbers", "no problems", |to| {
        many(to, "language 1\nlist l = [", "7, ", 1_000_000, "8]\n")
    }),
    fine("a rule that looks among a million numbers", "no problems", |to| {
        asked(to, "", [among(0..1_000_000)].into_iter())
    }),
    fine("two rules that look among 500,000 numbers each", "never reached", |to| {
        asked(to, "", [among(0..500_000), among(1..500_000)].into_iter())
    }),
    Row {
        command: BUILD,
        ..fine("100,000 numbers that meet in one place of a plain table", "wrote out.routeb", |to| {
            asked(to, "", meeting().take(100_000).map(|number| format!("number == {number}")))
        })
    },
    row("20,000 words that are not known, 60,000 that are", "unknown-value", |to| {
        let known: Vec<_> = (0..60_000).map(|at| format!("v{at}")).collect();
        let kinds = format!("enum Kind {{ {} }}\n", known.join(", "));
        asked(to, &kinds, (0..20_000).map(|at| format!("kind == x{at}")))
    }),
    row("100,000 fields, each asked", "declaration-too-large", |to| {
        let fields: Vec<_> = (0..100_000).map(|at| format!("f{at}: int")).collect();
        let other = format!("enum Kind {{ a }}\nentity Other {{ {} }}\n", fields.join(", "));
        asked(to, &other, (0..100_000).map(|at| format!("number == {at}")))
    }),
    row("100,000 round brackets", "too-deep", |to| {
        many(to, "language 1\ncondition c = ", "(", 100_000, "\n")
    }),
    row("100,000 square brackets", "too-deep", |to| many(to, "language 1\nlist l = ", "[", 100_000, "\n")),
    row("100,000 braces", "too-deep", |to| many(to, "language 1\nqueue q ", "{ ", 100_000, "\n")),
    row("a word of 64,000 letters", "unknown-word", |to| {
        many(to, "language 1\ncondition c = ", "a", 65_536, " > 1\n")
    }),
    row("`not` a million times", "double-not", |to| {
        many(to, "language 1\ncondition c = ", "not ", 1_000_000, "1 == 1\n")
    }),
    row("`1 +` a million times", "too-long", |to| {
        many(to, "language 1\ncondition c = 1", " + 1", 1_000_000, " > 1\n")
    }),
    row("lines of `#`, 30 MB", "words and signs", |to| many(to, "", "#\n", 15_000_000, "")),
    row("lines of `\"`, 30 MB", "words and signs", |to| many(to, "", "\"\n", 15_000_000, "")),
    row("`;` without end, 30 MB", "words and signs", |to| many(to, "", ";", 30_000_000, "")),
    row("2,000,000 `;`", "10000 errors", |to| many(to, "", ";", 2_000_000, "")),
    row("`,` without end, 30 MB", "words and signs", |to| many(to, "", ",", 30_000_000, "")),
    row("NUL, a million times", "control-character", |to| many(to, "language 1\n", "\0", 1_000_000, "\n")),
    row("byte order marks, a million", "foreign-character", |to| {
        many(to, "\u{feff}language 1\n", "\u{feff}", 1_000_000, "\n")
    }),
    row("a byte order mark in the middle", "foreign-character", |to| {
        many(to, "\u{feff}language 1\nqueue q ", "\u{feff}", 1, "{ type record }\n")
    }),
    row("line ends of every kind, mixed", "control-character", |to| {
        many(to, "language 1\r\n", "// a\r// b\n\r\n\u{85}\u{2028}", 100_000, "\n")
    }),
    row("marks of writing direction, a million", "direction-character", |to| {
        many(to, "language 1\n// ", "\u{202e}", 1_000_000, "\n")
    }),
    row("names with letters that look alike", "foreign-letters", |to| {
        many(to, "language 1\n", "queue саses { type record }\n", 100_000, "")
    }),
    row("half a letter at the end of 30 MB", "not-utf8", |to| {
        fs::write(to.join("main.route"), [b"x\n".repeat(15_000_000), vec![0xC3]].concat())
    }),
    row("3,000 files that import one another in a ring", "import-cycle", ring),
    row("a link out of the folder", "leads out of", link),
    row("3,000 patterns of a large size", "all patterns of the program", |to| {
        pattern(to, &(0..3_000).map(|at| format!("{at}\\\\w{{20}}")).collect::<Vec<_>>())
    }),
    row("a pattern of a million repetitions", "bad-pattern", |to| pattern(to, &["a{1000}{1000}".to_owned()])),
    row("100 patterns that are too big", "bad-pattern", |to| {
        pattern(to, &(0..100).map(|at| format!("\\\\w{{50}}{at}")).collect::<Vec<_>>())
    }),
    Row {
        command: RUN,
        ..fine("items with texts of 10 MB", "3 items: 3 decided", |to| {
            items(to, |item| format!("{{\"title\":\"{}{item}\"}}", "a".repeat(10 << 20)), 3)
        })
    },
    Row {
        command: RUN,
        ..fine("items with a million words in a list", "10 items: 10 decided", |to| {
            items(to, |_| format!("{{\"words\":[{}\"b\"]}}", "\"a\",".repeat(1_000_000)), 10)
        })
    },
    Row {
        command: RUN,
        ..row("items with a million brackets", "10 items", |to| {
            items(to, |_| format!("{{\"title\":{}", "[".repeat(1_000_000)), 10)
        })
    },
    Row {
        command: RUN,
        ..fine("links nested 100,000 deep", "10 items", |to| {
            items(to, |_| format!("{}1{}", "{\"parent\":".repeat(100_000), "}".repeat(100_000)), 10)
        })
    },
    Row {
        command: RUN,
        ..fine("keys given 500,000 times", "5 items: 5 decided", |to| {
            items(to, |_| format!("{{{}\"title\":\"b\"}}", "\"title\":\"a\",".repeat(500_000)), 5)
        })
    },
    Row {
        command: RUN,
        ..fine("a number of a million digits", "5 items: 5 decided", |to| {
            items(to, |_| format!("{{\"amount\":{}}}", "9".repeat(1_000_000)), 5)
        })
    },
    Row {
        command: STRICT,
        ..row("a number of a million digits, strictly", "5 items: 0 decided", |to| {
            items(to, |_| format!("{{\"amount\":{}}}", "9".repeat(1_000_000)), 5)
        })
    },
    Row {
        command: RUN,
        ..row("items of 17 MB", "2 items: 0 decided", |to| {
            items(to, |_| format!("{{\"title\":\"{}\"}}", "a".repeat(17 << 20)), 2)
        })
    },
];

/// A text over and over, between a beginning and an end.
fn many(to: &Path, begin: &str, text: &str, times: usize, end: &str) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(to.join("main.route"))?);
    file.write_all(begin.as_bytes())?;
    for _ in 0..times {
        file.write_all(text.as_bytes())?;
    }
    file.write_all(end.as_bytes())
}

/// Declarations with a number in their names.
fn numbered(to: &Path, begin: &str, end: &str, times: usize) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(to.join("main.route"))?);
    writeln!(file, "language 1")?;
    for at in 0..times {
        write!(file, "{begin}{at}{end}")?;
    }
    file.flush()
}

/// That many rules in so many workstreams.
fn rules(to: &Path, rules: usize, workstreams: usize) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(to.join("main.route"))?);
    file.write_all(HEAD.as_bytes())?;
    for at in 0..workstreams {
        desk(&mut file, at, rules / workstreams)?;
    }
    file.flush()
}

fn desk(file: &mut impl Write, number: usize, rules: usize) -> io::Result<()> {
    write!(file, "workstream desk_{number}{DESK}")?;
    for at in 0..rules {
        writeln!(file, "\"r{at}\":when amount=={at} and title contains \"word {at}\" to cases")?;
    }
    writeln!(file, "    otherwise to cases\n  }}\n}}")
}

/// A program with a rule for each condition, and whatever it needs besides.
fn asked(to: &Path, besides: &str, conditions: impl Iterator<Item = String>) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(to.join("main.route"))?);
    let kind = if besides.is_empty() { "bool" } else { "Kind" };
    writeln!(file, "language 1\n{besides}entity Case {{ number: int, kind: {kind}? }}")?;
    writeln!(file, "queue cases {{ type record }}\nintake Case {{ \"All\": otherwise to desk }}")?;
    write!(file, "workstream desk{DESK}")?;
    for (at, condition) in conditions.enumerate() {
        writeln!(file, "\"r{at}\": when {condition} to cases")?;
    }
    writeln!(file, "    otherwise to cases\n  }}\n}}")
}

/// The condition that a number is one of these.
fn among(numbers: std::ops::Range<u32>) -> String {
    format!("number in [{}]", numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(", "))
}

/// Numbers that all come to stand in one place of a table whose hash is a product with a constant that everybody knows.
fn meeting() -> impl Iterator<Item = u64> {
    // What the constant 0xf1357aea2e62a9c5 must be multiplied with to give 1.
    let inverse = (0..6).fold(1_u64, |known, _| {
        let product = known.wrapping_mul(0xf135_7aea_2e62_a9c5);
        known.wrapping_mul(2_u64.wrapping_sub(product))
    });
    (0..u64::MAX).map(move |at| inverse.wrapping_mul(at)).filter(|number| (1..1 << 53).contains(number))
}

fn rules_in_files(to: &Path) -> io::Result<()> {
    let mut main = HEAD.to_owned();
    for at in 0..1_000 {
        main.extend(["import \"desk_", &at.to_string(), ".route\"\n"]);
        let mut file = io::BufWriter::new(fs::File::create(to.join(format!("desk_{at}.route")))?);
        writeln!(file, "language 1")?;
        desk(&mut file, at, 1_000)?;
    }
    fs::write(to.join("main.route"), main)
}

fn ring(to: &Path) -> io::Result<()> {
    for at in 0..3_000 {
        let name = if at == 0 { "main".to_owned() } else { format!("f{at}") };
        let next = if at == 2_999 { "main".to_owned() } else { format!("f{}", at + 1) };
        fs::write(to.join(format!("{name}.route")), format!("language 1\nimport \"{next}.route\"\n"))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink("/etc/passwd", to.join("people.route"))?;
    fs::write(to.join("main.route"), "language 1\nimport \"people.route\"\n")
}

#[cfg(not(unix))]
fn link(_: &Path) -> io::Result<()> {
    Err(io::Error::other("links are made on Unix only"))
}

/// A rule for each pattern.
fn pattern(to: &Path, patterns: &[String]) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(to.join("main.route"))?);
    write!(file, "{HEAD}workstream desk_0{DESK}")?;
    for pattern in patterns {
        writeln!(file, "    when title matches \"{pattern}\" to cases")?;
    }
    writeln!(file, "    otherwise to cases\n  }}\n}}")?;
    file.flush()
}

/// A program that reads all fields, and that many items.
fn items(to: &Path, item: impl Fn(usize) -> String, many: usize) -> io::Result<()> {
    fs::write(
        to.join("main.route"),
        format!(
            "{HEAD}workstream desk_0{DESK}    when amount > 5 and words contains \"b\" to cases
    when parent.parent.name contains \"refund\" or title contains \"refund\" to cases
    otherwise to cases\n  }}\n}}\n"
        ),
    )?;
    let mut file = io::BufWriter::new(fs::File::create(to.join("items.jsonl"))?);
    for at in 0..many {
        let text = item(at);
        let text = text.strip_prefix('{').unwrap_or(&text);
        writeln!(file, "{{\"workstream\":\"desk_0\",{text}")?;
    }
    file.flush()
}
