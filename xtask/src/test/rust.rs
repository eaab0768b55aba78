//! The stage `rust`: what somebody meets who takes the crate from the registry. Its documents, each of
//! its features, the files of its package, what it offers, and the oldest compiler it names.

use super::context::Context;
use super::counts::Counts;
use crate::api;
use crate::doc_coverage;
use crate::manifest::Manifest;
use crate::process::{self, cargo, command};
use crate::toolchain::Toolchain;
use crate::workspace::{self, Workspace};
use anyhow::{Context as _, Result, anyhow};
use std::collections::BTreeSet;
use std::process::Command;

/// Beside the sources these, and no more.
const PACKAGED: [&str; 12] = [
    ".cargo_vcs_info.json",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "docs/rust.md",
    "docs/start/rust.md",
    "examples/freeze.rs",
    "examples/tables_json.rs",
];

/// What a program for WebAssembly takes that brings its own clock and random bytes.
const FOR_WASM: &str = "issuers,callbacks,edge,serde,http";

pub fn run(cx: &mut Context) -> Result<Counts> {
    cx.wasm_target()?;
    let manifest = Manifest::read(&cx.ws)?;
    let ws = Workspace::open()?;
    // The two parts build in folders of their own, so neither waits for the other.
    std::thread::scope(|scope| {
        let usual = scope.spawn(|| with_compiler_in_use(&ws, &manifest));
        let others = with_other_compilers(cx, &manifest);
        let (counts, note) =
            usual.join().map_err(|_| anyhow!("A check broke off: see above."))??;
        if let Some(note) = note {
            cx.note(note);
        }
        Ok(counts + others?)
    })
}

fn with_compiler_in_use(ws: &Workspace, manifest: &Manifest) -> Result<(Counts, Option<String>)> {
    let mut counts = told(&manifest_faults(ws, manifest)?);
    counts = counts + documents(ws, manifest)?;
    counts = counts + every_combination(ws, manifest)?;
    counts = counts + told(&packaged_faults(ws)?);
    let (published, note) = published(ws)?;
    Ok((counts + published, note))
}

fn with_other_compilers(cx: &mut Context, manifest: &Manifest) -> Result<Counts> {
    let counts = offered(cx)? + oldest_compiler(cx, manifest)?;
    Ok(counts + compared_with_last_release(cx)?)
}

/// One check that has a sentence for each fault.
fn told(faults: &[String]) -> Counts {
    for sentence in faults {
        println!("   {sentence}");
    }
    Counts::one(faults.is_empty())
}

/// One check of a command that speaks only when it fails.
fn quiet(command: &mut Command, what: &str) -> Result<Counts> {
    let output = command.output().with_context(|| format!("{what} could not be started"))?;
    if !output.status.success() {
        println!("   {what}:");
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(Counts::one(output.status.success()))
}

/// What the registry refuses or a reader trips over.
fn manifest_faults(ws: &Workspace, manifest: &Manifest) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for field in ["description", "documentation", "license", "readme", "repository", "rust_version"]
    {
        if manifest.text(field).is_empty() {
            faults.push(format!("Cargo.toml has no `{field}`."));
        }
    }
    let keywords = manifest.list("keywords");
    if keywords.is_empty() || keywords.len() > 5 {
        faults.push("Cargo.toml needs one to five keywords.".into());
    }
    faults.extend(
        keywords
            .iter()
            .filter(|word| !is_keyword(word))
            .map(|word| format!("The registry does not take `{word}` for a keyword.")),
    );
    if manifest.list("categories").is_empty() {
        faults.push("Cargo.toml names no category.".into());
    }
    faults.extend(repository_fault(ws, manifest)?);
    faults.extend(undocumented_features(ws, manifest)?);
    Ok(faults)
}

fn is_keyword(word: &str) -> bool {
    word.len() <= 20
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-+".contains(c))
}

/// The crate and the npm package have one repository, where they name one.
fn repository_fault(ws: &Workspace, manifest: &Manifest) -> Result<Option<String>> {
    let npm: serde_json::Value =
        serde_json::from_str(&workspace::read(&ws.path("pkg-template/package.json"))?)?;
    let Some(repository) = npm.get("repository") else { return Ok(None) };
    let named = repository.as_str().or_else(|| repository.get("url")?.as_str()).unwrap_or_default();
    let plain = named.trim_start_matches("git+").trim_end_matches(".git");
    let own = manifest.text("repository");
    Ok((plain != own)
        .then(|| format!("The crate's repository is {own}, that of the npm package {named}.")))
}

