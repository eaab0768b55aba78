//! The command line, read by hand: ten commands do not need a parser crate.

use std::fmt;

/// What the reader asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Build,
    Declarations,
    Size { variants: bool },
    Test(TestArgs),
    Demo { port: Option<u16> },
    BenchImage,
    BenchProxy { requests: Option<u32> },
    CompareFaults,
    Fuzz(FuzzArgs),
    Site,
    Readme,
    Api,
    Help,
}

/// Which stages `cargo xtask test` runs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestArgs {
    pub only: Vec<String>,
    pub skip: Vec<String>,
    pub list: bool,
}

/// What `cargo xtask fuzz` runs, and how long.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FuzzArgs {
    pub seconds: Option<u32>,
    pub target: Option<String>,
    /// Whether the inputs that were found go into the repository.
    pub keep: bool,
}

/// Why the command line could not be read: one sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct UsageError(pub String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [--port N]       build the package, start the sandbox, the edge worker and the page
                        (at port 8787; 0 takes any free one)
  test                  run every check and test; set-up included
    --only A,B          only these stages        --skip A,B   all but these stages
    --list              name the stages and what each does
  build                 build the npm package: target/pkg, and packed in target/pkg-tarball
  declarations          write the TypeScript declarations anew into target/pkg, which is built
  size                  measure the package against its budget: target/report/size.json
    --variants          measure what other packages would weigh: the crate's measure-* features
  bench image           time the encoding of a 2 MiB image, in Node and in Chromium
  bench proxy           freeze cards through the proxy in workerd, beside a worker written by hand:
                        target/report/proxy.json
    --requests N        so many requests each (100000)
  compare faults        put published SDKs beside the package under faults: docs/faults.md
  fuzz [target]         run the fuzz targets on the stable compiler: target/report/fuzz.json
    --seconds N         for so long each (60)
    --keep              keep the inputs that were found in fuzz/corpus
  site                  build the documentation as static pages: target/site
  readme                write the tables into the README files and docs/coverage.md
  api                   write what the crate offers into docs/api.txt
  help                  this text";

/// The commands that a document may name.
pub const COMMANDS: &[&str] = &[
    "demo",
    "test",
    "build",
    "declarations",
    "size",
    "bench",
    "compare",
    "fuzz",
    "site",
    "readme",
    "api",
    "help",
];

pub fn parse<I: IntoIterator<Item = String>>(args: I) -> Result<Command, UsageError> {
    let args: Vec<String> = args.into_iter().collect();
    let Some((command, rest)) = args.split_first() else {
        return Err(UsageError("No command was given.".into()));
    };
    match command.as_str() {
        "build" => none(rest, Command::Build),
        "site" => none(rest, Command::Site),
        "declarations" => none(rest, Command::Declarations),
        "readme" => none(rest, Command::Readme),
        "api" => none(rest, Command::Api),
        "help" | "--help" | "-h" => Ok(Command::Help),
        "size" => parse_size(rest),
        "test" => parse_test(rest).map(Command::Test),
        "demo" => parse_demo(rest),
        "bench" => parse_bench(rest),
        "compare" => parse_compare(rest),
        "fuzz" => parse_fuzz(rest).map(Command::Fuzz),
        other => Err(UsageError(format!("There is no command `{other}`."))),
    }
}

fn none(rest: &[String], command: Command) -> Result<Command, UsageError> {
    match rest.first() {
        None => Ok(command),
        Some(extra) => Err(unexpected(extra)),
    }
}

fn parse_size(rest: &[String]) -> Result<Command, UsageError> {
    match rest {
        [] => Ok(Command::Size { variants: false }),
        [flag] if flag == "--variants" => Ok(Command::Size { variants: true }),
        [flag, extra @ ..] => Err(unexpected(extra.first().unwrap_or(flag))),
    }
}

