//! The program `pyjit`: hands its arguments to [`pyjit::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    pyjit::cli::run(std::env::args_os().collect()).into()
}
