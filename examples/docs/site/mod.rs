//! The documentation site as a tree of Markdown for mkdocs: a page for each rule and codemod from its head, and the
//! project's own Markdown files, the README cut into pages. Nothing of it is written by hand twice.
//!
//! A page is text in Markdown whose links are places in the *repository*, as they are in the files that it comes from.
//! [`links`] makes places of the *site* of them when the page is written, so a page links to `SECURITY.md` or to
//! `src/rules/blocking/blocking_sleep.rs`, and the reader comes to the page that was made of it.

mod catalog;
mod guides;
mod links;
mod markdown;
mod navigation;
mod rules;

use std::path::{Path, PathBuf};

/// A page of the site.
pub struct Page {
    /// Its place below the site's folder of Markdown: `rules/blocking-sleep.md`.
    pub path: String,
    /// Its title in the navigation.
    pub title: String,
    /// The file or folder of the repository that it is made of, from which its links count, and that links to it name.
    pub source: String,
    /// Markdown.
    pub text: String,
    /// The part of the navigation it stands in.
    pub section: Section,
}

/// A part of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Section {
    /// How to use asyncfix.
    Guide,
    /// The rules, by the title of their family; the overview has none.
    Rules(Option<String>),
    /// The codemods, by their pack; the overview has none.
    Codemods(Option<String>),
    /// About the project.
    Project,
}

/// Writes `mkdocs.yml` and the pages into a folder, in place of what is there.
///
/// # Errors
/// A link that leads nowhere, a file that cannot be written.
pub fn write(folder: &Path, pages: &[Page]) -> Result<(), String> {
    let docs = folder.join("docs");
    if docs.exists() {
        std::fs::remove_dir_all(&docs).map_err(|error| failed(&docs, "cannot be emptied", &error))?;
    }
    for page in pages {
        let text = links::to_pages(&markdown::for_mkdocs(&page.text), page, pages)?;
        save(&docs.join(&page.path), &text)?;
    }
    save(&docs.join("wide.css"), navigation::STYLE)?;
    save(&folder.join("mkdocs.yml"), &navigation::configuration(pages))
}

/// All pages, in the order of the navigation.
///
/// # Errors
/// An example in which nothing is found, a file that cannot be read.
pub fn pages() -> Result<Vec<Page>, String> {
    let mut pages = guides::readme()?;
    pages.extend(rules::pages()?);
    pages.extend(catalog::pages()?);
    pages.extend(guides::files()?);
    Ok(pages)
}

/// A file of the repository.
fn read(path: &str) -> Result<String, String> {
    let full = root().join(path);
    std::fs::read_to_string(&full).map_err(|error| failed(&full, "cannot be read", &error))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().expect("a page lies in a folder");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| failed(path, "cannot be written", &error))
}

fn failed(path: &Path, what: &str, error: &std::io::Error) -> String {
    format!("{} {what}: {error}", path.display())
}
