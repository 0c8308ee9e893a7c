//! Which rules run.

use std::path::{Path, PathBuf};

use asyncfix::config::{
    ConfigError, Glob, PerFileIgnore, Place, RuleSet, Selection, SelectionLayer, Sense, Written,
};
use asyncfix::rule::{Default as RuleDefault, Needs, Rule, registry};
use asyncfix::source::Location;

const fn rule(code: &'static str, name: &'static str, default: RuleDefault) -> Rule {
    Rule {
        code,
        name,
        safety: None,
        default,
        aliases: &["ASYNC251"],
        on: &[],
        needs: Needs::Words(&[&["x"]]),
        program: None,
        check: |_, _| None,
    }
}

static SLEEP: Rule = rule("AFX101", "blocking-sleep", RuleDefault::On);
static READ: Rule = rule("AFX102", "blocking-read", RuleDefault::On);
static STAT: Rule = rule("AFX110", "blocking-stat", RuleDefault::Off);
static TASK: Rule = rule("AFX201", "dropped-task", RuleDefault::On);
static REGISTRY: [&Rule; 4] = [&SLEEP, &READ, &STAT, &TASK];

fn written(texts: &[&str]) -> Vec<Written<String>> {
    let place = Place::Option("--select");
    texts.iter().map(|text| Written { value: (*text).to_owned(), place: place.clone() }).collect()
}

fn layer(select: Option<&[&str]>, extend_select: &[&str], ignore: &[&str]) -> SelectionLayer {
    SelectionLayer {
        select: select.map(written),
        extend_select: written(extend_select),
        ignore: written(ignore),
    }
}

fn numbers(rules: &RuleSet) -> Vec<&'static str> {
    rules.iter().map(|index| &REGISTRY[index].code[3..]).collect()
}

#[track_caller]
fn assert_selected(layers: &[SelectionLayer], expected: &[&str]) {
    let selection = Selection::resolve(&REGISTRY, layers, &[]).expect("it resolves");
    assert_eq!(numbers(selection.rules()), expected);
}

fn error(selector: &str) -> ConfigError {
    Selection::resolve(&REGISTRY, &[layer(None, &[], &[selector])], &[]).expect_err("there is no such rule")
}

#[test]
fn rules_that_are_off_run_when_selected() {
    assert_selected(&[], &["101", "102", "201"]);
    for selector in ["ALL", "AFX", "AFX1", "AFX11", "AFX110", "blocking-stat"] {
        assert_selected(&[layer(None, &[selector], &[])], &["101", "102", "110", "201"]);
    }
    assert_selected(&[layer(Some(&["AFX1"]), &[], &[])], &["101", "102", "110"]);
    assert_selected(&[layer(Some(&["dropped-task"]), &["AFX10"], &[])], &["101", "102", "201"]);
    assert_selected(&[layer(Some(&[]), &[], &[])], &[]);
}

#[test]
fn packs_are_chosen_by_name() {
    let all: Vec<&'static Rule> = registry::all().iter().map(|entry| entry.rule).collect();
    let selected = |layers: &[SelectionLayer]| -> Vec<&'static str> {
        let selection = Selection::resolve(&all, layers, &[]).expect("it resolves");
        selection.rules().iter().map(|index| all[index].name).collect()
    };
    for selector in ["ALL", "AFX", "AFX9"] {
        let rules = selected(&[layer(Some(&[selector]), &[], &[])]);
        assert!(!rules.contains(&"open-in-coroutine"), "{selector}: {rules:?}");
    }
    for selector in ["aiofiles", "open-in-coroutine", "AFX960"] {
        assert_eq!(selected(&[layer(Some(&[selector]), &[], &[])]), ["open-in-coroutine"]);
    }
    assert!(selected(&[layer(Some(&["ALL"]), &["aiofiles"], &["AFX9"])]).contains(&"open-in-coroutine"));
    assert!(!selected(&[layer(None, &[], &["asyncio-modern"])]).contains(&"ensured-coroutine"));
}

