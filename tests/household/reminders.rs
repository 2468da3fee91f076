//! A letter a day on what is due, from a real server through a real SMTP server.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};
use serde_json::{Value, json};

use super::mail::{ANA, VERIFY, form, post, server, sign_up, signed_in};
use super::now_ms;
use super::phone::Api;
use crate::support::post::{Letter, PostOffice, unused_port};

const STOP: &str = "/account/reminders";
/// Until the next minute, and a while.
const A_MINUTE: Duration = Duration::from_secs(90);

/// A zone in which it is about noon, so that no day ends meanwhile; the time there.
fn noon() -> Result<(String, Zoned)> {
    let now = Timestamp::from_millisecond(now_ms())?;
    let hours = 12 - now.to_zoned(TimeZone::UTC).hour();
    // These names have the sign that ships use.
    let zone = match hours {
        0 => "Etc/GMT".to_owned(),
        hours => format!("Etc/GMT{:+}", -hours),
    };
    let here = TimeZone::fixed(Offset::constant(hours));
    Ok((zone, now.to_zoned(here)))
}

/// Somebody with an account, whose food is due today.
struct Ana {
    api: Api,
    access: String,
}

impl Ana {
    async fn new(url: &str, office: &PostOffice) -> Result<Self> {
        let api = Api::new(url);
        ensure!(sign_up(&api).await?.0 == 202);
        let token = office.next().await?.token(VERIFY)?;
        ensure!(form(&api, VERIFY, &format!("token={token}")).await? == 200);
        let (access, _) = signed_in(&api).await?;
        Ok(Self { api, access })
    }

    /// Founds a household with food.
    async fn found(&self, household: &str, food: &str, day: &str) -> Result<()> {
        let new = json!({ "household": household, "device": "Kitchen" });
        let founded = self.api.json("households", "", new).await?;
        let owner = founded["token"].as_str().context("a token")?;
        let device = json!({ "token": owner });
        self.api
            .json("account/devices", &self.access, device)
            .await?;
        let food = json!({ "name": food, "expiry_date": day, "expiry_kind": "use_by" });
        self.api.json("pantry/items", owner, food).await?;
        Ok(())
    }

    /// Wants to be told at a minute; what the server says of it.
    async fn wish(&self, household: &str, zone: &str, at: &Zoned) -> Result<Value> {
        let at = at.strftime("%H:%M").to_string();
        let wish = json!({ "due": true, "at": at, "zone": zone }).to_string();
        let path = format!("account/households/{household}/reminders");
        let asked = self
            .api
            .ask("PUT", &path, &self.access, "application/json", wish.into());
        let (status, body) = asked.await?;
        ensure!(status == 200, "{status} {}", String::from_utf8_lossy(&body));
        Ok(serde_json::from_slice(&body)?)
    }
}

async fn within_a_minute(office: &PostOffice) -> Result<Letter> {
    let since = Instant::now();
    loop {
        if let Some(letter) = office.taken()? {
            return Ok(letter);
        }
        ensure!(since.elapsed() < A_MINUTE, "no letter came");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_person_gets_one_digest_a_day_though_the_server_is_killed() -> Result<()> {
    let port = unused_port()?;
    let office = PostOffice::open(port).await?;
    let mut server = server(port, &[])?;
    let mut ana = Ana::new(&server.url, &office).await?;
    let (milk, ham) = ("07".repeat(16), "08".repeat(16));
    let (zone, now) = noon()?;
    let today = now.date().to_string();
    ana.found(&milk, "Milk", &today).await?;
    ana.found(&ham, "Ham", &today).await?;
    ensure!(office.taken()?.is_none(), "nobody has asked for it");

    ana.wish(&milk, &zone, &now).await?;
    let letter = office.next().await?;
    for (field, value) in [
        ("To", ANA),
        ("Subject", "Larder: 1 thing to use today"),
        ("Auto-Submitted", "auto-generated"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ] {
        ensure!(letter.says(field, value), "{field}: {value} in {letter:?}");
    }
    ensure!(letter.has("- Milk") && !letter.has("Ham"), "{letter:?}");
    let stop = letter.token(STOP)?;

    // What it was told of is not told again: the server goes round as it starts, and once more
    // as somebody else's minute comes.
    server.start_again()?;
    ana.api = Api::new(&server.url);
    let (zone, now) = noon()?;
    let set = ana.wish(&ham, &zone, &now.checked_add(1.minute())?).await?;
    ensure!(set["last_day"].is_null(), "{set}");
    let letter = within_a_minute(&office).await?;
    ensure!(letter.has("- Ham") && !letter.has("Milk"), "{letter:?}");
    let set = ana.wish(&milk, &zone, &now).await?;
    ensure!(set["last_day"] == today.as_str(), "{set}");

    // A mail program's tap: to the link itself, with nothing but this.
    let link = format!("{STOP}?token={stop}");
    let tap = "List-Unsubscribe=One-Click";
    ensure!(form(&ana.api, &link, tap).await? == 200);
    let path = format!("account/households/{milk}/reminders");
    let (_, left) = ana.api.ask("GET", &path, &ana.access, "", vec![]).await?;
    let left: Value = serde_json::from_slice(&left)?;
    ensure!(left["due"] == false, "{left}");
    let asked = post(&ana.api, "auth/reset", &json!({ "email": ANA })).await?;
    ensure!(asked.0 == 202, "{asked:?}");
    super::mail::end(&mut server)?;
    let last = office.taken()?.context("the last letter")?;
    ensure!(last.says("Subject", "Larder: another password"), "{last:?}");
    ensure!(office.taken()?.is_none(), "it was told twice");
    Ok(())
}
