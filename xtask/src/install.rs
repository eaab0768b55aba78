//! Packs the package and installs the packed file into a folder of its own, as a user would.

use crate::process::{self, command};
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::PathBuf;

/// Packs target/pkg; returns the packed file.
pub fn pack(ws: &Workspace) -> Result<PathBuf> {
    let folder = ws.path("target/pkg-tarball");
    workspace::remove(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let mut npm = command("npm", &ws.path("target/pkg"), &["pack", "--pack-destination"]);
    npm.arg(&folder);
    process::run_quietly(&mut npm, "`npm pack` failed: see above.")?;
    let expected = folder.join(format!("cardlatch-{}.tgz", ws.version));
    let packed = workspace::files(&folder)?;
    packed.into_iter().find(|file| *file == expected).with_context(|| {
        format!("`npm pack` did not make {}: is the package's name right?", expected.display())
    })
}

/// Installs the packed file into target/consumer; returns that folder.
pub fn consumer(ws: &Workspace, tarball: &std::path::Path) -> Result<PathBuf> {
    let folder = ws.path("target/consumer");
    // From nothing each time: npm keeps what it has when a packed file changes but not its version.
    workspace::remove(&folder)?;
    let manifest = json!({
        "name": "consumer",
        "private": true,
        "type": "module",
        "dependencies": { "cardlatch": format!("file:{}", tarball.display()) },
    });
    workspace::write(&folder.join("package.json"), format!("{manifest:#}\n"))?;
    let mut npm = command("npm", &folder, &["install", "--offline", "--ignore-scripts"]);
    npm.args(["--no-audit", "--no-fund"]);
    process::run_quietly(&mut npm, "The packed package could not be installed: see above.")?;
    Ok(folder)
}
