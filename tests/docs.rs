//! The documentation site: each rule and codemod has a page with its example and what asyncfix makes of it, and what is built of
//! the pages is whole, can be searched, and asks no other server for anything.

#[path = "../examples/docs/site/mod.rs"]
mod site;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use asyncfix::rule::{Default, registry};
use site::{Page, Section};

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| site::pages().expect("the pages are whole"));

#[test]
fn each_rule_has_a_page() {
    for entry in registry::all() {
        let (name, rule) = (entry.rule.name, entry.rule);
        let page =
            PAGES.iter().find(|page| page.title == name).unwrap_or_else(|| panic!("{name} has no page"));
        let default = if rule.default == Default::On { " | on | " } else { " | off | " };
        for wanted in [rule.code, entry.family, entry.summary(), default].iter().chain(rule.aliases) {
            assert!(page.text.contains(wanted), "{name}: its page says nothing of {wanted}");
        }
        for heading in entry.page.lines().filter(|line| line.starts_with("## ")) {
            assert!(page.text.contains(heading), "{name}: its page has no {heading}");
        }
        assert_eq!(
            page.text.contains("```diff"),
            rule.safety.is_some(),
            "{name}: a patch where there is a fix"
        );
    }
}

#[test]
fn pages_have_places_of_their_own() {
    let mut paths: Vec<&str> = PAGES.iter().map(|page| page.path.as_str()).collect();
    paths.sort_unstable();
    assert!(paths.is_sorted_by(|first, second| first < second), "{paths:?}");
    assert!(PAGES.iter().all(|page| root().join(&page.source).exists()));
    let overviews = |section: &Section| matches!(section, Section::Rules(None) | Section::Codemods(None));
    assert_eq!(PAGES.iter().filter(|page: &&Page| overviews(&page.section)).count(), 2);
}

#[test]
fn links_lead_from_page_to_page() {
    let page = |path: &str, source: &str, text: &str| Page {
        path: path.to_owned(),
        title: path.to_owned(),
        source: source.to_owned(),
        text: text.to_owned(),
        section: Section::Guide,
    };
    let written = |text: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let pages =
            [page("in/own.md", "docs/own.md", text), page("security.md", "SECURITY.md", "# A word\n")];
        site::write(folder.path(), &pages)?;
        Ok(std::fs::read_to_string(folder.path().join("docs/in/own.md")).expect("it is written"))
    };
    let same = Ok("[there](../security.md#a-word) and `[code](x)`\n".to_owned());
    assert_eq!(written("[there](../SECURITY.md#a-word) and `[code](x)`"), same);
    let web = "<https://example.org> [web](https://example.org)\n";
    assert_eq!(written(web), Ok(web.to_owned()));
    for nowhere in ["[x](NOWHERE.md)", "[x](../SECURITY.md#nowhere)", "[x](#nowhere)"] {
        let told: Result<String, String> = written(nowhere);
        assert!(told.is_err_and(|told| told.contains("leads nowhere")), "{nowhere}");
    }
}

#[test]
fn the_site_is_whole() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in the target folder");
    let sources = target.join("site-src");
    site::write(&sources, &PAGES).expect("all links lead somewhere");
    let python = std::env::var("ASYNCFIX_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let built = Command::new(python)
        .arg(root().join("docs/build.py"))
        .args([Path::new("--sources"), &sources, Path::new("--target"), target])
        .output()
        .expect("it starts");
    let told = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "mkdocs says:\n{told}");
    let site = target.join("site");
    let index = std::fs::read_to_string(site.join("search/search_index.json")).expect("it can be searched");
    for entry in registry::all() {
        let wanted = format!("\"title\":\"{}\"", entry.rule.name);
        assert!(index.contains(&wanted), "{} is not found", entry.rule.name);
        assert!(index.contains(entry.rule.code), "{} is not found", entry.rule.code);
    }
    for page in files(&site, "html") {
        let text = std::fs::read_to_string(&page).expect("pages are UTF-8");
        let asked = text.split('<').find(|tag| {
            let asks = ["script", "link", "img", "iframe"].iter().any(|name| tag.starts_with(name));
            asks && tag.contains("//") && !tag.starts_with("link rel=\"canonical\"")
        });
        assert_eq!(asked, None, "{} asks another server", page.display());
    }
}

fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.extension().is_some_and(|own| own == end) {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
