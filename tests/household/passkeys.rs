//! Passkeys in a real browser: made on the account's page, used to sign in, and of no use once
//! they are removed, or to a page of another origin.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::mail::{ANA, sign_up};
use super::phone::Api;
use crate::support::authenticator::Authenticator;
use crate::support::axe::Axe;
use crate::support::browser::{Browser, Screen};
use crate::support::http::{Answer, ask};
use crate::support::server::Server;

const PASSWORD: &str = "blue chair on tuesday";

/// Where browsers make passkeys for a server of this machine.
pub fn by_name(url: &str) -> String {
    url.replace("127.0.0.1", "localhost")
}

/// Waits for what a selector of CSS finds.
pub async fn there(browser: &Browser, css: &str) -> Result<()> {
    let wait = browser.client.wait().at_most(Duration::from_secs(60));
    let found = wait.for_element(Locator::Css(css)).await;
    if found.is_err() {
        let shown = browser
            .ask("return location.href + document.body.innerText;")
            .await?;
        found.with_context(|| format!("{css} at {shown}"))?;
    }
    Ok(())
}

/// Presses what a selector of CSS finds.
pub async fn press(browser: &Browser, css: &str) -> Result<()> {
    there(browser, css).await?;
    let button = browser.client.find(Locator::Css(css)).await?;
    Ok(button.click().await?)
}

/// Presses a button whose form leads to another page, and waits until this one has gone.
pub async fn submit(browser: &Browser, css: &str) -> Result<()> {
    there(browser, css).await?;
    let button = browser.client.find(Locator::Css(css)).await?;
    button.click().await?;
    let gone = async {
        while button.tag_name().await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    };
    let gone = timeout(Duration::from_secs(60), gone).await;
    gone.with_context(|| format!("{css} led nowhere"))
}

/// Types into the field of a name.
pub async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let css = format!("input[name={field}]");
    there(browser, &css).await?;
    let field = browser.client.find(Locator::Css(&css)).await?;
    field.clear().await?;
    Ok(field.send_keys(text).await?)
}

/// Signs Ana in by her password, on the page.
pub async fn sign_in(browser: &Browser, url: &str) -> Result<()> {
    browser.visit(&format!("{url}/account/sign-in")).await?;
    write(browser, "email", ANA).await?;
    write(browser, "password", PASSWORD).await?;
    submit(browser, "form[action='/account/sign-in'] button").await?;
    there(browser, SIGN_OUT).await
}

pub const SIGN_OUT: &str = "form[action='/account/sign-out'] button";
const REMOVE: &str = "form[action^='/account/passkeys/'] button";

/// A page that says one thing, and leads to the app.
pub const TOLD: &str = "h1 + p + p > a[href='/']";

/// Signs out; nobody sees the account's page then.
pub async fn sign_out(browser: &Browser) -> Result<()> {
    submit(browser, SIGN_OUT).await?;
    there(browser, TOLD).await?;
    let is_out = "const page = await fetch('/account/security', { redirect: 'manual' });
        return page.type === 'opaqueredirect';";
    let is_out = browser.ask(is_out).await?;
    ensure!(is_out == true, "the account is still seen");
    Ok(())
}

