//! Names from Open Food Facts: asked for only with a yes, believed only as far as they can be
//! names, and never in the way.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::support::browser::{Browser, Screen, wait};
use crate::support::facts::{Facts, Says};
use crate::support::server::Server;

const BEANS: &str = "4006381333931";

fn product(code: &str, name: &str) -> Says {
    let body = serde_json::json!({
        "code": code,
        "status": 1,
        "product": {
            "code": code,
            "product_name": name,
            "brands": "Alba, Alba Foods",
            "quantity": "400 g",
            "categories_tags": ["en:plant-based-foods", "en:canned-foods"],
        },
    });
    Says::This(200, body.to_string())
}

async fn open(server: &Server, facts: &Facts) -> Result<Browser> {
    let flags = facts.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let browser = Browser::open_with(Screen::Phone, &flags).await?;
    browser
        .client
        .goto(&format!("{}/#/barcode", server.url))
        .await?;
    Ok(browser)
}

async fn type_code(browser: &Browser, code: &str) -> Result<()> {
    browser.fill("barcode-field", code).await?;
    browser.click("barcode-go").await?;
    browser.find("naming").await?;
    Ok(())
}

fn name_is(name: &str) -> String {
    format!("return document.querySelector('[data-testid=naming-name]')?.value === '{name}';")
}

#[tokio::test]
async fn a_name_comes_only_after_a_yes_and_says_whose_it_is() -> Result<()> {
    let server = Server::start()?;
    let facts = Facts::start(BTreeMap::from([(BEANS, product(BEANS, "White beans"))])).await?;
    let browser = open(&server, &facts).await?;
    type_code(&browser, BEANS).await?;
    browser.find("lookup-question").await?;
    assert_eq!(facts.asked().len(), 0, "nothing is sent before a yes");

    browser.click("lookup-yes").await?;
    browser
        .until("the name is there", &name_is("White beans"))
        .await?;
    let credit = browser.text("credit").await?;
    assert!(credit.contains("Open Food Facts"), "{credit}");
    let asked = facts.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    let head = asked[0].to_ascii_lowercase();
    for secret in ["cookie:", "referer:", "authorization:"] {
        assert!(!head.contains(secret), "{head}");
    }

    browser.click("naming-save").await?;
    browser.find("barcode-row").await?;
    browser.click("barcode-close").await?;
    browser.click("nav-pantry").await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await?;
    browser.find("item-origin").await?;
    assert_eq!(browser.value("item-brand").await?, "Alba");
    // A name of the household's own has no source but it.
    browser.fill("item-name", "Beans\u{e007}").await?;
    browser.until_count("item-origin", 0).await?;
    browser.close().await
}

#[tokio::test]
async fn bad_answers_and_none_leave_the_field_to_the_person() -> Result<()> {
    let server = Server::start()?;
    let facts = Facts::start(BTreeMap::from([
        ("0036000291452", Says::This(200, "<html>".to_owned())),
        ("0000096385074", Says::Nothing),
        ("5000159407236", product("5000159407236", "\u{202e}\u{7}")),
        ("3017620422003", product("4006381333931", "Another one")),
        ("5449000000996", Says::This(429, String::new())),
    ]))
    .await?;
    let browser = open(&server, &facts).await?;
    type_code(&browser, "4006381333931").await?;
    browser.click("lookup-yes").await?;
    browser.click("naming-later").await?;
    // Not known, not JSON, no answer, no name, another article; the last one says to stop.
    for (at, code) in [
        "036000291452",
        "5000159407236",
        "3017620422003",
        "96385074",
        "5449000000996",
    ]
    .into_iter()
    .enumerate()
    {
        type_code(&browser, code).await?;
        is_asked(&facts, code).await?;
        browser.until("the field stays empty", &name_is("")).await?;
        browser.fill("naming-name", "mine").await?;
        browser.click("naming-save").await?;
        browser.until_count("barcode-row", at + 1).await?;
    }
    let before = facts.asked().len();
    type_code(&browser, "8076809513753").await?;
    browser.fill("naming-name", "pasta").await?;
    browser.click("naming-save").await?;
    browser.until_count("barcode-row", 6).await?;
    assert_eq!(facts.asked().len(), before, "after 429 nothing is asked");
    browser.close().await
}

