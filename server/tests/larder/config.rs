//! `larder config`: the settings as a keeper looks at them.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Result, ensure};

fn config(what: &str, file: &Path, vars: &[(&str, &str)]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command.env_clear().args(["config", what, "--config"]);
    command.arg(file).envs(vars.iter().copied());
    Ok(command.output()?)
}

fn text(output: &Output) -> String {
    let all = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn sound_settings_are_said_to_be_so() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("larder.toml");
    std::fs::write(&file, "bind = \"127.0.0.1:9999\"\n")?;
    let data = folder.path().join("data").display().to_string();
    let checked = config("check", &file, &[("LARDER_DATA", &data)])?;
    ensure!(checked.status.success(), "{}", text(&checked));
    ensure!(text(&checked).contains("are sound"), "{}", text(&checked));
    ensure!(!Path::new(&data).exists(), "nothing is made by a look");
    Ok(())
}

#[test]
fn every_mistake_is_told_at_once_with_a_failure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("larder.toml");
    std::fs::write(&file, "bnid = \"a:1\"\nimage-quota = \"much\"\n")?;
    let vars = [("LARDER_BNID", "a:1"), ("LARDER_HOUSEHOLD_MIB", "0")];
    let checked = config("check", &file, &vars)?;
    ensure!(checked.status.code() == Some(1), "{}", text(&checked));
    let said = text(&checked);
    for part in [
        "4 settings are wrong",
        "`bnid` is not known; `bind` is",
        "`image-quota = 1024`",
        "LARDER_BNID is not known; LARDER_BIND is",
        "LARDER_HOUSEHOLD_MIB",
    ] {
        ensure!(said.contains(part), "{part} in {said}");
    }
    let gone = config("check", &folder.path().join("gone.toml"), &[])?;
    ensure!(gone.status.code() == Some(1), "{}", text(&gone));
    ensure!(text(&gone).contains("--config FILE"), "{}", text(&gone));
    Ok(())
}

#[test]
fn the_environment_comes_before_the_file_and_no_secret_is_shown() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("larder.toml");
    std::fs::write(&file, "bind = \"127.0.0.1:9999\"\nimage-quota = 7\n")?;
    let secret = "0123456789abcdef";
    let vars = [
        ("LARDER_IMAGE_QUOTA", "8"),
        ("LARDER_METRICS_TOKEN", secret),
    ];
    let shown = config("show", &file, &vars)?;
    ensure!(shown.status.success(), "{}", text(&shown));
    let said = text(&shown);
    for line in [
        "bind = \"127.0.0.1:9999\" # file",
        "image-quota = 8 # environment",
    ] {
        ensure!(said.lines().any(|one| one == line), "{line} in {said}");
    }
    ensure!(!said.contains(secret), "{said}");
    Ok(())
}
