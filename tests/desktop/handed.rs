//! What the system hands to the app, which is open or is started for it: files to read, and links
//! into a household. And what the app hands to the system: links that lead out.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use crate::browser::in_step::found;
use crate::support::browser::{Browser, Screen, stop, wait};
use crate::support::fixture::receipt;
use crate::support::server::Server;
use crate::support::window::{Desk, app};

const CODE: &str = "0123456789abcdef0123456789abcdef";
const DRAFTS: &str = "SELECT count(*) FROM drafts";
const READ: &str = "SELECT count(*) FROM drafts WHERE scan IS NOT NULL";
/// Whether the app holds no file for the page.
const NONE_WAITS: &str = "
    const app = window.__TAURI_INTERNALS__;
    const waiting = await app.invoke('opened', new Uint8Array(), { headers: {} });
    return (waiting?.byteLength ?? 0) === 0 || waiting.byteLength;";
/// Where the page keeps the address of the household's server.
const ADDRESS: &str = "return localStorage.getItem('larder-server');";

/// "Open with": a receipt that the system hands over is read, in the window that is there; the
/// next one waits for it.
#[tokio::test]
async fn receipts_that_the_system_hands_over_are_all_read() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    // It is there already when they come.
    window.show("shared").await?;
    window.find("shared-nothing").await?;
    let (image, expected) = receipt("us")?;
    hand_over(&desk, &image)?;
    desk.until_count(DRAFTS, 1).await?;
    hand_over(&desk, &receipt("uk")?.0)?;
    desk.until_count(DRAFTS, 2).await?;
    desk.until_count(READ, 1).await?;
    window.ask("location.hash = '#/review';").await?;
    window.find("review-accept").await?;
    assert_eq!(window.value("review-total").await?, expected.total);
    window.until("nothing waits any more", NONE_WAITS).await?;
    window.close().await
}

/// The app is not open yet: the system starts it for the receipt.
#[tokio::test]
async fn a_start_with_a_receipt_reads_it() -> Result<()> {
    let desk = Desk::new()?;
    let image = receipt("us")?.0.canonicalize()?;
    let running = desk.start(&[image.to_str().context("a path in Unicode")?])?;
    wait("the receipt is a draft", async || {
        // There is no database at first.
        let drafts = desk.count(DRAFTS).await.unwrap_or_default();
        Ok((drafts != 1).then(|| drafts.to_string()))
    })
    .await?;
    drop(running);
    Ok(())
}

/// The same with a link; and the one process that is left of the start runs WebKit without its
/// slowest compiler.
#[tokio::test]
async fn a_start_with_a_link_opens_the_page_to_join() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_with(&desk, &format!("larder://join/{CODE}")).await?;
    window.find("join").await?;
    let address = window.ask("return location.hash;").await?;
    assert_eq!(address, format!("#/join/{CODE}"));
    let pids = desk.app_pids()?;
    ensure!(pids.len() == 1, "{pids:?}");
    let around = fs::read(format!("/proc/{}/environ", pids[0]))?;
    let mut around = around.split(|byte| *byte == 0);
    ensure!(around.any(|one| one == b"JSC_useOMGJIT=false"));
    window.close().await
}

#[tokio::test]
async fn a_file_that_is_too_large_is_said_to_be_lost() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    let large = desk.home.path().join("large.jpg");
    File::create(&large)?.set_len((64 << 20) + 1)?;
    hand_over(&desk, &large)?;
    window.find("shared-lost").await?;
    window.until("nothing waits any more", NONE_WAITS).await?;
    window.close().await
}

#[tokio::test]
async fn a_link_names_a_server_for_one_join_and_shows_it_first() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.add_by_hand("3 eggs").await?;
    let link = found(&browser).await?;
    let code = link.rsplit('/').next().context("a code")?;

    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    // Whoever is on the way there can listen: that one is not asked.
    desk.hand_over(&format!(
        "larder://join/{CODE}?server=http://192.0.2.1:8080"
    ))?;
    window.find("join-unfit").await?;
    desk.hand_over(&format!("larder://join/{code}?server={}", server.url))?;
    let at = window.text("join-at").await?;
    let host = server.url.trim_start_matches("http://");
    assert!(at.contains(host.trim_end_matches('/')), "{at}");
    assert!(
        window.ask(ADDRESS).await?.is_null(),
        "it is nobody's server yet"
    );
    window.click("join-go").await?;
    window.find("home").await?;
    window.click("nav-pantry").await?;
    window.until_count("pantry-row", 1).await?;
    let kept = window.ask(ADDRESS).await?;
    let kept = kept.as_str().context("an address")?;
    assert!(kept.starts_with(server.url.trim_end_matches('/')), "{kept}");
    // This desk has no keychain.
    let account = fs::read(desk.data().join("account.json"))?;
    let account = String::from_utf8_lossy(&account);
    assert!(account.starts_with("larder sealed"), "{account}");
    assert!(!account.contains("token") && !account.contains(&server.url));
    window.close().await?;
    browser.close().await
}

