//! Every rule against its fixtures: findings where the lines say so and nowhere else, fixes that converge and hold,
//! the same in every variant of the file, and a snapshot of what the user sees.

mod support;

use std::path::{Path, PathBuf};

use asyncfix::codemod::example::examples;
use asyncfix::edit::Safety;
use asyncfix::rule::{Needs, RuleEntry, registry};
use support::fixture::{Expectation, Fixture};
use support::{check, comments, findings_of_all_rules, patch, rendered, repair};

#[test]
fn findings_are_the_expected_ones() {
    each_fixture(|entry, fixture| {
        assert!(fixture.has_silence(), "{}: no `# ok:` line says where the rule is silent", fixture.name);
        compare(entry, fixture, &fixture.text, "");
    });
}

#[test]
fn findings_are_the_same_in_every_variant() {
    each_fixture(|entry, fixture| {
        for (variant, text) in fixture.variants() {
            compare(entry, fixture, &text, variant);
        }
    });
}

#[test]
fn noqa_silences_every_finding() {
    each_fixture(|entry, fixture| {
        for name in [entry.rule.code, entry.rule.name].iter().chain(entry.rule.aliases.iter().take(1)) {
            let silenced = fixture.with_markers_as_noqa(entry.rule.code, name);
            if let Some(finding) = check(entry, fixture, &silenced).findings.first() {
                panic!("{}: `# noqa: {name}` does not silence line {}", fixture.name, finding.start.row);
            }
        }
    });
}

#[test]
fn fixes_converge_and_make_nothing_worse() {
    each_fixture(|entry, fixture| {
        for least in [Safety::Safe, Safety::Unsafe] {
            let before = findings_of_all_rules(fixture, &fixture.text);
            let report = repair(entry, fixture, &fixture.text, least);
            let problems: Vec<&str> =
                report.problems.iter().map(|problem| problem.message.as_str()).collect();
            assert!(problems.is_empty(), "{}: {problems:?}", fixture.name);
            let Some(rewrite) = report.rewrite else { continue };
            let fixed = String::from_utf8(rewrite.after).expect("fixtures are UTF-8");
            let again = repair(entry, fixture, &fixed, least);
            assert!(again.rewrite.is_none(), "{}: a second run changes the file again", fixture.name);
            let after = findings_of_all_rules(fixture, &fixed);
            // Advice may come of a fix: what has blocked one after the other is awaited one after the other. And a comment
            // may lose its purpose.
            let may_come = |code: &str| {
                ["AFX001", "AFX90", "AFX91"].iter().any(|of_opinion| code.starts_with(of_opinion))
            };
            for (code, count) in after.into_iter().filter(|(code, _)| !may_come(code)) {
                let was = before.get(code).copied().unwrap_or_default();
                assert!(
                    count <= was,
                    "{}: the fixes lead from {was} to {count} findings of {code}",
                    fixture.name
                );
            }
            let is_about_comments = matches!(entry.rule.needs, Needs::Suppressions);
            assert!(
                is_about_comments || comments(&fixture.text) == comments(&fixed),
                "{}: the comments changed",
                fixture.name
            );
        }
    });
}

#[test]
fn declared_safety_is_the_best_one_seen() {
    for entry in registry::all() {
        // A removal takes no comment with it, so none of its fixtures' marked lines can go: its example does.
        let examples =
            examples(entry.page).into_iter().map(|example| Fixture::from_text("example", &example.before));
        let best = fixtures_of(entry)
            .into_iter()
            .chain(examples)
            .flat_map(|fixture| check(entry, &fixture, &fixture.text).findings)
            .filter_map(|finding| finding.fix.map(|fix| fix.safety))
            .max();
        assert_eq!(
            best, entry.rule.safety,
            "{}: `RULE.safety` is not the best safety of its fixtures",
            entry.rule.name
        );
    }
}

#[test]
fn snapshots_show_what_the_user_sees() {
    each_fixture(|entry, fixture| {
        let findings = rendered(&check(entry, fixture, &fixture.text));
        let safe = patch(&repair(entry, fixture, &fixture.text, Safety::Safe));
        let all = patch(&repair(entry, fixture, &fixture.text, Safety::Unsafe));
        let all = if all == safe { "the same\n".to_owned() } else { all };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(entry.family);
        insta::with_settings!({
            snapshot_path => folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(
                fixture.name.clone(),
                format!("{findings}\n======== --diff\n{safe}\n======== --diff --unsafe-fixes\n{all}")
            );
        });
    });
}

fn compare(entry: &RuleEntry, fixture: &Fixture, text: &str, variant: &str) {
    let mut expected = Fixture::expectations(entry.rule.code, text);
    let mut extra = Vec::new();
    for finding in check(entry, fixture, text).findings {
        let row = finding.start.row;
        match expected.iter().position(|expectation| expectation.row == row) {
            Some(index) => drop(expected.remove(index)),
            None => extra.push(row),
        }
    }
    let missed: Vec<u32> = expected.iter().map(|Expectation { row }| *row).collect();
    assert!(
        extra.is_empty() && missed.is_empty(),
        "{} {variant}: false alarms in lines {extra:?}, missed alarms in lines {missed:?}",
        fixture.name
    );
}

fn each_fixture(test: impl Fn(&'static RuleEntry, &Fixture)) {
    for entry in registry::all() {
        let fixtures = fixtures_of(entry);
        assert!(!fixtures.is_empty(), "{} has no fixture", entry.rule.name);
        for fixture in &fixtures {
            test(entry, fixture);
        }
    }
}

fn fixtures_of(entry: &RuleEntry) -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(entry.family);
    let stem = entry.rule.name.replace('-', "_");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|file| file.ok().map(|file| file.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.strip_prefix(&stem).is_some_and(|rest| rest.starts_with('.'))
                && path.extension().is_some_and(|end| end == "py")
        })
        .collect();
    paths.sort();
    paths.iter().map(|path| Fixture::read(path)).collect()
}
