//! Letters through a real SMTP server, from signing up to another password.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::phone::Api;
use crate::support::axe::Axe;
use crate::support::browser::{Browser, Screen};
use crate::support::post::{Letter, PostOffice, unused_port};
use crate::support::server::Server;

pub const ANA: &str = "ana@example.org";
const PASSWORD: &str = "blue chair on tuesday";
const NEW: &str = "green table on monday";
pub const VERIFY: &str = "/account/verify";
const RESET: &str = "/account/reset";

/// A server that hands its letters in at a port of this machine.
pub fn server(port: u16, more: &[(&'static str, &'static str)]) -> Result<Server> {
    Server::start_with(&settings(port, more))
}

/// What such a server is told.
pub fn settings(
    port: u16,
    more: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'static str)> {
    // The server's settings are kept as long as the process runs.
    let port: &'static str = port.to_string().leak();
    let mut settings = vec![
        ("LARDER_SMTP_HOST", "127.0.0.1"),
        ("LARDER_SMTP_PORT", port),
        ("LARDER_SMTP_TLS", "off"),
        ("LARDER_MAIL_FROM", "Larder <larder@example.org>"),
        ("LARDER_URL", "https://larder.example.org"),
    ];
    settings.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    settings.extend(more);
    settings
}

pub async fn post(api: &Api, path: &str, body: &Value) -> Result<(u16, Vec<u8>)> {
    let body = body.to_string().into_bytes();
    api.ask("POST", path, "", "application/json", body).await
}

pub async fn form(api: &Api, path: &str, body: &str) -> Result<u16> {
    let kind = "application/x-www-form-urlencoded";
    let path = path.trim_start_matches('/');
    let asked = api.ask_at("POST", path, "", kind, body.into());
    Ok(asked.await?.0)
}

pub async fn sign_up(api: &Api) -> Result<(u16, Vec<u8>)> {
    let new = json!({ "email": ANA, "password": PASSWORD, "name": "Ana" });
    post(api, "auth/sign-up", &new).await
}

fn credentials(password: &str) -> Value {
    json!({ "email": ANA, "password": password })
}

/// What a letter of ours to Ana has.
fn check(letter: &Letter, subject: &str) -> Result<()> {
    for (field, value) in [
        ("From", "Larder <larder@example.org>"),
        ("To", ANA),
        ("Subject", subject),
        ("Auto-Submitted", "auto-generated"),
    ] {
        ensure!(letter.says(field, value), "{field}: {value} in {letter:?}");
    }
    Ok(())
}

#[tokio::test]
async fn letters_reach_a_person_and_their_links_hold_once() -> Result<()> {
    let port = unused_port()?;
    let office = PostOffice::open(port).await?;
    let server = server(port, &[])?;
    let api = Api::new(&server.url);

    let free = sign_up(&api).await?;
    ensure!(free.0 == 202, "{free:?}");
    let letter = office.next().await?;
    check(&letter, "Larder: is this your address?")?;
    let tokens = post(&api, "auth/tokens", &credentials(PASSWORD)).await?;
    ensure!(tokens.0 == 401, "nobody is in before: {tokens:?}");
    let verify = format!("token={}", letter.token(VERIFY)?);
    ensure!(form(&api, VERIFY, &verify).await? == 200);
    ensure!(form(&api, VERIFY, &verify).await? == 410, "used twice");
    let (access, refresh) = signed_in(&api).await?;
    let (_, account) = api.ask("GET", "account", &access, "", vec![]).await?;
    let account: Value = serde_json::from_slice(&account)?;
    ensure!(account["email_verified"] == true, "{account}");

    // The address is taken now, which its owner alone is told.
    ensure!(sign_up(&api).await? == free, "the answer tells");
    let letter = office.next().await?;
    check(&letter, "Larder: you have an account already")?;
    ensure!(!letter.has_token(), "{letter:?}");

    let asked = post(&api, "auth/reset", &json!({ "email": ANA })).await?;
    ensure!(asked.0 == 202, "{asked:?}");
    let nobody = json!({ "email": "nobody@example.org" });
    ensure!(post(&api, "auth/reset", &nobody).await? == asked);
    let letter = office.next().await?;
    check(&letter, "Larder: another password")?;
    let chosen = json!({ "token": letter.token(RESET)?, "password": NEW });
    let set = post(&api, "auth/reset/confirm", &chosen).await?;
    ensure!(set.0 == 204, "{set:?}");
    let again = post(&api, "auth/reset/confirm", &chosen).await?;
    ensure!(again.0 == 401, "used twice: {again:?}");
    check(&office.next().await?, "Larder: your password was changed")?;

    let (status, _) = api.ask("GET", "account", &access, "", vec![]).await?;
    ensure!(status == 401, "the session goes on: {status}");
    let exchange = json!({ "refresh_token": refresh });
    ensure!(post(&api, "auth/refresh", &exchange).await?.0 == 401);
    let old = post(&api, "auth/tokens", &credentials(PASSWORD)).await?;
    ensure!(old.0 == 401, "{old:?}");
    let new = post(&api, "auth/tokens", &credentials(NEW)).await?;
    ensure!(new.0 == 200, "{new:?}");
    ensure!(office.taken()?.is_none(), "nobody else was written to");
    Ok(())
}

pub async fn signed_in(api: &Api) -> Result<(String, String)> {
    let given = credentials(PASSWORD);
    let answer = api.json("auth/tokens", "", given).await?;
    let text = |name: &str| answer[name].as_str().map(str::to_owned);
    let both = text("access_token").zip(text("refresh_token"));
    both.with_context(|| format!("{answer}: no tokens"))
}

