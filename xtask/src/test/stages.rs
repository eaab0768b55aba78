//! The stages of `cargo xtask test`.

use super::context::Context;
use super::counts::{self, Counts};
use super::{rust, secrets, seen};
use crate::capabilities::Tables;
use crate::package;
use crate::process::{self, cargo, command};
use crate::workspace::{self, Workspace};
use crate::{licences, readme, size};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Stage {
    pub name: &'static str,
    pub what: &'static str,
    pub run: fn(&mut Context) -> Result<Counts>,
}

/// In the order in which a mistake is found soonest.
pub const STAGES: &[Stage] = &[
    Stage { name: "fmt", what: "the Rust code is formatted", run: fmt },
    Stage { name: "xtask", what: "the tests of these commands themselves", run: xtask },
    Stage { name: "clippy", what: "no lint, in the native and the wasm build", run: clippy },
    Stage {
        name: "native",
        what: "unit, integration, property and doc tests; what is covered",
        run: native,
    },
    Stage {
        name: "fuzz",
        what: "the fuzz targets' seeds and what was found, once each",
        run: fuzz,
    },
    Stage {
        name: "rust",
        what: "the crate as others take it: documents, features, package, oldest compiler",
        run: rust::run,
    },
    Stage { name: "readme", what: "the documents' tables, commands and links", run: readme_fresh },
    Stage { name: "wasm-node", what: "the wasm tests in Node", run: wasm_node },
    Stage { name: "wasm-chromium", what: "the wasm tests in Chromium", run: wasm_chromium },
    Stage {
        name: "sandbox",
        what: "the sandbox's five issuers, the server of faults",
        run: sandbox,
    },
    Stage { name: "ledger", what: "every ledger by one contract, Node, workerd", run: ledger },
    Stage { name: "size", what: "the package is within its budget", run: size_gate },
    Stage { name: "package", what: "the packed package in Node, workerd, Chromium", run: package },
    Stage { name: "cli", what: "the command, its doctor and all that it finds", run: cli },
    Stage { name: "edge", what: "the proxy of the packed package, in Node and workerd", run: edge },
    Stage { name: "browser", what: "the page's client, Node and Chromium", run: browser },
    Stage { name: "hostile", what: "attacks on the proxy, in Node and workerd", run: hostile },
    Stage { name: "examples", what: "the examples, each in its runtime", run: examples },
    Stage { name: "site", what: "the documentation: pages, search, every sample run", run: site },
    Stage { name: "runtimes", what: "the packed package, in every runtime", run: runtimes },
    Stage { name: "faults", what: "every fault, in Node, workerd, Chromium", run: faults },
    Stage { name: "bundlers", what: "bundlers and test runners, as users run them", run: bundlers },
    Stage { name: "types", what: "the declarations of the packed package", run: types },
    Stage { name: "e2e", what: "the demo's page in Chromium, accessibility included", run: e2e },
    Stage {
        name: "secrets",
        what: "no secret in what the stages before this one saw",
        run: secrets::run,
    },
    Stage { name: "deny", what: "licences and sources of all dependencies", run: deny },
];

fn succeeds(command: &mut Command) -> Result<bool> {
    Ok(process::run_and_listen(command)?.ok)
}

