//! `larder admin`: the way back in for an owner, beside a server that runs.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};

use super::serve::Larder;

fn invite(data: &Path, more: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command.args(["admin", "invite", "--data"]).arg(data);
    command.args(["--url", "https://larder.lan:8443/"]);
    Ok(command.args(more).output()?)
}

fn found(larder: &Larder, household: &str, device: &str) -> Result<()> {
    let body = format!(r#"{{"household":"{household}","device":"{device}"}}"#);
    let answer = larder.post("/api/v1/households", &body)?;
    ensure!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    Ok(())
}

/// The code in the link that was printed.
fn code(output: &Output) -> Result<String> {
    ensure!(output.status.success(), "{output:?}");
    let said = std::str::from_utf8(&output.stdout)?;
    let start = "https://larder.lan:8443/#/join/";
    let link = said.lines().find_map(|line| line.strip_prefix(start));
    ensure!(said.contains('█'), "a QR code: {said}");
    Ok(link.with_context(|| said.to_owned())?.to_owned())
}

#[test]
fn an_owner_who_lost_every_device_comes_back() -> Result<()> {
    let data = tempfile::tempdir()?;
    let larder = Larder::start(data.path())?;
    let one = "07".repeat(16);
    found(&larder, &one, "Kitchen")?;
    // Without a word on which: there is one.
    let code = code(&invite(data.path(), &[])?)?;
    let join = format!(r#"{{"code":"{code}","device":"Kitchen again"}}"#);
    let answer = larder.post("/api/v1/join", &join)?;
    ensure!(
        answer.starts_with("HTTP/1.1 200") && answer.contains(r#""role":"owner""#),
        "{answer}"
    );
    ensure!(answer.contains(&one), "{answer}");
    let again = larder.post("/api/v1/join", &join)?;
    ensure!(again.starts_with("HTTP/1.1 410"), "{again}");
    Ok(())
}

#[test]
fn of_several_households_one_is_named() -> Result<()> {
    let data = tempfile::tempdir()?;
    let larder = Larder::start(data.path())?;
    let (one, other) = ("07".repeat(16), "08".repeat(16));
    found(&larder, &one, "Kitchen")?;
    found(&larder, &other, "Attic")?;
    let output = invite(data.path(), &[])?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(
        !output.status.success() && output.stdout.is_empty(),
        "{said}"
    );
    for part in [&one, &other, "Kitchen, last here 2", "Attic"] {
        ensure!(said.contains(part), "{part}: {said}");
    }
    code(&invite(data.path(), &["--household", &other])?)?;
    let output = invite(data.path(), &["--household", &"09".repeat(16)])?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(said.contains("no such household"), "{said}");
    Ok(())
}

fn key(data: &Path, args: &[&str]) -> Result<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command.args(["admin", "key"]).args(args);
    let output = command.arg("--data").arg(data).output()?;
    ensure!(output.status.success(), "{output:?}");
    Ok(String::from_utf8(output.stdout)?)
}

#[test]
fn a_key_is_made_listed_and_revoked_at_the_machine() -> Result<()> {
    let data = tempfile::tempdir()?;
    let larder = Larder::start(data.path())?;
    found(&larder, &"07".repeat(16), "Kitchen")?;
    let made = key(data.path(), &["make", "--name", "Shelf", "--scope", "read"])?;
    let secret = made.lines().next().context("a secret")?;
    let places = "/api/v1/places";
    let answer = larder.get_with(places, secret)?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let listed = key(data.path(), &["list"])?;
    ensure!(
        listed.contains("Shelf") && !listed.contains(secret),
        "{listed}"
    );
    let id = listed.split(' ').next().context("an id")?;
    key(data.path(), &["revoke", id])?;
    let answer = larder.get_with(places, secret)?;
    ensure!(
        answer.starts_with("HTTP/1.1 401") && answer.contains("ERR_AUTH_002"),
        "{answer}"
    );
    let listed = key(data.path(), &["list"])?;
    ensure!(listed.contains("revoked"), "{listed}");
    Ok(())
}

#[test]
fn a_folder_without_data_is_left_as_it_is() -> Result<()> {
    let data = tempfile::tempdir()?;
    let output = invite(data.path(), &[])?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(
        !output.status.success() && said.contains("--data DIR"),
        "{said}"
    );
    ensure!(data.path().read_dir()?.next().is_none(), "nothing was made");
    Ok(())
}