#[tokio::test]
async fn a_passkey_is_made_signs_in_and_is_of_no_use_once_it_is_removed() -> Result<()> {
    let server = Server::start()?;
    let url = by_name(&server.url);
    sign_up(&Api::new(&server.url)).await?;
    let browser = Browser::open(Screen::Phone).await?;
    let phone = Authenticator::give(&browser).await?;
    let axe = Axe::load()?;
    browser.visit(&format!("{url}/account/sign-in")).await?;
    there(&browser, "#use-passkey:not([hidden])").await?;
    axe.look(&browser, "signing in").await?;
    sign_in(&browser, &url).await?;
    there(&browser, "#add-passkey:not([hidden])").await?;
    axe.look(&browser, "security without a passkey").await?;
    write(&browser, "name", "Ana's <phone>").await?;
    press(&browser, "#add-passkey button").await?;
    there(&browser, REMOVE).await?;
    axe.look(&browser, "security").await?;
    axe.check();
    let kept = phone.credentials().await?;
    ensure!(kept.len() == 1, "{kept:?}");
    ensure!(kept[0]["isResidentCredential"] == true, "{kept:?}");
    ensure!(kept[0]["rpId"] == "localhost", "{kept:?}");
    let listed = browser
        .ask("return document.querySelector('li b').textContent;")
        .await?;
    ensure!(listed == "Ana's <phone>", "{listed}");

    sign_out(&browser).await?;
    enter(&browser, &url).await?;
    let used = browser
        .ask("return document.querySelector('li').textContent;")
        .await?;
    ensure!(used.to_string().contains("last used on"), "{used}");

    // Whoever does not show who they are is not let in.
    sign_out(&browser).await?;
    phone.set_verified(false).await?;
    browser.visit(&format!("{url}/account/sign-in")).await?;
    press(&browser, "#use-passkey:not([hidden])").await?;
    there(&browser, "#failed:not([hidden])").await?;
    phone.set_verified(true).await?;
    enter(&browser, &url).await?;

    submit(&browser, REMOVE).await?;
    there(
        &browser,
        "main:not(:has(form[action^='/account/passkeys/']))",
    )
    .await?;
    sign_out(&browser).await?;
    browser.visit(&format!("{url}/account/sign-in")).await?;
    press(&browser, "#use-passkey:not([hidden])").await?;
    there(&browser, "#failed:not([hidden])").await?;
    ensure!(
        phone.credentials().await?.len() == 1,
        "it is still on the phone"
    );
    Ok(())
}

/// Signs in by the passkey: by the button, unless the browser has offered it by itself.
async fn enter(browser: &Browser, url: &str) -> Result<()> {
    browser.visit(&format!("{url}/account/sign-in")).await?;
    there(browser, &format!("#use-passkey:not([hidden]), {SIGN_OUT}")).await?;
    if let Ok(button) = browser.client.find(Locator::Css("#use-passkey")).await {
        // It may have gone with its page.
        let _ = button.click().await;
    }
    there(browser, SIGN_OUT).await
}

/// What another page of the same name, at another port, gets of a person with a passkey.
#[tokio::test]
async fn what_a_page_of_another_origin_was_told_signs_nobody_in() -> Result<()> {
    let (server, other) = (Server::start()?, Server::start()?);
    let (url, evil) = (by_name(&server.url), by_name(&other.url));
    sign_up(&Api::new(&server.url)).await?;
    let browser = Browser::open(Screen::Phone).await?;
    let _phone = Authenticator::give(&browser).await?;
    sign_in(&browser, &url).await?;
    press(&browser, "#add-passkey:not([hidden]) button").await?;
    there(&browser, REMOVE).await?;

    for (page, status) in [(&evil, 401), (&url, 200)] {
        let options = say(&server, &url, "passkey/options", "", b"").await?;
        ensure!(options.status() == 200, "{options:?}");
        let cookie = options
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default();
        let cookie = cookie.to_owned();
        let asked: Value = serde_json::from_slice(&options.body)?;
        browser.visit(&format!("{page}/account.css")).await?;
        let used = browser.ask(&use_passkey(&asked["publicKey"])).await?;
        ensure!(used.is_object(), "{used}");
        let body = json!({ "credential": used }).to_string();
        let entered = say(&server, &url, "passkey", &cookie, body.as_bytes()).await?;
        ensure!(entered.status() == status, "{page}: {entered:?}");
        // It was taken, or tried, once.
        let again = say(&server, &url, "passkey", &cookie, body.as_bytes()).await?;
        ensure!(again.status() == 401, "{page}: {again:?}");
    }
    let nobodys = say(&server, &evil, "passkey/options", "", b"").await?;
    ensure!(nobodys.status() == 403, "{nobodys:?}");
    Ok(())
}

/// What a script would do that wants the challenge signed here.
fn use_passkey(options: &Value) -> String {
    format!(
        "const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({options});
         const used = await navigator.credentials.get({{ publicKey }});
         return used.toJSON();"
    )
}

/// A request as a page of an origin sends it.
async fn say(
    server: &Server,
    origin: &str,
    path: &str,
    cookie: &str,
    body: &[u8],
) -> Result<Answer> {
    let address = server.url.trim_start_matches("http://");
    let host = by_name(address);
    let length = body.len().to_string();
    let headers = [
        ("Host", host.as_str()),
        ("Origin", origin),
        ("Cookie", cookie),
        ("Content-Type", "application/json"),
        ("Content-Length", &length),
    ];
    let connection = TcpStream::connect(address).await?;
    let request = format!("POST /api/v1/auth/{path}");
    ask(connection, &request, &headers, body).await
}
