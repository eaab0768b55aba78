//! `cargo xtask build`: from Rust source to a packed npm package. The WebAssembly module is made
//! here; `package.rs` puts the files around it together.

use crate::process::{self, command};
use crate::progress::Progress;
use crate::workspace::{self, Workspace, fingerprint};
use crate::{install, package, setup};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// What the made module depends on beside its source: this file and the tools' versions.
const RECIPE: &[u8] = include_bytes!("build.rs");
const TOOLS: &[u8] = include_bytes!("../Cargo.lock");

/// What `opt-level = "z"` leaves undone. Addresses below a megabyte are shorter, and nothing here
/// needs more of a stack. A call costs more bytes than the inliner thinks, what it inlines more
/// than it allows for. A structure is moved by one instruction instead of word by word. Loops keep
/// one counter where fast ones would have several. What is read from memory on one way only is not
/// read ahead on the others.
const DENSE: [&str; 6] = [
    "-Clink-arg=-zstack-size=131072",
    "-Cllvm-args=--inline-threshold=5",
    "-Cllvm-args=--inline-call-penalty=60",
    "-Cllvm-args=--max-store-memcpy=1",
    "-Cllvm-args=--disable-lsr",
    "-Cllvm-args=--enable-load-pre=false",
];

/// A function is not put into its one caller, where its words repeat others' less often. Control
/// flow and locals are made anew once, which drops what the compiler's own order needs, and then
/// made small like the rest. Functions that differ in constants become one. What is said of an
/// address's alignment is only a hint, and without it the same words come again more often.
const PASSES: [&str; 11] = [
    "-ocimfs",
    "0",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    "--merge-similar-functions",
    "-Oz",
    "--dealign",
];

/// The steps that `shipped` announces.
pub const STEPS: usize = 5 + package::ISSUERS.len();

pub fn main() -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(STEPS + 1);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    let tarball = shipped(&ws, &mut progress)?;
    progress.finish(&format!("The package is {}", tarball.display()));
    Ok(())
}

/// Builds and packs what is shipped; returns the packed file.
pub fn shipped(ws: &Workspace, progress: &mut Progress) -> Result<PathBuf> {
    let first = !ws.cargo_target.join("wasm32-unknown-unknown/release").is_dir();
    progress.step(if first {
        "Building the WebAssembly module (about 40 s the first time)"
    } else {
        "Building the WebAssembly module"
    });
    let module = Module::shipped(ws);
    module.build(ws)?;
    Module::declared(ws).build(ws)?;
    for issuer in package::ISSUERS {
        progress.step(&format!("Building the module of {issuer} alone"));
        Module::of_issuer(ws, issuer).build(ws)?;
    }
    progress.step("Building the module of the callbacks");
    Module::of_callbacks(ws).build(ws)?;
    progress.step("Building the module of the edge");
    Module::of_edge(ws).build(ws)?;
    progress.step("Putting the npm package together");
    package::assemble(ws, &module)?;
    progress.step("Packing the npm package");
    install::pack(ws)
}

/// One build of the crate as a WebAssembly module with its JavaScript glue.
pub struct Module {
    /// Cargo features, comma-separated.
    features: String,
    profile: &'static str,
    cargo_target: PathBuf,
    folder: PathBuf,
}

impl Module {
    /// What the package ships.
    pub fn shipped(ws: &Workspace) -> Self {
        Self {
            features: "ship,issuers".into(),
            profile: "release",
            cargo_target: ws.cargo_target.clone(),
            folder: ws.path("target/bindgen/all"),
        }
    }

    /// What the package ships for those who need one issuer.
    pub fn of_issuer(ws: &Workspace, issuer: &str) -> Self {
        Self {
            features: format!("ship,{issuer}"),
            profile: "release",
            cargo_target: ws.cargo_target.clone(),
            folder: ws.path("target/bindgen").join(issuer),
        }
    }

    /// What the package ships for those who receive callbacks.
    pub fn of_callbacks(ws: &Workspace) -> Self {
        Self::of_issuer(ws, "callbacks")
    }

    /// What the package ships for those who serve pages.
    pub fn of_edge(ws: &Workspace) -> Self {
        Self::of_issuer(ws, "edge")
    }

    /// What no package ships: these modules trap when they are told to, for the tests of what follows.
    pub fn trapping(ws: &Workspace) -> [Self; 3] {
        [("trap", "issuers"), ("trap-callbacks", "callbacks"), ("trap-edge", "edge")].map(
            |(name, part)| Self {
                features: format!("ship,{part},trap"),
                ..Self::of_issuer(ws, name)
            },
        )
    }

