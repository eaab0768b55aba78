//! `cargo xtask bench image`: a signature image into a request body, ours beside the host's ways.
//! `cargo xtask bench proxy`: the proxy in workerd beside a worker that was written by hand.

use crate::build::{self, Module};
use crate::install;
use crate::process::{self, command};
use crate::progress::Progress;
use crate::setup;
use crate::workspace::Workspace;
use anyhow::Result;
use serde_json::json;

/// The cargo feature that exports the encoder by itself, without signing.
const FEATURE: &str = "bench";

pub fn image() -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(3);
    progress.step("Checking Node, the Rust target, the npm packages and Chromium");
    setup::everything(&ws)?;
    let browser = setup::browser(&ws)?;
    progress.step("Building the WebAssembly module with its encoder exported");
    let module = Module::with_feature(&ws, FEATURE);
    module.build(&ws)?;
    progress.step("Encoding a 2 MiB image in Node and in Chromium");
    let task = json!({
        "glue": module.glue(),
        "wasm": module.wasm(),
        "chromium": browser.chromium,
        "report": ws.path("target/report/bench-image.json"),
    });
    process::run(
        &mut command("node", &ws.root, &["xtask/bench/image.mjs", &task.to_string()]),
        "The bench failed: see above.",
    )?;
    progress.finish("Measured");
    Ok(())
}

/// What a worker written by hand is made of.
const HAND_WRITTEN: &str = "xtask/bench/proxy";
/// Enough to see whether memory grows.
const REQUESTS: u32 = 100_000;

pub fn proxy(requests: Option<u32>) -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(build::STEPS + 4);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    progress.step("Installing what the worker beside it needs");
    setup::npm_ci(
        &ws.path(HAND_WRITTEN),
        "The packages of the worker beside it could not be installed: check that the npm registry \
         can be reached, then run `cargo xtask bench proxy` again. Nothing else needs them.",
    )?;
    let tarball = build::shipped(&ws, &mut progress)?;
    progress.step("Installing the package");
    let consumer = install::consumer(&ws, &tarball)?;
    let requests = requests.unwrap_or(REQUESTS);
    progress.step(&format!("Freezing and unfreezing, {requests} requests each"));
    let task = json!({
        "consumer": consumer,
        "requests": requests,
        "report": ws.path("target/report/proxy.json"),
    });
    process::run(
        &mut command("node", &ws.root, &["xtask/bench/proxy.mjs", &task.to_string()]),
        "The bench failed: see above.",
    )?;
    progress.finish("Measured");
    Ok(())
}
