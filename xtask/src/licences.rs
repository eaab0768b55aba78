//! Checks, without any installed tool, that every Rust dependency has a licence that deny.toml
//! allows and comes from the package registry.

use crate::process;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Everything that is wrong, one sentence each, and how many packages were looked at.
pub fn check(ws: &Workspace) -> Result<(usize, Vec<String>)> {
    let allowed = allowed(&workspace::read(&ws.path("deny.toml"))?)?;
    let mut wrong = Vec::new();
    let mut count = 0;
    let own =
        ["Cargo.toml", "xtask/Cargo.toml", "fuzz/Cargo.toml", "examples/workers-rust/Cargo.toml"];
    for manifest in own {
        let metadata = process::read(
            &mut process::cargo(
                &ws.root,
                &["metadata", "--format-version=1", "--all-features", "--manifest-path", manifest],
            ),
            "cargo could not list the dependencies: see above.",
        )?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let packages = metadata.get("packages").and_then(Value::as_array);
        for package in packages.context("cargo listed no packages")? {
            count += 1;
            wrong.extend(fault(package, &allowed));
        }
    }
    Ok((count, wrong))
}

fn fault(package: &Value, allowed: &[String]) -> Option<String> {
    let text = |key: &str| package.get(key).and_then(Value::as_str);
    let name = text("name").unwrap_or("a package without a name");
    // No source: one of this repository's own packages.
    let source = text("source")?;
    if !source.starts_with("registry+") && !source.starts_with("sparse+") {
        return Some(format!("{name} does not come from the package registry."));
    }
    let licence = text("license").unwrap_or("none stated");
    (!is_allowed(licence, allowed))
        .then(|| format!("{name} has a licence that deny.toml does not allow: {licence}."))
}

/// The `allow` list of the `[licenses]` table.
fn allowed(deny: &str) -> Result<Vec<String>> {
    let table = deny.split_once("[licenses]").map(|(_, rest)| rest);
    let list = table
        .and_then(|rest| rest.split_once("allow = ["))
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(list, _)| list)
        .context("deny.toml has no `allow` list under `[licenses]`.")?;
    let names: Vec<String> = list.split('"').skip(1).step_by(2).map(String::from).collect();
    if names.is_empty() {
        bail!("The `allow` list of deny.toml is empty.");
    }
    Ok(names)
}

/// Whether a licence expression can be met. `/` is the old way to write `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest, allowed) && rest.is_empty()
}

fn any_of(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = all_of(words, allowed);
    while take(words, "OR") {
        met |= all_of(words, allowed);
    }
    met
}

fn all_of(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while take(words, "AND") {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    if take(words, "(") {
        return any_of(words, allowed) & take(words, ")");
    }
    let Some((name, rest)) = words.split_first() else { return false };
    *words = rest;
    // An exception only adds permissions.
    if take(words, "WITH") {
        *words = words.get(1..).unwrap_or_default();
    }
    allowed.iter().any(|licence| licence == name)
}

fn take(words: &mut &[&str], word: &str) -> bool {
    match words.split_first() {
        Some((first, rest)) if *first == word => {
            *words = rest;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        let deny =
            "[bans]\nallow = [\"x\"]\n[licenses]\n# why\nallow = [\n  \"MIT\",\n  \"ISC\"\n]\n";
        assert_eq!(allowed(deny).unwrap(), ["MIT", "ISC"]);
        assert!(allowed("[licenses]\nallow = []").is_err());
        assert!(allowed("").is_err());
    }

    #[test]
    fn expressions() {
        let list = ["MIT", "Unicode-3.0", "Apache-2.0"].map(String::from);
        for good in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
        ] {
            assert!(is_allowed(good, &list), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "none stated", "", "(MIT", "MIT)", "MIT GPL-3.0"]
        {
            assert!(!is_allowed(bad, &list), "{bad}");
        }
    }
}
