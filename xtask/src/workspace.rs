//! Where things are, and what the crate's own manifest says.

use crate::process;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

pub struct Workspace {
    pub root: PathBuf,
    /// Where cargo puts the crate's own builds.
    pub cargo_target: PathBuf,
    pub version: String,
}

impl Workspace {
    pub fn open() -> Result<Self> {
        let root = root()?;
        let metadata = process::read(
            &mut process::cargo(&root, &["metadata", "--no-deps", "--format-version=1"]),
            "Cargo.toml could not be read: see cargo's message above.",
        )?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let package = metadata
            .pointer("/packages/0")
            .context("Cargo.toml names no package: run this from the project's own folder.")?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(String::from);
        Ok(Self {
            root,
            cargo_target: text(metadata.get("target_directory"))
                .context("cargo did not say where it builds")?
                .into(),
            version: text(package.get("version")).context("the package has no version")?,
        })
    }

    /// A path below the repository's root.
    pub fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// The wasm-bindgen test files by the name that `cargo test --test` takes.
    pub fn wasm_tests(&self) -> Result<Vec<String>> {
        let mut names: Vec<String> = files(&self.path("tests"))?
            .iter()
            .filter(|file| file.extension().is_some_and(|e| e == "rs"))
            .filter_map(|file| file.file_stem()?.to_str().map(String::from))
            .filter(|name| name.starts_with("wasm_"))
            .collect();
        names.sort();
        Ok(names)
    }
}

/// The repository's root: the folder above this program's manifest. Asked for when it runs, so
/// that a moved clone works.
fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .parent()
        .map(Path::to_path_buf)
        .context("Run this as `cargo xtask` from the project's own folder.")
}

/// The files directly in a folder, sorted; none when the folder is missing.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The files in a folder and all folders below it, sorted; none when the folder is missing.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files(folder)?;
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
                found.extend(files_below(&path)?);
            }
        }
    }
    found.sort();
    Ok(found)
}

pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text).with_context(|| format!("{} could not be written", path.display()))
}

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::copy(from, to)
        .map(|_| ())
        .with_context(|| format!("{} could not be copied to {}", from.display(), to.display()))
}

/// Removes a folder and everything in it, if it is there.
pub fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("{} could not be removed", folder.display()))?;
    }
    Ok(())
}

/// A short text that changes when any of the parts does. It only decides whether a step may be
/// skipped, so a hash that differs between compilers is good enough.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_tells_where_one_part_ends() {
        assert_eq!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"ab", b"c"]));
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
    }
}
