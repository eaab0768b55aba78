//! Other programs: run them, read what they print, and say in a sentence what to do when they fail.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A command in `dir`, with the arguments given.
pub fn command<A: AsRef<OsStr>>(program: &str, dir: &Path, args: &[A]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).args(args);
    command
}

/// Cargo, without what the outer `cargo run` set for this program alone.
pub fn cargo<A: AsRef<OsStr>>(dir: &Path, args: &[A]) -> Command {
    let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = command(&program, dir, args);
    forget_cargo(&mut command);
    command
}

/// Takes away what the outer `cargo run` set for this program alone.
pub fn forget_cargo(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
}

/// Runs with the terminal's own output; fails with `sentence` unless the program succeeds.
pub fn run(command: &mut Command, sentence: &str) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("{sentence}");
    }
    Ok(())
}

/// Runs quietly; shows what the program printed only when it fails.
pub fn run_quietly(command: &mut Command, sentence: &str) -> Result<()> {
    let output = command.stdin(Stdio::null()).output().with_context(|| not_started(command))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        bail!("{sentence}");
    }
    Ok(())
}

/// What the program prints on its standard output; its error output goes to the terminal.
pub fn read(command: &mut Command, sentence: &str) -> Result<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let child = command.spawn().with_context(|| not_started(command))?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("{sentence}");
    }
    String::from_utf8(output.stdout).context("A program printed what is not UTF-8")
}

/// What a test program printed, and whether it ended well.
pub struct Heard {
    pub text: String,
    pub ok: bool,
}

/// Runs with live output and keeps a copy of all of it, the error output included.
pub fn run_and_hear_all(command: &mut Command) -> Result<(Heard, String)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| not_started(command))?;
    let errors = child.stderr.take();
    let errors = std::thread::spawn(move || errors.map(|errors| hear(errors, std::io::stderr())));
    let text = child.stdout.take().map(|output| hear(output, std::io::stdout()));
    let ok = child.wait()?.success();
    let errors = errors.join().ok().flatten().transpose()?.unwrap_or_default();
    Ok((Heard { text: text.transpose()?.unwrap_or_default(), ok }, errors))
}

/// Passes on what is read, line by line, and gives all of it.
fn hear(from: impl std::io::Read, mut to: impl Write) -> Result<String> {
    let mut text = String::new();
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        to.flush()?;
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(text)
}

/// Runs with live output and keeps a copy of it, so that the tests in it can be counted.
pub fn run_and_listen(command: &mut Command) -> Result<Heard> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| not_started(command))?;
    let text = child.stdout.take().map(|output| hear(output, std::io::stdout()));
    let ok = child.wait()?.success();
    Ok(Heard { text: text.transpose()?.unwrap_or_default(), ok })
}

/// The first program of these names on PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

fn not_started(command: &Command) -> String {
    format!("`{}` could not be started", command.get_program().to_string_lossy())
}
