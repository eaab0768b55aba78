//! Keeps the inputs of the folder that is named, which has a folder for each target.

use std::path::PathBuf;

use cardlatch_fuzz::{TARGETS, kept};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("corpus"), PathBuf::from);
    for target in TARGETS {
        let folder = folder.join(target.name);
        if folder.is_dir() {
            println!("{} {}", target.name, kept::write(target.name, &folder)?);
        }
    }
    Ok(())
}
