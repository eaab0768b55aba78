//! What the tests saw and planted: files below target/report, one of each process.

use crate::workspace::{self, Workspace};
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What something showed: an event, a log line, an error, what a program printed.
pub struct Record {
    pub file: String,
    /// The stage and the runtime, for example `package-workerd`.
    pub place: String,
    pub kind: String,
    pub text: String,
}

/// What nobody should see.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted {
    pub kind: String,
    pub value: String,
}

/// The folder that tests write into.
pub fn folder(ws: &Workspace) -> PathBuf {
    ws.path("target/report")
}

/// Forgets what an earlier run of a stage left, and what was left outside of any stage.
pub fn clear(ws: &Workspace, stage: &str) -> Result<()> {
    for below in ["seen", "planted"] {
        for path in workspace::files(&folder(ws).join(below))? {
            let name = name(&path);
            let own = name.split('-').next().unwrap_or_default();
            if own == stage || (own == "alone" && stage != "secrets") {
                std::fs::remove_file(&path)
                    .with_context(|| format!("{} could not be removed", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Keeps what a stage's programs printed.
pub fn keep_output(ws: &Workspace, stage: &str, text: &str) -> Result<()> {
    let path = folder(ws).join(format!("seen/{stage}-output.txt"));
    let before = if path.is_file() { workspace::read(&path)? } else { String::new() };
    workspace::write(&path, before + text)
}

pub fn records(ws: &Workspace) -> Result<Vec<Record>> {
    let mut found = Vec::new();
    for path in workspace::files(&folder(ws).join("seen"))? {
        let file = name(&path);
        let place = place(&file);
        let record = |(kind, text)| Record { file: file.clone(), place: place.clone(), kind, text };
        if path.extension().is_some_and(|ending| ending == "txt") {
            found.push(record(("output".to_owned(), workspace::read(&path)?)));
        } else {
            found.extend(pairs(&path)?.into_iter().map(record));
        }
    }
    Ok(found)
}

pub fn planted(ws: &Workspace) -> Result<BTreeSet<Planted>> {
    let mut found = BTreeSet::new();
    for path in workspace::files(&folder(ws).join("planted"))? {
        found.extend(pairs(&path)?.into_iter().map(|(kind, value)| Planted { kind, value }));
    }
    Ok(found)
}

/// A line may be cut where a process was ended in the midst of it.
fn pairs(path: &Path) -> Result<Vec<(String, String)>> {
    let text = workspace::read(path)?;
    let pair =
        |line| serde_json::from_str(line).with_context(|| format!("{} is spoiled", name(path)));
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().map(pair).collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A file's name without the process and the ending.
fn place(file: &str) -> String {
    file.rsplit_once('-').map_or(file, |(place, _)| place).to_owned()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_a_stage_and_a_runtime() {
        assert_eq!(place("package-workerd-123.jsonl"), "package-workerd");
        assert_eq!(place("native-output.txt"), "native");
    }
}
