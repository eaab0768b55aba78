//! `cargo xtask size`: what an import of each entry costs, against the budget.

use crate::build::{self, Module};
use crate::capabilities::Tables;
use crate::process::{self, command};
use crate::progress::Progress;
use crate::workspace::{self, Workspace};
use crate::{package, setup};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::path::Path;

/// Bytes after brotli, the module and all JavaScript of an entry together: where the package
/// has to get.
const BUDGET: u64 = 48_000;

/// The same for an entry with one issuer.
const BUDGET_OF_ISSUER: u64 = 26_000;

/// The same for the entry of receivers.
const BUDGET_OF_CALLBACKS: u64 = 21_000;

/// The same for the entry of the proxy between pages and issuers.
const BUDGET_OF_EDGE: u64 = 46_000;

/// The same for what stands beside the proxy, which has no module.
const BUDGET_BESIDE_EDGE: u64 = 6_000;

/// The same for the client of a page, which has no module.
const BUDGET_OF_PAGE: u64 = 14_000;

/// What an entry may weigh more that takes the module in any form that a program has it in.
const MORE_OF_LOAD: u64 = 350;

/// What an import in Node may weigh more: it is a require with a file before it, read from a disk.
const MORE_OF_IMPORT: u64 = 100;

/// What the packages are held against: they need the standard library, the shipped module does not.
/// It carries the rules of options and fields as well, which the package checks in JavaScript.
const BASELINE: (&str, &str) =
    ("measure-std", "with std, and with the rules of all fields checked in Rust");

/// The packages that could do what is done by hand, each a cargo feature.
const VARIANTS: [(&str, &str); 6] = [
    ("measure-serde-derive", "serde derive over the own JSON"),
    ("measure-serde-json", "serde_json for the texts"),
    ("measure-swb", "serde-wasm-bindgen for the values"),
    ("measure-tsify-abi", "tsify's conversions of the values"),
    ("measure-gloo", "gloo-net for the requests"),
    ("measure-dlmalloc", "std's allocator, not lol_alloc"),
];

const CAPTION: &str = "\
What the browser entry would weigh, in bytes, with one package more. Each does once more what the
module does by hand, which stays in: so a difference is an upper bound, but for unknown fields and
names in another case, which only the module reads. The allocators alone are exchanged. Differences
and ratios are of the totals, to measure-std.";

pub fn main() -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(build::STEPS + 1);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    build::shipped(&ws, &mut progress)?;
    progress.finish("Built");
    gate(&ws)
}

/// Measures the built package, prints the table, writes the report, and fails over budget.
pub fn gate(ws: &Workspace) -> Result<()> {
    let dist = ws.path("target/pkg/dist");
    let mut report = measure_module(ws, &Module::shipped(ws), &dist)?;
    for issuer in package::ISSUERS {
        let own = measure_module(ws, &Module::of_issuer(ws, issuer), &dist.join(issuer))?;
        report.extend(own.into_iter().map(|(name, entry)| (format!("{issuer}/{name}"), entry)));
    }
    let own = measure_module(ws, &Module::of_callbacks(ws), &dist.join("callbacks"))?;
    report.extend(own.into_iter().map(|(name, entry)| (format!("callbacks/{name}"), entry)));
    let own = measure_module(ws, &Module::of_edge(ws), &dist.join("edge"))?;
    report.extend(own.into_iter().map(|(name, entry)| (format!("edge/{name}"), entry)));
    report.extend(measure(ws, None, &package::plain_report(ws), &dist)?);
    for (name, entry) in &mut report {
        entry["budget"] = json!(budget(name));
    }
    print!("{}", table(&report));
    let path = ws.path("target/report/size.json");
    workspace::write(&path, format!("{:#}\n", json!({ "entries": report })))?;
    let over = over(&report);
    if !over.is_empty() {
        bail!("NOT within the budget: {}.", over.join(", "));
    }
    Ok(())
}

fn measure_module(ws: &Workspace, module: &Module, dist: &Path) -> Result<Map<String, Value>> {
    measure(ws, Some(&module.wasm()), &module.folder().join("entries.json"), dist)
}

fn measure(
    ws: &Workspace,
    wasm: Option<&Path>,
    entries: &Path,
    dist: &Path,
) -> Result<Map<String, Value>> {
    let task = json!({ "dist": dist, "wasm": wasm, "entries": entries });
    let report = process::read(
        &mut command("node", &ws.root, &["xtask/scripts/measure.mjs", &task.to_string()]),
        "The package could not be measured: see above.",
    )?;
    let report: Map<String, Value> = serde_json::from_str(&report)?;
    if report.is_empty() {
        bail!("The package has no entries to measure.");
    }
    Ok(report)
}

/// What an entry may weigh.
fn budget(name: &str) -> u64 {
    let file = name.rsplit('/').next().unwrap_or_default();
    let load = if file.starts_with("slim") { MORE_OF_LOAD } else { 0 };
    let import = if file.ends_with(".import") { MORE_OF_IMPORT } else { 0 };
    budget_of_part(name) + load + import
}

fn budget_of_part(name: &str) -> u64 {
    let name = name.trim_end_matches(".import");
    match name.split_once('/') {
        Some(("edge", "conformance" | "durable" | "listener")) => BUDGET_BESIDE_EDGE,
        Some(("edge", _)) => BUDGET_OF_EDGE,
        Some(("callbacks", _)) => BUDGET_OF_CALLBACKS,
        Some(("browser-client", _)) => BUDGET_OF_PAGE,
        Some(_) => BUDGET_OF_ISSUER,
        None => BUDGET,
    }
}

fn number(entry: &Value, path: &str) -> u64 {
    entry.pointer(path).and_then(Value::as_u64).unwrap_or(u64::MAX)
}