    /// What the TypeScript declarations are read from. Never shipped: the helpers that make the
    /// declarations would weigh more than the module.
    pub fn declared(ws: &Workspace) -> Self {
        Self {
            features: "typescript".into(),
            profile: "dev",
            cargo_target: ws.cargo_target.clone(),
            folder: ws.path("target/declared"),
        }
    }

    /// A build for measuring, by its cargo feature, in folders of its own so that the shipped build
    /// stays as it is.
    pub fn with_feature(ws: &Workspace, feature: &str) -> Self {
        Self {
            features: feature.into(),
            profile: "release",
            cargo_target: ws.path("target/variants/cargo"),
            folder: ws.path("target/variants").join(feature),
        }
    }

    /// The optimised module.
    pub fn wasm(&self) -> PathBuf {
        self.folder.join("optimised/cardlatch_bg.wasm")
    }

    /// The JavaScript that the module imports.
    pub fn glue(&self) -> PathBuf {
        self.folder.join("cardlatch_bg.js")
    }

    /// All declarations, those of the raw exports included.
    pub fn declarations(&self) -> PathBuf {
        self.folder.join("cardlatch.d.ts")
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn build(&self, ws: &Workspace) -> Result<()> {
        let compiled = self.compile(ws)?;
        let wasm = std::fs::read(&compiled)
            .with_context(|| format!("cargo built no {}", compiled.display()))?;
        let lock = workspace::read(&ws.path("package-lock.json"))?;
        let inputs = fingerprint(&[&wasm, lock.as_bytes(), RECIPE, TOOLS]);
        let stamp = self.folder.join("inputs");
        let done = std::fs::read_to_string(&stamp).is_ok_and(|before| before == inputs);
        if done && self.declarations().is_file() {
            return Ok(());
        }
        workspace::remove(&self.folder)?;
        self.bind(wasm)?;
        if self.profile == "release" {
            self.optimise(ws)?;
        }
        workspace::write(&stamp, inputs)
    }

    fn compile(&self, ws: &Workspace) -> Result<PathBuf> {
        // As long as an `rlib` is made beside it, cargo leaves the link-time optimisation out.
        let target = ["--lib", "--crate-type=cdylib", "--target=wasm32-unknown-unknown"];
        let mut cargo = process::cargo(&ws.root, &["rustc", "--profile", self.profile]);
        cargo.args(target);
        cargo.args(["--no-default-features", "--features", &self.features, "--"]).args(DENSE);
        cargo.env("CARGO_TARGET_DIR", &self.cargo_target);
        process::run(&mut cargo, "The crate does not build for WebAssembly: see above.")?;
        let folder = if self.profile == "dev" { "debug" } else { self.profile };
        Ok(self.cargo_target.join("wasm32-unknown-unknown").join(folder).join("cardlatch.wasm"))
    }

    /// The features section stays for now: the optimiser reads from it what it may use.
    fn bind(&self, mut wasm: Vec<u8>) -> Result<()> {
        if self.features.starts_with("ship") {
            without_references(&mut wasm);
        }
        let mut bindgen = Bindgen::new();
        bindgen.input_bytes("cardlatch", wasm);
        bindgen.bundler(true)?;
        bindgen.typescript(true).remove_name_section(true).remove_producers_section(true);
        bindgen.generate(&self.folder).context("wasm-bindgen could not write the glue")
    }

    fn optimise(&self, ws: &Workspace) -> Result<()> {
        let optimised = self.wasm();
        workspace::write(&optimised, b"")?;
        let mut node = command("node", &ws.root, &["node_modules/binaryen/bin/wasm-opt"]);
        node.args(PASSES);
        if self.features.starts_with("ship") {
            // For glue that restarts a module after a panic. What is shipped has no glue.
            node.arg("--remove-exports=__*");
        }
        // The stack comes first in memory and grows downwards: only one that is about to overflow
        // uses the lowest kilobyte.
        node.arg("--low-memory-unused");
        node.args(["--strip-debug", "--strip-producers", "--strip-target-features"]);
        node.arg(self.folder.join("cardlatch_bg.wasm")).arg("-o").arg(&optimised);
        process::run(&mut node, "wasm-opt could not optimise the module: see above.")
    }
}

/// Says in the features section that the module uses no reference types. Every module of the
/// compiler says it may; then a table of JavaScript values is made and filled for one that, as the
/// shipped one, holds none.
fn without_references(wasm: &mut [u8]) {
    let name = b"+\x0freference-types";
    if let Some(at) = wasm.windows(name.len()).rposition(|window| window == name) {
        wasm[at] = b'-';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_reference_types_are_denied() {
        let mut wasm = b"+\x0amultivalue+\x0freference-types+\x08sign-ext".to_vec();
        without_references(&mut wasm);
        assert_eq!(wasm, b"+\x0amultivalue-\x0freference-types+\x08sign-ext");
    }
}
