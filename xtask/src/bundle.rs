//! The desktop app as packages, by Tauri's own bundler: what this system can make.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{run as start, step};
use crate::{repo, tools, ui};

/// The profile of what people install.
const PROFILE: &str = "desktop";

/// Room that a package may take, in bytes.
const LARGEST_DEB: u64 = 25_000_000;

/// Kinds of packages, as Tauri calls them, and how their files end.
const ENDINGS: &[&str] = &["deb", "AppImage", "dmg", "exe"];

/// Builds the interface, the app around it and its packages; says where they lie. Gives the
/// app's program.
pub fn run() -> Result<PathBuf> {
    tools::desktop()?;
    let tauri = tools::tauri()?;
    ui::build()?;
    let kinds = kinds();
    step(&format!(
        "building the desktop app and {}",
        kinds.join(", ")
    ));
    start(
        Command::new(tauri)
            .current_dir(repo::root().join("src-tauri"))
            .args(["build", "--ci", "--no-sign", "--bundles", &kinds.join(",")])
            // What a package holds must be what was tested.
            .args(["--", "--locked", "--profile", PROFILE]),
    )?;
    report(&repo::target(PROFILE).join("bundle"))?;
    let name = format!("{PROFILE}/larder-desktop{}", std::env::consts::EXE_SUFFIX);
    Ok(repo::target(&name))
}

/// What this system can make.
fn kinds() -> Vec<&'static str> {
    if cfg!(target_os = "macos") {
        return vec!["app", "dmg"];
    }
    if cfg!(target_os = "windows") {
        return vec!["nsis"];
    }
    let lacks = appimage_lacks(&tauri_cache(), std::env::consts::ARCH);
    if lacks.is_empty() {
        return vec!["deb", "appimage"];
    }
    step(&format!(
        "no AppImage: Tauri's tools for it are not in {}. Put these there, executable: {}",
        tauri_cache().display(),
        lacks.join(", ")
    ));
    vec!["deb"]
}

/// Where Tauri keeps its tools.
fn tauri_cache() -> PathBuf {
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"));
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    cache.or_else(home).unwrap_or_default().join("tauri")
}

/// The tools for an AppImage that are not in a folder, each with where it comes from.
fn appimage_lacks(cache: &Path, arch: &str) -> Vec<String> {
    let tauri = "https://github.com/tauri-apps/binary-releases/releases/download";
    let plugin = "linuxdeploy-plugin-appimage";
    let of_plugin = "https://github.com/linuxdeploy/linuxdeploy-plugin-appimage/releases/download";
    // Only the last one has another name there.
    let needed = [
        (
            format!("AppRun-{arch}"),
            format!("{tauri}/apprun-old/AppRun-{arch}"),
        ),
        (
            format!("linuxdeploy-{arch}.AppImage"),
            format!("{tauri}/linuxdeploy/linuxdeploy-{arch}.AppImage"),
        ),
        (
            format!("{plugin}.AppImage"),
            format!("{of_plugin}/continuous/{plugin}-{arch}.AppImage"),
        ),
    ];
    let lacking = needed
        .iter()
        .filter(|(name, _)| !cache.join(name).is_file());
    lacking
        .map(|(name, link)| format!("{name} from {link}"))
        .collect()
}

/// Names each package with its size.
fn report(bundle: &Path) -> Result<()> {
    let mut made = 0;
    for folder in fs::read_dir(bundle).context("Tauri has made no packages")? {
        let folder = folder?.path();
        for file in fs::read_dir(&folder).into_iter().flatten() {
            let path = file?.path();
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            if !ENDINGS.contains(&&*ending) {
                continue;
            }
            let bytes = fs::metadata(&path)?.len();
            step(&format!("{} MB: {}", in_mb(bytes), path.display()));
            if ending == "deb" && bytes > LARGEST_DEB {
                bail!("larger than {} MB", in_mb(LARGEST_DEB));
            }
            made += 1;
        }
    }
    if made == 0 {
        bail!("Tauri has made no packages");
    }
    Ok(())
}

fn in_mb(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_that_an_appimage_lacks_are_named() {
        let nowhere = Path::new("no such folder");
        let lacks = appimage_lacks(nowhere, "x86_64");
        assert_eq!(lacks.len(), 3);
        for (lack, name, link) in [
            (&lacks[0], "AppRun-x86_64 ", "apprun-old/AppRun-x86_64"),
            (
                &lacks[1],
                "linuxdeploy-x86_64.AppImage ",
                "linuxdeploy/linuxdeploy-x86_64.AppImage",
            ),
            (
                &lacks[2],
                "linuxdeploy-plugin-appimage.AppImage ",
                "continuous/linuxdeploy-plugin-appimage-x86_64.AppImage",
            ),
        ] {
            assert!(lack.starts_with(name) && lack.ends_with(link), "{lack}");
        }
    }
}
