//! What earlier runs found worth keeping: inputs that reach something of their own, a line each in
//! `corpus/<target>.txt`, with what is no plain letter escaped as Rust does.

use std::fs;
use std::path::{Path, PathBuf};

/// Longer inputs are left out: they repeat what short ones do.
const LONGEST: usize = 256;

fn file(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(format!("{target}.txt"))
}

/// The inputs that are kept for a target.
pub fn read(target: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(file(target)).unwrap_or_default();
    text.lines().map(|line| unescaped(line.as_bytes())).collect()
}

/// Keeps the inputs of a folder for a target, and tells how many.
pub fn write(target: &str, folder: &Path) -> std::io::Result<usize> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder)? {
        let input = fs::read(entry?.path())?;
        if input.len() <= LONGEST {
            lines.push(input.escape_ascii().to_string());
        }
    }
    lines.sort();
    let path = file(target);
    fs::create_dir_all(path.parent().unwrap_or(folder))?;
    fs::write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>())?;
    Ok(lines.len())
}

/// The opposite of `escape_ascii`.
fn unescaped(mut line: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let [first, rest @ ..] = line {
        let (byte, rest) = match (first, rest) {
            (b'\\', [b'n', rest @ ..]) => (b'\n', rest),
            (b'\\', [b'r', rest @ ..]) => (b'\r', rest),
            (b'\\', [b't', rest @ ..]) => (b'\t', rest),
            (b'\\', [b'x', high, low, rest @ ..]) => (digit(*high) << 4 | digit(*low), rest),
            (b'\\', [same, rest @ ..]) => (*same, rest),
            _ => (*first, rest),
        };
        bytes.push(byte);
        line = rest;
    }
    bytes
}

fn digit(letter: u8) -> u8 {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unescaped(all.escape_ascii().to_string().as_bytes()), all);
    }
}