/// Every feature of programs stands in the two documents that tell of them, with its default.
fn undocumented_features(ws: &Workspace, manifest: &Manifest) -> Result<Vec<String>> {
    let default = manifest.feature("default");
    let mut faults = Vec::new();
    for document in ["src/features.md", "docs/rust.md"] {
        let text = workspace::read(&ws.path(document))?;
        for feature in manifest.user_features()? {
            let is_default = if default.contains(&feature) { "yes" } else { "no" };
            if !text.contains(&format!("| `{feature}` | {is_default} |")) {
                faults.push(format!("{document} does not tell of the feature `{feature}`."));
            }
        }
        let oldest = format!("Rust {}", manifest.text("rust_version"));
        if !text.contains(&oldest) {
            faults.push(format!("{document} does not name {oldest} as the oldest compiler."));
        }
    }
    Ok(faults)
}

fn documents(ws: &Workspace, manifest: &Manifest) -> Result<Counts> {
    let features = manifest.user_features()?.join(",");
    let mut doc = cargo(&ws.root, &["doc", "--no-deps", "--lib", "--locked"]);
    doc.args(["--no-default-features", "--features", &features]).env("RUSTDOCFLAGS", "-Dwarnings");
    quiet(&mut doc, "The documents have faults")
}

/// No feature, each alone, each left out, the default, all. What two features mean for each other shows
/// where one of them is missing.
fn combinations(manifest: &Manifest) -> Result<Vec<String>> {
    let user = manifest.user_features()?;
    let mut chosen = BTreeSet::from([String::new(), user.join(",")]);
    chosen.extend(user.iter().cloned());
    chosen.extend(manifest.feature("issuers"));
    chosen.insert(manifest.feature("default").join(","));
    for left_out in &user {
        let rest: Vec<&str> =
            user.iter().filter(|feature| *feature != left_out).map(String::as_str).collect();
        chosen.insert(rest.join(","));
    }
    Ok(chosen.into_iter().collect())
}

fn every_combination(ws: &Workspace, manifest: &Manifest) -> Result<Counts> {
    let mut counts = Counts::default();
    let combinations = combinations(manifest)?;
    println!("   {} combinations of features", combinations.len());
    for features in &combinations {
        counts = counts + combination(ws, features, &[])?;
    }
    Ok(counts + combination(ws, FOR_WASM, &["--target=wasm32-unknown-unknown"])?)
}

