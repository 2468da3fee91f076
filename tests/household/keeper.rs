//! What whoever keeps a server does with accounts and households, at its machine.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::mail::{ANA, sign_up, signed_in};
use super::phone::Api;
use crate::support::server::{Server, larder};

const NEW: &str = "green table on monday";

fn admin(data: &Path, words: &[&str]) -> Result<Output> {
    let mut command = Command::new(larder()?);
    command.arg("admin").args(words).arg("--data").arg(data);
    Ok(command.output()?)
}

fn done(data: &Path, words: &[&str]) -> Result<String> {
    let output = admin(data, words)?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{words:?}: {error}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn refused(data: &Path, words: &[&str]) -> Result<String> {
    let output = admin(data, words)?;
    ensure!(output.status.code() == Some(1), "{words:?}: {output:?}");
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn read(text: &str) -> Result<Value> {
    Ok(serde_json::from_str(text)?)
}

#[tokio::test]
async fn a_keeper_looks_after_accounts_beside_a_server_that_runs() -> Result<()> {
    let server = Server::start()?;
    let (api, data) = (Api::new(&server.url), server.data());
    let nobody = done(data, &["user", "list"])?;
    ensure!(nobody.contains("nobody"), "{nobody}");
    ensure!(sign_up(&api).await?.0 == 202, "signed up");
    let (access, _) = signed_in(&api).await?;
    let device = api.found().await?;
    api.json("account/devices", &access, json!({ "token": device }))
        .await?;
    let table = done(data, &["user", "list"])?;
    let (head, row) = table.split_once('\n').context("two lines")?;
    ensure!(
        head.starts_with("ID ") && head.ends_with("WAYS IN"),
        "{head}"
    );
    ensure!(
        row.contains(ANA) && row.trim_end().ends_with("password"),
        "{row}"
    );
    let all = read(&done(data, &["user", "list", "--json"])?)?;
    let id = all[0]["id"].as_str().context("an id")?.to_owned();
    ensure!(all[0]["households"] == 1 && all[0]["email"] == ANA, "{all}");
    let whole = read(&done(data, &["user", "show", &id, "--json"])?)?;
    ensure!(whole["sessions"][0]["kind"] == "program", "{whole}");
    ensure!(whole["memberships"][0]["role"] == "owner", "{whole}");
    ensure!(whole["devices"][0]["name"] == "Kitchen", "{whole}");
    let text = done(data, &["user", "show", ANA])?;
    ensure!(
        text.contains("\nSESSION") && text.contains("Kitchen"),
        "{text}"
    );

    done(data, &["user", "end-sessions", ANA])?;
    let (status, _) = api.ask("GET", "account", &access, "", vec![]).await?;
    ensure!(status == 401, "{status}");
    let told = done(data, &["user", "reset", ANA, "--url", &server.url])?;
    let link = told.lines().next().context("a link")?;
    let (_, token) = link
        .split_once("/account/reset?token=")
        .context("a token")?;
    let form = format!("token={token}&password={}", NEW.replace(' ', "+"));
    let kind = "application/x-www-form-urlencoded";
    let (status, _) = api
        .ask_at("POST", "account/reset", "", kind, form.into_bytes())
        .await?;
    ensure!(status == 200, "{status}");
    let given = json!({ "email": ANA, "password": NEW });
    api.json("auth/tokens", "", given).await?;

    let why = refused(data, &["user", "show", "ben@example.org"])?;
    ensure!(why.contains("larder admin user list"), "{why}");
    let why = refused(data, &["user", "close", ANA])?;
    ensure!(why.contains("--yes"), "{why}");
    let why = refused(data, &["user", "close", ANA, "--yes"])?;
    ensure!(why.contains("--delete-households"), "{why}");
    done(
        data,
        &["user", "close", ANA, "--yes", "--delete-households"],
    )?;
    let (status, _) = api.ask("GET", "household", &device, "", vec![]).await?;
    ensure!(status == 401, "{status}");
    ensure!(read(&done(data, &["household", "list", "--json"])?)? == json!([]));
    Ok(())
}

#[tokio::test]
async fn a_keeper_looks_after_households_beside_a_server_that_runs() -> Result<()> {
    let server = Server::start()?;
    let (api, data) = (Api::new(&server.url), server.data());
    let owner = api.found().await?;
    let phone = api.join(&owner, "viewer").await?;
    let table = done(data, &["household", "list"])?;
    let id = "07".repeat(16);
    ensure!(table.starts_with("ID ") && table.contains(&id), "{table}");
    let all = read(&done(data, &["household", "list", "--json"])?)?;
    ensure!(all[0]["members"] == 2 && all[0]["devices"] == 2, "{all}");
    let text = done(data, &["household", "show", &id])?;
    ensure!(
        text.contains("\nMEMBER") && text.contains("Kitchen"),
        "{text}"
    );
    let whole = read(&done(data, &["household", "show", &id, "--json"])?)?;
    let with = |role: &str| {
        let members = whole["members"].as_array()?.iter();
        let mut of = members.filter(|member| member["role"] == role);
        of.next()?["id"].as_str().map(str::to_owned)
    };
    let (first, viewer) = with("owner").zip(with("viewer")).context("two members")?;
    let why = refused(data, &["household", "role", &id, &first, "member"])?;
    ensure!(why.contains("only owner"), "{why}");
    done(data, &["household", "role", &id, &viewer, "owner"])?;
    done(data, &["household", "role", &id, &first, "viewer"])?;
    let invited = json!({ "role": "admin" });
    api.json("invitations", &phone, invited).await?;
    let why = refused(data, &["household", "role", &id, &"09".repeat(16), "admin"])?;
    ensure!(why.contains("no such member"), "{why}");

    let why = refused(data, &["household", "remove", &id])?;
    ensure!(why.contains("--yes"), "{why}");
    done(data, &["household", "remove", &id, "--yes"])?;
    let (status, _) = api.ask("GET", "household", &owner, "", vec![]).await?;
    ensure!(status == 401, "{status}");
    let why = refused(data, &["household", "show", &id])?;
    ensure!(why.contains("larder admin household list"), "{why}");
    Ok(())
}