/// One check that speaks only when it fails.
fn quiet_check(command: &mut Command) -> Result<Counts> {
    let output = command.output()?;
    if !output.status.success() {
        print!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(Counts::one(output.status.success()))
}

fn fmt(cx: &mut Context) -> Result<Counts> {
    let root = &cx.ws.root;
    let own = succeeds(&mut cargo(root, &["fmt", "--check"]))?;
    let mut ok = own;
    for manifest in ["xtask/Cargo.toml", "fuzz/Cargo.toml", "examples/workers-rust/Cargo.toml"] {
        let other = ["fmt", "--all", "--check", "--manifest-path", manifest];
        ok &= succeeds(&mut cargo(root, &other))?;
    }
    if !ok {
        println!("   Run `cargo fmt`, for xtask with `--all --manifest-path xtask/Cargo.toml`.");
        println!("   The same for fuzz and for examples/workers-rust.");
    }
    Ok(Counts::one(ok))
}

fn xtask(cx: &mut Context) -> Result<Counts> {
    cargo_test(&mut cargo(&cx.ws.root, &["test", "--manifest-path", "xtask/Cargo.toml"]))
}

fn clippy(cx: &mut Context) -> Result<Counts> {
    cx.wasm_target()?;
    let root = &cx.ws.root;
    let native = ["clippy", "--all-targets", "--features", "crypto,http", "--", "-Dwarnings"];
    let mut wasm = cargo(root, &["clippy", "--lib", "--target=wasm32-unknown-unknown"]);
    wasm.args(["--no-default-features", "--features", "wasm,issuers"]);
    for name in cx.ws.wasm_tests()? {
        wasm.args(["--test", &name]);
    }
    wasm.args(["--", "-Dwarnings"]);
    // The proxy's module stands in the place of the clients'.
    let mut edge = cargo(root, &["clippy", "--lib", "--target=wasm32-unknown-unknown"]);
    edge.args(["--no-default-features", "--features", "ship,edge", "--", "-Dwarnings"]);
    let xtask =
        ["clippy", "--all-targets", "--manifest-path", "xtask/Cargo.toml", "--", "-Dwarnings"];
    let mut ok = true;
    let mut fuzz = cargo(root, &["clippy", "--all-targets", "--manifest-path", "fuzz/Cargo.toml"]);
    fuzz.args(["--no-default-features", "--target-dir", "target/fuzz", "--", "-Dwarnings"]);
    for mut command in [cargo(root, &native), wasm, edge, cargo(root, &xtask), fuzz] {
        ok &= succeeds(&mut command)?;
    }
    // What is only built to be measured would rot unseen. tsify's conversions stand for themselves.
    let measured =
        ["measure-serde-derive,measure-serde-json,measure-swb,measure-gloo", "measure-tsify-abi"];
    for features in measured {
        let mut command = cargo(root, &["check", "--lib", "--target=wasm32-unknown-unknown"]);
        ok &= succeeds(command.args(["--no-default-features", "--features", features]))?;
    }
    Ok(Counts::one(ok))
}

fn native(cx: &mut Context) -> Result<Counts> {
    let report = cx.ws.path("target/report/coverage.md");
    // An older table must not pass for this run's.
    let _ = std::fs::remove_file(&report);
    let mut tests = cargo(&cx.ws.root, &["test", "--features", "crypto,http", "--no-fail-fast"]);
    let counts = searched_cargo_test(cx, &mut tests)?;
    if report.is_file() {
        println!("{}", workspace::read(&report)?);
    }
    Ok(counts)
}

fn cargo_test(command: &mut Command) -> Result<Counts> {
    let heard = process::run_and_listen(command)?;
    Ok(counts::cargo(&heard.text).and_ended(heard.ok))
}

/// The same, with all that the tests print and write kept for the search for secrets.
fn searched_cargo_test(cx: &Context, command: &mut Command) -> Result<Counts> {
    command.env("CARDLATCH_REPORT", seen::folder(&cx.ws)).env("CARDLATCH_STAGE", cx.stage());
    command.args(["--", "--nocapture"]);
    let (heard, errors) = process::run_and_hear_all(command)?;
    seen::keep_output(&cx.ws, cx.stage(), &format!("{}\n{errors}", heard.text))?;
    Ok(counts::cargo(&heard.text).and_ended(heard.ok))
}

/// Without libFuzzer, so that no C++ compiler is needed.
fn fuzz(cx: &mut Context) -> Result<Counts> {
    let mut tests = cargo(&cx.ws.root, &["test", "--manifest-path", "fuzz/Cargo.toml"]);
    tests.args(["--no-default-features", "--target-dir", "target/fuzz"]);
    searched_cargo_test(cx, &mut tests)
}

fn readme_fresh(cx: &mut Context) -> Result<Counts> {
    let wrong = readme::check(&cx.ws)?;
    for sentence in &wrong {
        println!("   {sentence}");
    }
    Ok(Counts::one(wrong.is_empty()))
}

fn wasm_node(cx: &mut Context) -> Result<Counts> {
    crate::setup::node(&cx.ws)?;
    let mut command = wasm_tests(cx)?;
    wasm_run(&mut command)
}

fn wasm_chromium(cx: &mut Context) -> Result<Counts> {
    let driver = cx.browser()?.driver.clone();
    let mut command = wasm_tests(cx)?;
    command.env("WASM_BINDGEN_USE_BROWSER", "1").env("CHROMEDRIVER", driver);
    // A busy machine starts a browser slowly; the runner's own limits are 5 and 20 seconds.
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    wasm_run(&mut command)
}

/// The wasm test files, by name: the native ones do not build for wasm.
fn wasm_tests(cx: &mut Context) -> Result<Command> {
    cx.wasm_target()?;
    let names = cx.ws.wasm_tests()?;
    if names.is_empty() {
        bail!("There are no files tests/wasm_*.rs to run.");
    }
    let runner = test_runner(&cx.ws)?;
    let mut command = cargo(&cx.ws.root, &["test", "--target=wasm32-unknown-unknown"]);
    command.args(["--no-fail-fast", "--no-default-features", "--features", "wasm,issuers"]);
    for name in names {
        command.args(["--test", &name]);
    }
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    Ok(command)
}

/// Builds the runner and returns where it is, which cargo knows best.
fn test_runner(ws: &Workspace) -> Result<PathBuf> {
    let mut build = cargo(&ws.root, &["build", "--manifest-path", "xtask/Cargo.toml"]);
    build.args(["--package", "wbg-test-runner", "--message-format=json-render-diagnostics"]);
    // A dependency of the runner's web server draws a notice on every run that nobody here can act on.
    build.args(["--config", "future-incompat-report.frequency='never'"]);
    let messages = process::read(&mut build, "The test runner could not be built: see above.")?;
    let runner = messages.lines().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    });
    runner.ok_or_else(|| anyhow::anyhow!("cargo did not say where the test runner is."))
}

