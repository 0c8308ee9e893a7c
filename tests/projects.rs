//! Small projects of several files, whole: findings where the lines say so and nowhere else, fixes that converge and
//! hold, the same output for any number of threads, order of files and place of the checkout, and a snapshot of what the
//! user sees.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use asyncfix::edit::Safety;
use asyncfix::run::Fixes;
use support::comments;
use support::project::{Order, Place, ProjectFixture, patches, places, rendered_all};

#[test]
fn findings_are_the_announced_ones() {
    let mut wrong = Vec::new();
    for project in ProjectFixture::all() {
        let mut missed = project.expectations();
        let mut extra: Vec<Place> = Vec::new();
        for place in places(&project.run(Fixes::Report)) {
            match missed.iter().position(|expected| *expected == place) {
                Some(index) => drop(missed.remove(index)),
                None => extra.push(place),
            }
        }
        let lines = |places: &[Place], what: &str| -> Vec<String> {
            let line = |(path, row, code): &Place| {
                format!("{what}: tests/projects/{}/{}:{row} {code}", project.name, path.display())
            };
            places.iter().map(line).collect()
        };
        wrong.extend(lines(&extra, "false alarm"));
        wrong.extend(lines(&missed, "missed"));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_project_has_a_finding_or_says_why_not_and_more_than_one_file() {
    for project in ProjectFixture::all() {
        assert!(project.files.len() > 1, "{} has one file", project.name);
        let says_why = project.files.values().any(|text| text.contains("# ok: "));
        assert!(says_why || !project.expectations().is_empty(), "{} announces nothing", project.name);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(root.join("snapshots/projects")).into_iter().flatten().flatten() {
        let project = root.join("tests/projects").join(file.path().file_stem().expect("a name"));
        assert!(project.is_dir(), "{} is of no project", file.path().display());
    }
}

#[test]
fn fixes_converge_and_make_nothing_worse() {
    for project in ProjectFixture::all() {
        let before = counts(&places(&project.run(Fixes::Report)));
        for least in [Safety::Safe, Safety::Unsafe] {
            let repaired = project.repaired(&project.files, least);
            assert!(
                project.repaired(&repaired, least) == repaired,
                "{}: a second run changes it again",
                project.name
            );
            let after = project.run_at(Path::new("/project"), &repaired, Order::Sorted, Fixes::Report);
            for (code, count) in counts(&places(&after)) {
                let was = before.get(&code).copied().unwrap_or_default();
                assert!(
                    count <= was,
                    "{}: the fixes lead from {was} to {count} findings of {code}",
                    project.name
                );
            }
            for (path, text) in &project.files {
                let place = format!("{}/{}", project.name, path.display());
                assert_eq!(comments(text), comments(&repaired[path]), "{place}: the comments changed");
            }
        }
    }
}

#[test]
fn repaired_projects_compile() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for project in ProjectFixture::all() {
        for (what, least) in [("safe", Safety::Safe), ("unsafe", Safety::Unsafe)] {
            for (path, text) in project.repaired(&project.files, least) {
                let path = folder.path().join(&project.name).join(what).join(path);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("a temporary folder");
                std::fs::write(path, text).expect("a temporary file");
            }
        }
    }
    let python = Command::new("python3").args(["-m", "compileall", "-q"]).arg(folder.path()).output();
    let Ok(output) = python else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn output_does_not_depend_on_threads_order_or_place() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let several = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("a pool");
    for project in ProjectFixture::all() {
        let output = |base: &str, order: Order| {
            let reports = project.run_at(Path::new(base), &project.files, order, Fixes::Report);
            let repaired =
                project.run_at(Path::new(base), &project.files, order, Fixes::Apply(Safety::Unsafe));
            format!("{}\n{}", rendered_all(&reports), patches(&repaired))
        };
        let expected = one.install(|| output("/project", Order::Sorted));
        let same = |what: &str, found: &str| {
            assert_eq!(expected, found, "{}: {what} change the output", project.name);
        };
        same("threads or the order of files", &several.install(|| output("/project", Order::Reversed)));
        same(
            "the order of files or another checkout",
            &several.install(|| output("/other/deep", Order::Rotated)),
        );
    }
}

#[test]
fn snapshots_show_what_the_user_sees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/projects");
    for project in ProjectFixture::all() {
        let findings = rendered_all(&project.run(Fixes::Report));
        let safe = patches(&project.run(Fixes::Apply(Safety::Safe)));
        let all = patches(&project.run(Fixes::Apply(Safety::Unsafe)));
        let all = if all == safe { "the same\n".to_owned() } else { all };
        insta::with_settings!({
            snapshot_path => &folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(
                project.name.clone(),
                format!("{findings}\n======== --diff\n{safe}\n======== --diff --unsafe-fixes\n{all}")
            );
        });
    }
}

fn counts(places: &[Place]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (_, _, code) in places {
        *counts.entry(code.clone()).or_default() += 1;
    }
    counts
}
