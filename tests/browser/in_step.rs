//! Two devices of one household, each with a browser of its own, and a server that comes
//! and goes.

use anyhow::{Context, Result};

use crate::support::axe::Axe;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;
#[cfg(unix)]
use crate::support::{postgres, server::DATABASE};

/// What the chip says.
const CHIP: &str = "document.querySelector('[data-testid=sync-chip]')?.textContent.trim()";

impl Browser {
    pub async fn add_by_hand(&self, line: &str) -> Result<()> {
        self.click("nav-add").await?;
        self.fill("add-name", line).await?;
        self.click("add-save").await
    }

    /// Waits until the pantry shows this much of an item; it is the page that is open.
    async fn until_pantry(&self, name: &str, amount: &str) -> Result<()> {
        let script = format!(
            "const row = document.querySelector('[data-testid=pantry-row][data-name=\"{name}\"]');
             return row?.textContent.includes('{amount}') === true || row?.textContent;"
        );
        self.until(&format!("the pantry has {amount} of {name}"), &script)
            .await
    }

    pub async fn until_chip(&self, says: &str) -> Result<()> {
        let script = format!("return {CHIP} === '{says}' || {CHIP};");
        self.until(&format!("the chip says {says}"), &script).await
    }

    /// Clicks what may lie under a message at the bottom: those stay for ever in tests.
    pub async fn reach(&self, testid: &str) -> Result<()> {
        self.find(testid).await?;
        let script = format!(
            "document.querySelector('[data-testid={testid}]').scrollIntoView({{ block: 'center' }});
             return true;"
        );
        self.until(&format!("{testid} is in reach"), &script)
            .await?;
        self.click(testid).await
    }

    /// Opens the sheet of the first item.
    pub async fn open_item(&self) -> Result<()> {
        self.click("pantry-open").await?;
        self.click("lot-row").await
    }

    /// Uses one of an item with the stepper of its row.
    async fn use_one(&self) -> Result<()> {
        self.click("step-less").await
    }
}

/// Founds the household on this device, and gives the link of an invitation.
pub async fn found(browser: &Browser) -> Result<String> {
    browser.click("nav-more").await?;
    browser.click("more-household").await?;
    browser.click("found-go").await?;
    invite(browser).await
}

async fn invite(browser: &Browser) -> Result<String> {
    browser.click("invite-make").await?;
    browser.find("qr").await?;
    browser.text("invite-link").await
}

pub async fn join(browser: &Browser, link: &str) -> Result<()> {
    browser.visit(link).await?;
    browser.click("join-go").await?;
    browser.find("home").await?;
    Ok(())
}

/// Two devices in step, both looking at a pantry with three eggs.
async fn with_eggs(server: &Server) -> Result<(Browser, Browser)> {
    let first = Browser::open(Screen::Phone).await?;
    first.visit(&server.url).await?;
    first.add_by_hand("3 eggs").await?;
    let link = found(&first).await?;
    let second = Browser::open(Screen::Desktop).await?;
    join(&second, &link).await?;
    for browser in [&first, &second] {
        browser.click("nav-pantry").await?;
        browser.until_pantry("eggs", "3").await?;
        browser.until_chip("In step").await?;
    }
    Ok((first, second))
}

#[tokio::test]
async fn what_one_does_the_other_sees() -> Result<()> {
    let server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    first.use_one().await?;
    second.until_pantry("eggs", "2").await?;
    second.add_by_hand("milk 1 l").await?;
    first.until_pantry("milk", "1 l").await?;
    // The other one's action is in the history, and can be taken back here.
    first.click("nav-more").await?;
    first.reach("journal-undo").await?;
    second.until_count("pantry-row", 1).await?;
    first.close().await?;
    second.close().await
}

/// The same where the database is on a PostgreSQL server, and the server comes back to it.
#[cfg(unix)]
#[tokio::test]
async fn two_devices_stay_in_step_by_a_database_elsewhere() -> Result<()> {
    let address = postgres::database(None).map_err(anyhow::Error::msg)?;
    let mut server = Server::start_with(&[(DATABASE, address.leak())])?;
    let (first, second) = with_eggs(&server).await?;
    first.use_one().await?;
    second.until_pantry("eggs", "2").await?;
    server.stop()?;
    second.until_chip("Offline").await?;
    server.come_back()?;
    second.add_by_hand("milk 1 l").await?;
    first.until_pantry("milk", "1 l").await?;
    first.close().await?;
    second.close().await
}

