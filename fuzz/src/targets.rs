//! The reader of request targets: the first byte chooses the method, the second the base path; then
//! the path.

use crate::targets_agree::assert_agrees;

const METHODS: [&str; 4] = ["GET", "POST", "HEAD", "OPTIONS"];
const BASES: [&str; 2] = ["", "/api"];

pub fn hold(data: &[u8]) {
    let Some(([method, base], path)) = data.split_first_chunk() else { return };
    let Ok(path) = str::from_utf8(path) else { return };
    let base = BASES[usize::from(*base) % BASES.len()];
    assert_agrees(base, METHODS[usize::from(*method) % METHODS.len()], &format!("{base}{path}"));
}

pub fn seeds() -> Vec<Vec<u8>> {
    let paths = [
        "/cards?page=2&size=10",
        "/cards/c%2B1/balance?issuer=main",
        "/cards/%C3%A9%25/transactions?from=2024-01-01T00%3A00%3A00%2B01&to=a+b",
        "/cards/a%2fb/freeze",
        "/cards/%252e%252e/reveal-pin",
        "/operations/0123456789abcdef0123456789abcdef~main~c-1",
        "/operations?card=c-1",
        "/callbacks/main/secret",
        "/openapi.json",
        "//cards/../cards/%2e%2e",
    ];
    let heads = (0..METHODS.len() as u8).flat_map(|method| [[method, 0], [method, 1]]);
    heads.flat_map(|head| paths.map(|path| [&head, path.as_bytes()].concat())).collect()
}
