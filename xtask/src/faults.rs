//! docs/faults.md shows the table that the stage `faults` tests: what a call ends with under every
//! fault.

use crate::markers;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;

const DOCUMENT: &str = "docs/faults.md";
const TABLE: &str = "tests/faults/table.json";
const PLACE: &str = "matrix";

/// Marks of hosts that differ, in the order of the table's `hosts`.
const MARKS: [&str; 9] = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

struct Named {
    name: String,
    what: String,
}

/// A fault that a host takes as it takes another.
struct Other {
    host: String,
    fault: String,
    like: String,
    note: String,
}

struct Table {
    settings: Vec<Named>,
    kinds: Vec<Named>,
    faults: Vec<Named>,
    hosts: Vec<Other>,
    cells: Value,
}

/// The document's path and its text with a fresh table.
pub fn with_fresh_table(ws: &Workspace) -> Result<(PathBuf, String)> {
    let table = parse(&workspace::read(&ws.path(TABLE))?)
        .with_context(|| format!("{TABLE} is not such a table."))?;
    let path = ws.path(DOCUMENT);
    let text = workspace::read(&path)?;
    let fresh = with_table(&text, &markdown(&table)?).with_context(|| {
        let (start, end) = (markers::start(PLACE), markers::end(PLACE));
        format!("{DOCUMENT} needs the lines `{start}` and `{end}`.")
    })?;
    Ok((path, fresh))
}

fn with_table(document: &str, table: &str) -> Option<String> {
    markers::replace_between(document, PLACE, &format!("\n{table}\n"))
}

fn parse(json: &str) -> Result<Table> {
    let table: Value = serde_json::from_str(json)?;
    Ok(Table {
        settings: named(&table, "settings")?,
        kinds: named(&table, "kinds")?,
        faults: named(&table, "faults")?,
        hosts: entries(&table, "hosts", |entry| {
            Some(Other {
                host: text(entry, "host")?,
                fault: text(entry, "fault")?,
                like: text(entry, "as")?,
                note: text(entry, "note")?,
            })
        })?,
        cells: table["cells"].clone(),
    })
}

fn named(table: &Value, list: &str) -> Result<Vec<Named>> {
    entries(table, list, |entry| {
        Some(Named { name: text(entry, "name")?, what: text(entry, "what")? })
    })
}

