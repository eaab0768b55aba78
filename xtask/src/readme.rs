//! `cargo xtask readme` writes the tables into the README files, docs/faults.md and docs/coverage.md.
//! The check beside it makes sure that the tables are fresh, that the commands exist and that the
//! links lead somewhere. Whether docs/coverage.md is fresh is a test of the crate.

use crate::args;
use crate::capabilities;
use crate::faults;
use crate::markers;
use crate::operations;
use crate::process;
use crate::workspace::{self, Workspace};
use anyhow::{Result, bail};
use std::path::PathBuf;

/// The document that must hold the table, and the one that may.
const WITH_TABLE: [(&str, bool); 2] = [("README.md", true), ("pkg-template/README.md", false)];

pub fn main() -> Result<()> {
    let ws = Workspace::open()?;
    for (path, fresh) in with_fresh_table(&ws)? {
        if workspace::read(&path)? == fresh {
            println!("{} is up to date.", path.display());
        } else {
            workspace::write(&path, fresh)?;
            println!("{} is rewritten.", path.display());
        }
    }
    write_coverage(&ws)
}

/// The counts are in the tables of the tests, so a test writes the document.
fn write_coverage(ws: &Workspace) -> Result<()> {
    let test = ["test", "--features", "crypto,http", "--test", "coverage", "the_document_is_fresh"];
    let mut test = process::cargo(&ws.root, &test);
    let sentence = "docs/coverage.md could not be written: see above.";
    process::run_quietly(test.env("UPDATE_COVERAGE", "1"), sentence)?;
    println!("{} is written.", ws.path("docs/coverage.md").display());
    Ok(())
}

/// Everything that is wrong with the documents, one sentence each.
pub fn check(ws: &Workspace) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (path, fresh) in with_fresh_table(ws)? {
        if workspace::read(&path)? != fresh {
            wrong.push(format!(
                "The table in {} is stale: run `cargo xtask readme`.",
                path.display()
            ));
        }
    }
    for path in documents(ws)? {
        let text = workspace::read(&path)?;
        let name = path.strip_prefix(&ws.root).unwrap_or(&path).display();
        wrong.extend(
            unknown_commands(&text)
                .map(|word| format!("{name} names `cargo xtask {word}`, which is no command.")),
        );
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        wrong.extend(
            local_links(&text)
                .filter(|link| !folder.join(link).exists())
                .map(|link| format!("{name} links to {link}, which is not there.")),
        );
    }
    Ok(wrong)
}

/// The pages at the root, those of the package and those of a `docs` folder.
fn documents(ws: &Workspace) -> Result<Vec<PathBuf>> {
    let mut found = workspace::files(&ws.root)?;
    found.extend(workspace::files(&ws.path("pkg-template"))?);
    found.extend(workspace::files_below(&ws.path("docs"))?);
    found.retain(|file| file.extension().is_some_and(|e| e == "md"));
    Ok(found)
}

fn with_fresh_table(ws: &Workspace) -> Result<Vec<(PathBuf, String)>> {
    let tables = capabilities::Tables::read(ws)?;
    let actions = capabilities::markdown(&capabilities::rows(&tables)?);
    let covered = operations::markdown(&tables.operations)?;
    let mut documents = Vec::new();
    for (name, required) in WITH_TABLE {
        let path = ws.path(name);
        let text = if required || path.is_file() { workspace::read(&path)? } else { continue };
        let mut fresh = text;
        for (marker, table) in [("capabilities", &actions), ("coverage", &covered)] {
            match markers::replace_between(&fresh, marker, table) {
                Some(document) => fresh = document,
                None if required => bail!(
                    "{name} needs the markers `{}` and `{}`, where the table stands.",
                    markers::start(marker),
                    markers::end(marker)
                ),
                None => {}
            }
        }
        documents.push((path, fresh));
    }
    documents.push(faults::with_fresh_table(ws)?);
    Ok(documents)
}

fn unknown_commands(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit();
    text.split("cargo xtask ")
        .skip(1)
        .map(move |rest| rest.split(|c: char| !is_name(c)).next().unwrap_or_default())
        .filter(|word| !word.is_empty() && !args::COMMANDS.contains(word))
}

/// The targets of Markdown links that name a file: no addresses, no anchors of the same page.
fn local_links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.split(['#', ' ']).next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_in_documents() {
        let text =
            "Run `cargo xtask demo`, then `cargo xtask tset`.\n    cargo xtask size --variants";
        assert_eq!(unknown_commands(text).collect::<Vec<_>>(), ["tset"]);
        assert_eq!(unknown_commands("`cargo xtask <command>`").count(), 0);
    }

    #[test]
    fn links_to_files() {
        let text = "[a](docs/a.md#top) [b](#b) [c](https://example.com/c) ![d](d.png \"t\")";
        assert_eq!(local_links(text).collect::<Vec<_>>(), ["docs/a.md", "d.png"]);
    }
}
