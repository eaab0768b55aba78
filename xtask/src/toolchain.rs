//! Compilers of a fixed version, installed by rustup when they are missing.

use crate::process::{self, command};
use crate::workspace::Workspace;
use anyhow::Result;
use std::process::Command;

/// Cargo of a compiler of this version. What cannot be had is an error with the sentence that says so.
pub struct Toolchain {
    /// Nothing where the compiler in use is of that version.
    rustup: Option<String>,
}

impl Toolchain {
    /// The compiler of this version: the one in use, or another that rustup has or installs.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub fn get(ws: &Workspace, version: &str) -> Result<Self, String> {
        let version = complete(version);
        if in_use(ws).is_ok_and(|own| own == version) {
            return Ok(Self { rustup: None });
        }
        if process::find(&["rustup"]).is_none() {
            return Err(format!("Rust {version} is not here, and no rustup to install it."));
        }
        let runs = |ws: &Workspace| {
            let run = ["run", &version, "rustc", "--version"];
            command("rustup", &ws.root, &run).output().is_ok_and(|output| output.status.success())
        };
        if !runs(ws) {
            println!("   Installing Rust {version} (about 15 s).");
            let install =
                ["toolchain", "install", &version, "--profile", "minimal", "--no-self-update"];
            let mut install = command("rustup", &ws.root, &install);
            // A server that takes a connection and says nothing would be waited for without an end.
            let install =
                install.env("RUSTUP_DOWNLOAD_TIMEOUT", "30").env("RUSTUP_MAX_RETRIES", "1");
            let ended = install.output();
            if !ended.is_ok_and(|output| output.status.success()) || !runs(ws) {
                return Err(format!(
                    "Rust {version} could not be installed: check that rustup can reach its \
                     server, or run `rustup toolchain install {version}` yourself."
                ));
            }
        }
        Ok(Self { rustup: Some(version) })
    }

    /// Its cargo.
    pub fn cargo(&self, ws: &Workspace, args: &[&str]) -> Command {
        let Some(version) = &self.rustup else { return process::cargo(&ws.root, args) };
        let mut cargo = command("rustup", &ws.root, &["run", version, "cargo"]);
        process::forget_cargo(&mut cargo);
        // Else the outer cargo's compiler is taken.
        cargo.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN").args(args);
        cargo
    }
}

/// `1.88` as rustup names it: a version of two numbers would be whatever is the newest of them.
fn complete(version: &str) -> String {
    if version.split('.').count() == 2 { format!("{version}.0") } else { version.into() }
}

/// The version of the compiler in use.
fn in_use(ws: &Workspace) -> Result<String> {
    let told = process::read(
        &mut command("rustc", &ws.root, &["--version"]),
        "`rustc` did not answer: install Rust with rustup, then run this again.",
    )?;
    Ok(told.split_whitespace().nth(1).unwrap_or_default().into())
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn versions_are_whole() {
        assert_eq!(complete("1.88"), "1.88.0");
        assert_eq!(complete("1.88.1"), "1.88.1");
    }
}
