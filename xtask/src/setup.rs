//! What must be on the machine, installed when it can be and named when it cannot.

use crate::process::{self, command};
use crate::workspace::{self, Workspace};
use anyhow::{Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The oldest Node that has all that the scripts here use.
const NODE: (u32, u32) = (20, 11);

/// Node, the wasm target and the npm packages.
pub fn everything(ws: &Workspace) -> Result<()> {
    wasm_target(ws)?;
    npm_packages(ws)
}

/// The Rust target, added when it is missing.
pub fn wasm_target(ws: &Workspace) -> Result<()> {
    let sysroot = process::read(
        &mut command("rustc", &ws.root, &["--print", "sysroot"]),
        "`rustc` did not answer: install Rust with rustup, then run this again.",
    )?;
    let installed = Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib");
    if installed.is_dir() {
        return Ok(());
    }
    let sentence = "The Rust target wasm32-unknown-unknown could not be added: \
                    run `rustup target add wasm32-unknown-unknown`, or install the target the \
                    way your Rust came.";
    if process::find(&["rustup"]).is_none() {
        bail!("{sentence}");
    }
    println!("Adding the Rust target wasm32-unknown-unknown.");
    process::run(
        &mut command("rustup", &ws.root, &["target", "add", "wasm32-unknown-unknown"]),
        sentence,
    )
}

/// The packages that the build and the tests use.
pub fn npm_packages(ws: &Workspace) -> Result<()> {
    node(ws)?;
    npm_ci(
        &ws.root,
        "`npm ci` failed: check that the npm registry can be reached, then run this again.",
    )
}

/// `npm ci` in a folder, when its packages do not match its lock file.
pub fn npm_ci(folder: &Path, sentence: &str) -> Result<()> {
    npm_with(folder, &["ci"], sentence)
}

/// The versions of a lock file in which binaries for other machines are not all listed: `npm ci` refuses such a
/// file where a registry lacks some of them. What `npm ci` refuses rightly is refused here as well: a lock file
/// of another package.json.
pub fn npm_locked(folder: &Path, sentence: &str) -> Result<()> {
    let manifest = serde_json::from_str(&workspace::read(&folder.join("package.json"))?)?;
    let lock = serde_json::from_str(&workspace::read(&folder.join("package-lock.json"))?)?;
    if !is_lock_of(&lock, &manifest) {
        bail!(
            "{} has a package-lock.json that is not of its package.json: run `npm install` there.",
            folder.display()
        );
    }
    npm_with(folder, &["install", "--no-save"], sentence)
}

/// Whether a lock file was made for these packages.
fn is_lock_of(lock: &Value, manifest: &Value) -> bool {
    ["dependencies", "devDependencies", "optionalDependencies"].iter().all(|kind| {
        // npm copies what a package.json asks for to the top of its lock file.
        lock["packages"][""].get(kind) == manifest.get(kind)
    })
}

fn npm_with(folder: &Path, how: &[&str], sentence: &str) -> Result<()> {
    let lock = workspace::read(&folder.join("package-lock.json"))?;
    // A copy of the lock file that was installed, rather than its time: a checkout changes times.
    let stamp = folder.join("node_modules/.installed-lock.json");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing the npm packages.");
    process::run(command("npm", folder, how).args(["--no-audit", "--no-fund"]), sentence)?;
    workspace::write(&stamp, lock)
}

/// Node, new enough.
pub fn node(ws: &Workspace) -> Result<()> {
    let (major, minor) = NODE;
    let advice = format!("install Node {major}.{minor} or newer with npm, then run this again.");
    if process::find(&["node"]).is_none() || process::find(&["npm"]).is_none() {
        bail!("Node and npm are needed and were not both found on PATH: {advice}");
    }
    let version = process::read(
        &mut command("node", &ws.root, &["--version"]),
        &format!("`node` did not answer: {advice}"),
    )?;
    if node_version(&version).is_none_or(|found| found < NODE) {
        bail!("Node {} is too old: {advice}", version.trim());
    }
    Ok(())
}

/// `v20.11.1` as `(20, 11)`.
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A browser and the driver that belongs to it.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// Chromium and its driver: from the environment, from PATH, or from Debian when this is root.
pub fn browser(ws: &Workspace) -> Result<Browser> {
    if let Some(found) = find_browser()? {
        return Ok(found);
    }
    let sentence = "Chromium and chromedriver are needed for the browser tests and were not both \
                    found: install them (Debian, Ubuntu: `apt-get install chromium \
                    chromium-driver`, as root), or name them in the variables CHROMIUM and \
                    CHROMEDRIVER.";
    from_debian(ws, "Chromium and its driver", &["chromium", "chromium-driver"], sentence)?;
    match find_browser()? {
        Some(found) => Ok(found),
        None => bail!("{sentence}"),
    }
}

/// Installs Debian packages, where this is Debian and root.
fn from_debian(ws: &Workspace, what: &str, packages: &[&str], sentence: &str) -> Result<()> {
    if process::find(&["apt-get"]).is_none() || !is_root(ws) {
        bail!("{sentence}");
    }
    println!("Installing {what} from Debian (about 30 s).");
    let apt = |args: &[&str]| {
        let mut apt = command("apt-get", &ws.root, args);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        process::run_quietly(&mut apt, sentence)
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}

/// What the runtimes' tests need beside Chromium: Firefox speaks for itself; `WebKitGTK` has a driver
/// and wants a display.
#[derive(Clone)]
pub struct OtherBrowsers {
    pub firefox: PathBuf,
    pub webkit_driver: PathBuf,
    pub display: PathBuf,
}

/// Firefox, the driver of `WebKitGTK` and Xvfb: from the environment, from PATH, or from Debian
/// when this is root.
pub fn other_browsers(ws: &Workspace) -> Result<OtherBrowsers> {
    if let Some(found) = find_other_browsers()? {
        return Ok(found);
    }
    let sentence = "Firefox, WebKitGTK's WebKitWebDriver and Xvfb are needed for the runtimes' \
                    tests and were not all found: install them (Debian: `apt-get install \
                    firefox-esr webkit2gtk-driver xvfb`, as root), or name them in the variables \
                    FIREFOX, WEBKIT_DRIVER and XVFB.";
    let packages = ["firefox-esr", "webkit2gtk-driver", "xvfb"];
    from_debian(ws, "Firefox, WebKitGTK and Xvfb", &packages, sentence)?;
    match find_other_browsers()? {
        Some(found) => Ok(found),
        None => bail!("{sentence}"),
    }
}

fn find_other_browsers() -> Result<Option<OtherBrowsers>> {
    let firefox = named_or_found("FIREFOX", &["firefox-esr", "firefox"])?;
    let webkit_driver = named_or_found("WEBKIT_DRIVER", &["WebKitWebDriver"])?;
    let display = named_or_found("XVFB", &["Xvfb"])?;
    let found = firefox.zip(webkit_driver).zip(display);
    Ok(found.map(|((firefox, webkit_driver), display)| OtherBrowsers {
        firefox,
        webkit_driver,
        display,
    }))
}

fn find_browser() -> Result<Option<Browser>> {
    let chromium = named_or_found(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    )?;
    let driver = named_or_found("CHROMEDRIVER", &["chromedriver"])?;
    Ok(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
}

/// The program that a variable names, else the first of these names on PATH.
fn named_or_found(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    let Some(file) = std::env::var_os(variable).map(PathBuf::from) else {
        return Ok(process::find(names));
    };
    if !file.is_file() {
        bail!("{variable} names {}, which is no file: correct or unset it.", file.display());
    }
    Ok(Some(file))
}

fn is_root(ws: &Workspace) -> bool {
    process::read(&mut command("id", &ws.root, &["-u"]), "").is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::{NODE, is_lock_of, node_version};
    use serde_json::{Value, json};

    #[test]
    fn node_versions() {
        assert_eq!(node_version("v20.11.1\n"), Some((20, 11)));
        assert_eq!(node_version("v8.1"), Some((8, 1)));
        assert_eq!(node_version("20.11.1"), None);
        assert_eq!(node_version(""), None);
        assert!(node_version("v18.20.0") < Some(NODE));
        assert!(node_version("v22.3.0") > Some(NODE));
    }
    #[test]
    fn lock_files_of_another_manifest() {
        let manifest = json!({ "name": "a", "dependencies": { "vite": "8.3.8" } });
        let lock = |top: Value| json!({ "packages": { "": top, "node_modules/vite": {} } });
        assert!(is_lock_of(&lock(manifest.clone()), &manifest));
        for other in [
            json!({ "dependencies": { "vite": "8.3.9" } }),
            json!({ "dependencies": { "vite": "8.3.8", "next": "16.4.6" } }),
            json!({ "dependencies": { "vite": "8.3.8" }, "devDependencies": { "next": "16.4.6" } }),
            json!({}),
        ] {
            assert!(!is_lock_of(&lock(other.clone()), &manifest), "{other}");
            assert!(!is_lock_of(&lock(manifest.clone()), &other), "{other}");
        }
        assert!(!is_lock_of(&json!({}), &manifest));
    }
}