/// A warning is a fault: `check` is twice as fast as clippy, and tells the same of what is not used.
fn combination(ws: &Workspace, features: &str, further: &[&str]) -> Result<Counts> {
    let mut check = cargo(&ws.root, &["check", "--quiet", "--lib", "--locked"]);
    check.args(further).args(["--no-default-features", "--features", features]);
    // What is kept to build parts anew would fill the disk for so many builds.
    check.env("CARGO_INCREMENTAL", "0");
    let output = check.output()?;
    let is_clean = output.status.success() && output.stderr.is_empty();
    if !is_clean {
        println!("   With the features `{features}`:");
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(Counts::one(is_clean))
}

/// The package holds the sources, all of them, what has to be with them, and nothing else.
fn packaged_faults(ws: &Workspace) -> Result<Vec<String>> {
    let listed = process::read(
        &mut cargo(&ws.root, &["package", "--list", "--allow-dirty", "--quiet"]),
        "cargo could not say what the package holds: see above.",
    )?;
    let mut sources = Vec::new();
    for file in workspace::files_below(&ws.path("src"))? {
        sources.push(file.strip_prefix(&ws.root)?.to_string_lossy().replace('\\', "/"));
    }
    Ok(contents_faults(&listed, &sources))
}

fn contents_faults(listed: &str, sources: &[String]) -> Vec<String> {
    let due: BTreeSet<&str> = sources.iter().map(String::as_str).chain(PACKAGED).collect();
    let held: BTreeSet<&str> = listed.lines().collect();
    let missing = due.difference(&held).map(|file| format!("The package lacks {file}."));
    let odd = held.difference(&due).map(|file| format!("The package holds {file}."));
    // A working copy that is no repository has nothing to tell of its commit.
    missing.filter(|fault| !fault.contains("vcs_info")).chain(odd).collect()
}

/// Everything that publishing does before it uploads; and why less was done, where that is so.
fn published(ws: &Workspace) -> Result<(Counts, Option<String>)> {
    let dry = ["publish", "--dry-run", "--allow-dirty", "--locked"];
    let output = cargo(&ws.root, &dry).output()?;
    if output.status.success() {
        return Ok((Counts::one(true), None));
    }
    let text = String::from_utf8_lossy(&output.stderr);
    if !text.contains("crates-io is replaced") && !text.contains("failed to query replaced source")
    {
        eprint!("{text}");
        return Ok((Counts::one(false), None));
    }
    let note = "The registry cannot be asked here: the package was built, and not offered to it.";
    let package = ["package", "--allow-dirty", "--locked", "--offline"];
    let built = quiet(&mut cargo(&ws.root, &package), "The package does not build")?;
    Ok((built, Some(note.into())))
}

/// What the crate offers is what docs/api.txt says, each item is documented with an example, and docs.rs
/// can show which feature it needs.
fn offered(cx: &mut Context) -> Result<Counts> {
    let toolchain = match api::compiler(&cx.ws) {
        Ok(toolchain) => toolchain,
        Err(sentence) => {
            cx.note(format!("What the crate offers was not compared. {sentence}"));
            return Ok(Counts::default());
        }
    };
    let differences = api::differences(&cx.ws, &toolchain)?;
    if !differences.is_empty() {
        println!("   docs/api.txt is another. If that is meant, run `cargo xtask api`:");
    }
    let listing = told(&differences) + told(&doc_coverage::check(&cx.ws, &toolchain)?);
    let mut marked = api::rustdoc(&cx.ws, &toolchain)?;
    marked.args(["--", "--cfg", "docsrs", "-Dwarnings"]);
    Ok(listing + quiet(&mut marked, "The documents have faults as docs.rs builds them")?)
}

/// The compiler that `rust-version` names builds the crate.
fn oldest_compiler(cx: &mut Context, manifest: &Manifest) -> Result<Counts> {
    let version = manifest.text("rust_version");
    let toolchain = match Toolchain::get(&cx.ws, version) {
        Ok(toolchain) => toolchain,
        Err(sentence) => {
            cx.note(format!("The oldest compiler was not tried. {sentence}"));
            return Ok(Counts::default());
        }
    };
    let mut counts = Counts::default();
    for features in [String::new(), manifest.user_features()?.join(",")] {
        let mut check = toolchain.cargo(&cx.ws, &["check", "--lib", "--locked"]);
        check.args(["--no-default-features", "--features", &features]);
        check.args(["--target-dir", "target/msrv"]).env("CARGO_INCREMENTAL", "0");
        counts = counts + quiet(&mut check, &format!("Rust {version} does not build the crate"))?;
    }
    Ok(counts)
}

/// What cargo-semver-checks says, where it is installed and there is a release to hold the crate against.
fn compared_with_last_release(cx: &mut Context) -> Result<Counts> {
    if process::find(&["cargo-semver-checks"]).is_none() {
        cx.note("cargo-semver-checks is not installed: docs/api.txt alone was compared.");
        return Ok(Counts::default());
    }
    let tags = ["tag", "--list", "v*", "--sort=-version:refname"];
    let tags = command("git", &cx.ws.root, &tags).output()?;
    let tags = String::from_utf8_lossy(&tags.stdout).into_owned();
    let Some(last) = tags.lines().next() else {
        cx.note("No version was released yet, so cargo-semver-checks has nothing to compare with.");
        return Ok(Counts::default());
    };
    let mut checks = cargo(&cx.ws.root, &["semver-checks", "--baseline-rev", last]);
    quiet(&mut checks, &format!("The crate breaks what {last} promised"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_those_the_registry_takes() {
        for good in ["wasm", "sans-io", "c++", "a1_b"] {
            assert!(is_keyword(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a b", "more-than-twenty-letters"] {
            assert!(!is_keyword(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_lacks_nothing_and_holds_nothing_else() {
        let sources = ["src/lib.rs".to_owned()];
        let whole = PACKAGED.join("\n") + "\nsrc/lib.rs\n";
        assert!(contents_faults(&whole, &sources).is_empty());
        let odd = whole.replace("LICENSE-MIT", "tests/golden.rs").replace("src/lib.rs", "");
        let faults = contents_faults(&odd, &sources).join(" ");
        for part in ["lacks LICENSE-MIT", "lacks src/lib.rs", "holds tests/golden.rs"] {
            assert!(faults.contains(part), "{faults}");
        }
        let exported = whole.replace(".cargo_vcs_info.json\n", "");
        assert!(contents_faults(&exported, &sources).is_empty());
    }
}
