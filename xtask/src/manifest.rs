//! What the crate's manifest promises to those who use it.

use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde_json::Value;

pub struct Manifest(Value);

impl Manifest {
    pub fn read(ws: &Workspace) -> Result<Self> {
        let metadata = process::read(
            &mut process::cargo(&ws.root, &["metadata", "--no-deps", "--format-version=1"]),
            "Cargo.toml could not be read: see cargo's message above.",
        )?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let package = metadata.pointer("/packages/0").context("Cargo.toml names no package.")?;
        Ok(Self(package.clone()))
    }

    /// A field that is a text; empty where it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A field that is a list of texts.
    pub fn list(&self, name: &str) -> Vec<String> {
        texts(self.0.get(name))
    }

    /// The features that a program may ask for, by what docs.rs builds.
    pub fn user_features(&self) -> Result<Vec<String>> {
        let features = texts(self.0.pointer("/metadata/docs/rs/features"));
        if features.is_empty() {
            bail!("Cargo.toml has no `features` under [package.metadata.docs.rs].");
        }
        Ok(features)
    }

    /// What a feature stands for.
    pub fn feature(&self, name: &str) -> Vec<String> {
        texts(self.0.get("features").and_then(|features| features.get(name)))
    }
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(String::from).collect()
}
