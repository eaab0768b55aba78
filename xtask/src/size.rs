//! `cargo xtask size`: what an import of each entry costs, against the budget.

use crate::build::{self, Module};
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
const BUDGET: u64 = 24_000;

/// What it weighs at most today. Lowered with every gain, never raised.
const CEILING: u64 = 37_600;

/// The alternatives that were considered for the boundary, each a cargo feature that swaps it in.
const VARIANTS: [(&str, &str); 5] = [
    ("measure-serde-json", "serde_json reads and writes the text"),
    ("measure-swb", "serde-wasm-bindgen carries the values"),
    ("measure-tsify-abi", "tsify's conversions carry the values"),
    ("measure-gloo", "gloo-net sends the requests"),
    ("measure-dlmalloc", "the standard library's allocator"),
];

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
    let report = measure(ws, &Module::shipped(ws), &ws.path("target/pkg/dist"))?;
    print!("{}", table(&report));
    write_report(ws, &report)?;
    let over = over(&report, BUDGET);
    if !over.is_empty() {
        println!("NOT within the budget of {BUDGET} bytes: {}.", over.join(", "));
    }
    let over = self::over(&report, CEILING);
    if !over.is_empty() {
        bail!("Over the ceiling of {CEILING} bytes: {}.", over.join(", "));
    }
    Ok(())
}

fn measure(ws: &Workspace, module: &Module, dist: &Path) -> Result<Map<String, Value>> {
    let task = json!({
        "dist": dist,
        "wasm": module.wasm(),
        "entries": module.folder().join("entries.json"),
    });
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

fn write_report(ws: &Workspace, report: &Map<String, Value>) -> Result<()> {
    let mut entries = report.clone();
    for entry in entries.values_mut() {
        entry["budget"] = json!(BUDGET);
        entry["ceiling"] = json!(CEILING);
    }
    let path = ws.path("target/report/size.json");
    workspace::write(&path, format!("{:#}\n", json!({ "entries": entries })))
}

fn number(entry: &Value, path: &str) -> u64 {
    entry.pointer(path).and_then(Value::as_u64).unwrap_or(u64::MAX)
}

fn over(report: &Map<String, Value>, most: u64) -> Vec<String> {
    report
        .iter()
        .map(|(name, entry)| (name, number(entry, "/total_brotli")))
        .filter(|(_, total)| *total > most)
        .map(|(name, total)| format!("{name} has {total}"))
        .collect()
}

fn table(report: &Map<String, Value>) -> String {
    let mut text = format!(
        "{:<12}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}\n",
        "entry", "wasm raw", "gzip", "brotli", "js raw", "gzip", "brotli", "total br", "budget"
    );
    for (name, entry) in report {
        let _ = write!(text, "{name:<12}");
        let columns =
            ["/wasm/raw", "/wasm/gzip", "/wasm/brotli", "/js/raw", "/js/gzip", "/js/brotli"];
        for path in columns.iter().chain(&["/total_brotli"]) {
            let _ = write!(text, "{:>10}", number(entry, path));
        }
        let _ = writeln!(text, "{BUDGET:>10}");
    }
    text
}

/// Builds every alternative that the crate has a feature for and prints it beside what is shipped.
pub fn variants() -> Result<()> {
    let ws = Workspace::open()?;
    let present: Vec<_> =
        VARIANTS.iter().filter(|(f, _)| ws.features.iter().any(|have| have == f)).collect();
    let mut progress = Progress::new(present.len() + 2);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    progress.step("Building what is shipped");
    let shipped = Module::shipped(&ws);
    shipped.build(&ws)?;
    let shipped = browser(&measure_variant(&ws, &shipped)?)?;
    let mut lines = vec![line("shipped", &shipped, &shipped)];
    let mut reports = Map::from_iter([("shipped".to_string(), shipped.clone())]);
    for (feature, what) in present {
        progress.step(&format!("Building with {feature}: {what}"));
        let module = Module::with_feature(&ws, feature);
        module.build(&ws)?;
        let entry = browser(&measure_variant(&ws, &module)?)?;
        lines.push(line(feature, &entry, &shipped));
        reports.insert((*feature).to_string(), entry);
    }
    progress.finish("Measured");
    println!(
        "\n{:<22}{:>10}{:>10}{:>12}{:>10}{:>8}",
        "browser entry", "wasm raw", "wasm br", "js brotli", "total br", "ratio"
    );
    for line in &lines {
        println!("{line}");
    }
    for (feature, what) in VARIANTS.iter().filter(|(f, _)| !reports.contains_key(*f)) {
        println!("{feature} is not measured: the crate has no such feature ({what}).");
    }
    let path = ws.path("target/report/variants.json");
    workspace::write(&path, format!("{:#}\n", Value::Object(reports)))
}

fn measure_variant(ws: &Workspace, module: &Module) -> Result<Map<String, Value>> {
    let dist = module.folder().join("dist");
    package::bundle(ws, module, &crate::capabilities::json(ws)?, &dist)?;
    measure(ws, module, &dist)
}

/// The entry that the alternatives are compared by: weight matters most in a page.
fn browser(report: &Map<String, Value>) -> Result<Value> {
    report.get("browser").cloned().context("The package has no browser entry to compare.")
}

#[allow(clippy::cast_precision_loss)] // a ratio of two sizes, for a table
fn line(name: &str, entry: &Value, shipped: &Value) -> String {
    let total = number(entry, "/total_brotli");
    format!(
        "{name:<22}{:>10}{:>10}{:>12}{total:>10}{:>8.2}",
        number(entry, "/wasm/raw"),
        number(entry, "/wasm/brotli"),
        number(entry, "/js/brotli"),
        total as f64 / number(shipped, "/total_brotli") as f64,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(total: u64) -> Map<String, Value> {
        let size = json!({ "raw": 3, "gzip": 2, "brotli": 1 });
        Map::from_iter([(
            "node".to_string(),
            json!({ "wasm": size, "js": size, "total_brotli": total }),
        )])
    }

    #[test]
    fn the_budget_itself_is_allowed() {
        assert!(over(&report(BUDGET), BUDGET).is_empty());
        assert_eq!(over(&report(BUDGET + 1), BUDGET), ["node has 24001"]);
    }

    #[test]
    fn a_missing_number_is_over_budget() {
        let broken = Map::from_iter([("node".to_string(), json!({}))]);
        assert_eq!(over(&broken, BUDGET).len(), 1);
    }
}