fn wasm_run(command: &mut Command) -> Result<Counts> {
    let heard = process::run_and_listen(command)?;
    let empty = counts::empty_wasm_files(&heard.text);
    if empty > 0 {
        println!("   {empty} of the wasm test files ran no test.");
    }
    let none = Counts { passed: 0, failed: empty };
    Ok((counts::cargo(&heard.text) + none).and_ended(heard.ok))
}

fn sandbox(cx: &mut Context) -> Result<Counts> {
    crate::setup::node(&cx.ws)?;
    Ok(node_tests(cx, "tests/sandbox", |_| {})? + node_tests(cx, "tests/compare", |_| {})?)
}

fn ledger(cx: &mut Context) -> Result<Counts> {
    cx.npm()?;
    node_tests(cx, "tests/ledger", |_| {})
}

fn size_gate(cx: &mut Context) -> Result<Counts> {
    cx.tarball()?;
    size::gate(&cx.ws)?;
    Ok(Counts::one(true))
}

fn package(cx: &mut Context) -> Result<Counts> {
    cx.trapping()?;
    in_browser_too(cx, "tests/package")
}

fn cli(cx: &mut Context) -> Result<Counts> {
    cx.npm()?;
    in_browser_too(cx, "tests/cli")
}

fn edge(cx: &mut Context) -> Result<Counts> {
    cx.trapping()?;
    let consumer = cx.consumer()?;
    node_tests(cx, "tests/edge", |command| {
        command.env("CARDLATCH_CONSUMER", &consumer);
    })
}

fn browser(cx: &mut Context) -> Result<Counts> {
    in_browser_too(cx, "tests/browser")
}

fn hostile(cx: &mut Context) -> Result<Counts> {
    let consumer = cx.consumer()?;
    node_tests(cx, "tests/hostile", |command| {
        command.env("CARDLATCH_CONSUMER", &consumer);
    })
}

fn examples(cx: &mut Context) -> Result<Counts> {
    runtime_packages(cx)?;
    cx.wasm_target()?;
    crate::worker::build(&cx.ws)?;
    in_browser_too(cx, "tests/examples")
}

/// The runtimes that are npm packages.
fn runtime_packages(cx: &mut Context) -> Result<()> {
    cx.npm()?;
    crate::setup::npm_ci(
        &cx.ws.path("tests/runtimes"),
        "`npm ci` failed in tests/runtimes: check that the npm registry can be reached, then run \
         this again.",
    )
}

/// The documentation, and its samples in the runtimes that they are for.
fn site(cx: &mut Context) -> Result<Counts> {
    runtime_packages(cx)?;
    crate::site::packages(&cx.ws)?;
    in_browser_too(cx, "tests/site")
}

/// Every runtime that the package names, with the packed package in each.
fn runtimes(cx: &mut Context) -> Result<Counts> {
    runtime_packages(cx)?;
    let consumer = cx.consumer()?;
    let chromium = cx.browser()?.chromium.clone();
    let others = cx.other_browsers()?.clone();
    node_tests(cx, "tests/matrix", |command| {
        command.env("CARDLATCH_CONSUMER", &consumer).env("CARDLATCH_CHROMIUM", &chromium);
        command.env("CARDLATCH_FIREFOX", &others.firefox);
        command.env("CARDLATCH_WEBKIT_DRIVER", &others.webkit_driver);
        command.env("CARDLATCH_XVFB", &others.display);
    })
}

