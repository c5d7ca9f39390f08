//! The `planerka` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    planerka::cli::main(std::env::args_os())
}