/// The worst story of such apps: two people take the last ones, and one of them never did.
#[tokio::test]
async fn two_phones_offline_each_use_an_egg_and_one_is_left() -> Result<()> {
    let mut server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    server.stop()?;
    for browser in [&first, &second] {
        browser.until_chip("Offline").await?;
        browser.use_one().await?;
        browser.until_pantry("eggs", "2").await?;
        browser.until_chip("Offline · 1").await?;
    }
    // What waits outlives the page.
    second.client.refresh().await?;
    second.until_pantry("eggs", "2").await?;
    second.until_chip("Offline · 1").await?;
    server.come_back()?;
    for browser in [&first, &second] {
        browser.click("sync-chip").await?;
        if !browser.all("sync-try").await?.is_empty() {
            browser.click("sync-try").await.ok();
        }
        browser.until_chip("In step").await?;
        browser.click("nav-pantry").await?;
        browser.until_pantry("eggs", "1").await?;
    }
    // All of the log's rows have a number now, and nothing waits.
    first
        .until_stored("nothing waits", "pending_sync", |rows| rows.is_empty())
        .await?;
    first.close().await?;
    second.close().await
}

/// What one phone counts up, the other one has not seen: both ones are there in the end.
#[tokio::test]
async fn two_phones_offline_each_add_an_egg_and_there_are_two_more() -> Result<()> {
    let mut server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    server.stop()?;
    for browser in [&first, &second] {
        browser.until_chip("Offline").await?;
        browser.click("step-more").await?;
        browser.until_pantry("eggs", "4").await?;
    }
    server.come_back()?;
    for browser in [&first, &second] {
        browser.until_pantry("eggs", "5").await?;
        browser.until_chip("In step").await?;
    }
    first.close().await?;
    second.close().await
}

/// Without a network, too: the names were kept when there was one.
#[tokio::test]
async fn the_history_says_which_device_did_what() -> Result<()> {
    let mut server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    second.use_one().await?;
    first.until_pantry("eggs", "2").await?;
    let names = "const answer = await fetch('/api/v1/household');
        return (await answer.json()).writers.filter((writer) => !writer.this)[0].name;";
    let name = second.ask(names).await?;
    let name = name.as_str().context("the first one's name")?.to_owned();
    server.stop()?;
    second.until_chip("Offline").await?;
    second.client.refresh().await?;
    second.click("nav-more").await?;
    second.until_count("journal-row", 2).await?;
    let told = "return [...document.querySelectorAll('[data-testid=journal-who]')]
        .map((who) => who.textContent);";
    let told = second.ask(told).await?;
    assert_eq!(told, serde_json::json!(["This device", name]));
    // What one device did alone.
    second
        .ask(
            "document.querySelectorAll('[data-testid=activity-by]')[2].click();
             return true;",
        )
        .await?;
    second.until_count("journal-row", 1).await?;
    let told = second.text("journal-row").await?;
    assert!(
        told.contains("Added eggs") && told.contains(&name),
        "{told}"
    );
    first.close().await?;
    second.close().await
}

/// What is walked through first in the shop: two people say it apart, and both are heard.
#[tokio::test]
async fn two_phones_offline_order_the_shop_and_the_list_follows_both() -> Result<()> {
    const LISTED: &str = "return [...document.querySelectorAll('[data-testid=list-entry]')]
        .map((entry) => entry.dataset.name).join();";
    let mut server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    first.click("nav-list").await?;
    for name in ["milk", "frozen peas", "bananas"] {
        first.fill("list-add", &format!("{name}\u{e007}")).await?;
    }
    first.until_count("list-entry", 3).await?;
    assert_eq!(first.ask(LISTED).await?, "bananas,milk,frozen peas");
    second.click("nav-list").await?;
    second.until_count("list-entry", 3).await?;
    server.stop()?;
    for (browser, category) in [(&first, "frozen"), (&second, "dairy_eggs")] {
        browser.until_chip("Offline").await?;
        browser.show("categories").await?;
        let up = format!(
            "const up = () => document.querySelector('[data-name={category}] [data-testid=category-up]');
             if (up().disabled) return true;
             up().click();
             return false;"
        );
        browser.until("it stands first", &up).await?;
    }
    server.come_back()?;
    for browser in [&first, &second] {
        browser.until_chip("In step").await?;
        browser.show("list").await?;
        let both = "const listed = [...document.querySelectorAll('[data-testid=list-entry]')]
            .map((entry) => entry.dataset.name);
            return listed.at(-1) === 'bananas' || listed.join();";
        browser.until("both orders hold", both).await?;
    }
    let listed = first.ask(LISTED).await?;
    assert_eq!(second.ask(LISTED).await?, listed);
    first.close().await?;
    second.close().await
}