fn bundlers(cx: &mut Context) -> Result<Counts> {
    cx.npm()?;
    crate::setup::npm_locked(
        &cx.ws.path("tests/bundlers"),
        "`npm install` failed in tests/bundlers: check that the npm registry can be reached, then run \
         this again.",
    )?;
    in_browser_too(cx, "tests/bundlers")
}

fn faults(cx: &mut Context) -> Result<Counts> {
    in_browser_too(cx, "tests/faults")
}

fn e2e(cx: &mut Context) -> Result<Counts> {
    in_browser_too(cx, "tests/e2e")
}

/// Tests that use the installed package, in Chromium among others.
fn in_browser_too(cx: &mut Context, folder: &str) -> Result<Counts> {
    let consumer = cx.consumer()?;
    let browser = cx.browser()?;
    let (chromium, driver) = (browser.chromium.clone(), browser.driver.clone());
    node_tests(cx, folder, |command| {
        command.env("CARDLATCH_CONSUMER", &consumer);
        command.env("CARDLATCH_CHROMIUM", &chromium).env("CHROMEDRIVER", &driver);
    })
}

/// Runs the files `*.test.js` and `*.test.mjs` of a folder with node's own runner: for people on
/// the terminal, and as TAP into a file for the count.
fn node_tests(cx: &mut Context, folder: &str, prepare: impl Fn(&mut Command)) -> Result<Counts> {
    let files: Vec<PathBuf> = workspace::files_below(&cx.ws.path(folder))?
        .into_iter()
        .filter(|file| {
            let name = file.to_string_lossy();
            name.ends_with(".test.js") || name.ends_with(".test.mjs")
        })
        .collect();
    if files.is_empty() {
        bail!("There are no test files {folder}/*.test.js to run.");
    }
    let report = cx.ws.path("target/report").join(format!("{}.tap", folder.replace('/', "-")));
    workspace::write(&report, "")?;
    // Two files at a time: most of what they do is wait for a browser or a worker.
    let mut node = command("node", &cx.ws.root, &["--test", "--test-timeout=300000"]);
    node.arg("--test-concurrency=2");
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter=tap");
    node.arg(format!("--test-reporter-destination={}", report.display()));
    node.args(&files);
    prepare(&mut node);
    node.env("CARDLATCH_STAGE", cx.stage());
    let ok = succeeds(&mut node)?;
    let tap = workspace::read(&report)?;
    seen::keep_output(&cx.ws, cx.stage(), &counts::tap_printed(&tap))?;
    let skipped = counts::tap_skipped(&tap);
    if skipped > 0 {
        cx.note(format!("tests that their own files skipped: {skipped}."));
    }
    let mut found = counts::tap(&tap);
    for file in counts::tap_empty_files(&tap) {
        println!("   {file} has no test in it.");
        found.passed = found.passed.saturating_sub(1);
        found.failed += 1;
    }
    Ok(found.and_ended(ok))
}

/// The declarations: the typed tests, compiled beside the installed package as a user's code
/// would be, and two linters of published packages.
fn types(cx: &mut Context) -> Result<Counts> {
    let consumer = cx.consumer()?;
    let tarball = cx.tarball()?;
    let folder = consumer.join("types");
    let mut expected = 0;
    let source = cx.ws.path("tests/types");
    for file in workspace::files_below(&source)? {
        if file.extension().is_some_and(|e| e == "ts" || e == "cts" || e == "mts") {
            expected += counts::expectations(&workspace::read(&file)?);
        }
        workspace::copy(&file, &folder.join(file.strip_prefix(&source)?))?;
    }
    expected += write_cases(cx, &folder)?;
    if expected == 0 {
        bail!("There are no typed expectations in tests/types.");
    }
    let mut errors = 0;
    let configs = type_configs(&folder)?;
    if configs.is_empty() {
        bail!("There is no tests/types/tsconfig.json to compile.");
    }
    for config in configs {
        errors += type_check(&cx.ws, &config)?;
    }
    println!("   {expected} expectations, {errors} errors");
    let tests = Counts { passed: expected.saturating_sub(errors), failed: errors };
    let agreement = node_tests(cx, "tests/types", |command| {
        command.env("CARDLATCH_CONSUMER", &consumer);
    })?;
    Ok(tests + agreement + publint(&cx.ws)? + attw(&cx.ws, &tarball)?)
}

