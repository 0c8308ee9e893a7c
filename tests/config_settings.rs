//! Settings files: which one holds, what they may say, and where their mistakes are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use asyncfix::config::{
    ConfigError, Discovery, Follow, Overrides, Place, ProgramSettings, Settings, SettingsMap, TargetVersion,
    Written, outermost_first,
};
use asyncfix::rule::{Default as RuleDefault, Needs, Rule};
use asyncfix::source::walk;
use tempfile::TempDir;

static SLEEP: Rule = Rule {
    code: "AFX101",
    name: "blocking-sleep",
    safety: None,
    default: RuleDefault::On,
    aliases: &[],
    on: &[],
    needs: Needs::Words(&[&["sleep"]]),
    program: None,
    check: |_, _| None,
};
static REGISTRY: [&Rule; 1] = [&SLEEP];

/// A folder with these files and their contents.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
        fs::write(path, content).expect("the file is written");
    }
    folder
}

fn map(project: &TempDir) -> SettingsMap<'static> {
    SettingsMap::new(project.path(), &REGISTRY, Overrides::default(), &Discovery::Closest)
        .expect("no mistake")
}

fn settings(project: &TempDir, folder: &str) -> Result<Arc<Settings>, ConfigError> {
    map(project).for_folder(&project.path().join(folder))
}

fn offload(project: &TempDir, folder: &str) -> Option<String> {
    settings(project, folder).expect("no mistake").offload.clone()
}

fn version(project: &TempDir, folder: &str) -> String {
    settings(project, folder).expect("no mistake").target_version.to_string()
}

/// The error that this `asyncfix.toml` makes.
fn mistake(content: &str) -> String {
    settings(&project(&[("asyncfix.toml", content)]), "").expect_err("it is wrong").to_string()
}

#[test]
fn the_closest_file_holds_alone() {
    let project = project(&[
        ("asyncfix.toml", "offload = 'top.level'\nunsafe-fixes = true\n"),
        ("a/pyproject.toml", "[tool.asyncfix]\noffload = 'in.pyproject'\n"),
        ("a/b/pyproject.toml", "[tool.other]\nx = 1\n"),
        ("a/c/asyncfix.toml", "offload = 'in.plain'\n"),
        ("a/c/pyproject.toml", "[tool.asyncfix]\noffload = 'not.this'\n"),
        ("a/c/d/.asyncfix.toml", ""),
        ("a/c/d/asyncfix.toml", "offload = 'nor.this'\n"),
    ]);
    assert_eq!(offload(&project, "").as_deref(), Some("top.level"));
    assert_eq!(offload(&project, "x/y").as_deref(), Some("top.level"));
    assert_eq!(offload(&project, "a").as_deref(), Some("in.pyproject"));
    assert_eq!(offload(&project, "a/b").as_deref(), Some("in.pyproject"));
    assert_eq!(offload(&project, "a/c").as_deref(), Some("in.plain"));
    assert_eq!(offload(&project, "a/c/d"), None);
    assert!(settings(&project, "").expect("no mistake").unsafe_fixes);
    assert!(!settings(&project, "a").expect("no mistake").unsafe_fixes, "files are not merged");
    let file = settings(&project, "a/b").expect("no mistake").file.clone();
    assert_eq!(file, Some(PathBuf::from("a/pyproject.toml")));
    assert_eq!(settings(&project, "a/c/d").expect("no mistake").target_version, TargetVersion::DEFAULT);
}

#[test]
fn folders_share_what_is_read_once() {
    let project = project(&[("asyncfix.toml", "offload = 'a.b'\n")]);
    let map = map(&project);
    let above = map.for_folder(project.path()).expect("no mistake");
    fs::write(project.path().join("asyncfix.toml"), "nonsense").expect("it is written");
    let below = map.for_file(&project.path().join("x/y/z.py")).expect("no mistake");
    assert!(Arc::ptr_eq(&above, &below));
}

