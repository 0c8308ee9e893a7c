//! `mkdocs.yml`: how the site looks and what its navigation has.

use std::fmt::Write as _;

use super::{Page, Section};

/// What does not depend on the pages. Nothing is asked of other servers: no fonts, no scripts.
const HEAD: &str = r#"site_name: asyncfix
site_description: Finds what makes async Python code wrong or slow, and repairs it
docs_dir: docs
extra_css: [wide.css]
theme:
  name: material
  font: false
  icon:
    logo: material/sync
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: indigo
      toggle: {icon: material/weather-night, name: Dark colours}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: indigo
      toggle: {icon: material/weather-sunny, name: Light colours}
  features:
    - navigation.tabs
    - navigation.top
    - navigation.indexes
    - search.highlight
    - content.code.copy
plugins:
  - search
markdown_extensions:
  - attr_list
  - tables
  - pymdownx.highlight
  - pymdownx.superfences
  - toc: {permalink: true}
validation:
  omitted_files: warn
  absolute_links: warn
  unrecognized_links: warn
  anchors: warn
"#;

/// Tables have many columns: all pages are wider than the theme has them.
pub const STYLE: &str = ".md-grid { max-width: 80rem; }\n";

/// The settings of the site with all pages.
pub fn configuration(pages: &[Page]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("nav:\n");
    let is_rule = |page: &&Page| matches!(page.section, Section::Rules(_));
    let is_codemod = |page: &&Page| matches!(page.section, Section::Codemods(_));
    section(&mut text, "Guide", pages.iter().filter(|page| page.section == Section::Guide));
    section(&mut text, "Rules", pages.iter().filter(is_rule));
    section(&mut text, "Codemods", pages.iter().filter(is_codemod));
    section(&mut text, "Project", pages.iter().filter(|page| page.section == Section::Project));
    text
}

fn section<'a>(text: &mut String, title: &str, pages: impl Iterator<Item = &'a Page>) {
    line(text, 1, title, "");
    let mut group: Option<&str> = None;
    for page in pages {
        let own = match &page.section {
            Section::Rules(group) | Section::Codemods(group) => group.as_deref(),
            Section::Guide | Section::Project => None,
        };
        if own != group {
            group = own;
            line(text, 2, own.unwrap_or_default(), "");
        }
        line(text, if own.is_some() { 3 } else { 2 }, &page.title, &page.path);
    }
}

fn line(text: &mut String, depth: usize, title: &str, path: &str) {
    let indent = "  ".repeat(depth);
    // Strings of JSON are strings of YAML.
    let title = serde_json::to_string(title).expect("a string is JSON");
    writeln!(text, "{indent}- {title}: {path}").expect("a string takes all text");
}