#[tokio::test]
async fn a_delete_does_not_eat_an_edit_that_it_had_not_seen() -> Result<()> {
    let mut server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    server.stop()?;
    first.until_chip("Offline").await?;
    second.until_chip("Offline").await?;
    first.open_item().await?;
    first.reach("item-delete").await?;
    first.until_count("pantry-row", 0).await?;
    second.open_item().await?;
    second.fill("item-name", "duck eggs\u{e007}").await?;
    second.click("sheet-close").await?;
    second.until_pantry("duck eggs", "3").await?;
    server.come_back()?;
    for browser in [&first, &second] {
        browser.until_pantry("duck eggs", "").await?;
    }
    // Both are asked, and one answer is enough: deleted again on one, it is gone on both.
    first.until_chip("Take a look").await?;
    first.click("sync-chip").await?;
    first.find("dispute").await?;
    first.click("dispute-restore").await?;
    second.until_count("pantry-row", 0).await?;
    first.close().await?;
    second.close().await
}

#[tokio::test]
async fn two_names_for_one_thing_are_shown_and_the_other_one_is_a_tap_away() -> Result<()> {
    let mut server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    server.stop()?;
    for (browser, name) in [(&first, "duck eggs"), (&second, "quail eggs")] {
        browser.until_chip("Offline").await?;
        browser.open_item().await?;
        browser
            .fill("item-name", &format!("{name}\u{e007}"))
            .await?;
        browser.click("sheet-close").await?;
        browser.until_pantry(name, "3").await?;
    }
    server.come_back()?;
    // The later one is kept everywhere, and nobody's words are lost.
    first.until_pantry("quail eggs", "3").await?;
    first.until_chip("Take a look").await?;
    first.click("sync-chip").await?;
    let dispute = first.text("dispute").await?;
    assert!(dispute.contains("duck eggs"), "{dispute}");
    let axe = Axe::load()?;
    axe.look(&first, "two words for one thing").await?;
    axe.check();
    first.click("dispute-restore").await?;
    second.until_pantry("duck eggs", "3").await?;
    second.until_chip("In step").await?;
    first.close().await?;
    second.close().await
}

#[tokio::test]
async fn what_was_there_before_comes_along_or_stays_behind() -> Result<()> {
    let server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    for (line, brings) in [("honey 500 g", true), ("beer", false)] {
        first.click("nav-more").await?;
        first.click("more-household").await?;
        let link = invite(&first).await?;
        let third = Browser::open(Screen::Phone).await?;
        third.visit(&server.url).await?;
        third.add_by_hand(line).await?;
        third.visit(&link).await?;
        third.find("join-brings").await?;
        if !brings {
            third.click("join-brings").await?;
        }
        third.click("join-go").await?;
        third.click("nav-pantry").await?;
        third.until_pantry("eggs", "3").await?;
        third.until_count("pantry-row", 2).await?;
        second.until_count("pantry-row", 2).await?;
        third.close().await?;
    }
    second.until_pantry("honey", "500 g").await?;
    first.close().await?;
    second.close().await
}

#[tokio::test]
async fn a_used_invitation_and_a_removed_device_say_what_to_do() -> Result<()> {
    let server = Server::start()?;
    let first = Browser::open(Screen::Phone).await?;
    first.visit(&server.url).await?;
    first.add_by_hand("3 eggs").await?;
    let link = found(&first).await?;
    let second = Browser::open(Screen::Desktop).await?;
    join(&second, &link).await?;
    second.click("nav-pantry").await?;
    second.until_pantry("eggs", "3").await?;

    let late = Browser::open(Screen::Phone).await?;
    late.visit(&link).await?;
    late.click("join-go").await?;
    let said = late.text("join-wrong").await?;
    assert!(said.contains("Ask for a new one"), "{said}");
    late.close().await?;

    first.client.refresh().await?;
    first.click("device-remove").await?;
    first.click("device-remove-sure").await?;
    first.until_count("device", 1).await?;
    // It is told, keeps all that it has, and goes on by itself.
    second.until_chip("Take a look").await?;
    second.use_one().await?;
    second.until_pantry("eggs", "2").await?;
    second.click("sync-chip").await?;
    let said = second.text("sync-trouble").await?;
    assert!(said.contains("stays here"), "{said}");

    // With a new invitation it is in step again, with what it did meanwhile.
    let link = invite(&first).await?;
    join(&second, &link).await?;
    second.until_chip("In step").await?;
    first.click("nav-pantry").await?;
    first.until_pantry("eggs", "2").await?;
    first.close().await?;
    second.close().await
}

