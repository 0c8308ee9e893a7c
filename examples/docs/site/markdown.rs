//! Markdown as GitHub reads it, made into Markdown as mkdocs reads it, and the pieces of which pages are put together.

/// Where two readers of Markdown differ: a list needs an empty line before it, and a bar inside of a table's code needs
/// no backslash.
pub fn for_mkdocs(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut in_code = false;
    let mut previous = "";
    for line in text.lines() {
        if is_fence(line) {
            in_code = !in_code;
        } else if !in_code {
            if is_item(line) && !previous.is_empty() && !is_item(previous) && !previous.starts_with(' ') {
                result.push('\n');
            }
            previous = line;
            if line.starts_with('|') {
                result.push_str(&without_escaped_bars(line));
                result.push('\n');
                continue;
            }
        }
        result.push_str(line);
        result.push('\n');
    }
    result
}

/// Whether a line opens or closes a block of code.
pub fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// A block of code.
pub fn code(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// A heading's anchor, as GitHub and mkdocs agree on it.
pub fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().trim().replace(' ', "-")
}

/// The parts of a text that begin with a heading of this level, with the heading; what comes before is the first part,
/// without one.
pub fn parts<'a>(text: &'a str, level: &str) -> Vec<(Option<&'a str>, &'a str)> {
    let mark = format!("{level} ");
    let mut starts = vec![(0, None, 0)];
    let (mut in_code, mut offset) = (false, 0);
    for line in text.split_inclusive('\n') {
        if is_fence(line) {
            in_code = !in_code;
        } else if let (false, Some(heading)) = (in_code, line.strip_prefix(&mark)) {
            starts.push((offset, Some(heading.trim()), offset + line.len()));
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]);
    starts.iter().zip(ends).map(|((_, heading, body), end)| (*heading, &text[*body..end])).collect()
}

/// A text with its headings one level up: what was a section is a page.
pub fn raised(text: &str) -> String {
    let mut in_code = false;
    let mut result = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        in_code ^= is_fence(line);
        let is_heading = !in_code && line.starts_with("##");
        result.push_str(if is_heading { &line[1..] } else { line });
    }
    result
}

fn is_item(line: &str) -> bool {
    let start = line.trim_start();
    start.starts_with("- ") || start.starts_with("* ")
}

fn without_escaped_bars(line: &str) -> String {
    let pieces = line.split('`').enumerate();
    let mended = pieces.map(
        |(index, piece)| {
            if index % 2 == 1 { piece.replace("\\|", "|") } else { piece.to_owned() }
        },
    );
    mended.collect::<Vec<_>>().join("`")
}
