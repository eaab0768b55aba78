//! `cargo xtask compare faults`: published SDKs beside this package, under the same faults. What was
//! measured goes to the terminal and into docs/faults.md.

use crate::markers;
use crate::process::{self, command};
use crate::progress::Progress;
use crate::workspace::{self, Workspace};
use crate::{build, install, setup};
use anyhow::Result;
use std::path::Path;

const FOLDER: &str = "tests/compare";
const DOCUMENT: &str = "docs/faults.md";
const PLACE: &str = "compare";

/// The document when there is none yet.
const TITLE: &str = "\
# Under faults

What a client does when a connection, an answer or a server goes wrong.
";

/// What stands above the first table when the document has no place for it yet.
const HEADING: &str = "\
## Beside published SDKs

The same faults meet this package and the SDKs of four services that were published on npm. The
versions are pinned in `tests/compare/package-lock.json`; no test and no part of the package depends on
them. `cargo xtask compare faults` measures again and writes what follows.
";

pub fn faults() -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(build::STEPS + 4);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    progress.step("Installing the SDKs to compare with");
    sdks(&ws)?;
    let tarball = build::shipped(&ws, &mut progress)?;
    progress.step("Installing the package beside them");
    let consumer = install::consumer(&ws, &tarball)?;
    progress.step("Measuring every client under every fault: two to three minutes");
    let table = measure(&ws, &consumer)?;
    write(&ws, &table)?;
    progress.finish(&format!("{DOCUMENT} is written"));
    Ok(())
}

fn sdks(ws: &Workspace) -> Result<()> {
    setup::npm_ci(
        &ws.path(FOLDER),
        "The published SDKs could not be installed: check that the npm registry can be reached, \
         then run `cargo xtask compare faults` again. Nothing else needs them.",
    )
}

/// The tables as Markdown; the terminal has seen them by then.
fn measure(ws: &Workspace, consumer: &Path) -> Result<String> {
    let report = ws.path("target/report/compare.md");
    workspace::write(&report, "")?;
    let mut node = command("node", &ws.root, &[format!("{FOLDER}/run.js")]);
    node.arg(&report).env("CARDLATCH_CONSUMER", consumer);
    process::run(&mut node, "The comparison ended with an error: see above.")?;
    workspace::read(&report)
}

fn write(ws: &Workspace, table: &str) -> Result<()> {
    let path = ws.path(DOCUMENT);
    let old = if path.is_file() { workspace::read(&path)? } else { TITLE.to_owned() };
    workspace::write(&path, with_table(&old, table))
}

/// The document with the table between its marks, which are put at the end where there are none.
fn with_table(document: &str, table: &str) -> String {
    markers::replace_between(document, PLACE, table).unwrap_or_else(|| {
        let (start, end) = (markers::start(PLACE), markers::end(PLACE));
        format!("{document}\n{HEADING}\n{start}\n{table}{end}\n")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_marks_gets_them_at_the_end() {
        let fresh = with_table("# T\n", "table\n");
        let (start, end) = (markers::start(PLACE), markers::end(PLACE));
        assert_eq!(fresh, format!("# T\n\n{HEADING}\n{start}\ntable\n{end}\n"));
    }

    #[test]
    fn only_what_stands_between_the_marks_changes() {
        let first = with_table("# T\n", "old\n");
        let second = with_table(&format!("{first}\nmore\n"), "new\n");
        assert_eq!(second, format!("{}\nmore\n", first.replace("old\n", "new\n")));
        assert_eq!(with_table(&second, "new\n"), second);
    }
}
