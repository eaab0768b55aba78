//! `cargo xtask fuzz`: builds the fuzz targets with the stable compiler, writes their seeds from the
//! documented examples, and runs them one after the other.
//!
//! `cargo fuzz` wants a nightly compiler for its sanitizers. They look for unsafe memory, which the
//! crate forbids; libFuzzer alone needs only the counters that any compiler puts in.

use crate::args::FuzzArgs;
use crate::process::{self, cargo, command};
use crate::progress::Progress;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

/// Counters at every edge of the control flow, and what is compared with what.
const INSTRUMENTED: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// For each target.
const SECONDS: u32 = 60;

/// Longer inputs find nothing new and are slower.
const LONGEST: &str = "-max_len=6000";

pub fn main(args: &FuzzArgs) -> Result<()> {
    let ws = Workspace::open()?;
    let targets = chosen(&ws, args.target.as_deref())?;
    let place = ws.path("target/fuzz");
    let seconds = args.seconds.unwrap_or(SECONDS);
    let mut progress = Progress::new(2 + targets.len());
    progress.step("Writing the seeds");
    seeds(&ws, &place)?;
    progress.step("Building the targets");
    let programs = build(&ws, &place)?;
    let mut reports = Vec::new();
    for target in &targets {
        progress.step(&format!("Running {target} for {seconds} s"));
        let report = run(&programs.join(target), &place, target, seconds)?;
        println!("      {}", report.line());
        reports.push(report);
    }
    progress.finish("Fuzzed");
    if args.keep {
        for target in &targets {
            keep(&programs.join(target), &place, target)?;
        }
        write_kept(&ws, &place)?;
    }
    let file = ws.path("target/report/fuzz.json");
    workspace::write(&file, format!("{:#}\n", as_json(&reports)))?;
    println!("{}\nWritten to {}", total(&reports).line(), file.display());
    let crashes: Vec<_> = reports.iter().flat_map(|report| &report.crashes).collect();
    if !crashes.is_empty() {
        for crash in crashes {
            println!("{}", crash.display());
        }
        bail!("A target failed. Mend it, and keep the input in fuzz/found/<target>.");
    }
    Ok(())
}

/// The names of the targets: of all, or of one.
fn chosen(ws: &Workspace, wanted: Option<&str>) -> Result<Vec<String>> {
    let files = workspace::files(&ws.path("fuzz/fuzz_targets"))?;
    let names = files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()));
    let all: Vec<String> = names.collect();
    match wanted {
        None => Ok(all),
        Some(name) if all.iter().any(|own| own == name) => Ok(vec![name.to_owned()]),
        Some(name) => bail!("There is no target `{name}`; there is {}.", all.join(", ")),
    }
}

fn seeds(ws: &Workspace, place: &Path) -> Result<()> {
    example(ws, place, "seeds", "corpus", "The seeds could not be written: see above.")
}

/// Runs an example of the targets' crate over a folder of theirs. It needs no fuzzer.
fn example(ws: &Workspace, place: &Path, name: &str, folder: &str, sentence: &str) -> Result<()> {
    let mut run = cargo(&ws.root, &["run", "--quiet", "--manifest-path", "fuzz/Cargo.toml"]);
    run.args(["--no-default-features", "--example", name, "--target-dir"]).arg(place);
    run.arg("--").arg(place.join(folder));
    process::run_quietly(&mut run, sentence)
}

/// Builds the targets and returns the folder they are in.
fn build(ws: &Workspace, place: &Path) -> Result<PathBuf> {
    let version =
        process::read(&mut command("rustc", &ws.root, &["-vV"]), "rustc did not say its version.")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc did not say for which machine it builds")?;
    let mut build = cargo(&ws.root, &["build", "--release", "--manifest-path", "fuzz/Cargo.toml"]);
    // With a target named, what runs while building is left without counters.
    build.args(["--bins", "--target", host, "--target-dir"]).arg(place);
    build.env("CARGO_ENCODED_RUSTFLAGS", INSTRUMENTED.join("\u{1f}"));
    process::run_quietly(
        &mut build,
        "The targets could not be built: see above. libFuzzer needs a C++ compiler.",
    )?;
    Ok(place.join(host).join("release"))
}

/// Chooses the fewest inputs that reach all that the corpus reaches.
fn keep(program: &Path, place: &Path, target: &str) -> Result<()> {
    let fewest = place.join("fewest").join(target);
    let _ = std::fs::remove_dir_all(&fewest);
    std::fs::create_dir_all(&fewest)?;
    let mut merge = command(&program.display().to_string(), place, &["-merge=1", LONGEST]);
    merge.arg(&fewest).arg(place.join("corpus").join(target));
    process::run_quietly(&mut merge, "The corpus could not be made smaller: see above.")
}

/// Writes them into the repository, where the next run starts from them.
fn write_kept(ws: &Workspace, place: &Path) -> Result<()> {
    example(ws, place, "keep", "fewest", "The corpus could not be kept: see above.")
}

