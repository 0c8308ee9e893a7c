//! How often each rule found something, the most frequent first.

use std::cmp::Reverse;
use std::fmt::Write;

use serde::Serialize;

use super::{Format, Summary, text};
use crate::edit::Safety;

#[derive(Serialize)]
struct Row {
    code: &'static str,
    name: &'static str,
    count: u32,
    fixable: bool,
    fixable_count: u32,
    #[serde(skip)]
    marker: &'static str,
}

/// The table of `--statistics`: lines of `count`, `code` and `[*] name`, or in JSON an array in ruff's shape. Fixable is what has
/// a fix of the safety `least`, or a safer one.
pub fn statistics(format: Format, least: Safety, summary: &Summary) -> String {
    let rows = rows(least, summary);
    if format == Format::Json {
        let json = text::neutral_json(serde_json::to_string_pretty(&rows).expect("rows have string keys"));
        return json + "\n";
    }
    let width = rows.iter().map(|row| row.code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for Row { code, name, count, marker, .. } in rows {
        writeln!(text, "{count}\t{code:width$}\t{marker} {name}").expect("writing to a string");
    }
    text
}

fn rows(least: Safety, summary: &Summary) -> Vec<Row> {
    let counts = summary.rules.values().filter(|counts| counts.left > 0);
    let mut rows: Vec<Row> = counts
        .map(|counts| Row {
            code: counts.rule.code,
            name: counts.rule.name,
            count: counts.left,
            fixable: counts.fixable(least) > 0,
            fixable_count: counts.fixable(least),
            marker: match (counts.safe, counts.risky) {
                (0, 0) => "[ ]",
                (0, _) => "[-]",
                (_, _) => "[*]",
            },
        })
        .collect();
    if summary.syntax_errors > 0 {
        rows.push(Row {
            code: "invalid-syntax",
            name: "invalid-syntax",
            count: summary.syntax_errors,
            fixable: false,
            fixable_count: 0,
            marker: "[ ]",
        });
    }
    rows.sort_by_key(|row| (Reverse(row.count), row.code));
    rows
}
