//! Signing in by another server, in a real browser and with a server that others wrote.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpStream;

use super::mail::sign_up;
use super::passkeys::{SIGN_OUT, sign_in, sign_out, submit, there, write};
use super::phone::Api;
use crate::support::browser::{Browser, Screen};
use crate::support::http::{Answer, ask};
use crate::support::post::unused_port;
use crate::support::provider::Provider;
use crate::support::server::Server;

/// A server, two others that say who somebody is, and one more that is not there.
struct Place {
    server: Server,
    home: Provider,
    _firm: Provider,
    url: String,
    _folder: TempDir,
}

const SECURITY: &str = "/account/security";

impl Place {
    /// With these lines in the table of the first one.
    async fn new(home: &str, settings: &[(&'static str, &'static str)]) -> Result<Self> {
        let (port, folder) = (unused_port()?, tempfile::tempdir()?);
        let url = format!("http://localhost:{port}");
        let back = |name: &str| format!("{url}/account/oidc/{name}/callback");
        let whole = ["whole"];
        let home_at = Provider::open(unused_port()?, &back("home"), &[]).await?;
        let firm_at = Provider::open(unused_port()?, &back("firm"), &whole).await?;
        std::fs::write(folder.path().join("secret"), "brown bread and butter\n")?;
        let table = |name: &str, issuer: &str, more: &str| {
            format!(
                "[oidc.{name}]\nissuer = \"{issuer}\"\nclient-id = \"larder\"\n\
                 client-secret-file = \"secret\"\n{more}\n"
            )
        };
        let gone = format!("http://127.0.0.1:{}", unused_port()?);
        let text = [
            table("home", &home_at.issuer, home),
            table("firm", &firm_at.issuer, "label = \"Firm <&>\""),
            table("gone", &gone, ""),
        ];
        let file: PathBuf = folder.path().join("larder.toml");
        std::fs::write(&file, text.concat())?;
        let kept = |text: String| -> &'static str { text.leak() };
        let file = kept(file.to_string_lossy().into_owned());
        let mut all = vec![("LARDER_CONFIG", file), ("LARDER_URL", kept(url.clone()))];
        all.extend(settings);
        Ok(Self {
            server: Server::start_at(port, &all)?,
            home: home_at,
            _firm: firm_at,
            url,
            _folder: folder,
        })
    }

    /// Presses the button of a provider on the page where one signs in.
    async fn begin(&self, browser: &Browser, name: &str) -> Result<()> {
        let page = format!("{}/account/sign-in", self.url);
        browser.visit(&page).await?;
        submit(
            browser,
            &format!("form[action='/account/oidc/{name}'] button"),
        )
        .await
    }

    /// A request as a page of ours sends it.
    async fn say(&self, request: &str, cookie: &str, body: &str) -> Result<Answer> {
        let host = self.url.trim_start_matches("http://");
        let length = body.len().to_string();
        let headers = [
            ("Host", host),
            ("Origin", &self.url),
            ("Cookie", cookie),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Content-Length", &length),
        ];
        let address = self.server.url.trim_start_matches("http://");
        ask(
            TcpStream::connect(address).await?,
            request,
            &headers,
            body.as_bytes(),
        )
        .await
    }

    /// Begins without a browser: the cookie, and where it leads.
    async fn begun(&self, name: &str) -> Result<(String, String)> {
        let begun = self
            .say(&format!("POST /account/oidc/{name}"), "", "")
            .await?;
        ensure!(begun.status() == 200, "{begun:?}");
        let cookie = begun.header("set-cookie").split(';').next();
        let cookie = cookie.unwrap_or_default().to_owned();
        let text = begun.text();
        let (_, rest) = text.split_once("content=\"0;url=").context("a way on")?;
        let to = rest.split('"').next().unwrap_or_default();
        Ok((cookie, to.replace("&amp;", "&")))
    }

    /// What a browser comes back with, which has not begun it.
    async fn code(&self, browser: &Browser, to: &str, who: &str) -> Result<String> {
        browser.visit(to).await?;
        say_who(browser, who).await?;
        there(browser, ALERT).await?;
        let back = browser.client.current_url().await?;
        ensure!(back.as_str().starts_with(&self.url), "{back}");
        let query = back.query().context("an answer")?;
        Ok(format!("GET {}?{query}", back.path()))
    }
}