/// Calls of every operation, made from the tables: for the compiler, and for the test that makes the
/// same calls while the package runs.
fn write_cases(cx: &Context, folder: &Path) -> Result<usize> {
    let lines = package::write_calls(&Tables::read(&cx.ws)?, &folder.join("made"))?;
    Ok(counts::expectations(&lines))
}

/// `tsconfig.json` and its siblings, one for each way to resolve modules; a base is not run.
fn type_configs(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut configs = workspace::files(folder)?;
    configs.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("tsconfig") && name.ends_with(".json") && name != "tsconfig.base.json"
    });
    Ok(configs)
}

fn type_check(ws: &Workspace, config: &Path) -> Result<usize> {
    let mut tsc = command("node", &ws.root, &["node_modules/typescript/bin/tsc", "--strict"]);
    tsc.args(["--noEmit", "--pretty", "false", "-p"]).arg(config);
    let heard = process::run_and_listen(&mut tsc)?;
    let errors = counts::type_errors(&heard.text);
    Ok(if heard.ok { errors } else { errors.max(1) })
}

fn publint(ws: &Workspace) -> Result<Counts> {
    let mut publint = command("node", &ws.root, &["node_modules/publint/src/cli.js", "run"]);
    publint.args(["--strict", "--pack", "false"]).arg(ws.path("target/pkg"));
    quiet_check(&mut publint)
}

fn attw(ws: &Workspace, tarball: &Path) -> Result<Counts> {
    let script = "node_modules/@arethetypeswrong/cli/dist/index.js";
    let mut attw = command("node", &ws.root, &[script, "--no-emoji", "--no-color"]);
    attw.args(["--profile", "node16", "--format", "ascii"]).arg(tarball);
    quiet_check(&mut attw)
}

fn deny(cx: &mut Context) -> Result<Counts> {
    let (count, wrong) = licences::check(&cx.ws)?;
    for sentence in &wrong {
        println!("   {sentence}");
    }
    println!("   {count} Rust packages looked at");
    let own = Counts::one(wrong.is_empty()) + Counts::one(npm_is_clean(&cx.ws)?);
    if process::find(&["cargo-deny"]).is_none() {
        cx.note("cargo-deny is not installed, so known advisories were not looked up.");
        return Ok(own);
    }
    let checks = ["deny", "--all-features", "check", "bans", "licenses", "sources"];
    let offline = Counts::one(succeeds(&mut cargo(&cx.ws.root, &checks))?);
    Ok(own + offline + advisories(cx)?)
}

/// The advisories come from the network; where it is not there, that is said and not a failure.
fn advisories(cx: &mut Context) -> Result<Counts> {
    let mut check = cargo(&cx.ws.root, &["deny", "--all-features", "check", "advisories"]);
    let output = check.output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() && text.contains("failed to fetch") {
        cx.note("The advisory database could not be reached, so advisories were not looked up.");
        return Ok(Counts::default());
    }
    eprint!("{text}");
    Ok(Counts::one(output.status.success()))
}

/// The lock files of npm.
const LOCKS: [&str; 6] = [
    "package-lock.json",
    "tests/bundlers/package-lock.json",
    "tests/compare/package-lock.json",
    "tests/runtimes/package-lock.json",
    "www/site/package-lock.json",
    "xtask/bench/proxy/package-lock.json",
];

/// The package has no dependencies, and the lock files name packages rather than places.
fn npm_is_clean(ws: &Workspace) -> Result<bool> {
    let manifest: serde_json::Value =
        serde_json::from_str(&workspace::read(&ws.path("pkg-template/package.json"))?)?;
    let dependent = ["dependencies", "peerDependencies", "optionalDependencies"]
        .iter()
        .any(|key| manifest.get(key).is_some());
    let mut places = false;
    for lock in LOCKS {
        places |= workspace::read(&ws.path(lock))?.contains("\"resolved\"");
    }
    if dependent {
        println!("   The npm package has dependencies; it is meant to have none.");
    }
    if places {
        println!(
            "   A package-lock.json has `resolved` lines: npm reads .npmrc to leave them out."
        );
    }
    Ok(!dependent && !places)
}
