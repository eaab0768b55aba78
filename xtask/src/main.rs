//! The project's commands: `cargo xtask help` lists them.

mod api;
mod args;
mod bench;
mod build;
mod capabilities;
mod compare;
mod declarations;
mod demo;
mod doc_coverage;
mod faults;
mod fuzz;
mod install;
mod licences;
mod manifest;
mod markers;
mod operations;
mod package;
mod process;
mod progress;
mod readme;
mod setup;
mod site;
mod size;
mod test;
mod toolchain;
mod typescript;
mod worker;
mod workspace;

use args::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match args::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("{error}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Help => {
            println!("{}", args::USAGE);
            Ok(())
        }
        Command::Build => build::main(),
        Command::Declarations => package::declare(),
        Command::Size { variants: false } => size::main(),
        Command::Size { variants: true } => size::variants(),
        Command::Test(args) => test::main(&args),
        Command::Demo { port } => demo::main(port),
        Command::BenchImage => bench::image(),
        Command::BenchProxy { requests } => bench::proxy(requests),
        Command::CompareFaults => compare::faults(),
        Command::Fuzz(args) => fuzz::main(&args),
        Command::Site => site::main(),
        Command::Readme => readme::main(),
        Command::Api => api::main(),
    }
}
