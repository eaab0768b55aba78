//! Reads how many tests ran from what the test programs print. No stage may pass by having run
//! nothing, so nothing is guessed: a count that is not printed is zero.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
}

impl Counts {
    pub fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    /// A program that ended badly without naming a failed test has failed all the same.
    #[must_use]
    pub fn and_ended(mut self, well: bool) -> Self {
        if !well && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// The sum of all `test result:` lines of cargo, of doc tests and of wasm-bindgen's runner.
pub fn cargo(text: &str) -> Counts {
    text.lines()
        .filter_map(|line| without_colour(line).trim().strip_prefix("test result: ").map(result))
        .fold(Counts::default(), |sum, counts| sum + counts)
}

/// `ok. 3 passed; 0 failed; 1 ignored; …`
fn result(line: &str) -> Counts {
    let before = |word: &str| {
        line.split([';', '.'])
            .filter_map(|part| part.trim().strip_suffix(word))
            .find_map(|number| number.trim().parse().ok())
            .unwrap_or(0)
    };
    Counts { passed: before("passed"), failed: before("failed") }
}

/// How many test files the wasm-bindgen runner found nothing to run in.
pub fn empty_wasm_files(text: &str) -> usize {
    text.lines().filter(|line| line.trim() == "no tests to run!").count()
}

/// The closing lines of node's TAP report: `# pass 3`, `# fail 0`, `# cancelled 0`. A test may
/// print such a line too, so the last of each counts.
pub fn tap(text: &str) -> Counts {
    let last = |word: &str| {
        text.lines()
            .filter_map(|line| line.strip_prefix("# ")?.strip_prefix(word)?.trim().parse().ok())
            .next_back()
            .unwrap_or(0)
    };
    Counts { passed: last("pass "), failed: last("fail ") + last("cancelled ") }
}

/// The test files in which node found no test. It reports such a file as one test that passed,
/// under the file's own path.
pub fn tap_empty_files(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("ok ")?.split_once(" - "))
        .map(|(_, name)| name)
        .filter(|name| name.ends_with(".test.js") || name.ends_with(".test.mjs"))
        .collect()
}

/// What the tests themselves printed: node puts it among its comments. What is left are the names of
/// tests, which tell of what they are given.
pub fn tap_printed(text: &str) -> String {
    let printed = |line: &&str| line.starts_with("# ") && !line.starts_with("# Subtest: ");
    text.lines().filter(printed).collect::<Vec<_>>().join("\n")
}

/// How many tests node was told to skip.
pub fn tap_skipped(text: &str) -> usize {
    text.lines()
        .filter_map(|line| line.strip_prefix("# skipped ")?.trim().parse().ok())
        .next_back()
        .unwrap_or(0)
}

/// The statements of a typed test that the compiler checks one by one.
pub fn expectations(source: &str) -> usize {
    source
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("import ") && !line.starts_with("* "))
        .map(|line| {
            if line.starts_with("//") {
                usize::from(line.contains("@ts-expect-error"))
            } else {
                ["expectTypeOf(", "expectTypeOf<", "assertType(", "assertType<", "Expect<"]
                    .iter()
                    .filter(|_| !line.contains("function ") && !line.starts_with("type Expect<"))
                    .map(|call| line.matches(call).count())
                    .sum()
            }
        })
        .sum()
}

/// How many errors the TypeScript compiler printed.
pub fn type_errors(text: &str) -> usize {
    text.lines().filter(|line| without_colour(line).contains("error TS")).count()
}

/// The line without terminal colours.
fn without_colour(line: &str) -> String {
    let mut plain = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().take_while(|c| !c.is_ascii_alphabetic()).for_each(drop);
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn cargo_results_add_up() {
        let text = "\
running 2 tests
test a ... ok
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests cardlatch
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s
";
        assert_eq!(cargo(text), counts(15, 2));
        assert_eq!(cargo("nothing"), counts(0, 0));
    }

    #[test]
    fn the_wasm_runner_prints_fewer_columns() {
        let text =
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(cargo(text), counts(2, 0));
        assert_eq!(empty_wasm_files("x\nno tests to run!\n"), 1);
        assert_eq!(empty_wasm_files("we say: no tests to run!"), 0);
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let text = "test result: \u{1b}[31mFAILED\u{1b}[m. 1 passed; 4 failed; 0 ignored";
        assert_eq!(cargo(text), counts(1, 4));
        assert_eq!(without_colour("\u{1b}[1;32mok\u{1b}[0m."), "ok.");
    }

    #[test]
    fn only_a_line_that_begins_with_the_result_counts() {
        assert_eq!(cargo("it printed test result: ok. 9 passed; 9 failed"), counts(0, 0));
    }

    #[test]
    fn node_reports() {
        let text = "\
TAP version 13
# pass 99
# Subtest: a
ok 1 - a
1..1
# tests 4
# suites 0
# pass 2
# fail 1
# cancelled 1
# skipped 3
# todo 0
# duration_ms 12.5
";
        assert_eq!(tap(text), counts(2, 2));
        assert_eq!(tap_skipped(text), 3);
        let printed = tap_printed(text);
        assert!(printed.starts_with("# pass 99\n# tests 4\n"), "{printed}");
        assert_eq!(tap("TAP version 13\n"), counts(0, 0));
    }

    #[test]
    fn node_files_without_a_test() {
        let text = "\
ok 1 - /work/tests/a.test.js
    ok 1 - inner.test.js
ok 2 - a real test
not ok 3 - /work/tests/b.test.js
";
        assert_eq!(tap_empty_files(text), ["/work/tests/a.test.js"]);
    }

    #[test]
    fn a_bad_end_is_a_failure() {
        assert_eq!(counts(3, 0).and_ended(false), counts(3, 1));
        assert_eq!(counts(3, 2).and_ended(false), counts(3, 2));
        assert_eq!(counts(3, 0).and_ended(true), counts(3, 0));
    }

    #[test]
    fn typed_expectations() {
        let source = "\
import { expectTypeOf, assertType } from \"./assert.js\";
declare function expectTypeOf<T>(value: T): void;
type Expect<T extends true> = T;
 * assertType(in a comment)
// assertType<string>(x);
expectTypeOf(a).toBe(); assertType<string>(b);
type _1 = Expect<Equal<A, B>>;
// @ts-expect-error a number is no card id
client.freeze(1);
";
        assert_eq!(expectations(source), 4);
        assert_eq!(type_errors("a.ts(1,2): error TS2345: no\nFound 1 error\n"), 1);
    }
}
