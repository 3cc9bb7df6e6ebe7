//! Prepares what the binary embeds.

#[path = "src/gazetteer/build.rs"]
pub mod gazetteer;

#[path = "web/build.rs"]
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    match gazetteer::build().and_then(|()| web::build()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error={}", reason.replace('\n', " / "));
            ExitCode::FAILURE
        }
    }
}
