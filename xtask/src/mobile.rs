//! The app for phones, by Tauri's own commands: looks first for what they need, then makes the
//! project (`src-tauri/gen`, never committed), puts our icons and manifest into it, and builds.

mod android;
mod needs;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::process::{run as start, step};
use crate::{repo, tools, ui};
use needs::Machine;

/// Which phones.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Phone {
    /// An APK and an AAB.
    Android,
    /// An IPA; on macOS alone.
    Ios,
}

impl Phone {
    fn name(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
        }
    }

    /// The project that Tauri makes, below `src-tauri`.
    fn project(self) -> &'static str {
        match self {
            Self::Android => "gen/android",
            Self::Ios => "gen/apple",
        }
    }
}

/// Builds the app; `args` go to Tauri's `build`, such as `--debug` or `--target aarch64`.
pub fn run(phone: Phone, args: &[String]) -> Result<()> {
    let missing = Machine::this().missing(phone);
    if !missing.is_empty() {
        bail!(
            "the app for {} cannot be built yet:\n  - {}",
            phone.name(),
            missing.join("\n  - ")
        );
    }
    let tauri = tools::tauri()?;
    ui::build()?;
    let folder = repo::root().join("src-tauri");
    let project = folder.join(phone.project());
    let ask = |args: &[&str]| {
        let mut command = Command::new(&tauri);
        command.current_dir(&folder).arg(phone.name()).args(args);
        command
    };
    if !project.exists() {
        step(&format!("making {}", project.display()));
        start(&mut ask(&["init", "--ci"]))?;
    }
    fit(phone, &folder, &project)?;
    step("building");
    start(ask(&["build", "--ci"]).args(args))
}

/// Puts what is ours into Tauri's project.
fn fit(phone: Phone, folder: &Path, project: &Path) -> Result<()> {
    match phone {
        Phone::Ios => copy(
            &folder.join("icons/ios"),
            &project.join("Assets.xcassets/AppIcon.appiconset"),
        ),
        Phone::Android => {
            let sources = project.join("app/src/main");
            copy(&folder.join("icons/android"), &sources.join("res"))?;
            let manifest = sources.join("AndroidManifest.xml");
            let text = fs::read_to_string(&manifest).context("Tauri's project has no manifest")?;
            let part = |name: &str| fs::read_to_string(folder.join("android").join(name));
            let text = android::manifest(&text, &part("permissions.xml")?, &part("intents.xml")?)?;
            Ok(fs::write(&manifest, text)?)
        }
    }
}

/// Copies a folder into another.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}