#[test]
fn the_more_specific_selector_wins() {
    assert_selected(&[layer(Some(&["AFX1"]), &[], &["AFX101"])], &["102", "110"]);
    assert_selected(&[layer(Some(&["AFX101"]), &[], &["AFX1"])], &["101"]);
    assert_selected(&[layer(Some(&["blocking-sleep"]), &[], &["AFX10"])], &["101"]);
    assert_selected(&[layer(Some(&["AFX1"]), &[], &["AFX1"])], &[]);
    assert_selected(&[layer(Some(&["ALL"]), &[], &["AFX1"])], &["201"]);
    assert_selected(&[layer(None, &["AFX1"], &["ALL"])], &["101", "102", "110"]);
    assert_selected(&[layer(Some(&["AFX101"]), &[], &["blocking-sleep"])], &[]);
}

#[test]
fn the_command_line_goes_before_the_file() {
    let file = layer(Some(&["AFX1"]), &[], &["AFX101"]);
    assert_selected(&[file.clone(), layer(None, &["AFX2"], &["AFX110"])], &["102", "201"]);
    assert_selected(&[file.clone(), layer(None, &["AFX1"], &[])], &["101", "102", "110"]);
    assert_selected(&[file.clone(), layer(None, &[], &["ALL"])], &[]);
    assert_selected(&[file, layer(Some(&["AFX101"]), &[], &[])], &["101"]);
}

#[test]
fn a_selector_that_means_no_rule_is_an_error() {
    let message = error("AFX9").to_string();
    assert!(message.starts_with("--select: no rule is called `AFX9`"), "{message}");
    for wrong in ["", "A", "afx1", "blocking", "AFX1010", "all"] {
        assert!(error(wrong).message.contains(&format!("`{wrong}`")));
    }
    assert!(error("afx102").message.contains("`blocking-read`"));
    assert!(error("Blocking_Stat").message.contains("`AFX110`"));
    assert!(error("ASYNC251").message.contains("`AFX101`"));

    let location = Location { cell: None, row: 3, column: 7 };
    let place = Place::Line(PathBuf::from("asyncfix.toml"), location);
    let layer = SelectionLayer {
        extend_select: vec![Written { value: "nope".to_owned(), place }],
        ..SelectionLayer::default()
    };
    let error = Selection::resolve(&REGISTRY, &[layer], &[]).expect_err("there is no such rule");
    assert!(error.to_string().starts_with("asyncfix.toml:3:7: "), "{error}");
}

#[test]
fn rules_are_ignored_per_file() {
    let ignore = |pattern: &str, sense, selectors: &[&str]| PerFileIgnore {
        glob: Glob::new(Path::new("/p"), &written(&[pattern])[0]).expect("a pattern"),
        sense,
        selectors: written(selectors),
    };
    let ignores = [
        ignore("test_*.py", Sense::Matching, &["AFX1"]),
        ignore("src/old/**", Sense::Matching, &["dropped-task"]),
        ignore("src/**", Sense::NotMatching, &["AFX102"]),
    ];
    let selection = Selection::resolve(&REGISTRY, &[], &ignores).expect("it resolves");
    let rules_for = |path: &str| numbers(&selection.rules_for(Path::new(path)));
    assert_eq!(rules_for("/p/src/a.py"), ["101", "102", "201"]);
    assert_eq!(rules_for("/p/src/old/a.py"), ["101", "102"]);
    assert_eq!(rules_for("/p/tests/a.py"), ["101", "201"]);
    assert_eq!(rules_for("/p/src/deep/test_a.py"), ["201"]);
    assert!(Selection::resolve(&REGISTRY, &[], &[ignore("x", Sense::Matching, &["nope"])]).is_err());
}

#[test]
fn sets_hold_more_rules_than_fit_in_a_word() {
    let set: RuleSet = [0, 63, 64, 300].into_iter().collect();
    assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 300]);
    assert!(set.contains(300) && !set.contains(299) && !set.contains(10_000));
    assert!(!set.is_empty() && RuleSet::default().is_empty());
}
