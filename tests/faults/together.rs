//! Two runs at once over one tree with one cache.

use std::process::{Child, Stdio};

use super::*;

#[test]
fn two_runs_repair_each_file_once() {
    let names: Vec<String> = (0..60).map(|number| format!("package{}/m{number}.py", number % 7)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for round in 0..5 {
        let folder = project(&names);
        let outputs: Vec<Output> = [(); 3]
            .map(|()| start(folder.path()))
            .into_iter()
            .map(|run| run.wait_with_output().expect("it ends"))
            .collect();
        for file in files(folder.path()) {
            assert!(is_python(&file), "round {round}: {} is left", file.display());
            assert_eq!(read(&file), NEW, "round {round}: {}", file.display());
        }
        for output in outputs {
            // A run that comes too late to a file says so.
            let told = told(&output);
            let is_late = told.contains("the file changed on disk");
            assert_eq!(output.status.code(), Some(if is_late { 2 } else { 0 }), "round {round}: {told}");
        }
        let again = asyncfix(folder.path(), &["."]);
        assert_eq!(again.status.code(), Some(0), "round {round}: {}", told(&again));
    }
}

fn start(folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .args(["--isolated", "--write", "."])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs")
}
