//! Writes the sources of the documentation site: `cargo run --example docs -- FOLDER`.
//!
//! `python3 docs/build.py` does that and makes HTML of them.

mod site;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        eprintln!("usage: cargo run --example docs -- FOLDER");
        return ExitCode::from(2);
    };
    match site::pages().and_then(|pages| site::write(Path::new(folder), &pages)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}
