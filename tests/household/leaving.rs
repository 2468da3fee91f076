//! What a person sees of their account's security, and its end; and what the server says of all
//! that happens to accounts.

use std::fs::File;

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use super::mail::{ANA, sign_up, signed_in};
use super::passkeys::{TOLD, press, sign_in, submit, there};
use super::phone::Api;
use crate::support::authenticator::Authenticator;
use crate::support::browser::{Browser, Screen};
use crate::support::http::ask;
use crate::support::server::Server;

const PASSWORD: &str = "blue chair on tuesday";
const NEW: &str = "green table on monday";

/// Everything that is told, by somebody who does everything that is.
#[tokio::test]
async fn what_happens_to_accounts_is_told_a_line_each_without_a_word_of_whose() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let log = folder.path().join("log");
    let server = Server::start_telling(File::create(&log)?, &[])?;
    let api = Api::new(&server.url);
    sign_up(&api).await?;
    let wrong = json!({ "email": ANA, "password": "not this one" });
    let body = wrong.to_string().into_bytes();
    let refused = api
        .ask("POST", "auth/tokens", "", "application/json", body)
        .await?;
    ensure!(refused.0 == 401, "{refused:?}");
    let (access, refresh) = signed_in(&api).await?;
    let device = api.found().await?;
    api.json("account/devices", &access, json!({ "token": device }))
        .await?;
    let key = api
        .json("keys", &device, json!({ "name": "Shelf", "scope": "read" }))
        .await?;
    let id = key["key"]["id"].as_str().context("a key's id")?;
    let ended = api
        .ask("DELETE", &format!("keys/{id}"), &device, "", vec![])
        .await?;
    ensure!(ended.0 == 204, "{ended:?}");
    let both = json!({ "present": PASSWORD, "new": NEW })
        .to_string()
        .into_bytes();
    let path = "account/password";
    let changed = api
        .ask("POST", path, &access, "application/json", both)
        .await?;
    ensure!(changed.0 == 204, "{changed:?}");
    let body = json!({ "refresh_token": refresh }).to_string().into_bytes();
    for status in [200, 401] {
        let body = body.clone();
        let spent = api
            .ask("POST", "auth/refresh", "", "application/json", body)
            .await?;
        ensure!(spent.0 == status, "{spent:?}");
    }
    let credentials = json!({ "email": ANA, "password": NEW });
    let tokens = api.json("auth/tokens", "", credentials).await?;
    let access = tokens["access_token"].as_str().context("a token")?;
    let end = json!({ "delete_households": true })
        .to_string()
        .into_bytes();
    let gone = api
        .ask("DELETE", "account", access, "application/json", end)
        .await?;
    ensure!(gone.0 == 204, "{gone:?}");

    let said = std::fs::read_to_string(&log)?;
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("security "))
        .collect();
    let events = lines.iter().map(|line| {
        let words = line.split(' ').filter(|word| {
            ["event=", "outcome=", "why="]
                .iter()
                .any(|start| word.starts_with(start))
        });
        words.collect::<Vec<_>>().join(" ")
    });
    let events: Vec<String> = events.collect();
    let expected = [
        "event=sign_in outcome=refused",
        "event=sign_in outcome=ok",
        "event=key_made outcome=ok",
        "event=key_revoked outcome=ok",
        "event=password_changed outcome=ok",
        "event=session_ended outcome=ok why=copied_token",
        "event=sign_in outcome=ok",
        "event=account_deleted outcome=ok",
    ];
    ensure!(events == expected, "{events:#?}");
    for line in &lines {
        ensure!(line.starts_with("larder: security at=20"), "{line}");
        ensure!(line.contains("(request "), "{line}");
    }
    for secret in [
        ANA,
        "ana",
        "example.org",
        PASSWORD,
        NEW,
        "not this one",
        "127.0.0.1",
        "Shelf",
        "Kitchen",
        &refresh,
        access,
        &device,
        key["secret"].as_str().unwrap_or("none"),
    ] {
        ensure!(!said.contains(secret), "{secret} in {said}");
    }
    Ok(())
}

