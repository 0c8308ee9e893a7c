//! Sources, names, settings and codemods of somebody who means harm. `SECURITY.md` says what is promised; each promise has its
//! test here.

mod commands;
mod excess;
mod outside;
mod terminal;

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const SLEEPY: &str = "import time\n\n\nasync def f():\n    time.sleep(1)\n";

/// How long any run may take; an honest one of these takes less than a second.
const LONGEST: Duration = Duration::from_secs(30);

fn write(root: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("made");
    std::fs::write(path, content).expect("written");
}

fn asyncfix(folder: &Path, arguments: &[&str]) -> Output {
    run(Command::new(env!("CARGO_BIN_EXE_asyncfix")).args(arguments).current_dir(folder))
}

/// The output of a command, which must end in time.
fn run(command: &mut Command) -> Output {
    let start = Instant::now();
    let (mut stdout, mut stderr) =
        (tempfile::tempfile().expect("a file"), tempfile::tempfile().expect("a file"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(stdout.try_clone().expect("another handle"))
        .stderr(stderr.try_clone().expect("another handle"))
        .spawn()
        .expect("it starts");
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if start.elapsed() > LONGEST {
            child.kill().expect("it can be killed");
            panic!("{command:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let read = |file: &mut std::fs::File| {
        use std::io::{Read, Seek};
        let mut bytes = Vec::new();
        file.rewind().expect("to the beginning");
        file.read_to_end(&mut bytes).expect("read");
        bytes
    };
    Output { status, stdout: read(&mut stdout), stderr: read(&mut stderr) }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