fn over(report: &Map<String, Value>) -> Vec<String> {
    report
        .iter()
        .map(|(name, entry)| (name, number(entry, "/total_brotli"), number(entry, "/budget")))
        .filter(|(_, total, budget)| total > budget)
        .map(|(name, total, budget)| format!("{name} has {total} of {budget}"))
        .collect()
}

fn table(report: &Map<String, Value>) -> String {
    let mut text = format!(
        "{:<22}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}\n",
        "entry", "wasm raw", "gzip", "brotli", "js raw", "gzip", "brotli", "total br", "budget"
    );
    for (name, entry) in report {
        let _ = write!(text, "{name:<22}");
        let columns =
            ["/wasm/raw", "/wasm/gzip", "/wasm/brotli", "/js/raw", "/js/gzip", "/js/brotli"];
        for path in columns.iter().chain(&["/total_brotli"]) {
            let _ = write!(text, "{:>10}", number(entry, path));
        }
        let _ = writeln!(text, "{:>10}", number(entry, "/budget"));
    }
    text
}

/// Builds every alternative that the crate has a feature for and prints it beside what is shipped.
pub fn variants() -> Result<()> {
    let ws = Workspace::open()?;
    let mut progress = Progress::new(VARIANTS.len() + 3);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    progress.step("Building what is shipped");
    let shipped = browser_entry(&ws, &Module::shipped(&ws))?;
    let mut found = vec![("shipped", "what is shipped", shipped)];
    for (feature, what) in std::iter::once(BASELINE).chain(VARIANTS) {
        progress.step(&format!("Building with {feature}: {what}"));
        let module = Module::with_feature(&ws, feature);
        found.push((feature, what, browser_entry(&ws, &module)?));
    }
    progress.finish("Measured");
    println!("\n{CAPTION}\n\n{}", variants_table(&found));
    let report: Map<_, _> =
        found.into_iter().map(|(name, _, entry)| (name.into(), entry)).collect();
    let path = ws.path("target/report/variants.json");
    workspace::write(&path, format!("{:#}\n", Value::Object(report)))
}

/// Builds a module and measures the entry that the packages are compared by: weight matters most
/// in a page.
fn browser_entry(ws: &Workspace, module: &Module) -> Result<Value> {
    module.build(ws)?;
    let dist = module.folder().join("dist");
    package::bundle(ws, module, &Tables::read(ws)?, package::CLIENTS, "cardlatch", &dist)?;
    let report = measure_module(ws, module, &dist)?;
    report.get("browser").cloned().context("The package has no browser entry to compare.")
}

#[allow(clippy::cast_precision_loss)] // a ratio of two sizes, for a table
fn variants_table(found: &[(&str, &str, Value)]) -> String {
    let total = |entry: &Value| number(entry, "/total_brotli");
    let baseline = found.iter().find(|(name, ..)| *name == BASELINE.0);
    let baseline = baseline.map_or(u64::MAX, |(.., entry)| total(entry));
    let mut text = format!(
        "{:<22}{:>10}{:>10}{:>10}{:>10}{:>12}{:>8}\n",
        "", "wasm raw", "brotli", "js brotli", "total br", "difference", "ratio"
    );
    for (name, what, entry) in found {
        let total = total(entry);
        let _ = writeln!(
            text,
            "{name:<22}{:>10}{:>10}{:>10}{total:>10}{:>+12}{:>8.2}  {what}",
            number(entry, "/wasm/raw"),
            number(entry, "/wasm/brotli"),
            number(entry, "/js/brotli"),
            total.cast_signed() - baseline.cast_signed(),
            total as f64 / baseline as f64,
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(total: u64) -> Map<String, Value> {
        let size = json!({ "raw": 3, "gzip": 2, "brotli": 1 });
        Map::from_iter([(
            "node".to_string(),
            json!({ "wasm": size, "js": size, "total_brotli": total, "budget": BUDGET }),
        )])
    }

    #[test]
    fn the_budget_itself_is_allowed() {
        assert!(over(&report(BUDGET)).is_empty());
        assert_eq!(over(&report(BUDGET + 1)), ["node has 48001 of 48000"]);
    }

    #[test]
    fn each_kind_of_entry_has_its_budget() {
        let names =
            ["browser", "artha/browser", "callbacks/node", "edge/node", "browser-client/index"];
        let due = [BUDGET, BUDGET_OF_ISSUER, BUDGET_OF_CALLBACKS, BUDGET_OF_EDGE, BUDGET_OF_PAGE];
        assert_eq!(names.map(budget), due);
        assert_eq!(budget("edge/durable"), BUDGET_BESIDE_EDGE);
        assert_eq!(budget("edge/durable.import"), BUDGET_BESIDE_EDGE + MORE_OF_IMPORT);
        assert_eq!(budget("slim-deno"), BUDGET + MORE_OF_LOAD);
        assert_eq!(budget("artha/slim.import"), BUDGET_OF_ISSUER + MORE_OF_LOAD + MORE_OF_IMPORT);
    }

    #[test]
    fn differences_are_to_the_baseline() {
        let entry = |total: u64| json!({ "total_brotli": total });
        let found = [(BASELINE.0, "", entry(200)), ("less", "", entry(150))];
        let table = variants_table(&found);
        let last = table.lines().last().unwrap_or_default();
        assert!(last.starts_with("less ") && last.contains("-50    0.75"), "{last}");
    }

    #[test]
    fn a_missing_number_is_over_budget() {
        let broken = Map::from_iter([("node".to_string(), json!({ "budget": BUDGET }))]);
        assert_eq!(over(&broken).len(), 1);
    }
}