/// What became of a target.
#[derive(Debug, Default, PartialEq)]
struct Report {
    target: String,
    seconds: u64,
    executions: u64,
    /// Edges that were reached, of all there are: other crates' too.
    edges: u64,
    edges_there: u64,
    /// Edges by how often they were taken, and comparisons.
    features: u64,
    /// Inputs that are kept because they reach something of their own.
    corpus: u64,
    crashes: Vec<PathBuf>,
}

fn run(program: &Path, place: &Path, target: &str, seconds: u32) -> Result<Report> {
    let corpus = place.join("corpus").join(target);
    let found = place.join("found").join(target);
    std::fs::create_dir_all(&found)?;
    let before = workspace::files(&found)?;
    let mut fuzz = command(&program.display().to_string(), place, &[corpus.as_path()]);
    fuzz.arg(format!("-max_total_time={seconds}")).arg("-print_final_stats=1").arg(LONGEST);
    fuzz.args(["-timeout=10", "-rss_limit_mb=2048"]);
    fuzz.arg(format!("-artifact_prefix={}/", found.display()));
    fuzz.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = fuzz.spawn().context("A target could not be started")?;
    let mut report = Report { target: target.to_owned(), ..Report::default() };
    let mut last = Vec::new();
    if let Some(told) = child.stderr.take() {
        let mut lines = BufReader::new(told);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            report.hear(&text);
            // Progress is no news; what is kept is what a failure says.
            if !text.starts_with('#') {
                last.push(text);
            }
            line.clear();
        }
    }
    let ok = child.wait()?.success();
    report.seconds = begun.elapsed().as_secs();
    let now = workspace::files(&found)?;
    report.crashes = now.into_iter().filter(|file| !before.contains(file)).collect();
    if !ok {
        println!("{}", last.join("\n"));
        if report.crashes.is_empty() {
            bail!("The target {target} ended without a result: see above.");
        }
    }
    Ok(report)
}

impl Report {
    /// Takes what there is to know from a line of libFuzzer.
    fn hear(&mut self, line: &str) {
        let after = |mark: &str| {
            let rest = line.split_once(mark)?.1.trim_start();
            rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
        };
        let takes: [(&str, &mut u64); 5] = [
            (" cov: ", &mut self.edges),
            (" ft: ", &mut self.features),
            (" corp: ", &mut self.corpus),
            ("Loaded 1 modules   (", &mut self.edges_there),
            ("stat::number_of_executed_units:", &mut self.executions),
        ];
        for (mark, place) in takes {
            if let Some(number) = after(mark) {
                *place = number;
            }
        }
    }

    fn per_second(&self) -> u64 {
        self.executions / self.seconds.max(1)
    }

    fn line(&self) -> String {
        format!(
            "{}: {} executions, {} per second, {} of {} edges, {} features, {} inputs, {} crashes",
            self.target,
            self.executions,
            self.per_second(),
            self.edges,
            self.edges_there,
            self.features,
            self.corpus,
            self.crashes.len(),
        )
    }

    fn as_json(&self) -> Value {
        json!({
            "target": self.target,
            "seconds": self.seconds,
            "executions": self.executions,
            "executionsPerSecond": self.per_second(),
            "edges": self.edges,
            "edgesThere": self.edges_there,
            "features": self.features,
            "corpus": self.corpus,
            "crashes": self.crashes,
        })
    }
}

/// Everything together. Edges of different programs are not the same, so their sum says only how
/// much was looked at.
fn total(reports: &[Report]) -> Report {
    let sum = |of: fn(&Report) -> u64| reports.iter().map(of).sum();
    Report {
        target: "all".into(),
        seconds: sum(|report| report.seconds),
        executions: sum(|report| report.executions),
        edges: sum(|report| report.edges),
        edges_there: sum(|report| report.edges_there),
        features: sum(|report| report.features),
        corpus: sum(|report| report.corpus),
        crashes: reports.iter().flat_map(|report| report.crashes.clone()).collect(),
    }
}

fn as_json(reports: &[Report]) -> Value {
    let targets: Vec<Value> = reports.iter().map(Report::as_json).collect();
    json!({ "targets": targets, "all": total(reports).as_json() })
}

#[cfg(test)]
mod tests {
    use super::Report;

    #[test]
    fn libfuzzers_lines_are_understood() {
        let mut report = Report::default();
        for line in [
            "INFO: Loaded 1 modules   (18923 inline 8-bit counters): 18923 [0x1, 0x2), ",
            "#2\tINITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 40Mb",
            "#524288\tpulse  cov: 310 ft: 1022 corp: 188/20Kb lim: 4096 exec/s: 9000 rss: 61Mb",
            "stat::number_of_executed_units: 600123",
            "stat::average_exec_per_sec:     9838",
        ] {
            report.hear(line);
        }
        let due = Report {
            executions: 600_123,
            edges: 310,
            edges_there: 18923,
            features: 1022,
            corpus: 188,
            ..Report::default()
        };
        assert_eq!(report, due);
        report.seconds = 61;
        assert_eq!(report.per_second(), 9838);
    }
}
