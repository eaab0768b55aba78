//! What the stages need beforehand. Each is made once, when the first stage asks for it; when it
//! cannot be made, every stage that needs it fails with the same sentence.

use crate::build::{self, Module};
use crate::install;
use crate::progress::Progress;
use crate::setup::{self, Browser, OtherBrowsers};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow};
use std::path::PathBuf;

type Once<T> = Option<std::result::Result<T, String>>;

pub struct Context {
    pub ws: Workspace,
    /// The stages that were run so far, the one that runs last.
    pub ran: Vec<&'static str>,
    wasm_target: Once<()>,
    npm: Once<()>,
    browser: Once<Browser>,
    other_browsers: Once<OtherBrowsers>,
    tarball: Once<PathBuf>,
    consumer: Once<PathBuf>,
    trapping: Once<()>,
    notes: Vec<String>,
}

impl Context {
    pub fn new(ws: Workspace) -> Self {
        Self {
            ws,
            ran: Vec::new(),
            wasm_target: None,
            npm: None,
            browser: None,
            other_browsers: None,
            tarball: None,
            consumer: None,
            trapping: None,
            notes: Vec::new(),
        }
    }

    /// Keeps a sentence for the end of the run, where it is not lost among the output.
    pub fn note(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        println!("   {sentence}");
        self.notes.push(sentence);
    }

    pub fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// The stage that runs.
    pub fn stage(&self) -> &'static str {
        self.ran.last().copied().unwrap_or("alone")
    }

    pub fn wasm_target(&mut self) -> Result<()> {
        let ws = &self.ws;
        once(&mut self.wasm_target, || setup::wasm_target(ws)).copied()
    }

    pub fn npm(&mut self) -> Result<()> {
        let ws = &self.ws;
        once(&mut self.npm, || setup::npm_packages(ws)).copied()
    }

    pub fn browser(&mut self) -> Result<&Browser> {
        let ws = &self.ws;
        once(&mut self.browser, || setup::browser(ws))
    }

    pub fn other_browsers(&mut self) -> Result<&OtherBrowsers> {
        let ws = &self.ws;
        once(&mut self.other_browsers, || setup::other_browsers(ws))
    }

    /// The packed package, freshly built.
    pub fn tarball(&mut self) -> Result<PathBuf> {
        self.wasm_target()?;
        self.npm()?;
        let ws = &self.ws;
        once(&mut self.tarball, || {
            let mut progress = Progress::new(build::STEPS);
            let tarball = build::shipped(ws, &mut progress)?;
            progress.finish("The package is built");
            Ok(tarball)
        })
        .cloned()
    }

    /// A folder in which the packed package is installed as a user would.
    pub fn consumer(&mut self) -> Result<PathBuf> {
        let tarball = self.tarball()?;
        let ws = &self.ws;
        once(&mut self.consumer, || install::consumer(ws, &tarball)).cloned()
    }

    /// The modules that trap when they are told to.
    pub fn trapping(&mut self) -> Result<()> {
        self.wasm_target()?;
        self.npm()?;
        let ws = &self.ws;
        let build = || Module::trapping(ws).iter().try_for_each(|module| module.build(ws));
        once(&mut self.trapping, build).copied()
    }
}

fn once<T>(slot: &mut Once<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    slot.get_or_insert_with(|| make().map_err(|error| format!("{error:#}")))
        .as_ref()
        .map_err(|sentence| anyhow!("{sentence}"))
}

#[cfg(test)]
mod tests {
    use super::once;
    use anyhow::bail;

    #[test]
    fn what_failed_once_is_not_tried_again() {
        let mut slot = None;
        let first = once::<()>(&mut slot, || bail!("no network")).unwrap_err().to_string();
        let second = once(&mut slot, || Ok(())).unwrap_err().to_string();
        assert_eq!((first.as_str(), second.as_str()), ("no network", "no network"));
    }
}
