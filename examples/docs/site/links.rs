//! Links from file to file of the repository, made links from page to page; and names of rules, made links to theirs.

use super::markdown::{anchor, is_fence, parts};
use super::{Page, Section, root};

/// A page's text with links to pages.
///
/// A link to a file that no page is made of leads to the repository on the web, if `Cargo.toml` names it, and else is no link.
///
/// # Errors
/// A link to what is not in the repository.
pub fn to_pages(text: &str, page: &Page, pages: &[Page]) -> Result<String, String> {
    let mut result = String::with_capacity(text.len());
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        in_code ^= is_fence(line);
        if in_code || is_fence(line) || line.starts_with('#') {
            result.push_str(line);
        } else {
            line_to_pages(line, page, pages, &mut result)?;
        }
    }
    Ok(result)
}

fn line_to_pages(line: &str, page: &Page, pages: &[Page], result: &mut String) -> Result<(), String> {
    let mut rest = line;
    while let Some(start) = rest.find(['`', '[']) {
        let (before, after) = rest.split_at(start);
        result.push_str(before);
        if let Some((code, behind)) = after.strip_prefix('`').and_then(|code| code.split_once('`')) {
            result.push_str(&code_to_page(code, page, pages));
            rest = behind;
        } else if let Some((text, target, behind)) = link(after) {
            result.push_str(&link_to_page(text, target, page, pages)?);
            rest = behind;
        } else {
            result.push_str(&after[..1]);
            rest = &after[1..];
        }
    }
    result.push_str(rest);
    Ok(())
}

/// `[text](target)` at the beginning, and what comes after it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (label, after) = text.strip_prefix('[')?.split_once(']')?;
    let (target, behind) = after.strip_prefix('(')?.split_once(')')?;
    Some((label, target, behind))
}

/// A piece of code, as a link where it is the name of a rule that has a page.
fn code_to_page(code: &str, page: &Page, pages: &[Page]) -> String {
    let is_rules = |other: &Page| matches!(other.section, Section::Rules(_) | Section::Codemods(_));
    let is_it = |other: &&Page| other.title == code && is_rules(other) && other.path != page.path;
    match pages.iter().find(is_it) {
        Some(other) => format!("[`{code}`]({})", relative(&page.path, &other.path)),
        None => format!("`{code}`"),
    }
}

fn link_to_page(text: &str, target: &str, page: &Page, pages: &[Page]) -> Result<String, String> {
    if target.contains("://") {
        return Ok(format!("[{text}]({target})"));
    }
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let place = if file.is_empty() { page.source.clone() } else { resolved(&page.source, file) };
    if let Some(other) = pages.iter().find(|other| other.source == place && has(other, fragment)) {
        let mark = if fragment.is_empty() { "" } else { "#" };
        return Ok(format!("[{text}]({}{mark}{fragment})", relative(&page.path, &other.path)));
    }
    if !fragment.is_empty() || !root().join(&place).exists() {
        return Err(format!("{}: the link to `{target}` leads nowhere", page.source));
    }
    match env!("CARGO_PKG_REPOSITORY") {
        "" => Ok(text.to_owned()),
        repository => Ok(format!("[{text}]({repository}/blob/HEAD/{place})")),
    }
}

/// Whether a page has this anchor; every page has the empty one.
fn has(page: &Page, fragment: &str) -> bool {
    let headings = ["#", "##", "###"].into_iter().flat_map(|level| parts(&page.text, level));
    fragment.is_empty()
        || headings.filter_map(|(heading, _)| heading).any(|heading| anchor(heading) == fragment)
}

/// A place in the repository that a file names from where it stands, or, with a slash before it, from the top.
fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = if link.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The way from one page to another.
fn relative(from: &str, to: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    format!("{up}{to}")
}
