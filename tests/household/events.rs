//! An address that a real server calls with what happens, though it is killed in between.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::phone::Api;
use crate::support::receiver::Receiver;
use crate::support::server::Server;

struct Owner {
    api: Api,
    token: String,
}

impl Owner {
    async fn get(&self, path: &str) -> Result<Value> {
        let (status, body) = self.api.ask("GET", path, &self.token, "", vec![]).await?;
        ensure!(status == 200, "{path}: {status}");
        Ok(serde_json::from_slice(&body)?)
    }

    async fn ids(&self, path: &str, name: &str) -> Result<BTreeSet<String>> {
        let list = self.get(path).await?;
        let all = list["data"].as_array().context("a list")?.iter();
        let ids = all.map(|one| one[name].as_str().map(str::to_owned));
        ids.collect::<Option<_>>().context("ids")
    }
}

#[tokio::test]
async fn what_happens_is_told_though_the_server_is_killed_before_it_was_taken() -> Result<()> {
    let mut server = Server::start_with(&[("LARDER_PRIVATE_RECEIVERS", "on")])?;
    let mut receiver = Receiver::open().await?;
    let api = Api::new(&server.url);
    let new = json!({ "household": "07".repeat(16), "device": "Kitchen" });
    let founded = api.json("households", "", new).await?;
    let token = founded["token"].as_str().context("a token")?.to_owned();
    let mut owner = Owner { api, token };
    let hook = json!({ "url": receiver.url });
    let made = owner.api.json("webhooks", &owner.token, hook).await?;
    let id = made["webhook"]["id"].as_str().context("an id")?.to_owned();
    receiver.answers(503);
    let food = json!({ "name": "Milk", "expiry_date": jiff::Zoned::now().date().to_string() });
    owner.api.json("pantry/items", &owner.token, food).await?;
    receiver.next().await?;

    server.stop()?;
    while !receiver.is_quiet() {}
    receiver.answers(204);
    server.come_back()?;
    owner.api = Api::new(&server.url);
    let mut taken = BTreeSet::new();
    while taken.len() < 2 {
        let came = receiver.next().await?;
        let told: Value = serde_json::from_slice(&came.body)?;
        ensure!(told["id"] == came.says("webhook-id"), "{told}");
        ensure!(told["data"]["name"] == "Milk", "{told}");
        taken.insert(came.says("webhook-id").to_owned());
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let noted = owner.ids("events", "id").await?;
    ensure!(noted == taken, "{noted:?} were noted");
    let path = format!("webhooks/{id}/deliveries");
    ensure!(owner.ids(&path, "event").await? == noted);
    let log = owner.get(&path).await?;
    let all = log["data"].as_array().context("a list")?;
    ensure!(all.iter().all(|one| one["state"] == "taken"), "{log}");
    ensure!(receiver.is_quiet(), "it was told again of what it took");
    Ok(())
}
