//! Pages made of the project's own Markdown files: the README, a page for each of its sections, and the others.

use std::fmt::Write as _;

use asyncfix::cli::args::Cli;
use clap::CommandFactory as _;

use super::markdown::{anchor, code, parts, raised};
use super::{Page, Section, read};

/// Sections of the README that stay together on the first page.
const HOME: &[&str] = &["Try it", "What a fix promises", "Speed", "More"];

/// Sections of the README with the place and the title of their pages, where these are not the heading's own.
const PAGES: &[(&str, &str, &str)] = &[
    ("Use", "cli.md", "Command line"),
    ("Rules", "rules/index.md", "Overview"),
    ("Codemods: your own rewrites", "writing-codemods.md", "Writing codemods"),
];

/// Other files with the place and the title of their pages.
const FILES: &[(&str, &str, &str)] = &[
    ("SECURITY.md", "security.md", "Security"),
    ("CHANGELOG.md", "changelog.md", "Changes"),
    ("CONTRIBUTING.md", "contributing.md", "Contributing"),
    ("docs/coverage.md", "coverage.md", "Coverage"),
    ("benches/README.md", "benchmarks.md", "Benchmarks"),
];

/// The pages of the README, but for its list of rules.
pub fn readme() -> Result<Vec<Page>, String> {
    let text = read("README.md")?;
    let mut home = String::new();
    let mut others = Vec::new();
    for (heading, body) in parts(&text, "##") {
        match heading {
            None => home.push_str(body),
            Some(heading) if HOME.contains(&heading) => {
                write!(home, "## {heading}\n{body}").expect("a string takes all text");
            }
            Some("Rules") => {}
            Some(heading) => others.push(section(heading, body)?),
        }
    }
    let mut pages = vec![guide("index.md", "Getting started", home)];
    pages.extend(others);
    Ok(pages)
}

/// What the README says of rules, apart from the table of them.
pub fn about_rules() -> Result<String, String> {
    let text = read("README.md")?;
    let (_, body) = parts(&text, "##")
        .into_iter()
        .find(|(heading, _)| *heading == Some("Rules"))
        .ok_or("README.md has no section `Rules`")?;
    let (_, after) = body.split_once("<!-- /rules -->").ok_or("README.md has no table of rules")?;
    Ok(raised(after))
}

/// The pages of other files.
pub fn files() -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    for (source, path, title) in FILES {
        pages.push(project(source, path, title, read(source)?));
    }
    let licence = format!("# Licence\n\n{}", code("text", &read("LICENSE")?));
    pages.push(project("LICENSE", "licence.md", "Licence", licence));
    Ok(pages)
}

/// A page of a section of the README. One that is not known yet gets a page of its own.
fn section(heading: &str, body: &str) -> Result<Page, String> {
    let known = PAGES.iter().find(|(known, ..)| *known == heading);
    let (path, title) = match known {
        Some((_, path, title)) => ((*path).to_owned(), *title),
        None => (format!("{}.md", anchor(heading)), heading),
    };
    let mut text = format!("# {heading}\n{}", raised(body));
    if path == "cli.md" {
        text.push_str(&help());
    }
    if path.trim_end_matches(".md").is_empty() {
        return Err(format!("README.md: the heading `{heading}` has no letters"));
    }
    Ok(guide(&path, title, text))
}

/// What `--help` prints, for the command and each of its subcommands.
fn help() -> String {
    let mut command = Cli::command();
    command.build();
    let mut text = format!("\n## Help\n\n{}", printed(&mut command));
    for subcommand in command.get_subcommands_mut() {
        let name = subcommand.get_name().to_owned();
        write!(text, "\n### asyncfix {name}\n\n{}", printed(subcommand)).expect("a string takes all text");
        for inner in subcommand.get_subcommands_mut() {
            write!(text, "\n{}", printed(inner)).expect("a string takes all text");
        }
    }
    text
}

fn printed(command: &mut clap::Command) -> String {
    code("text", &command.render_long_help().to_string())
}

fn guide(path: &str, title: &str, text: String) -> Page {
    let (path, title) = (path.to_owned(), title.to_owned());
    Page { path, title, source: "README.md".to_owned(), text, section: Section::Guide }
}

fn project(source: &str, path: &str, title: &str, text: String) -> Page {
    let (source, path, title) = (source.to_owned(), path.to_owned(), title.to_owned());
    Page { path, title, source, text, section: Section::Project }
}
