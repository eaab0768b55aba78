//! `cargo xtask test`: every check and test of the project, one stage after the other. A stage that
//! fails does not stop the others, so that one run tells all.

mod context;
mod counts;
mod rust;
mod search;
mod secrets;
mod seen;
mod stages;

use crate::args::TestArgs;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use context::Context;
use counts::Counts;
use stages::{STAGES, Stage};
use std::time::Instant;

/// How a stage went.
struct Outcome {
    name: &'static str,
    counts: Counts,
    seconds: f64,
    notes: Vec<String>,
}

pub fn main(args: &TestArgs) -> Result<()> {
    let chosen = choose(args)?;
    if args.list {
        for stage in chosen {
            println!("{:<14}{}", stage.name, stage.what);
        }
        return Ok(());
    }
    let mut context = Context::new(Workspace::open()?);
    let outcomes: Vec<Outcome> = chosen.iter().map(|stage| run(stage, &mut context)).collect();
    let total = summary(&outcomes);
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        // The counts are the last line; the exit code says the rest.
        std::process::exit(1);
    }
    Ok(())
}

fn choose(args: &TestArgs) -> Result<Vec<&'static Stage>> {
    let unknown = args
        .only
        .iter()
        .chain(&args.skip)
        .find(|name| STAGES.iter().all(|stage| stage.name != name.as_str()));
    if let Some(name) = unknown {
        bail!("There is no stage `{name}`: `cargo xtask test --list` names them.");
    }
    let named = |list: &[String], stage: &Stage| list.iter().any(|name| name == stage.name);
    let chosen: Vec<&Stage> = STAGES
        .iter()
        .filter(|stage| args.only.is_empty() || named(&args.only, stage))
        .filter(|stage| !named(&args.skip, stage))
        .collect();
    if chosen.is_empty() {
        bail!("No stage is left to run.");
    }
    Ok(chosen)
}

fn run(stage: &Stage, context: &mut Context) -> Outcome {
    println!("\n== {}: {}", stage.name, stage.what);
    let begun = Instant::now();
    context.ran.push(stage.name);
    let counts = match seen::clear(&context.ws, stage.name).and_then(|()| (stage.run)(context)) {
        Ok(counts) => not_empty(counts),
        Err(error) => {
            println!("   {error:#}");
            Counts::one(false)
        }
    };
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "-- {}: {} passed, {} failed, {seconds:.1} s",
        stage.name, counts.passed, counts.failed
    );
    Outcome { name: stage.name, counts, seconds, notes: context.take_notes() }
}

/// A stage that ran nothing has failed: it would look the same if its tests had been lost.
fn not_empty(counts: Counts) -> Counts {
    if counts == Counts::default() {
        println!("   This stage ran no test.");
        return Counts::one(false);
    }
    counts
}

fn summary(outcomes: &[Outcome]) -> Counts {
    println!("\n{:<14}{:>8}{:>8}{:>10}", "stage", "passed", "failed", "seconds");
    let mut total = Counts::default();
    for outcome in outcomes {
        let Counts { passed, failed } = outcome.counts;
        println!("{:<14}{passed:>8}{failed:>8}{:>10.1}", outcome.name, outcome.seconds);
        total = total + outcome.counts;
    }
    let seconds: f64 = outcomes.iter().map(|outcome| outcome.seconds).sum();
    println!("{:<14}{:>8}{:>8}{seconds:>10.1}", "all", total.passed, total.failed);
    for outcome in outcomes {
        for note in &outcome.notes {
            println!("{}: {note}", outcome.name);
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> Result<Vec<&'static str>> {
        let own = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let args = TestArgs { only: own(only), skip: own(skip), list: false };
        choose(&args).map(|stages| stages.iter().map(|stage| stage.name).collect())
    }

    #[test]
    fn stages_are_chosen_in_their_own_order() {
        assert_eq!(names(&["native", "fmt"], &[]).unwrap(), ["fmt", "native"]);
        assert_eq!(names(&["native", "fmt"], &["fmt"]).unwrap(), ["native"]);
        assert_eq!(names(&[], &[]).unwrap().len(), STAGES.len());
        assert_eq!(names(&[], &["e2e"]).unwrap().len(), STAGES.len() - 1);
    }

    #[test]
    fn a_stage_that_does_not_exist_is_named() {
        let error = names(&["fnt"], &[]).unwrap_err().to_string();
        assert!(error.contains("`fnt`"), "{error}");
        assert!(names(&["fmt"], &["fmt"]).is_err());
    }

    #[test]
    fn nothing_run_is_a_failure() {
        assert_eq!(not_empty(Counts::default()), Counts::one(false));
        assert_eq!(not_empty(Counts::one(true)), Counts::one(true));
    }
}
