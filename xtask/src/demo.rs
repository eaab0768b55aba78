//! `cargo xtask demo`: from a fresh clone to a page in a browser.

use crate::process::command;
use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{build, install, setup, site};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// Where the page is unless `--port` says otherwise.
const PORT: u16 = 8787;

pub fn main(port: Option<u16>) -> Result<()> {
    let ws = Workspace::open()?;
    let port = port.unwrap_or(PORT);
    // Before the long part: nobody should wait for a build to read this.
    check_port(port)?;
    let mut progress = Progress::new(build::STEPS + 4);
    progress.step("Checking Node, the Rust target and the npm packages");
    setup::everything(&ws)?;
    let tarball = build::shipped(&ws, &mut progress)?;
    progress.step("Installing the package for the demo");
    let consumer = install::consumer(&ws, &tarball)?;
    progress.step("Building the documentation");
    site::pages(&ws, &consumer)?;
    progress.step("Starting the sandbox, the edge worker and the page");
    let mut node = command("node", &ws.root, &["www/start.mjs", "--port", &port.to_string()]);
    node.env("CARDLATCH_CONSUMER", consumer);
    become_program(&mut node)
}

/// Port 0 stands for any free one.
fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!(
            "Port {port} cannot be used ({error}): end what is using it, or choose another, for \
             example `cargo xtask demo --port {}`.",
            port.checked_add(1).unwrap_or(PORT)
        ),
    }
}

/// Takes this program's place, so that Ctrl-C and every other signal reach the demo itself.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("The demo could not be started")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    crate::process::run(command, "The demo ended with an error: see above.")
}
