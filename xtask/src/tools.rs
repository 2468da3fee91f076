//! Tools that the tasks need: found, installed, or named with the next step.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{answer, on_path, run, step};
use crate::repo;

/// Installs Debian's packages where that is possible, or says what to install.
pub fn apt(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let root = answer(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || on_path("apt-get").is_none() {
        bail!("missing: {list}. On Debian: `sudo apt-get install --no-install-recommends {list}`");
    }
    step(&format!("installing {list}"));
    let apt_get = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(args);
        run(&mut command)
    };
    apt_get(&["update", "-qq"])?;
    let install = ["install", "-qq", "-y", "--no-install-recommends"];
    apt_get(&[&install, packages].concat())
}

/// The browser and its driver, which the end-to-end tests start by name.
pub fn browser() -> Result<()> {
    if on_path("chromium").is_some() && on_path("chromedriver").is_some() {
        return Ok(());
    }
    apt(&["chromium", "chromium-driver"]).context("the tests need a browser and its driver")
}

/// What the native app is compiled against; on macOS and Windows it is a part of the system.
pub fn desktop() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let libraries = ["webkit2gtk-4.1", "librsvg-2.0", "ayatana-appindicator3-0.1"];
    let found = |library: &&str| {
        answer(Command::new("pkg-config").args(["--modversion", library])).is_some()
    };
    if libraries.iter().all(found) && has_libclang() {
        return Ok(());
    }
    apt(&[
        // Reads the kernel's header of cameras.
        "libclang-dev",
        "libwebkit2gtk-4.1-dev",
        "librsvg2-dev",
        "libayatana-appindicator3-dev",
        "pkg-config",
    ])
    .context("the native app needs the system's web view")
}

/// Whether the library of clang lies where bindgen looks for it.
fn has_libclang() -> bool {
    let places = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    let mut places = places.map(|place| place.path().join("lib/libclang.so"));
    std::env::var_os("LIBCLANG_PATH").is_some() || places.any(|library| library.exists())
}

/// A screen that nobody sees, a session bus, the driver of the web view, and what looks over
/// packages.
pub fn window() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let programs = [
        "appstreamcli",
        "desktop-file-validate",
        "xwininfo",
        "WebKitWebDriver",
        "Xvfb",
        "dbus-daemon",
        "dbus-monitor",
        "sqlite3",
        "xdg-open",
    ];
    if programs.iter().all(|program| on_path(program).is_some()) {
        return Ok(());
    }
    apt(&[
        "webkit2gtk-driver",
        "xvfb",
        "dbus",
        "dbus-bin",
        "sqlite3",
        "appstream",
        "desktop-file-utils",
        "x11-utils",
        "xdg-utils",
    ])
    .context("the tests of the native app need a screen and a driver")
}

/// The font of the pictures: letters as wide as those of most phones, which a machine without
/// a screen seldom has.
pub fn font() -> Result<()> {
    let families = answer(Command::new("fc-list").args([":", "family"]));
    if families.is_some_and(|families| families.lines().any(|name| name == "Inter")) {
        return Ok(());
    }
    apt(&["fonts-inter"]).context("the pictures need a font")
}

const CARGO_DENY: &str = "cargo-deny";

/// `cargo-deny`, which reads licences and advisories.
pub fn cargo_deny() -> Result<()> {
    cargo_tool(CARGO_DENY, "0.20.2")
}

/// Whether it is there.
pub fn has_cargo_deny() -> bool {
    on_path(CARGO_DENY).is_some()
}

/// `cargo-fuzz`, which builds and drives fuzzers.
pub fn cargo_fuzz() -> Result<()> {
    cargo_tool("cargo-fuzz", "0.13.2")
}

/// `cargo-mutants`, which changes code to see whether the tests notice.
pub fn cargo_mutants() -> Result<()> {
    cargo_tool("cargo-mutants", "27.1.0")
}