fn parse_bench(rest: &[String]) -> Result<Command, UsageError> {
    match rest {
        [what] if what == "image" => Ok(Command::BenchImage),
        [what, rest @ ..] if what == "proxy" => parse_bench_proxy(rest),
        [] => Err(UsageError("Name the bench to run: `cargo xtask bench image`.".into())),
        [what, ..] => {
            Err(UsageError(format!("There is no bench `{what}`; there is `image` and `proxy`.")))
        }
    }
}

fn parse_bench_proxy(rest: &[String]) -> Result<Command, UsageError> {
    let mut requests = None;
    let mut rest = rest.iter();
    while let Some(arg) = rest.next() {
        let (name, value) = option(arg, &mut rest)?;
        if name != "--requests" {
            return Err(unexpected(arg));
        }
        let number = value.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            UsageError(format!("A number of requests is a whole number from 1; `{value}` is not."))
        })?;
        requests = Some(number);
    }
    Ok(Command::BenchProxy { requests })
}

fn parse_compare(rest: &[String]) -> Result<Command, UsageError> {
    match rest {
        [what] if what == "faults" => Ok(Command::CompareFaults),
        [] => Err(UsageError("Name what to compare: `cargo xtask compare faults`.".into())),
        [what] => {
            Err(UsageError(format!("There is no comparison of `{what}`; there is `faults`.")))
        }
        [_, extra, ..] => Err(unexpected(extra)),
    }
}

fn parse_demo(rest: &[String]) -> Result<Command, UsageError> {
    let mut port = None;
    let mut rest = rest.iter();
    while let Some(arg) = rest.next() {
        let (name, value) = option(arg, &mut rest)?;
        if name != "--port" {
            return Err(unexpected(arg));
        }
        let number = value.parse().map_err(|_| {
            UsageError(format!("A port is a number from 0 to 65535; `{value}` is not."))
        })?;
        port = Some(number);
    }
    Ok(Command::Demo { port })
}

fn parse_fuzz(rest: &[String]) -> Result<FuzzArgs, UsageError> {
    let mut parsed = FuzzArgs::default();
    let mut rest = rest.iter();
    while let Some(arg) = rest.next() {
        if arg == "--keep" {
            parsed.keep = true;
            continue;
        }
        if !arg.starts_with("--") && parsed.target.is_none() {
            parsed.target = Some(arg.clone());
            continue;
        }
        let (name, value) = option(arg, &mut rest)?;
        if name != "--seconds" {
            return Err(unexpected(arg));
        }
        let seconds = value.parse().ok().filter(|seconds| *seconds > 0).ok_or_else(|| {
            UsageError(format!("A number of seconds is a whole number from 1; `{value}` is not."))
        })?;
        parsed.seconds = Some(seconds);
    }
    Ok(parsed)
}

fn parse_test(rest: &[String]) -> Result<TestArgs, UsageError> {
    let mut parsed = TestArgs::default();
    let mut rest = rest.iter();
    while let Some(arg) = rest.next() {
        if arg == "--list" {
            parsed.list = true;
            continue;
        }
        let (name, value) = option(arg, &mut rest)?;
        let names = value.split(',').map(str::trim).filter(|n| !n.is_empty()).map(String::from);
        match name {
            "--only" => parsed.only.extend(names),
            "--skip" => parsed.skip.extend(names),
            _ => return Err(unexpected(arg)),
        }
    }
    Ok(parsed)
}

/// `--name value` or `--name=value`.
fn option<'a>(
    arg: &'a str,
    rest: &mut std::slice::Iter<'a, String>,
) -> Result<(&'a str, &'a str), UsageError> {
    if !arg.starts_with("--") {
        return Err(unexpected(arg));
    }
    if let Some(pair) = arg.split_once('=') {
        return Ok(pair);
    }
    match rest.next() {
        Some(value) => Ok((arg, value)),
        None => Err(UsageError(format!("`{arg}` needs a value, or is not an option here."))),
    }
}

