//! Every seed, and every input that once failed, through its target: no fuzzer is needed for that.

use std::fs;
use std::path::PathBuf;

use cardlatch_fuzz::TARGETS;

#[test]
fn every_seed_holds() {
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(seeds.len() > 4, "{}", target.name);
        for input in target.inputs() {
            (target.hold)(&input);
        }
    }
}

/// `found/<target>/` keeps what a fuzzer found, for ever.
#[test]
fn what_was_found_stays_mended() {
    for target in TARGETS {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("found").join(target.name);
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            println!("{}", path.display());
            (target.hold)(&fs::read(path).expect("a file"));
        }
    }
}
