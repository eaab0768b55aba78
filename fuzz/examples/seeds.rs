//! Writes the inputs to start from into the folder that is named, a folder for each target.

use std::fs;
use std::path::PathBuf;

use cardlatch_fuzz::TARGETS;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("corpus"), PathBuf::from);
    for target in TARGETS {
        let folder = folder.join(target.name);
        fs::create_dir_all(&folder)?;
        let seeds = target.inputs();
        for (at, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{at:04}")), seed)?;
        }
        println!("{} {}", target.name, seeds.len());
    }
    Ok(())
}
