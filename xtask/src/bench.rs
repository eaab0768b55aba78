//! `cargo xtask bench image`: a signature image into a request body, ours beside the host's ways.

use crate::build::Module;
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
