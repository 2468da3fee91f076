//! A device that is told what is due though no page is open: from the switch in the settings
//! over a push service to the note that the service worker shows.
//!
//! Chromium has no push service in a test, so the page is given one: its keys are those of
//! RFC 8291, and what the server sends is opened by the browser's own cryptography.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::in_step::found;
use crate::support::browser::{Browser, Screen};
use crate::support::receiver::Receiver;
use crate::support::server::Server;

/// How often a message is given.
const TRIES: usize = 4;

/// The page's push service is that one.
fn given(service: &str) -> String {
    format!(
        "const p256dh = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4';
         const keys = {{ p256dh, auth: 'BTBZMqHH6r4Tts7J_aSIgg' }};
         const has = () => localStorage.getItem('test-push') !== null;
         const made = {{
             toJSON: () => ({{ endpoint: '{service}', expirationTime: null, keys }}),
             unsubscribe: async () => {{ localStorage.removeItem('test-push'); return true; }},
         }};
         PushManager.prototype.getSubscription = async () => has() ? made : null;
         PushManager.prototype.subscribe = async (options) => {{
             if (!options.userVisibleOnly) throw new Error('every message is shown');
             localStorage.setItem('test-push', options.applicationServerKey);
             return made;
         }};"
    )
}

/// Opens a message as a browser does (RFC 8188, RFC 8291), by the standards' own words.
const OPENED: &str = "
    const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const words = (text) => new TextEncoder().encode(text);
    const text = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/[+]/g, '-').replace(/[/]/g, '_').replace('=', '');
    const point = bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4');
    const x = text(point.slice(1, 33)), y = text(point.slice(33));
    const d = 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94';
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    const own = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y, d }, curve, false, ['deriveBits']);
    const body = bytes(MESSAGE);
    const salt = body.slice(0, 16), sender = body.slice(21, 21 + body[20]), record = body.slice(21 + body[20]);
    const theirs = await crypto.subtle.importKey('raw', sender, curve, false, []);
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256);
    const hkdf = async (secret, salt, info, bits) => {
        const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
        return crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, bits);
    };
    const info = new Uint8Array([...words('WebPush: info\\0'), ...point, ...sender]);
    const secret = await hkdf(shared, bytes('BTBZMqHH6r4Tts7J_aSIgg'), info, 256);
    const content = await hkdf(secret, salt, words('Content-Encoding: aes128gcm\\0'), 128);
    const iv = await hkdf(secret, salt, words('Content-Encoding: nonce\\0'), 96);
    const cipher = await crypto.subtle.importKey('raw', content, 'AES-GCM', false, ['decrypt']);
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, cipher, record));
    if (plain.at(-1) !== 2) throw new Error('more records');
    return new TextDecoder().decode(plain.slice(0, -1));";

/// Food that is due, by the page's own right.
const FOOD: &str = "
    const food = { name: 'Milk', expiry_date: '2026-01-01', expiry_kind: 'use_by' };
    const answer = await fetch('/api/v1/pantry/items', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(food) });
    return answer.status;";

/// What the server tells this device is so: a switch shows what is wanted before it knows.
async fn until_told(browser: &Browser, so: &str) -> Result<()> {
    let asked = format!(
        "const answer = await fetch('/api/v1/push/subscriptions');
         const told = (await answer.json()).data;
         return {so} || told;"
    );
    browser.until("the server knows", &asked).await
}

const NOTES: &str = "
    const registration = await navigator.serviceWorker.getRegistration();
    const notes = await registration.getNotifications();
    return notes.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }));";

impl Browser {
    /// Gives the service worker a message, as the browser does, until its note is there: on a
    /// busy machine a worker that starts too slowly is not told.
    async fn tell(&self, server: &Server, message: &str, title: &str) -> Result<Value> {
        self.devtools("ServiceWorker.enable", json!({})).await?;
        let push = json!({ "origin": server.url, "registrationId": "0", "data": message });
        for _ in 0..TRIES {
            self.devtools("ServiceWorker.deliverPushMessage", push.clone())
                .await?;
            for _ in 0..100 {
                let notes = self.ask(NOTES).await?;
                let mut notes = notes.as_array().into_iter().flatten();
                if let Some(note) = notes.find(|note| note["title"] == title) {
                    return Ok(note.clone());
                }
                sleep(Duration::from_millis(100)).await;
            }
        }
        bail!("{title} is not shown")
    }
}

#[tokio::test]
async fn a_device_is_told_what_is_due_once_its_person_wants_that() -> Result<()> {
    let server = Server::start_with(&[("LARDER_PRIVATE_RECEIVERS", "on")])?;
    let mut service = Receiver::open().await?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.before_pages(&given(&service.url)).await?;
    let allowed = json!({ "origin": server.url, "permissions": ["notifications"] });
    browser
        .devtools("Browser.grantPermissions", allowed)
        .await?;
    browser.visit(&server.url).await?;
    let controlled = "return !!navigator.serviceWorker.controller;";
    browser.until("the worker is there", controlled).await?;
    browser.show("more").await?;
    found(&browser).await?;
    ensure!(browser.ask(FOOD).await? == 201);

    browser.show("settings").await?;
    browser.find("reminders").await?;
    browser.reach("remind-device").await?;
    browser.find("remind-names").await?;
    until_told(&browser, "told[0]?.this && told[0].wish.at === '09:00'").await?;
    browser.reach("remind-names").await?;
    let on = "return document.querySelector('[data-testid=remind-names]').ariaChecked === 'true';";
    browser.until("food may be named", on).await?;
    // Whatever the time is here, that of midnight has come.
    let midnight = "
        const at = document.querySelector('[data-testid=remind-at]');
        at.value = '00:00';
        at.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    browser.until("midnight is chosen", midnight).await?;

    let came = service.next().await?;
    ensure!(came.says("content-encoding") == "aes128gcm");
    let key = "return localStorage.getItem('test-push');";
    let key = browser.ask(key).await?;
    let key = format!(", k={}", key.as_str().context("a key")?);
    let proof = came.says("authorization");
    ensure!(
        proof.starts_with("vapid t=") && proof.ends_with(&key),
        "{proof}"
    );
    let message = OPENED.replace(
        "MESSAGE",
        &format!("'{}'", BASE64_STANDARD.encode(&came.body)),
    );
    let message = browser.ask(&message).await?;
    let message = message.as_str().context("text")?;

    let due = "1 thing to use today";
    let note = browser.tell(&server, message, due).await?;
    ensure!(note["data"] == "#/" && note["lang"] == "en", "{note}");
    browser
        .tell(&server, "no message of ours", "Larder")
        .await?;

    browser.reach("remind-device").await?;
    browser.until_count("remind-names", 0).await?;
    until_told(&browser, "told.length === 0").await?;
    ensure!(service.is_quiet(), "it was told twice");
    browser.close().await
}

#[tokio::test]
async fn where_the_server_sends_none_nothing_is_offered() -> Result<()> {
    let server = Server::start_with(&[("LARDER_PUSH", "off")])?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.show("more").await?;
    found(&browser).await?;
    let key = "return (await fetch('/api/v1/push/key')).status;";
    ensure!(browser.ask(key).await? == 501);
    browser.show("settings").await?;
    browser.find("storage").await?;
    browser.until_count("reminders", 0).await?;
    browser.close().await
}
