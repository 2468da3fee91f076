//! The package for Debian: what is in it, that dpkg installs and removes it, and that it starts
//! from a root where nothing but it is.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use crate::support::browser::stop;
use crate::support::window::{Desk, app};

/// How long the first window may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long it must live to count as started.
const ALIVE: Duration = Duration::from_secs(5);

/// What the package puts into a system.
const FILES: &[&str] = &[
    "usr/bin/larder-desktop",
    "usr/share/applications/Larder.desktop",
    "usr/share/doc/larder/copyright",
    "usr/share/icons/hicolor/32x32/apps/larder-desktop.png",
    "usr/share/icons/hicolor/128x128/apps/larder-desktop.png",
    "usr/share/icons/hicolor/256x256@2/apps/larder-desktop.png",
    "usr/share/icons/hicolor/512x512/apps/larder-desktop.png",
    "usr/share/icons/hicolor/scalable/apps/larder-desktop.svg",
    "usr/share/metainfo/app.larder.desktop.metainfo.xml",
];

#[tokio::test]
async fn the_package_is_installed_into_a_clean_root_starts_and_is_removed() -> Result<()> {
    let built = tempfile::tempdir()?;
    let package = bundle(&built)?;
    let root = Root::new(built.path().join("root"), true)?;
    root.dpkg(["--install"], Some(&package))?;
    ensure!(
        root.dpkg(["--status", "larder"], None)?
            .contains("install ok installed")
    );
    let wrong = root.dpkg(["--verify", "larder"], None)?;
    ensure!(wrong.is_empty(), "{wrong}");
    // Without what it needs it is not.
    let bare = Root::new(built.path().join("bare"), false)?;
    let refused = bare.dpkg(["--install"], Some(&package));
    let why = refused.err().context("it needs nothing")?.to_string();
    ensure!(why.contains("libwebkit2gtk-4.1-0"), "{why}");

    let control = said(Command::new("dpkg-deb").arg("-f").arg(&package))?;
    for line in ["Package: larder", "Section: utils", "Architecture: "] {
        ensure!(control.contains(line), "no {line:?} in\n{control}");
    }
    // Tauri names them itself.
    let depends = field(&control, "Depends")?;
    for library in ["libwebkit2gtk-4.1-0", "libayatana-appindicator3-1"] {
        let times = depends.split(", ").filter(|name| *name == library).count();
        ensure!(times == 1, "{library} {times} times in {depends}");
    }
    ensure!(field(&control, "Recommends")?.contains("gnome-keyring"));
    ensure!(field(&control, "Maintainer")?.contains("Larder"));
    for file in FILES {
        let there = fs::metadata(root.at(file)).with_context(|| format!("no {file}"))?;
        ensure!(there.len() > 0, "{file} is empty");
    }
    said(Command::new("desktop-file-validate").arg(root.at(FILES[1])))?;
    let about = root.at("usr/share/metainfo/app.larder.desktop.metainfo.xml");
    said(
        Command::new("appstreamcli")
            .args(["validate", "--no-net"])
            .arg(about),
    )?;
    let program = root.at(FILES[0]);
    let libraries = said(Command::new("ldd").arg(&program))?;
    ensure!(!libraries.contains("not found"), "{libraries}");
    starts(&program).await?;
    root.dpkg(["--remove", "larder"], None)?;
    for file in FILES {
        ensure!(!root.at(file).exists(), "{file} is left");
    }
    Ok(())
}

/// A system with a package database of its own, and no file.
struct Root(PathBuf);

impl Root {
    /// One that takes for installed what is installed on this machine, or nothing.
    fn new(path: PathBuf, knows_packages: bool) -> Result<Self> {
        let database = path.join("var/lib/dpkg");
        for folder in ["info", "updates"] {
            fs::create_dir_all(database.join(folder))?;
        }
        let status = database.join("status");
        match knows_packages {
            true => fs::copy("/var/lib/dpkg/status", status).map(drop)?,
            false => fs::write(status, "")?,
        }
        Ok(Self(path))
    }