/// A subcommand of cargo, installed the way that its own page tells, in a version that is
/// known to build with the toolchain that this repository names.
fn cargo_tool(name: &str, version: &str) -> Result<()> {
    if on_path(name).is_some() {
        return Ok(());
    }
    step(&format!("installing {name} (once, some minutes)"));
    // Without optimisation: it runs for seconds, and compiling it would take longer.
    let profile = ["--locked", "--debug"];
    run(repo::cargo()
        .arg("install")
        .args(profile)
        .args([name, "--version", version])
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TARGET_DIR", repo::target_tools().join(name)))
    .with_context(|| format!("install {name}, then start this task again"))
}

/// wasm-opt, new enough for what the compiler emits.
pub fn wasm_opt() -> Result<PathBuf> {
    let local = repo::target_tools().join("node_modules/.bin/wasm-opt");
    for candidate in [on_path("wasm-opt"), Some(local.clone())]
        .into_iter()
        .flatten()
    {
        if wasm_opt_version(&candidate).is_some_and(|version| version >= WASM_OPT_OLDEST) {
            return Ok(candidate);
        }
    }
    npm(WASM_OPT_PACKAGE).with_context(|| {
        format!("missing: wasm-opt {WASM_OPT_OLDEST} or newer; `binaryen` brings it too")
    })?;
    Ok(local)
}

/// The script of axe, which looks for what keeps people out of a page. Only tests use it, and
/// nothing of it is in what is built.
pub fn axe() -> Result<PathBuf> {
    let folder = repo::target_tools().join("node_modules/axe-core");
    let manifest = std::fs::read_to_string(folder.join("package.json")).unwrap_or_default();
    let (_, version) = AXE_PACKAGE.split_once('@').unwrap_or_default();
    if !manifest.contains(&format!("\"version\": \"{version}\"")) {
        npm(AXE_PACKAGE).context("the tests need axe")?;
    }
    Ok(folder.join("axe.min.js"))
}

/// The packages of oidc-provider, a server that says who somebody is. Only tests of signing in
/// use it, and nothing of it is in what is built.
pub fn oidc() -> Result<PathBuf> {
    let modules = repo::target_tools().join("node_modules");
    let manifest = modules.join("oidc-provider/package.json");
    let manifest = std::fs::read_to_string(manifest).unwrap_or_default();
    let (_, version) = OIDC_PACKAGE.split_once('@').unwrap_or_default();
    if !manifest.contains(&format!("\"version\": \"{version}\"")) {
        npm(OIDC_PACKAGE).context("the tests of signing in need oidc-provider")?;
    }
    Ok(modules)
}

/// A Python with aiosmtpd, an SMTP server. Only tests of letters use it, and nothing of it is in
/// what is built.
pub fn smtpd() -> Result<PathBuf> {
    python("smtp", SMTPD_PACKAGE)
}

/// Schemathesis, which asks an API for everything that its document says and does not say. Only
/// a test uses it, and nothing of it is in what is built.
pub fn schemathesis() -> Result<PathBuf> {
    let python = python("schemathesis", SCHEMATHESIS_PACKAGE)?;
    Ok(python.with_file_name("schemathesis"))
}

/// A Python of its own with one package, in the version that its name says.
fn python(folder: &str, package: &str) -> Result<PathBuf> {
    let folder = repo::target_tools().join(folder);
    let python = match cfg!(windows) {
        true => folder.join("Scripts/python.exe"),
        false => folder.join("bin/python"),
    };
    let (name, version) = package.split_once("==").unwrap_or_default();
    let asked = format!("from importlib.metadata import version; print(version('{name}'))");
    let there = answer(Command::new(&python).args(["-c", &asked]));
    if there.is_some_and(|there| there.trim() == version) {
        return Ok(python);
    }
    if answer(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_none() {
        apt(&["python3-venv"]).context("some tests need Python")?;
    }
    step(&format!("installing {package}"));
    run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let install = ["-m", "pip", "install", "--quiet", package];
    run(Command::new(&python).args(install)).with_context(|| format!("tests need {name}"))?;
    Ok(python)
}

/// PostgreSQL, of which tests start a server of their own.
pub fn postgres() -> Result<()> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut debian = debian
        .flatten()
        .map(|version| version.path().join("bin/initdb"));
    if std::env::var_os("LARDER_POSTGRES").is_some() || debian.any(|program| program.exists()) {
        return Ok(());
    }
    apt(&["postgresql"]).context(
        "the tests of databases need PostgreSQL 15 or newer; LARDER_POSTGRES names the folder of \
         its programs where that is not Debian's",
    )
}

/// Redis and RabbitMQ, of which tests start servers of their own.
pub fn servers() -> Result<()> {
    let is_there = |variable: &str, name: &str, debian: &str| {
        std::env::var_os(variable).is_some()
            || on_path(name).is_some()
            || std::path::Path::new(debian).exists()
    };
    let redis = is_there(
        "LARDER_REDIS_SERVER",
        "redis-server",
        "/usr/bin/redis-server",
    );
    let rabbitmq = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    let rabbitmq = is_there("LARDER_RABBITMQ_SERVER", "rabbitmq-server", rabbitmq);
    let missing = [(redis, "redis-server"), (rabbitmq, "rabbitmq-server")];
    let missing = missing.iter().filter(|(is_there, _)| !is_there);
    let missing: Vec<&str> = missing.map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    apt(&missing).context(
        "the tests of several servers need Redis and RabbitMQ; LARDER_REDIS_SERVER and \
         LARDER_RABBITMQ_SERVER name their programs where those are not Debian's",
    )
}

/// Lighthouse, which scores a page as a browser sees it.
pub fn lighthouse() -> Result<PathBuf> {
    let program = repo::target_tools().join("node_modules/.bin/lighthouse");
    if !program.exists() {
        npm(LIGHTHOUSE_PACKAGE)?;
    }
    Ok(program)
}

/// Tauri's own tool, which makes packages and the projects of phones.
pub fn tauri() -> Result<PathBuf> {
    let modules = repo::target_tools().join("node_modules");
    let manifest = modules.join("@tauri-apps/cli/package.json");
    let manifest = std::fs::read_to_string(manifest).unwrap_or_default();
    if !manifest.contains(&format!("\"version\": \"{TAURI_VERSION}\"")) {
        npm(&format!("@tauri-apps/cli@{TAURI_VERSION}"))
            .context("the packages need Tauri's tool")?;
    }
    Ok(modules.join(".bin/tauri"))
}

/// Installs a package of npm's, in the version that its name says, for this repository alone.
fn npm(package: &str) -> Result<()> {
    if on_path("npm").is_none() {
        bail!("install npm, then start this task again");
    }
    step(&format!("installing {package}"));
    std::fs::create_dir_all(repo::target_tools())?;
    run(Command::new("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"])
        .arg(repo::target_tools())
        .arg(package))
}

/// The number that `wasm-opt --version` gives; text as a part of a cache's key.
pub fn wasm_opt_version(program: &std::path::Path) -> Option<u32> {
    let text = answer(Command::new(program).arg("--version"))?;
    text.split_whitespace().find_map(|word| word.parse().ok())
}

/// Debian 12 has 108, which writes a table of references that browsers refuse
/// (`WebAssembly.Table.set(): Argument 1 is invalid`).
const WASM_OPT_OLDEST: u32 = 116;
const WASM_OPT_PACKAGE: &str = "binaryen@132.0.0";
const LIGHTHOUSE_PACKAGE: &str = "lighthouse@12";
const SMTPD_PACKAGE: &str = "aiosmtpd==1.4.6";
const SCHEMATHESIS_PACKAGE: &str = "schemathesis==4.32.5";
const TAURI_VERSION: &str = "2.12.5";
const OIDC_PACKAGE: &str = "oidc-provider@9.13.3";
const AXE_PACKAGE: &str = "axe-core@4.14.1";
