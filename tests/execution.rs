//! Every fix is executed: scenarios under `tests/execution/scenarios` run under CPython before and after their fix. The
//! instruments (`tests/execution/instruments`) must see the defect before and not after, and everything else must be equal: what
//! is printed, in its order, how the program ends, and that it can be cancelled wherever it waits.
//!
//! A scenario is called after its rule, `blocking_sleep.what.py`. Its first lines may set:
//!
//! - `# defect: blocked` what the instruments call it: `blocked`, `never awaited`, `never retrieved`, `lost task`, `deprecated`,
//!   `failing callback`, `survives cancellation`, `uses asyncio.TimeoutError` (an attribute that the program takes); several after
//!   `;`. `none` where the fix changes nothing that runs
//! - `# raises: TypeError` that the defect is an exception; after the fix the program returns
//! - `# after: text` a line printed after the fix, where it is the printed result that is wrong before
//! - `# safety: unsafe` which fixes are applied; safe ones if nothing is said
//! - `# on: asyncio trio anyio` the libraries it is run for, by putting the name in place of `asyncio`
//! - `# later: 3.14` the Python that the interpreter behaves like; `# target: 3.14` the one the fix is made for
//! - `# needs: packs/redis-async` the folder under `tests` whose `requirements.txt` names what it imports
//! - `# together: AFX951` further rules whose fixes belong to this one
//! - `# clock: real` for programs that wait for something outside of them; `# cancel: no, because …` for those that are
//!   not to be cancelled at every point

mod support;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use asyncfix::edit::Safety;
use asyncfix::rule::{RuleEntry, registry};
use serde::Deserialize;
use support::fixture::{Fixture, header};
use support::python::{entries, environment};
use support::{check, repair_all};

/// How long a program may take; the clock is stepped, so that most are done in a blink.
const LONGEST: Duration = Duration::from_mins(1);

/// What the instruments print.
#[derive(Deserialize)]
struct Seen {
    printed: String,
    ending: String,
    defects: Vec<String>,
    points: usize,
    /// All of it, for whoever reads a failure.
    #[serde(skip)]
    whole: String,
}

#[test]
fn defects_are_seen_before_and_gone_after() {
    let scenarios: Vec<Scenario> = paths().iter().flat_map(|path| Scenario::read(path)).collect();
    for scenario in &scenarios {
        scenario.python();
    }
    let problems = Mutex::new(Vec::new());
    let (next, points) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(scenario) = scenarios.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let start = Instant::now();
                    match scenario.verdict() {
                        Ok(count) => drop(points.fetch_add(count, Ordering::Relaxed)),
                        Err(problem) => problems
                            .lock()
                            .expect("nobody panicked")
                            .push(format!("{} on {}: {problem}", scenario.fixture.name, scenario.runs_on)),
                    }
                    println!("{:5.1?} s {}", start.elapsed().as_secs_f32(), scenario.fixture.name);
                }
            });
        }
    });
    let mut problems = problems.into_inner().expect("nobody panicked");
    problems.sort();
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), scenarios.len(), problems.join("\n"));
    let points = points.into_inner();
    println!("{} scenarios, {points} points of cancellation after the fix", scenarios.len());
}

#[test]
fn no_fix_is_without_its_scenario() {
    let shown: BTreeSet<Fix> =
        paths().iter().flat_map(|path| Scenario::read(path)).flat_map(|scenario| scenario.fixes()).collect();
    let mut missing = BTreeSet::new();
    for family in entries("tests/fixtures") {
        for path in python_files(&family) {
            let Some(entry) = entry_of(&path) else { continue };
            let fixture = Fixture::read(&path);
            missing.extend(fixes(entry, &fixture, &fixture.text).filter(|fix| !shown.contains(fix)));
        }
    }
    assert!(missing.is_empty(), "no scenario shows these fixes: {missing:#?}");
    println!("{} kinds of fixes are shown", shown.len());
}