    fn at(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// What dpkg says that works in it; whoever runs the tests need not be root.
    fn dpkg<const N: usize>(&self, words: [&str; N], file: Option<&Path>) -> Result<String> {
        let mut dpkg = Command::new("dpkg");
        dpkg.env("PATH", "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin")
            .arg(format!("--root={}", self.0.display()))
            .args(["--force-not-root", "--log=/dev/null"])
            .args(words)
            .args(file)
            .stdin(Stdio::null());
        let output = dpkg.output().context("starting dpkg")?;
        let (told, wrong) = (text(&output.stdout), text(&output.stderr));
        ensure!(output.status.success(), "{dpkg:?}: {told}{wrong}");
        Ok(told)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Makes the package around the app that the tests have: its symbols would only take time.
fn bundle(folder: &TempDir) -> Result<PathBuf> {
    let target = folder.path().join("debug");
    fs::create_dir(&target)?;
    let stripped = target.join("larder-desktop");
    said(Command::new("strip").arg("-o").arg(stripped).arg(app()?))?;
    let tauri = std::env::var_os("LARDER_TAURI");
    let tauri = tauri.context("LARDER_TAURI is not set: run the tests by `cargo xtask test`")?;
    let made = Command::new(tauri)
        .current_dir(shell())
        .args(["bundle", "--debug", "--ci", "--no-sign", "--bundles", "deb"])
        .env("CARGO_TARGET_DIR", folder.path())
        .output()?;
    ensure!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let packages = fs::read_dir(target.join("bundle/deb"))?.flatten();
    let mut packages = packages.map(|entry| entry.path());
    let found = packages.find(|path| path.extension() == Some(OsStr::new("deb")));
    found.context("Tauri has made no package")
}

/// Starts the program with an empty home: a window comes, it stays, and there is a database.
async fn starts(program: &Path) -> Result<()> {
    let desk = Desk::new()?;
    let mut child = Command::new(program)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(desk.environment())
        .current_dir(desk.home.path())
        .process_group(0)
        .spawn()?;
    let seen = seen(&desk, &mut child).await;
    stop(&mut child);
    seen
}

async fn seen(desk: &Desk, child: &mut Child) -> Result<()> {
    let environment = desk.environment();
    let window = || {
        let mut look = Command::new("xwininfo");
        let windows = said(look.args(["-root", "-tree"]).envs(environment.clone()));
        windows.is_ok_and(|windows| windows.contains("\"Larder\": (\"larder-desktop\""))
    };
    let kept =
        || fs::read(desk.database()).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3"));
    let end = Instant::now() + PATIENCE;
    while !window() || !kept() {
        if let Some(ended) = child.try_wait()? {
            bail!("it ended with {ended}");
        }
        ensure!(
            Instant::now() < end,
            "window: {}, database: {}",
            window(),
            kept()
        );
        sleep(Duration::from_millis(100)).await;
    }
    let end = Instant::now() + ALIVE;
    while Instant::now() < end {
        ensure!(child.try_wait()?.is_none(), "it did not stay");
        sleep(Duration::from_millis(100)).await;
    }
    ensure!(window(), "the window went away");
    ensure!(desk.sqlite3("PRAGMA integrity_check")? == "ok");
    Ok(())
}

#[test]
fn the_icons_of_packages_have_all_their_sizes() -> Result<()> {
    let icons = shell().join("icons");
    for (name, size) in [
        ("32x32.png", 32),
        ("128x128@2x.png", 256),
        ("icon.png", 512),
    ] {
        ensure!(png_width(&fs::read(icons.join(name))?)? == size, "{name}");
    }
    let ico = fs::read(icons.join("icon.ico"))?;
    let count = u16::from_le_bytes(ico[4..6].try_into()?);
    for entry in ico[6..].chunks(16).take(count.into()) {
        let size = u32::from_le_bytes(entry[8..12].try_into()?) as usize;
        let at = u32::from_le_bytes(entry[12..16].try_into()?) as usize;
        let width = png_width(&ico[at..at + size])?;
        ensure!(width % 256 == u32::from(entry[0]), "{width} in icon.ico");
    }
    let icns = fs::read(icons.join("icon.icns"))?;
    ensure!(icns.starts_with(b"icns"));
    ensure!(u32::from_be_bytes(icns[4..8].try_into()?) as usize == icns.len());
    let (mut rest, mut widths) = (&icns[8..], Vec::new());
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest[4..8].try_into()?) as usize;
        widths.push(png_width(&rest[8..length])?);
        rest = &rest[length..];
    }
    widths.sort_unstable();
    ensure!(
        widths == [32, 64, 128, 256, 256, 512, 512, 1024],
        "{widths:?}"
    );
    // Apple's shop refuses an icon with a channel for transparency: colour type 2 has none.
    let large = fs::read(icons.join("ios/AppIcon-512@2x.png"))?;
    ensure!(png_width(&large)? == 1024 && large[25] == 2);
    Ok(())
}

#[test]
fn the_store_is_told_of_this_version() -> Result<()> {
    let about = fs::read_to_string(shell().join("linux/app.larder.desktop.metainfo.xml"))?;
    let release = format!("<release version=\"{}\"", env!("CARGO_PKG_VERSION"));
    ensure!(about.contains(&release), "no {release} in the metainfo");
    Ok(())
}

fn shell() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri")
}

fn png_width(bytes: &[u8]) -> Result<u32> {
    let head = bytes.get(..20).context("too short")?;
    ensure!(head.starts_with(b"\x89PNG"), "not a PNG");
    Ok(u32::from_be_bytes(head[16..20].try_into()?))
}

/// A field of the control file.
fn field<'a>(control: &'a str, name: &str) -> Result<&'a str> {
    let lines = control.lines().map(|line| line.split_once(": "));
    let mut found = lines.flatten().filter(|(field, _)| *field == name);
    let (_, value) = found.next().with_context(|| format!("no {name}"))?;
    Ok(value)
}

/// What a program prints; an error where it fails.
fn said(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("starting {:?}", command.get_program()))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    ensure!(
        output.status.success(),
        "{:?}: {text}",
        command.get_program()
    );
    Ok(text)
}
