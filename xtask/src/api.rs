//! `cargo xtask api` writes what the crate offers to programs, an item a line, into docs/api.txt. The
//! stage `rust` compares: whoever changes what others build upon sees it, and so do they who read the
//! change.

use crate::manifest::Manifest;
use crate::process;
use crate::toolchain::Toolchain;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result, anyhow};
use public_api::Builder;
use std::path::PathBuf;
use std::process::Command;

/// What rustdoc tells as JSON changes from version to version, so one version is asked.
const COMPILER: &str = "1.95.0";

/// Traits of the compiler that follow from the fields of a type and that nobody relies on.
const UNTOLD: [&str; 5] = [
    "::Freeze for ",
    "UnwindSafe for ",
    "UnsafeUnpin for ",
    "::Unpin for ",
    "::StructuralPartialEq for ",
];

pub fn main() -> Result<()> {
    let ws = Workspace::open()?;
    let toolchain = compiler(&ws).map_err(|sentence| anyhow!("{sentence}"))?;
    let items = listed(&ws, &toolchain)?;
    workspace::write(&document(&ws), joined(&items))?;
    println!("{} is written: {} items.", document(&ws).display(), items.len());
    Ok(())
}

/// The compiler whose rustdoc is asked.
pub fn compiler(ws: &Workspace) -> Result<Toolchain, String> {
    Toolchain::get(ws, COMPILER)
}

/// What differs from docs/api.txt, a line each: `+` for what is new, `-` for what is gone.
pub fn differences(ws: &Workspace, toolchain: &Toolchain) -> Result<Vec<String>> {
    let listed = listed(ws, toolchain)?;
    let kept = workspace::read(&document(ws))?;
    Ok(compared(&kept, &listed))
}

fn compared(kept: &str, listed: &[String]) -> Vec<String> {
    let kept: Vec<&str> = kept.lines().collect();
    let gone = kept.iter().filter(|line| listed.iter().all(|item| item != **line));
    let new = listed.iter().filter(|item| !kept.contains(&item.as_str()));
    gone.map(|line| format!("- {line}")).chain(new.map(|item| format!("+ {item}"))).collect()
}

fn document(ws: &Workspace) -> PathBuf {
    ws.path("docs/api.txt")
}

fn joined(items: &[String]) -> String {
    items.join("\n") + "\n"
}

/// What the crate offers with all features of programs.
fn listed(ws: &Workspace, toolchain: &Toolchain) -> Result<Vec<String>> {
    let api = Builder::from_rustdoc_json(told(ws, toolchain)?)
        .omit_blanket_impls(true)
        .build()
        .context("what rustdoc said of the crate could not be read")?;
    let items = api.items().map(ToString::to_string);
    Ok(items.filter(|item| UNTOLD.iter().all(|part| !item.contains(part))).collect())
}

/// The file in which rustdoc tells of every item, written anew where the crate has changed.
pub fn told(ws: &Workspace, toolchain: &Toolchain) -> Result<PathBuf> {
    let mut rustdoc = rustdoc(ws, toolchain)?;
    rustdoc.args(["--", "-Zunstable-options", "--output-format=json"]);
    process::run_quietly(&mut rustdoc, "rustdoc could not say what the crate offers: see above.")?;
    Ok(ws.path("target/api/doc/cardlatch.json"))
}

/// rustdoc as docs.rs runs it, in a folder of its own: what is not stable yet builds all anew.
pub fn rustdoc(ws: &Workspace, toolchain: &Toolchain) -> Result<Command> {
    let features = Manifest::read(ws)?.user_features()?.join(",");
    let mut cargo = toolchain.cargo(ws, &["rustdoc", "--lib", "--locked"]);
    cargo.args(["--no-default-features", "--features", &features, "--target-dir", "target/api"]);
    cargo.env("RUSTC_BOOTSTRAP", "1").env_remove("RUSTDOCFLAGS");
    Ok(cargo)
}

#[cfg(test)]
mod tests {
    use super::compared;

    #[test]
    fn what_is_new_and_what_is_gone() {
        let listed = ["pub fn a::b()", "pub fn a::d()"].map(String::from);
        let due = ["- pub fn a::c()", "+ pub fn a::d()"];
        assert_eq!(compared("pub fn a::b()\npub fn a::c()\n", &listed), due);
        assert!(compared("pub fn a::b()\npub fn a::d()\n", &listed).is_empty());
    }
}
