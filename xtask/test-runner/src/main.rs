//! Runs one compiled wasm test file in Node or a browser; `cargo xtask test` points cargo at it.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