#[tokio::test]
async fn what_waits_is_looked_up_wherever_the_person_is_and_brand_and_size_say_whose() -> Result<()>
{
    let server = Server::start()?;
    let facts = Facts::start(BTreeMap::from([(BEANS, product(BEANS, "White beans"))])).await?;
    let browser = open(&server, &facts).await?;
    // The screen is there before the network goes.
    browser.find("barcode-field").await?;
    browser
        .devtools("Network.enable", serde_json::json!({}))
        .await?;
    browser.offline(true).await?;
    type_code(&browser, BEANS).await?;
    browser.click("lookup-yes").await?;
    browser.click("naming-later").await?;
    browser.click("barcode-close").await?;
    browser.click("nav-home").await?;
    browser.find("home-codes").await?;
    assert_eq!(facts.asked().len(), 0, "there is no network");
    browser.offline(false).await?;
    is_asked(&facts, BEANS).await?;
    let head = facts.asked()[0].clone();
    assert!(head.contains("app_name=Larder&app_version="), "{head}");

    browser.click("codes-open").await?;
    browser.click("later-name").await?;
    browser
        .until("the name is there", &name_is("White beans"))
        .await?;
    // The name is the person's now; brand and size are not.
    browser.fill("naming-name", "My beans").await?;
    browser.click("naming-save").await?;
    browser.find("barcode-row").await?;
    browser.click("barcode-close").await?;
    browser.click("nav-pantry").await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await?;
    browser.find("item-origin").await?;
    assert_eq!(browser.value("item-brand").await?, "Alba");
    browser.close().await
}

#[tokio::test]
async fn a_no_is_kept_and_the_switch_in_settings_makes_it_a_yes() -> Result<()> {
    let server = Server::start()?;
    let facts = Facts::start(BTreeMap::from([(BEANS, product(BEANS, "White beans"))])).await?;
    let browser = open(&server, &facts).await?;
    type_code(&browser, BEANS).await?;
    browser.click("lookup-no").await?;
    browser.until_count("lookup-question", 0).await?;
    browser.click("naming-later").await?;

    // On another screen, after a reload and for another article it is neither asked nor sent.
    browser.show("").await?;
    browser.find("home-codes").await?;
    browser.client.refresh().await?;
    browser.find("home-codes").await?;
    browser.show("barcode").await?;
    type_code(&browser, "8076809513753").await?;
    browser.until("the field stays empty", &name_is("")).await?;
    browser.until_count("lookup-question", 0).await?;
    browser.click("naming-later").await?;
    browser.until_count("later", 2).await?;
    assert_eq!(facts.asked(), Vec::<String>::new(), "no is no");

    browser.show("settings").await?;
    let switch = browser.find("lookup-switch").await?;
    assert_eq!(switch.attr("aria-checked").await?.as_deref(), Some("false"));
    assert_eq!(
        facts.asked(),
        Vec::<String>::new(),
        "looking changes nothing"
    );
    browser.reach("lookup-switch").await?;
    let on = "return document.querySelector('[data-testid=lookup-switch]').ariaChecked === 'true';";
    browser.until("it is on", on).await?;
    browser.show("").await?;
    is_asked(&facts, BEANS).await?;
    is_asked(&facts, "8076809513753").await?;
    browser.close().await
}

impl Browser {
    async fn offline(&self, offline: bool) -> Result<()> {
        let conditions = serde_json::json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await?;
        Ok(())
    }
}

/// Waits until the server was asked about an article.
async fn is_asked(facts: &Facts, code: &str) -> Result<()> {
    wait("it is asked", async || {
        let asked = facts.asked();
        let about = asked.iter().any(|head| head.contains(code));
        Ok((!about).then(|| format!("{asked:?}")))
    })
    .await
}
