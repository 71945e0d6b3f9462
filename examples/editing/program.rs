//! A program as large as they come: 10,000 rules over 50 files.

use std::collections::BTreeMap;
use std::fmt::Write;

/// How many files have rules; one more has what they share.
const DESKS: usize = 49;
const RULESETS: usize = 4;
const RULES: usize = 31;
const ROUTES: usize = 80;

/// The files by name; `main.route` imports the others.
pub(crate) fn files() -> Result<BTreeMap<String, String>, std::fmt::Error> {
    let mut files = BTreeMap::new();
    files.insert("main.route".to_owned(), shared()?);
    for desk in 0..DESKS {
        files.insert(format!("desk_{desk:02}.route"), desk_file(desk)?);
    }
    Ok(files)
}

/// How many rules the program has.
pub(crate) fn rules() -> usize {
    DESKS * (RULESETS * RULES + ROUTES + 1)
}

fn shared() -> Result<String, std::fmt::Error> {
    let mut text = "language 1\n\n".to_owned();
    for desk in 0..DESKS {
        writeln!(text, "import \"desk_{desk:02}.route\"")?;
    }
    text.push_str(
        "\nenum Tier { bronze, silver, gold, platinum }\nenum Priority { low, normal, high }\n\
         enum Product { phone, broadband, tv, billing, mobile, hardware }\n\n\
         entity Customer { name: text, tier: Tier = bronze, country: text, since: date? }\n\n\
         entity Case {\n  title: text\n  product: Product?\n  amount: decimal = 0\n  opened: instant\n  \
         customer: Customer?\n  priority: Priority = normal\n  severity: int = 3\n}\n\n\
         rating stars { levels 1..5 }\n",
    );
    for skill in 0..40 {
        writeln!(text, "skill skill_{skill:02} \"Skill {skill}\" {{ rating stars }}")?;
    }
    text.push_str("\nprofile vip_load { limit 2 }\n\nhours office {\n  zone \"Europe/Paris\"\n  mon..fri 08:00..18:00\n}\n\n");
    for at in 0..40 {
        writeln!(
            text,
            "condition worth_{at:02}(what: Case) = what.amount >= {} and what.severity <= {}",
            at * 100,
            1 + at % 5
        )?;
    }
    Ok(text)
}

fn desk_file(desk: usize) -> Result<String, std::fmt::Error> {
    let mut text = format!("language 1\n\n// The desk of region {desk}.\n\n");
    for queue in 0..4 {
        writeln!(
            text,
            "queue desk_{desk:02}_{queue} \"Desk {desk}, line {queue}\" {{ type record, priority {} }}",
            queue + 1
        )?;
    }
    writeln!(text, "\n/// Everything of region {desk}.\nworkstream stream_{desk:02} \"Region {desk}\" {{")?;
    writeln!(text, "  type     record\n  carries  Case\n  mode     push\n  fallback desk_{desk:02}_0\n")?;
    writeln!(text, "  context {{\n    language: text?\n    cart:     decimal?\n  }}\n")?;
    for ruleset in 0..RULESETS {
        writeln!(text, "  classify set_{ruleset} \"Set {ruleset}\" first {{")?;
        for rule in 0..RULES {
            classify_rule(&mut text, desk, ruleset, rule)?;
        }
        writeln!(text, "  }}\n")?;
    }
    writeln!(text, "  route first {{")?;
    for rule in 0..ROUTES {
        route_rule(&mut text, desk, rule)?;
    }
    writeln!(text, "    \"Rest\": otherwise to desk_{desk:02}_0\n  }}\n")?;
    writeln!(
        text,
        "  distribution {{\n    units     10\n    presences [available]\n    skills    exact\n  }}\n}}\n"
    )?;
    writeln!(
        text,
        "test \"Region {desk}: the rest\" {{\n  given stream_{desk:02} {{ title \"none\", opened 2026-01-05T10:00Z }}\n  expect queue == desk_{desk:02}_0\n}}"
    )?;
    Ok(text)
}

fn classify_rule(text: &mut String, desk: usize, ruleset: usize, rule: usize) -> std::fmt::Result {
    let number = desk * 1000 + ruleset * 100 + rule;
    let skill = (desk * 7 + rule) % 40;
    let condition = match rule % 4 {
        0 => format!("title contains \"word{number}\" and amount >= {number}"),
        1 => {
            format!("product == {} and severity == {} and cart > {number}", one_of(&PRODUCTS, rule), rule % 9)
        }
        2 => format!("worth_{:02}(item) and amount < {number}", rule % 40),
        _ => format!("customer.tier in [gold, platinum] and customer.country == \"C{number}\""),
    };
    writeln!(text, "    \"Rule {number}\":\n      when {condition}")?;
    match ruleset {
        0 => writeln!(text, "      set priority = high"),
        1 => writeln!(text, "      set severity = {}", rule % 5),
        2 => writeln!(text, "      require skill_{skill:02} >= {}", 1 + rule % 5),
        _ => writeln!(text, "      hold vip_load"),
    }
}

fn route_rule(text: &mut String, desk: usize, rule: usize) -> std::fmt::Result {
    let number = desk * 1000 + rule;
    let tier = one_of(&["bronze", "silver", "gold", "platinum"], rule);
    writeln!(
        text,
        "    \"To {number}\": when title contains \"to{number}\" and customer.tier >= {tier} to desk_{desk:02}_{}",
        rule % 4
    )
}

const PRODUCTS: [&str; 6] = ["phone", "broadband", "tv", "billing", "mobile", "hardware"];

fn one_of(words: &[&'static str], at: usize) -> &'static str {
    words.iter().cycle().nth(at % words.len()).copied().unwrap_or_default()
}
