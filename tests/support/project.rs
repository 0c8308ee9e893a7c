//! Fixture projects: folders of several Python files, which say on their lines what is found there.
//!
//! Markers are those of single fixtures. Every rule that is on by default runs, and those that a marker names. The first
//! lines of any file may set `# select: AFX104` (rules that run besides), `# roots: lib tools` (source roots) and
//! `# target: 3.8`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use asyncfix::edit::Safety;
use asyncfix::rule::{Default as OnByDefault, Options, Rule, registry};
use asyncfix::run::{Dispatch, FileReport, Fixes, Job, Noqa, Previews, Project, Request};
use asyncfix::source::{Source, SourceKind};
use asyncfix::syntax::PythonVersion;

use super::fixture::{Fixture, header};
use super::{libraries, patch, rendered};

/// A project with what the headers of its files say.
pub struct ProjectFixture {
    /// The folder's name.
    pub name: String,
    /// Its files by their paths below the folder, sorted.
    pub files: BTreeMap<PathBuf, String>,
    select: Vec<String>,
    roots: Vec<String>,
    target: PythonVersion,
}

/// In which order a run is given its files.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    /// By path.
    Sorted,
    /// By path, the last first.
    Reversed,
    /// From the middle on, then the rest.
    Rotated,
}

/// A finding: in which file, in which line, by which rule.
pub type Place = (PathBuf, u32, String);

impl ProjectFixture {
    /// Every project of the tests, sorted by name.
    pub fn all() -> Vec<ProjectFixture> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects");
        let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
            .expect("the folder of projects")
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.is_dir())
            .collect();
        folders.sort();
        folders.iter().map(|folder| ProjectFixture::read(folder)).collect()
    }

    fn read(folder: &Path) -> ProjectFixture {
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files);
        let name = folder.file_name().and_then(|name| name.to_str()).expect("in ASCII").to_owned();
        let words = |key: &str| -> Vec<String> {
            let lines = files.values().filter_map(|text| header(text, key));
            lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
        };
        let target = words("target").first().map_or(PythonVersion::PY310, |version| {
            let (major, minor) = version.split_once('.').expect("a target is `3.N`");
            (major.parse().expect("a number"), minor.parse().expect("a number")).into()
        });
        ProjectFixture { select: words("select"), roots: words("roots"), target, name, files }
    }

    /// The findings that its lines announce, sorted.
    pub fn expectations(&self) -> Vec<Place> {
        let mut all = Vec::new();
        for (path, text) in &self.files {
            for rule in registry::all() {
                let found = Fixture::expectations(rule.rule.code, text);
                all.extend(found.into_iter().map(|each| (path.clone(), each.row, rule.rule.code.to_owned())));
            }
        }
        all.sort();
        all
    }

    /// The rules that run: those on by default, and those that it names.
    fn rules(&self) -> Vec<&'static Rule> {
        let named: Vec<String> = self.expectations().into_iter().map(|(_, _, code)| code).collect();
        let is_on = |rule: &Rule| {
            rule.default == OnByDefault::On
                || named.iter().chain(&self.select).any(|code| code == rule.code || code == rule.name)
        };
        registry::all().iter().map(|entry| entry.rule).filter(|rule| is_on(rule)).collect()
    }

    /// Runs over its files, with these texts, in a checkout at `base`.
    pub fn run_at(
        &self,
        base: &Path,
        files: &BTreeMap<PathBuf, String>,
        order: Order,
        fixes: Fixes,
    ) -> Vec<FileReport> {
        let dispatch = Dispatch::new(self.rules());
        let mut paths: Vec<&PathBuf> = files.keys().collect();
        match order {
            Order::Sorted => {}
            Order::Reversed => paths.reverse(),
            Order::Rotated => {
                let middle = paths.len() / 2;
                paths.rotate_left(middle);
            }
        }
        let jobs: Vec<Job> = paths
            .into_iter()
            .map(|path| Job {
                path: path.clone(),
                absolute: base.join(path),
                text: Some(
                    Source::from_bytes(path.clone(), SourceKind::Python, files[path].as_bytes().to_vec())
                        .expect("fixtures are UTF-8"),
                ),
                enabled: vec![true; dispatch.len()],
                options: Options { target: self.target, ..Options::default() },
                request: Request { fixes, noqa: Noqa::Honoured, previews: Previews::Edits },
            })
            .collect();
        let project = Project {
            dispatch: &dispatch,
            libraries: libraries(),
            roots: self.roots.iter().map(|root| base.join(root)).collect(),
            base: base.to_owned(),
            cache: None,
        };
        let mut reports = asyncfix::run::run(&project, &jobs, &|| ()).reports;
        reports.sort_by(|one, other| one.path.cmp(&other.path));
        reports
    }

    /// Runs over its files as they are.
    pub fn run(&self, fixes: Fixes) -> Vec<FileReport> {
        self.run_at(Path::new("/project"), &self.files, Order::Sorted, fixes)
    }

    /// The texts that fixes which are at least this safe make of these.
    pub fn repaired(&self, files: &BTreeMap<PathBuf, String>, least: Safety) -> BTreeMap<PathBuf, String> {
        let mut repaired = files.clone();
        for report in self.run_at(Path::new("/project"), files, Order::Sorted, Fixes::Apply(least)) {
            let problems: Vec<&str> =
                report.problems.iter().map(|problem| problem.message.as_str()).collect();
            assert!(problems.is_empty(), "{}: {}: {problems:?}", self.name, report.path.display());
            if let Some(rewrite) = report.rewrite {
                repaired.insert(report.path, String::from_utf8(rewrite.after).expect("fixtures are UTF-8"));
            }
        }
        repaired
    }
}

/// The findings of some reports, sorted.
pub fn places(reports: &[FileReport]) -> Vec<Place> {
    let mut all: Vec<Place> = reports
        .iter()
        .flat_map(|report| {
            let of_file = |code: &str, row| (report.path.clone(), row, code.to_owned());
            report.findings.iter().map(move |finding| of_file(finding.rule.code, finding.start.row))
        })
        .collect();
    all.sort();
    all
}

/// All that a user reads of some reports.
pub fn rendered_all(reports: &[FileReport]) -> String {
    reports.iter().map(rendered).collect()
}

/// The patches of some reports, one after another.
pub fn patches(reports: &[FileReport]) -> String {
    reports.iter().map(patch).collect()
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|end| end == "py") {
            let below = path.strip_prefix(root).expect("below the folder").to_owned();
            files.insert(below, std::fs::read_to_string(&path).expect("fixtures are UTF-8"));
        }
    }
}