/// Its first try meets somebody who hangs up; then there is a real one.
#[tokio::test]
async fn a_letter_comes_though_its_server_was_not_there_at_first() -> Result<()> {
    let nobody = TcpListener::bind("127.0.0.1:0").await?;
    let port = nobody.local_addr()?.port();
    let server = server(port, &[])?;
    let api = Api::new(&server.url);
    ensure!(sign_up(&api).await?.0 == 202, "it does not wait for it");
    drop(nobody.accept().await?);
    drop(nobody);
    let office = PostOffice::open(port).await?;
    check(&office.next().await?, "Larder: is this your address?")
}

/// Without haste it would be tried again after a second, and later after minutes.
#[cfg(unix)]
#[tokio::test]
async fn a_server_that_ends_hands_its_letters_in_first() -> Result<()> {
    let nobody = TcpListener::bind("127.0.0.1:0").await?;
    let port = nobody.local_addr()?.port();
    let mut server = server(port, &[])?;
    ensure!(sign_up(&Api::new(&server.url)).await?.0 == 202);
    // Two tries go wrong, so the third comes in five seconds.
    for _ in 0..2 {
        drop(nobody.accept().await?);
    }
    drop(nobody);
    let office = PostOffice::open(port).await?;
    let since = Instant::now();
    end(&mut server)?;
    let took = since.elapsed();
    ensure!(took < Duration::from_secs(4), "it was waited for: {took:?}");
    let letter = office.taken()?.context("the letter was lost")?;
    check(&letter, "Larder: is this your address?")
}

#[cfg(unix)]
#[tokio::test]
async fn a_password_from_a_file_goes_to_a_server_that_is_known_by_its_certificate() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = |name: &str, text: &str| -> Result<&'static str> {
        let path = folder.path().join(name);
        std::fs::write(&path, text)?;
        Ok(path.to_string_lossy().into_owned().leak())
    };
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let certificate = file("certificate.pem", &made.cert.pem())?;
    let key = file("key.pem", &made.signing_key.serialize_pem())?;
    let password = file("password", "brown bread and butter\n")?;
    let port = unused_port()?;
    let known_by = [certificate, key, "larder", "brown bread and butter"];
    let office = PostOffice::open_with(port, &known_by).await?;
    let mut secure = vec![
        ("LARDER_SMTP_HOST", "localhost"),
        ("LARDER_SMTP_TLS", "starttls"),
        ("LARDER_SMTP_USER", "larder"),
        ("LARDER_SMTP_PASSWORD_FILE", password),
        // Whom this machine trusts (rustls-native-certs).
        ("SSL_CERT_FILE", certificate),
    ];
    let trusting = server(port, &secure)?;
    ensure!(sign_up(&Api::new(&trusting.url)).await?.0 == 202);
    check(&office.next().await?, "Larder: is this your address?")?;

    // One whom nobody vouches for gets nothing, not even when the server ends.
    secure.pop();
    let mut server = server(port, &secure)?;
    ensure!(sign_up(&Api::new(&server.url)).await?.0 == 202);
    end(&mut server)?;
    ensure!(office.taken()?.is_none(), "it went to a stranger");
    Ok(())
}

/// Asks a server to end, and waits until it has.
#[cfg(unix)]
pub fn end(server: &mut Server) -> Result<()> {
    let pid = server.pid().to_string();
    Command::new("kill").args(["-TERM", &pid]).status()?;
    server.wait()
}

/// A person's clicks, under the policy that all our pages have; and what keeps people out.
#[tokio::test]
async fn the_pages_of_links_work_in_a_browser_and_keep_nobody_out() -> Result<()> {
    let port = unused_port()?;
    let office = PostOffice::open(port).await?;
    let server = server(port, &[])?;
    let api = Api::new(&server.url);
    let axe = Axe::load()?;
    let browser = Browser::open(Screen::Phone).await?;
    sign_up(&api).await?;
    let token = office.next().await?.token(VERIFY)?;
    let link = format!("{}{VERIFY}?token={token}", server.url);
    browser.visit(&link).await?;
    axe.look(&browser, "confirming").await?;
    press(&browser, "Thank you").await?;
    axe.look(&browser, "confirmed").await?;
    signed_in(&api).await?;

    browser
        .visit(&format!("{}/account/forgotten", server.url))
        .await?;
    axe.look(&browser, "forgotten").await?;
    write(&browser, "email", ANA).await?;
    press(&browser, "on its way").await?;
    let token = office.next().await?.token(RESET)?;
    let link = format!("{}{RESET}?token={token}", server.url);
    browser.visit(&link).await?;
    axe.look(&browser, "choosing").await?;
    write(&browser, "password", "password123").await?;
    press(&browser, "would be guessed").await?;
    axe.look(&browser, "choosing again").await?;
    write(&browser, "password", NEW).await?;
    press(&browser, "The new password holds").await?;
    let new = post(&api, "auth/tokens", &credentials(NEW)).await?;
    ensure!(new.0 == 200, "{new:?}");
    axe.check();
    Ok(())
}

async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let field = format!("input[name={field}]");
    let field = browser.client.find(Locator::Css(&field)).await?;
    Ok(field.send_keys(text).await?)
}

/// Presses the page's only button, which leads to where this is said.
async fn press(browser: &Browser, said: &str) -> Result<()> {
    let button = browser.client.find(Locator::Css("button")).await?;
    button.click().await?;
    // Looked for and not asked of the page: a script that runs while the page goes never ends.
    let there = format!("//*[contains(text(), '{said}')]");
    let wait = browser.client.wait().at_most(Duration::from_secs(20));
    wait.for_element(Locator::XPath(&there)).await?;
    Ok(())
}
