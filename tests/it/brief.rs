//! Values in brief and rules at a glance: nothing that does not fit is decided otherwise.

use super::index::{assert_matched, matched, program, program_with_field, rules, same};

/// The ends of 32 bits and of 64, and their neighbours, as whole numbers.
const EDGES: [i64; 15] = [
    i64::MIN + 2,
    -2_147_483_650,
    -2_147_483_649,
    -2_147_483_648,
    -2_147_483_647,
    -2_147_483_646,
    -1,
    0,
    1,
    2_147_483_646,
    2_147_483_647,
    2_147_483_648,
    2_147_483_649,
    4_294_967_296,
    i64::MAX,
];

fn at_the_edges() -> Vec<String> {
    let numbers = EDGES.iter().map(|number| format!("\"number\":{number}"));
    numbers.chain(["\"number\":null".to_owned(), "\"note\":\"x\"".to_owned()]).collect()
}

#[test]
fn whole_numbers_beyond_32_bits_are_told_apart() {
    let signs = ["==", "!=", ">=", "<=", ">", "<"];
    let one = |n: usize| format!("number {} {}", signs[n % 6], EDGES[n / 6 % EDGES.len()]);
    // Few rules are asked one after the other, many are looked up.
    for many in [42, 90] {
        let bundle = program("", "", "all", &rules(many, one));
        let items = at_the_edges();
        let decided = same(&bundle, &items.iter().map(String::as_str).collect::<Vec<_>>());
        for (number, line) in EDGES.iter().zip(&decided) {
            let holds = |n: usize| {
                let edge = EDGES[n / 6 % EDGES.len()];
                [
                    *number == edge,
                    *number != edge,
                    *number >= edge,
                    *number <= edge,
                    *number > edge,
                    *number < edge,
                ][n % 6]
            };
            let wanted: Vec<_> = (0..many).filter(|n| holds(*n)).map(|n| format!("R{n}")).collect();
            assert_eq!(matched(line), wanted, "{number}");
        }
    }
}

#[test]
fn what_must_not_be_holds_of_missing_values_too() {
    let one = |n: usize| match n % 4 {
        0 => format!("other >= {n} and not (number == 5)"),
        1 => format!("other >= {n} and not (number in 3..9)"),
        2 => format!("other >= {n} and not (customer.tier in [silver, gold])"),
        _ => format!("other >= {n} and not (customer.country == \"FR\")"),
    };
    for many in [8, 80] {
        let bundle = program("", "", "all", &rules(many, one));
        assert_matched(&bundle, r#""other":3,"number":5,"customer":{"tier":"gold","country":"fr"}"#, &[]);
        assert_matched(
            &bundle,
            r#""other":3,"number":4,"customer":{"tier":"bronze","country":"De"}"#,
            &["R0", "R2", "R3"],
        );
        assert_matched(&bundle, r#""other":3,"customer":{}"#, &["R0", "R1", "R2", "R3"]);
        assert_matched(&bundle, r#""other":3"#, &["R0", "R1", "R2", "R3"]);
    }
}

#[test]
fn enums_of_64_values_and_more_are_told_apart_to_the_last() {
    let values: Vec<_> = (0..70).map(|value| format!("v{value}")).collect();
    let declared = format!("enum Many {{ {} }}\n", values.join(", "));
    let classify = "  classify kinds first {\n    \"K\": when note == \"x\" set found = \"y\"\n  }";
    let route =
        rules(60, |n| format!("kind in [v{n}, v{}, v{}] and not (kind in [v63, v{}])", n + 3, n + 9, n + 1));
    let text = program_with_field(&declared, "kind: Many?", classify, "all", &route);
    for value in [0, 3, 9, 61, 62, 63, 64, 68, 69] {
        same(&text, &[&format!("\"kind\":\"v{value}\"")]);
    }
    assert_matched(&text, r#""kind":"v63""#, &[]);
    assert_matched(&text, r#""kind":"v62""#, &["R53", "R59"]);
    assert_matched(&text, r#""kind":null"#, &[]);
}

#[test]
fn more_tests_than_a_glance_takes_in_are_all_asked() {
    let one = |n: usize| {
        format!(
            "number == {n} and amount > 1 and other in 2..8 and customer.tier in [bronze, gold] and day >= 2026-01-01 \
             and not (customer.city == \"Rome\") and customer.country in [\"fr\", \"de\"] and note contains \"x\" \
             and (message contains \"a\" or message contains \"b\") and found is missing"
        )
    };
    let whole = [
        ("number", "7"),
        ("amount", "2"),
        ("other", "8"),
        ("day", "\"2026-01-01\""),
        ("note", "\"tax\""),
        ("message", "\"B\""),
        ("customer", "{\"tier\":\"gold\",\"country\":\"DE\",\"city\":\"Bonn\"}"),
    ];
    let body = |changed: &[(&str, &str)]| {
        let value = |name: &str, usual: &str| {
            changed.iter().find(|(other, _)| *other == name).map_or(usual, |(_, value)| *value).to_owned()
        };
        let fields: Vec<_> =
            whole.iter().map(|(name, usual)| format!("\"{name}\":{}", value(name, usual))).collect();
        fields.join(",")
    };
    for many in [10, 70] {
        let bundle = program("", "", "all", &rules(many, one));
        assert_matched(&bundle, &body(&[]), &["R7"]);
        for (name, value) in [
            ("amount", "1"),
            ("other", "9"),
            ("other", "null"),
            ("day", "\"2025-12-31\""),
            ("note", "\"none\""),
            ("message", "\"c\""),
            ("customer", "{\"tier\":\"silver\",\"country\":\"DE\"}"),
            ("customer", "{\"tier\":\"gold\",\"country\":\"IT\"}"),
            ("customer", "{\"tier\":\"gold\",\"country\":\"DE\",\"city\":\"rome\"}"),
            ("customer", "null"),
        ] {
            assert_matched(&bundle, &body(&[(name, value)]), &[]);
        }
        assert_matched(&bundle, &format!("{},\"found\":\"f\"", body(&[])), &[]);
    }
}

#[test]
fn points_in_time_a_microsecond_apart_are_told_apart() {
    let one = |n: usize| {
        format!("opened >= 2026-03-01T00:00:{:02}Z and opened < 2026-03-01T00:00:{:02}Z", n % 59, n % 59 + 1)
    };
    for many in [40, 59] {
        let bundle = program("", "", "all", &rules(many, one));
        assert_matched(&bundle, r#""opened":"2026-03-01T00:00:07Z""#, &["R7"]);
        assert_matched(&bundle, r#""opened":"2026-03-01T00:00:07.999999Z""#, &["R7"]);
        assert_matched(&bundle, r#""opened":"2026-03-01T00:00:08.000001Z""#, &["R8"]);
        assert_matched(&bundle, r#""opened":"9999-12-31T23:59:59Z""#, &[]);
        assert_matched(&bundle, r#""opened":"1900-01-01T00:00:00Z""#, &[]);
        assert_matched(&bundle, r#""opened":null"#, &[]);
    }
}
