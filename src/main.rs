//! The `zij` program: see `zij --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    zij::cli::main()
}
