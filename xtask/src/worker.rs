//! The example worker in Rust, put together as Cloudflare's own tool does it, but from this machine: that
//! tool fetches its parts from elsewhere.

use crate::process;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// What a worker starts with: the module comes from the runtime, the glue is told of it.
const ENTRY: &str = r#"import module from "./worker_bg.wasm";
import * as glue from "./worker_bg.js";

const { exports } = new WebAssembly.Instance(module, { "./worker_bg.js": glue });
glue.__wbg_set_wasm(exports);
exports.__wbindgen_start?.();

export default { fetch: (request, env, context) => glue.fetch(request, env, context) };
"#;

/// Builds `examples/workers-rust` into `target/workers-rust/build`.
pub fn build(ws: &Workspace) -> Result<()> {
    let target = ws.path("target/workers-rust");
    let manifest = "examples/workers-rust/Cargo.toml";
    let mut cargo =
        process::cargo(&ws.root, &["rustc", "--lib", "--locked", "--manifest-path", manifest]);
    cargo.args(["--target=wasm32-unknown-unknown", "--config=profile.dev.debug=0"]);
    cargo.arg("--target-dir").arg(&target).args(["--", "-Dwarnings"]);
    process::run_quietly(&mut cargo, "The example worker does not build: see above.")?;
    let made = target.join("wasm32-unknown-unknown/debug/cards_on_workers_in_rust.wasm");
    let wasm =
        std::fs::read(&made).with_context(|| format!("cargo built no {}", made.display()))?;
    let build = target.join("build");
    workspace::remove(&build)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("worker", wasm).bundler(true)?.typescript(false);
    bindgen.generate(&build).context("wasm-bindgen could not write the worker's glue")?;
    workspace::write(&build.join("index.js"), ENTRY)
}
