//! Puts the npm package together in target/pkg: the template, the module, the bundled entries,
//! the declarations and the capability table as data.

use crate::build::Module;
use crate::capabilities::{self, Tables};
use crate::declarations;
use crate::process::{self, command};
use crate::typescript;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::thread;

/// The issuers that have a build of their own, under `cardlatch/<issuer>`.
pub const ISSUERS: [&str; 5] = ["artha", "artha-v1", "yativo", "open-api", "ibanera"];

/// The entries of clients, and those of receivers of callbacks.
pub const CLIENTS: &str = "pkg-template/src/entries";
const CALLBACKS: &str = "pkg-template/src/entries/callbacks";
/// The entries of proxies.
const EDGE: &str = "pkg-template/src/entries/edge";

/// Entries without a module: each file below this folder is bundled to the same place below `dist`,
/// `edge/durable.js` to `dist/edge/durable.js`.
const PLAIN: &str = "pkg-template/src/entries/plain";

pub fn assemble(ws: &Workspace, module: &Module) -> Result<()> {
    let pkg = ws.path("target/pkg");
    workspace::remove(&pkg)?;
    copy_template(ws, &pkg)?;
    write_manifest(ws, &pkg)?;
    let tables = Tables::read(ws)?;
    bundle_parts(ws, module, &tables, &pkg.join("dist"))?;
    bundle_plain(ws, &pkg.join("dist"))?;
    write_declarations(ws, &tables, &pkg.join("dist"))?;
    bundle_beside(ws, &pkg)?;
    write_both_forms(ws, &pkg)?;
    check_manifest(&pkg)?;
    write_digests(ws, &pkg)
}

/// What has a module, all at the same time: each is a process of its own that keeps one core busy.
fn bundle_parts(ws: &Workspace, module: &Module, tables: &Tables, dist: &Path) -> Result<()> {
    let (callbacks, edge) = (Module::of_callbacks(ws), Module::of_edge(ws));
    let issuers = ISSUERS.map(|issuer| (issuer, Module::of_issuer(ws, issuer), tables.of(issuer)));
    thread::scope(|scope| {
        let start = |module, tables, entries: &'static str, name: &'static str, dist: PathBuf| {
            scope.spawn(move || bundle(ws, module, tables, entries, name, &dist))
        };
        let mut running = vec![
            start(module, tables, CLIENTS, "cardlatch", dist.to_path_buf()),
            start(&callbacks, tables, CALLBACKS, "callbacks", dist.join("callbacks")),
            start(&edge, tables, EDGE, "edge", dist.join("edge")),
        ];
        for (issuer, module, own) in &issuers {
            let own = own.as_ref().map_err(|error| anyhow!("{error}"))?;
            running.push(start(module, own, CLIENTS, issuer, dist.join(issuer)));
        }
        for one in running {
            one.join().map_err(|_| anyhow!("A part of the package could not be bundled."))??;
        }
        Ok(())
    })
}

/// Last of all: what `cardlatch doctor` holds an installed package against.
fn write_digests(ws: &Workspace, pkg: &Path) -> Result<()> {
    let mut node = command("node", &ws.root, &["xtask/scripts/digests.mjs"]);
    process::run(node.arg(pkg), "The digests of the package's files could not be written.")
}

/// `cargo xtask declarations`: what is declared, anew in a package that is built; in target/types the
/// calls that the typed tests make of it.
pub fn declare() -> Result<()> {
    let ws = Workspace::open()?;
    Module::declared(&ws).build(&ws)?;
    let pkg = ws.path("target/pkg");
    for file in workspace::files(&ws.path("pkg-template"))? {
        let Some(name) = file.file_name() else { continue };
        if name.to_string_lossy().ends_with(".d.ts") {
            workspace::copy(&file, &pkg.join(name))?;
        }
    }
    let tables = Tables::read(&ws)?;
    write_calls(&tables, &ws.path("target/types"))?;
    write_declarations(&ws, &tables, &pkg.join("dist"))?;
    write_both_forms(&ws, &pkg)
}