#[test]
fn requires_python_of_the_closest_project_decides_where_nothing_is_written() {
    let project = project(&[
        ("pyproject.toml", "[project]\nrequires-python = '>=3.9'\n"),
        ("a/asyncfix.toml", "offload = 'x.y'\n"),
        ("a/b/pyproject.toml", "[project]\nrequires-python = '>=3.12'\n"),
        ("w/asyncfix.toml", "target-version = 'py38'\n"),
        ("w/b/pyproject.toml", "[project]\nrequires-python = '>=3.12'\n"),
        ("w/b/c/asyncfix.toml", ""),
        (
            "same/pyproject.toml",
            "[project]\nrequires-python = '>=3.13'\n[tool.asyncfix]\ntarget-version='py314'\n",
        ),
        ("odd/pyproject.toml", "[project]\nrequires-python = 'any'\n"),
    ]);
    assert_eq!(version(&project, ""), "3.9");
    assert_eq!(version(&project, "a"), "3.9");
    assert_eq!(version(&project, "a/b"), "3.12");
    assert_eq!(offload(&project, "a/b").as_deref(), Some("x.y"), "the settings above still hold");
    assert_eq!(version(&project, "w"), "3.8");
    assert_eq!(version(&project, "w/b"), "3.8");
    assert_eq!(version(&project, "w/b/c"), "3.12", "settings are not merged, but the project is the same");
    assert_eq!(version(&project, "same"), "3.14");
    assert_eq!(version(&project, "odd"), "3.9");
}

#[test]
fn requires_python_means_the_oldest_version_it_allows() {
    let oldest = |text| TargetVersion::from_requires_python(text).map(|version| version.to_string());
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(oldest(">=3.11"), some("3.11"));
    assert_eq!(oldest(">=3.8.1,<4"), some("3.8"));
    assert_eq!(oldest(">3.9"), some("3.9"));
    assert_eq!(oldest("~=3.10"), some("3.10"));
    assert_eq!(oldest("==3.12.*"), some("3.12"));
    assert_eq!(oldest(">=2.7,!=3.7.*,!=3.8.*"), some("3.9"));
    assert_eq!(oldest(">=3.6"), some("3.7"));
    assert_eq!(oldest(">=3.20"), some("3.15"));
    assert_eq!(oldest("<3"), None);
    assert_eq!(oldest("three"), None);
}

#[test]
fn versions_are_read_in_both_spellings_and_ordered() {
    let parse = |text: &str| text.parse::<TargetVersion>();
    assert_eq!(parse("py311"), parse("3.11"));
    assert!(parse("py39").expect("a version") < parse("py310").expect("a version"));
    for wrong in ["py36", "py316", "3", "2.7", "py3", "311", "py3.11", "py307", "3.+9"] {
        let error = parse(wrong).expect_err("no version").to_string();
        assert!(error.contains(&format!("`{wrong}`")) && error.contains("py37"), "{error}");
    }
}

#[test]
fn mistakes_are_told_with_their_place() {
    let starts = |content: &str, expected: &str| {
        let message = mistake(content);
        assert!(message.starts_with(expected), "{message}");
        message
    };
    let message = starts("offload = 'a.b'\nslect = ['ALL']\n", "asyncfix.toml:2:1: unknown key `slect`");
    assert!(message.contains("`select`"), "{message}");
    starts("select = 'ALL'\n", "asyncfix.toml:1:10: invalid type");
    starts("select = ['ALL', 1]\n", "asyncfix.toml:1:18: invalid type");
    starts("\nselect = [\n  'nope']\n", "asyncfix.toml:3:3: no rule is called `nope`");
    starts("'é' = 1\n", "asyncfix.toml:1:1: ");
    starts("target-version = 'py2'\n", "asyncfix.toml:1:18: `py2`");
    starts("offload = 'to_thread'\n", "asyncfix.toml:1:11: `to_thread`");
    starts("unsafe-fixes = 'yes'\n", "asyncfix.toml:1:16: invalid type");
    starts("follow-libraries = ['a', 1]\n", "asyncfix.toml:1:20: write `true`");
    starts("follow-libraries = ['a.b']\n", "asyncfix.toml:1:20: write `true`");
    starts("chain-sites = -2\n", "asyncfix.toml:1:15: ");
    starts("src = 'src'\n", "asyncfix.toml:1:7: invalid type");
    starts("exclude = ['a', 'b[']\n", "asyncfix.toml:1:17: `b[`");
    starts("[per-file-ignores]\n'a[' = ['ALL']\n", "asyncfix.toml:2:1: `a[`");
    starts("[per-file-ignores]\n'a' = ['ALL', 'x']\n", "asyncfix.toml:2:15: no rule");
    starts("x = \n", "asyncfix.toml:1:");
    let project = project(&[("p/pyproject.toml", "[tool.asyncfix]\nselect = ['ALL']\nx = 1\n")]);
    let error = settings(&project, "p/q").expect_err("it is wrong").to_string();
    assert!(error.starts_with("p/pyproject.toml:3:1: unknown key `x`"), "{error}");
}

