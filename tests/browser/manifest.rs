//! The web manifest, as the server serves it: what an installed app is called and looks like, and
//! the ways into it from outside.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn the_manifest_has_a_name_square_icons_and_ways_to_screens_that_exist() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;

    // As the browser itself understands it.
    let read = browser.devtools("Page.getAppManifest", json!({})).await?;
    assert_eq!(read["errors"], json!([]), "{read}");
    let told = read["data"].as_str().context("the page has a manifest")?;
    let told: Value = serde_json::from_str(told)?;
    for name in ["name", "short_name"] {
        assert_eq!(told[name], "Larder", "{name}");
    }
    let icons = told["icons"].as_array().context("it has icons")?;
    for (sizes, purpose) in [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ] {
        let fits = |icon: &Value| icon["sizes"] == sizes && icon["purpose"] == purpose;
        assert!(icons.iter().any(fits), "no icon of {sizes} for {purpose}");
    }
    assert_eq!(browser.ask(WRONG_ICONS).await?, json!([]));

    let shortcuts = told["shortcuts"].as_array().context("it has shortcuts")?;
    assert!(!shortcuts.is_empty());
    for shortcut in shortcuts {
        let address = shortcut["url"].as_str().context("it leads somewhere")?;
        let (_, screen) = address.split_once("#/").context("to a screen")?;
        // An app that is opened is a page of its own.
        browser.visit("about:blank").await?;
        browser.visit(&format!("{}/#/{screen}", server.url)).await?;
        browser.find(screen).await?;
        browser.until_count("not-found", 0).await?;
    }
    browser.close().await
}

#[tokio::test]
async fn what_is_shared_by_the_words_of_the_manifest_arrives() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.find("home").await?;
    let controlled = "return navigator.serviceWorker.controller !== null;";
    browser.until("there is a worker", controlled).await?;
    browser.until("it was taken", SHARE).await?;
    browser.show("shared").await?;
    browser.until_count("shared-line", 2).await?;
    browser.close().await
}

/// The icons, those of shortcuts too, that are not there or not what the manifest says of them.
const WRONG_ICONS: &str = "
    const { href } = document.querySelector('link[rel=manifest]');
    const told = await (await fetch(href)).json();
    const look = async ({ src, sizes, type }) => {
        const url = new URL(src, href);
        const answer = await fetch(url);
        const image = new Image();
        image.src = url;
        await image.decode().catch(() => {});
        const { naturalWidth: width, naturalHeight: height } = image;
        const fits = answer.ok && answer.headers.get('content-type') === type && width > 0
            && width === height && (sizes === 'any' || sizes === `${width}x${height}`);
        return fits ? [] : `${src}: ${answer.status}, ${width}x${height}`;
    };
    const of = ({ name, icons }) => icons?.length > 0 ? icons.map(look) : [`${name}: no icons`];
    return (await Promise.all([told, ...told.shortcuts].flatMap(of))).flat();";

/// Shares two lines as the manifest tells other apps to.
const SHARE: &str = "
    const { href } = document.querySelector('link[rel=manifest]');
    const { share_target: target } = await (await fetch(href)).json();
    if (target.enctype !== 'multipart/form-data') return target.enctype;
    const [files] = target.params.files;
    if (!files.accept.includes('image/*') || !files.accept.includes('application/pdf')) return files;
    const body = new FormData();
    body.append(target.params.text, '2 eggs\\nmilk 1 l');
    const answer = await fetch(new URL(target.action, href), { method: target.method, body, redirect: 'manual' });
    return answer.type === 'opaqueredirect' || answer.status;";