/// Calls that the declarations take, and calls that they do not; returns the lines for the compiler.
pub fn write_calls(tables: &Tables, folder: &Path) -> Result<String> {
    let (lines, data) = typescript::cases(tables)?;
    workspace::write(&folder.join("calls.ts"), &lines)?;
    workspace::write(&folder.join("calls.json"), data.to_string())?;
    Ok(lines)
}

/// The declarations that are made: of plain data from the Rust types, of clients from the tables.
fn write_declarations(ws: &Workspace, tables: &Tables, dist: &Path) -> Result<()> {
    let types = declarations::types(&workspace::read(&Module::declared(ws).declarations())?);
    workspace::write(&dist.join("types.d.ts"), &types)?;
    workspace::write(&dist.join("clients.d.ts"), typescript::clients(tables)?)?;
    workspace::write(&dist.join("pages.d.ts"), typescript::pages(tables)?)?;
    for issuer in ISSUERS {
        workspace::write(&dist.join(issuer).join("index.d.ts"), typescript::entry(issuer))?;
    }
    capabilities::write_module(tables, dist, &types)
}

/// Everything but the sources that are bundled and what explains them, and what every package carries.
fn copy_template(ws: &Workspace, pkg: &Path) -> Result<()> {
    let template = ws.path("pkg-template");
    if !template.join("package.json").is_file() {
        bail!("pkg-template/package.json is missing: the npm package is made from it.");
    }
    for file in workspace::files_below(&template)? {
        let below = file.strip_prefix(&template)?;
        if below != Path::new("HACKING.md") {
            workspace::copy(&file, &pkg.join(below))?;
        }
    }
    for file in workspace::files(&ws.root)? {
        let Some(name) = file.file_name() else { continue };
        let text = name.to_string_lossy();
        let belongs = text.starts_with("LICENSE") || text == "README.md";
        if belongs && !pkg.join(name).exists() {
            workspace::copy(&file, &pkg.join(name))?;
        }
    }
    Ok(())
}

/// The crate's version goes into the package's manifest, as text: the order of the keys under
/// `exports` has a meaning and must stay.
fn write_manifest(ws: &Workspace, pkg: &Path) -> Result<()> {
    let path = pkg.join("package.json");
    let text = workspace::read(&path)?;
    let text = with_version(&text, &ws.version)
        .context("pkg-template/package.json needs a line `\"version\": \"0.0.0\",`.")?;
    workspace::write(&path, text)
}

fn with_version(manifest: &str, version: &str) -> Option<String> {
    let key = "\"version\": \"";
    let start = manifest.find(key)? + key.len();
    let end = start + manifest.get(start..)?.find('"')?;
    Some(format!("{}{version}{}", manifest.get(..start)?, manifest.get(end..)?))
}

/// Bundles each entry, and beside them writes `entries.json`: the JavaScript files that an import
/// of each entry loads.
pub fn bundle(
    ws: &Workspace,
    module: &Module,
    tables: &Tables,
    entries: &str,
    name: &str,
    dist: &Path,
) -> Result<()> {
    let entries: Vec<PathBuf> = workspace::files(&ws.path(entries))?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|e| e == "js"))
        .collect();
    if entries.is_empty() {
        bail!("pkg-template/src/entries holds no entry file: there is one per runtime.");
    }
    let task = json!({
        "entries": entries,
        "glue": module.glue(),
        "wasm": module.wasm(),
        "name": name,
        "dist": dist,
        "operations": tables.operations,
        "rules": tables.rules,
        "report": module.folder().join("entries.json"),
    });
    run_bundler(ws, &task)?;
    workspace::copy(&module.wasm(), &dist.join(format!("{name}_bg.wasm")))
}