/// A browser that asks for nothing elsewhere: the pages of oidc-provider name fonts.
async fn opened() -> Result<Browser> {
    let nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1";
    Browser::open_with(Screen::Phone, &[nowhere]).await
}

/// Said where something went wrong.
const ALERT: &str = "[role=alert]:not([hidden])";

/// Says to the other server who one is, if it asks, and agrees that it may tell.
async fn say_who(browser: &Browser, who: &str) -> Result<()> {
    let there_or_back = format!("input[name=prompt], {ALERT}, {SIGN_OUT}");
    loop {
        there(browser, &there_or_back).await?;
        let asked = |css| browser.client.find(Locator::Css(css));
        if asked("input[name=prompt]").await.is_err() {
            return Ok(());
        }
        if asked("input[name=login]").await.is_ok() {
            write(browser, "login", who).await?;
            write(browser, "password", "any").await?;
        }
        submit(browser, "button[type=submit]").await?;
    }
}

async fn whose(browser: &Browser) -> Result<String> {
    there(browser, SIGN_OUT).await?;
    let said = browser
        .ask("return document.querySelector('main p').textContent;")
        .await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

async fn alert(browser: &Browser) -> Result<String> {
    there(browser, ALERT).await?;
    let said = browser.client.find(Locator::Css(ALERT)).await?;
    Ok(said.text().await?)
}

#[tokio::test]
async fn another_server_signs_people_up_and_in_and_no_address_is_enough() -> Result<()> {
    let place = Place::new("", &[]).await?;
    let browser = opened().await?;
    place.begin(&browser, "home").await?;
    say_who(&browser, "ana").await?;
    ensure!(whose(&browser).await?.contains("ana@example.org"));
    sign_out(&browser).await?;
    place.begin(&browser, "home").await?;
    say_who(&browser, "ana").await?;
    ensure!(whose(&browser).await?.contains("ana@example.org"), "again");
    sign_out(&browser).await?;

    // Another server says that somebody has the same address.
    place.begin(&browser, "firm").await?;
    say_who(&browser, "ana").await?;
    let said = alert(&browser).await?;
    ensure!(
        said.contains("There is an account with this e-mail address"),
        "{said}"
    );
    // The person, who has signed in, connects it.
    place.begin(&browser, "home").await?;
    say_who(&browser, "ana").await?;
    submit(&browser, "form[action='/account/oidc/firm'] button").await?;
    say_who(&browser, "ana").await?;
    whose(&browser).await?;
    let listed = browser
        .ask("return document.querySelector('main').textContent;")
        .await?;
    ensure!(listed.to_string().contains("Firm <&>"), "{listed}");
    sign_out(&browser).await?;
    place.begin(&browser, "firm").await?;
    say_who(&browser, "ana").await?;
    ensure!(
        whose(&browser).await?.contains("ana@example.org"),
        "by the other one"
    );
    Ok(())
}

#[tokio::test]
async fn whom_nobody_vouches_for_and_who_may_not_sign_up_is_told_so() -> Result<()> {
    let place = Place::new("", &[("LARDER_SIGN_UP", "closed")]).await?;
    let browser = opened().await?;
    for (who, told) in [
        ("unverified", "does not say that an e-mail"),
        ("ben", "Nobody signs up"),
    ] {
        place.begin(&browser, "home").await?;
        say_who(&browser, who).await?;
        there(&browser, "main p").await?;
        let said = browser
            .ask("return document.querySelector('main').textContent;")
            .await?;
        ensure!(said.to_string().contains(told), "{who}: {said}");
        browser.visit(&place.home.issuer).await?;
        browser.client.delete_all_cookies().await?;
    }
    // Where the keeper trusts the other server, it says who may.
    let place = Place::new("sign-up = true", &[("LARDER_SIGN_UP", "closed")]).await?;
    place.begin(&browser, "home").await?;
    say_who(&browser, "ben").await?;
    ensure!(whose(&browser).await?.contains("ben@example.org"));
    Ok(())
}

#[tokio::test]
async fn what_was_not_begun_in_a_browser_does_not_go_on_there() -> Result<()> {
    let place = Place::new("", &[]).await?;
    let browser = opened().await?;
    let session = |answer: &Answer| answer.head.contains("larder_account=");

    // The browser that comes back has begun nothing: only who has, with the cookie, goes on.
    let (cookie, to) = place.begun("home").await?;
    let back = place.code(&browser, &to, "ana").await?;
    let entered = place.say(&back, &cookie, "").await?;
    ensure!(entered.status() == 200 && session(&entered), "{entered:?}");
    let again = place.say(&back, &cookie, "").await?;
    ensure!(
        again.status() == 401 && !session(&again),
        "twice: {again:?}"
    );

    // A code that was used, or is another one's, opens nothing for who begins anew.
    let (cookie, to) = place.begun("home").await?;
    let state = to.split('&').find_map(|pair| pair.split("state=").nth(1));
    let state = state.context("a state")?;
    let code = back
        .split(['?', '&'])
        .find(|pair| pair.starts_with("code="));
    let code = code.context("a code")?;
    let forged = format!("GET /account/oidc/home/callback?{code}&state={state}");
    let replayed = place.say(&forged, &cookie, "").await?;
    ensure!(
        replayed.status() == 401 && !session(&replayed),
        "{replayed:?}"
    );

    for (what, change) in [
        ("state", "state="),
        ("issuer", "iss="),
        ("code", "code="),
        ("provider", "/oidc/home/"),
    ] {
        let (cookie, to) = place.begun("home").await?;
        let back = place.code(&browser, &to, "ana").await?;
        let other = match what {
            "provider" => back.replace(change, "/oidc/firm/"),
            _ => back.replace(change, &format!("{change}x")),
        };
        ensure!(other != back, "{back}: no {what}");
        let refused = place.say(&other, &cookie, "").await?;
        ensure!(
            refused.status() == 401 && !session(&refused),
            "{what}: {refused:?}"
        );
        // What was tried is over.
        let late = place.say(&back, &cookie, "").await?;
        ensure!(late.status() == 401, "{what}: {late:?}");
    }

    // A token that was made for somebody else's question.
    let (cookie, to) = place.begun("home").await?;
    let to = to.replace("nonce=", "nonce=x");
    let back = place.code(&browser, &to, "ana").await?;
    let refused = place.say(&back, &cookie, "").await?;
    ensure!(refused.status() == 401 && !session(&refused), "{refused:?}");

    // Nor does another site begin it.
    let begun = Api::new(&place.server.url)
        .ask_at(
            "POST",
            "account/oidc/home",
            "",
            "application/x-www-form-urlencoded",
            vec![],
        )
        .await?;
    ensure!(!String::from_utf8_lossy(&begun.1).contains(&place.home.issuer));
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_gone_keeps_nobody_from_signing_in_otherwise() -> Result<()> {
    let place = Place::new("", &[]).await?;
    sign_up(&Api::new(&place.server.url)).await?;
    let browser = opened().await?;
    place.begin(&browser, "gone").await?;
    let said = alert(&browser).await?;
    ensure!(said.contains("cannot be reached"), "{said}");
    sign_in(&browser, &place.url).await?;
    ensure!(whose(&browser).await?.contains("ana@example.org"));
    Ok(())
}

/// Where the keeper says so; and not before the person has shown here that it is theirs.
#[tokio::test]
async fn a_verified_address_leads_to_its_account_where_the_keeper_says_so() -> Result<()> {
    let place = Place::new("link-by-email = true", &[]).await?;
    let api = Api::new(&place.server.url);
    sign_up(&api).await?;
    let browser = opened().await?;
    place.begin(&browser, "home").await?;
    say_who(&browser, "ana").await?;
    let said = alert(&browser).await?;
    ensure!(
        said.contains("There is an account"),
        "anybody may have made it: {said}"
    );
    let confirmed = "UPDATE account SET verified_ms = 1";
    place.server.alter(confirmed).await?;
    place.begin(&browser, "home").await?;
    say_who(&browser, "ana").await?;
    ensure!(whose(&browser).await?.contains("ana@example.org"));
    browser.visit(&format!("{}{SECURITY}", place.url)).await?;
    let given = json!({ "email": "ana@example.org", "password": "blue chair on tuesday" });
    api.json("auth/tokens", "", given).await?;
    Ok(())
}
