//! What was done without a network is sent by the service worker, though no page is open.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::json;

use super::in_step::found;
use crate::support::browser::{Browser, Screen, wait};
use crate::support::server::Server;

/// A page of no server.
const NOWHERE: &str = "about:blank";

/// Whether the browser is to wake the service worker.
const IS_ASKED: &str = "
    const registration = await navigator.serviceWorker.getRegistration();
    return (await registration.sync.getTags()).includes('larder-outbox');";

impl Browser {
    /// Leaves the app; then the server is back, and the service worker is told that there is
    /// a network, as the browser tells it.
    async fn leave_until_back(&self, server: &mut Server) -> Result<()> {
        self.client.goto(NOWHERE).await?;
        server.come_back()?;
        self.devtools("ServiceWorker.enable", json!({})).await?;
        let sync = json!({
            "origin": server.url, "registrationId": "0", "tag": "larder-outbox",
            "lastChance": false
        });
        self.devtools("ServiceWorker.dispatchSyncEvent", sync)
            .await?;
        Ok(())
    }

    async fn until_ready(&self, records: usize) -> Result<()> {
        let what = format!("{records} records lie ready");
        self.until_stored(&what, "outbox", |rows| rows.len() == records)
            .await
    }
}

/// A device in step, whose service worker has its files.
async fn in_step(server: &Server) -> Result<Browser> {
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.add_by_hand("3 eggs").await?;
    found(&browser).await?;
    browser.until_chip("In step").await?;
    let controlled = "return !!navigator.serviceWorker.controller;";
    browser.until("the worker is there", controlled).await?;
    browser.until_ready(0).await?;
    browser.click("nav-pantry").await?;
    Ok(browser)
}

/// Waits until the server has numbered more than `before` ops; gives how many.
async fn until_more(server: &Server, before: usize) -> Result<usize> {
    wait("the server has what was done", async || {
        let count = server.numbered().await?.len();
        Ok((count <= before).then(|| format!("{count} ops")))
    })
    .await?;
    Ok(server.numbered().await?.len())
}

#[tokio::test]
async fn the_outbox_is_sent_while_no_page_is_open() -> Result<()> {
    let mut server = Server::start()?;
    let browser = in_step(&server).await?;
    let before = server.numbered().await?.len();
    server.stop()?;
    browser.until_chip("Offline").await?;
    browser.add_by_hand("milk 1 l").await?;
    browser.until_chip("Offline · 1").await?;
    browser.until_ready(1).await?;
    browser.until("the browser is asked", IS_ASKED).await?;
    browser.leave_until_back(&mut server).await?;
    let sent = until_more(&server, before).await?;
    // A page of the server that is not the app: it changes nothing.
    browser
        .client
        .goto(&format!("{}/health", server.url))
        .await?;
    browser.until_ready(0).await?;

    // The app knows nothing of it, and a person goes on before there is a way.
    server.stop()?;
    browser.visit(&server.url).await?;
    browser.until_chip("Offline · 1").await?;
    browser.add_by_hand("bread").await?;
    browser.until_chip("Offline · 2").await?;
    server.come_back()?;
    browser.until_chip("In step").await?;
    browser.until_ready(0).await?;
    let numbered = server.numbered().await?;
    assert!(numbered.len() > sent, "{} ops", numbered.len());
    let replicas: HashSet<u64> = numbered.iter().map(|(replica, _)| *replica).collect();
    assert_eq!(replicas.len(), 1, "it is no fork");
    let rseqs: Vec<u64> = numbered.iter().map(|(_, rseq)| *rseq).collect();
    let expected: Vec<u64> = (1..).take(rseqs.len()).collect();
    assert_eq!(rseqs, expected, "nothing twice");
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", 3).await?;
    browser.close().await
}

#[tokio::test]
async fn the_outbox_is_empty_where_a_person_stays_offline() -> Result<()> {
    let mut server = Server::start()?;
    let browser = in_step(&server).await?;
    let before = server.numbered().await?.len();
    server.stop()?;
    browser.until_chip("Offline").await?;
    browser.add_by_hand("milk 1 l").await?;
    browser.until_ready(1).await?;
    browser.click("sync-chip").await?;
    browser.click("stay-offline").await?;
    browser.until_ready(0).await?;
    browser.click("nav-pantry").await?;
    browser.add_by_hand("bread").await?;
    browser.until_chip("Offline · 2").await?;
    browser.leave_until_back(&mut server).await?;

    // What is allowed again goes out the same way: that nothing went was no accident.
    browser.visit(&server.url).await?;
    browser.until_ready(0).await?;
    assert_eq!(server.numbered().await?.len(), before);
    server.stop()?;
    browser.click("sync-chip").await?;
    browser.click("stay-offline").await?;
    browser.until_ready(1).await?;
    browser.leave_until_back(&mut server).await?;
    until_more(&server, before).await?;
    browser.close().await
}