/// Bundles the entries that need no module.
fn bundle_plain(ws: &Workspace, dist: &Path) -> Result<()> {
    let base = ws.path(PLAIN);
    let mut entries = workspace::files_below(&base)?;
    entries.retain(|file| file.extension().is_some_and(|e| e == "js"));
    if entries.is_empty() {
        bail!("{PLAIN} holds no entry file.");
    }
    run_bundler(
        ws,
        &json!({ "entries": entries, "base": base, "dist": dist, "report": plain_report(ws) }),
    )
}

/// What is written as it is shipped, the capabilities and the sandbox, has `CommonJS` beside it.
fn bundle_beside(ws: &Workspace, pkg: &Path) -> Result<()> {
    let dist = pkg.join("dist");
    let report = ws.path("target/bindgen/beside/entries.json");
    for (entry, base) in [("dist/capabilities.js", "dist"), ("sandbox/index.js", "")] {
        let (entries, base) = ([pkg.join(entry)], pkg.join(base));
        run_bundler(
            ws,
            &json!({ "entries": entries, "base": base, "dist": dist, "report": report, "isCommonJs": true }),
        )?;
    }
    Ok(())
}

/// The manifest's `exports` and the declarations for `CommonJS`.
fn write_both_forms(ws: &Workspace, pkg: &Path) -> Result<()> {
    let mut node = command("node", &ws.root, &["xtask/scripts/manifest.mjs"]);
    process::run(node.arg(pkg), "The package's manifest could not be written: see above.")
}

/// Where the files of each entry without a module are listed, by its place below `dist`.
pub fn plain_report(ws: &Workspace) -> PathBuf {
    ws.path("target/bindgen/plain/entries.json")
}

fn run_bundler(ws: &Workspace, task: &Value) -> Result<()> {
    let mut node = command("node", &ws.root, &["xtask/scripts/bundle.mjs", &task.to_string()]);
    process::run(&mut node, "The package's JavaScript could not be bundled: see above.")
}

/// Every file that the manifest names must be there: npm packs without a word when one is not.
fn check_manifest(pkg: &Path) -> Result<()> {
    let manifest: Value = serde_json::from_str(&workspace::read(&pkg.join("package.json"))?)
        .context("pkg-template/package.json is not valid JSON")?;
    let mut named = Vec::new();
    for key in ["exports", "main", "browser", "module", "types", "bin", "imports"] {
        collect_paths(manifest.get(key), &mut named);
    }
    let missing: Vec<&str> = named
        .iter()
        .map(String::as_str)
        .filter(|path| !path.contains('*') && !pkg.join(path).is_file())
        .collect();
    if !missing.is_empty() {
        bail!("The package's manifest names files that are not there: {}.", missing.join(", "));
    }
    Ok(())
}

fn collect_paths(value: Option<&Value>, named: &mut Vec<String>) {
    match value {
        Some(Value::String(path)) => named.push(path.clone()),
        Some(Value::Array(list)) => {
            for item in list {
                collect_paths(Some(item), named);
            }
        }
        Some(Value::Object(map)) => {
            for item in map.values() {
                collect_paths(Some(item), named);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_replaced_and_nothing_else() {
        let manifest = "{\n  \"name\": \"x\",\n  \"version\": \"0.0.0\",\n  \"exports\": {}\n}\n";
        assert_eq!(
            with_version(manifest, "1.2.3-rc.1").unwrap(),
            "{\n  \"name\": \"x\",\n  \"version\": \"1.2.3-rc.1\",\n  \"exports\": {}\n}\n"
        );
        assert_eq!(with_version("{}", "1.0.0"), None);
    }

    #[test]
    fn paths_are_found_at_every_depth() {
        let mut named = Vec::new();
        let exports = json!({
            ".": { "types": "./index.d.ts", "default": ["./a.js", null] },
            "./package.json": "./package.json",
        });
        collect_paths(Some(&exports), &mut named);
        named.sort();
        assert_eq!(named, ["./a.js", "./index.d.ts", "./package.json"]);
    }
}