#[tokio::test]
async fn who_stays_offline_is_left_alone_and_can_save_what_waits() -> Result<()> {
    let server = Server::start()?;
    let (first, second) = with_eggs(&server).await?;
    first.click("sync-chip").await?;
    first.click("stay-offline").await?;
    first.until_chip("Offline").await?;
    first.click("nav-pantry").await?;
    first.use_one().await?;
    first.until_chip("Offline · 1").await?;
    second.until_pantry("eggs", "3").await?;
    first.click("sync-chip").await?;
    let waiting = first.text("sync-waiting").await?;
    assert!(waiting.contains("Used eggs"), "{waiting}");
    first.find("sync-export").await?;
    first.click("stay-offline").await?;
    first.until_chip("In step").await?;
    second.until_pantry("eggs", "2").await?;
    let log = first.text("sync-log").await?;
    assert!(log.contains("Sent"), "{log}");
    first.close().await?;
    second.close().await
}

/// What the first version kept of a device that had never heard of a server: bodies alone,
/// an author of six parts, and batches that were ready to be sent.
const FIRST_VERSION: &str = "
    const all = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const open = (version, upgrade) => {
        const request = indexedDB.open('larder', version);
        request.onupgradeneeded = () => upgrade(request.result);
        return all(request);
    };
    const now = await open(undefined, () => {});
    const read = async (name) => {
        const store = now.transaction(name).objectStore(name);
        return [await all(store.getAllKeys()), await all(store.getAll())];
    };
    const [keys, rows] = await read('ops');
    const author = await all(now.transaction('meta').objectStore('meta').get('author'));
    now.close();
    await all(indexedDB.deleteDatabase('larder'));
    // [ null, null, null, body ]: the head of a byte string is 2 or 3 bytes long.
    const body = (row) => row.slice(row[4] === 0x58 ? 6 : 7);
    const stores = ['ops', 'items', 'pantry_items', 'receipts', 'shopping_entries',
        'pending_sync', 'meta', 'receipt_images', 'drafts'];
    const old = await open(1, (db) => stores.forEach((name) => db.createObjectStore(name)));
    const write = old.transaction(['ops', 'meta', 'pending_sync'], 'readwrite');
    keys.forEach((key, at) => write.objectStore('ops').put(body(rows[at]), key));
    // The numbers of the parts 2, 3 and 5 were null; the first version had them.
    write.objectStore('meta').put(author, 'author');
    write.objectStore('pending_sync').put(new Uint8Array([1]), new Uint8Array(8));
    await new Promise((resolve) => { write.oncomplete = resolve; });
    old.close();
    return keys.length;";

#[tokio::test]
async fn a_device_of_the_first_version_keeps_everything_and_comes_in_step() -> Result<()> {
    let server = Server::start()?;
    let first = Browser::open(Screen::Phone).await?;
    first.visit(&server.url).await?;
    first.add_by_hand("3 eggs").await?;
    first
        .until_stored("the eggs are kept", "ops", |rows| !rows.is_empty())
        .await?;
    // A page of the server that is not the app: nothing holds on to the storage.
    first.visit(&format!("{}/health", server.url)).await?;
    let moved = first.ask(FIRST_VERSION).await?;
    let moved = moved.as_u64().with_context(|| moved.to_string())?;
    assert!(moved > 2, "{moved} ops");
    first.visit(&server.url).await?;
    first.click("nav-pantry").await?;
    first.until_pantry("eggs", "3").await?;
    let link = found(&first).await?;
    let second = Browser::open(Screen::Desktop).await?;
    join(&second, &link).await?;
    second.click("nav-pantry").await?;
    second.until_pantry("eggs", "3").await?;
    first.close().await?;
    second.close().await
}
