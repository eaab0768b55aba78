//! What must hold of every input, target by target, and the inputs to start from.
//!
//! Each module has a `hold`, which panics when something does not, and `seeds`. The programs in
//! `fuzz_targets` only hand bytes to it. `cargo xtask fuzz` builds and runs them.

pub mod answers;
pub mod callbacks;
pub mod forms;
pub mod image;
pub mod json;
pub mod kept;
pub mod readings;
pub mod requests;
pub mod targets;

mod examples;
mod situations;
mod told;

#[path = "../../tests/support/agrees.rs"]
mod agrees;
#[path = "../../tests/support/forms_agree.rs"]
mod forms_agree;
#[path = "../../tests/support/golden_cases.rs"]
#[allow(dead_code, reason = "the files are compared elsewhere")]
mod golden_cases;
#[path = "../../tests/support/layout.rs"]
mod layout;
#[path = "../../tests/support/reads/mod.rs"]
#[allow(dead_code, reason = "what is due is compared elsewhere")]
mod reads;
#[path = "../../tests/support/targets_agree.rs"]
mod targets_agree;
#[path = "../../tests/support/truth.rs"]
mod truth;

/// One target.
pub struct Target {
    pub name: &'static str,
    pub hold: fn(&[u8]),
    pub seeds: fn() -> Vec<Vec<u8>>,
}

impl Target {
    /// What a run starts from: the seeds, and what earlier runs kept.
    #[must_use]
    pub fn inputs(&self) -> Vec<Vec<u8>> {
        let mut inputs = (self.seeds)();
        inputs.extend(kept::read(self.name));
        inputs
    }
}

pub const TARGETS: &[Target] = &[
    Target { name: "json", hold: json::hold, seeds: json::seeds },
    Target { name: "image", hold: image::hold, seeds: image::seeds },
    Target { name: "answers", hold: answers::hold, seeds: answers::seeds },
    Target { name: "readings", hold: readings::hold, seeds: readings::seeds },
    Target { name: "requests", hold: requests::hold, seeds: requests::seeds },
    Target { name: "callbacks", hold: callbacks::hold, seeds: callbacks::seeds },
    Target { name: "forms", hold: forms::hold, seeds: forms::seeds },
    Target { name: "targets", hold: targets::hold, seeds: targets::seeds },
];