#[test]
fn settings_of_the_program_have_paths_relative_to_their_file() {
    let project = project(&[
        ("pyproject.toml", "[project]\nname = 'x'\n"),
        (
            "a/asyncfix.toml",
            "src = ['src', '../lib']\npython = '.venv'\nstubs = ['s.pyi']\nfollow-libraries = ['b', 'c']\nchain-sites = 9\n",
        ),
        ("a/b/pyproject.toml", "[project]\nname = 'y'\n"),
        ("z/pyproject.toml", "[tool.asyncfix]\nsrc = ['python']\nchain-sites = 2\npython = 'other'\n"),
    ]);
    let at = |folder: &str| project.path().join(folder);
    let own = settings(&project, "a").expect("no mistake");
    let paths = |paths: &[Written<PathBuf>]| -> Vec<PathBuf> {
        paths.iter().map(|path| path.value.clone()).collect()
    };
    assert_eq!(
        paths(&own.program.src),
        [at("a/src"), fs::canonicalize(project.path()).expect("it exists").join("lib")]
    );
    assert_eq!(paths(&own.program.stubs), [at("a/s.pyi")]);
    assert_eq!(own.program.follow, Some(Follow::Named(vec!["b".to_owned(), "c".to_owned()])));
    assert_eq!(own.project, Some(at("a")));
    let below = settings(&project, "a/b/c").expect("no mistake");
    assert_eq!((below.project.clone(), below.program.chain_sites), (Some(at("a/b")), Some(9)));
    assert_eq!(settings(&project, "q").expect("no mistake").project, Some(project.path().to_owned()));

    let mut files = vec![settings(&project, "z").expect("no mistake"), below, own];
    outermost_first(&mut files);
    let folders: Vec<_> = files.iter().filter_map(|settings| settings.project.clone()).collect();
    assert_eq!(folders, [at("a"), at("z"), at("a/b")]);
    let together = ProgramSettings::together(&files);
    assert_eq!(
        paths(&together.src),
        [at("a/src"), fs::canonicalize(project.path()).expect("it exists").join("lib"), at("z/python")]
    );
    assert_eq!(together.python.map(|path| path.value), Some(at("a/.venv")));
    assert_eq!(together.chain_sites, Some(9));
}

#[test]
fn the_command_line_says_first_what_the_program_is() {
    let project =
        project(&[("asyncfix.toml", "stubs = ['a.pyi']\nchain-sites = 1\nfollow-libraries = true\n")]);
    let place = Place::Option("--stubs");
    let program = ProgramSettings {
        stubs: vec![Written { value: PathBuf::from("/b.pyi"), place }],
        chain_sites: Some(7),
        ..ProgramSettings::default()
    };
    let overrides = Overrides { program, ..Overrides::default() };
    let map =
        SettingsMap::new(project.path(), &REGISTRY, overrides, &Discovery::Closest).expect("no mistake");
    let settings = map.for_folder(project.path()).expect("no mistake");
    let stubs: Vec<&Path> = settings.program.stubs.iter().map(|path| path.value.as_path()).collect();
    assert_eq!(stubs, [Path::new("/b.pyi"), &project.path().join("a.pyi")]);
    assert_eq!((settings.program.chain_sites, settings.program.follow.clone()), (Some(7), Some(Follow::All)));
}

#[test]
fn a_broken_pyproject_of_somebody_else_is_passed_over() {
    let project = project(&[
        ("asyncfix.toml", "offload = 'a.b'\n"),
        ("x/pyproject.toml", "[project\nrequires-python = 3\n"),
        ("y/pyproject.toml", "[tool.asyncfix\n"),
    ]);
    assert_eq!(offload(&project, "x").as_deref(), Some("a.b"));
    assert!(settings(&project, "y").is_err());
}

#[test]
fn rules_are_selected_by_file_and_command_line() {
    let project = project(&[(
        "asyncfix.toml",
        "ignore = ['ALL']\n[per-file-ignores]\n'*_test.py' = ['AFX1']\n'!src/*' = ['blocking-sleep']\n",
    )]);
    assert!(settings(&project, "").expect("no mistake").selection.rules().is_empty());
    let select = Overrides { select: Some(vec!["AFX101".to_owned()]), ..Overrides::default() };
    let map = SettingsMap::new(project.path(), &REGISTRY, select, &Discovery::Closest).expect("no mistake");
    let runs = |path: &str| {
        let path = project.path().join(path);
        map.for_file(&path).expect("no mistake").selection.rules_for(&path).contains(0)
    };
    assert!(runs("src/a.py"));
    assert!(!runs("src/a_test.py"));
    assert!(!runs("a.py"));
    let wrong = Overrides { ignore: vec!["nope".to_owned()], ..Overrides::default() };
    let error = SettingsMap::new(project.path(), &REGISTRY, wrong, &Discovery::Closest).err().expect("wrong");
    assert!(error.to_string().starts_with("--ignore: "), "{error}");
}