fn entries<T>(table: &Value, list: &str, of: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>> {
    let entries = table[list].as_array().with_context(|| format!("there is no list {list}"))?;
    entries.iter().map(|entry| of(entry).with_context(|| format!("{list}: {entry}"))).collect()
}

fn text(entry: &Value, name: &str) -> Option<String> {
    entry[name].as_str().map(String::from)
}

impl Table {
    fn cell(&self, fault: &Named, kind: &Named, column: usize) -> Result<&str> {
        let cell = &self.cells[&fault.name][&kind.name][column];
        cell.as_str().with_context(|| format!("{}, {}: column {column}", fault.name, kind.name))
    }

    /// The one cell that a column has for every fault, if it is one.
    fn constant(&self, kind: &Named, column: usize) -> Result<Option<&str>> {
        let column = self.faults.iter().map(|fault| self.cell(fault, kind, column));
        let column = column.collect::<Result<Vec<_>>>()?;
        let first = column.first().copied();
        Ok(first.filter(|first| column.iter().all(|cell| cell == first)))
    }

    fn marked(&self, fault: &Named) -> String {
        let marks = self.hosts.iter().zip(MARKS).filter(|(other, _)| other.fault == fault.name);
        let marks: Vec<&str> = marks.map(|(_, mark)| mark).collect();
        let gap = if marks.is_empty() { "" } else { " " };
        format!("`{}`{gap}{}", fault.name, marks.join(" "))
    }

    fn count(&self) -> Result<usize> {
        let mut count = 0;
        for (fault, kind) in self.faults.iter().flat_map(|f| self.kinds.iter().map(move |k| (f, k)))
        {
            for column in 0..self.settings.len() {
                count += usize::from(!is_left_out(self.cell(fault, kind, column)?));
            }
        }
        Ok(count)
    }
}

fn is_left_out(cell: &str) -> bool {
    cell.starts_with('-')
}

fn markdown(table: &Table) -> Result<String> {
    let mut out = String::new();
    writeln!(
        out,
        "{} faults, {} kinds of operation, {} settings: {} cells, each tested in every host.\n",
        table.faults.len(),
        table.kinds.len(),
        table.settings.len(),
        table.count()?
    )?;
    list(&mut out, "Settings", "setting", &table.settings, |named| named.name.clone())?;
    list(&mut out, "Faults", "fault", &table.faults, |fault| table.marked(fault))?;
    for (other, mark) in table.hosts.iter().zip(MARKS) {
        let Other { host, like, note, .. } = other;
        writeln!(out, "{mark} In {host} it ends as `{like}` does: {note}.\n")?;
    }
    for kind in &table.kinds {
        of_kind(&mut out, table, kind)?;
    }
    Ok(out.trim_end().to_owned() + "\n")
}

fn list(
    out: &mut String,
    title: &str,
    column: &str,
    entries: &[Named],
    shown: impl Fn(&Named) -> String,
) -> Result<()> {
    writeln!(out, "### {title}\n\n| {column} | what |\n|---|---|")?;
    for entry in entries {
        writeln!(out, "| {} | {} |", shown(entry), entry.what)?;
    }
    Ok(writeln!(out)?)
}

fn of_kind(out: &mut String, table: &Table, kind: &Named) -> Result<()> {
    let Named { name, what } = kind;
    writeln!(out, "### {}\n\n{what}.\n", capitalized(name))?;
    let mut columns = Vec::new();
    for (column, setting) in table.settings.iter().enumerate() {
        match table.constant(kind, column)? {
            Some(cell) => writeln!(out, "* {}: `{cell}`, whatever the fault", setting.name)?,
            None => columns.push((column, setting.name.as_str())),
        }
    }
    let names: Vec<&str> = columns.iter().map(|(_, name)| *name).collect();
    writeln!(out, "\n| fault | {} |\n|---|{}", names.join(" | "), "---|".repeat(columns.len()))?;
    for fault in &table.faults {
        write!(out, "| {} |", table.marked(fault))?;
        for (column, _) in &columns {
            let cell = table.cell(fault, kind, *column)?;
            write!(out, " {} |", if is_left_out(cell) { "–".into() } else { escaped(cell) })?;
        }
        writeln!(out)?;
    }
    Ok(writeln!(out)?)
}

/// A bar would end the cell.
fn escaped(cell: &str) -> String {
    cell.replace('|', " or ")
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{
      "settings": [{ "name": "once", "what": "It comes once" },
                   { "name": "aborted", "what": "The caller aborts" }],
      "kinds": [{ "name": "write", "what": "`freeze`" }],
      "faults": [{ "name": "stall", "what": "no answer" }, { "name": "cut", "what": "a cut" }],
      "cells": { "stall": { "write": ["timeout unknown 1/1", "aborted unknown ?/1"] },
                 "cut": { "write": ["network|timeout unknown 1/1", "aborted unknown ?/1"] } },
      "hosts": [{ "host": "node", "fault": "cut", "as": "stall", "note": "it waits" }]
    }"#;

    #[test]
    fn a_column_that_is_the_same_for_every_fault_is_a_sentence() {
        let document = markdown(&parse(JSON).unwrap()).unwrap();
        assert!(document.contains("* aborted: `aborted unknown ?/1`, whatever the fault\n"));
        assert!(document.contains("| fault | once |\n|---|---|\n"));
        assert!(document.contains("4 cells"));
    }

    #[test]
    fn a_host_that_differs_is_marked() {
        let document = markdown(&parse(JSON).unwrap()).unwrap();
        assert!(document.contains("| `cut` ¹ | network or timeout unknown 1/1 |"));
        assert!(document.contains("¹ In node it ends as `stall` does: it waits."));
    }

    #[test]
    fn a_cell_that_is_missing_is_told() {
        let short = JSON.replace(r#", "aborted unknown ?/1"] }"#, "] }");
        let error = markdown(&parse(&short).unwrap()).unwrap_err().to_string();
        assert!(error.contains("column 1"), "{error}");
    }

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let (start, end) = (markers::start(PLACE), markers::end(PLACE));
        let document = format!("a\n{start}\nold\n{end}\nb\n");
        let fresh = with_table(&document, "new\n").unwrap();
        assert_eq!(fresh, format!("a\n{start}\n\nnew\n\n{end}\nb\n"));
        assert_eq!(with_table(&fresh, "new\n").unwrap(), fresh);
        assert_eq!(with_table("a", "new\n"), None);
    }
}
