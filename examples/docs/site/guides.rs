//! Pages made of the project's own Markdown files: the README, a page for each of its sections, and the others.

use std::fmt::Write as _;

use asyncfix::cli::args::Cli;
use clap::CommandFactory as _;

use super::markdown::{anchor, code, parts, raised};
use super::{Page, Section, read};

/// Pages of several sections of the README, or called by another title than the heading's own: the place, the title in the
/// navigation, the sections in the order of the page. Any other section is a page of its own.
const PAGES: &[(&str, &str, &[&str])] = &[
    ("index.md", "Getting started", &["Try it", "Speed", "More"]),
    ("cli.md", "Command line", &["Use"]),
    ("writing-codemods.md", "Writing codemods", &["Codemods: your own rewrites"]),
    ("trust.md", "Trust", &["What a fix promises", "Trust"]),
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
    let mut pages: Vec<Page> = Vec::new();
    for (heading, body) in parts(&text, "##") {
        let (path, title) = place(heading);
        match pages.iter_mut().find(|page| page.path == path) {
            _ if heading == Some("Rules") => {}
            Some(page) => {
                write!(page.text, "## {}\n{body}", heading.unwrap_or_default())
                    .expect("a string takes all text");
            }
            None => {
                let text = heading
                    .map_or_else(|| body.to_owned(), |heading| format!("# {heading}\n{}", raised(body)));
                pages.push(guide(&path, title, text));
            }
        }
    }
    let command_line = pages.iter_mut().find(|page| page.path == "cli.md");
    command_line.ok_or("README.md has no section `Use`")?.text.push_str(&help());
    Ok(pages)
}

/// The place of a section's page and its title; what comes before all sections is on the first page.
fn place(heading: Option<&str>) -> (String, &str) {
    let Some(heading) = heading else { return (PAGES[0].0.to_owned(), PAGES[0].1) };
    let known = PAGES.iter().find(|(.., headings)| headings.contains(&heading));
    known.map_or_else(
        || (format!("{}.md", anchor(heading)), heading),
        |(path, title, _)| ((*path).to_owned(), *title),
    )
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

/// What `--help` prints in a wide terminal, for the command and each of its subcommands.
fn help() -> String {
    let mut command = Cli::command().term_width(100);
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
