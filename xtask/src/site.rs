//! `cargo xtask site`: the documentation as static pages in target/site. The demo serves them below /docs.

use crate::process::{self, cargo, command};
use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{build, install, setup};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The crate's reference is a part that may be missing, so nobody waits longer for it.
const RUST_LIMIT: Duration = Duration::from_secs(180);

pub fn main() -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(build::STEPS + 3);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    let tarball = build::shipped(&ws, &mut progress)?;
    progress.step("Installing the package");
    let consumer = install::consumer(&ws, &tarball)?;
    progress.step("Building the documentation");
    let site = pages(&ws, &consumer)?;
    progress.finish(&format!("The documentation is {}", site.join("index.html").display()));
    Ok(())
}

/// Builds the pages; returns their folder.
pub fn pages(ws: &Workspace, consumer: &Path) -> Result<PathBuf> {
    packages(ws)?;
    let site = ws.path("target/site");
    let mut node = command("node", &ws.root, &["www/site/build.mjs", "--package"]);
    node.arg(consumer.join("node_modules/cardlatch")).arg("--out").arg(&site);
    if let Some(reference) = reference(ws)? {
        node.arg("--rust").arg(reference);
    }
    process::run(&mut node, "The documentation could not be built: see above.")?;
    Ok(site)
}

/// What the builder of the pages uses.
pub fn packages(ws: &Workspace) -> Result<()> {
    setup::npm_ci(
        &ws.path("www/site"),
        "`npm ci` failed in www/site: check that the npm registry can be reached, then run this \
         again.",
    )
}

/// The crate's reference, where cargo made it in time. The pages are whole without it.
fn reference(ws: &Workspace) -> Result<Option<PathBuf>> {
    let mut doc = cargo(&ws.root, &["doc", "--no-deps", "--features", "crypto", "--quiet"]);
    let mut child = doc.spawn().context("cargo doc could not be started")?;
    let end = Instant::now() + RUST_LIMIT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success().then(|| ws.path("target/doc")));
        }
        if Instant::now() > end {
            println!("   The Rust reference took too long and is left out.");
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}
