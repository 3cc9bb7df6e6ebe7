//! Prepares what the binary embeds.

#[path = "web/build.rs"]
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    match web::build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error={}", reason.replace('\n', " / "));
            ExitCode::FAILURE
        }
    }
}