#[tokio::test]
async fn a_person_takes_what_is_kept_along_and_deletes_the_account() -> Result<()> {
    let server = Server::start()?;
    let url = super::passkeys::by_name(&server.url);
    let api = Api::new(&server.url);
    sign_up(&api).await?;
    let (access, _) = signed_in(&api).await?;
    let device = api.found().await?;
    api.json("account/devices", &access, json!({ "token": device }))
        .await?;
    let (status, export) = api
        .ask("GET", "account/export", &access, "", vec![])
        .await?;
    let export: Value = serde_json::from_slice(&export)?;
    ensure!(
        status == 200 && export["account"]["email"] == ANA,
        "{export}"
    );
    ensure!(
        export["households"]
            .as_array()
            .is_some_and(|all| all.len() == 1),
        "{export}"
    );
    ensure!(!export.to_string().contains("argon2"), "{export}");

    let browser = Browser::open(Screen::Phone).await?;
    let _phone = Authenticator::give(&browser).await?;
    sign_in(&browser, &url).await?;
    let delete = "form[action='/account/delete'] button";
    press(&browser, "input[name=sure]").await?;
    submit(&browser, delete).await?;
    there(&browser, "[role=alert]:not([hidden])").await?;
    let said = browser
        .ask("return document.querySelector('main').textContent;")
        .await?;
    ensure!(
        said.to_string().contains("Nobody else is in a household"),
        "{said}"
    );
    press(&browser, "input[name=households]").await?;
    press(&browser, "input[name=sure]").await?;
    submit(&browser, delete).await?;
    there(&browser, TOLD).await?;
    let said = browser
        .client
        .find(Locator::Css("main p"))
        .await?
        .text()
        .await?;
    ensure!(said == "Your account is gone.", "{said}");
    let credentials = json!({ "email": ANA, "password": PASSWORD })
        .to_string()
        .into_bytes();
    let late = api
        .ask("POST", "auth/tokens", "", "application/json", credentials)
        .await?;
    ensure!(late.0 == 401, "{late:?}");
    let late = api.ask("GET", "household", &device, "", vec![]).await?;
    ensure!(late.0 == 401, "the device goes on: {late:?}");
    let late = api.ask("GET", "account", &access, "", vec![]).await?;
    ensure!(late.0 == 401, "the session goes on: {late:?}");
    Ok(())
}

/// A thief who knew the password may have let devices in.
#[tokio::test]
async fn devices_are_seen_on_the_page_and_shut_out_there() -> Result<()> {
    let server = Server::start()?;
    let url = super::passkeys::by_name(&server.url);
    let api = Api::new(&server.url);
    sign_up(&api).await?;
    let (access, _) = signed_in(&api).await?;
    let device = api.found().await?;
    api.json("account/devices", &access, json!({ "token": device }))
        .await?;
    let household = "07".repeat(16);
    let path = format!("account/households/{household}/devices");
    let thief = api
        .json(&path, &access, json!({ "device": "Thief's" }))
        .await?;
    let thief = thief["token"].as_str().context("a token")?.to_owned();
    let browser = Browser::open(Screen::Phone).await?;
    sign_in(&browser, &url).await?;
    let first = "return document.querySelector('li b').textContent;";
    let shown = browser.ask(first).await?;
    ensure!(shown == "Thief's", "{shown}");
    submit(&browser, "form[action^='/account/devices/'] button").await?;
    there(&browser, "li:only-child").await?;
    let late = api.ask("GET", "household", &thief, "", vec![]).await?;
    ensure!(late.0 == 401, "{late:?}");
    let own = api.ask("GET", "household", &device, "", vec![]).await?;
    ensure!(own.0 == 200, "{own:?}");
    Ok(())
}

/// A person reads pages, also of what was too much.
#[tokio::test]
async fn a_form_that_is_not_taken_is_answered_by_a_page() -> Result<()> {
    let server = Server::start()?;
    let address = server.url.trim_start_matches("http://");
    let long = format!("email=a&password={}", "b".repeat(20_000));
    for (body, status) in [(long.as_str(), 413), ("email=a", 422)] {
        let length = body.len().to_string();
        let headers = [
            ("Host", address),
            ("Origin", &server.url),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Content-Length", &length),
        ];
        let on = TcpStream::connect(address).await?;
        let answer = ask(on, "POST /account/sign-in", &headers, body.as_bytes()).await?;
        ensure!(answer.status() == status, "{answer:?}");
        ensure!(
            answer.header("content-type").starts_with("text/html"),
            "{answer:?}"
        );
        ensure!(answer.text().contains("<main>"), "{answer:?}");
    }
    Ok(())
}