/// What leads to the web is opened in the system's browser, and nothing else is opened at all.
#[tokio::test]
async fn a_link_that_leads_out_is_opened_in_the_browser() -> Result<()> {
    let desk = Desk::new()?;
    let opened = desk.home.path().join("opened");
    let script = format!("#!/bin/sh\necho \"$1\" >> {}\n", opened.display());
    let browser = write(&desk, "browser", &script)?;
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755))?;
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Browser\nExec={} %u\n",
        browser.display()
    );
    write(&desk, "data/applications/browser.desktop", &entry)?;
    let usual = ["http", "https", "file"].map(|scheme| {
        let handler = "x-scheme-handler";
        format!("{handler}/{scheme}=browser.desktop\n")
    });
    let usual = format!("[Default Applications]\n{}", usual.concat());
    write(&desk, "config/mimeapps.list", &usual)?;

    let window = desk.open().await?;
    window.find("nav-more").await?;
    let link = "https://example.org/food?a=1&b=2";
    for leads in ["http://example.org/", "file:///etc/hosts", "blob:", link] {
        window.ask(&format!("{LEADS_OUT}('{leads}');")).await?;
        window.click("leads-out").await?;
    }
    wait("the browser has it", async || {
        let said = fs::read_to_string(&opened).unwrap_or_default();
        Ok((said.trim() != link).then_some(said))
    })
    .await?;
    let here = window.ask("return location.hash;").await?;
    assert_eq!(here, "#/", "the page stays where it is");
    assert_eq!(window.client.windows().await?.len(), 1);
    window.close().await
}

/// Puts a link into the page, in place of another one.
const LEADS_OUT: &str = "
    return ((leads) => {
        document.querySelector('[data-testid=leads-out]')?.remove();
        const link = document.createElement('a');
        link.href = leads === 'blob:' ? URL.createObjectURL(new Blob(['food'])) : leads;
        link.target = '_blank';
        link.dataset.testid = 'leads-out';
        link.textContent = leads;
        document.querySelector('main').prepend(link);
        return true;
    })";

fn write(desk: &Desk, name: &str, text: &str) -> Result<PathBuf> {
    let file = desk.home.path().join(name);
    fs::create_dir_all(file.parent().context("a folder")?)?;
    fs::write(&file, text)?;
    Ok(file)
}

/// Opens the window of an app that is started with this.
async fn open_with(desk: &Desk, said: &str) -> Result<Browser> {
    let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
    let mut driver = Command::new("WebKitWebDriver")
        .args([&format!("--port={port}"), "--host=127.0.0.1"])
        .envs(desk.environment())
        .stdout(Stdio::null())
        .process_group(0)
        .spawn()
        .context("starting WebKitWebDriver: `cargo xtask test` installs it")?;
    let opened = connect(port, said).await;
    match opened {
        Ok(client) => Ok(Browser::of(driver, client, Arc::clone(&desk.home))),
        Err(error) => {
            stop(&mut driver);
            Err(error)
        }
    }
}

async fn connect(port: u16, said: &str) -> Result<Client> {
    wait("the driver listens", async || {
        let there = TcpStream::connect(("127.0.0.1", port)).await;
        Ok(there.err().map(|error| error.to_string()))
    })
    .await?;
    let options = json!({ "binary": app()?, "args": [said] });
    let wanted = [("webkitgtk:browserOptions".to_owned(), options)];
    ClientBuilder::new(HttpConnector::new())
        .capabilities(wanted.into_iter().collect())
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .context("opening the app's window")
}

fn hand_over(desk: &Desk, file: &Path) -> Result<()> {
    let file = file.canonicalize()?;
    desk.hand_over(file.to_str().context("a path in Unicode")?)
}
