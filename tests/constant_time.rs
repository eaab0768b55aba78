//! The comparison of signatures looks at every byte, whichever differ. A clock would say so on a quiet
//! machine only; the code says so always.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

const SOURCE: &str = include_str!("../src/callbacks/verify.rs");

/// The code before the tests, without comments.
fn code() -> String {
    let code = SOURCE.split("#[cfg(test)]").next().expect("code");
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The body of a function.
fn body(name: &str) -> String {
    let code = code();
    let (_, after) = code.split_once(&format!("\nfn {name}(")).expect("the function is there");
    after.split("\n}").next().expect("its end").to_owned()
}

#[test]
fn nothing_leaves_the_comparison_early() {
    let body = body("is_same");
    let inner = body.split_once("for ").expect("a loop").1;
    for early in ["return", "break", "continue", "?", "&&", "||", "if ", "match ", ".any(", ".all("]
    {
        assert!(!inner.contains(early), "`{early}` is in the loop:\n{body}");
    }
    assert_eq!(body.matches("==").count(), 1, "{body}");
    assert!(body.trim_end().ends_with("differs == 0"), "{body}");
    // Without it a compiler may stop at the first difference.
    assert!(inner.contains("black_box(differs |"), "{body}");
}

#[test]
fn every_proof_is_compared_by_it() {
    let code = code();
    assert_eq!(code.matches("is_same(").count(), 3, "the function, a digest, the secret of a path");
    assert!(body("compared").contains("is_same(value, &due, is_hex)"));
    assert!(code.contains("is_same(secret.as_bytes(), own.as_bytes(), false)"));
    for plain in ["== due", "== &due", "== digest", "digest ==", "== own", "secret ==", "eq(&due"] {
        assert!(!code.contains(plain), "`{plain}` is another comparison");
    }
}
