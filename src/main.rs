//! The command: parses its arguments, runs, and ends with the exit status.

use std::process::ExitCode;

use clap::Parser as _;

#[cfg(not(target_os = "openbsd"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    asyncfix::cli::run(&asyncfix::cli::args::Cli::parse())
}