fn unexpected(arg: &str) -> UsageError {
    UsageError(format!("`{arg}` is not understood here."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, UsageError> {
        parse(line.split_whitespace().map(String::from))
    }

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn commands_without_options() {
        assert_eq!(read("build"), Ok(Command::Build));
        assert_eq!(read("readme"), Ok(Command::Readme));
        assert_eq!(read("api"), Ok(Command::Api));
        assert_eq!(read("help"), Ok(Command::Help));
        assert_eq!(read("--help"), Ok(Command::Help));
        assert_eq!(read("bench image"), Ok(Command::BenchImage));
        assert_eq!(read("bench proxy"), Ok(Command::BenchProxy { requests: None }));
        assert_eq!(read("compare faults"), Ok(Command::CompareFaults));
    }

    #[test]
    fn bench_proxy_and_how_many_requests() {
        let due = |requests| Ok(Command::BenchProxy { requests: Some(requests) });
        assert_eq!(read("bench proxy --requests 2000"), due(2000));
        assert_eq!(read("bench proxy --requests=5"), due(5));
        for bad in ["--requests 0", "--requests many", "--requests", "--seconds 5", "more"] {
            assert!(read(&format!("bench proxy {bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn size_and_its_variants() {
        assert_eq!(read("size"), Ok(Command::Size { variants: false }));
        assert_eq!(read("size --variants"), Ok(Command::Size { variants: true }));
        assert!(read("size --variant").is_err());
        assert!(read("size --variants more").is_err());
    }

    #[test]
    fn stages_are_comma_lists_in_both_spellings() {
        let wanted = TestArgs { only: names(&["fmt", "native"]), ..TestArgs::default() };
        assert_eq!(read("test --only fmt,native"), Ok(Command::Test(wanted)));
        let wanted = TestArgs { skip: names(&["e2e", "size"]), ..TestArgs::default() };
        assert_eq!(read("test --skip=e2e --skip size,"), Ok(Command::Test(wanted)));
        let wanted = TestArgs { list: true, ..TestArgs::default() };
        assert_eq!(read("test --list"), Ok(Command::Test(wanted)));
    }

    #[test]
    fn demo_takes_a_port() {
        assert_eq!(read("demo"), Ok(Command::Demo { port: None }));
        assert_eq!(read("demo --port 8080"), Ok(Command::Demo { port: Some(8080) }));
        assert_eq!(read("demo --port=8080"), Ok(Command::Demo { port: Some(8080) }));
        assert_eq!(read("demo --port 0"), Ok(Command::Demo { port: Some(0) }));
        for bad in ["demo --port 65536", "demo --port x", "demo --port", "demo 80"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn fuzz_takes_a_target_and_seconds() {
        let fuzz = |seconds, target: Option<&str>| {
            let target = target.map(String::from);
            Ok(Command::Fuzz(FuzzArgs { seconds, target, keep: false }))
        };
        let kept = FuzzArgs { keep: true, ..FuzzArgs::default() };
        assert_eq!(read("fuzz --keep"), Ok(Command::Fuzz(kept)));
        assert_eq!(read("fuzz"), fuzz(None, None));
        assert_eq!(read("fuzz json"), fuzz(None, Some("json")));
        assert_eq!(read("fuzz --seconds 5 json"), fuzz(Some(5), Some("json")));
        assert_eq!(read("fuzz json --seconds=5"), fuzz(Some(5), Some("json")));
        for bad in ["fuzz a b", "fuzz --seconds 0", "fuzz --seconds x", "fuzz --runs 5"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(read("biuld"), Err(UsageError("There is no command `biuld`.".into())));
        assert_eq!(read(""), Err(UsageError("No command was given.".into())));
        assert_eq!(read("build now"), Err(UsageError("`now` is not understood here.".into())));
        assert!(read("bench").is_err());
        assert!(read("bench json").is_err());
        for bad in ["compare", "compare speed", "compare faults now"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read("test --only").is_err());
        assert!(read("test native").is_err());
        assert!(read("test --verbose yes").is_err());
    }

    #[test]
    fn every_command_is_in_the_usage() {
        for command in COMMANDS {
            assert!(USAGE.contains(&format!("\n  {command}")), "{command}");
        }
    }
}