#[test]
fn the_command_line_goes_before_and_isolated_reads_nothing() {
    let project = project(&[
        ("asyncfix.toml", "offload = 'a.b'\ntarget-version = 'py38'\nunsafe-fixes = true\n"),
        ("other/my.toml", "offload = 'c.d'\nextend-exclude = ['gen/x.py']\n"),
    ]);
    let overrides = Overrides {
        offload: Some("e.f".to_owned()),
        target_version: Some(TargetVersion::new(14)),
        unsafe_fixes: Some(false),
        ..Overrides::default()
    };
    let new = |overrides: &Overrides, discovery: &Discovery| {
        SettingsMap::new(project.path(), &REGISTRY, overrides.clone(), discovery)
    };
    let get = |overrides: &Overrides, discovery: &Discovery| {
        new(overrides, discovery).expect("no mistake").for_folder(project.path()).expect("no mistake")
    };
    let settings = get(&overrides, &Discovery::Closest);
    assert_eq!(settings.offload.as_deref(), Some("e.f"));
    assert_eq!((settings.target_version, settings.unsafe_fixes), (TargetVersion::new(14), false));

    let isolated = get(&Overrides::default(), &Discovery::Isolated);
    assert_eq!((isolated.offload.as_ref(), isolated.target_version), (None, TargetVersion::DEFAULT));

    let named = get(&Overrides::default(), &Discovery::File(PathBuf::from("other/my.toml")));
    assert_eq!(named.offload.as_deref(), Some("c.d"));
    assert!(named.excludes(&project.path().join("gen/x.py")), "relative to where asyncfix runs");
    let missing =
        new(&Overrides::default(), &Discovery::File(PathBuf::from("no.toml"))).err().expect("wrong");
    assert!(missing.to_string().starts_with("no.toml: "), "{missing}");
    let bad = Overrides { offload: Some("x".to_owned()), ..Overrides::default() };
    assert!(new(&bad, &Discovery::Closest).err().expect("wrong").to_string().starts_with("--offload: "));
}

#[test]
fn excludes_hold_in_a_walk() {
    let project = project(&[
        ("a.py", ""),
        ("gen/b.py", ""),
        ("sub/gen/b.py", ""),
        ("sub/c_pb2.py", ""),
        ("node_modules/d.py", ""),
        ("own/asyncfix.toml", "extend-exclude = ['x/only.py', 'gen']\n"),
        ("own/x/only.py", ""),
        ("own/y/x/only.py", ""),
        ("own/gen/e.py", ""),
        ("own/venv/e.py", ""),
        ("all/asyncfix.toml", "exclude = []\n"),
        ("all/venv/f.py", ""),
    ]);
    let walked = |overrides: Overrides| {
        let map =
            SettingsMap::new(project.path(), &REGISTRY, overrides, &Discovery::Closest).expect("no mistake");
        let found =
            walk(project.path(), &[PathBuf::from(".")], |path| map.is_excluded(path)).expect("no mistake");
        found.files.iter().map(|file| file.path.display().to_string()).collect::<Vec<_>>()
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let extended =
        Overrides { extend_exclude: texts(&["gen/*", "*_pb2.py", "./a.py"]), ..Overrides::default() };
    assert_eq!(walked(extended), ["all/venv/f.py", "own/y/x/only.py", "sub/gen/b.py"]);
    let replaced = Overrides { exclude: Some(texts(&["sub/", "own", "all"])), ..Overrides::default() };
    assert_eq!(walked(replaced), ["a.py", "gen/b.py", "node_modules/d.py"]);
}

#[test]
fn files_that_no_walk_found_are_excluded_with_their_folder() {
    let project = project(&[("asyncfix.toml", "extend-exclude = ['gen/old']\n")]);
    let settings = settings(&project, "").expect("no mistake");
    let excludes = |path: &str| settings.excludes_with_parents(&project.path().join(path));
    assert!(excludes("gen/old/deep/a.py") && excludes("venv/lib/a.py"));
    assert!(!excludes("gen/new/a.py"));
    assert!(!settings.excludes(Path::new("/gen/old/a.py")));
}