/// A kind of fix: the rule's code, the safety, and the title with a gap for each name.
type Fix = (&'static str, Safety, String);

fn fixes(entry: &'static RuleEntry, fixture: &Fixture, text: &str) -> impl Iterator<Item = Fix> {
    check(entry, fixture, text).findings.into_iter().filter_map(|finding| {
        let fix = finding.fix.filter(|fix| fix.safety != Safety::Manual)?;
        let title: Vec<&str> = fix
            .title
            .split('`')
            .enumerate()
            .map(|(index, part)| if index % 2 == 0 { part } else { "_" })
            .collect();
        Some((finding.rule.code, fix.safety, title.join("`")))
    })
}

/// A program, as it is for one of the libraries that it runs on.
struct Scenario {
    entry: &'static RuleEntry,
    fixture: Fixture,
    /// The library that it is written for.
    library: &'static str,
    /// The event loop that it runs on.
    runs_on: &'static str,
}

impl Scenario {
    fn read(path: &Path) -> Vec<Self> {
        let entry = entry_of(path)
            .unwrap_or_else(|| panic!("{}: a scenario is called after its rule", path.display()));
        let text = std::fs::read_to_string(path).expect("scenarios are UTF-8");
        let name = path.file_stem().and_then(|name| name.to_str()).expect("in ASCII");
        let mut scenarios = Vec::new();
        for word in header(&text, "on").unwrap_or("asyncio").split_whitespace() {
            let (library, loops): (_, &[&str]) = match word {
                "trio" => ("trio", &["trio"]),
                "anyio" => ("anyio", &["asyncio", "trio"]),
                _ => ("asyncio", &["asyncio"]),
            };
            scenarios.extend(loops.iter().map(|runs_on| Self {
                entry,
                fixture: Fixture::from_text(name, &text.replace("asyncio", library)),
                library,
                runs_on,
            }));
        }
        scenarios
    }

    fn says(&self, key: &str) -> Option<&str> {
        header(&self.fixture.text, key)
    }

    fn least(&self) -> Safety {
        match self.says("safety") {
            Some("unsafe") => Safety::Unsafe,
            _ => Safety::Safe,
        }
    }

    /// The interpreter that has what it imports.
    fn python(&self) -> PathBuf {
        let folder = self.says("needs").unwrap_or("execution");
        environment(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder).join("requirements.txt"),
        )
    }

    /// The rules whose fixes it shows.
    fn entries(&self) -> Vec<&'static RuleEntry> {
        let others = self.says("together").unwrap_or_default().split_whitespace();
        let known = |code: &str| registry::all().iter().find(|entry| entry.rule.code == code);
        std::iter::once(self.entry).chain(others.filter_map(known)).collect()
    }

    /// The fixes that it shows.
    fn fixes(&self) -> Vec<Fix> {
        let fixes =
            self.entries().into_iter().flat_map(|entry| fixes(entry, &self.fixture, &self.fixture.text));
        fixes.filter(|(_, safety, _)| *safety >= self.least()).collect()
    }

    /// The number of suspension points at which it can be cancelled, or what is wrong.
    fn verdict(&self) -> Result<usize, String> {
        let report = repair_all(&self.entries(), &self.fixture, &self.fixture.text, self.least());
        let Some(rewrite) = report.rewrite else { return Err("nothing is rewritten".to_owned()) };
        let after = String::from_utf8(rewrite.after).expect("scenarios are UTF-8");
        let seen = self.run(&self.fixture.text)?;
        let then = self.run(&after)?;
        self.compare(&seen, &then)
            .map(|()| then.points)
            .map_err(|problem| format!("{problem}\nbefore: {}\nafter: {}\n{after}", seen.whole, then.whole))
    }

    fn compare(&self, before: &Seen, after: &Seen) -> Result<(), String> {
        let defects: Vec<String> = self
            .says("defect")
            .unwrap_or_default()
            .split(';')
            .map(|defect| defect.trim().replace("asyncio", self.library))
            .filter(|defect| !defect.is_empty() && defect != "none")
            .collect();
        let raises = self.says("raises");
        let lines: Vec<&str> = all_headers(&self.fixture.text, "after").collect();
        if self.says("defect").is_none() && raises.is_none() && lines.is_empty() {
            return Err("it says no defect".to_owned());
        }
        for defect in &defects {
            if !before.defects.contains(defect) {
                return Err(format!("the defect {defect:?} is not seen before"));
            }
        }
        if !after.defects.is_empty() {
            return Err(format!("there are defects after: {:?}", after.defects));
        }
        if let Some(other) = before.defects.iter().find(|defect| !defects.contains(defect)) {
            return Err(format!("there is another defect before: {other:?}"));
        }
        match raises {
            Some(kind) if !before.ending.starts_with(kind) => {
                return Err(format!("it does not raise {kind}"));
            }
            Some(_) if after.ending != "returned" => return Err("it does not return after".to_owned()),
            None if before.ending != after.ending => return Err("it ends otherwise".to_owned()),
            _ => {}
        }
        let printed: Vec<&str> = after.printed.lines().collect();
        if !lines.is_empty() {
            if printed != lines || before.printed == after.printed {
                return Err("it does not print what was promised".to_owned());
            }
        } else if raises.is_none() && before.printed != after.printed {
            return Err("it prints something else".to_owned());
        } else if !after.printed.starts_with(&before.printed) {
            return Err("it prints something else up to the exception".to_owned());
        }
        Ok(())
    }

    fn run(&self, text: &str) -> Result<Seen, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        std::fs::write(folder.path().join("program.py"), text).map_err(|error| error.to_string())?;
        let uses: Vec<String> = self
            .says("defect")
            .unwrap_or_default()
            .split(';')
            .filter_map(|defect| defect.trim().strip_prefix("uses "))
            .map(|name| name.replace("asyncio", self.library))
            .collect();
        let settings = serde_json::json!({
            "on": self.runs_on,
            "uses": uses,
            "later": self.says("later"),
            "clock": self.says("clock").unwrap_or("stepped"),
            "cancel": self.says("cancel").is_none(),
        });
        let (told, complained) = (folder.path().join("told.json"), folder.path().join("complained.txt"));
        let file = |path: &Path| File::create(path).map_err(|error| error.to_string());
        let mut process = Command::new(self.python())
            .arg(root().join("instruments/run.py"))
            .arg("program.py")
            .arg(settings.to_string())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(file(&told)?)
            .stderr(file(&complained)?)
            .spawn()
            .map_err(|error| error.to_string())?;
        let start = Instant::now();
        while process.try_wait().map_err(|error| error.to_string())?.is_none() {
            if start.elapsed() > LONGEST {
                drop(process.kill());
                drop(process.wait());
                return Err(format!("it does not end\n{text}"));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| error.to_string());
        let whole = read(&told)?;
        serde_json::from_str(&whole)
            .map(|seen| Seen { whole, ..seen })
            .map_err(|_| format!("the instruments fail: {}\n{text}", read(&complained).unwrap_or_default()))
    }
}

fn all_headers<'t>(text: &'t str, key: &'t str) -> impl Iterator<Item = &'t str> {
    text.lines()
        .take_while(|line| line.starts_with('#'))
        .filter_map(move |line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':'))
        .map(str::trim)
}

fn entry_of(path: &Path) -> Option<&'static RuleEntry> {
    let stem = path.file_name()?.to_str()?.split('.').next()?;
    registry::all().iter().find(|entry| entry.rule.name.replace('-', "_") == stem)
}

fn paths() -> Vec<PathBuf> {
    entries("tests/execution/scenarios").iter().flat_map(|family| python_files(family)).collect()
}

fn python_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("it is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "py"))
        .collect();
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/execution")
}
